"""What managers see of the standards: the figures of a view with their trends, one standard from
the inside, the rows behind a figure. Depends on the standards and agents; knows nothing of pages.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import cast

from bot.agents import Agent, Agents
from bot.console.standards_page.address import DIMENSIONS, View
from bot.roles import need
from bot.standards import BehindRow, Dimension, Figure, Period, Point, Standards

TABLE = (
    "first_response", "fcr_durable", "containment", "unanswered_rate", "simple_share", "csat",
)  # fmt: skip
"""The standards of the table by product, language, topic or channel."""
CHOICES_FROM = "containment"
"""A standard that counts every matter: its parts are what can be chosen."""
PAGE = 50
Broken = Sequence[tuple[str, Figure]]


@dataclass(frozen=True)
class Overview:
    """Every standard of a view: figures with the period before, a trend for each, the versions of
    those that changed in the period, what can be chosen by dimension, and the table."""

    figures: Sequence[Figure]
    trends: Mapping[str, Sequence[Point]]
    versions: Mapping[str, Sequence[Figure]]
    choices: Mapping[str, Sequence[str]]
    table: Mapping[str, Broken]
    names: Mapping[str, str]


@dataclass(frozen=True)
class One:
    """One standard of a view, from all sides."""

    figure: Figure
    trend: Sequence[Point]
    versions: Sequence[Figure]
    parts: Mapping[str, Broken]
    names: Mapping[str, str]


@dataclass(frozen=True)
class Behind:
    """A page of the rows behind a figure, `page` from 1. `count` is how many there are."""

    figure: Figure
    rows: Sequence[BehindRow]
    counted_as: str
    page: int
    count: int
    names: Mapping[str, str]

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return max(1, -(-self.count // PAGE))


class StandardsDesk:
    """The standards, for those with the right "report". `products` gives the name of each product
    by its id; `simulated` whether there is anything simulated among what is counted."""

    def __init__(
        self,
        standards: Standards,
        agents: Agents,
        products: Mapping[str, str],
        simulated: Callable[[], Awaitable[bool]],
    ) -> None:
        self._standards = standards
        self._agents = agents
        self._products = products
        self.simulated = simulated

    async def overview(self, viewer: Agent, view: View) -> Overview:
        """Everything of a view."""
        await self.allowed(viewer)
        figures = await self._standards.figures(
            view.period, view.where, business=view.business, compare=True
        )
        trends = {one.definition.id: await self._trend(one.definition.id, view) for one in figures}
        versions = {
            one.definition.id: await self._standards.side_by_side(
                one.definition.id, view.period, view.where, business=view.business
            )
            for one in figures
            if self.changed(one, view.period)
        }
        table = {name: await self._by(name, view.by, view) for name in (CHOICES_FROM, *TABLE)}
        return Overview(figures, trends, versions, await self._choices(view), table, self._products)

    async def one(self, viewer: Agent, view: View, name: str) -> One:
        """One standard; `NoStandard`."""
        await self.allowed(viewer)
        [figure] = await self._standards.figures(
            view.period, view.where, business=view.business, compare=True, only=[name]
        )
        versions = await self._standards.side_by_side(
            name, view.period, view.where, business=view.business
        )
        parts = {one: await self._by(name, one, view) for one in DIMENSIONS}
        return One(figure, await self._trend(name, view), versions, parts, self._products)

    async def behind(
        self, viewer: Agent, view: View, name: str, counted_as: str = "", page: int = 1
    ) -> Behind:
        """A page of rows, the newest first; `NoStandard`."""
        await self.allowed(viewer)
        figure = await self._standards.figure(name, view.period, view.where, business=view.business)
        of_part = {one.name: one.n for one in figure.parts}
        count = of_part.get(counted_as, 0) if counted_as else figure.n + figure.left_out
        page = min(max(1, page), max(1, -(-count // PAGE)))
        rows = await self._standards.rows(
            name, view.period, view.where, business=view.business, counted_as=counted_as,
            skip=(page - 1) * PAGE, limit=PAGE,
        )  # fmt: skip
        return Behind(figure, rows, counted_as, page, count, self._products)

    def changed(self, figure: Figure, period: Period) -> bool:
        """Whether the definition of a figure changed within a period."""
        definition = figure.definition
        return definition.version > 1 and period.first_day < definition.since <= period.last_day

    async def allowed(self, viewer: Agent) -> None:
        """The account as it is now: a page may have been open since before a change of role."""
        need(await self._agents.get(viewer.id), "report")

    async def _trend(self, name: str, view: View) -> list[Point]:
        return await self._standards.trend(
            name, view.drawn, view.step, view.where, business=view.business
        )

    async def _by(self, name: str, dimension: str, view: View) -> Broken:
        return await self._standards.by(
            name, cast(Dimension, dimension), view.period, view.where, business=view.business
        )

    async def _choices(self, view: View) -> dict[str, Sequence[str]]:
        """What can be chosen in each dimension, the most frequent first: what the period has with
        the other filters as they are, and what is chosen."""
        found: dict[str, Sequence[str]] = {}
        for one in DIMENSIONS:
            chosen = getattr(view.where, one)
            where = replace(view.where, **{one: None})
            parts = await self._standards.by(CHOICES_FROM, one, view.period, where)  # type: ignore[arg-type]
            named = [name for name, _ in parts if name]
            found[one] = named if chosen is None or chosen in named else [chosen, *named]
        return found
