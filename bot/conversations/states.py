"""Who is in charge: bot -> waiting -> agent -> bot or closed, as compare-and-set on the row.

Every change of hands moves the epoch, and a reply of the assistant is written only under
the epoch it was asked under: the assistant cannot speak after a claim, and an old
escalation cannot fire again. Depends on `bot.database` and the transcript.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.conversations.tables import Conversation, Escalation, Message
from bot.conversations.transcript import MessageDraft, append_once, append_to, conversation_in
from bot.database import Database, now
from bot.errors import BotError

REASONS = (
    "asked_for_person",
    "low_confidence",
    "no_content",
    "negative_feedback",
    "policy_exception",
    "system_failure",
    "safety",
)


class AlreadyClaimed(BotError):
    """Another agent was first, or the customer no longer waits."""

    def __init__(self, conversation_id: str, state: str) -> None:
        message = (
            f"Conversation {conversation_id!r} cannot be claimed: it is in state {state!r}. "
            "Reload the list and take one that waits."
        )
        super().__init__(message, 409)


class NotYours(BotError):
    """Only the agent in charge may do that."""

    def __init__(self, conversation_id: str) -> None:
        message = f"Conversation {conversation_id!r} is not yours. Claim it before you write."
        super().__init__(message, 409)


class EpochMoved(Exception):
    """The conversation changed hands while the assistant thought: its reply is undone."""


class States:
    """The state machine over one database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def answer(
        self,
        asked: Message,
        replies: Sequence[MessageDraft],
        escalate: str | None = None,
    ) -> list[Message]:
        """Write the assistant's replies to `asked` and settle its turn, all or nothing.

        Nothing is written when the epoch moved or the turn was settled meanwhile.
        `escalate` is a reason of `REASONS`: the conversation then waits for a person.
        """
        try:
            async with self._database.write() as session:
                if not await _turn(session, asked, turn="done"):
                    return []
                written = [await append_to(session, asked.conversation_id, one) for one in replies]
                # Every change of hands begins an epoch; from the first reply on the row is ours.
                if any(one.epoch != asked.epoch for one in written):
                    raise EpochMoved
                if escalate:
                    await self._wait(session, asked.conversation_id, escalate)
                return written
        except EpochMoved:
            return []

    async def postpone(
        self, asked: Message, again_at: datetime, notice: MessageDraft | None
    ) -> list[Message]:
        """Asking failed: `asked` stays pending as if asked at `again_at`, and is told of once.

        Nothing happens when nobody owes an answer to `asked` any more.
        """
        async with self._database.write() as session:
            if not await _owed(session, asked):
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
            message, found = await _wish(session, conversation_id, said, notices)
            if found == "bot":
                await self._wait(session, conversation_id, "asked_for_person")
            return message, found

    async def give_up_waiting(
        self, conversation_id: str, said: MessageDraft, notices: Mapping[str, MessageDraft]
    ) -> tuple[Message, str]:
        """The customer would rather go on with the assistant; as `ask_for_person`."""
        async with self._database.write() as session:
            message, found = await _wish(session, conversation_id, said, notices)
            if found == "waiting":
                await _move(session, conversation_id, "waiting", {"state": "bot"})
                await _note(session, conversation_id, outcome="withdrawn", ended_at=now())
            return message, found

    async def claim(self, conversation_id: str, agent: str, notice: MessageDraft) -> Message:
        """Make `agent` the one in charge; `AlreadyClaimed` for all but the first."""
        async with self._database.write() as session:
            values = {"state": "agent", "assigned_agent": agent}
            if not await _move(session, conversation_id, "waiting", values):
                row = await conversation_in(session, conversation_id)
                raise AlreadyClaimed(conversation_id, row.state)
            await _note(session, conversation_id, agent=agent, claimed_at=now())
            return await append_to(session, conversation_id, notice)

    async def say(self, conversation_id: str, agent: str, draft: MessageDraft) -> Message:
        """An agent's message, from the agent in charge alone; a retry gives the first one."""
        async with self._database.write() as session:
            row = await conversation_in(session, conversation_id, lock=True)
            if row.state != "agent" or row.assigned_agent != agent:
                raise NotYours(conversation_id)
            return (await append_once(session, conversation_id, draft))[0]

    async def resolve(
        self, conversation_id: str, agent: str, to: str, notice: MessageDraft
    ) -> Message:
        """End the escalation: back to the assistant (`to="bot"`) or `closed`."""
        if to not in ("bot", "closed"):
            raise BotError(f"Resolving leads to 'bot' or 'closed', not to {to!r}.", 422)
        async with self._database.write() as session:
            row = await conversation_in(session, conversation_id, lock=True)
            if row.assigned_agent != agent:
                raise NotYours(conversation_id)
            values = {"state": to, "assigned_agent": None}
            if not await _move(session, conversation_id, "agent", values):
                raise NotYours(conversation_id)
            await _note(session, conversation_id, outcome="resolved", ended_at=now())
            return await append_to(session, conversation_id, notice)

    async def urge(self, conversation_id: str, notice: MessageDraft) -> Message:
        """Danger was told of while people are in charge: the escalation is urgent from now on."""
        async with self._database.write() as session:
            await _note(session, conversation_id, reason="safety")
            return await append_to(session, conversation_id, notice)

    async def listed(self, state: str) -> list[tuple[Conversation, Escalation]]:
        """Conversations in `state` with their open escalation: danger first, then the longest
        waiting."""
        join = Escalation.conversation_id == Conversation.id
        where = (Conversation.state == state, Escalation.ended_at.is_(None))
        query = select(Conversation, Escalation).join(Escalation, join).where(*where)
        async with self._database.read() as session:
            urgent = Escalation.reason != "safety"
            rows = await session.execute(query.order_by(urgent, Escalation.asked_at))
            return [(row[0], row[1]) for row in rows]

    async def drop(self, asked: Message) -> None:
        """Nobody owes an answer to `asked` any more."""
        async with self._database.write() as session:
            await _turn(session, asked, turn="dropped")

    async def _wait(self, session: AsyncSession, conversation_id: str, reason: str) -> bool:
        """bot -> waiting with its reason; False when it was not the assistant's."""
        if reason not in REASONS:
            raise BotError(f"{reason!r} is no reason to escalate. Use one of {REASONS}.", 500)
        if not await _move(session, conversation_id, "bot", {"state": "waiting"}):
            return False
        session.add(Escalation(conversation_id=conversation_id, reason=reason))
        where = (Message.conversation_id == conversation_id, Message.turn == "pending")
        await session.execute(update(Message).where(*where).values(turn="dropped"))
        return True


