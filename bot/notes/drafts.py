"""What an agent has half written: kept in the database, so that no restart loses it.

Depends on `bot.database`.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select

from bot.database import Database, now
from bot.notes.tables import Draft

KINDS = ("reply", "note")


@dataclass(frozen=True, slots=True)
class Drafted:
    """Words that are not sent yet, and what would go with them."""

    text: str = ""
    data: dict[str, Any] = field(default_factory=dict)


class Drafts:
    """Drafts over one database, one for each agent, conversation and kind of `KINDS`."""

    def __init__(self, database: Database, clock: Callable[[], datetime] = now) -> None:
        self._database = database
        self._clock = clock

    async def keep(self, agent_id: str, conversation_id: str, kind: str, draft: Drafted) -> None:
        """Keep `draft` in the place of the one before; an empty one is dropped."""
        if not draft.text.strip() and not draft.data:
            return await self.drop(agent_id, conversation_id, kind)
        row = Draft(
            agent_id=agent_id,
            conversation_id=conversation_id,
            kind=kind,
            text=draft.text,
            data=draft.data,
            updated_at=self._clock(),
        )
        async with self._database.write() as session:
            await session.merge(row)
        return None

    async def of(self, agent_id: str, conversation_id: str) -> dict[str, Drafted]:
        """What the agent has half written in a conversation, by kind."""
        where = (Draft.agent_id == agent_id, Draft.conversation_id == conversation_id)
        async with self._database.read() as session:
            rows = await session.scalars(select(Draft).where(*where))
            return {row.kind: Drafted(row.text, row.data) for row in rows}

    async def drop(self, agent_id: str, conversation_id: str, kind: str) -> None:
        """It was sent, or thrown away."""
        where = (Draft.agent_id == agent_id, Draft.conversation_id == conversation_id)
        async with self._database.write() as session:
            await session.execute(delete(Draft).where(*where, Draft.kind == kind))

    async def open(self, agent_id: str) -> list[str]:
        """The conversations in which the agent has half written a reply."""
        query = select(Draft.conversation_id).where(
            Draft.agent_id == agent_id, Draft.kind == "reply"
        )
        async with self._database.read() as session:
            return list(await session.scalars(query))
