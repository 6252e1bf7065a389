"""Files that cannot be taken are named, with the place and what is wrong."""

from pathlib import Path
from typing import Annotated

import pytest
from pydantic import Field

from bot.records import BadFile, PipeList, Record, csv_records, json_record


class Thing(Record):
    id: str
    price: Annotated[float, Field(ge=0)]
    names: PipeList


class Things(Record):
    things: list[Thing]


def csv_file(folder: Path, text: str) -> Path:
    path = folder / "things.csv"
    path.write_bytes(text.encode("utf-8"))
    return path


def test_csv_with_a_byte_order_mark_extra_columns_and_cells_of_several_lines(
    tmp_path: Path,
) -> None:
    text = '\ufeffid,note,price,names\r\na,"two\r\nlines",1.5,uno | two|\r\nb,,2,\r\n'
    assert csv_records(csv_file(tmp_path, text), Thing) == [
        Thing(id="a", price=1.5, names="uno|two"),
        Thing(id="b", price=2, names=""),
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("id;price;names\na;1;b\n", "line 1: columns id, names, price are missing"),
        ("", "line 1: columns id, names, price are missing"),
        ('id,price,names\n"a\nb",1,c\nd,x,e\n', "line 4: price: .*got 'x'"),
        ("id,price,names\na,1\n", "line 2: 3 cells are needed"),
        ("id,price,names\na,1,b,c\n", "line 2: 3 cells are needed"),
        ("id,price,names\na,1,b\na,2,c\n", "line 3: id 'a' is already on line 2"),
        ('id,price,names\na,1,"b\n', "line 2: it is not valid CSV"),
        ("id,price,names\na,-1,b\n", "line 2: price: .*greater than or equal to 0"),
    ],
)
def test_malformed_csv(tmp_path: Path, text: str, said: str) -> None:
    path = csv_file(tmp_path, text)
    with pytest.raises(BadFile, match=said) as caught:
        csv_records(path, Thing)
    assert caught.value.message.startswith(str(path))


def test_not_utf_8(tmp_path: Path) -> None:
    path = tmp_path / "things.csv"
    path.write_bytes("id,price,names\nañ,1,b\n".encode("latin-1"))
    with pytest.raises(BadFile, match="byte 16 is not UTF-8"):
        csv_records(path, Thing)


def test_absent(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match=r"none\.json: it cannot be read \(No such file"):
        json_record(tmp_path / "none.json", Things)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"things": [}', r"Invalid JSON.*line 1 column"),
        ("{}", r": things: Field required\."),
        ('{"things": [{"id": "a", "price": "x", "names": ""}]}', r"things\[0\]\.price: .*got 'x'"),
        ('{"things": [], "thing": 1}', r"thing: Extra inputs"),
        ('{"things": [{}]}', r"things\[0\]\.id: Field required; and 2 more problems"),
    ],
)
def test_malformed_json(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "things.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadFile, match=said):
        json_record(path, Things)
