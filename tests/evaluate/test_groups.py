"""The evaluation of groups on anyone's file: what is read, what is measured, what is said."""

import json
from pathlib import Path
from typing import Any

import pytest

from bot.evaluate.groups import evaluate, languages, main, read
from bot.evaluate.groups_measures import measured, mixed, pairing, scattered
from bot.evaluate.groups_report import as_json, text
from bot.groups.linking import Link
from bot.product_words import ProductWords
from bot.records import BadFile
from tests.groups.conftest import Dictionary

QUESTIONS = """question,asks,lang
where is my order,order,en
where is the parcel,order,en-GB
¿dónde está mi pedido?,order,es
where is the order,order,English
I need an invoice,invoice,en
la factura,invoice,es_MX
¿cuánto dura la garantía?,warranty,es
how long is the guarantee,warranty,en
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Three things that are asked in both languages."""
    path = tmp_path / "questions.csv"
    path.write_text(QUESTIONS, encoding="utf-8")
    return path


def told(path: Path, *words: str) -> tuple[int, list[str]]:
    """The status and the output of the command."""
    said: list[str] = []
    status = main([str(path), "--text", "question", "--label", "asks", *words], said.append, fake)
    return status, said


def fake() -> Dictionary:
    return Dictionary()


def test_ours_stands_beside_the_others(file: Path) -> None:
    rows = read(file, "question", "asks", None, None)
    found = evaluate(rows, Dictionary(), ProductWords(), lambda _: None, Link(0.2, 0.1))
    assert [*found.figures] == ["ours", "as_joined", "k_means_labels", "k_means_groups", "hdbscan"]
    ours = found.figures["ours"]
    assert (ours["groups"], ours["v_measure"], ours["pairwise_f1"]) == (3, 1.0, 1.0)
    assert ours["es_en_pairing"] == 1.0
    assert found.regroup["adjusted_rand"] == 1.0


def test_languages_are_taken_however_they_are_written(file: Path) -> None:
    rows = read(file, "question", "asks", None, None).rows
    assert languages(rows) == ["en", "en", "es", "en", "en", "es", "es", "en"]


def test_a_language_that_is_told_by_the_words_is_no_slip(tmp_path: Path) -> None:
    path = tmp_path / "english.csv"
    lines = ["text,label", *(f"where is the order number {n},a" for n in range(60)), "el pedido,b"]
    path.write_text("\n".join(lines))
    found = read(path, "text", "label", None, None)
    assert "no column of languages" in found.notes[-1]
    assert set(languages(found.rows)) == {"en"}


