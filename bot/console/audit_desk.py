"""The audit log as admins read it: filtered, with the names of those who acted, and as CSV.

Depends on agents and the audit log; knows nothing of pages.
"""

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass

from bot.agents import Agent, Agents
from bot.audit import CONSOLE, SYSTEM, Audit, AuditFilter, AuditLog
from bot.database import iso
from bot.roles import need
from bot.spreadsheets import written

COLUMNS = ("at", "agent", "email", "action", "conversation", "detail")
AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class Line:
    """One action, with the account that did it; None: the service, a command, or nobody known."""

    row: Audit
    agent: Agent | None

    @property
    def who(self) -> str:
        """A name, or the id where there is none."""
        return self.agent.name if self.agent else self.row.agent_id


class AuditDesk:
    """The log, for those with the right "audit"."""

    def __init__(self, audit: AuditLog, agents: Agents) -> None:
        self._audit = audit
        self._agents = agents

    async def read(
        self, viewer: Agent, wanted: AuditFilter, before: int | None = None
    ) -> list[Line]:
        """A page of lines, the newest first."""
        await self._allowed(viewer)
        known = await self._known()
        rows = await self._audit.read(wanted, before=before)
        return [Line(row, known.get(row.agent_id)) for row in rows]

    async def count(self, viewer: Agent, wanted: AuditFilter) -> int:
        """How many lines there are."""
        await self._allowed(viewer)
        return await self._audit.count(wanted)

    async def choices(self, viewer: Agent) -> tuple[dict[str, str], list[str]]:
        """Who may be asked for, name by id, and every action."""
        await self._allowed(viewer)
        people = {one.id: one.name for one in (await self._known()).values()}
        return people | {SYSTEM: SYSTEM, CONSOLE: CONSOLE}, await self._audit.actions()

    async def csv(self, viewer: Agent, wanted: AuditFilter) -> AsyncIterator[str]:
        """The lines as CSV in UTF-8, the newest first, in pieces; reading it is noted too."""
        await self._allowed(viewer)
        await self._audit.note(viewer.id, "audit_exported")
        known, before = await self._known(), None
        yield written([COLUMNS])
        while rows := await self._audit.read(wanted, AT_ONCE, before):
            yield written([_cells(Line(row, known.get(row.agent_id))) for row in rows])
            before = rows[-1].id

    async def _known(self) -> dict[str, Agent]:
        return {one.id: one for one in await self._agents.all()}

    async def _allowed(self, viewer: Agent) -> None:
        """The account as it is now: a page may have been open since before a change of role."""
        need(await self._agents.get(viewer.id), "audit")


def _cells(line: Line) -> tuple[str, ...]:
    row = line.row
    detail = json.dumps(row.detail, ensure_ascii=False, sort_keys=True) if row.detail else ""
    email = line.agent.email if line.agent else ""
    return iso(row.at) or "", line.who, email, row.action, row.conversation_id or "", detail
