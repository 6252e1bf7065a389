"""Facts made anew for conversations that changed: a little at a time, or all from scratch.

What is new is found by the numbers of rows, which grow whatever the clock says: messages, contacts,
questions, and how far the grouping has looked. What was new a minute ago is looked at again, since
a row may be committed later than one of a higher number and some things are noted beside the turn.
What is written later without a message (a promise that is kept, a survey that is answered) is found
by its time. Depends on the reading, the facts and the store.
"""

import asyncio
import time
from collections import deque
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from bot.contacts import Contact
from bot.conversations import Conversation, Escalation, Message
from bot.database import Database, now
from bot.groups.tables import Collected, GroupEdit, Question
from bot.hours import Hours
from bot.identity import IdentifiedConversation
from bot.policies.days import local_day
from bot.standards.events import Log
from bot.standards.facts import Fact, facts_of
from bot.standards.reading import read_logs
from bot.standards.store import Store
from bot.standards.tables import FactMark, FactRow
from bot.surveys import Survey
from bot.surveys.tables import QualitySurvey
from bot.waiting.tables import Promise

AT_ONCE = 200
"""Conversations read together."""
LOOK_BACK_S = 90.0
LATELY = timedelta(days=40)
"""How long after it was made a promise or survey may still change."""
GROUPS_EVERY_S = 600.0
Marks = dict[str, int]
NUMBERED: dict[str, tuple[InstrumentedAttribute[int], InstrumentedAttribute[str]]] = {
    "message": (Message.id, Message.conversation_id),
    "contact": (Contact.id, Contact.conversation_id),
    "question": (Question.id, Question.conversation_id),
    "escalation": (Escalation.id, Escalation.conversation_id),
    "survey": (Survey.id, Survey.conversation_id),
    "quality_survey": (QualitySurvey.id, QualitySurvey.conversation_id),
    "promise": (Promise.id, Promise.conversation_id),
}


