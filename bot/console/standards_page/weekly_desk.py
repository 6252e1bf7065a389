"""What managers see and do about the weekly report. Depends on reports, the readers and agents;
knows nothing of pages."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.agents import Agent, Agents
from bot.alerts import Readers, Wish
from bot.database import now
from bot.policies.days import local
from bot.report import Weekly, last_week, week_in
from bot.report.week import monday_of
from bot.roles import need

LISTED = 8


@dataclass(frozen=True)
class WeekTold:
    """One week for one manager: `sent_at` is when it was first sent to them; `weeks` can be
    chosen, the newest first."""

    week: date
    sent_at: datetime | None
    wish: Wish
    weeks: tuple[date, ...]
    over: bool


class WeeklyDesk:
    """The weekly report, for those with the right "report"; `clock` gives naive UTC."""

    def __init__(
        self,
        weekly: Weekly,
        readers: Readers,
        agents: Agents,
        clock: Callable[[], datetime] = now,
    ) -> None:
        self._weekly = weekly
        self._readers = readers
        self._agents = agents
        self._clock = clock

    async def told(self, viewer: Agent, week: str) -> WeekTold:
        """The week of a day as 2026-11-16, the last one for none; `NoWeek`."""
        await self._allowed(viewer)
        chosen, at = week_in(week, self._clock()), self._clock()
        now_on = monday_of(local(at).date())
        weeks = tuple(now_on - timedelta(weeks=n) for n in range(LISTED))
        return WeekTold(
            chosen,
            await self._weekly.sent(viewer.id, chosen),
            await self._readers.wish(viewer.id),
            weeks,
            chosen <= last_week(at),
        )

    async def pdf(self, viewer: Agent, week: str, language: str) -> tuple[date, bytes]:
        """The week's Monday, and the report as PDF; `NoWeek`."""
        await self._allowed(viewer)
        chosen = week_in(week, self._clock())
        return chosen, await self._weekly.pdf(chosen, language)

    async def send(self, viewer: Agent, week: date) -> None:
        """Send it to the viewer now."""
        await self._allowed(viewer)
        await self._weekly.send_to(await self._agents.get(viewer.id), week)

    async def want(self, viewer: Agent, weekly: bool) -> None:
        """Whether the viewer gets it every Monday."""
        await self._allowed(viewer)
        wish = await self._readers.wish(viewer.id)
        await self._readers.set(viewer.id, Wish(weekly, wish.alerts))

    async def _allowed(self, viewer: Agent) -> None:
        need(await self._agents.get(viewer.id), "report")
