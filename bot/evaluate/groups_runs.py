"""The ways to group that are compared: the product's own, k-means and HDBSCAN.

The product's is run as it runs in the service: questions join one after the other in the order of
the file, a batch at a time; all are grouped from scratch whenever there are a seventh more, and
in the night. Depends on `bot.groups` and scikit-learn.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.groups.joining import LINK, Board, Standing
from bot.groups.linking import NOWHERE, Link, Matrix, one_hot
from bot.groups.scratch import FEWEST, GROWTH, grouped, summed
from bot.groups.space import Space, Totals

BATCH = 100
MOST_DENSE = 4_000
"""Questions that HDBSCAN gets at most: its time and memory grow with their square."""
FEWEST_TOGETHER = 5
MANY = 2_000_000
"""Questions times groups from which on k-means starts once and ends early."""
Progress = Callable[[str], None]
Labels = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Asked:
    """Questions of a file: `vectors` float32[n, d] of length 1, and the language of each."""

    vectors: Matrix
    languages: Sequence[str]

    def placed(self) -> Matrix:
        """All of them, at length 1, in the space that they make together."""
        totals = Totals({}, {})
        totals.add(self.vectors, self.languages)
        space = totals.space()
        return space.placed(self.vectors, space.rows(self.languages))

    def space(self, before: Totals, end: int | None = None) -> Space:
        """Where the first `end` lie, or all, after the first guess `before`."""
        totals = Totals(dict(before.counts), dict(before.sums))
        totals.add(self.vectors[:end], self.languages[:end])
        return totals.space()


def as_joined(asked: Asked, before: Totals, progress: Progress, link: Link = LINK) -> Labels:
    """The group of each question once the last has joined. `before` is the first guess of where
    questions lie; a language that it lacks begins with its first questions."""
    totals = Totals(dict(before.counts), dict(before.sums))
    of = np.zeros(0, np.int64)
    last = 0
    for start in range(0, len(asked.vectors), BATCH):
        end = min(start + BATCH, len(asked.vectors))
        totals.add(asked.vectors[start:end], asked.languages[start:end])
        space = totals.space()
        of = _joined(asked, of, end, space, link)
        if end >= max(last * GROWTH, FEWEST):
            of, last = from_scratch(asked, end, space, link), end
            progress(f"grouping: {end} of {len(asked.vectors)}")
    return of


def joined_since(asked: Asked, of: Labels, before: Totals, link: Link = LINK) -> Labels:
    """The group of each question once the others have joined those that have groups, `of`."""
    while len(of) < len(asked.vectors):
        end = min(len(of) + BATCH, len(asked.vectors))
        of = _joined(asked, of, end, asked.space(before, end), link)
    return of


def _joined(asked: Asked, of: Labels, end: int, space: Space, link: Link) -> Labels:
    """The groups of the first `end` questions, of which `of` are in groups already."""
    start = len(of)
    rows = space.rows(asked.languages[:end])
    standing = _standing(asked.vectors[:start], rows[:start], of, space)
    board = Board(standing, space, link, more=end - start)
    placed = space.placed(asked.vectors[start:end], rows[start:])
    found = [
        board.join(vector, int(row))[0] for vector, row in zip(placed, rows[start:], strict=True)
    ]
    into = dict(board.settle())
    both = np.concatenate([of, np.asarray(found, np.int64)])
    names = np.arange(board.count)
    for goes in into:
        stays = goes
        while stays in into:
            stays = into[stays]
        names[goes] = stays
    _, numbered = np.unique(names[both], return_inverse=True)
    return numbered.astype(np.int64)


def _standing(vectors: Matrix, rows: Labels, of: Labels, space: Space) -> Standing:
    kinds = len(space.languages)
    if not len(of):
        empty = np.zeros((0, space.means.shape[1]), np.float32), np.zeros((0, kinds), np.float32)
        return Standing(*empty, np.zeros(0, np.int64))
    nobody = np.full(len(of), NOWHERE)
    known = summed(vectors, one_hot(rows.tolist(), kinds), nobody, of)
    return Standing(known.sums, known.spoken, known.seeds)


def from_scratch(asked: Asked, end: int, space: Space, link: Link = LINK) -> Labels:
    """The groups of the first `end` questions by average link alone."""
    rows = space.rows(asked.languages[:end])
    placed = space.placed(asked.vectors[:end], rows)
    spoken = one_hot(rows.tolist(), len(space.languages))
    return grouped(placed, spoken, np.full(end, NOWHERE), link)


def k_means(asked: Asked, groups: int) -> Labels:
    """k-means on the same vectors, at unit length, with as many groups as it is told."""
    from sklearn.cluster import KMeans

    unit = asked.placed()
    groups = min(groups, len(unit))
    many = is_cut_short(len(unit), groups)
    means = KMeans(groups, n_init=1 if many else 3, max_iter=25 if many else 300, random_state=0)
    return np.asarray(means.fit_predict(unit), np.int64)


def is_cut_short(questions: int, groups: int) -> bool:
    """Whether k-means starts once alone and ends after 25 rounds: with more it would do better."""
    return questions * groups > MANY


def hdbscan(asked: Asked) -> tuple[Labels, Labels]:
    """HDBSCAN on the same vectors, at unit length; what it calls noise is a group each. Of many
    questions it gets some, drawn by lot: which, and their groups."""
    from sklearn.cluster import HDBSCAN

    rows = np.arange(len(asked.vectors))
    if len(rows) > MOST_DENSE:
        rows = np.sort(np.random.default_rng(0).choice(rows, MOST_DENSE, replace=False))
    if len(rows) < FEWEST_TOGETHER:
        return rows, rows
    dense = HDBSCAN(min_cluster_size=FEWEST_TOGETHER, algorithm="brute", copy=True)
    found = np.asarray(dense.fit_predict(asked.placed()[rows]), np.int64)
    noise = np.flatnonzero(found < 0)
    found[noise] = found.max(initial=-1) + 1 + np.arange(len(noise))
    return rows, found
