"""How long customers waited lately, and what one who asks now must expect of it.

A wait is the open time from asking for a person to the first words of one. A customer who gave up,
left an address or asked for a call waited at least until then: such waits are censored, and count
as Kaplan and Meier count them ("Nonparametric estimation from incomplete observations", J. Amer.
Statist. Assoc. 53, 1958), so that an hour in which half of them give up looks no better for it.

The quantile q is the shortest time t with S(t) <= 1 - q, where S is the product over the ends of
waits up to t of 1 - (waits that ended) / (waits not over yet). Where S never falls so low, it is
the longest time known.

What is asked, in this order, is the first that has `ENOUGH` waits that ended, of the last `WEEKS`
weeks: those asked for in the same hour of the same weekday; in the same hour of any day; all. Where
none has, it is what the settings assume. Depends on the conversations' tables and the hours.
"""

import asyncio
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select

from bot.conversations import Escalation
from bot.database import Database, now
from bot.hours import Hours
from bot.waiting.tables import Promise

WEEKS = 8
ENOUGH = 20
MOST = 5000
FRESH = timedelta(minutes=5)
"""How old what is known of the past may be."""


@dataclass(frozen=True, slots=True)
class Wait:
    """One wait: when it began on the company's clocks, how long it was in open seconds, and
    whether it ended with a person's words (else it was longer than that)."""

    weekday: int
    hour: int
    seconds: float
    ended: bool


@dataclass(frozen=True, slots=True)
class Expected:
    """Seconds, and what they rest on: hour_of_week, hour_of_day, recent or assumed; `waits` is how
    many were looked at."""

    median_s: float
    p90_s: float
    basis: str
    waits: int = 0


class Past:
    """The waits of one database. `assumed` is what to expect while too few are known."""

    def __init__(
        self,
        database: Database,
        hours: Hours,
        assumed: Expected,
        clock: Callable[[], datetime] = now,
    ) -> None:
        self._database = database
        self._hours = hours
        self._assumed = assumed
        self._clock = clock
        self._known: list[Wait] = []
        self._read_at: datetime | None = None

    async def expected(self) -> Expected:
        """What a customer who asks for a person now must expect."""
        at = self._clock()
        if self._read_at is None or not self._read_at <= at < self._read_at + FRESH:
            self._known, self._read_at = await self._read(at), at
        shown = self._hours.local(at)
        return expected(self._known, shown.weekday(), shown.hour) or self._assumed

    async def _read(self, at: datetime) -> list[Wait]:
        left = (
            select(Promise.escalation_id, func.min(Promise.said_at).label("left_at"))
            .where(Promise.kind != "wait", Promise.said_at > at - timedelta(weeks=WEEKS))
            .group_by(Promise.escalation_id)
            .subquery()
        )
        columns = (Escalation.asked_at, Escalation.first_reply_at, Escalation.ended_at)
        recent = (Escalation.asked_at > at - timedelta(weeks=WEEKS), Escalation.asked_at <= at)
        query = (
            select(*columns, left.c.left_at)
            .outerjoin(left, left.c.escalation_id == Escalation.id)
            .where(*recent, Escalation.reason != "came_back")
            .order_by(Escalation.asked_at.desc())
            .limit(MOST)
        )
        async with self._database.read() as session:
            rows = [tuple(row) for row in await session.execute(query)]
        # Thousands of them would keep everybody else waiting.
        return await asyncio.to_thread(self._waits, rows, at)

    def _waits(self, rows: Sequence[tuple[Any, ...]], at: datetime) -> list[Wait]:
        found = (
            self._wait(row[0], min(one for one in (*row[1:], at) if one), row[1]) for row in rows
        )
        return [one for one in found if one]

    def _wait(self, asked: datetime, until: datetime, replied: datetime | None) -> Wait | None:
        """None of a wait that began outside opening hours: nobody could have answered it."""
        if not self._hours.open_at(asked):
            return None
        shown = self._hours.local(asked)
        seconds = self._hours.open_seconds(asked, until)
        return Wait(shown.weekday(), shown.hour, seconds, until == replied)


def expected(waits: Sequence[Wait], weekday: int, hour: int) -> Expected | None:
    """What `waits` say of one that begins in that hour; None while too few are known."""
    same_hour = [one for one in waits if one.hour == hour]
    same_day = [one for one in same_hour if one.weekday == weekday]
    for basis, found in (
        ("hour_of_week", same_day),
        ("hour_of_day", same_hour),
        ("recent", waits),
    ):
        if sum(one.ended for one in found) >= ENOUGH:
            return Expected(quantile(found, 0.5), quantile(found, 0.9), basis, len(found))
    return None


def quantile(waits: Iterable[Wait], q: float) -> float:
    """The quantile `q` of their seconds, as the file's head says; `waits` must not be empty."""
    ordered = sorted(waits, key=lambda one: (one.seconds, not one.ended))
    going_on, surviving = len(ordered), 1.0
    for one in ordered:
        if one.ended:
            surviving *= 1 - 1 / going_on
            # Products of fractions miss round numbers by a little.
            if surviving <= 1 - q + 1e-9:
                return one.seconds
        going_on -= 1
    return ordered[-1].seconds
