"""Counting what made-up events come to, as the product does it."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.hours import Hours
from bot.policies.days import local_day
from bot.standards import Figure, Period, Where, definitions
from bot.standards.columns import Words, block_of, joined
from bot.standards.data import Data
from bot.standards.events import Log
from bot.standards.facts import Fact, facts_of
from bot.standards.look import Look
from bot.standards.packing import day_of, packed, unpacked, without
from bot.standards.period import micros
from bot.standards.tables import KINDS
from bot.standards.times import OpenSeconds

OFFICE = Hours(ZoneInfo("UTC"), [[(9 * 60, 17 * 60)]] * 5 + [[], []])
"""Monday to Friday from nine to five, in UTC."""


class Numbered:
    """A fact with a number, as a row has it."""

    def __init__(self, fact: Fact, number: int) -> None:
        self.fact, self.id = fact, number

    def __getattr__(self, name: str) -> object:
        return getattr(self.fact, name)


def data_of(
    logs: Sequence[Log],
    now: datetime,
    none: Sequence[int] = (),
    opened: OpenSeconds = OFFICE.open_seconds,
) -> Data:
    """The facts of `logs` as they are loaded: packed by day and joined."""
    facts = [fact for log in logs for fact in facts_of(log, opened, local_day)]
    rows = [Numbered(fact, number) for number, fact in enumerate(facts, 1)]
    days = sorted({one.day for one in facts})
    words, blocks = Words(), {}
    for kind in KINDS:
        parts = [
            packed(day_of([r for r in rows if r.fact.day == day and r.fact.kind == kind]))
            for day in days
        ]
        read = [without(one, simulated=False, groups=none) for one in map(unpacked, parts) if one]
        blocks[kind] = joined([block_of(one, words, kind) for one in read], words)
    return Data(**blocks, as_of=micros(now))


def figure_of(
    data: Data,
    name: str,
    period: Period,
    where: Where = Where(),  # noqa: B008
    *,
    business: bool = False,
    version: int | None = None,
) -> Figure:
    """One standard."""
    definition = definitions().get(name, version)
    return Look(data, period, where, business).figure(definition)
