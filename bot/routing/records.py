"""What routing reads: who has how much, and who was left without an answer since when.

Depends on conversations and `bot.database`.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bot.conversations import Conversation, Escalation, HandChange, Message
from bot.database import Database


@dataclass(frozen=True, slots=True)
class Load:
    """How many conversations an agent has, how many wait for them alone, and when they last took
    one."""

    held: int = 0
    kept: int = 0
    last_took: datetime | None = None


class Loads:
    """The agents' loads over one database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def all(self) -> dict[str, Load]:
        """By agent's id; who has none and never took one is left out."""
        assigned, routed = Conversation.assigned_agent, Escalation.routed_to
        of = Conversation.id == Escalation.conversation_id
        held = select(assigned, func.count()).where(Conversation.state == "agent")
        kept = select(routed, func.count()).join(Conversation, of)
        kept = kept.where(Conversation.state == "waiting", Escalation.ended_at.is_(None))
        took = select(Escalation.agent, func.max(Escalation.claimed_at))
        async with self._database.read() as session:
            holding = Counter(await _pairs(session, held.group_by(assigned)))
            keeping = Counter(await _pairs(session, kept.group_by(routed)))
            taking = await _pairs(session, took.group_by(Escalation.agent))
        ids = {*holding, *keeping, *taking}
        return {one: Load(holding[one], keeping[one], taking.get(one)) for one in ids}

    async def unanswered(self, ids: Sequence[str]) -> dict[str, datetime]:
        """Since when the customers of those conversations wait for the agent's next words: their
        first message after the agent's last, or when the agent took it if that was later."""
        said = aliased(Message)
        last = select(func.coalesce(func.max(said.seq), 0)).where(
            said.conversation_id == Message.conversation_id, said.author == "agent"
        )
        asked = select(Message.conversation_id, func.min(Message.created_at)).where(
            Message.conversation_id.in_(ids),
            Message.author == "customer",
            Message.seq > last.correlate(Message).scalar_subquery(),
        )
        changed = select(HandChange.conversation_id, func.max(HandChange.at))
        changed = changed.where(HandChange.conversation_id.in_(ids))
        async with self._database.read() as session:
            waits = await _pairs(session, asked.group_by(Message.conversation_id))
            taken = await _pairs(session, changed.group_by(HandChange.conversation_id))
        return {one: max(at, taken.get(one, at)) for one, at in waits.items()}


async def _pairs(session: AsyncSession, query: Select[Any, Any]) -> dict[str, Any]:
    """The rows of a query of two columns, the second by the first."""
    return {one: value for one, value in await session.execute(query) if one is not None}
