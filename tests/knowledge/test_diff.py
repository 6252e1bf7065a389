"""Differences between versions, by document and heading."""

from pathlib import Path

import pytest

from bot.knowledge.diff import Difference, compare, diff_versions, edits_between
from bot.knowledge.documents import Passage
from bot.knowledge.writer import IndexWriter
from tests.knowledge.small import COFFEE, VACUUM, WordEmbedder, manual, sources


def cut(sections: dict[str, list[str]], name: str = "cafetera") -> list[Passage]:
    return manual(name, sections)[1]


def differences(after: dict[str, list[str]]) -> list[Difference]:
    return compare("a", cut(COFFEE), "b", cut(after)).differences


def test_the_same_passages_differ_in_nothing() -> None:
    diff = compare("a", cut(COFFEE), "b", cut(COFFEE))
    assert diff.differences == []
    assert diff.counts == {"added": 0, "removed": 0, "changed": 0, "moved": 0, "unchanged": 3}


def test_a_changed_sentence_shows_the_words_before_and_after() -> None:
    text = ["La descalcificación tarda 30 minutos.", COFFEE["1.1 Descalcificación"][1]]
    (one,) = differences(COFFEE | {"1.1 Descalcificación": text})
    assert (one.kind, one.document, one.heading) == (
        "changed", "cafetera.es", ("1.1 Descalcificación",),
    )  # fmt: skip
    (edit,) = one.edits
    assert (edit.lead, edit.before, edit.after) == ("La descalcificación tarda", "25", "30")
    assert edit.tail == "minutos. Use siempre el"


def test_added_and_removed_sections_are_told_apart() -> None:
    after = {key: text for key, text in COFFEE.items() if not key.startswith("1.2")}
    found = differences(after | {"1.4 Filtro": ["Cambie el filtro cada 2 meses."]})
    assert [(one.kind, one.heading[0][:3]) for one in found] == [
        ("added", "1.4"),
        ("removed", "1.2"),
    ]


def test_a_text_under_a_new_heading_has_moved() -> None:
    renamed = {key.replace("1.3", "1.9"): text for key, text in COFFEE.items()}
    (one,) = differences(renamed)
    assert (one.kind, one.heading, one.was_under) == (
        "moved", ("1.9 Códigos",), ("1.3 Códigos",),
    )  # fmt: skip


def test_passages_of_one_heading_pair_with_the_likest() -> None:
    before = cut({"1 Uso": ["Pulse el botón verde dos veces."]}) + cut(
        {"1 Uso": ["Vacíe el cajón de posos cada día."]}
    )
    after = cut({"1 Uso": ["Vacíe el cajón de posos cada noche."]})
    found = compare("a", before, "b", after).differences
    assert [(one.kind, one.before[:5]) for one in found] == [
        ("changed", "Vacíe"),
        ("removed", "Pulse"),
    ]


def test_whole_documents_come_and_go() -> None:
    diff = compare("a", cut(COFFEE), "b", cut(VACUUM, "robot"))
    assert (diff.added_documents, diff.removed_documents) == (["robot.es"], ["cafetera.es"])
    assert diff.counts["added"] == len(VACUUM)
    assert diff.counts["removed"] == len(COFFEE)


@pytest.mark.parametrize(
    ("before", "after", "edits"),
    [
        ("a b c", "a b c", []),
        ("a b c", "a c", [("b", "")]),
        ("", "a", [("", "a")]),
        ("uno dos", "dos tres", [("uno", ""), ("", "tres")]),
    ],
)
def test_edits_are_the_words_that_changed(
    before: str, after: str, edits: list[tuple[str, str]]
) -> None:
    assert [(one.before, one.after) for one in edits_between(before, after)] == edits


def test_versions_on_disk_are_compared(tmp_path: Path) -> None:
    writer = IndexWriter(tmp_path / "index", WordEmbedder())
    made = sources(tmp_path / "files")
    first, second = writer.write(made, {}), writer.write(made[1:], {})
    diff = diff_versions(tmp_path / "index", first.id, second.id)
    assert diff.removed_documents == ["cafetera.es"]
    assert diff.counts == {"added": 0, "removed": 3, "changed": 0, "moved": 0, "unchanged": 4}
