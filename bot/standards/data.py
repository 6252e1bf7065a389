"""What the standards count: the facts of a span by kind, and what one standard makes of them. Pure.

Depends on numpy and the columns.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from bot.standards.columns import EMPTY, Block
from bot.standards.packing import Array
from bot.standards.period import Period, Where, micros

Numbers = NDArray[np.float64]
Indices = NDArray[np.int64]
Flags = NDArray[np.bool_]
Made = TypeVar("Made")
DAY_US = 86_400 * 1_000_000
ANYTHING = Where()


@dataclass(frozen=True)
class Data:
    """Facts by kind (in the order of `KINDS`) and of their time; more than those of one period,
    where what counts depends on before and after. `as_of` (microseconds since 1970) is the present.
    `made` has what was found out about all of them, whatever the present: it is found out once."""

    matter: Block = EMPTY
    handover: Block = EMPTY
    promise: Block = EMPTY
    score: Block = EMPTY
    as_of: int = 0
    made: dict[object, Any] = field(default_factory=dict, compare=False, repr=False)

    def once(self, key: object, make: Callable[[Block], Made]) -> Made:
        """What `make` finds out about the matters."""
        if key not in self.made:
            self.made[key] = make(self.matter)
        found: Made = self.made[key]
        return found


@dataclass(frozen=True, slots=True)
class Span:
    """A period in microseconds since 1970, from `start` on and before `end`, and what its rows are
    narrowed to."""

    start: int
    end: int
    where: Where = ANYTHING

    @classmethod
    def of(cls, period: Period, where: Where = ANYTHING) -> "Span":
        """The span of a period."""
        return cls(micros(period.start), micros(period.end), where)

    def bounds(self, block: Block) -> slice:
        """The rows of a block that are in the period, whatever they are about."""
        found = np.searchsorted(block.rows["at"], [self.start, self.end])
        return slice(int(found[0]), int(found[1]))

    def rows(self, block: Block) -> Indices:
        """The numbers of its rows, in order."""
        inside = self.bounds(block)
        kept = self.about(block, inside)
        if kept is None:
            return np.arange(inside.start, inside.stop)
        found: Indices = np.flatnonzero(kept) + inside.start
        return found

    def about(self, block: Block, inside: slice) -> Flags | None:
        """Which of some rows are about what it is narrowed to; None for all of them."""
        kept: Flags | None = None
        for name, word in self.where.asked.items():
            alike = block.rows[name][inside] == block.code(word)
            kept = alike if kept is None else kept & alike
        return kept


@dataclass(frozen=True)
class Sample:
    """What one standard counts: rows of a block in order (one may be there several times), a value
    for each, NaN where it is left out, and what each counted as: a number of `names`. Rows that
    have the same of `keys` count once, as the first of them."""

    block: Block
    rows: Indices
    values: Numbers
    labels: Array
    names: tuple[str, ...]
    keys: Array | None = None

    def only(self, kept: Array | slice) -> "Sample":
        """Those of its rows that a mask, an order of numbers or a slice names."""
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
        first = np.sort(np.unique(self.keys, return_index=True)[1])
        return replace(self.only(first), keys=None)

    def column(self, name: str) -> Array:
        """A column of the facts behind it."""
        found: Array = self.block.rows[name][self.rows]
        return found


Parameters = Mapping[str, float]
Count = Callable[[Data, Span, Parameters, bool], Sample]
"""Counts one standard in a span; the flag asks for business hours."""


def labelled(block: Block, rows: Indices, values: Any, *named: tuple[str, Any]) -> Sample:
    """A sample whose labels are the last of `named` (a name and a mask) that holds."""
    labels = np.zeros(len(rows), np.int8)
    for number, (_, mask) in enumerate(named[1:], 1):
        labels[mask] = number
    names = tuple(name for name, _ in named)
    return Sample(block, rows, np.asarray(values, np.float64), labels, names)


def yes_no(flags: Any, left_out: Any = False) -> Numbers:
    """1 and 0, NaN for what is left out."""
    found = np.asarray(flags, np.float64)
    if left_out is not False:
        found[left_out] = np.nan
    return found


def by_word(block: Block, rows: Indices, values: Any, column: str) -> Sample:
    """A sample labelled with the words of a column."""
    codes = block.rows[column][rows]
    known, labels = np.unique(codes, return_inverse=True)
    names = tuple(block.word(int(code)) for code in known)
    return Sample(block, rows, np.asarray(values, np.float64), labels, names)
