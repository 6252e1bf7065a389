"""What an admin does to accounts: made, changed, switched off, given a new password or a face.

Each change leaves a line in the audit log, without the password. Depends on agents, presence,
routing and the audit log; knows nothing of pages.
"""

import secrets
from typing import Any

from bot.agents import Agent, Agents, EmailTaken, Pictures
from bot.audit import AuditLog
from bot.errors import Spoken
from bot.presence import Presence
from bot.roles import need
from bot.routing import Routing

PASSWORD_BYTES = 12
CHANGEABLE = ("email", "name", "role", "capacity", "languages", "topics")


class NotYourself(Spoken):
    """Who switches themselves off cannot undo it."""

    def __init__(self) -> None:
        super().__init__(
            "You cannot deactivate your own account. Ask another admin.",
            "No puede desactivar su propia cuenta. Pídaselo a otra persona con el papel admin.",
            409,
        )


class PeopleDesk:
    """Accounts, for those with the right "people"."""

    def __init__(
        self,
        agents: Agents,
        pictures: Pictures,
        presence: Presence,
        routing: Routing,
        audit: AuditLog,
    ) -> None:
        self._agents = agents
        self._pictures = pictures
        self._presence = presence
        self._routing = routing
        self._audit = audit

    async def all(self, viewer: Agent) -> list[Agent]:
        """Every account, the active ones first, by name."""
        await self._allowed(viewer)
        found = await self._agents.all()
        return sorted(found, key=lambda one: (not one.active, one.name.casefold(), one.email))

    async def add(self, viewer: Agent, email: str, name: str, role: str) -> tuple[Agent, str]:
        """A new account and its password, which is kept nowhere; `BadAccount`, `EmailTaken`."""
        await self._allowed(viewer)
        wanted = email.strip().lower()
        if any(one.email == wanted for one in await self._agents.all()):
            raise EmailTaken(wanted)
        password = secrets.token_urlsafe(PASSWORD_BYTES)
        made = await self._agents.ensure(email, name, password, role)
        await self._audit.note(viewer.id, "account_made", account=made.email, role=role)
        return made, password

    async def change(self, viewer: Agent, agent_id: str, **values: Any) -> Agent:
        """Write what is different of `CHANGEABLE`; `BadAccount`, `EmailTaken`, `LastAdmin`."""
        await self._allowed(viewer)
        before = await self._agents.get(agent_id)
        wanted = {name: value for name, value in values.items() if name in CHANGEABLE}
        old = {name: getattr(before, name) for name in wanted}
        agent = await self._agents.change(agent_id, **wanted)
        changed = {name: getattr(agent, name) for name in old if getattr(agent, name) != old[name]}
        if changed:
            was = {name: old[name] for name in changed}
            await self._audit.note(
                viewer.id, "account_changed", account=agent.email, to=changed, was=was
            )
        return agent

    async def set_active(self, viewer: Agent, agent_id: str, active: bool) -> int:
        """Switch an account on, or off: then it is logged out everywhere and what it had goes back
        to the queue. How many conversations that were; `NotYourself`, `LastAdmin`."""
        await self._allowed(viewer)
        if not active and agent_id == viewer.id:
            raise NotYourself
        agent = await self._agents.change(agent_id, active=active)
        action = "account_activated" if active else "account_deactivated"
        await self._audit.note(viewer.id, action, account=agent.email)
        if active:
            return 0
        await self._presence.choose(agent_id, "offline")
        return await self._routing.release_all(agent_id, "inactive")

    async def new_password(self, viewer: Agent, agent_id: str) -> str:
        """A new password, and the account is logged out everywhere."""
        await self._allowed(viewer)
        agent = await self._agents.get(agent_id)
        password = secrets.token_urlsafe(PASSWORD_BYTES)
        await self._agents.set_password(agent.email, password)
        await self._audit.note(viewer.id, "password_made", account=agent.email)
        return password

    async def set_picture(self, viewer: Agent, agent_id: str, data: bytes | None) -> str:
        """The face of an account, or none; its id. `BadPicture`."""
        await self._allowed(viewer)
        agent = await self._agents.get(agent_id)
        name = await self._pictures.put(agent_id, data) if data else ""
        if not data:
            await self._pictures.remove(agent_id)
        action = "picture_set" if data else "picture_removed"
        await self._audit.note(viewer.id, action, account=agent.email)
        return name

    async def _allowed(self, viewer: Agent) -> None:
        """The account as it is now: a page may have been open since before a change of role."""
        need(await self._agents.get(viewer.id), "people")
