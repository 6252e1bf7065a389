"""How soon the manager's page of standards is there: gathered and written, with nothing kept of
the view before. Depends on the page's desk and the standards.
"""

import statistics
import time
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from typing import Any

from bench.contacts_many import PRODUCTS
from bot.agents import Agent, Agents
from bot.console.standards_page.address import view_of
from bot.console.standards_page.desk import StandardsDesk
from bot.console.standards_page.one import behind_html, one_html
from bot.console.standards_page.overview import OverviewPage
from bot.database import Database
from bot.standards import Standards

Address = Mapping[str, str]
Page = Callable[[Address], Awaitable[str]]
STANDARDS = ("containment", "simple_share", "csat", "first_response", "mean_response")
LATE_PAGE = 400


async def pages(database: Database, standards: Standards, until: datetime) -> dict[str, Any]:
    """Milliseconds (p50 and p95) of each kind of page, over every period and some filters."""
    agents = Agents(database)
    email, name = "bench@tramontana.example", "Bench"
    viewer = await agents.ensure(email, name, "a password of the bench", "manager")
    kinds = pages_of(StandardsDesk(standards, agents, {}, nobody), viewer, until)
    found: dict[str, Any] = {}
    for kind, page in kinds.items():
        times = [await timed(page, asked) for asked in addresses()]
        cuts = statistics.quantiles(times, n=20, method="inclusive")
        found[kind] = {"p50_ms": statistics.median(times), "p95_ms": cuts[18], "n": len(times)}
    return found


def pages_of(desk: StandardsDesk, viewer: Agent, until: datetime) -> dict[str, Page]:
    """What each kind of page gathers and writes."""
    turn = iter(range(10**6))

    async def overview(asked: Address) -> str:
        view = view_of(asked, until)
        return OverviewPage(await desk.overview(viewer, view), view, "es").html()

    async def one(asked: Address) -> str:
        view, name = view_of(asked, until), STANDARDS[next(turn) % len(STANDARDS)]
        return one_html(await desk.one(viewer, view, name), view, "es")

    async def behind(asked: Address) -> str:
        view, name = view_of(asked, until), STANDARDS[next(turn) % len(STANDARDS)]
        page = 1 if next(turn) % 2 else LATE_PAGE
        return behind_html(await desk.behind(viewer, view, name, page=page), view, "es")

    return {"overview": overview, "one": one, "rows": behind}


def addresses() -> list[Address]:
    """Each period with and without filters, in an order in which no view comes twice."""
    return [
        {"days": str(days), "product": product, "language": language, "business": business}
        for days, business in ((30, ""), (1, ""), (90, ""), (7, "1"))
        for product in ("", *PRODUCTS[:2])
        for language in ("", "es")
    ]


async def timed(page: Page, asked: Address) -> float:
    """Milliseconds of one page."""
    started = time.perf_counter()
    await page(asked)
    return 1000 * (time.perf_counter() - started)


async def nobody() -> bool:
    """Nothing is simulated."""
    return False
