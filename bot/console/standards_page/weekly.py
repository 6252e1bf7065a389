"""The part of the page about the weekly report, and its PDF at `/console/standards/report.pdf`.

Depends on the desk of reports and the parts of the console.
"""

from datetime import date
from typing import Annotated, Literal

from fastapi import APIRouter, Cookie
from fastapi.responses import RedirectResponse, Response
from nicegui import ui

from bot.agents import Agent, Agents
from bot.console.login import COOKIE
from bot.console.parts import button, when
from bot.console.refused import refusal
from bot.console.standards_page.address import PATH, address
from bot.console.standards_page.alert_words import word
from bot.console.standards_page.alerts import link
from bot.console.standards_page.weekly_desk import WeeklyDesk, WeekTold
from bot.errors import BotError
from bot.quantities import days_words
from bot.report import period_of
from bot.report.words import word as report_word

PDF = f"{PATH}/report.pdf"


def report_router(desk: WeeklyDesk, agents: Agents) -> APIRouter:
    """`/console/standards/report.pdf?week=2026-11-16&language=es`."""
    routes = APIRouter(include_in_schema=False)

    @routes.get(PDF)
    async def download(
        week: str = "",
        language: Literal["es", "en"] = "es",
        key: Annotated[str, Cookie(alias=COOKIE)] = "",
    ) -> Response:
        agent = await agents.of_session(key)
        if agent is None:
            return RedirectResponse("/console/login")
        monday, data = await desk.pdf(agent, week, language)
        name = report_word("file", language, week=monday.isoformat())
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return Response(data, media_type="application/pdf", headers=headers)

    return routes


class WeeklyPage:
    """The part on one manager's screen."""

    def __init__(self, desk: WeeklyDesk, viewer: Agent, week: str) -> None:
        self._desk = desk
        self._viewer = viewer
        self._language = viewer.language
        self._week = week

    async def build(self) -> None:
        """Lay it out; `NoWeek`."""
        told = await self._desk.told(self._viewer, self._week)
        ui.label(self._word("weekly_help")).classes("soft")
        wish = ui.checkbox(
            self._word("weekly_wish", email=self._viewer.email), value=told.wish.weekly
        )
        wish.on_value_change(lambda event: self._want(event.value)).mark("weekly-by-mail")
        self._chosen(told)
        self._weeks(told)

    def _chosen(self, told: WeekTold) -> None:
        title = self._word("week_of", days=self._days(told.week))
        ui.label(title).classes("head-2").props("role=heading aria-level=2")
        if not told.over:
            ui.label(self._word("unfinished")).classes("soft")
        with ui.element("p").classes("links"):
            for language in ("es", "en"):
                asked = {"week": told.week.isoformat(), "language": language}
                link(self._word(f"pdf_{language}"), address(PDF, asked))
        with ui.element("div").classes("buttons"):
            self._button = button(self._word("send_now"), lambda: self._send(told.week))
            self._button.mark("send-now")
        self._sent = ui.label("").props("role=status").classes("soft")
        if told.sent_at:
            self._sent.set_text(self._word("sent_before", when=when(told.sent_at)))

    async def _send(self, week: date) -> None:
        self._button.disable()
        try:
            await self._desk.send(self._viewer, week)
        except BotError as error:
            ui.notify(refusal(error, self._language), type="warning")
        else:
            self._sent.set_text(self._word("sent_now", email=self._viewer.email))
        self._button.enable()

    def _weeks(self, told: WeekTold) -> None:
        title = self._word("weeks")
        ui.label(title).classes("head-2").props("role=heading aria-level=2")
        with ui.element("nav").classes("presets") as nav:
            nav.props["aria-label"] = title
            for week in told.weeks:
                asked = {"show": "weekly", "week": week.isoformat()}
                with ui.element("a") as made:
                    made.props["href"] = address(PATH, asked)
                    if week == told.week:
                        made.props["aria-current"] = "true"
                    ui.label(self._days(week))
        with ui.element("form").props(f"method=get action={PATH}").classes("filters"):
            ui.element("input").props("type=hidden name=show value=weekly")
            with ui.element("label").classes("filter"):
                ui.label(self._word("day_in"))
                given = ui.element("input").props("type=date name=week")
                given.props["value"] = told.week.isoformat()
            with ui.element("button").props("type=submit").classes("plain-button"):
                ui.label(self._word("go"))

    async def _want(self, weekly: bool) -> None:
        await self._desk.want(self._viewer, weekly)
        ui.notify(self._word("noted"))

    def _days(self, week: date) -> str:
        return days_words(period_of(week), self._language)

    def _word(self, key: str, **values: object) -> str:
        return word(key, self._language, **values)
