"""What agents did: one row for each action, never changed, for admins to read.

Details name things (a state, an agent, a number of files), never a customer's words: the log
outlives a conversation that is erased. Depends on `bot.database` and agents' table.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ColumnElement, Index, Select, String, func, select
from sqlalchemy.orm import Mapped, mapped_column

from bot.database import Base, Database, now

SYSTEM = "system"
"""Who did what no agent did: the service itself."""
CONSOLE = "command"
"""Who did what was done by a command on the server."""
PAGE = 100


class Audit(Base):
    """One action. `agent_id` is an agent's, or `SYSTEM` or `CONSOLE`."""

    __tablename__ = "audit"
    __table_args__ = (Index("ix_audit_agent_id_at", "agent_id", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    at: Mapped[datetime] = mapped_column(default=now, index=True)
    agent_id: Mapped[str] = mapped_column(String(36))
    action: Mapped[str] = mapped_column(String(40), index=True)
    conversation_id: Mapped[str | None] = mapped_column(String(36), index=True)
    detail: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)


@dataclass(frozen=True, slots=True)
class AuditFilter:
    """Which rows: those of an agent, an action, a conversation (its id or how it begins), from
    `since` to before `until` (naive UTC); what is None or empty asks for nothing."""

    agent_id: str = ""
    action: str = ""
    conversation_id: str = ""
    since: datetime | None = None
    until: datetime | None = None

    def where(self) -> Iterator[ColumnElement[bool]]:
        """The conditions in SQL."""
        if self.agent_id:
            yield Audit.agent_id == self.agent_id
        if self.action:
            yield Audit.action == self.action
        if self.conversation_id:
            yield Audit.conversation_id.startswith(self.conversation_id, autoescape=True)
        if self.since:
            yield Audit.at >= self.since
        if self.until:
            yield Audit.at < self.until


def noted(
    agent_id: str,
    action: str,
    at: datetime,
    conversation_id: str | None = None,
    **detail: Any,
) -> Audit:
    """The row of one action, for whoever writes it in the transaction of the act itself."""
    return Audit(
        at=at,
        agent_id=agent_id,
        action=action,
        conversation_id=conversation_id,
        detail=_plain(detail),
    )


class AuditLog:
    """The log over one database."""

    def __init__(self, database: Database, clock: Callable[[], datetime] = now) -> None:
        self._database = database
        self._clock = clock

    async def note(
        self, agent_id: str, action: str, conversation_id: str | None = None, **detail: Any
    ) -> None:
        """Write down that `agent_id` did `action`; `detail` must be what JSON can hold."""
        row = noted(agent_id, action, self._clock(), conversation_id, **detail)
        async with self._database.write() as session:
            session.add(row)

    async def read(
        self, wanted: AuditFilter, limit: int = PAGE, before: int | None = None
    ) -> list[Audit]:
        """The newest first, at most `limit`; `before` is the id of the last row of the page
        before."""
        query = _filtered(select(Audit), wanted)
        if before is not None:
            query = query.where(Audit.id < before)
        async with self._database.read() as session:
            return list(await session.scalars(query.order_by(Audit.id.desc()).limit(limit)))

    async def count(self, wanted: AuditFilter) -> int:
        """How many rows there are of them."""
        query = _filtered(select(func.count()).select_from(Audit), wanted)
        async with self._database.read() as session:
            return int((await session.scalars(query)).one())

    async def actions(self) -> list[str]:
        """Every action that was ever noted, by name."""
        query = select(Audit.action).distinct().order_by(Audit.action)
        async with self._database.read() as session:
            return list(await session.scalars(query))


def _filtered(query: Select[Any], wanted: AuditFilter) -> Select[Any]:
    return query.where(*wanted.where())


def _plain(detail: Mapping[str, Any]) -> dict[str, Any]:
    """Without what is not known, so that rows stay short."""
    return {key: value for key, value in detail.items() if value is not None}
