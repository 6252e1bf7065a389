"""Which managers get mails, and of what: alerts unless they say no, the weekly report if they say
yes. Depends on agents, the roles and the rows of wishes.
"""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.agents import Agent
from bot.alerts.tables import ReportWish
from bot.database import Database
from bot.roles import who_may


@dataclass(frozen=True, slots=True)
class Wish:
    """What one manager wants by mail."""

    weekly: bool = False
    alerts: bool = True


class Readers:
    """The managers of one database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def wish(self, agent_id: str) -> Wish:
        """What a manager wants."""
        async with self._database.read() as session:
            row = await session.get(ReportWish, agent_id)
        return Wish(row.weekly, row.alerts) if row else Wish()

    async def set(self, agent_id: str, wish: Wish) -> None:
        """Note what a manager wants."""
        row = ReportWish(agent_id=agent_id, weekly=wish.weekly, alerts=wish.alerts)
        async with self._database.write() as session:
            await session.merge(row)


async def readers_of(session: AsyncSession, what: str) -> list[Agent]:
    """The accounts that get `what` ("weekly" or "alerts"): active, with the right "report"."""
    allowed = (Agent.active, Agent.role.in_(who_may("report")))
    agents = list(await session.scalars(select(Agent).where(*allowed).order_by(Agent.email)))
    rows = {one.agent_id: one for one in await session.scalars(select(ReportWish))}
    return [one for one in agents if getattr(rows.get(one.id, Wish()), what)]
