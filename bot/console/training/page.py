"""The page of training examples at `/console/training`: proposals, and groups to be confirmed.

What is shown is in the address: `?show=confirmed&intent=...`, `?group=12`, `?proposal=3`. Depends
on the desk, and on the pages of one group and of one proposal beside it.
"""

from collections.abc import Mapping
from functools import partial
from html import escape
from urllib.parse import urlencode

from fastapi import Request
from nicegui import ui

from bot.agents import Agent
from bot.console.parts import button, when
from bot.console.refused import refusal
from bot.console.training.desk import TrainingDesk
from bot.console.training.group import GroupPage
from bot.console.training.parts import Cell, board, note, section, table
from bot.console.training.proposal import ProposalPage
from bot.console.training.words import intent_words, percent, points, word
from bot.errors import BotError
from bot.proposals.confirming import FILTERS, PAGE, SAMPLE, GroupTold
from bot.proposals.tables import READY, Proposal, ProposalScore

Asked = Mapping[str, str]


class TrainingRoom:
    """Lays out the page for whoever opens it. `demo`: simulated questions are taken in."""

    def __init__(self, desk: TrainingDesk, demo: bool = False) -> None:
        self._desk = desk
        self._demo = demo

    async def build(self, agent: Agent, request: Request) -> None:
        """What the address asks for; an error in the place of what is not there."""
        asked = request.query_params
        try:
            if proposal := _number(asked, "proposal"):
                await ProposalPage(self._desk, agent, proposal).build()
            elif group := _number(asked, "group"):
                await GroupPage(self._desk, agent, group).build()
            else:
                await ListPage(self._desk, agent, asked, self._demo).build()
        except BotError as error:
            with board(word("training", agent.language)):
                ui.label(refusal(error, agent.language)).props("role=alert")
                ui.link(word("back", agent.language), "/training")


def _number(asked: Asked, key: str) -> int:
    value = asked.get(key, "")
    return int(value) if value.isdecimal() and len(value) < 10 else 0


