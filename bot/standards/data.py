"""What the standards count: the facts of a span by kind, and what one standard makes of them. Pure.

Depends on numpy and the columns.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.standards.columns import EMPTY, Array, Block
from bot.standards.period import Period, Where, micros

Numbers = NDArray[np.float64]
Indices = NDArray[np.int64]
Flags = NDArray[np.bool_]
DAY_US = 86_400 * 1_000_000


@dataclass(frozen=True)
class Data:
    """Facts by kind, in the order of their time; more than those of one period, where what counts
    depends on before and after. `as_of` (microseconds since 1970) is the present."""

    matter: Block = EMPTY
    handover: Block = EMPTY
    promise: Block = EMPTY
    score: Block = EMPTY
    as_of: int = 0


@dataclass(frozen=True, slots=True)
class Span:
    """A period in microseconds since 1970: from `start` on and before `end`."""

    start: int
    end: int

    @classmethod
    def of(cls, period: Period) -> "Span":
        """The span of a period."""
        return cls(micros(period.start), micros(period.end))

    def slice(self, block: Block) -> slice:
        """The rows of a block that are in it."""
        at = block.rows["at"]
        found = np.searchsorted(at, [self.start, self.end])
        return slice(int(found[0]), int(found[1]))

    def rows(self, block: Block) -> Indices:
        """Their numbers."""
        found = self.slice(block)
        return np.arange(found.start, found.stop)


@dataclass(frozen=True)
class Sample:
    """What one standard counts: rows of a block (one may be there several times), a value for each,
    NaN where it is left out, and what each counted as: a number of `names`. Rows that have the same
    of `keys` count once, as the first of them."""

    block: Block
    rows: Indices
    values: Numbers
    labels: NDArray[np.int64]
    names: tuple[str, ...]
    keys: Array | None = None

    def only(self, kept: Array) -> "Sample":
        """Those of its rows that a mask or an order of numbers names."""
        return replace(
            self,
            rows=self.rows[kept],
            values=self.values[kept],
            labels=self.labels[kept],
            keys=None if self.keys is None else self.keys[kept],
        )

    def once(self) -> "Sample":
        """Each key at the first of its rows."""
        if self.keys is None:
            return self
        order = np.argsort(self.rows, kind="stable")
        first = np.unique(self.keys[order], return_index=True)[1]
        return replace(self.only(order[first]), keys=None)

    def where(self, where: Where) -> "Sample":
        """Those that are about something."""
        kept = np.ones(len(self.rows), bool)
        for name, word in where.asked.items():
            kept &= self.block.rows[name][self.rows] == self.block.code(word)
        return self if kept.all() else self.only(kept)

    def column(self, name: str) -> Array:
        """A column of the facts behind it."""
        found: Array = self.block.rows[name][self.rows]
        return found


Parameters = Mapping[str, float]
Count = Callable[[Data, Span, Parameters, bool], Sample]
"""Counts one standard in a span; the flag asks for business hours."""


def labelled(block: Block, rows: Indices, values: Any, *named: tuple[str, Any]) -> Sample:
    """A sample whose labels are the last of `named` (a name and a mask) that holds."""
    labels = np.zeros(len(rows), np.int64)
    for number, (_, mask) in enumerate(named):
        labels[np.broadcast_to(mask, len(rows))] = number
    names = tuple(name for name, _ in named)
    return Sample(block, rows, np.asarray(values, np.float64), labels, names)


def yes_no(flags: Any, left_out: Any = False) -> Numbers:
    """1 and 0, NaN for what is left out."""
    return np.where(left_out, np.nan, np.asarray(flags, np.float64))


def by_word(block: Block, rows: Indices, values: Any, column: str) -> Sample:
    """A sample labelled with the words of a column."""
    codes = block.rows[column][rows]
    known, labels = np.unique(codes, return_inverse=True)
    names = tuple(block.word(int(code)) for code in known)
    return Sample(block, rows, np.asarray(values, np.float64), labels.astype(np.int64), names)
