"""The agents' side of the state machine: claim, answer, pass on, end, and take back.

Each call is one transaction and one compare-and-set; whoever comes too late gets an error that
says so, and nothing is written. Depends on `bot.database`, the moves, endings and merging.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.conversations import endings, merging
from bot.conversations.endings import Ending
from bot.conversations.moves import (
    MatterOf,
    Request,
    Step,
    move,
    note,
    open_escalation,
    unknown,
    wait,
)
from bot.conversations.refusals import AlreadyClaimed, AtCapacity, NotYours, RoutedToOther
from bot.conversations.tables import Conversation, Escalation, HandChange, Message
from bot.conversations.transcript import MessageDraft, append_once, append_to, conversation_in
from bot.database import Database, now
from bot.errors import BotError

UNDO_WITHIN = timedelta(minutes=1)
Side = Literal["customer", "agent"]
Said = Callable[[AsyncSession, Conversation, Message], Awaitable[None]]


class Hands:
    """What agents do to conversations, over one database. `clock` gives the present in naive UTC,
    `matter_of` what a conversation is about as it is escalated; `said` hears of each new message
    of an agent in the transaction that writes it."""

    def __init__(
        self,
        database: Database,
        clock: Callable[[], datetime] = now,
        matter_of: MatterOf = unknown,
        said: Said | None = None,
    ) -> None:
        self._database = database
        self._clock = clock
        self._matter_of = matter_of
        self._said = said

    async def claim(
        self, conversation_id: str, agent: str, notice: MessageDraft, capacity: int | None = None
    ) -> Message:
        """Make `agent` the one in charge; an error for all but the first. A retry of theirs gives
        the first notice.

        Raises `AlreadyClaimed`, `RoutedToOther`, and `AtCapacity` for one who has `capacity`
        conversations already.
        """
        async with self._database.write() as session:
            row = await conversation_in(session, conversation_id, lock=True)
            if row.state == "agent" and row.assigned_agent == agent:
                return await _first_of_epoch(session, row)
            if row.state != "waiting":
                raise AlreadyClaimed(conversation_id, row.state)
            escalation = await open_escalation(session, conversation_id)
            if escalation and escalation.routed_to not in (None, agent):
                raise RoutedToOther(conversation_id)
            if capacity is not None and await _held(session, agent) >= capacity:
                raise AtCapacity(capacity)
            return await self._take(session, row, agent, "claim", notice)

    async def take_over(self, conversation_id: str, agent: str, notice: MessageDraft) -> Message:
        """Make `agent` the one in charge of what waits, for whomever, or is another one's."""
        async with self._database.write() as session:
            row = await conversation_in(session, conversation_id, lock=True)
            if row.state == "agent" and row.assigned_agent == agent:
                return await _first_of_epoch(session, row)
            if row.state not in ("waiting", "agent"):
                raise AlreadyClaimed(conversation_id, row.state)
            return await self._take(session, row, agent, "take_over", notice)

    async def say(self, conversation_id: str, agent: str, draft: MessageDraft) -> Message:
        """An agent's message, from the agent in charge alone; a retry gives the first one."""
        async with self._database.write() as session:
            row = await _own(session, conversation_id, agent)
            message, new = await append_once(session, conversation_id, draft)
            if new and self._said:
                await self._said(session, row, message)
            escalation = await open_escalation(session, conversation_id)
            if escalation and escalation.first_reply_at is None:
                escalation.first_reply_at = self._clock()
            return message

    async def transfer(
        self, conversation_id: str, agent: str, to_agent: str | None, notice: MessageDraft
    ) -> Message:
        """Back to the queue: for `to_agent`, or for anybody. The place in it stays the old one."""
        if to_agent == agent:
            raise BotError(f"Conversation {conversation_id!r} is yours. Choose a colleague.", 422)
        step = Step("agent", "waiting", "transfer", agent)
        return await self._requeue(conversation_id, agent, step, to_agent, notice)

    async def release(
        self, conversation_id: str, agent: str, notice: MessageDraft, by: str = "system"
    ) -> Message:
        """Take it from `agent`, who is gone or does not answer, and put it back in the queue."""
        step = Step("agent", "waiting", "release", by)
        return await self._requeue(conversation_id, agent, step, None, notice)

    async def route(self, conversation_id: str, to_agent: str | None) -> bool:
        """Let it wait for `to_agent`, or for anybody; False when it does not wait."""
        async with self._database.write() as session:
            row = await conversation_in(session, conversation_id, lock=True)
            if row.state != "waiting":
                return False
            at = self._clock() if to_agent else None
            await note(session, conversation_id, routed_to=to_agent, routed_at=at)
            return True

    async def had_by(self, conversation_id: str) -> list[str]:
        """The agents who had it since the customer last asked for people, the first one first."""
        join = HandChange.escalation_id == Escalation.id
        query = select(HandChange.to_agent).join(Escalation, join).order_by(HandChange.id)
        where = (Escalation.conversation_id == conversation_id, Escalation.ended_at.is_(None))
        async with self._database.read() as session:
            found = await session.scalars(query.where(*where, HandChange.to_agent.is_not(None)))
            return list(dict.fromkeys(one for one in found if one))

    async def resolve(
        self, conversation_id: str, agent: str, ending: Ending, notice: MessageDraft
    ) -> list[Message]:
        """End the escalation. Gives the messages that the assistant now owes an answer.

        Raises `NotYours`, and `Unread` where the customer wrote after `ending.seen`.
        """
        async with self._database.write() as session:
            row = await _own(session, conversation_id, agent)
            return await endings.resolve(session, row, agent, ending, notice, self._clock())

    async def undo_resolve(
        self,
        conversation_id: str,
        agent: str,
        notice: MessageDraft,
        within: timedelta = UNDO_WITHIN,
    ) -> Message:
        """Take back what `agent` has just ended; `TooLateToUndo` once it went on."""
        async with self._database.write() as session:
            row = await conversation_in(session, conversation_id, lock=True)
            at = self._clock()
            return await endings.undo(session, row, agent, notice, at - within, at)

    async def merge(
        self, source_id: str, into_id: str, agent: str, notices: Mapping[str, MessageDraft]
    ) -> int:
        """Copy all that was said in `source_id` to `into_id`, which is `agent`'s, and close the
        source; the number of messages copied. `notices` has the words for "source" and "into".

        Raises `NotYours` where one of them is another agent's, `NotToMerge` where they are the
        same or the source was merged before.
        """
        async with self._database.write() as session:
            source, into = await merging.both(session, source_id, into_id)
            _check_own(into, agent)
            return await merging.merge(session, source, into, agent, notices, self._clock())

    async def go_offline(
        self, conversation_id: str, email: str | None, notice: MessageDraft | None = None
    ) -> bool:
        """The customer does not wait in the widget any more but for a mail to `email`; False
        where nobody waits."""
        async with self._database.write() as session:
            row = await conversation_in(session, conversation_id, lock=True)
            if row.state not in ("waiting", "agent"):
                return False
            row.offline, row.reply_email = True, email or row.reply_email
            if notice:
                await append_to(session, conversation_id, notice)
            return True

    async def reopen(
        self,
        conversation_id: str,
        draft: MessageDraft,
        notice: MessageDraft | None = None,
        *,
        by_mail: bool = True,
    ) -> tuple[Message, bool]:
        """The words of a customer who is back: people have them then, whoever had the
        conversation, also a closed one; and whether they are new.

        What is known by its `client_id` changes nothing. What was merged goes on where it was
        merged into. By mail they are answered by mail.
        """
        async with self._database.write() as session:
            row = await merging.living(session, conversation_id)
            if known := await _known(session, conversation_id, row.id, draft.client_id):
                return known, False
            asked = Request("came_back", "customer", self._clock())
            await wait(session, row, asked, self._matter_of)
            said = replace(draft, by_mail=by_mail)
            message = await append_to(session, row.id, said)
            if by_mail:
                mailed = update(Conversation).where(Conversation.id == row.id)
                await session.execute(mailed.values(offline=True))
            if notice:
                await append_to(session, row.id, notice)
            return message, True

    async def mark(self, conversation_id: str, side: Side, *, got: int = 0, read: int = 0) -> bool:
        """What reached the screen of the `side` and was looked at, up to these numbers; marks go
        only forwards. Whether one did."""
        async with self._database.write() as session:
            row = await conversation_in(session, conversation_id, lock=True)
            got, read = min(max(got, read), row.last_seq), min(read, row.last_seq)
            reached = {"agent_read_seq": read}
            if side == "customer":
                reached = {"customer_got_seq": got, "customer_read_seq": read}
            newer = {key: to for key, to in reached.items() if to > getattr(row, key)}
            if newer:
                # Looking at a conversation does not make it newer.
                values = {**newer, "updated_at": row.updated_at}
                where = Conversation.id == conversation_id
                await session.execute(update(Conversation).where(where).values(values))
            return bool(newer)

    async def _take(
        self, session: AsyncSession, row: Conversation, agent: str, why: str, notice: MessageDraft
    ) -> Message:
        at = self._clock()
        step = Step(row.state, "agent", why, agent, agent)
        await move(session, row, step, at, last_agent=agent)
        await note(session, row.id, agent=agent, claimed_at=at, routed_to=None, routed_at=None)
        return await append_to(session, row.id, notice)

    async def _requeue(
        self,
        conversation_id: str,
        agent: str,
        step: Step,
        to_agent: str | None,
        notice: MessageDraft,
    ) -> Message:
        async with self._database.write() as session:
            row, at = await _own(session, conversation_id, agent), self._clock()
            await move(session, row, step, at)
            routed = {"routed_to": to_agent, "routed_at": at if to_agent else None}
            freed = {"agent": None, "claimed_at": None, "returned": Escalation.returned + 1}
            await note(session, conversation_id, **freed, **routed)
            return await append_to(session, conversation_id, notice)


