"""One change of hands: compare-and-set on the row, a new epoch, and a line in the history.

What `states` (the assistant's and the customer's side) and `hands` (the agents' side) have in
common. Every function works in its caller's transaction and locks the conversation's row before
any other, so that two of them never wait for each other. Depends on the tables and the transcript.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.conversations.tables import Conversation, Escalation, HandChange, Message
from bot.conversations.transcript import MessageDraft, append_once, append_to, conversation_in
from bot.courtesies import is_courtesy
from bot.errors import BotError

REASONS = (
    "asked_for_person",
    "low_confidence",
    "no_content",
    "negative_feedback",
    "policy_exception",
    "system_failure",
    "safety",
    "came_back",
)
OUTCOMES = ("solved", "unsolved", "elsewhere", "no_answer", "spam", "withdrawn", "merged")
CHANGES = (
    *("escalate", "withdraw", "claim", "transfer", "release", "take_over"),
    *("resolve", "undo", "merge", "reopen", "end"),
)
SAME_MATTER = timedelta(days=1)
"""A customer who is back this soon finds the agent of before."""


@dataclass(frozen=True, slots=True)
class Matter:
    """What an escalation is about, as far as it is known when it begins."""

    topic: str | None = None
    product: str | None = None


MatterOf = Callable[[AsyncSession, str], Awaitable[Matter]]
"""Gives what a conversation, by its id, is about; in the transaction that escalates it."""


async def unknown(session: AsyncSession, conversation_id: str) -> Matter:
    """The `MatterOf` where nobody knows."""
    return Matter()


@dataclass(frozen=True, slots=True)
class Step:
    """What changes: `source` and `target` are states, `agent` is in charge afterwards."""

    source: str
    target: str
    why: str
    by: str
    agent: str | None = None


@dataclass(frozen=True, slots=True)
class Request:
    """A way to people: why (one of `REASONS`), who asks, and when."""

    reason: str
    by: str
    at: datetime

    def __post_init__(self) -> None:
        if self.reason not in REASONS:
            raise BotError(f"{self.reason!r} is no reason to escalate. Use one of {REASONS}.", 500)


class Overtaken(BotError):
    """Somebody else changed the row in spite of its lock."""

    def __init__(self, conversation_id: str) -> None:
        super().__init__(f"Conversation {conversation_id!r} changed meanwhile. Try again.", 409)


async def move(
    session: AsyncSession, row: Conversation, step: Step, at: datetime, **values: Any
) -> None:
    """Take `step` with `row`, which is locked and in the step's source; it is in its target then.

    What the assistant still owed in its hands is dropped as it loses them.
    """
    open_one = await open_escalation(session, row.id)
    change = HandChange(
        conversation_id=row.id,
        escalation_id=open_one.id if open_one else None,
        at=at,
        from_state=step.source,
        to_state=step.target,
        from_agent=row.assigned_agent,
        to_agent=step.agent,
        why=step.why,
        by=step.by,
    )
    same = (Conversation.id == row.id, Conversation.epoch == row.epoch)
    changed = {"state": step.target, "assigned_agent": step.agent, "epoch": row.epoch + 1, **values}
    source = update(Conversation).where(*same, Conversation.state == step.source)
    moved = await session.execute(source.values(changed))
    if moved.rowcount != 1:  # type: ignore[attr-defined]
        raise Overtaken(row.id)
    session.add(change)
    if step.source == "bot":
        where = (Message.conversation_id == row.id, Message.turn == "pending")
        await session.execute(update(Message).where(*where).values(turn="dropped"))


async def open_escalation(session: AsyncSession, conversation_id: str) -> Escalation | None:
    """The escalation that has not ended."""
    where = (Escalation.conversation_id == conversation_id, Escalation.ended_at.is_(None))
    return (await session.scalars(select(Escalation).where(*where))).one_or_none()


async def note(session: AsyncSession, conversation_id: str, **values: Any) -> None:
    """Write `values` on the conversation's open escalation."""
    where = (Escalation.conversation_id == conversation_id, Escalation.ended_at.is_(None))
    await session.execute(update(Escalation).where(*where).values(**values))


