"""The labels of a conversation, and the dialog that changes them.

Depends on the desk, the notes and the parts.
"""

from nicegui import ui

from bot.agents import Agent
from bot.console.desk import AgentDesk
from bot.console.dialogs import dialog
from bot.console.parts import button
from bot.console.refused import refusal
from bot.console.thread_words import word
from bot.errors import BotError
from bot.live import News
from bot.notes import Labels


class LabelRow:
    """One page's labels."""

    def __init__(self, labels: Labels, desk: AgentDesk, agent: Agent, conversation_id: str) -> None:
        self._labels = labels
        self._desk = desk
        self._agent = agent
        self._id = conversation_id
        self._shown: list[str] | None = None

    async def build(self) -> None:
        """Lay it out."""
        self._row = ui.element("ul").classes("labels")
        self._row.props["aria-label"] = word("labels", self._agent.language)
        await self.refresh()

    async def refresh(self) -> None:
        """Draw them again where they changed."""
        names = await self._labels.of(self._id)
        if names == self._shown:
            return
        self._shown = names
        self._row.clear()
        with self._row:
            for name in names:
                with ui.element("li"):
                    ui.label(name).classes("chip")
        self._row.set_visibility(bool(names))

    async def edit(self) -> None:
        """The dialog: a box for each label in use, and a field for another one."""
        language, on = self._agent.language, set(await self._labels.of(self._id))
        known = sorted(on | set(await self._labels.known()))
        with dialog(word("labels", language)) as box:
            place = ui.element("div").classes("boxes")

            def offer(name: str, checked: bool) -> None:
                with place:
                    each = ui.checkbox(name, value=checked)
                    each.on_value_change(lambda event: self._set(name, bool(event.value)))

            for name in known:
                offer(name, name in on)
            new = ui.input(word("new_label", language)).props("outlined maxlength=40 autofocus")
            new.classes("write").mark("new_label")

            async def add() -> None:
                if await self._set(str(new.value or ""), True):
                    offer(new.value, True)
                    new.set_value("")

            new.on("keydown.enter.prevent", add)
            with ui.element("div").classes("buttons"):
                button(word("add", language), add).mark("add_label")
                button(word("done", language), box.close, "quiet")
        box.open()

    async def _set(self, name: str, on: bool) -> bool:
        try:
            if on:
                await self._labels.put(self._id, name, self._agent.id)
            else:
                await self._labels.take(self._id, name)
        except BotError as error:
            ui.notify(refusal(error, self._agent.language), type="warning")
            return False
        self._desk.live.publish(News(self._id, "notes", self._agent.id))
        action = "label" if on else "unlabel"
        await self._desk.audit.note(self._agent.id, action, self._id, label=name)
        return True
