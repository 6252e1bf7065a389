"""The supervisor's page at `/console/team`: numbers of now, the longest waits, who is on what.

Depends on the team's desk and the parts.
"""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime
from functools import partial

from fastapi import Request
from nicegui import ui
from nicegui.element import Element
from nicegui.events import GenericEventArguments

from bot.agents import Agent
from bot.console.faces import PEOPLE_STYLE, face
from bot.console.follow import follow
from bot.console.parts import button
from bot.console.refused import refusal
from bot.console.supervisor_words import span, word
from bot.console.team_desk import Held, Member, Team, TeamDesk
from bot.console.words import label
from bot.conversations import AlreadyClaimed
from bot.errors import BotError
from bot.live import EVERYTHING, News
from bot.presence import STATUSES

AGAIN_S = 10.0
SHOWN = 10
PAUSE_S = 0.5
"""News that come together make one look."""


class TeamRoom:
    """Lays out the page for whoever opens it."""

    def __init__(self, desk: TeamDesk) -> None:
        self._desk = desk

    async def build(self, agent: Agent, request: Request) -> None:
        """The page."""
        await TeamPage(self._desk, agent).build()


class TeamPage:
    """The page on one supervisor's screen."""

    def __init__(self, desk: TeamDesk, agent: Agent) -> None:
        self._desk = desk
        self._agent = agent
        self._language = agent.language
        self._wanted = asyncio.Event()

    async def build(self) -> None:
        """Lay it out and keep it new."""
        ui.add_head_html(PEOPLE_STYLE)
        with ui.element("div").classes("board team"):
            ui.html(f"<h1>{self._word('team')}</h1>", sanitize=False)
            self._numbers = ui.element("dl").classes("numbers")
            self._numbers.props["aria-label"] = self._word("now")
            with ui.element("section"):
                ui.html(f"<h2>{self._word('longest_waits')}</h2>", sanitize=False)
                self._waits = ui.element("ul").classes("rows")
            with ui.element("section"):
                ui.html(f"<h2>{self._word('agents')}</h2>", sanitize=False)
                self._members = ui.element("div").classes("members")
        self._cards: dict[str, MemberCard] = {}
        await self._refresh()
        follow(self._desk.live, EVERYTHING, self._on_news)
        ui.timer(AGAIN_S, self._refresh)

    async def _on_news(self, news: News) -> None:
        if news.kind not in ("changed", "presence", "queue") or self._wanted.is_set():
            return
        self._wanted.set()
        await asyncio.sleep(PAUSE_S)
        self._wanted.clear()
        await self._refresh()

    async def _refresh(self) -> None:
        team = await self._desk.look(self._agent)
        names = {one.agent.id: one.agent.name for one in team.members}
        self._draw_numbers(team)
        self._draw_waits(team, names)
        self._draw_members(team)

    def _draw_numbers(self, team: Team) -> None:
        wait = team.longest
        longest = "–" if wait is None else self._time(team.at, wait)
        shown = {
            "waits": str(len(team.waiting) - team.by_mail),
            "longest": longest,
            "by_mail": str(team.by_mail),
            "held": str(team.held),
            "here": str(team.here),
            "room": str(team.room),
        }
        self._numbers.clear()
        with self._numbers:
            for key, value in shown.items():
                with ui.element("div").classes("number").mark(f"number-{key}"):
                    with ui.element("dt"):
                        ui.label(self._word(key))
                    with ui.element("dd"):
                        ui.label(value)

    def _draw_waits(self, team: Team, names: dict[str, str]) -> None:
        self._waits.clear()
        with self._waits:
            if not team.waiting:
                with ui.element("li"):
                    ui.label(self._word("nobody_waits")).classes("empty")
            for one in team.waiting[:SHOWN]:
                with ui.element("li").classes("row"):
                    self._about(one, team.at, "waits_for", names)
                    self._acts(one, give_back=False)

    def _draw_members(self, team: Team) -> None:
        """A card for each agent; a status switch in use stays where it is."""
        if [one.agent.id for one in team.members] != list(self._cards):
            self._members.clear()
            with self._members:
                if not team.members:
                    ui.label(self._word("no_agents")).classes("empty")
                self._cards = {
                    one.agent.id: MemberCard(one, self._language, self._set_status)
                    for one in team.members
                }
        for one in team.members:
            card = self._cards[one.agent.id]
            card.tell(one, self._time(team.at, one.told.since))
            card.rows.clear()
            with card.rows:
                for held in one.held:
                    with ui.element("li").classes("row"):
                        self._about(held, team.at, "since", {})
                        self._acts(held, give_back=True)

    def _about(self, one: Held, at: datetime, key: str, names: dict[str, str]) -> None:
        told = [one.customer, label(one.reason, self._language), one.product]
        told.append(label(f"in_{one.language}", self._language))
        with ui.element("div").classes("about"):
            ui.label(" · ".join(part for part in told if part))
            if one.words:
                ui.label(one.words).classes("said")
            with ui.element("div").classes("why"):
                ui.label(self._word(key, time=self._time(at, one.since)))
                if one.unanswered:
                    waits = self._word("unanswered", time=self._time(at, one.unanswered))
                    ui.label(waits).classes("late")
                if one.offline and not one.call:
                    ui.label(self._word("mail"))
                if one.call:
                    ui.label(self._word("call"))
                if one.kept_for in names:
                    ui.label(self._word("kept_for", name=names[one.kept_for]))

    def _acts(self, one: Held, give_back: bool) -> None:
        short = one.conversation_id[:8]
        with ui.element("div").classes("choose"):
            open_it = ui.link(self._word("open"), f"/conversation/{one.conversation_id}")
            open_it.props["aria-label"] = f"{self._word('open')}: {short}"
            acts: list[tuple[str, Callable[[str], Awaitable[None]]]] = [("take_over", self._take)]
            if give_back:
                acts.append(("give_back", self._give_back))
            for key, act in acts:
                made = button(self._word(key), partial(act, one.conversation_id), "quiet")
                made.mark(key).props["aria-label"] = f"{self._word(key)}: {short}"

    async def _take(self, conversation_id: str) -> None:
        try:
            await self._desk.take_over(self._agent, conversation_id)
        except AlreadyClaimed:
            ui.notify(self._word("moved"), type="warning")
        except BotError as error:
            ui.notify(refusal(error, self._language), type="warning")
        else:
            ui.navigate.to(f"/conversation/{conversation_id}")

    async def _give_back(self, conversation_id: str) -> None:
        done = await self._desk.give_back(self._agent, conversation_id)
        ui.notify(self._word("given_back" if done else "moved"))

    async def _set_status(self, agent: Agent, status: str) -> None:
        told = await self._desk.set_status(self._agent, agent.id, status)
        shown = self._word("status_set", name=agent.name, status=self._word(told.status))
        if status != "offline" and told.status == "offline":
            shown = self._word("still_gone", name=agent.name)
        ui.notify(shown)

    def _time(self, at: datetime, since: datetime) -> str:
        return span((at - since).total_seconds(), self._language)

    def _word(self, key: str, **values: object) -> str:
        return word(key, self._language, **values)


