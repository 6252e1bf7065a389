"""Sections without a counterpart, translations older than their source."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from bot.knowledge.dense import Matrix
from bot.knowledge.documents import Document, Passage
from bot.knowledge.parity import Parity, report
from tests.knowledge.small import manual

TOPICS = ["cal", "molino", "códigos", "leche", "ruido", "agua"]
SPANISH = {f"{n}. {topic}": [topic] for n, topic in enumerate(TOPICS, 1)}


def vectors_of(passages: Sequence[Passage]) -> Matrix:
    """A direction for each topic, one more for each language, some noise."""
    noise = np.random.default_rng(1)
    made = noise.normal(0, 0.05, (len(passages), len(TOPICS) + 2))
    for row, passage in enumerate(passages):
        made[row, TOPICS.index(passage.text)] += 1
        made[row, -1 if passage.language == "es" else -2] += 3
    return np.asarray(made / np.linalg.norm(made, axis=1, keepdims=True), np.float32)


def parity(spanish: dict[str, list[str]], english: dict[str, list[str]], **changes: str) -> Parity:
    one, two = manual("cafetera", spanish), manual("cafetera", english, "en")
    documents: dict[str, Document] = {one[0].id: one[0], two[0].id: replace(two[0], **changes)}
    passages = one[1] + two[1]
    return report("v1", documents, passages, vectors_of(passages))


def test_full_translations_lack_nothing() -> None:
    found = parity(SPANISH, SPANISH)
    assert found.complete
    assert (found.pairs, found.sections) == (1, 2 * len(TOPICS))


@pytest.mark.parametrize("missing", range(len(TOPICS)))
@pytest.mark.parametrize("numbered", [True, False])
def test_a_section_that_was_not_translated_is_named(missing: int, numbered: bool) -> None:
    names = [*SPANISH] if numbered else TOPICS
    spanish = dict(zip(names, SPANISH.values(), strict=True))
    english = {key: text for n, (key, text) in enumerate(spanish.items()) if n != missing}
    (one,) = parity(spanish, english).lonely
    assert (one.document, one.other, one.heading) == (
        "cafetera.es", "cafetera.en", (names[missing],),
    )  # fmt: skip


def test_renumbering_after_a_missing_section_hides_nothing() -> None:
    left = [topic for topic in TOPICS if topic != "molino"]
    english = {f"{n}. {topic}": [topic] for n, topic in enumerate(left, 1)}
    assert [one.heading for one in parity(SPANISH, english).lonely] == [("2. molino",)]


def test_a_section_of_the_translation_alone_is_named_too() -> None:
    (one,) = parity(dict([*SPANISH.items()][:-1]), SPANISH).lonely
    assert (one.document, one.heading) == ("cafetera.en", ("6. agua",))


@pytest.mark.parametrize(
    ("changes", "older"),
    [
        ({"version": "0.9"}, "cafetera.en"),
        ({"version": "1.10"}, "cafetera.es"),
        ({"date": "2026-03"}, "cafetera.es"),
        ({"date": "2025-12"}, "cafetera.en"),
        ({"version": "", "date": ""}, ""),
    ],
)
def test_the_older_of_two_is_named(changes: dict[str, str], older: str) -> None:
    assert [one.document for one in parity(SPANISH, SPANISH, **changes).older] == (
        [older] if older else []
    )


def test_a_document_in_one_language_is_named() -> None:
    document, passages = manual("robot", SPANISH)
    found = report("v1", {document.id: document}, passages, vectors_of(passages))
    assert found.alone == ["robot.es"]
    assert not found.complete
