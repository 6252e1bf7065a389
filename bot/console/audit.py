"""The audit log's page at `/console/audit`, and the same as CSV at `/console/audit.csv`.

The filters are in the address, so that a view can be kept and sent. Depends on the log's desk.
"""

from collections.abc import AsyncIterator, Mapping
from datetime import UTC, datetime, time, timedelta
from html import escape
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Cookie, Request
from fastapi.responses import RedirectResponse, Response, StreamingResponse
from nicegui import ui

from bot.agents import Agent, Agents
from bot.audit import CONSOLE, PAGE, SYSTEM, AuditFilter
from bot.console.audit_desk import AuditDesk, Line
from bot.console.audit_words import action_words, detail_words, word
from bot.console.faces import PEOPLE_STYLE
from bot.console.login import COOKIE
from bot.console.parts import when
from bot.errors import Spoken
from bot.policies.days import ZONE

FILTERS = ("agent", "action", "conversation", "from", "until")
Asked = Mapping[str, str]


class BadDay(Spoken):
    """A day of a filter cannot be read."""

    def __init__(self, day: str) -> None:
        super().__init__(
            word("bad_day", "en", day=day[:40]), word("bad_day", "es", day=day[:40]), 422
        )


def filter_of(asked: Asked) -> AuditFilter:
    """What an address asks for; days are the company's. `BadDay`."""
    until = _day(asked.get("until", ""))
    return AuditFilter(
        asked.get("agent", "").strip(),
        asked.get("action", "").strip(),
        asked.get("conversation", "").strip(),
        _utc(_day(asked.get("from", ""))),
        _utc(until + timedelta(days=1) if until else None),
    )


def _day(text: str) -> datetime | None:
    if not text.strip():
        return None
    try:
        day = datetime.strptime(text.strip(), "%Y-%m-%d").date()
    except ValueError as error:
        raise BadDay(text) from error
    return datetime.combine(day, time())


def _utc(midnight: datetime | None) -> datetime | None:
    """Naive UTC of a midnight on the company's clock."""
    if midnight is None:
        return None
    return midnight.replace(tzinfo=ZONE).astimezone(UTC).replace(tzinfo=None)


def audit_router(desk: AuditDesk, agents: Agents) -> APIRouter:
    """`/console/audit.csv`, with the page's filters."""
    routes = APIRouter(include_in_schema=False)

    @routes.get("/console/audit.csv")
    async def download(
        request: Request, key: Annotated[str, Cookie(alias=COOKIE)] = ""
    ) -> Response:
        agent = await agents.of_session(key)
        if agent is None:
            return RedirectResponse("/console/login")
        wanted = filter_of(request.query_params)
        await desk.count(agent, wanted)
        named = {"Content-Disposition": 'attachment; filename="audit.csv"'}
        lines: AsyncIterator[str] = desk.csv(agent, wanted)
        return StreamingResponse(lines, media_type="text/csv; charset=utf-8", headers=named)

    return routes


class AuditRoom:
    """Lays out the page for whoever opens it."""

    def __init__(self, desk: AuditDesk) -> None:
        self._desk = desk

    async def build(self, agent: Agent, request: Request) -> None:
        """The page with the filters of its address."""
        await AuditPage(self._desk, agent, request.query_params).build()


