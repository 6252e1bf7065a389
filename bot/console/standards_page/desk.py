"""What managers see of the standards: the figures of a view with their trends, one standard from
the inside, the rows behind a figure. Depends on the standards and agents; knows nothing of pages.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass

from bot.agents import Agent, Agents
from bot.console.standards_page.address import View
from bot.console.standards_page.seen import One, Overview, one_of, overview_of
from bot.roles import need
from bot.standards import BehindRow, Figure, Look, Standards

PAGE = 50
KEPT = 20
"""Views whose figures are kept until something happens or the minute is over."""


@dataclass(frozen=True)
class Behind:
    """A page of the rows behind a figure, `page` from 1. `count` is how many there are, `version`
    the number of an earlier definition, None of the one in force."""

    figure: Figure
    rows: Sequence[BehindRow]
    counted_as: str
    page: int
    count: int
    version: int | None = None

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
        self._kept: OrderedDict[tuple[object, ...], Overview] = OrderedDict()
        self.products = products
        self.simulated = simulated

    async def overview(self, viewer: Agent, view: View) -> Overview:
        """Everything of a view."""
        await self.allowed(viewer)
        look = await self._look(view)
        key = (look.state, view.period, view.where, view.business, view.by, view.today)
        if key not in self._kept:
            known = self._standards.definitions
            self._kept[key] = await asyncio.to_thread(overview_of, known, look, view)
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return self._kept[key]

    async def one(self, viewer: Agent, view: View, name: str) -> One:
        """One standard; `NoStandard`."""
        await self.allowed(viewer)
        known, look = self._standards.definitions, await self._look(view)
        return await asyncio.to_thread(one_of, known, look, view, name)

    async def _look(self, view: View) -> Look:
        """One look for all that is shown."""
        return await self._standards.look(
            view.period, view.where, business=view.business, reach=(view.period.before, view.drawn)
        )

    async def behind(
        self,
        viewer: Agent,
        view: View,
        name: str,
        counted_as: str = "",
        page: int = 1,
        version: int | None = None,
    ) -> Behind:
        """A page of rows, the newest first; `NoStandard`."""
        await self.allowed(viewer)
        every = await self._standards.side_by_side(
            name, view.period, view.where, business=view.business
        )
        wanted = self._standards.definitions.get(name, version)
        figure = next(one for one in every if one.definition == wanted)
        of_part = {one.name: one.n for one in figure.parts}
        count = of_part.get(counted_as, 0) if counted_as else figure.n + figure.left_out
        page = min(max(1, page), max(1, -(-count // PAGE)))
        rows = await self._standards.rows(
            name, view.period, view.where, business=view.business, counted_as=counted_as,
            version=version, skip=(page - 1) * PAGE, limit=PAGE,
        )  # fmt: skip
        earlier = None if figure is every[-1] else version
        return Behind(figure, rows, counted_as, page, count, earlier)

    async def allowed(self, viewer: Agent) -> None:
        """The account as it is now: a page may have been open since before a change of role."""
        need(await self._agents.get(viewer.id), "report")
