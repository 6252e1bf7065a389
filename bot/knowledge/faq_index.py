"""FAQ entries by meaning: the question of a customer against every question and variant.

Held in memory, for there are hundreds of entries, not millions; loaded again when one is
published. Depends on the embedder alone, through a protocol.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float32]


class QuestionEmbedder(Protocol):
    """What the index needs of an embedder."""

    def embed_queries(self, texts: list[str], /, *, keep: bool = False) -> Matrix: ...

    def embed_passages(self, texts: list[str], /) -> Matrix: ...


@dataclass(frozen=True, slots=True)
class FaqEntry:
    """One entry in one language; the same `id` in the other language is its translation."""

    id: str
    language: str
    question: str
    variants: tuple[str, ...]
    answer: str


@dataclass(frozen=True, slots=True)
class FaqHit:
    """An entry found. `cosine` is that of the question with the entry's nearest wording;
    `score` adds how near the answer is, and orders the hits."""

    id: str
    score: float
    cosine: float


@dataclass(frozen=True, slots=True)
class _Shelf:
    """Entries as they are searched: a row of `wordings` for each question or variant, a row
    of `answers` for each entry in each language, and the number of the id both belong to."""

    ids: list[str]
    languages: dict[str, set[str]]
    wording_ids: NDArray[np.int64]
    wordings: Matrix
    answer_ids: NDArray[np.int64]
    answers: Matrix


class FaqIndex:
    """Finds entries; `load` replaces them all at once while searches go on."""

    def __init__(self, embedder: QuestionEmbedder, *, answers: float = 0.4) -> None:
        """`answers` is the weight of the answer's cosine in the score: with it 36 of 38
        reworded questions found their entry first, without it 32 (tests/knowledge)."""
        self.embedder = embedder
        self.answers = answers
        self._shelf: _Shelf | None = None

    def load(self, entries: Iterable[FaqEntry]) -> None:
        """Replace all entries. Texts seen before cost nothing."""
        kept = [entry for entry in entries if entry.question]
        numbers = {name: n for n, name in enumerate(dict.fromkeys(entry.id for entry in kept))}
        wordings = [(numbers[e.id], text) for e in kept for text in (e.question, *e.variants)]
        languages: dict[str, set[str]] = {name: set() for name in numbers}
        for entry in kept:
            languages[entry.id].add(entry.language)
        self._shelf = _Shelf(
            [*numbers],
            languages,
            np.asarray([number for number, _ in wordings], np.int64),
            self.embedder.embed_queries([text for _, text in wordings], keep=True),
            np.asarray([numbers[entry.id] for entry in kept], np.int64),
            self.embedder.embed_passages([f"{e.question}\n{e.answer}" for e in kept]),
        )

    def search(self, question: str, language: str | None = None, limit: int = 5) -> list[FaqHit]:
        """The entries nearest to `question`, best first, whatever language it is in.

        With `language` entries that are not written in it come after those that are.
        """
        shelf = self._shelf
        if shelf is None or not shelf.ids or not question.strip():
            return []
        query = self.embedder.embed_queries([question])[0]
        cosines = best_of(shelf.wordings @ query, shelf.wording_ids, len(shelf.ids))
        answers = best_of(shelf.answers @ query, shelf.answer_ids, len(shelf.ids))
        scores = (1 - self.answers) * cosines + self.answers * answers
        hits = [
            FaqHit(name, float(score), float(cosine))
            for name, score, cosine in zip(shelf.ids, scores, cosines, strict=True)
        ]
        hits.sort(key=lambda hit: (self._is_foreign(shelf, hit, language), -hit.score))
        return hits[:limit]

    def _is_foreign(self, shelf: _Shelf, hit: FaqHit, language: str | None) -> bool:
        return language is not None and language not in shelf.languages[hit.id]


def best_of(scores: Matrix, groups: NDArray[np.int64], count: int) -> Matrix:
    """The greatest score of each group 0..count-1."""
    best = np.full(count, -1.0, np.float32)
    np.maximum.at(best, groups, scores)
    return best
