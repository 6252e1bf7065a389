"""The page of calls at `/console/calls`: whom to call and when, and for managers how promises to
customers were kept.

Depends on the desk of calls and the parts.
"""

import asyncio
from functools import partial

from fastapi import Request
from nicegui import ui

from bot.agents import Agent
from bot.console.calls_desk import DAYS, Call, CallsDesk
from bot.console.calls_words import word
from bot.console.faces import PEOPLE_STYLE
from bot.console.follow import follow
from bot.console.parts import button
from bot.console.refused import refusal
from bot.console.words import label
from bot.errors import BotError
from bot.live import EVERYTHING, News
from bot.waiting import Score
from bot.waiting.words import whole_minutes

AGAIN_S = 20.0


class CallsRoom:
    """Lays out the page for whoever opens it."""

    def __init__(self, desk: CallsDesk) -> None:
        self._desk = desk

    async def build(self, agent: Agent, request: Request) -> None:
        """The page."""
        await CallsPage(self._desk, agent).build()


class CallsPage:
    """The page on one agent's screen."""

    def __init__(self, desk: CallsDesk, agent: Agent) -> None:
        self._desk = desk
        self._agent = agent
        self._shown: list[Call] | None = None
        self._looking = asyncio.Lock()

    async def build(self) -> None:
        """Lay it out and keep it new."""
        ui.add_head_html(PEOPLE_STYLE)
        ui.add_head_html('<link rel="stylesheet" href="/static/console/calls.css">')
        with ui.element("div").classes("board team"):
            ui.html(f"<h1>{self._word('calls')}</h1>", sanitize=False)
            self._list = ui.element("ul").classes("rows").mark("calls")
            self._list.props["aria-label"] = self._word("calls")
            self._scores(await self._desk.scores(self._agent))
        await self._refresh()
        follow(self._desk.live, EVERYTHING, self._on_news)
        ui.timer(AGAIN_S, self._refresh)

    async def _on_news(self, news: News) -> None:
        if news.kind == "changed":
            await self._refresh()

    async def _refresh(self) -> None:
        """Drawn anew only where something changed: a button in use stays where it is."""
        # One look after the other: an older one must not be drawn over a newer one.
        async with self._looking:
            calls = await self._desk.calls(self._agent)
            if calls == self._shown:
                return
            self._shown = calls
            self._draw(calls)

    def _draw(self, calls: list[Call]) -> None:
        self._list.clear()
        with self._list:
            if not calls:
                with ui.element("li"):
                    ui.label(self._word("nothing")).classes("empty")
            for one in calls:
                with ui.element("li").classes("row"):
                    self._row(one)

    def _row(self, call: Call) -> None:
        with ui.element("div").classes("about"):
            with ui.element("a").props(f'href="tel:{call.phone.replace(" ", "")}"'):
                ui.label(call.phone)
            if call.customer or call.words:
                told = ui.label(" · ".join(filter(None, (call.customer, call.words))))
                told.props(f"lang={call.language}")
            with ui.element("div").classes("why"):
                ui.label(call.title)
                late = ui.label(self._word(call.due))
                late.classes("late" if call.due == "late" else "")
                ui.label(label(f"in_{call.language}", self._agent.language))
        with ui.element("div").classes("choose"):
            ui.link(self._word("open"), f"/conversation/{call.conversation_id}")
            for key in ("reached", "missed"):
                made = button(self._word(key), partial(self._called, call, key), "quiet")
                made.mark(f"{key}-{call.id}").props["aria-label"] = (
                    f"{self._word(key)}: {call.phone}"
                )

    async def _called(self, call: Call, key: str) -> None:
        try:
            await self._desk.called(self._agent, call.id, key == "reached")
        except BotError as error:
            ui.notify(refusal(error, self._agent.language), type="warning")
        else:
            ui.notify(self._word(f"noted_{key}"))
        await self._refresh()

    def _scores(self, scores: list[Score]) -> None:
        """A table of how promises were kept, where there is one to show."""
        if not scores:
            return
        heads = ("kind", "made", "kept_count", "broken", "let_go", "still", "share", "late_by")
        with ui.element("section"):
            ui.html(f"<h2>{self._word('kept', days=DAYS)}</h2>", sanitize=False)
            # On a phone it scrolls sideways: also by keyboard, and then it has a name.
            around = ui.element("div").classes("figures-around").props("tabindex=0 role=region")
            around.props["aria-label"] = self._word("kept", days=DAYS)
            with around, ui.element("table").classes("figures").mark("promises"):
                with ui.element("thead"), ui.element("tr"):
                    for head in heads:
                        with ui.element("th").props("scope=col"):
                            ui.label(self._word(head))
                with ui.element("tbody"):
                    for score in scores:
                        self._score(score)

    def _score(self, score: Score) -> None:
        share = "–" if score.share_kept is None else f"{score.share_kept:.0%}"
        late = "–"
        if score.late_s is not None:
            late = self._word("minutes", count=whole_minutes(score.late_s))
        counts = (score.made, score.kept, score.broken, score.let_go, score.open)
        with ui.element("tr"):
            with ui.element("th").props("scope=row"):
                ui.label(self._word(score.kind))
            for cell in (*map(str, counts), share, late):
                with ui.element("td"):
                    ui.label(cell)

    def _word(self, key: str, **values: object) -> str:
        return word(key, self._agent.language, **values)
