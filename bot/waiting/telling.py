"""Telling customers who wait: when they ask, when they ask again, and what they do not know yet.

Depends on `Waiting`.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.conversations import Conversation, Escalation, Message, MessageDraft
from bot.conversations.transcript import conversation_in
from bot.waiting import queue
from bot.waiting.tables import Promise
from bot.waiting.told import in_words
from bot.waiting.waiting import Notice, Waiting
from bot.waiting.words import say

STILL_LOOKING = timedelta(minutes=15)
"""How long after they asked customers who were told that nobody is there may still be looking."""
BY_MAIL = "came_back"
"""Why a conversation waits whose customer wrote a mail: nobody looks at the widget."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What a customer who waits has heard in this escalation: that somebody comes (`waiting`), that
    nobody is there (`offline`). `left`: they chose not to wait in the widget; `due_at` is until
    when they were promised a person."""

    conversation_id: str
    language: str
    asked_at: datetime
    waiting: bool
    offline: bool
    left: bool
    due_at: datetime | None


class Telling:
    """Tells, through one `Waiting`."""

    def __init__(self, waiting: Waiting) -> None:
        self._waiting = waiting
        self._database = waiting.database

    async def tell(self, conversation_id: str) -> list[Message]:
        """Tell a customer who asked for a person what to expect, and promise it; outside hours,
        and where nobody is there, that. The matter is an offline one then.

        Neither is told twice in one escalation; nothing is told where nobody waits.
        """
        around = await self._waiting.around(conversation_id)
        async with self._database.write() as session:
            found = await _who_waits(session, conversation_id)
            if found is None:
                return []
            row, escalation = found
            told = await self._waiting.told(session, row, around)
            kind = "waiting" if told.there else "offline"
            mark = f"{kind}-{escalation.id}"
            if await _written(session, conversation_id, mark):
                return []
            told = await self._waiting.promise_wait(session, row, escalation, around)
            notice = Notice(kind, in_words(told, self._waiting.hours), mark)
            message = await self._waiting.write(session, row, told, notice)
        self._waiting.publish(conversation_id)
        return [message]

    async def again(self, conversation_id: str) -> MessageDraft:
        """What a customer who waits and asks once more is told: how it stands. It promises nothing
        anew."""
        told = await self._waiting.of(conversation_id)
        text = f"{say('still', told.language)} {in_words(told, self._waiting.hours)}"
        return self._waiting.draft(told, Notice("still_waiting", text, ""))

    async def catch_up(self) -> int:
        """Tell those who wait what they do not know yet; how many were told.

        Whoever was told nothing, since a process died; that somebody is there, whoever was told
        that nobody is and may still be looking; that nobody is, whoever still waits for them.
        """
        told = 0
        for heard in await self._heard():
            if await self._is_news(heard):
                told += len(await self.tell(heard.conversation_id))
        return told

    async def _is_news(self, heard: Heard) -> bool:
        at, hours = self._waiting.clock(), self._waiting.hours
        if heard.left or not (heard.waiting or heard.offline):
            return not heard.left
        opened = hours.open_at(at)
        there = opened and await self._waiting.anyone(heard.language) > 0
        if heard.offline:
            return there and at - heard.asked_at < STILL_LOOKING
        overdue = heard.due_at is not None and heard.due_at < at
        return not there and (overdue or not opened)

    async def _heard(self) -> list[Heard]:
        """Of everybody who waits and was not told both."""
        join = Escalation.conversation_id == Conversation.id
        waits = (Conversation.state == "waiting", Escalation.ended_at.is_(None))
        query = select(Conversation, Escalation).join(Escalation, join)
        async with self._database.read() as session:
            rows = await session.execute(query.where(*waits, Escalation.reason != BY_MAIL))
            waiting = [(row[0], row[1]) for row in rows]
            marks = await _marks(session, waiting)
            standing = await _standing(session, [one.id for _, one in waiting])
        found = [_heard(row, escalation, marks, standing) for row, escalation in waiting]
        return [one for one in found if not (one.waiting and one.offline)]


Marks = set[tuple[str, str]]
Standing = dict[tuple[int, str], datetime]


def _heard(row: Conversation, escalation: Escalation, marks: Marks, standing: Standing) -> Heard:
    return Heard(
        row.id,
        row.language,
        escalation.asked_at,
        waiting=(row.id, f"waiting-{escalation.id}") in marks,
        offline=(row.id, f"offline-{escalation.id}") in marks,
        left=(escalation.id, "email") in standing or (escalation.id, "callback") in standing,
        due_at=standing.get((escalation.id, "wait")),
    )


async def _who_waits(
    session: AsyncSession, conversation_id: str
) -> tuple[Conversation, Escalation] | None:
    row = await conversation_in(session, conversation_id, lock=True)
    escalation = await queue.open_escalation(session, conversation_id)
    return (row, escalation) if row.state == "waiting" and escalation else None


async def _written(session: AsyncSession, conversation_id: str, mark: str) -> bool:
    where = (Message.conversation_id == conversation_id, Message.client_id == mark)
    return (await session.scalars(select(Message.id).where(*where))).first() is not None


async def _marks(session: AsyncSession, waiting: list[tuple[Conversation, Escalation]]) -> Marks:
    """The notices that were written, by conversation and mark."""
    ids = [row.id for row, _ in waiting]
    names = [f"{kind}-{one.id}" for _, one in waiting for kind in ("waiting", "offline")]
    columns = (Message.conversation_id, Message.client_id)
    where = (Message.conversation_id.in_(ids), Message.client_id.in_(names))
    found = await session.execute(select(*columns).where(*where))
    return {(row[0], row[1]) for row in found}


async def _standing(session: AsyncSession, ids: list[int]) -> Standing:
    """When each open promise is due, and the last broken ones were, by escalation and kind."""
    columns = (Promise.escalation_id, Promise.kind, Promise.due_at)
    stands = Promise.settled_at.is_(None) | Promise.kept.is_(False)
    query = select(*columns).where(Promise.escalation_id.in_(ids), stands).order_by(Promise.id)
    return {(row[0], row[1]): row[2] for row in await session.execute(query) if row[0]}
