"""Character n-grams and words weighed by TF-IDF: what a sentence vector overlooks in a text.

For the n-grams words are cut alone, with a blank on either side, as scikit-learn's `char_wb`
does. A term that occurs n times counts `1 + ln(n)`, times `ln((1 + texts) / (1 + documents)) + 1`.
Own code, because loading scikit-learn would double the start-up of Rasa. Depends on numpy and
scipy, which Rasa has loaded anyway.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from bot.nlu.text import fold

SIZES = (2, 3, 4)
MOST = 100_000
"""Terms: of very many texts, the ones that most of them have."""
WORD = "\t"
"""What a term of one or two whole words begins with; no n-gram has it."""
_WORDS = re.compile(r"\w+")


def grams(text: str) -> Counter[str]:
    """How often each run of 2 to 4 characters occurs in the folded words of `text`."""
    found: Counter[str] = Counter()
    for word in fold(text).split():
        padded = f" {word} "
        for size in SIZES:
            found.update(padded[at : at + size] for at in range(len(padded) - size + 1))
    return found


def words(text: str) -> Counter[str]:
    """How often each folded word and each two in a row occur in `text`, marked with `WORD`."""
    found = _WORDS.findall(fold(text))
    pairs = (f"{one} {other}" for one, other in pairwise(found))
    return Counter(WORD + term for term in (*found, *pairs))


@dataclass(frozen=True)
class Ngrams:
    """A vocabulary with its weights; `weights` is float32[terms]. With words in it, each half of
    a row, n-grams and words, counts the same."""

    terms: Sequence[str]
    weights: NDArray[np.float32]
    with_words: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "_column", {term: at for at, term in enumerate(self.terms)})

    @classmethod
    def learn(cls, texts: Sequence[str], with_words: bool = False) -> Ngrams:
        """The vocabulary of `texts`."""
        cuts = (grams, words) if with_words else (grams,)
        documents = Counter(term for text in texts for cut in cuts for term in cut(text))
        if len(documents) > MOST:
            documents = Counter(dict(documents.most_common(MOST)))
        terms = sorted(documents)
        counts = np.array([documents[term] for term in terms], np.float64)
        weights = np.log((1 + len(texts)) / (1 + counts)) + 1
        return cls(terms, weights.astype(np.float32), with_words)

    def row(self, text: str) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
        """Columns and values of one text; length 1, less where no term of a half is known."""
        if not self.with_words:
            return self._half(grams(text))
        (columns, values), (more, theirs) = self._half(grams(text)), self._half(words(text))
        half = np.float32(np.sqrt(0.5))
        return np.concatenate([columns, more]), np.concatenate([values, theirs]) * half

    def _half(self, found: Counter[str]) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
        column: dict[str, int] = self.__dict__["_column"]
        known = {column[term]: count for term, count in found.items() if term in column}
        columns = np.fromiter(known, np.int32, len(known))
        counts = np.fromiter(known.values(), np.float32, len(known))
        values = (1 + np.log(counts)) * self.weights[columns]
        return columns, values / (np.linalg.norm(values) or 1)

    def rows(self, texts: Iterable[str]) -> csr_matrix:
        """The rows of `texts` as float32[texts, terms]."""
        rows = [self.row(text) for text in texts]
        columns, values = (np.concatenate(part) for part in zip(*rows, strict=True))
        ends = np.cumsum([0] + [len(columns) for columns, _ in rows])
        return csr_matrix((values, columns, ends), (len(rows), len(self.terms)))
