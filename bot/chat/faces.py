"""Who the customer is talking to: name, picture or initials.

Depends on agents.
"""

from dataclasses import asdict, dataclass
from typing import Any, Protocol

from bot.agents import Agent, AgentNotFound, initials, picture_url


class KnowsAgents(Protocol):
    """Gives accounts by id."""

    async def get(self, agent_id: str) -> Agent:
        """The account; `AgentNotFound`."""


@dataclass(frozen=True, slots=True)
class Face:
    """An agent as a customer sees them; `picture` is an address below ours, or None."""

    name: str
    initials: str
    picture: str | None = None

    def as_dict(self) -> dict[str, Any]:
        """For a frame."""
        return asdict(self)


class Faces:
    """The faces of the agents of one service."""

    def __init__(self, agents: KnowsAgents | None = None) -> None:
        self._agents = agents

    async def of(self, agent_id: str | None) -> Face | None:
        """The face of the one in charge; None while no person is."""
        if agent_id is None or self._agents is None:
            return None
        try:
            agent = await self._agents.get(agent_id)
        except AgentNotFound:
            return None
        return Face(agent.name, initials(agent.name), picture_url(agent.picture))
