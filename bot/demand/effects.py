"""Did an entry help: a rate before and after it, against groups that were left alone. Pure.

The effect is the difference of differences of four independent proportions,

    d = (after - before) of the group - (after - before) of the groups that were left alone,

with the 95 % interval of Newcombe's square-and-add method: each proportion has its Wilson score
interval, and the distances from the estimate to the near ends are added as squares. R. G. Newcombe,
"Estimating the difference between differences: measurement of additive scale interaction for
proportions", Statistics in Medicine 20 (2001), 2885-2893. Unlike the plain (Wald) interval it
holds for rates near 0 and 1 and for small counts, which a group's questions are.

It takes questions for independent of each other. Something else that happened to this group alone
in the same weeks (a recall, a season) is in the effect too: the interval is about chance.
"""

from dataclasses import dataclass
from math import sqrt
from typing import Literal

Verdict = Literal["helped", "no_change", "worse", "too_early"]
WINDOW = 28
"""The most days before and after that are held against each other."""
FEWEST_DAYS = 7
FEWEST = 20
"""Questions of the group before, and after, below which nothing is said."""
Z = 1.959963984540054
"""Of a two-sided 95 % interval."""


@dataclass(frozen=True, slots=True)
class Count:
    """`hits` of `asked` questions."""

    hits: int
    asked: int

    @property
    def rate(self) -> float:
        """The proportion; 0 of nothing."""
        return self.hits / self.asked if self.asked else 0.0


@dataclass(frozen=True, slots=True)
class Four:
    """A rate of the group and of those left alone, in equal windows before and after."""

    before: Count
    after: Count
    others_before: Count
    others_after: Count


@dataclass(frozen=True, slots=True)
class Effect:
    """The change of the rate that is the entry's: -0.1 for ten of a hundred questions fewer.
    `low` to `high` is its 95 % interval."""

    change: float
    low: float
    high: float


def wilson(count: Count, z: float = Z) -> tuple[float, float]:
    """The score interval of a proportion (Wilson 1927); 0 to 1 of nothing."""
    n, rate = count.asked, count.rate
    if not n:
        return 0.0, 1.0
    middle = rate + z * z / (2 * n)
    spread = z * sqrt(rate * (1 - rate) / n + z * z / (4 * n * n))
    scale = 1 + z * z / n
    return max(0.0, (middle - spread) / scale), min(1.0, (middle + spread) / scale)


def effect_of(four: Four, z: float = Z) -> Effect:
    """The difference of differences with its interval."""
    added, taken = (four.after, four.others_before), (four.before, four.others_after)
    change = sum(one.rate for one in added) - sum(one.rate for one in taken)
    down = up = 0.0
    for one in added:
        low, high = wilson(one, z)
        down, up = down + (one.rate - low) ** 2, up + (high - one.rate) ** 2
    for one in taken:
        low, high = wilson(one, z)
        down, up = down + (high - one.rate) ** 2, up + (one.rate - low) ** 2
    return Effect(change, max(-2.0, change - sqrt(down)), min(2.0, change + sqrt(up)))


def verdict_of(four: Four, days: int) -> Verdict:
    """In a word; `days` is the length of each window. Fewer is better: it is a rate of questions
    that reach an agent, or that are not answered."""
    counts = (four.before, four.after, four.others_before, four.others_after)
    if days < FEWEST_DAYS or min(one.asked for one in counts) < FEWEST:
        return "too_early"
    effect = effect_of(four)
    if effect.high < 0:
        return "helped"
    return "worse" if effect.low > 0 else "no_change"
