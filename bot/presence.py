"""Whether agents are there: online, away or offline, from what they chose and what was seen.

Nothing here is remembered that must be taken back: a status is computed, at the moment of asking,
from when a page of the agent's was last seen and last touched. So nobody is there before a page of
theirs was seen by a service that runs, and whoever crashes or loses the network is gone a minute
later without anybody having to say so. Depends on agents, live and `bot.database`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, String, select
from sqlalchemy.orm import Mapped, mapped_column

from bot.agents import Agent
from bot.database import Base, Database, now
from bot.errors import Spoken
from bot.live import Live, News
from bot.roles import may

STATUSES = ("online", "away", "offline")
GONE_AFTER = timedelta(minutes=1)
"""How long after its last page was seen an agent counts as gone."""
FRESH = timedelta(seconds=10)
"""A page that was seen this lately need not be written down again: agents have several."""


class PresenceRow(Base):
    """What is known of one agent: what they chose, and when pages of theirs were seen.

    `came_at` is when the present row of sights began, `active_since` the present row of touches;
    a pause that made the agent gone, or idle, begins a new one.
    """

    __tablename__ = "presence"

    agent_id: Mapped[str] = mapped_column(ForeignKey("agent.id"), primary_key=True)
    chosen: Mapped[str] = mapped_column(String(8), default="online")
    chosen_at: Mapped[datetime] = mapped_column(default=now)
    came_at: Mapped[datetime | None]
    last_seen: Mapped[datetime | None]
    active_since: Mapped[datetime | None]
    last_active: Mapped[datetime | None]


@dataclass(frozen=True, slots=True)
class Told:
    """How an agent is: one of `STATUSES`, since when, when a page was last seen, and whether the
    status is not what they chose (idle for long, or no page open)."""

    status: str
    since: datetime
    last_seen: datetime | None = None
    by_itself: bool = False


class UnknownStatus(Spoken):
    """There is no such status."""

    def __init__(self, status: str) -> None:
        known = ", ".join(STATUSES)
        super().__init__(
            f"{status!r} is no status. Use one of {known}.",
            f"«{status}» no es un estado. Use uno de {known}.",
            422,
        )


class Presence:
    """The presence of every agent over one database.

    What was seen before `started` does not count: those pages were another process's, and show
    again within seconds if they still are. `away_after` is how long without a touch.
    """

    def __init__(
        self,
        database: Database,
        live: Live,
        clock: Callable[[], datetime] = now,
        away_after: timedelta = timedelta(minutes=10),
    ) -> None:
        self._database = database
        self._live = live
        self._clock = clock
        self._away_after = away_after
        self._started = clock()
        self._told: dict[str, str] = {}

    async def seen(self, agent_id: str, active: bool = False) -> None:
        """A page of the agent's is open; `active`: and somebody has just touched it."""
        at = self._clock()
        async with self._database.read() as session:
            row = await session.get(PresenceRow, agent_id)
        if row is None or self._is_worth_writing(row, at, active):
            async with self._database.write() as session:
                row = await session.get(PresenceRow, agent_id)
                if row is None:
                    row = PresenceRow(agent_id=agent_id, chosen="online", chosen_at=at)
                    session.add(row)
                self._note(row, at, active)
            self._tell(agent_id, self._status(row, at))

    async def choose(self, agent_id: str, status: str) -> None:
        """What the agent, or a supervisor, says that they are; `UnknownStatus`."""
        if status not in STATUSES:
            raise UnknownStatus(status)
        at = self._clock()
        async with self._database.write() as session:
            row = await session.get(PresenceRow, agent_id)
            if row is None:
                row = PresenceRow(agent_id=agent_id)
                session.add(row)
            row.chosen, row.chosen_at = status, at
        self._tell(agent_id, self._status(row, at))

    async def leave(self, agent_id: str) -> None:
        """The agent logged out: gone at once, unless another page of theirs shows again."""
        at = self._clock()
        async with self._database.write() as session:
            row = await session.get(PresenceRow, agent_id)
            if row is None or row.last_seen is None:
                return
            row.last_seen = min(row.last_seen, at - GONE_AFTER)
        self._tell(agent_id, self._status(row, at))

    async def of(self, agent_id: str) -> Told:
        """How one agent is."""
        async with self._database.read() as session:
            return self._status(await session.get(PresenceRow, agent_id), self._clock())

    async def all(self) -> dict[str, Told]:
        """How every active account is, by id."""
        return {agent.id: told for agent, told in await self.agents()}

    async def agents(self) -> list[tuple[Agent, Told]]:
        """Every active account, by name, and how it is."""
        join = PresenceRow.agent_id == Agent.id
        query = select(Agent, PresenceRow).outerjoin(PresenceRow, join)
        where = Agent.active.is_(True)
        async with self._database.read() as session:
            rows = await session.execute(query.where(where).order_by(Agent.name, Agent.email))
            at = self._clock()
            return [(agent, self._status(row, at)) for agent, row in rows]

    async def anyone(self, language: str) -> int:
        """How many are online who answer customers in `language`."""
        return sum(
            told.status == "online" and may(agent, "answer") and language in agent.languages
            for agent, told in await self.agents()
        )

    async def sweep(self) -> None:
        """Publish whose status time alone has changed since it was last told."""
        for agent_id, told in (await self.all()).items():
            self._tell(agent_id, told)

    def _is_worth_writing(self, row: PresenceRow, at: datetime, active: bool) -> bool:
        return self._is_old(row.last_seen, at) or (active and self._is_old(row.last_active, at))

    def _is_old(self, moment: datetime | None, at: datetime) -> bool:
        return moment is None or moment < self._started or at - moment >= FRESH

    def _note(self, row: PresenceRow, at: datetime, active: bool) -> None:
        # Who comes from nowhere has just done something; a page that outlived a restart has not.
        came = row.last_seen is None or at - row.last_seen >= GONE_AFTER
        if not self._is_here(row, at):
            row.came_at = at
        row.last_seen = at
        if active or came:
            if row.last_active is None or at - row.last_active >= self._away_after:
                row.active_since = at
            row.last_active = at

    def _status(self, row: PresenceRow | None, at: datetime) -> Told:
        if row is None:
            return Told("offline", self._started)
        chose_to_go = row.chosen == "offline"
        if not self._is_here(row, at):
            gone_at = max(self._started, (row.last_seen or self._started) + GONE_AFTER)
            since = min(row.chosen_at, gone_at) if chose_to_go else gone_at
            return Told("offline", since, row.last_seen, not chose_to_go)
        here = max(row.chosen_at, row.came_at or at)
        if row.chosen != "online":
            return Told(row.chosen, here, row.last_seen)
        idle_at = (row.last_active or here) + self._away_after
        if at >= idle_at:
            return Told("away", idle_at, row.last_seen, True)
        return Told("online", max(here, row.active_since or here), row.last_seen)

    def _is_here(self, row: PresenceRow, at: datetime) -> bool:
        seen = row.last_seen
        return seen is not None and seen >= self._started and at - seen < GONE_AFTER

    def _tell(self, agent_id: str, told: Told) -> None:
        if self._told.get(agent_id, "offline") != told.status:
            self._told[agent_id] = told.status
            self._live.publish(News("", "presence", agent_id, told.status == "online"))
