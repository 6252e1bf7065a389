"""The tallies by day, kept as new as the questions: a chore, and after an editor's change at once.

The last days are counted anew each time, for verdicts, causes and agents' answers come later than
questions. Groups whose questions are not as many as their tallies say are counted anew from time to
time: that finds whatever regrouping moved. Several processes may do it at once; what is read is
written only where it changed. Depends on questions, contacts, the standards' facts (for the time
that agents took) and the counting.
"""

import asyncio
from collections.abc import Callable, Collection, Mapping
from dataclasses import asdict
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import structlog
from sqlalchemy import ColumnElement, and_, delete, func, insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.contacts import Contact
from bot.database import Database, now
from bot.demand.days import Asked, Key, Sums, differs, tally
from bot.demand.tables import QuestionDay
from bot.groups.tables import Question
from bot.policies.days import ZONE, local_day
from bot.standards.tables import FactRow

log = structlog.get_logger()
RECENT_DAYS = 4
LOOK_THROUGH = timedelta(minutes=10)
"""How often all groups are held against their tallies."""
FRESH = timedelta(seconds=10)
FEW = 40
"""Groups that are counted anew one by one; beyond that, all days are."""
SLICE_DAYS = 14
GROUPED = Question.group_id.is_not(None)


class Tallies:
    """The tallies of one database. `clock` gives the present in naive UTC."""

    def __init__(self, database: Database, clock: Callable[[], datetime] = now) -> None:
        self._database = database
        self._clock = clock
        self._turn = asyncio.Lock()
        self._counted_at = datetime.min
        self._looked_at = datetime.min
        self._newest_counted: tuple[int, int] | None = None

    async def fresh(self) -> None:
        """Before a page is shown: count today's questions, if there are new ones, unless that was
        done a moment ago or all are being counted just now."""
        at = self._clock()
        if self._turn.locked() or at - self._counted_at < FRESH:
            return
        async with self._turn:
            newest = await self._newest()
            if newest != self._newest_counted:
                await self._count_days(local_day(at), local_day(at) + timedelta(2))
                self._newest_counted = newest
            self._counted_at = at

    async def refresh(self) -> None:
        """The chore: the last days, and now and then whatever is not right."""
        async with self._turn:
            at = self._clock()
            if at - self._looked_at > LOOK_THROUGH:
                await self._look_through()
                self._looked_at = at
            today = local_day(at)
            await self._count_days(today - timedelta(RECENT_DAYS), today + timedelta(2))
            self._counted_at = at

    async def recount(self, groups: Collection[int]) -> None:
        """Count these groups anew: an editor has moved their questions."""
        async with self._turn:
            for one in groups:
                await self._count(Question.group_id == one, QuestionDay.group_id == one)

    async def recount_all(self) -> None:
        """Count everything anew, some days at a time."""
        async with self._turn:
            await self._all_days()

    async def _newest(self) -> tuple[int, int]:
        """The highest number of a question, and of one that is in a group."""
        last = select(Question.id).order_by(Question.id.desc()).limit(1)
        async with self._database.read() as session:
            ids = [(await session.scalars(one)).first() for one in (last, last.where(GROUPED))]
        return ids[0] or 0, ids[1] or 0

    async def _look_through(self) -> None:
        """Count anew the groups that have more or fewer questions than their tallies say."""
        asked = select(Question.group_id, func.count()).where(GROUPED)
        counted = select(QuestionDay.group_id, func.sum(QuestionDay.asked))
        async with self._database.read() as session:
            there = _pairs(await session.execute(asked.group_by(Question.group_id)))
            kept = _pairs(await session.execute(counted.group_by(QuestionDay.group_id)))
        wrong = {one for one in there.keys() | kept.keys() if there.get(one) != kept.get(one)}
        if len(wrong) > FEW:
            await self._all_days()
            return
        for one in wrong:
            await self._count(Question.group_id == one, QuestionDay.group_id == one)

    async def _all_days(self) -> None:
        """Every day from the first question or tally to tomorrow."""
        async with self._database.read() as session:
            first = (await session.scalars(select(func.min(Question.asked_at)))).one()
            kept = (await session.scalars(select(func.min(QuestionDay.day)))).one()
        days = [local_day(first)] if first else []
        days += [date.fromordinal(kept)] if kept else []
        if not days:
            return
        start, end = min(days), local_day(self._clock()) + timedelta(2)
        while start < end:
            until = min(start + timedelta(SLICE_DAYS), end)
            await self._count_days(start, until)
            start = until

    async def _count_days(self, since: date, until: date) -> None:
        asked = and_(Question.asked_at >= midnight(since), Question.asked_at < midnight(until))
        days = and_(QuestionDay.day >= since.toordinal(), QuestionDay.day < until.toordinal())
        await self._count(asked, days)

    async def _count(self, asked: ColumnElement[bool], kept: ColumnElement[bool]) -> None:
        """Count the questions `asked` and put them in the place of the tallies `kept`, on the days
        on which they differ."""
        async with self._database.read() as session:
            rows = await _read(session, asked)
            old = await _kept(session, kept)
        counted = await asyncio.to_thread(tally, rows)
        days = sorted(differs(counted, old))
        for start in range(0, len(days), SLICE_DAYS):
            await self._write(counted, kept, set(days[start : start + SLICE_DAYS]))

    async def _write(
        self, counted: Mapping[Key, Sums], kept: ColumnElement[bool], days: Collection[int]
    ) -> None:
        values = [key._asdict() | asdict(sums) for key, sums in counted.items() if key.day in days]
        try:
            async with self._database.write() as session:
                await session.execute(delete(QuestionDay).where(kept, QuestionDay.day.in_(days)))
                if values:
                    await session.execute(insert(QuestionDay), values)
        except IntegrityError:
            # Another process has just written them.
            log.info("tallies_written_elsewhere", days=len(days))


def midnight(day: date) -> datetime:
    """Naive UTC of the beginning of a day of the company."""
    return datetime.combine(day, time(), ZONE).astimezone(UTC).replace(tzinfo=None)


def _pairs(rows: Any) -> dict[int, int]:
    return {group: int(count) for group, count in rows}


async def _read(session: AsyncSession, asked: ColumnElement[bool]) -> list[Asked]:
    """The questions with what became of them; agents' seconds are those of the standards."""
    worked = (
        select(func.sum(FactRow.agent_s))
        .where(FactRow.question_id == Question.id, FactRow.kind == "matter")
        .scalar_subquery()
    )
    columns = (
        Question.group_id, Question.asked_at, Question.language, Question.product,
        Question.channel, Question.simulated, Question.answered_by,
        Contact.outcome, Contact.cause, Contact.feedback, func.coalesce(worked, 0.0),
    )  # fmt: skip
    query = select(*columns).outerjoin(Contact, Contact.id == Question.contact_id)
    rows = await session.execute(query.where(asked, GROUPED))
    return [Asked(*tuple(row)) for row in rows]


async def _kept(session: AsyncSession, kept: ColumnElement[bool]) -> dict[Key, Sums]:
    keys = [getattr(QuestionDay, name) for name in Key._fields]
    sums = [getattr(QuestionDay, name) for name in Sums.__slots__]
    rows = (await session.execute(select(*keys, *sums).where(kept))).all()
    width = len(keys)
    return {Key(*row[:width]): Sums(*row[width:]) for row in rows}
