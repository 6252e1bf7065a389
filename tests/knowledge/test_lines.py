"""Files read line by line: what was written is read, and nothing is read before it is asked for."""

import json
from pathlib import Path

import pytest

from bot.knowledge.lines import Lines, ends_of, write_json_lines

VALUES = [{"n": n, "text": f"línea {n}\n½ «ñ»"} for n in range(50)]


def lines(path: Path, values: list[dict[str, object]]) -> Lines[dict[str, object]]:
    assert write_json_lines(path, iter(values)) == len(values)
    return Lines(path, dict, kept=8)


def test_every_line_is_found_by_its_number(tmp_path: Path) -> None:
    made = lines(tmp_path / "a.jsonl", VALUES)
    assert len(made) == 50
    assert [made[n] for n in reversed(range(50))] == VALUES[::-1]
    assert made[-1] == VALUES[-1]
    assert made[3:7] == VALUES[3:7]
    assert list(made) == VALUES


def test_it_stays_an_ordinary_file_of_json_lines(tmp_path: Path) -> None:
    lines(tmp_path / "a.jsonl", VALUES)
    text = (tmp_path / "a.jsonl").read_text(encoding="utf-8")
    assert [json.loads(line) for line in text.splitlines()] == VALUES


@pytest.mark.parametrize("row", [50, -51])
def test_a_line_that_is_not_there_is_an_error(tmp_path: Path, row: int) -> None:
    with pytest.raises(IndexError, match=str(row)):
        lines(tmp_path / "a.jsonl", VALUES)[row]


def test_a_file_without_lines_is_empty(tmp_path: Path) -> None:
    assert list(lines(tmp_path / "a.jsonl", [])) == []


def test_opening_parses_nothing_and_the_last_lines_are_kept(tmp_path: Path) -> None:
    write_json_lines(tmp_path / "a.jsonl", VALUES)
    parsed: list[int] = []

    def parse(said: dict[str, int]) -> int:
        parsed.append(said["n"])
        return said["n"]

    made = Lines(tmp_path / "a.jsonl", parse, kept=2)
    assert parsed == []
    assert [made[7], made[7], made[8], made[7]] == [7, 7, 8, 7]
    assert parsed == [7, 8]


def test_the_ends_stand_beside_the_file(tmp_path: Path) -> None:
    assert ends_of(tmp_path / "a.jsonl") == tmp_path / "a.jsonl.ends.npy"
