"""Who is in charge, from the assistant's and the customer's side: bot -> waiting -> bot.

Every change of hands moves the epoch, and a reply of the assistant is written only under
the epoch it was asked under: the assistant cannot speak after a claim, and an old
escalation cannot fire again. Depends on `bot.database`, the moves and the transcript.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.conversations.moves import (
    MatterOf,
    Request,
    Step,
    move,
    note,
    open_escalation,
    owe,
    settle,
    unknown,
    wait,
    wish,
)
from bot.conversations.tables import Conversation, Escalation, HandChange, Message
from bot.conversations.transcript import MessageDraft, append_once, append_to, conversation_in
from bot.database import Database, now


class States:
    """The state machine over one database. `clock` gives the present in naive UTC, `matter_of`
    what a conversation is about as it is escalated."""

    def __init__(
        self,
        database: Database,
        clock: Callable[[], datetime] = now,
        matter_of: MatterOf = unknown,
    ) -> None:
        self._database = database
        self._clock = clock
        self._matter_of = matter_of

    async def answer(
        self,
        asked: Message,
        replies: Sequence[MessageDraft],
        escalate: str | None = None,
        begun: bool = False,
    ) -> list[Message]:
        """Write the assistant's replies to `asked` and settle its turn, all or nothing.

        Nothing is written when the epoch moved or the turn was settled meanwhile.
        `escalate` is a reason of `REASONS`: the conversation then waits for a person. `begun`: the
        message began a form, which may never end.
        """
        async with self._database.write() as session:
            row = await conversation_in(session, asked.conversation_id, lock=True)
            if not await _owed(session, row, asked):
                return []
            more = {"data": {**(asked.data or {}), "begun": True}} if begun else {}
            await _turn(session, asked, turn="done", **more)
            written = [await append_to(session, asked.conversation_id, one) for one in replies]
            if escalate:
                await self._wait(session, row, escalate, "assistant")
            return written

    async def postpone(
        self, asked: Message, again_at: datetime, notice: MessageDraft | None
    ) -> list[Message]:
        """Asking failed: `asked` stays pending as if asked at `again_at`, and is told of once.

        Nothing happens when nobody owes an answer to `asked` any more.
        """
        async with self._database.write() as session:
            row = await conversation_in(session, asked.conversation_id, lock=True)
            if not await _owed(session, row, asked):
                return []
            await _turn(session, asked, asked_at=again_at, tries=Message.tries + 1)
            if notice is None:
                return []
            return [(await append_once(session, asked.conversation_id, notice))[0]]

    async def ask_for_person(
        self, conversation_id: str, said: MessageDraft, notices: Mapping[str, MessageDraft]
    ) -> tuple[Message, str]:
        """The customer's wish `said`, and the way to people from the assistant's hands.

        `notices` has what to tell the customer by the state in which the wish finds the
        conversation. Gives the wish and the state it found, empty for a retry.
        """
        async with self._database.write() as session:
            message, found, row = await wish(session, conversation_id, said, notices)
            if found == "bot":
                await self._wait(session, row, "asked_for_person", "customer")
            return message, found

    async def give_up_waiting(
        self, conversation_id: str, said: MessageDraft, notices: Mapping[str, MessageDraft]
    ) -> tuple[Message, str, list[Message]]:
        """The customer would rather go on with the assistant; as `ask_for_person`, and what they
        wrote meanwhile, which the assistant owes an answer now."""
        async with self._database.write() as session:
            message, found, row = await wish(session, conversation_id, said, notices)
            if found != "waiting":
                return message, found, []
            at = self._clock()
            step = Step("waiting", "bot", "withdraw", "customer")
            await move(session, row, step, at, offline=False)
            await note(session, conversation_id, outcome="withdrawn", ended_at=at)
            return message, found, await owe(session, row, at)

    async def end(self, conversation_id: str, notice: MessageDraft) -> str:
        """The customer ends the conversation, whoever has it; the state it was in. A second time
        changes nothing."""
        async with self._database.write() as session:
            row = await conversation_in(session, conversation_id, lock=True)
            found, at = row.state, self._clock()
            if found != "closed":
                await move(session, row, Step(found, "closed", "end", "customer"), at)
                await note(session, conversation_id, outcome="withdrawn", ended_at=at)
                await settle(session, conversation_id)
                await append_to(session, conversation_id, notice)
            return found

    async def urge(self, conversation_id: str, notice: MessageDraft) -> Message | None:
        """Danger was told of while people are in charge: the escalation is urgent from now on, and
        for whoever is first. None where no people are in charge."""
        async with self._database.write() as session:
            row = await conversation_in(session, conversation_id, lock=True)
            if row.state not in ("waiting", "agent"):
                return None
            await note(session, conversation_id, reason="safety", routed_to=None, routed_at=None)
            return await append_to(session, conversation_id, notice)

    async def listed(self, state: str) -> list[tuple[Conversation, Escalation]]:
        """Conversations in `state` with their open escalation: danger first, then those who wait
        in the widget, then the longest waiting."""
        join = Escalation.conversation_id == Conversation.id
        where = (Conversation.state == state, Escalation.ended_at.is_(None))
        query = select(Conversation, Escalation).join(Escalation, join).where(*where)
        async with self._database.read() as session:
            first = (Escalation.reason != "safety", Conversation.offline)
            rows = await session.execute(query.order_by(*first, Escalation.asked_at))
            return [(row[0], row[1]) for row in rows]

    async def escalation(self, conversation_id: str) -> Escalation | None:
        """The conversation's open escalation, if people have it or it waits for them."""
        async with self._database.read() as session:
            return await open_escalation(session, conversation_id)

    async def resumes(self, asked: Message) -> bool:
        """Whether an agent has resolved the conversation, and the assistant answered nothing since:
        it takes `asked` up as if it were the first."""
        same = HandChange.conversation_id == asked.conversation_id
        last = select(HandChange.why).where(same).order_by(HandChange.id.desc()).limit(1)
        under = (Message.conversation_id == asked.conversation_id, Message.epoch == asked.epoch)
        answered = select(Message.id).where(*under, Message.turn == "done").limit(1)
        async with self._database.read() as session:
            resolved = await session.scalar(last) == "resolve"
            return resolved and await session.scalar(answered) is None

    async def drop(self, asked: Message) -> None:
        """Nobody owes an answer to `asked` as it was asked."""
        async with self._database.write() as session:
            await _turn(session, asked, turn="dropped")

    async def _wait(self, session: AsyncSession, row: Conversation, reason: str, by: str) -> None:
        await wait(session, row, Request(reason, by, self._clock()), self._matter_of)


async def _owed(session: AsyncSession, row: Conversation, asked: Message) -> bool:
    """Whether `asked` still waits for its answer, under the epoch it had; `row` is locked."""
    turn = await session.scalar(select(Message.turn).where(Message.id == asked.id))
    return (row.state, row.epoch, turn) == ("bot", asked.epoch, "pending")


async def _turn(session: AsyncSession, asked: Message, **values: Any) -> None:
    """Write `values` on the turn of `asked` if it is pending still, and was not left to the
    assistant anew meanwhile."""
    same = (Message.id == asked.id, Message.epoch == asked.epoch)
    where = (*same, Message.turn == "pending")
    await session.execute(update(Message).where(*where).values(**values))
