"""Average link: which clusters of vectors are near enough to be one. Pure; numpy alone.

The score of two clusters is the mean cosine over all pairs of their vectors, which the dot product
of their means gives exactly; so a cluster is kept as its sum. A pair of vectors in two languages
counts `across` more: texts that ask the same are less near there than within a language.
Memory grows with the number of clusters, not with its square.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float32]
Numbers = NDArray[np.int64]
BLOCK = 512
"""Rows of one matrix product: bounds the memory."""
NOWHERE = -1
NEVER = np.float32(-9.0)
"""Below any score."""


@dataclass(frozen=True, slots=True)
class Link:
    """How near is near enough. `threshold` is the mean cosine from which on clusters are one."""

    threshold: float
    across: float


@dataclass(slots=True)
class Clusters:
    """`sums` float32[k, d] of unit vectors, `spoken` float32[k, l] how many there are of each
    language, `seeds` int64[k]: two clusters with different seeds are never one; -1 is none."""

    sums: Matrix
    spoken: Matrix
    seeds: Numbers

    def __len__(self) -> int:
        return len(self.sums)

    def means(self, across: float) -> tuple[Matrix, Matrix]:
        """Two matrices whose rows' dot products are the scores, less the constant `across`."""
        sizes = self.spoken.sum(axis=1, keepdims=True)
        means, shares = self.sums / sizes, self.spoken / sizes
        return np.hstack([means, shares]), np.hstack([means, -np.float32(across) * shares])

    def only(self, rows: Numbers | NDArray[np.bool_]) -> "Clusters":
        """Those at `rows`."""
        return Clusters(self.sums[rows], self.spoken[rows], self.seeds[rows])


def one_hot(kinds: Sequence[int], width: int) -> Matrix:
    """float32[n, width] with a one at each kind."""
    return np.eye(width, dtype=np.float32)[np.asarray(kinds, dtype=np.int64)]


def linked(clusters: Clusters, link: Link) -> Numbers:
    """The cluster of each cluster after average link down to the threshold: int64[k], counted from
    0 in the order of their first members.

    Exact: all pairs that are each other's nearest are joined at once, again and again, which gives
    what joining the nearest pair of all one by one gives, for this link is reducible (Bruynooghe
    1978; Sumengen et al. 2021 do it in parallel).
    """
    found, at = np.arange(len(clusters)), np.arange(len(clusters))
    live, nearest = clusters.only(at), _nearest(clusters, at, link)
    while True:
        stay = nearest[1] >= link.threshold
        live, at, nearest = _kept(live, at, nearest, stay)
        if not len(at):
            return _counted(found)
        left, right = _pairs(*nearest)
        found = _renamed(found, at[left], at[right])
        live, at, nearest = _joined(live, at, nearest, left, right, link)


def _nearest(
    clusters: Clusters, rows: Numbers, link: Link, block: int = BLOCK
) -> tuple[Numbers, Matrix]:
    """Of each of `rows` the nearest other cluster and its score."""
    left, right = clusters.means(link.across)
    others = np.full(len(rows), NOWHERE, dtype=np.int64)
    scores = np.full(len(rows), NEVER, dtype=np.float32)
    if len(clusters) < 2:
        return others, scores
    for start in range(0, len(rows), block):
        part = rows[start : start + block]
        table = left[part] @ right.T
        table[np.arange(len(part)), part] = NEVER
        _forbid(table, clusters.seeds[part], clusters.seeds)
        best = table.argmax(axis=1)
        others[start : start + block] = best
        scores[start : start + block] = table[np.arange(len(part)), best]
    return others, scores + np.float32(link.across)


def _forbid(table: Matrix, rows: Numbers, columns: Numbers) -> None:
    seeded = np.flatnonzero(rows != NOWHERE)
    if len(seeded):
        apart = (columns != NOWHERE) & (columns != rows[seeded, None])
        table[seeded] = np.where(apart, NEVER, table[seeded])


def _kept(
    live: Clusters, at: Numbers, nearest: tuple[Numbers, Matrix], stay: NDArray[np.bool_]
) -> tuple[Clusters, Numbers, tuple[Numbers, Matrix]]:
    """Without those that are done: nobody comes nearer to them by joining others."""
    if stay.all():
        return live, at, nearest
    place = np.cumsum(stay) - 1
    others, scores = nearest
    # The nearest of one that stays is at least as near to it, so it stays, too; but for rounding.
    gone = stay & ~stay[others]
    others, scores = np.where(gone, NOWHERE, place[others])[stay], scores[stay]
    scores = np.where(others == NOWHERE, NEVER, scores)
    return live.only(stay), at[stay], (others, scores)


def _pairs(others: Numbers, scores: Matrix) -> tuple[Numbers, Numbers]:
    """Those that are each other's nearest; where rounding leaves none, the nearest pair of all."""
    here = np.arange(len(others))
    mutual = (others[others] == here) & (here < others) & (others != NOWHERE)
    left = np.flatnonzero(mutual)
    if not len(left):
        left = np.asarray([int(scores.argmax())])
    return left, others[left]


def _joined(
    live: Clusters,
    at: Numbers,
    nearest: tuple[Numbers, Matrix],
    left: Numbers,
    right: Numbers,
    link: Link,
) -> tuple[Clusters, Numbers, tuple[Numbers, Matrix]]:
    """Each of `right` put into its `left`; only what lost its nearest looks for it anew."""
    live.sums[left] += live.sums[right]
    live.spoken[left] += live.spoken[right]
    live.seeds[left] = np.maximum(live.seeds[left], live.seeds[right])
    changed = np.zeros(len(at), dtype=bool)
    changed[left] = changed[right] = True
    others, scores = nearest
    stale = changed | changed[others] | (others == NOWHERE)
    stay = np.ones(len(at), dtype=bool)
    stay[right] = False
    place = np.cumsum(stay) - 1
    live, at, stale = live.only(stay), at[stay], stale[stay]
    others, scores = place[others][stay], scores[stay]
    rows = np.flatnonzero(stale)
    others[rows], scores[rows] = _nearest(live, rows, link)
    return live, at, (others, scores)


def _renamed(found: Numbers, left: Numbers, right: Numbers) -> Numbers:
    name = np.arange(int(found.max()) + 1)
    name[right] = left
    renamed: Numbers = name[found]
    return renamed


def _counted(found: Numbers) -> Numbers:
    """Names as numbers from 0 in the order in which they appear."""
    _, first, inverse = np.unique(found, return_index=True, return_inverse=True)
    order = np.argsort(np.argsort(first))
    counted: Numbers = order[inverse]
    return counted
