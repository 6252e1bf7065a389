"""The service standards for managers, as JSON and as CSV.

`GET /api/standards` has every figure, `/api/standards/{name}` one of them with its trend, its parts
by a dimension, its versions side by side and the rows behind it; `/console/standards/rows.csv` the
rows. They open with the console's cookie or a session key in the Authorization header, for the
roles manager and admin. Depends on the standards and agents.
"""

from datetime import date
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Cookie, Depends, Header, Query
from fastapi.responses import StreamingResponse

from bot.agents import Agents
from bot.console.login import COOKIE
from bot.console.surveys import ForManagers
from bot.database import now
from bot.roles import who_may
from bot.standards import BadPeriod, Period, Standards, Step, Where
from bot.standards.told import told_definition, told_figure, told_period, told_row

ROLES = who_may("report")
MOST_DAYS = 3660
By = Literal["", "language", "product", "topic", "channel", "week"]


class Asked:
    """What an address asks for: days of the company (the last 30 by default) and what the figures
    are narrowed to. `BadPeriod`."""

    def __init__(
        self,
        days: Annotated[int, Query(ge=1, le=MOST_DAYS)] = 30,
        first: Annotated[date | None, Query(alias="from")] = None,
        until: date | None = None,
        language: str = "",
        product: str = "",
        topic: str = "",
        channel: str = "",
        business: bool = False,
    ) -> None:
        self.period = Period.last(days, now())
        if first or until:
            first, until = first or until, until or self.period.last_day
            if not first or first > until or (until - first).days > MOST_DAYS:
                raise BadPeriod(f"{first} – {until}")
            self.period = Period.days(first, until)
        self.where = Where(language or None, product or None, topic or None, channel or None)
        self.business = business

    @property
    def told(self) -> dict[str, Any]:
        """What was asked for."""
        return told_period(self.period) | {"where": self.where.asked, "business": self.business}


def standards_router(standards: Standards, agents: Agents) -> APIRouter:
    """The routes."""

    async def manager(
        key: Annotated[str, Cookie(alias=COOKIE)] = "",
        authorization: Annotated[str, Header()] = "",
    ) -> None:
        scheme, _, sent = authorization.partition(" ")
        agent = await agents.of_session(sent.strip() if scheme.lower() == "bearer" else key)
        if agent is None or agent.role not in ROLES:
            raise ForManagers(401 if agent is None else 403)

    routes = APIRouter(include_in_schema=False, dependencies=[Depends(manager)])
    wanted = Annotated[Asked, Depends(Asked)]

    @routes.get("/api/standards")
    async def every(asked: wanted, compare: bool = True) -> dict[str, Any]:
        figures = await standards.figures(
            asked.period, asked.where, business=asked.business, compare=compare
        )
        return asked.told | {"standards": [told_figure(one) for one in figures]}

    @routes.get("/api/standards/{name}")
    async def one(
        name: str,
        asked: wanted,
        step: Step = "day",
        by: By = "",
        counted_as: str = "",
        skip: Annotated[int, Query(ge=0)] = 0,
        limit: Annotated[int, Query(ge=0, le=500)] = 50,
    ) -> dict[str, Any]:
        span, where, business = asked.period, asked.where, asked.business
        versions = await standards.side_by_side(name, span, where, business=business)
        points = await standards.trend(name, span, step, where, business=business)
        parts = await standards.by(name, by, span, where, business=business) if by else []
        rows = await standards.rows(
            name, span, where, business=business, counted_as=counted_as, skip=skip, limit=limit
        )
        return asked.told | {
            "definition": told_definition(versions[-1].definition),
            "figure": told_figure(versions[-1], defined=False),
            "versions": [told_figure(each) for each in versions],
            "trend": [
                told_period(each.period) | told_figure(each.figure, defined=False)
                for each in points
            ],
            "by": [{"name": word} | told_figure(each, defined=False) for word, each in parts],
            "rows": [told_row(each) for each in rows],
        }

    @routes.get("/console/standards/rows.csv")
    async def download(
        asked: wanted, standard: str, counted_as: str = "", version: int | None = None
    ) -> StreamingResponse:
        standards.definitions.get(standard, version)
        lines = standards.csv(
            standard,
            asked.period,
            asked.where,
            business=asked.business,
            counted_as=counted_as,
            version=version,
        )
        named = {"Content-Disposition": f'attachment; filename="{standard}.csv"'}
        return StreamingResponse(lines, media_type="text/csv; charset=utf-8", headers=named)

    return routes
