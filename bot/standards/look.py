"""One look at the standards: the facts of a moment, a period, what it is narrowed to. Pure.

Everything that is shown together is counted from one look, so that it agrees. Depends on the
counting, the data and the figures.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from bot.standards.counting import COUNTS, OF_THE_SPAN
from bot.standards.data import ANYTHING, Data, Sample, Span
from bot.standards.definitions import Definition
from bot.standards.figure import Figure, figure
from bot.standards.period import Period, Where, micros

Key = tuple[object, ...]
Broken = list[tuple[str, Figure]]


@dataclass(frozen=True, slots=True)
class Point:
    """A figure of one step of a trend."""

    period: Period
    figure: Figure


@dataclass(frozen=True)
class Look:
    """`business`: times in business hours. The data have all that the period needs. `state`
    is another one whenever the facts are others, or the minute. The sample that was counted last is
    kept: a figure, its trend and its parts are of the same one."""

    data: Data
    period: Period
    where: Where = ANYTHING
    business: bool = False
    state: Key = ()
    last: dict[str, Sample] = field(default_factory=dict, compare=False, repr=False)

    def sample(self, definition: Definition) -> Sample:
        """What a standard counts in the period."""
        if definition.key not in self.last:
            span = Span.of(self.period, self.where)
            made = COUNTS[definition.counts](self.data, span, definition.parameters, self.business)
            self.last.clear()
            self.last[definition.key] = made
        return self.last[definition.key]

    def at(self, period: Period) -> "Look":
        """The same look at another period that the data have."""
        return self if period == self.period else replace(self, period=period, last={})

    def figure(self, definition: Definition) -> Figure:
        """A standard in the period."""
        return figure(definition, self.sample(definition))

    def trend(
        self, definition: Definition, steps: Sequence[Period], *, brief: bool = False
    ) -> list[Point]:
        """A standard in each of some steps of the period, in order."""
        samples: Iterator[Sample]
        if definition.counts in OF_THE_SPAN:
            samples = (self.at(one).sample(definition) for one in steps)
        else:
            samples = cut(self.sample(definition), steps)
        return [
            Point(step, figure(definition, one, brief=brief))
            for step, one in zip(steps, samples, strict=True)
        ]

    def by(self, definition: Definition, dimension: str, *, brief: bool = False) -> Broken:
        """A standard by a column of words, the most first; the name is empty where it is not
        known."""
        found = [
            (name, figure(definition, one, brief=brief))
            for name, one in sorted_out(self.sample(definition), dimension)
        ]
        return sorted(found, key=lambda one: (-one[1].n, one[0]))

    def words(self, dimension: str) -> list[str]:
        """What the matters of the period are about in one dimension, the most frequent first, with
        the other ones narrowed as they are."""
        block = self.data.matter
        span = Span.of(self.period, replace(self.where, **{dimension: None}))
        codes = block.rows[dimension][span.rows(block)]
        known = Counter(dict(zip(*np.unique(codes[codes >= 0], return_counts=True), strict=True)))
        return [block.word(int(code)) for code, _ in known.most_common()]


def cut(sample: Sample, steps: Sequence[Period]) -> Iterator[Sample]:
    """The parts of a sample in each of some steps."""
    at = sample.column("at")
    for one in steps:
        found = np.searchsorted(at, [micros(one.start), micros(one.end)])
        yield sample.only(slice(int(found[0]), int(found[1])))


def sorted_out(sample: Sample, dimension: str) -> Iterator[tuple[str, Sample]]:
    """The parts of a sample by a column of words."""
    codes = sample.column(dimension)
    order = np.argsort(codes, kind="stable")
    known, starts = np.unique(codes[order], return_index=True)
    ends = [*starts[1:].tolist(), len(order)]
    for code, start, end in zip(known.tolist(), starts.tolist(), ends, strict=False):
        yield sample.block.word(code), sample.only(order[start:end])
