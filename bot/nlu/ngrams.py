"""Character n-grams weighed by TF-IDF: what a sentence vector overlooks in a short text.

Words are cut alone, with a blank on either side, as scikit-learn's `char_wb` does; terms are
weighed `ln((1 + n) / (1 + documents)) + 1` and rows have length 1. Own code, because loading
scikit-learn would double the start-up of Rasa. Depends on numpy and scipy, which Rasa has
loaded anyway.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from bot.nlu.text import fold

SIZES = (2, 3, 4)


def grams(text: str) -> Counter[str]:
    """How often each run of 2 to 4 characters occurs in the folded words of `text`."""
    found: Counter[str] = Counter()
    for word in fold(text).split():
        padded = f" {word} "
        for size in SIZES:
            found.update(padded[at : at + size] for at in range(len(padded) - size + 1))
    return found


@dataclass(frozen=True)
class Ngrams:
    """A vocabulary with its weights; `weights` is float32[terms]."""

    terms: Sequence[str]
    weights: NDArray[np.float32]

    def __post_init__(self) -> None:
        object.__setattr__(self, "_column", {term: at for at, term in enumerate(self.terms)})

    @classmethod
    def learn(cls, texts: Sequence[str]) -> Ngrams:
        """The vocabulary of `texts`."""
        documents = Counter(term for text in texts for term in grams(text))
        terms = sorted(documents)
        counts = np.array([documents[term] for term in terms], np.float64)
        weights = np.log((1 + len(texts)) / (1 + counts)) + 1
        return cls(terms, weights.astype(np.float32))

    def row(self, text: str) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
        """Columns and values of one text; length 1, or empty where no term is known."""
        column: dict[str, int] = self.__dict__["_column"]
        known = {column[term]: count for term, count in grams(text).items() if term in column}
        columns = np.fromiter(known, np.int32, len(known))
        values = np.fromiter(known.values(), np.float32, len(known)) * self.weights[columns]
        return columns, values / (np.linalg.norm(values) or 1)

    def rows(self, texts: Iterable[str]) -> csr_matrix:
        """The rows of `texts` as float32[texts, terms]."""
        rows = [self.row(text) for text in texts]
        columns, values = (np.concatenate(part) for part in zip(*rows, strict=True))
        ends = np.cumsum([0] + [len(columns) for columns, _ in rows])
        return csr_matrix((values, columns, ends), (len(rows), len(self.terms)))
