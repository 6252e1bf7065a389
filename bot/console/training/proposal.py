"""One proposal on the page of training examples: its lines, its patch, what it would change, and
its decision. Depends on the desk, the measurement's part and the pieces beside it.
"""

from collections.abc import Awaitable, Callable
from functools import partial

from nicegui import ui

from bot.agents import Agent
from bot.console.parts import button, when
from bot.console.refused import refusal
from bot.console.training.desk import Shown, TrainingDesk
from bot.console.training.parts import Cell, board, download, note, said, section, table
from bot.console.training.score import ScorePart
from bot.console.training.words import WORDS, intent_words, percent, word
from bot.errors import BotError
from bot.proposals.limit import LEARNT
from bot.proposals.proposals import LONGEST_REASON
from bot.proposals.tables import OPEN, WITHDRAWN, ProposedExample

SIGNS = {"+": "plus", "-": "minus", "@": "hunk"}
NAMED = 4
"""Intents that a note names; more of them are only counted."""


class ProposalPage:
    """The proposal on one editor's screen."""

    def __init__(self, desk: TrainingDesk, viewer: Agent, proposal_id: int) -> None:
        self._desk = desk
        self._viewer = viewer
        self._language = viewer.language
        self._id = proposal_id

    async def build(self) -> None:
        """Lay it out; `NoProposal`."""
        shown = await self._desk.show(self._viewer, self._id)
        score = ScorePart(self._desk, self._viewer, self._id)
        with board(self._word("proposal", id=self._id)):
            ui.link(self._word("back"), "/training")
            await self._head(shown)
            self._notes(shown)
            score.build(shown)
            if shown.told.examples:
                with section(self._word("lines")):
                    self._lines(shown)
            with section(self._word("patch")):
                self._patch(shown)
            self._left_out(shown.told.row.left_out)
            if shown.told.row.state == OPEN:
                with section(self._word("decide")):
                    self._decision()
        score.follow()

    async def _head(self, shown: Shown) -> None:
        row = shown.told.row
        with ui.element("div").classes("states"):
            ui.label(self._word(row.state)).classes(f"state {row.state}").mark("state")
            if row.simulated:
                ui.label(self._word("simulated")).classes("state simulated")
            ui.label(f"{self._word('made')}: {when(row.made_at)}").classes("soft")
            if row.decided_at and row.decided_by:
                who = await self._name(row.decided_by)
                told = self._word("decided", who=who, when=when(row.decided_at))
                ui.label(told).classes("soft")
        if row.reason:
            ui.label(f"{self._word('reason')}: {row.reason}").classes("reason")

    async def _name(self, agent_id: str) -> str:
        known = {one.id: one.name for one in await self._desk.agents.all()}
        return known.get(agent_id, self._word("somebody"))

    def _notes(self, shown: Shown) -> None:
        row, rendered = shown.told.row, shown.rendered
        if row.simulated:
            note(self._word("simulated_help"), "simulated")
        if row.state == WITHDRAWN:
            note(self._word("withdrawn_help"))
        if gone := len(shown.told.forgotten):
            note(self._word("forgotten", count=gone))
        if rendered.remains:
            note(self._word("remains", places=", ".join(rendered.remains)), "strong")
        if rendered.there:
            note(self._word("there", count=rendered.there))
        if rendered.lost:
            note(self._word("lost", count=len(rendered.lost)), "strong")
        if limit := rendered.over:
            named = [intent_words(one, self._language) for one in limit.intents[:NAMED]]
            intents = ", ".join(named) + (" …" if len(limit.intents) > NAMED else "")
            counts = {"total": limit.total, "each": limit.each, "dropped": limit.dropped}
            note(self._word("over", learnt=LEARNT, intents=intents, **counts), "strong")

    def _lines(self, shown: Shown) -> None:
        heads = [self._word(key) for key in ("question", "intent", "why")]
        is_open = shown.told.row.state == OPEN
        if is_open:
            heads.append(self._word("remove"))
        table(
            self._word("lines"),
            heads,
            [self._line(one, is_open) for one in shown.told.examples],
            "words",
        )

    def _line(self, one: ProposedExample, is_open: bool) -> list[Cell]:
        cells: list[Cell] = [
            said(one.text, one.language),
            f"{intent_words(one.intent, self._language)} · {one.language}",
            self._why(one),
        ]
        return [*cells, self._remover(one)] if is_open else cells

    def _why(self, one: ProposedExample) -> str:
        taken = intent_words(one.taken_for, self._language)
        return self._word(f"why_{one.why}", taken=taken, sure=percent(one.confidence))

    def _remover(self, one: ProposedExample) -> Callable[[], object]:
        def lay() -> None:
            made = button(self._word("remove"), partial(self._on_remove, one.id), "quiet")
            made.mark(f"remove-{one.id}")
            made.props["aria-label"] = self._word("remove_named", text=one.text)

        return lay

    async def _on_remove(self, example_id: int) -> None:
        await self._do(self._desk.remove(self._viewer, self._id, example_id))

    def _patch(self, shown: Shown) -> None:
        if not shown.rendered.patch:
            ui.label(self._word("all_there")).classes("empty")
        else:
            ui.label(self._word("patch_help")).classes("soft")
            self._diff(shown.rendered.patch)
        if shown.told.examples:
            with ui.element("div").classes("over files"):
                for kind in ("patch", "csv", "yml"):
                    if kind != "patch" or shown.rendered.patch:
                        address = f"/console/training/{self._id}.{kind}"
                        download(self._word(f"download_{kind}"), address)

    def _diff(self, patch: str) -> None:
        with ui.element("div").classes("diff").props("tabindex=0 role=region") as place:
            place.props["aria-label"] = self._word("patch")
            with ui.element("pre"):
                for row in patch.splitlines():
                    look = "file" if row.startswith(("+++", "---")) else SIGNS.get(row[:1], "")
                    ui.label(row or " ").classes(f"row-of {look}")

    def _left_out(self, left_out: dict[str, int]) -> None:
        told = {reason: count for reason, count in left_out.items() if f"out_{reason}" in WORDS}
        if not told:
            return
        with section(self._word("left_out")), ui.element("ul").classes("left-out"):
            for reason, count in sorted(told.items(), key=lambda one: -one[1]):
                with ui.element("li"):
                    ui.label(f"{count} · {self._word(f'out_{reason}')}")

    def _decision(self) -> None:
        ui.label(self._word("decide_help")).classes("soft")
        reason = ui.textarea(self._word("reason")).classes("write").mark("reason")
        self._reason = reason.props(f"outlined autogrow maxlength={LONGEST_REASON}")
        with ui.element("div").classes("buttons"):
            button(self._word("take"), partial(self._on_decide, True)).mark("take")
            button(self._word("reject"), partial(self._on_decide, False), "quiet").mark("reject")

    async def _on_decide(self, taken: bool) -> None:
        reason = str(self._reason.value or "")
        await self._do(self._desk.decide(self._viewer, self._id, taken, reason))

    async def _do(self, act: Awaitable[None]) -> None:
        """Do something and lay the page out anew; say why it cannot be done."""
        try:
            await act
        except BotError as error:
            ui.notify(refusal(error, self._language), type="warning")
        else:
            ui.navigate.to(f"/training?proposal={self._id}")

    def _word(self, key: str, **values: object) -> str:
        return word(key, self._language, **values)
