"""The manager's side of the service standards: their page, alerts, the weekly report and the short
survey, built and wired.

Depends on all that they are; `bot.loop` takes it in.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from fastapi import FastAPI
from sqlalchemy import Select, func, select

from bot import chat
from bot.alerts import Alerts, Readers, Rules, Watch
from bot.alerts.watch import Post
from bot.console.rooms import Room
from bot.console.standards_page.alerts_desk import AlertsDesk
from bot.console.standards_page.desk import StandardsDesk
from bot.console.standards_page.page import StandardsRoom
from bot.console.standards_page.strip import Strip
from bot.console.standards_page.weekly import report_router
from bot.console.standards_page.weekly_desk import WeeklyDesk
from bot.database import Database
from bot.demand import Demand
from bot.mail import Memos, Outbox
from bot.report import Gathering, Weekly
from bot.settings import Settings
from bot.standards import Standards
from bot.standards.tables import FactRow
from bot.surveys import QualitySurveys
from bot.tokens import Tokens
from bot.upkeep import Work, regularly

if TYPE_CHECKING:
    from bot.service import Service

WATCH_EVERY_S = 60.0
SEND_EVERY_S = 300.0
AGAIN = 50_000
"""Newest facts that are looked through again for simulated ones."""


@dataclass(frozen=True)
class Oversight:
    """Its objects."""

    standards: Standards
    demand: Demand
    quality: QualitySurveys
    alerts: Alerts
    rules: Rules
    readers: Readers
    watch: Watch
    weekly: Weekly
    simulated: Callable[[], Awaitable[bool]]


def build_oversight(
    settings: Settings, database: Database, standards: Standards, demand: Demand
) -> Oversight:
    """Everything, unconnected."""
    post = Post(Outbox(settings.mail_from), Memos(settings.company, settings.own_url))
    simulated = SimulatedCounted(database, settings.demo)
    rules = Rules(database, standards.definitions)
    return Oversight(
        standards,
        demand,
        QualitySurveys(database, settings.short_survey_one_in),
        Alerts(database),
        rules,
        Readers(database),
        Watch(database, standards, rules, post, simulated),
        Weekly(database, Gathering(standards, demand, simulated), post, settings.company),
        simulated,
    )


class SimulatedCounted:
    """Whether there is anything simulated among what is counted: never without `demo`. What was
    looked through is not looked through again, for there may be very much of it."""

    def __init__(self, database: Database, demo: bool) -> None:
        self._database = database
        self._demo = demo
        self._upto = 0
        self._found: int | None = None

    async def __call__(self) -> bool:
        if not self._demo:
            return False
        async with self._database.read() as session:
            newest = await session.scalar(select(func.max(FactRow.id))) or 0
            found = await session.scalar(simulated_from(self._found or self._upto))
            if found is None and self._found:
                found = await session.scalar(simulated_from(0))
        # Numbers of rows that were taken away may be given again.
        self._found, self._upto = found, max(0, newest - AGAIN)
        return found is not None


def simulated_from(number: int) -> Select[int]:
    """The first fact of a simulated conversation from a number on."""
    return select(FactRow.id).where(FactRow.simulated, FactRow.id >= number).limit(1)


def add_oversight_doors(app: FastAPI, service: "Service") -> None:
    """The customers' survey and the report as a file."""
    ours = service.loop.oversight
    tokens = Tokens(service.settings.secret)
    app.include_router(chat.quality_router(service.transcript, ours.quality, tokens))
    app.include_router(report_router(weekly_desk(service), service.agents))


def oversight_rooms(service: "Service") -> list[Room]:
    """The page of the standards."""
    ours = service.loop.oversight
    desk = StandardsDesk(ours.standards, service.agents, ours.demand.products, ours.simulated)
    room = StandardsRoom(desk, alerts_desk(service), weekly_desk(service))
    return [Room("/standards", "standards", "report", room.build)]


def oversight_strip(service: "Service") -> Strip:
    """What stands above the console's pages."""
    return Strip(alerts_desk(service))


def oversight_works(service: "Service") -> tuple[Work, ...]:
    """What goes on for as long as the service serves."""
    ours = service.loop.oversight
    return (
        partial(regularly, WATCH_EVERY_S, ours.watch.check),
        partial(regularly, SEND_EVERY_S, ours.weekly.send_due),
    )


def alerts_desk(service: "Service") -> AlertsDesk:
    """What managers do about alerts."""
    ours, known = service.loop.oversight, service.loop.standards.definitions
    return AlertsDesk(ours.alerts, ours.rules, ours.readers, ours.watch, service.agents, known)


def weekly_desk(service: "Service") -> WeeklyDesk:
    """What managers do about reports."""
    ours = service.loop.oversight
    return WeeklyDesk(ours.weekly, ours.readers, service.agents)
