"""What a proposal would change of the assistant's score, and how far its measurement is.

Looks again every few seconds while one goes on. Depends on the desk and the pieces beside it.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from nicegui import ui

from bot.agents import Agent
from bot.console.parts import button, when
from bot.console.refused import refusal
from bot.console.training.desk import Shown, TrainingDesk
from bot.console.training.parts import Cell, heading, note, said, section, table
from bot.console.training.words import intent_words, points, word
from bot.errors import BotError
from bot.proposals.tables import FAILED, MEASURING, OPEN, WAITING, ProposalScore

LOOK_S = 2.0
GOING_ON = (WAITING, MEASURING)


class ScorePart:
    """The part on one editor's screen."""

    def __init__(self, desk: TrainingDesk, viewer: Agent, proposal_id: int) -> None:
        self._desk = desk
        self._viewer = viewer
        self._language = viewer.language
        self._id = proposal_id
        self._going_on = False

    def build(self, shown: Shown) -> None:
        """Lay it out."""
        with section(self._word("score"), "score"):
            name = self._desk.proposals.sources.tests.name
            ui.label(self._word("score_help", file=name)).classes("soft")
            self._place = ui.element("div").classes("standing").props("aria-live=polite")
        self._draw(shown)

    def follow(self) -> None:
        """Look again and again while it is measured; called when the page is laid out."""
        if self._going_on:
            self._timer = ui.timer(LOOK_S, self._look)

    async def _look(self) -> None:
        score = await self._desk.scores.latest(self._id)
        if score and score.state in GOING_ON:
            self._tell(score)
        else:
            self._timer.cancel()
            self._draw(await self._desk.show(self._viewer, self._id))

    def _draw(self, shown: Shown) -> None:
        self._going_on = bool(shown.score and shown.score.state in GOING_ON)
        self._place.clear()
        with self._place:
            if shown.score and self._going_on:
                self._progress(shown.score)
            else:
                self._ended(shown)
            if shown.ready and shown.ready.result:
                self._result(shown.ready, shown.ready.result, shown.stale)

    def _progress(self, score: ProposalScore) -> None:
        with ui.element("div").classes("over"):
            self._told = ui.label("").mark("standing")
            self._bar = ui.element("progress").props("max=100")
            self._bar.props["aria-label"] = self._word("measuring")
            button(self._word("cancel"), self._on_cancel, "quiet").mark("cancel")
        self._tell(score)

    def _tell(self, score: ProposalScore) -> None:
        stage = f": {self._word(score.stage)}" if score.state == MEASURING and score.stage else ""
        self._told.set_text(self._word(score.state) + stage)
        # A stage tells its part only while it answers; the bar moves by itself before.
        testing = score.stage.startswith("test")
        self._bar.props["value"] = round(100 * score.done) if testing else None
        self._bar.update()

    def _ended(self, shown: Shown) -> None:
        score = shown.score
        with ui.element("div").classes("over"):
            ui.label(self._word(score.state if score else "not_measured")).mark("standing")
            if shown.told.row.state == OPEN and shown.rendered.added:
                key = "again" if score else "measure"
                button(self._word(key), self._on_measure).mark("measure")
        if score and score.state == FAILED:
            ui.label(score.problem).classes("problem")

    async def _on_measure(self) -> None:
        try:
            await self._desk.measure(self._viewer, self._id)
        except BotError as error:
            ui.notify(refusal(error, self._language), type="warning")
        else:
            ui.notify(self._word("asked_to_measure"))
            ui.navigate.to(f"/training?proposal={self._id}")

    async def _on_cancel(self) -> None:
        await self._desk.cancel(self._viewer, self._id)
        ui.navigate.to(f"/training?proposal={self._id}")

    def _result(self, score: ProposalScore, result: dict[str, Any], stale: bool) -> None:
        if stale:
            note(self._word("stale"), "strong")
        self._figures(result)
        verdict = self._word(f"verdict_{verdict_of(result)}")
        shown_p = "< 0.001" if result["p"] < 0.001 else f"{result['p']:.3f}"
        shown_p = shown_p.replace(".", ",") if self._language == "es" else shown_p
        ui.label(self._word("how_measured", verdict=verdict, p=shown_p)).classes("verdict")
        counts = {key: result[key] for key in ("examples", "added")}
        told = self._word(
            "measured_at",
            when=when(score.ended_at or score.asked_at),
            count=result["messages"],
            file=Path(score.test_file).name,
            **counts,
        )
        ui.label(told).classes("soft")
        for kind in ("broken", "fixed", "other"):
            self._changed(kind, result[kind])

    def _figures(self, result: dict[str, Any]) -> None:
        keys = ("measure_name", "before", "after", "change", "interval")
        rows: list[list[Cell]] = [self._figure(one) for one in result["figures"]]
        for language, one in result["languages"].items():
            name = self._word(language) if language in ("es", "en") else language
            title = self._word("accuracy_in", spoken=name, count=one["messages"])
            change = points(one["after"] - one["before"], self._language)
            rows.append([title, self._share(one["before"]), self._share(one["after"]), change, "–"])
        heads = [self._word(key) for key in keys]
        table(self._word("score"), heads, rows, "figures-of")

    def _figure(self, one: dict[str, Any]) -> list[Cell]:
        low, high = (points(one[key], self._language) for key in ("low", "high"))
        return [
            self._word(one["measure"]),
            self._share(one["before"]),
            self._share(one["after"]),
            points(one["change"], self._language),
            f"{low} … {high}",
        ]

    def _share(self, value: float) -> str:
        return f"{points(value, self._language, sign=False)} %"

    def _changed(self, kind: str, rows: Sequence[dict[str, str]]) -> None:
        name = self._word(kind, count=len(rows))
        heading(name, 3)
        if rows:
            heads = [self._word(key) for key in ("message", "wanted", "before", "after")]
            cells: list[list[Cell]] = [
                [
                    said(one["text"], one["language"] or "es"),
                    *(
                        intent_words(one[key], self._language)
                        for key in ("true", "before", "after")
                    ),
                ]
                for one in rows
            ]
            table(name, heads, cells, "words")

    def _word(self, key: str, **values: object) -> str:
        return word(key, self._language, **values)


def verdict_of(result: dict[str, Any]) -> str:
    """Whether accuracy is "better", "worse" or the "same": by its interval, which leaves 0 out or
    not."""
    accuracy = result["figures"][0]
    if accuracy["low"] > 0:
        return "better"
    return "worse" if accuracy["high"] < 0 else "same"
