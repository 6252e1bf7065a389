"""The history of one FAQ entry: every version with what changed, every act, and the way back.

Depends on the FAQ's parts.
"""

from nicegui import ui

from bot.agents import Agent
from bot.console.faq_parts import FaqDesk, address, head, tried, undo_strip
from bot.console.faq_words import begun, word
from bot.console.parts import button, when
from bot.editorial import Step, Wording
from bot.editorial.check_words import FIELDS
from bot.editorial.diff import Part, changes
from bot.editorial.words import ACTS

TAGS = {"gone": "del", "new": "ins", "same": "span"}


class HistoryPage:
    """The page on one editor's screen."""

    def __init__(self, desk: FaqDesk, agent: Agent, draft_id: int) -> None:
        self._desk = desk
        self._agent = agent
        self._language = agent.language
        self._draft_id = draft_id

    async def build(self) -> None:
        """Lay it out, the newest first."""
        reading = self._desk.editorial.reading
        entry = await reading.entry(self._draft_id)
        self._seen = entry.draft.version
        self._names = await self._desk.names(self._language)
        head(entry, self._names, self._language, "history")
        await undo_strip(self._desk, self._agent, self._draft_id)
        with ui.element("ol").classes("faq-steps").props("reversed"):
            for step in await reading.history(self._draft_id):
                with ui.element("li").mark(f"{step.kind}-{step.number}"):
                    self._step(step)

    def _step(self, step: Step) -> None:
        with ui.element("div").classes("faq-step"):
            done = ACTS[step.kind][self._language].format(of=step.of)
            ui.label(done).classes("faq-strong")
            ui.label(self._word("version", number=step.number))
            who = self._names.get(step.by, step.by)
            told = self._word("written_by", who=who, when=when(step.at))
            ui.label(told).classes("why")
            if step.undone:
                ui.label(self._word("taken_back")).classes("why late")
        if step.note and step.kind == "returned":
            ui.label(step.note).classes("faq-said")
        if step.wording is not None:
            self._changes(step, step.wording)

    def _changes(self, step: Step, wording: Wording) -> None:
        with ui.element("details").classes("faq-changes") as place:
            if step.number == self._seen:
                place.props("open")
            with ui.element("summary"):
                ui.label(self._word("differences"))
            show_changes(step.before, wording, self._language)
            if step.number != self._seen:
                made = button(self._word("restore"), lambda: self._restore(step.number), "quiet")
                made.mark(f"restore-{step.number}")
                made.props["aria-label"] = (
                    f"{self._word('restore')}: {self._word('version', number=step.number)}"
                )

    async def _restore(self, number: int) -> None:
        writing, agent = self._desk.editorial.writing, self._agent
        if await tried(agent, lambda: writing.restore(self._draft_id, number, self._seen, agent)):
            ui.navigate.to(address(self._draft_id))

    def _word(self, key: str, **values: object) -> str:
        return word(key, self._language, **values)


def show_changes(old: Wording | None, new: Wording, language: str) -> None:
    """The fields that differ, with what was taken out and what was added marked in them."""
    found = changes(old, new)
    if not found:
        ui.label(word("same", language)).classes("soft")
        return
    with ui.element("dl").classes("faq-diff"):
        for name, parts in found.items():
            with ui.element("dt"):
                ui.label(begun(FIELDS[name][language]))
            with ui.element("dd").props(f"lang={name[-2:]}" if name != "topic" else ""):
                for part in parts:
                    _part(part, language)


def _part(part: Part, language: str) -> None:
    """A piece of text; whether it is gone or new is said, not only shown by colour."""
    kind, text = part
    with ui.element(TAGS[kind]):
        if kind != "same":
            told = word("gone" if kind == "gone" else "added", language)
            ui.label(f"[{told}: ").classes("faq-sr")
        ui.label(text).classes("faq-part")
        if kind != "same":
            ui.label("]").classes("faq-sr")
