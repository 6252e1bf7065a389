"""How soon the manager's pages of standards are there: gathered and written, with nothing kept of
the view before, and the facts of one day read again before each third of them, as after an event.
Depends on the pages' desks and the standards.
"""

import json
import statistics
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from prometheus_client import CollectorRegistry
from sqlalchemy import func, select, update

from bench.contacts_many import PRODUCTS
from bot.agents import Agent, Agents
from bot.alerts import Alerts, Readers, Rules, Watch
from bot.alerts.watch import Post
from bot.console.standards_page.address import view_of
from bot.console.standards_page.alerts_desk import AlertsDesk
from bot.console.standards_page.desk import StandardsDesk
from bot.console.standards_page.one import behind_html, one_html
from bot.console.standards_page.overview import OverviewPage
from bot.database import Database
from bot.mail import Memos, Outbox
from bot.standards import Standards
from bot.standards.gauges import Gauges
from bot.standards.tables import FactDay
from bot.standards.told import told_figure

Address = Mapping[str, str]
Page = Callable[[Address], Awaitable[object]]
STANDARDS = ("containment", "simple_share", "csat", "first_response", "mean_response")
LATE_PAGE = 400


async def pages(database: Database, standards: Standards, until: datetime) -> dict[str, Any]:
    """Milliseconds (p50 and p95) of each kind of page, over every period and some filters: those
    that pass, and those of the processor."""
    agents = Agents(database)
    email, name = "bench@tramontana.example", "Bench"
    viewer = await agents.ensure(email, name, "a password of the bench", "manager")
    kinds = pages_of(StandardsDesk(standards, agents, {}, nobody), standards, viewer, until)
    kinds |= {"alerts": told(database, standards, agents, viewer)}
    found: dict[str, Any] = {}
    for kind, page in kinds.items():
        times = []
        for number, asked in enumerate(addresses()):
            if number % 3 == 0:
                await event(database)
            times.append(await timed(page, asked))
        found[kind] = summary(times)
    return found


def summary(times: Sequence[tuple[float, float]]) -> dict[str, float]:
    """Medians and 95th percentiles."""
    found: dict[str, float] = {"n": len(times)}
    for name, values in zip(("", "cpu_"), zip(*times, strict=True), strict=True):
        cuts = statistics.quantiles(values, n=20, method="inclusive")
        found |= {f"{name}p50_ms": statistics.median(values), f"{name}p95_ms": cuts[18]}
    return found


async def event(database: Database) -> None:
    """As when something happens: what is held of the last day is old."""
    newest = select(func.max(FactDay.day)).scalar_subquery()
    newer = {"revision": FactDay.revision + 1, "packed": FactDay.revision + 1}
    async with database.write() as session:
        await session.execute(update(FactDay).where(FactDay.day == newest).values(**newer))


def pages_of(
    desk: StandardsDesk, standards: Standards, viewer: Agent, until: datetime
) -> dict[str, Page]:
    """What each kind of page gathers and writes."""
    turn = iter(range(10**6))

    async def overview(asked: Address) -> object:
        view = view_of(asked, until)
        return OverviewPage(await desk.overview(viewer, view), view, {}, "es").html()

    async def one(asked: Address) -> object:
        view, name = view_of(asked, until), STANDARDS[next(turn) % len(STANDARDS)]
        return one_html(await desk.one(viewer, view, name), view, {}, "es")

    async def behind(asked: Address) -> object:
        view, name = view_of(asked, until), STANDARDS[next(turn) % len(STANDARDS)]
        page = 1 if next(turn) % 2 else LATE_PAGE
        return behind_html(await desk.behind(viewer, view, name, page=page), view, {}, "es")

    async def told_json(asked: Address) -> object:
        view = view_of(asked, until)
        found = await standards.figures(
            view.period, view.where, business=view.business, compare=True
        )
        return json.dumps([told_figure(one) for one in found])

    gauges = Gauges(standards, CollectorRegistry())
    return {
        "overview": overview, "one": one, "rows": behind, "json": told_json,
        "prometheus": lambda asked: gauges.set(),
    }  # fmt: skip


def told(database: Database, standards: Standards, agents: Agents, viewer: Agent) -> Page:
    """The page of alerts, with a look at all that is watched."""
    rules = Rules(database, standards.definitions)
    post = Post(Outbox("bench@tramontana.example"), Memos("Tramontana", "http://localhost"))
    watch = Watch(database, standards, rules, post, nobody)
    known = standards.definitions
    desk = AlertsDesk(Alerts(database), rules, Readers(database), watch, agents, known)

    async def alerts(asked: Address) -> object:
        await watch.check()
        return await desk.told(viewer)

    return alerts


def addresses() -> list[Address]:
    """Each period with and without filters, in an order in which no view comes twice."""
    return [
        {"days": str(days), "product": product, "language": language, "business": business}
        for days, business in ((30, ""), (1, ""), (90, ""), (7, "1"), (365, ""))
        for product in ("", *PRODUCTS[:2])
        for language in ("", "es")
    ]


async def timed(page: Page, asked: Address) -> tuple[float, float]:
    """Milliseconds of one page, and those of the processor."""
    started, busy = time.perf_counter(), time.process_time()
    await page(asked)
    return 1000 * (time.perf_counter() - started), 1000 * (time.process_time() - busy)


async def nobody() -> bool:
    """Nothing is simulated."""
    return False
