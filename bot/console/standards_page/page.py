"""The page of standards at `/console/standards`: what its address asks for.

`?standard=csat` one standard, with `&rows=1` the rows behind it, `?show=alerts` the alerts and
their rules, `?show=weekly` the weekly report; else every standard. Depends on the parts beside it.
"""

from collections.abc import Callable
from datetime import datetime
from html import escape

from fastapi import Request
from nicegui import ui

from bot.agents import Agent
from bot.console.faces import PEOPLE_STYLE
from bot.console.refused import refusal
from bot.console.standards_page.address import PATH, Asked, View, number_of, view_of
from bot.console.standards_page.alerts import AlertsPage
from bot.console.standards_page.alerts_desk import AlertsDesk
from bot.console.standards_page.desk import StandardsDesk
from bot.console.standards_page.one import behind_html, one_html
from bot.console.standards_page.overview import OverviewPage
from bot.console.standards_page.weekly import WeeklyPage
from bot.console.standards_page.weekly_desk import WeeklyDesk
from bot.console.standards_page.words import word
from bot.database import now
from bot.errors import BotError

STYLE = '<link rel="stylesheet" href="/static/console/standards.css">'
TABS = {"figures": "", "alerts": "alerts", "weekly": "weekly"}


class StandardsRoom:
    """Lays out the page for whoever opens it. `clock` gives the present in naive UTC."""

    def __init__(
        self,
        desk: StandardsDesk,
        alerts: AlertsDesk,
        weekly: WeeklyDesk,
        clock: Callable[[], datetime] = now,
    ) -> None:
        self._desk = desk
        self._alerts = alerts
        self._weekly = weekly
        self._clock = clock

    async def build(self, agent: Agent, request: Request) -> None:
        """What the address asks for; an error in the place of what cannot be shown."""
        ui.add_head_html(PEOPLE_STYLE + STYLE)
        asked, language = request.query_params, agent.language
        with ui.element("div").classes("board standards"):
            try:
                await self._shown(agent, asked)
            except BotError as error:
                self._title(word("bad", language))
                ui.label(refusal(error, language)).props("role=alert")
                ui.html(f'<a href="{PATH}">{word("back", language)}</a>', sanitize=False)

    async def _shown(self, agent: Agent, asked: Asked) -> None:
        show, standard = asked.get("show", ""), asked.get("standard", "")
        if show in ("alerts", "weekly"):
            await self._told(agent, show, asked)
        elif standard and asked.get("rows"):
            await self._behind(agent, view_of(asked, self._clock()), standard, asked)
        elif standard:
            await self._one(agent, view_of(asked, self._clock()), standard)
        else:
            await self._overview(agent, view_of(asked, self._clock()))

    async def _overview(self, agent: Agent, view: View) -> None:
        overview = await self._desk.overview(agent, view)
        self._title(word("standards", agent.language))
        self._tabs(agent, "")
        ui.label(word("help", agent.language)).classes("soft")
        await self._note(agent)
        self._html(OverviewPage(overview, view, self._desk.products, agent.language).html())

    async def _one(self, agent: Agent, view: View, standard: str) -> None:
        one = await self._desk.one(agent, view, standard)
        self._title(one.figure.definition.name[agent.language])
        await self._note(agent)
        self._html(one_html(one, view, self._desk.products, agent.language))

    async def _behind(self, agent: Agent, view: View, standard: str, asked: Asked) -> None:
        page = number_of(asked.get("page", ""), 1)
        behind = await self._desk.behind(
            agent, view, standard, asked.get("counted_as", "")[:40], page,
            number_of(asked.get("version", "")) or None,
        )  # fmt: skip
        name = behind.figure.definition.name[agent.language]
        self._title(word("rows_of", agent.language, name=name))
        await self._note(agent)
        self._html(behind_html(behind, view, self._desk.products, agent.language))

    async def _told(self, agent: Agent, show: str, asked: Asked) -> None:
        self._title(word("standards", agent.language))
        self._tabs(agent, show)
        await self._note(agent)
        if show == "alerts":
            await AlertsPage(self._alerts, agent).build()
        else:
            await WeeklyPage(self._weekly, agent, asked.get("week", "")).build()

    def _tabs(self, agent: Agent, here: str) -> None:
        """The parts of the page."""
        language = agent.language
        made = "".join(
            f'<a href="{PATH}{f"?show={show}" if show else ""}"'
            f"{' aria-current=page' if show == here else ''}>{escape(word(key, language))}</a>"
            for key, show in TABS.items()
        )
        name = escape(word("pages", language))
        self._html(f'<nav class="presets tabs" aria-label="{name}">{made}</nav>')

    async def _note(self, agent: Agent) -> None:
        """That simulated data are shown, where they are."""
        if await self._desk.simulated():
            language = agent.language
            said = f"{word('simulated', language)}. {word('simulated_help', language)}"
            ui.label(said).classes("note simulated").props("role=note").mark("simulated")

    def _title(self, words: str) -> None:
        self._html(f"<h1>{escape(words)}</h1>")

    def _html(self, made: str) -> None:
        # All of it was written on the server, and escaped there.
        ui.html(made, sanitize=False).classes("written")