class Refresh:
    """Keeps the facts of one database in step with what is recorded. `hours` are business hours."""

    def __init__(
        self,
        database: Database,
        store: Store,
        hours: Hours,
        clock: Callable[[], datetime] = now,
    ) -> None:
        self._database = database
        self._store = store
        self._hours = hours
        self._clock = clock
        self._turn = asyncio.Lock()
        self._seen: deque[tuple[float, Marks]] = deque()
        self._late_since = clock() - timedelta(minutes=5)
        self._grouping: tuple[Any, ...] = ()
        self._grouped_at = -GROUPS_EVERY_S

    async def refresh(self) -> int:
        """Make the facts of what changed since the last time; how many conversations."""
        async with self._turn:
            marks = await self._marks()
            newest, since = await self._newest(), self._clock()
            found = await self._changed(marks) | await self._late()
            for part in parts(sorted(found)):
                await self.conversations(part)
            await self._note(marks, newest)
            self._late_since = since - timedelta(minutes=2)
            await self.follow_groups()
            await self._store.pack()
            return len(found)

    async def recompute(self) -> int:
        """Make all facts from scratch; how many conversations there are."""
        async with self._turn:
            newest = await self._newest()
            done = 0
            async for part in self._all():
                await self.conversations(part)
                done += len(part)
            self._seen.clear()
            async with self._database.write() as session:
                await _write_marks(session, newest)
            await self.follow_groups(always=True)
            while await self._store.pack():
                pass
            return done

    async def conversations(self, ids: Sequence[str]) -> int:
        """Make the facts of some conversations; how many rows changed."""
        async with self._database.read() as session:
            logs = await read_logs(session, ids)
        facts = await asyncio.to_thread(self._facts, logs)
        return await self._store.keep(ids, facts)

    def _facts(self, logs: Iterable[Log]) -> list[Fact]:
        opened = self._hours.open_seconds
        return [fact for log in logs for fact in facts_of(log, opened, local_day)]

    async def _all(self) -> AsyncIterator[list[str]]:
        last = ""
        while True:
            query = select(Conversation.id).where(Conversation.id > last).order_by(Conversation.id)
            async with self._database.read() as session:
                found = list(await session.scalars(query.limit(AT_ONCE)))
            if not found:
                return
            yield found
            last = found[-1]

    async def _marks(self) -> Marks:
        async with self._database.read() as session:
            rows = await session.execute(select(FactMark.name, FactMark.number))
            return {name: number for name, number in rows}

    async def _newest(self) -> Marks:
        """The highest number of each table by now."""
        async with self._database.read() as session:
            found = {
                name: int(await session.scalar(select(func.max(number))) or 0)
                for name, (number, _) in NUMBERED.items()
            }
            upto = select(Collected.upto).where(Collected.source == "contacts")
            found["collected"] = int(await session.scalar(upto) or 0)
        return found

    async def _changed(self, marks: Marks) -> set[str]:
        """The conversations with rows above the marks, and with contacts that the grouping has
        looked at since."""
        found: set[str] = set()
        async with self._database.read() as session:
            for name, (number, talk) in NUMBERED.items():
                query = select(talk).where(number > marks.get(name, 0)).distinct()
                found |= set(await session.scalars(query))
            upto = select(Collected.upto).where(Collected.source == "contacts").scalar_subquery()
            looked = (Contact.id > marks.get("collected", 0), Contact.id <= upto)
            found |= set(await session.scalars(select(Contact.conversation_id).where(*looked)))
        return found

    async def _late(self) -> set[str]:
        """The conversations with promises settled, surveys answered and customers known lately."""
        # A clock that was put back (a simulated month) begins anew.
        since = min(self._late_since, self._clock() - timedelta(minutes=2))
        start = self._clock() - LATELY
        settled = or_(Promise.settled_at >= since, Promise.kept_at >= since)
        known = IdentifiedConversation
        queries = (
            select(Promise.conversation_id).where(Promise.said_at >= start, settled),
            select(Survey.conversation_id).where(
                Survey.asked_at >= start, Survey.answered_at >= since
            ),
            select(QualitySurvey.conversation_id).where(
                QualitySurvey.asked_at >= start, QualitySurvey.answered_at >= since
            ),
            select(known.conversation_id).where(known.at >= since),
        )
        async with self._database.read() as session:
            found = [set(await session.scalars(query)) for query in queries]
        return set().union(*found)

    async def _note(self, marks: Marks, newest: Marks) -> None:
        """Remember how far was read `LOOK_BACK_S` ago."""
        self._seen.append((time.monotonic(), newest))
        done = marks or newest
        while self._seen and self._seen[0][0] <= time.monotonic() - LOOK_BACK_S:
            done = self._seen.popleft()[1]
        if done != marks:
            async with self._database.write() as session:
                await _write_marks(session, done)

    async def follow_groups(self, always: bool = False) -> None:
        """Move facts where their questions moved: as editors edit, and now and then in any case."""
        edits = await self._edits()
        due = time.monotonic() - self._grouped_at > GROUPS_EVERY_S
        if not (always or due or edits != self._grouping):
            return
        self._grouping, self._grouped_at = edits, time.monotonic()
        moved = FactRow.group_id.is_distinct_from(Question.group_id)
        columns = select(FactRow.id, Question.group_id, FactRow.day)
        query = columns.join(Question, Question.id == FactRow.question_id).where(moved)
        async with self._database.read() as session:
            rows = (await session.execute(query)).all()
        for part in parts(rows):
            await self._store.regroup([(row[0], row[1]) for row in part], {row[2] for row in part})

    async def _edits(self) -> tuple[Any, ...]:
        """What changes whenever questions are moved between groups by hand."""
        count = func.count(GroupEdit.id), func.count(GroupEdit.undone_at)
        async with self._database.read() as session:
            return tuple((await session.execute(select(*count))).one())


async def _write_marks(session: AsyncSession, marks: Marks) -> None:
    for name, number in marks.items():
        await session.merge(FactMark(name=name, number=number))


def parts(rows: Sequence[Any]) -> Iterable[Sequence[Any]]:
    """`rows` in parts of `AT_ONCE`."""
    return (rows[start : start + AT_ONCE] for start in range(0, len(rows), AT_ONCE))
