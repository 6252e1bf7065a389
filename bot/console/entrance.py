"""What logging in and out means for the others: an agent is there, or gone, and it is noted.

Depends on presence and the audit log.
"""

from bot.agents import Agent
from bot.audit import AuditLog
from bot.presence import Presence


class Entrance:
    """Notes who comes and goes."""

    def __init__(self, presence: Presence, audit: AuditLog) -> None:
        self._presence = presence
        self._audit = audit

    async def came(self, agent: Agent) -> None:
        """The agent logged in: they are there, whatever they chose the last time."""
        await self._presence.choose(agent.id, "online")
        await self._presence.seen(agent.id, active=True)
        await self._audit.note(agent.id, "log_in")

    async def left(self, agent: Agent) -> None:
        """The agent logged out."""
        await self._presence.leave(agent.id)
        await self._audit.note(agent.id, "log_out")
