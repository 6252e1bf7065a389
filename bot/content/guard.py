"""Who may come in: an account of the console with the role content, manager or admin.

A session key stands in the Authorization header, so no other site's page can send it. Depends
on agents, settings and the door's words.
"""

from collections.abc import Awaitable, Callable
from typing import Annotated

from fastapi import Header, Request

from bot.agents import Agent, Agents, Attempts, WrongLogin
from bot.content.words import Refused
from bot.roles import who_may
from bot.settings import Settings

ROLES = who_may("content")

Authorization = Annotated[str, Header()]


def bearer(authorization: str) -> str:
    """The key in an Authorization header, "" where there is none."""
    scheme, _, key = authorization.partition(" ")
    return key.strip() if scheme.lower() == "bearer" else ""


def allowed(agents: Agents) -> Callable[..., Awaitable[Agent]]:
    """A dependency: the account that asks; `Refused` (401, 403) for anybody else."""

    async def check(authorization: Authorization = "") -> Agent:
        key = bearer(authorization)
        agent = await agents.of_session(key) if key else None
        if agent is None:
            raise Refused("log_in_first", 401)
        return with_role(agent)

    return check


def with_role(agent: Agent) -> Agent:
    """The account, if it may change knowledge."""
    if agent.role not in ROLES:
        raise Refused("not_for_agents", 403, email=agent.email)
    return agent


class Logins:
    """Logging in at the door, as often as the console allows."""

    def __init__(self, agents: Agents, settings: Settings) -> None:
        self._agents = agents
        self._attempts = Attempts(settings.login_rate)

    async def log_in(self, request: Request, email: str, password: str) -> tuple[str, Agent]:
        """The key of a new session and whose it is; `Refused` (401, 403, 429) otherwise."""
        address = request.client.host if request.client else "unknown"
        if not await self._attempts.allowed(address, email):
            raise Refused("too_many_logins", 429)
        try:
            key = await self._agents.log_in(email, password)
        except WrongLogin:
            raise Refused("wrong_login", 401) from None
        await self._attempts.got_in(address, email)
        agent = await self._agents.of_session(key)
        if agent is None:
            raise Refused("wrong_login", 401)
        try:
            return key, with_role(agent)
        except Refused:
            await self._agents.log_out(key)
            raise