async def _own(session: AsyncSession, conversation_id: str, agent: str) -> Conversation:
    """The conversation, locked, which is `agent`'s."""
    row = await conversation_in(session, conversation_id, lock=True)
    _check_own(row, agent)
    return row


def _check_own(row: Conversation, agent: str) -> None:
    if row.state != "agent" or row.assigned_agent != agent:
        raise NotYours(row.id)


async def _first_of_epoch(session: AsyncSession, row: Conversation) -> Message:
    """The notice with which the agent in charge took the conversation."""
    where = (Message.conversation_id == row.id, Message.epoch == row.epoch)
    query = select(Message).where(*where).order_by(Message.seq).limit(1)
    return (await session.scalars(query)).one()


async def _held(session: AsyncSession, agent: str) -> int:
    """How many conversations `agent` has; nobody else counts theirs before this is committed."""
    if session.get_bind().dialect.name == "postgresql":
        await session.execute(select(func.pg_advisory_xact_lock(func.hashtext(agent))))
    where = (Conversation.state == "agent", Conversation.assigned_agent == agent)
    count = select(func.count()).select_from(Conversation).where(*where)
    return int((await session.scalars(count)).one())


async def _known(
    session: AsyncSession, asked_id: str, living_id: str, client_id: str
) -> Message | None:
    """The message of that `client_id`, where it was sent to or where it went on."""
    ids = Message.conversation_id.in_({asked_id, living_id})
    query = select(Message).where(ids, Message.client_id == client_id).limit(1)
    return (await session.scalars(query)).one_or_none() if client_id else None
