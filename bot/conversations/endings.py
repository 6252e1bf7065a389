"""How an agent ends an escalation, and takes the ending back.

Every function works in its caller's transaction, on a conversation whose row it has locked.
Depends on the moves and the transcript.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.conversations.moves import OUTCOMES, Step, move, note, owe, settle
from bot.conversations.refusals import TooLateToUndo, Unread
from bot.conversations.tables import Conversation, Escalation, HandChange, Message
from bot.conversations.transcript import MessageDraft, append_to
from bot.errors import BotError


@dataclass(frozen=True, slots=True)
class Ending:
    """How an agent ends an escalation: `to` is "bot" or "closed", `outcome` one of `OUTCOMES`,
    `topic` what it was about; `seen` the newest number on the agent's screen, if it is known."""

    to: str
    outcome: str = "solved"
    topic: str | None = None
    seen: int | None = None

    def __post_init__(self) -> None:
        if self.to not in ("bot", "closed"):
            raise BotError(f"Resolving leads to 'bot' or 'closed', not to {self.to!r}.", 422)
        if self.outcome not in OUTCOMES:
            raise BotError(f"{self.outcome!r} is no outcome. Use one of {OUTCOMES}.", 422)


async def resolve(
    session: AsyncSession,
    row: Conversation,
    agent: str,
    ending: Ending,
    notice: MessageDraft,
    at: datetime,
) -> list[Message]:
    """End the escalation of `row`, which is `agent`'s; the messages that the assistant now owes.

    `Unread` where the customer wrote after `ending.seen`.
    """
    if ending.seen is not None:
        if await _wrote_after(session, row.id, ending.seen):
            raise Unread(row.id)
        row.agent_read_seq = max(row.agent_read_seq, min(ending.seen, row.last_seq))
    await move(session, row, Step("agent", ending.to, "resolve", agent), at, last_agent=agent)
    owed = await owe(session, row, at) if ending.to == "bot" else []
    await settle(session, row.id)
    values = {"outcome": ending.outcome, "result_topic": ending.topic}
    await note(session, row.id, ended_at=at, **values)
    await append_to(session, row.id, notice)
    return owed


async def undo(
    session: AsyncSession,
    row: Conversation,
    agent: str,
    notice: MessageDraft,
    since: datetime,
    at: datetime,
) -> Message:
    """Give `row` back to `agent`, who resolved it after `since`; `TooLateToUndo` once it changed
    hands. What the assistant said meanwhile stays said."""
    last = await _last_change(session, row.id)
    if (
        last is None
        or (last.why, last.by, last.to_state) != ("resolve", agent, row.state)
        or last.at < since
    ):
        raise TooLateToUndo(row.id)
    ended = update(Escalation).where(Escalation.id == last.escalation_id)
    await session.execute(ended.values(ended_at=None, outcome=None, result_topic=None))
    await move(session, row, Step(row.state, "agent", "undo", agent, agent), at)
    return await append_to(session, row.id, notice)


async def _wrote_after(session: AsyncSession, conversation_id: str, seq: int) -> bool:
    where = (Message.conversation_id == conversation_id, Message.author == "customer")
    found = await session.scalars(select(Message.id).where(*where, Message.seq > seq).limit(1))
    return found.first() is not None


async def _last_change(session: AsyncSession, conversation_id: str) -> HandChange | None:
    query = select(HandChange).where(HandChange.conversation_id == conversation_id)
    return (await session.scalars(query.order_by(HandChange.id.desc()).limit(1))).one_or_none()
