"""One group on the page of training examples: what its questions were taken for, and which intent
they are examples of. Depends on the desk and the pieces beside it.
"""

from collections.abc import Sequence

from nicegui import ui

from bot.agents import Agent
from bot.console.parts import button
from bot.console.refused import refusal
from bot.console.training.desk import TrainingDesk
from bot.console.training.parts import Cell, board, said, section, table
from bot.console.training.words import intent_words, percent, word
from bot.errors import BotError
from bot.proposals.confirming import Asked, GroupTold

SHOWN = 30


class GroupPage:
    """The group on one editor's screen."""

    def __init__(self, desk: TrainingDesk, viewer: Agent, group_id: int) -> None:
        self._desk = desk
        self._viewer = viewer
        self._language = viewer.language
        self._id = group_id

    async def build(self) -> None:
        """Lay it out; `NoGroup`."""
        intents = await self._desk.intents()
        group = await self._desk.group(self._viewer, self._id, intents)
        with board(group.label):
            ui.link(self._word("back"), "/training")
            self._choice(group, intents)
            with section(self._word("took")):
                self._counts(group)
            with section(self._word("differ_title"), "differing"):
                if group.differing:
                    self._asked(self._word("differ_title"), group.differing[:SHOWN])
                else:
                    ui.label(self._word("differ_none")).classes("empty")
            others = [one for one in group.newest if one not in group.differing][:SHOWN]
            if others:
                with section(self._word("newest")):
                    self._asked(self._word("newest"), others)

    def _choice(self, group: GroupTold, intents: Sequence[str]) -> None:
        named = {one: intent_words(one, self._language) for one in intents}
        options = {
            one: f"{name} ({one})" if name != one else one
            for one, name in sorted(named.items(), key=lambda pair: pair[1].casefold())
        }
        value = group.intent if group.intent in options else None
        with ui.element("div").classes("over choice"):
            chosen = ui.select(options, value=value, label=self._word("choose"))
            self._chosen = chosen.props("outlined").classes("write").mark("intent")
            button(self._word("confirm"), self._on_confirm).mark("confirm")
            if group.confirmed:
                button(self._word("take_back"), self._on_take_back, "quiet").mark("take_back")
        told = intent_words(group.confirmed, self._language) if group.confirmed else ""
        text = self._word("confirmed", intent=told) if told else ""
        ui.label(text).props("role=status").classes("soft").mark("standing")

    async def _on_confirm(self) -> None:
        intent = str(self._chosen.value or "")
        try:
            await self._desk.confirm(self._viewer, self._id, intent)
        except BotError as error:
            ui.notify(refusal(error, self._language), type="warning")
        else:
            ui.navigate.to(f"/training?group={self._id}")

    async def _on_take_back(self) -> None:
        await self._desk.take_back(self._viewer, self._id)
        ui.notify(self._word("taken_back"))
        ui.navigate.to(f"/training?group={self._id}")

    def _counts(self, group: GroupTold) -> None:
        counted = group.counted()
        if not counted:
            ui.label(self._word("took_none")).classes("empty")
            return
        heads = [self._word(key) for key in ("intent", "times", "share")]
        total = sum(times for _, times in counted)
        rows: list[list[Cell]] = [
            [intent_words(intent, self._language), str(times), percent(times / total)]
            for intent, times in counted
        ]
        table(self._word("took"), heads, rows, "narrow")

    def _asked(self, name: str, asked: Sequence[Asked]) -> None:
        heads = [self._word(key) for key in ("question", "taken_for", "confidence")]
        rows: list[list[Cell]] = [
            [
                said(one.text, one.language),
                intent_words(one.intent, self._language) if one.intent else self._word("not_asked"),
                percent(one.confidence),
            ]
            for one in asked
        ]
        table(name, heads, rows, "words")

    def _word(self, key: str, **values: object) -> str:
        return word(key, self._language, **values)