class ListPage:
    """Proposals and groups on one editor's screen."""

    def __init__(self, desk: TrainingDesk, viewer: Agent, asked: Asked, demo: bool) -> None:
        self._desk = desk
        self._viewer = viewer
        self._language = viewer.language
        self._show = asked.get("show", "") if asked.get("show") in FILTERS else FILTERS[0]
        self._intent = asked.get("intent", "")[:40]
        self._from = _number(asked, "from")
        self._demo = demo

    async def build(self) -> None:
        """Lay it out."""
        self._intents = await self._desk.intents()
        intents, viewer = self._intents, self._viewer
        groups = await self._desk.groups(viewer, self._show, self._intent, intents, self._from)
        latest = await self._desk.latest(viewer)
        confirmed = await self._desk.confirmed(viewer)
        with board(self._word("training")):
            ui.label(self._word("help")).classes("soft")
            if self._demo:
                note(f"{self._word('simulated')}. {self._word('simulated_help')}", "simulated")
            with section(self._word("proposals")):
                self._over = ui.element("div").classes("over")
                self._make(confirmed)
                self._proposals(latest)
            with section(self._word("groups")):
                self._form()
                self._groups(groups)

    def _make(self, confirmed: int) -> None:
        self._over.clear()
        with self._over:
            key = "confirmed_one" if confirmed == 1 else "confirmed_count"
            ui.label(self._word(key, count=confirmed)).props("role=status").mark("confirmed")
            if confirmed:
                self._maker = button(self._word("make"), self._on_make).mark("make")

    async def _on_make(self) -> None:
        self._maker.disable()
        ui.notify(self._word("making"))
        try:
            made = await self._desk.make(self._viewer)
        except BotError as error:
            ui.notify(refusal(error, self._language), type="warning")
            self._maker.enable()
        else:
            ui.navigate.to(f"/training?proposal={made}")

    def _proposals(self, latest: list[tuple[Proposal, int, ProposalScore | None]]) -> None:
        if not latest:
            ui.label(self._word("no_proposals")).classes("empty")
            return
        heads = [
            self._word(key) for key in ("one_proposal", "made", "lines", "state", "accuracy_change")
        ]
        table(self._word("proposals"), heads, [self._proposal(*one) for one in latest])

    def _proposal(self, row: Proposal, lines: int, score: ProposalScore | None) -> list[Cell]:
        href = f"/training?proposal={row.id}"
        change = "–"
        if score and score.state == READY and score.result:
            change = points(score.result["figures"][0]["change"], self._language)
        return [
            partial(ui.link, self._word("proposal", id=row.id), href),
            when(row.made_at),
            str(lines),
            partial(self._states, row, score),
            change,
        ]

    def _states(self, row: Proposal, score: ProposalScore | None) -> None:
        with ui.element("div").classes("states"):
            ui.label(self._word(row.state)).classes(f"state {row.state}")
            if row.state == "open":
                ui.label(self._word(score.state if score else "not_measured")).classes("soft")
            if row.simulated:
                ui.label(self._word("simulated")).classes("state simulated")

    def _form(self) -> None:
        with ui.element("form").props("method=get action=/console/training").classes("filters"):
            shows = {one: self._word(f"show_{one}") for one in FILTERS}
            select("show", self._word("which"), shows, self._show)
            named = {one: intent_words(one, self._language) for one in self._intents}
            ordered = dict(sorted(named.items(), key=lambda one: one[1].casefold()))
            any_one = {"": self._word("any"), **ordered}
            select("intent", self._word("intent"), any_one, self._intent)
            with ui.element("button").props("type=submit").classes("solid plain-button"):
                ui.label(self._word("show"))

    def _groups(self, groups: list[GroupTold]) -> None:
        if not groups:
            ui.label(self._word("nothing")).classes("empty")
        else:
            keys = ("group", "size", "likely", "share", "confidence", "differing")
            heads = [*(self._word(key) for key in keys), self._word("confirm")]
            rows = [self._group(one) for one in groups[:PAGE]]
            table(self._word("groups"), heads, rows, "groups")
            ui.label(self._word("sampled", count=SAMPLE)).classes("soft")
        with ui.element("div").classes("over"):
            if self._from:
                ui.link(self._word("first"), self._address(0))
            if len(groups) > PAGE:
                ui.link(self._word("more"), self._address(self._from + PAGE)).mark("more")

    def _address(self, start: int) -> str:
        asked = {"show": self._show, "intent": self._intent, "from": start or ""}
        return f"/training?{urlencode({key: one for key, one in asked.items() if one})}"

    def _group(self, group: GroupTold) -> list[Cell]:
        return [
            partial(ui.link, group.label, f"/training?group={group.id}"),
            str(group.size),
            intent_words(group.likely, self._language) if group.likely else "–",
            percent(group.share),
            percent(group.confidence),
            str(len(group.differing)),
            partial(self._act, group),
        ]

    def _act(self, group: GroupTold) -> None:
        with ui.element("div").classes("act").mark(f"group-{group.id}") as place:
            if group.confirmed:
                named = intent_words(group.confirmed, self._language)
                ui.label(self._word("confirmed", intent=named)).classes("soft")
            elif group.likely:
                intent = intent_words(group.likely, self._language)
                made = button(
                    self._word("confirm"), partial(self._on_confirm, group, place), "quiet"
                )
                named = self._word("confirm_as", label=group.label, intent=intent)
                made.mark(f"confirm-{group.id}").props["aria-label"] = named

    async def _on_confirm(self, group: GroupTold, place: ui.element) -> None:
        intent = group.likely or ""
        try:
            await self._desk.confirm(self._viewer, group.id, intent)
        except BotError as error:
            ui.notify(refusal(error, self._language), type="warning")
            return
        told = self._word("confirmed", intent=intent_words(intent, self._language))
        place.clear()
        with place:
            ui.label(told).classes("soft")
        ui.notify(told)
        self._make(await self._desk.confirmed(self._viewer))

    def _word(self, key: str, **values: object) -> str:
        return word(key, self._language, **values)


def select(name: str, title: str, options: Mapping[str, str], value: str) -> None:
    """A choice of a form that is an address."""
    with ui.element("label").classes("filter"):
        ui.label(title)
        with ui.element("select").props(f"name={name}"):
            for one, shown in options.items():
                option = ui.html(escape(shown), sanitize=False, tag="option")
                option.props["value"] = one
                if one == value:
                    option.props("selected")
