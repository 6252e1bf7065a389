"""Questions join groups one after the other: the group whose questions are nearest on average.

A question that is near enough to none begins a group of its own. When some have joined, groups
that have come near enough to one another become one. Pure; depends on the link and the space.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from bot.groups.linking import NEVER, NOWHERE, Link, Matrix, Numbers
from bot.groups.space import Space

LINK = Link(threshold=0.32, across=0.13)
"""Chosen on development data, see `docs/groups.md`."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Groups as they are kept: `sums` float32[k, d] of unit vectors, `spoken` float32[k, l] how
    many of each language, `seeds` int64[k] (see `Clusters`)."""

    sums: Matrix
    spoken: Matrix
    seeds: Numbers


@dataclass
class Board:
    """The groups of `standing` as they lie in `space`, and room for `more`. Rows are groups; a new
    one gets the next row."""

    standing: Standing
    space: Space
    link: Link = LINK
    more: int = 0
    touched: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        known, kinds = self.standing.spoken.shape
        width = self.standing.sums.shape[1]
        self.count = known
        self._sums: Matrix = np.zeros((known + self.more, width), np.float32)
        self._spoken: Matrix = np.zeros((known + self.more, kinds), np.float32)
        self._seeds: Numbers = np.full(known + self.more, NOWHERE)
        self._sums[:known] = self.space.moved(self.standing.sums, self.standing.spoken)
        self._spoken[:known] = self.standing.spoken
        self._seeds[:known] = self.standing.seeds
        self._sizes = self._spoken.sum(axis=1)
        self._gone: NDArray[np.bool_] = np.zeros(known + self.more, dtype=bool)

    def scores(self, placed: Matrix, language: int) -> Matrix:
        """The mean cosine of a vector, as it lies here, to the questions of each group."""
        now = slice(0, self.count)
        sizes = np.maximum(self._sizes[now], 1.0)
        near: Matrix = (self._sums[now] @ placed) / sizes
        near += np.float32(self.link.across) * (1 - self._spoken[now, language] / sizes)
        near[(self._sizes[now] == 0) | self._gone[now]] = NEVER
        return near

    def join(self, placed: Matrix, language: int, must: int = NOWHERE) -> tuple[int, float]:
        """Put a vector into the group with the best score, or the one that it `must`, or a new
        one; that group's row, and the score there (1 in a new one)."""
        row, score = must, 1.0
        if self.count:
            near = self.scores(placed, language)
            row = int(near.argmax()) if must == NOWHERE else must
            score = float(near[row])
        if must == NOWHERE and (not self.count or score < self.link.threshold):
            row, score, self.count = self.count, 1.0, self.count + 1
        self._sums[row] += placed
        self._spoken[row, language] += 1
        self._sizes[row] += 1
        self.touched.add(row)
        return row, score

    def settle(self) -> list[tuple[int, int]]:
        """Make one of the groups that have come near since the last time: (row that goes, row
        that stays), in this order."""
        merged: list[tuple[int, int]] = []
        touched = {row for row in self.touched if not self._gone[row]}
        self.touched = set()
        while touched:
            score, left, right = self._nearest(sorted(touched))
            if score < self.link.threshold:
                break
            goes, stays = self._order(left, right)
            self._sums[stays] += self._sums[goes]
            self._spoken[stays] += self._spoken[goes]
            self._sizes[stays] += self._sizes[goes]
            self._seeds[stays] = max(self._seeds[stays], self._seeds[goes])
            self._gone[goes] = True
            touched.discard(goes)
            touched.add(stays)
            merged.append((goes, stays))
        return merged

    def _order(self, left: int, right: int) -> tuple[int, int]:
        """Which goes and which stays: what an editor has settled stays, then the larger one, then
        the older one."""

        def rank(row: int) -> tuple[bool, float, int]:
            return bool(self._seeds[row] != NOWHERE), float(self._sizes[row]), -row

        low, high = sorted((left, right), key=rank)
        return low, high

    def _nearest(self, rows: Iterable[int]) -> tuple[float, int, int]:
        """The best score of one of `rows` with any group, and the two."""
        at = np.asarray(list(rows))
        now = slice(0, self.count)
        sizes = np.maximum(self._sizes[now], 1.0)[:, None]
        means, shares = self._sums[now] / sizes, self._spoken[now] / sizes
        table = means[at] @ means.T - np.float32(self.link.across) * (shares[at] @ shares.T)
        table[:, self._gone[now] | (self._sizes[now] == 0)] = NEVER
        table[np.arange(len(at)), at] = NEVER
        mine, theirs = self._seeds[at][:, None], self._seeds[now]
        table[(mine != NOWHERE) & (theirs != NOWHERE) & (mine != theirs)] = NEVER
        row, column = np.unravel_index(int(table.argmax()), table.shape)
        score = float(table[row, column]) + self.link.across
        return score, int(at[row]), int(column)
