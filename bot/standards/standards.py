"""The service standards of one service, asked for by those who show them.

Figures, trends, breakdowns and the rows behind them come from the same samples, so that they
agree. Depends on the definitions, the loading, the looks and the rows.
"""

import asyncio
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable, Collection
from dataclasses import replace
from datetime import datetime
from typing import Literal

from bot.database import Database, now
from bot.hours import Hours
from bot.standards.data import ANYTHING, Data, Sample
from bot.standards.definitions import Definition, Definitions, definitions
from bot.standards.figure import Figure
from bot.standards.loading import Loader
from bot.standards.look import Broken, Key, Look, Point
from bot.standards.period import Period, Step, Where
from bot.standards.refresh import Refresh
from bot.standards.rows import BehindRow, Rows, csv_of
from bot.standards.store import Store

Dimension = Literal["language", "product", "topic", "channel", "week"]
AFTER_DAYS = 37
"""Days after a period that are looked at: a matter may end later, and its customer come back."""
KEPT = 200


class Standards:
    """The standards over one database. `simulated`: simulated customers count too; `clock` gives
    the present in naive UTC."""

    def __init__(
        self,
        database: Database,
        hours: Hours,
        *,
        simulated: bool = False,
        known: Definitions | None = None,
        clock: Callable[[], datetime] = now,
    ) -> None:
        store = Store(database)
        self.definitions = known or definitions()
        self.facts = Refresh(database, store, hours, clock)
        self._loader = Loader(database, store, simulated, clock)
        self._rows = Rows(database)
        self._back = max(self.definitions.longest("window_days"), self.definitions.longest("days"))
        self._made: OrderedDict[Key, Figure] = OrderedDict()

    async def figures(
        self,
        period: Period,
        where: Where = ANYTHING,
        *,
        business: bool = False,
        compare: bool = False,
        only: Collection[str] = (),
    ) -> list[Figure]:
        """Every standard in force, or `only` some, in the order of the definitions; with the
        period before as `previous` where `compare` asks for it. `business`: times in business
        hours."""
        wanted = [one for one in self.definitions.current if not only or one.id in only]
        for name in only:
            self.definitions.get(name)
        if not compare:
            return await self._figures(wanted, period, where, business)
        # The facts of both are loaded together.
        found = await self._figures(wanted, period, where, business, period.before)
        earlier = await self._figures(wanted, period.before, where, business, period)
        return [replace(one, previous=old) for one, old in zip(found, earlier, strict=True)]

    async def figure(
        self, name: str, period: Period, where: Where = ANYTHING, *, business: bool = False
    ) -> Figure:
        """One standard; `NoStandard`."""
        return (await self.figures(period, where, business=business, only=[name]))[0]

    async def trend(
        self,
        name: str,
        period: Period,
        step: Step = "day",
        where: Where = ANYTHING,
        *,
        business: bool = False,
    ) -> list[Point]:
        """One standard in every day, week or month of a period."""
        definition, steps = self.definitions.get(name), list(period.steps(step))
        look = await self.look(period, where, business=business)
        return await asyncio.to_thread(look.trend, definition, steps)

    async def by(
        self,
        name: str,
        dimension: Dimension,
        period: Period,
        where: Where = ANYTHING,
        *,
        business: bool = False,
    ) -> Broken:
        """One standard by product, language, topic or channel, the most first (the name is empty
        where it is not known), or by week from the first (its Monday's date)."""
        if dimension == "week":
            points = await self.trend(name, period, "week", where, business=business)
            return [(one.period.first_day.isoformat(), one.figure) for one in points]
        definition = self.definitions.get(name)
        look = await self.look(period, where, business=business)
        return await asyncio.to_thread(look.by, definition, dimension)

    async def side_by_side(
        self, name: str, period: Period, where: Where = ANYTHING, *, business: bool = False
    ) -> list[Figure]:
        """Every version of a standard, the oldest first."""
        self.definitions.get(name)
        return await self._figures(list(self.definitions.all[name]), period, where, business)

    async def rows(
        self,
        name: str,
        period: Period,
        where: Where = ANYTHING,
        *,
        business: bool = False,
        counted_as: str = "",
        version: int | None = None,
        skip: int = 0,
        limit: int = 50,
    ) -> list[BehindRow]:
        """The rows behind a figure, the newest first: all of them, also those left out, or those
        that were counted as one thing (a name of the figure's parts)."""
        found = await self._sample(name, version, period, where, business, counted_as)
        return await self._rows.read(found, skip, limit)

    async def csv(
        self,
        name: str,
        period: Period,
        where: Where = ANYTHING,
        *,
        business: bool = False,
        counted_as: str = "",
        version: int | None = None,
    ) -> AsyncIterator[str]:
        """The rows behind a figure as CSV in UTF-8, the newest first, in pieces."""
        found = await self._sample(name, version, period, where, business, counted_as)
        async for piece in csv_of(self._rows, found):
            yield piece

    async def _sample(
        self,
        name: str,
        version: int | None,
        period: Period,
        where: Where,
        business: bool,
        counted_as: str,
    ) -> Sample:
        definition = self.definitions.get(name, version)
        look = await self.look(period, where, business=business)

        def count() -> Sample:
            whole = look.sample(definition).once()
            if not counted_as:
                return whole
            number = whole.names.index(counted_as) if counted_as in whole.names else -1
            return whole.only(whole.labels == number)

        return await asyncio.to_thread(count)

    async def look(
        self,
        period: Period,
        where: Where = ANYTHING,
        *,
        business: bool = False,
        reach: Collection[Period] = (),
    ) -> Look:
        """What a period is counted from, all at once. The same facts serve for the periods of
        `reach`."""
        data, key = await self._load([period, *reach])
        return Look(data, period, where, business, (data.as_of // 60_000_000, *key))

    async def _figures(
        self,
        wanted: list[Definition],
        period: Period,
        where: Where,
        business: bool,
        *reach: Period,
    ) -> list[Figure]:
        """Each is counted once for each state of the facts, and minute of the present."""
        look = await self.look(period, where, business=business, reach=reach)
        keys = {one.key: (one.key, period, where, business, *look.state) for one in wanted}
        found = {one.key: self._made.get(keys[one.key]) for one in wanted}
        missing = [one for one in wanted if found[one.key] is None]
        for one, made in zip(missing, await asyncio.to_thread(all_of, look, missing), strict=True):
            found[one.key] = self._made[keys[one.key]] = made
        while len(self._made) > KEPT:
            self._made.popitem(last=False)
        return [one for one in found.values() if one]

    async def _load(self, periods: Collection[Period]) -> tuple[Data, Key]:
        first = min(one.first_day for one in periods).toordinal() - self._back - 1
        last = max(one.last_day for one in periods).toordinal() + AFTER_DAYS
        return await self._loader.load(first, last)


def all_of(look: Look, wanted: Collection[Definition]) -> list[Figure]:
    """Some standards."""
    return [look.figure(one) for one in wanted]