async def _owed(session: AsyncSession, asked: Message) -> bool:
    """Whether `asked` still waits for its answer, under the epoch it had."""
    join = Message.conversation_id == Conversation.id
    columns = select(Conversation.state, Conversation.epoch, Message.turn).join(Message, join)
    row = (
        await session.execute(columns.where(Message.id == asked.id).with_for_update())
    ).one_or_none()
    return row is not None and tuple(row) == ("bot", asked.epoch, "pending")


async def _turn(session: AsyncSession, asked: Message, **values: Any) -> bool:
    """Write `values` on the turn of `asked`, if it is pending still."""
    where = (Message.id == asked.id, Message.turn == "pending")
    written = await session.execute(update(Message).where(*where).values(**values))
    return bool(written.rowcount == 1)  # type: ignore[attr-defined]


async def _wish(
    session: AsyncSession,
    conversation_id: str,
    said: MessageDraft,
    notices: Mapping[str, MessageDraft],
) -> tuple[Message, str]:
    """Write a customer's wish and its notice once; the state it found, empty for a retry."""
    row = await conversation_in(session, conversation_id, lock=True)
    found = row.state
    message, new = await append_once(session, conversation_id, said)
    if not new:
        return message, ""
    await append_to(session, conversation_id, notices[found])
    return message, found


async def _move(
    session: AsyncSession, conversation_id: str, state: str, values: dict[str, Any]
) -> bool:
    """Compare-and-set: change the row only while it is in `state`; a new epoch begins."""
    where = (Conversation.id == conversation_id, Conversation.state == state)
    change = update(Conversation).where(*where)
    moved = await session.execute(change.values(epoch=Conversation.epoch + 1, **values))
    return bool(moved.rowcount == 1)  # type: ignore[attr-defined]


async def _note(session: AsyncSession, conversation_id: str, **values: Any) -> None:
    """Write `values` on the conversation's open escalation."""
    where = (Escalation.conversation_id == conversation_id, Escalation.ended_at.is_(None))
    await session.execute(update(Escalation).where(*where).values(**values))