def test_json_is_all_that_goes_out(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, said = told(file, "--json")
    assert status == 0
    found = json.loads("".join(said))
    assert (found["questions"], found["labels"]) == (8, 3)
    assert found["languages"] == {"en": 5, "es": 3}
    assert {"v_measure", "pairwise_f1", "groups", "es_en_pairing"} <= found["ours"].keys()
    output, errors = capsys.readouterr()
    assert output == ""
    assert "8 questions, 3 labels" in errors


def test_words_for_a_terminal(file: Path) -> None:
    status, [said] = told(file)
    assert status == 0
    for one in ("V-measure", "pairwise F1", "k-means, k of labels", "HDBSCAN", "most scattered"):
        assert one in said


def test_one_language_alone_is_not_paired(tmp_path: Path) -> None:
    path = tmp_path / "one.csv"
    path.write_text("question;asks\nwhere is my order;a\nmy invoice;b\nan invoice;b\n")
    status, [said] = told(path)
    assert status == 0
    assert "not measured" in said
    status, [said] = told(path, "--json")
    assert json.loads(said)["ours"]["es_en_pairing"] is None


@pytest.mark.parametrize(
    "content",
    ["question,asks\nmy order,a\n", "question,asks\nmy order,a\nmy invoice,a\nhours,a\n"],
)
def test_one_label_alone_is_said(tmp_path: Path, content: str) -> None:
    path = tmp_path / "one.csv"
    path.write_text(content)
    status, [said] = told(path, "--json")
    assert status == 0
    assert "one label alone" in json.loads(said)["notes"][-1]


def test_other_encodings_are_read_and_said(tmp_path: Path) -> None:
    path = tmp_path / "latin.csv"
    path.write_bytes("question;asks\n¿dónde está?;a\nla factura;b\n".encode("cp1252"))
    found = read(path, "question", "asks", None, None)
    assert found.rows[0].text == "¿dónde está?"
    assert "Windows-1252" in found.notes[0]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("", "no column"),
        ("question,asks\n", "no line has both"),
        ("text,asks\nmy order,a\n", "no column question"),
        ('question,asks\n"my order,a\n', "line 2"),
    ],
)
def test_what_is_wrong_with_a_file_is_said(
    tmp_path: Path, content: str, why: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "wrong.csv"
    path.write_text(content)
    assert told(path, "--json") == (1, [])
    output, errors = capsys.readouterr()
    assert (output, why in errors) == ("", True)


def test_a_file_that_is_not_there_and_a_column_of_languages_that_is_not(file: Path) -> None:
    with pytest.raises(BadFile, match="cannot be read"):
        read(file.with_name("other.csv"), "question", "asks", None, None)
    with pytest.raises(BadFile, match="no column tongue"):
        read(file, "question", "asks", "tongue", None)


def test_some_rows_are_drawn_by_lot(file: Path) -> None:
    found = read(file, "question", "asks", None, 4)
    assert (len(found.rows), found.notes[-1]) == (4, "4 rows, drawn by lot")
    with pytest.raises(SystemExit):
        told(file, "--limit", "0")


LABELS = ["a", "a", "a", "a", "b", "b"]
TONGUES = ["es", "es", "en", "en", "es", "en"]


@pytest.mark.parametrize(
    ("groups", "rate"),
    [
        ([0, 0, 0, 0, 1, 1], 1.0),
        ([0, 0, 1, 1, 2, 2], 2 / 6),
        ([0, 1, 1, 2, 3, 4], 4 / 6),
        ([0, 0, 0, 1, 2, 3], 4 / 6),
    ],
)
def test_pairing_counts_questions_whose_label_meets(groups: list[int], rate: float) -> None:
    assert pairing(LABELS, groups, TONGUES) == pytest.approx(rate)


def test_labels_of_one_language_are_not_asked_for() -> None:
    assert pairing(["a", "b"], [0, 0], ["es", "en"]) is None
    assert measured(["a", "b"], [0, 1], ["es", "en"])["es_en_pairing"] is None


def test_scattered_labels_and_mixed_groups_are_found() -> None:
    groups = [0, 0, 1, 2, 2, 2]
    assert scattered(LABELS, groups)[0] == ("a", 4, 3, 0.5)
    assert mixed(LABELS, groups, list("uvwxyz")) == [(3, [("b", 2), ("a", 1)], ["y", "x"])]


def test_a_comparison_that_was_cut_short_is_told(file: Path) -> None:
    rows = read(file, "question", "asks", None, None)
    found = evaluate(rows, Dictionary(), ProductWords(), lambda _: None, Link(0.2, 0.1))
    assert "25 rounds" not in text(found)
    found.figures["k_means_groups"]["groups"] = 1_000_000
    assert as_json(found)["k_means_cut_short"] == ["k_means_groups"]
    assert "25 rounds: k-means, k of ours." in text(found)


def test_the_report_tells_the_link_and_the_order_of_columns(file: Path) -> None:
    rows = read(file, "question", "asks", None, None)
    found = evaluate(rows, Dictionary(), ProductWords(), lambda _: None, Link(0.2, 0.1))
    said: dict[str, Any] = as_json(found)
    assert (said["threshold"], said["across"]) == (0.2, 0.1)
    assert said["k_means_cut_short"] == []
    head = text(found).splitlines()[0]
    assert head.index("ours, as they joined") < head.index("HDBSCAN")
