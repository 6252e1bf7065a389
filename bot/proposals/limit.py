"""How many examples training learns, and what more of them cost. Pure."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

LEARNT = 20_000
"""`MOST` of `bot.nlu.classifier`; a test compares them."""


@dataclass(frozen=True)
class Over:
    """`total` examples are more than `LEARNT`: of each of `intents` at most `each` are learnt,
    `dropped` in all are not."""

    total: int
    each: int
    dropped: int
    intents: tuple[str, ...]


def over(before: Mapping[str, int], added: Mapping[str, int], most: int = LEARNT) -> Over | None:
    """What happens to examples by intent when `added` join `before`; None while all are learnt."""
    counts = Counter(before) + Counter(added)
    total = counts.total()
    if total <= most:
        return None
    each = _each(sorted(counts.values()), most)
    cut = {intent: n - each for intent, n in counts.items() if n > each}
    return Over(total, each, sum(cut.values()), tuple(sorted(cut, key=lambda one: -cut[one])))


def _each(counts: list[int], most: int) -> int:
    """The largest cut with which at most `most` are left (`bot.nlu.trials.some`)."""
    low, high = 1, most
    while low < high:
        middle = (low + high + 1) // 2
        fits = sum(min(n, middle) for n in counts) <= most
        low, high = (middle, high) if fits else (low, middle - 1)
    return low
