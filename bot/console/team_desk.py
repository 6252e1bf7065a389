"""What a supervisor sees and can do: who is there, who is on what, who waits longest.

Depends on the agents' desk, the queue's lines, presence, conversations and routing; knows nothing
of pages.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.agents import Agent, Agents
from bot.console.desk import AgentDesk
from bot.console.lines import Line, Lines
from bot.conversations import Conversation, Escalation, States
from bot.database import now
from bot.presence import Presence, Told
from bot.roles import may, need
from bot.routing import Loads, Routing

Row = tuple[Conversation, Escalation]


@dataclass(frozen=True, slots=True)
class Held:
    """A conversation with people: whose it is and what about, since when it waits for one or is
    with one, since when the customer waits for the next words (None: they do not), and for whom it
    is kept. `call`: the customer is to be called."""

    conversation_id: str
    language: str
    reason: str
    customer: str
    product: str
    words: str
    since: datetime
    unanswered: datetime | None
    offline: bool
    call: bool
    kept_for: str | None = None


@dataclass(frozen=True, slots=True)
class Member:
    """One agent: how they are, what they have, and how many conversations wait for them alone."""

    agent: Agent
    told: Told
    held: tuple[Held, ...]
    kept: int


@dataclass(frozen=True, slots=True)
class Team:
    """The whole at one moment. `waiting` danger first, then the longest wait."""

    at: datetime
    members: tuple[Member, ...]
    waiting: tuple[Held, ...]

    @property
    def here(self) -> int:
        """How many are online."""
        return sum(one.told.status == "online" for one in self.members)

    @property
    def held(self) -> int:
        """How many conversations agents have."""
        return sum(len(one.held) for one in self.members)

    @property
    def room(self) -> int:
        """How many more those who are online may take."""
        online = (one for one in self.members if one.told.status == "online")
        return sum(max(0, one.agent.capacity - len(one.held)) for one in online)

    @property
    def longest(self) -> datetime | None:
        """Since when the one waits who has waited longest in the widget."""
        return min((one.since for one in self.waiting if not one.offline), default=None)

    @property
    def by_mail(self) -> int:
        """How many of those who wait do so for a mail."""
        return sum(one.offline and not one.call for one in self.waiting)


class TeamDesk:
    """The supervisor's side, for those with the right "supervise"."""

    def __init__(
        self,
        desk: AgentDesk,
        agents: Agents,
        presence: Presence,
        states: States,
        routing: Routing,
        loads: Loads,
        lines: Lines,
        clock: Callable[[], datetime] = now,
    ) -> None:
        self.live = desk.live
        self._desk = desk
        self._agents = agents
        self._presence = presence
        self._states = states
        self._routing = routing
        self._loads = loads
        self._lines = lines
        self._clock = clock

    async def look(self, viewer: Agent) -> Team:
        """Everything at this moment."""
        await self._allowed(viewer)
        waiting, held = await self._states.listed("waiting"), await self._states.listed("agent")
        since = await self._loads.unanswered([row[0].id for row in held])
        loads = await self._loads.all()
        lines = {one.id: one for one in await self._lines.all()}
        members = [
            Member(
                agent,
                told,
                tuple(
                    _held(row, since, lines) for row in held if row[0].assigned_agent == agent.id
                ),
                loads[agent.id].kept if agent.id in loads else 0,
            )
            for agent, told in await self._presence.agents()
            if may(agent, "answer")
        ]
        waits = tuple(_held(row, {}, lines) for row in waiting)
        return Team(self._clock(), tuple(members), waits)

    async def set_status(self, viewer: Agent, agent_id: str, status: str) -> Told:
        """Say for another agent that they are `status`, and how they are then: who has no page
        open stays offline. `UnknownStatus`."""
        await self._allowed(viewer)
        agent = await self._agents.get(agent_id)
        await self._presence.choose(agent.id, status)
        await self._desk.audit.note(viewer.id, "set_status", of=agent.id, status=status)
        return await self._presence.of(agent.id)

    async def take_over(self, viewer: Agent, conversation_id: str) -> None:
        """Take what waits or is another's; `AlreadyClaimed` where it is neither."""
        await self._desk.take_over(conversation_id, await self._allowed(viewer))

    async def give_back(self, viewer: Agent, conversation_id: str) -> bool:
        """Take a conversation from its agent and put it back in the queue, in its old place; False
        where no agent has it any more."""
        await self._allowed(viewer)
        rows = [row for row in await self._states.listed("agent") if row[0].id == conversation_id]
        if not rows:
            return False
        return await self._routing.release(rows[0], "supervisor", by=viewer.id)

    async def _allowed(self, viewer: Agent) -> Agent:
        """The account as it is now: a page may have been open since before a change of role."""
        agent = await self._agents.get(viewer.id)
        need(agent, "supervise")
        return agent


def _held(row: Row, unanswered: Mapping[str, datetime], lines: Mapping[str, Line]) -> Held:
    conversation, escalation = row
    line = lines.get(conversation.id)
    return Held(
        conversation.id,
        conversation.language,
        escalation.reason,
        line.customer if line else "",
        line.product if line else escalation.product or "",
        line.words if line else "",
        escalation.claimed_at or escalation.asked_at,
        unanswered.get(conversation.id),
        conversation.offline,
        line.call if line else False,
        escalation.routed_to,
    )