class MemberCard:
    """One agent on the page: face, load, status and what they have."""

    def __init__(
        self, member: Member, language: str, set_status: Callable[[Agent, str], Awaitable[None]]
    ) -> None:
        self._language = language
        self._set_status = set_status
        self._agent = member.agent
        agent = member.agent
        with ui.element("article").classes("member").mark(f"member-{agent.name}") as card:
            card.props["aria-label"] = agent.name
            with ui.element("div").classes("who"):
                face(agent.name, agent.picture)
                with ui.element("div").classes("named"):
                    ui.label(agent.name).classes("name").props("role=heading aria-level=3")
                    self._told = ui.label("").classes("why")
                self._status = self._switch(member.told.status)
            self._load = ui.label("").classes("load")
            self.rows = ui.element("ul").classes("rows")

    def tell(self, member: Member, since: str) -> None:
        """Show how the agent is now."""
        self._agent, told = member.agent, member.told
        self._status.props["value"] = told.status
        self._status.update()
        why = {"away": "idle", "offline": "no_page"}.get(told.status) if told.by_itself else None
        parts = [word("since", self._language, time=since)]
        self._told.set_text(" · ".join([*parts, *([word(why, self._language)] if why else [])]))
        held, capacity = len(member.held), member.agent.capacity
        load = [word("load", self._language, held=held, capacity=capacity)]
        load += [word("kept", self._language, count=member.kept)] if member.kept else []
        load += [", ".join(label(f"in_{one}", self._language) for one in member.agent.languages)]
        self._load.set_text(" · ".join(load))

    def _switch(self, status: str) -> Element:
        """The browser's own select: its value is the server's to say."""
        made = ui.element("select").mark(f"status-{self._agent.name}")
        name = word("status_of", self._language, name=self._agent.name)
        made.props["aria-label"], made.props["value"] = name, status
        with made:
            for one in STATUSES:
                option = ui.html(word(one, self._language), sanitize=False, tag="option")
                option.props["value"] = one
        return made.on("change", self._chosen, js_handler="(event) => emit(event.target.value)")

    async def _chosen(self, event: GenericEventArguments) -> None:
        await self._set_status(self._agent, str(event.args))
