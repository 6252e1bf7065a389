"""A figure from what was counted: value, how many, interval, percentiles, parts. Pure.

Depends on numpy, the definitions and the samples.
"""

from dataclasses import dataclass
from math import sqrt

import numpy as np

from bot.standards.data import Flags, Numbers, Sample
from bot.standards.definitions import Definition

Z = 1.96
"""Of the normal distribution for an interval of 95 %."""
TIMED = ("median", "mean")
PARTS = (0.5, 0.9, 0.95)


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that rows counted as. Of times and scores, `value` is as of the whole; else it is
    the part of all that counted, None for what was left out."""

    name: str
    value: float | None
    n: int


@dataclass(frozen=True, slots=True)
class Figure:
    """A standard in a period. `n` is how many count, `left_out` how many do not; `few`: fewer than
    the definition's least. `low` to `high` is an interval of 95 %. Mean and percentiles are there
    for times and scores. `previous` is the period before, where it was asked for."""

    definition: Definition
    value: float | None
    n: int
    left_out: int
    low: float | None = None
    high: float | None = None
    mean: float | None = None
    p50: float | None = None
    p90: float | None = None
    p95: float | None = None
    parts: tuple[Part, ...] = ()
    previous: "Figure | None" = None

    @property
    def few(self) -> bool:
        """Whether there are too few for the figure to say something."""
        return self.n < self.definition.least

    @property
    def change(self) -> float | None:
        """How much it is above the period before, in its unit."""
        if self.previous is None or self.value is None or self.previous.value is None:
            return None
        return self.value - self.previous.value

    @property
    def met(self) -> bool | None:
        """Whether it is at its target or better; None without a target or a value."""
        target, better = self.definition.target, self.definition.better
        if target is None or self.value is None or better == "none":
            return None
        return self.value >= target if better == "higher" else self.value <= target


def figure(definition: Definition, sample: Sample, *, brief: bool = False) -> Figure:
    """The figure that a sample gives. A `brief` one has its value and how many count, no more."""
    sample = sample.once()
    kept = ~np.isnan(sample.values)
    values = sample.values if kept.all() else sample.values[kept]
    n, left_out = len(values), len(sample.values) - len(values)
    if brief:
        return Figure(definition, one_value(definition.of, values), n, left_out)
    if definition.of in TIMED:
        values = np.sort(values)
    low, high = interval(definition.of, values)
    timed = definition.of in TIMED and n > 0
    p50, p90, p95 = (at_part(values, part) if timed else None for part in PARTS)
    return Figure(
        definition=definition,
        value=one_value(definition.of, values),
        n=n,
        left_out=left_out,
        low=low,
        high=high,
        mean=float(values.mean()) if timed else None,
        p50=p50,
        p90=p90,
        p95=p95,
        parts=tuple(parts(definition.of, sample, kept)),
    )


def one_value(of: str, values: Numbers) -> float | None:
    """What stands for the values; None without any, but a count is 0 then."""
    if of == "count":
        return float(len(values))
    if not len(values):
        return None
    return float(np.median(values) if of == "median" else values.mean())


def at_part(ordered: Numbers, part: float) -> float:
    """The value below which a part of sorted values lies, between two where it must be."""
    place = part * (len(ordered) - 1)
    low = int(place)
    below, above = ordered[low], ordered[min(low + 1, len(ordered) - 1)]
    return float(below + (above - below) * (place - low))


def interval(of: str, values: Numbers) -> tuple[float | None, float | None]:
    """95 %: of shares by Wilson (1927), of medians by the order of the values (which are sorted),
    else by the normal distribution of a mean; none for a count and for fewer than two."""
    n = len(values)
    if n < 2 or of == "count":
        return None, None
    if of == "share":
        return wilson(float(values.mean()), n)
    if of == "median":
        return around_median(values)
    half = Z * float(values.std(ddof=1)) / sqrt(n)
    mean = float(values.mean())
    return mean - half, mean + half


def wilson(share: float, n: int) -> tuple[float, float]:
    """The score interval of a share of `n`."""
    middle = (share + Z * Z / (2 * n)) / (1 + Z * Z / n)
    half = Z * sqrt(share * (1 - share) / n + Z * Z / (4 * n * n)) / (1 + Z * Z / n)
    return max(0.0, middle - half), min(1.0, middle + half)


def around_median(ordered: Numbers) -> tuple[float, float]:
    """The values whose ranks are Z standard deviations of a binomial from the middle."""
    n, half = len(ordered), Z * sqrt(len(ordered)) / 2
    low, high = max(0, int(np.floor(n / 2 - half))), min(n - 1, int(np.ceil(n / 2 + half)))
    return float(ordered[low]), float(ordered[high])


def parts(of: str, sample: Sample, kept: Flags) -> list[Part]:
    """What the rows counted as, the most first; what nothing counted as is not there."""
    many = len(sample.names)
    every = np.bincount(sample.labels, minlength=many)
    counted = np.bincount(sample.labels[kept], minlength=many)
    total = int(counted.sum())
    found = []
    for number, name in enumerate(sample.names):
        n = int(counted[number])
        if not n:
            found.append(Part(name, None, int(every[number])))
        elif of in TIMED:
            mine = sample.values[kept & (sample.labels == number)]
            found.append(Part(name, one_value(of, mine), n))
        else:
            found.append(Part(name, n / total, n))
    return sorted((one for one in found if one.n), key=lambda one: -one.n)
