"""The page of questions at `/console/questions`, and the same as CSV at `/console/questions.csv`.

Depends on the questions' desk, the filters and the table.
"""

from collections.abc import AsyncIterator
from datetime import date
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Cookie, Request
from fastapi.responses import RedirectResponse, Response, StreamingResponse
from nicegui import ui

from bot.agents import Agent, Agents
from bot.console.faces import PEOPLE_STYLE
from bot.console.login import COOKIE
from bot.console.markup import tag, text
from bot.console.questions_desk import QuestionsDesk
from bot.console.questions_form import Filters
from bot.console.questions_table import GroupsTable, Parts, head
from bot.console.questions_words import counted, word
from bot.demand.share import Share
from bot.demand.view import PAGE, View, address, view_of

PATH = "/console/questions"
STYLE = '<link rel="stylesheet" href="/static/console/demand.css">'


def questions_router(desk: QuestionsDesk, agents: Agents) -> APIRouter:
    """`/console/questions.csv`, with the page's filters."""
    routes = APIRouter(include_in_schema=False)

    @routes.get("/console/questions.csv")
    async def download(
        request: Request, key: Annotated[str, Cookie(alias=COOKIE)] = ""
    ) -> Response:
        agent = await agents.of_session(key)
        if agent is None:
            return RedirectResponse("/console/login")
        demand = desk.demand
        view = view_of(request.query_params, demand.today(), demand.simulated)
        lines = desk.csv(agent, view)
        # The first piece is asked for here, so that who may not read it is told so.
        first = await anext(lines)

        async def all_lines() -> AsyncIterator[str]:
            yield first
            async for piece in lines:
                yield piece

        named = {"Content-Disposition": 'attachment; filename="questions.csv"'}
        return StreamingResponse(all_lines(), media_type="text/csv; charset=utf-8", headers=named)

    return routes


class QuestionsRoom:
    """Lays out the page for whoever opens it."""

    def __init__(self, desk: QuestionsDesk) -> None:
        self._desk = desk

    async def build(self, agent: Agent, request: Request) -> None:
        """The page with the filters of its address."""
        await QuestionsPage(self._desk, agent, request).build()


class QuestionsPage:
    """The page on one editor's screen."""

    def __init__(self, desk: QuestionsDesk, agent: Agent, request: Request) -> None:
        self._desk = desk
        self._agent = agent
        self._language = agent.language
        demand = desk.demand
        self._today = demand.today()
        self._view = view_of(request.query_params, self._today, demand.simulated)

    async def build(self) -> None:
        """Lay it out."""
        listed = await self._desk.listed(self._agent, self._view)
        products = self._desk.demand.products
        styles()
        with ui.element("div").classes("board demand"):
            ui.html(f"<h1>{self._word('title')}</h1>", sanitize=False)
            ui.label(self._word("help")).classes("soft")
            simulated_note(listed.share.simulated, self._language)
            self._share(listed.share)
            channels = tuple(sorted({"web", "mail", *listed.share.by["channel"]}))
            given = {"products": products, "channels": channels, "topics": tuple(listed.topics)}
            Filters(self._view, self._language, self._today, PATH, **given).build()  # type: ignore[arg-type]
            self._count(listed.page.count)
            if listed.page.groups:
                kept = period_of(self._asked())
                drawn = GroupsTable(self._language, products, kept, listed.share.all.asked)
                ui.html(drawn.html(listed.page.groups), sanitize=False).classes("wide")
            pager(self._view, self._today, listed.page.count, self._language, "/questions")

    def _share(self, share: Share) -> None:
        language = self._language
        ui.html(head(share, language), sanitize=False)
        definition = self._desk.demand.definition
        named = {"id": definition.name[language], "version": definition.version}
        told = [
            tag("p", text(definition.text[language])),
            tag("p", text(self._word("cost_definition"))),
            tag("p", text(self._word("version", **named)), class_="why"),
        ]
        parts = Parts(language, self._desk.demand.products, self._view).html(share)
        folds = [("definition", "".join(told)), ("parts", parts)]
        made = [
            tag("details", tag("summary", text(self._word(key))), inside) for key, inside in folds
        ]
        ui.html("".join(made), sanitize=False).classes("folds")

    def _count(self, count: int) -> None:
        key = "one" if count == 1 else "count" if count else "nothing"
        told = self._word(key, count=counted(count, self._language)) if count else self._word(key)
        with ui.element("div").classes("over"):
            ui.label(told).props("role=status").mark("count")
            if count:
                csv = tag(
                    "a", text(self._word("csv")), href=f"{PATH}.csv?{urlencode(self._asked())}"
                )
                ui.html(csv, sanitize=False)

    def _asked(self) -> dict[str, str]:
        return address(self._view, self._today)

    def _word(self, key: str, **values: object) -> str:
        return word(key, self._language, **values)


def styles() -> None:
    """How the pages about questions look."""
    ui.add_head_html(PEOPLE_STYLE)
    ui.add_head_html(STYLE)


def simulated_note(count: int, language: str) -> None:
    """Says that what is shown is made up in part, where it is."""
    if count:
        told = word("simulated", language, count=counted(count, language))
        ui.label(told).classes("made-up").props("role=note").mark("simulated")


def period_of(asked: dict[str, str]) -> dict[str, str]:
    """What of an address is kept from page to page."""
    return {key: asked[key] for key in ("days", "until") if key in asked}


def pager(view: View, today: date, count: int, language: str, path: str, **kept: str) -> None:
    """Links to the pages before and after."""
    pages = max(1, -(-count // PAGE))
    if pages == 1 and view.page == 1:
        return
    asked = address(view, today, page="", **kept)
    with ui.element("div").classes("over pager"):
        if view.page > 1:
            before = asked | ({"page": str(view.page - 1)} if view.page > 2 else {})
            ui.link(word("previous", language), f"{path}?{urlencode(before)}")
        ui.label(word("page_of", language, page=view.page, pages=pages)).classes("soft")
        if view.page < pages:
            after = asked | {"page": str(view.page + 1)}
            ui.link(word("next", language), f"{path}?{urlencode(after)}").mark("next")