class AuditPage:
    """The page on one admin's screen."""

    def __init__(self, desk: AuditDesk, viewer: Agent, asked: Asked) -> None:
        self._desk = desk
        self._viewer = viewer
        self._language = viewer.language
        self._asked = {key: asked[key].strip() for key in FILTERS if asked.get(key, "").strip()}
        before = asked.get("before", "")
        self._before = int(before) if before.isdecimal() and len(before) < 19 else None

    async def build(self) -> None:
        """Lay it out."""
        ui.add_head_html(PEOPLE_STYLE)
        with ui.element("div").classes("board audit"):
            ui.html(f"<h1>{self._word('audit')}</h1>", sanitize=False)
            ui.label(self._word("help")).classes("soft")
            self._people, actions = await self._desk.choices(self._viewer)
            for key in (SYSTEM, CONSOLE):
                self._people[key] = self._word(key)
            self._form(actions)
            try:
                wanted = filter_of(self._asked)
            except BadDay as error:
                ui.label(error.said[self._language]).props("role=alert")
            else:
                await self._found(wanted)

    def _form(self, actions: list[str]) -> None:
        named = {one: action_words(one, self._language) for one in actions}
        people = dict(sorted(self._people.items(), key=lambda one: one[1].casefold()))
        sorted_actions = dict(sorted(named.items(), key=lambda one: one[1].casefold()))
        with ui.element("form").props("method=get action=/console/audit").classes("filters"):
            self._choice("agent", "who", "anybody", people)
            self._choice("action", "what", "anything", sorted_actions)
            self._field("conversation", "conversation", "text")
            self._field("from", "from", "date")
            self._field("until", "until", "date")
            with ui.element("button").props("type=submit").classes("solid plain-button"):
                ui.label(self._word("show"))
            if self._asked:
                ui.link(self._word("all"), "/audit")

    def _choice(self, key: str, title: str, nothing: str, options: Mapping[str, str]) -> None:
        with ui.element("label").classes("filter"):
            ui.label(self._word(title))
            with ui.element("select").props(f"name={key}"):
                for value, shown in {"": self._word(nothing), **options}.items():
                    option = ui.html(escape(shown), sanitize=False, tag="option")
                    option.props["value"] = value
                    if value == self._asked.get(key, ""):
                        option.props("selected")

    def _field(self, key: str, title: str, kind: str) -> None:
        with ui.element("label").classes("filter"):
            ui.label(self._word(title))
            made = ui.element("input").props(f"name={key} type={kind} maxlength=40")
            made.props["value"] = self._asked.get(key, "")

    async def _found(self, wanted: AuditFilter) -> None:
        count = await self._desk.count(self._viewer, wanted)
        lines = await self._desk.read(self._viewer, wanted, self._before)
        with ui.element("div").classes("over"):
            told = self._word("one") if count == 1 else self._word("count", count=count)
            ui.label(told).props("role=status").mark("count")
            with ui.element("a").classes("source") as csv:
                csv.props["href"] = f"/console/audit.csv?{urlencode(self._asked)}"
                ui.label(self._word("csv"))
        if lines:
            self._table(lines)
        else:
            ui.label(self._word("nothing")).classes("empty")
        self._pages(lines)

    def _pages(self, lines: list[Line]) -> None:
        with ui.element("div").classes("over"):
            if self._before:
                ui.link(self._word("newest"), f"/audit?{urlencode(self._asked)}")
            if len(lines) == PAGE:
                older = urlencode({**self._asked, "before": lines[-1].row.id})
                ui.link(self._word("older"), f"/audit?{older}").mark("older")

    def _table(self, lines: list[Line]) -> None:
        with ui.element("div").classes("wide").props("tabindex=0 role=region") as place:
            place.props["aria-label"] = self._word("audit")
            with ui.element("table").classes("entries"):
                with ui.element("thead"), ui.element("tr"):
                    for key in ("when", "who", "what", "conversation", "detail"):
                        with ui.element("th").props("scope=col"):
                            ui.label(self._word(key))
                with ui.element("tbody"):
                    for line in lines:
                        self._line(line)

    def _line(self, line: Line) -> None:
        row = line.row
        with ui.element("tr"):
            for text in (
                when(row.at),
                line.agent.name if line.agent else self._people.get(row.agent_id, row.agent_id),
                action_words(row.action, self._language),
            ):
                with ui.element("td"):
                    ui.label(text)
            with ui.element("td"):
                if row.conversation_id:
                    short = row.conversation_id[:8]
                    ui.link(short, f"/conversation/{row.conversation_id}")
            with ui.element("td"):
                ui.label(self._detail(row.detail)).classes("why")

    def _detail(self, detail: Mapping[str, object]) -> str:
        return " · ".join(f"{self._named(key)}: {self._shown(detail[key])}" for key in detail)

    def _shown(self, value: object) -> str:
        if isinstance(value, Mapping):
            return ", ".join(f"{self._named(key)} {self._shown(value[key])}" for key in value)
        if isinstance(value, list | tuple):
            return " ".join(self._shown(one) for one in value) or "–"
        return self._people.get(str(value)) or self._named(str(value))

    def _named(self, text: str) -> str:
        return detail_words(text, self._language)

    def _word(self, key: str, **values: object) -> str:
        return word(key, self._language, **values)
