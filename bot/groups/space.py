"""Where questions lie: unit vectors less the mean of their language, so that both are one field.

The vectors of one embedding model share a large common part, and a part that only tells the
language. Without them unrelated questions score about 0, whatever they are about. The means are
running ones. A question is compared at length 1; a group is kept as the sum of its vectors, which
can be moved to new means without looking at its questions, and whose lengths, less the means, are
1 on average. Pure; numpy alone.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.groups.linking import Matrix

Vector = NDArray[np.float32]
BEFORE = 40
"""What the first guess of a mean weighs, in questions."""
FLOOR = 0.05
"""The least mean square distance from the mean: one question alone has none."""
SHORTEST = 0.6
"""Vectors that lie nearer to the mean than this, in radii, say little and are not stretched to
length 1."""


@dataclass(frozen=True)
class Space:
    """`means` float32[l, d] of the `languages`, `radius` the root of the mean square distance."""

    languages: tuple[str, ...]
    means: Matrix
    radius: float

    def row(self, language: str) -> int:
        """The number of a language; the first for one that is not known."""
        return self.languages.index(language) if language in self.languages else 0

    def rows(self, spoken: Iterable[str]) -> NDArray[np.int64]:
        """The number of each language."""
        return np.asarray([self.row(one) for one in spoken], dtype=np.int64)

    def placed(self, vectors: Matrix | NDArray[np.float16], rows: NDArray[np.int64]) -> Matrix:
        """Unit vectors [n, d] of the languages numbered `rows` as they lie here, at length 1."""
        placed: Matrix = vectors.astype(np.float32)
        for row, mean in enumerate(self.means):
            np.subtract(placed, mean, out=placed, where=(rows == row)[:, None])
        lengths = np.sqrt(np.einsum("ij,ij->i", placed, placed))
        placed /= np.maximum(lengths, np.float32(SHORTEST * self.radius))[:, None]
        return placed

    def moved(self, sums: Matrix, spoken: Matrix) -> Matrix:
        """Sums [k, d] of unit vectors as sums of them as they lie here, in radii; `spoken` [k, l]
        counts their languages."""
        apart: Matrix = spoken @ self.means
        moved: Matrix = (sums - apart) / np.float32(self.radius)
        return moved


@dataclass
class Totals:
    """The counts and sums of the vectors of each language, from which a space is made."""

    counts: dict[str, int]
    sums: dict[str, Vector]

    @classmethod
    def guessed(cls, prior: Mapping[str, Matrix]) -> "Totals":
        """Those that say what `prior`, some vectors of each language, says."""
        sums = {one: vectors.mean(axis=0) * np.float32(BEFORE) for one, vectors in prior.items()}
        return cls(dict.fromkeys(prior, BEFORE), sums)

    def add(self, vectors: Matrix, spoken: Sequence[str]) -> None:
        """Count more vectors; a language that is new begins with them."""
        named = np.asarray(spoken)
        for language in dict.fromkeys(spoken):
            own = vectors[named == language]
            self.counts[language] = self.counts.get(language, 0) + len(own)
            total = own.sum(axis=0, dtype=np.float32)
            self.sums[language] = self.sums.get(language, np.float32(0.0)) + total

    def space(self) -> Space:
        """The space of now."""
        languages = tuple(self.counts)
        means = np.stack([self.sums[one] / np.float32(self.counts[one]) for one in languages])
        weights = np.asarray([self.counts[one] for one in languages], dtype=np.float64)
        apart = 1.0 - (means.astype(np.float64) ** 2).sum(axis=1)
        square = float((weights * apart).sum() / weights.sum())
        return Space(languages, means, max(square, FLOOR) ** 0.5)