async def wait(
    session: AsyncSession, row: Conversation, asked: Request, matter_of: MatterOf = unknown
) -> bool:
    """`row`, which is locked, from the assistant's hands, or from nobody's, to people; False when
    people have it.

    Within a day of the last escalation it waits for the agent who had that one, but for danger,
    which is for whoever is first.
    """
    if row.state not in ("bot", "closed"):
        return False
    matter, earlier = await matter_of(session, row.id), None
    if asked.reason != "safety":
        earlier = await _agent_of_before(session, row.id, asked.at)
    session.add(
        Escalation(
            conversation_id=row.id,
            reason=asked.reason,
            topic=matter.topic,
            product=matter.product,
            asked_at=asked.at,
            routed_to=earlier,
            routed_at=asked.at if earlier else None,
        )
    )
    await session.flush()
    why = "reopen" if row.state == "closed" else "escalate"
    step = Step(row.state, "waiting", why, asked.by)
    await move(session, row, step, asked.at, offline=False)
    return True


async def _agent_of_before(session: AsyncSession, conversation_id: str, at: datetime) -> str | None:
    where = (
        Escalation.conversation_id == conversation_id,
        Escalation.ended_at > at - SAME_MATTER,
        Escalation.agent.is_not(None),
    )
    query = select(Escalation.agent).where(*where).order_by(Escalation.id.desc()).limit(1)
    return (await session.scalars(query)).one_or_none()


async def owe(session: AsyncSession, row: Conversation, at: datetime) -> list[Message]:
    """People let go of `row`: what the customer wrote to them after the last agent's words, or no
    agent had read as they spoke, is the assistant's to answer under the epoch of now, as if asked
    `at`. Gives those messages, in order."""
    said = (Message.conversation_id == row.id, Message.author == "agent")
    last = await session.scalar(select(func.max(Message.seq)).where(*said)) or 0
    # Where nobody keeps marks, who speaks has read.
    last = min(last, row.agent_read_seq or last)
    # A button asks nothing of people, a file without words nothing of the assistant, and what was
    # merged from elsewhere may have been answered there.
    asks = (Message.payload.is_(None), Message.text != "")
    unanswered = (*_unsettled(row.id), Message.seq > last, *asks)
    found = await session.scalars(select(Message).where(*unanswered).order_by(Message.seq))
    ours = [one for one in found if "merged_from" not in one.data or "unanswered" in one.data]
    # Thanks that were meant for an agent ask nothing of the assistant.
    owed = [one for one in ours if not is_courtesy(one.text)]
    for message in owed:
        message.turn, message.epoch, message.asked_at, message.tries = "pending", row.epoch, at, 0
    await session.flush()
    return owed


async def settle(session: AsyncSession, conversation_id: str) -> None:
    """What the customer wrote and the assistant does not owe is done with: people had it."""
    change = update(Message).where(*_unsettled(conversation_id))
    await session.execute(change.values(turn="people"))


def _unsettled(conversation_id: str) -> tuple[Any, ...]:
    """The customer's messages that were people's, or lost by the assistant to them."""
    return (
        Message.conversation_id == conversation_id,
        Message.author == "customer",
        Message.turn.in_(("none", "dropped")),
    )


async def wish(
    session: AsyncSession,
    conversation_id: str,
    said: MessageDraft,
    notices: Mapping[str, MessageDraft],
) -> tuple[Message, str, Conversation]:
    """Write a customer's wish and its notice once; the state it found, empty for a retry, and the
    conversation, locked.

    A closed conversation takes no wish (`ConversationClosed`).
    """
    message, new = await append_once(session, conversation_id, said)
    row = await conversation_in(session, conversation_id, lock=True)
    if not new:
        return message, "", row
    await append_to(session, conversation_id, notices[row.state])
    return message, row.state, row
