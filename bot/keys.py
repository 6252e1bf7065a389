"""Who comes in at the inner doors: the holder of a console session's key, with the right role.

The key stands in the Authorization header, so no other site's page can send it. Depends on
agents.
"""

from collections.abc import Awaitable, Callable
from typing import Annotated

from fastapi import Header

from bot.agents import ROLES, Agent, Agents
from bot.errors import BotError
from bot.roles import who_may

MANAGERS = who_may("report")
Guard = Callable[..., Awaitable[Agent]]


class KeyNeeded(BotError):
    """No key, or one that has ended."""

    def __init__(self) -> None:
        super().__init__(
            "This is for agents: send a session key as “Authorization: Bearer KEY”. / Esto es para "
            "agentes: envíe una clave de sesión así: «Authorization: Bearer CLAVE».",
            401,
        )


class RoleNeeded(BotError):
    """The account is of another role."""

    def __init__(self, agent: Agent, roles: tuple[str, ...]) -> None:
        allowed = ", ".join(roles)
        super().__init__(
            f"{agent.email} has the role {agent.role}; this is for {allowed}. / {agent.email} "
            f"tiene el papel {agent.role}; esto es para {allowed}.",
            403,
        )


def holders(agents: Agents, roles: tuple[str, ...] = ROLES) -> Guard:
    """A dependency: the agent who asks; `KeyNeeded` or `RoleNeeded` for anybody else."""

    async def check(authorization: Annotated[str, Header()] = "") -> Agent:
        scheme, _, key = authorization.partition(" ")
        agent = await agents.of_session(key.strip()) if scheme.lower() == "bearer" else None
        if agent is None:
            raise KeyNeeded
        if agent.role not in roles:
            raise RoleNeeded(agent, roles)
        return agent

    return check


def managers_of(agents: Agents) -> Guard:
    """`holders` for managers."""
    return holders(agents, MANAGERS)
