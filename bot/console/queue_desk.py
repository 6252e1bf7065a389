"""What an agent can do from the queue, and from the bar of every page.

Depends on the agents' desk, agents, presence and the queue; knows nothing of pages.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.agents import Agent, Agents
from bot.console.desk import AgentDesk
from bot.console.queue import Queue
from bot.conversations import AlreadyClaimed, ConversationNotFound, RoutedToOther
from bot.presence import Presence

PREFERENCES = ("sound", "notify")


@dataclass(frozen=True, slots=True)
class QueueDesk:
    """The queue, and who works it."""

    desk: AgentDesk
    queue: Queue
    agents: Agents
    presence: Presence

    async def claim_first(self, agent: Agent, ids: Sequence[str]) -> str | None:
        """Take the first of `ids` that nobody was quicker to take; None where all are gone.

        Raises `AtCapacity` and `NotAllowed`: they are true of every one.
        """
        for one in ids:
            try:
                await self.desk.claim(one, agent)
            except (AlreadyClaimed, RoutedToOther, ConversationNotFound):
                continue
            return one
        return None

    async def status(self, agent: Agent) -> str:
        """How the agent is: online, away or offline."""
        return (await self.presence.of(agent.id)).status

    async def be(self, agent: Agent, status: str) -> None:
        """The agent says that they are `status`; `UnknownStatus`."""
        await self.presence.choose(agent.id, status)
        await self.desk.audit.note(agent.id, "status", status=status)

    async def prefer(self, agent: Agent, name: str, on: bool) -> None:
        """Remember whether the console may ring ("sound") or notify ("notify")."""
        if name in PREFERENCES:
            await self.agents.change(agent.id, **{name: on})
