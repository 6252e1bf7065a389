"""What a weekly report says: gathered from the standards and from what customers ask.

Depends on both.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.database import now
from bot.demand import Demand
from bot.demand.days import CAUSES
from bot.demand.effects import Verdict
from bot.demand.view import View
from bot.report.week import period_of
from bot.standards import Figure, Part, Period, Standards

WEEKS = 8
"""Weeks in a small chart, the reported one being the last."""
MOST = 10


@dataclass(frozen=True, slots=True)
class Repeated:
    """A group of questions; `labels` by language, `before` how often in the week before."""

    labels: Mapping[str, str]
    asked: int
    before: int
    alone: float


@dataclass(frozen=True, slots=True)
class Open:
    """A group that was asked and not answered, and the likely cause."""

    labels: Mapping[str, str]
    count: int
    cause: str


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the FAQ and what became of its group: shares that reached a person before and
    after, of as many days; `low` to `high` is the interval of the change that is the entry's."""

    labels: Mapping[str, str]
    days: int
    before: float
    after: float
    low: float
    high: float
    verdict: Verdict


@dataclass(frozen=True)
class WeekReport:
    """Everything in one report. `trends` are values by week, the reported one last, by standard."""

    week: date
    figures: Sequence[Figure]
    trends: Mapping[str, Sequence[float | None]]
    repeated: Sequence[Repeated]
    unanswered: Sequence[Open]
    entries: Sequence[Entry]
    simulated: bool = False

    @property
    def period(self) -> Period:
        """Its seven days."""
        return period_of(self.week)

    @property
    def promises(self) -> Sequence[Part]:
        """What became of promises of waiting."""
        found = [one for one in self.figures if one.definition.id == "promises_kept"]
        return found[0].parts if found else ()


class Gathering:
    """Gathers reports. `simulated` tells whether simulated conversations are counted; `clock`
    gives naive UTC."""

    def __init__(
        self,
        standards: Standards,
        demand: Demand,
        simulated: Callable[[], Awaitable[bool]],
        clock: Callable[[], datetime] = now,
    ) -> None:
        self._standards = standards
        self._demand = demand
        self._simulated = simulated
        self._clock = clock

    async def of(self, week: date) -> WeekReport:
        """The report of the week that begins on a Monday."""
        await self._demand.tallies.fresh()
        figures = await self._standards.figures(period_of(week), compare=True)
        names = [one.definition.id for one in figures]
        return WeekReport(
            week,
            figures,
            {one: await self._trend(one, week) for one in names},
            await self._repeated(week),
            await self._unanswered(week),
            await self._entries(),
            await self._simulated(),
        )

    async def _trend(self, name: str, week: date) -> list[float | None]:
        whole = Period.days(week - timedelta(weeks=WEEKS - 1), week + timedelta(days=6))
        points = await self._standards.trend(name, whole, "week")
        return [one.figure.value if one.figure.n else None for one in points]

    def _view(self, week: date, sort: str = "asked") -> View:
        simulated = self._demand.simulated
        return View(week + timedelta(days=6), days=7, sort=sort, simulated=simulated)

    async def _repeated(self, week: date) -> list[Repeated]:
        page = await self._demand.volume.page(self._view(week), size=MOST)
        return [
            Repeated(
                {"es": one.label("es"), "en": one.label("en")},
                one.asked,
                one.before,
                one.share(one.alone),
            )
            for one in page.groups
            if one.asked > 1
        ]

    async def _unanswered(self, week: date) -> list[Open]:
        found = []
        for cause in CAUSES:
            page = await self._demand.unanswered.page(self._view(week), cause, size=MOST)
            found += [
                Open({"es": one.label("es"), "en": one.label("en")}, one.count, cause)
                for one in page.gaps
            ]
        return sorted(found, key=lambda one: -one.count)[:MOST]

    async def _entries(self) -> list[Entry]:
        """Entries of which something can be said; those that helped first."""
        tried = await self._demand.effects.tried(self._demand.today(), self._demand.simulated)
        found = [
            Entry(
                {"es": one.publishing.question_es, "en": one.publishing.question_en},
                one.days,
                one.to_agent.before.rate,
                one.to_agent.after.rate,
                one.effect.low,
                one.effect.high,
                one.verdict,
            )
            for one in tried
            if one.verdict != "too_early"
        ]
        return sorted(found, key=lambda one: one.verdict != "helped")[:MOST]
