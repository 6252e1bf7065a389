"""What an editor does to a group on its page: rename, mark, merge, split, move, undo.

Depends on the questions' desk, dialogs and the parts.
"""

from collections.abc import Awaitable, Callable
from functools import partial

from nicegui import ui

from bot.agents import Agent
from bot.console.dialogs import dialog
from bot.console.markup import tag, text
from bot.console.parts import button, when
from bot.console.questions_desk import QuestionsDesk
from bot.console.questions_words import counted, word
from bot.console.refused import refusal
from bot.demand.volume import Group
from bot.errors import BotError
from bot.groups.tables import GroupEdit, QuestionGroup

MARKS = ("open", "person_only", "no_question")
Chosen = Callable[[int], Awaitable[None]]


class Edits:
    """The buttons and dialogs over one group. `ticked` are the questions chosen on the page."""

    def __init__(self, desk: QuestionsDesk, agent: Agent, group: Group, ticked: set[int]) -> None:
        self._desk = desk
        self._agent = agent
        self._language = agent.language
        self._group = group
        self._ticked = ticked

    def buttons(self) -> None:
        """What can be done with the group as a whole."""
        with ui.element("div").classes("buttons"):
            button(self._word("rename"), self._rename, "quiet").mark("rename")
            button(self._word("merge"), self._merge, "quiet").mark("merge")
            for mark in MARKS:
                if mark != self._group.mark:
                    made = button(self._word(f"set_{mark}"), partial(self._mark, mark), "quiet")
                    made.mark(f"mark-{mark}")

    def history(self, edits: list[GroupEdit]) -> None:
        """What was done to the group, and a way back."""
        with ui.element("section").classes("panel"):
            ui.html(tag("h2", text(self._word("edits"))), sanitize=False)
            if not edits:
                ui.label(self._word("no_edits")).classes("empty")
                return
            with ui.element("ul").classes("items"):
                for edit in edits:
                    with ui.element("li").classes("item"):
                        self._edit(edit)

    def _edit(self, edit: GroupEdit) -> None:
        with ui.element("div").classes("told"):
            ui.label(f"{self._word(f'edit_{edit.kind}')} · {when(edit.at)}")
        if edit.undone_at:
            ui.label(self._word("edit_undone")).classes("soft")
            return
        made = button(self._word("undo"), partial(self._undo, edit), "quiet")
        made.mark(f"undo-{edit.id}")
        made.props["aria-label"] = f"{self._word('undo')}: {self._word(f'edit_{edit.kind}')}"

    async def split(self) -> None:
        """The chosen questions become a group of their own, which opens."""
        if not self._ticked:
            ui.notify(self._word("none_ticked"), type="warning")
            return
        new: list[int] = []

        async def act() -> None:
            new.append(await self._desk.split(self._agent, self._group.id, self._ticked))

        if await self._tried(act(), "split_done"):
            ui.navigate.to(f"/questions/{new[0]}")

    def move(self) -> None:
        """The chosen questions go to a group that is searched for."""
        if not self._ticked:
            ui.notify(self._word("none_ticked"), type="warning")
            return

        async def chosen(into: int) -> None:
            act = self._desk.move(self._agent, self._group.id, self._ticked, into)
            if await self._tried(act, "moved"):
                ui.navigate.to(f"/questions/{into}")

        self._choose_group("move", chosen)

    def _merge(self) -> None:
        async def chosen(source: int) -> None:
            if await self._tried(self._desk.merge(self._agent, source, self._group.id), "merged"):
                ui.navigate.reload()

        self._choose_group("merge", chosen)

    def _choose_group(self, key: str, chosen: Chosen) -> None:
        """A dialog that finds groups by words or meaning."""
        with dialog(self._word(key)) as box:
            ui.label(self._word(f"{key}_help")).classes("soft")
            find = ui.input(self._word("find_group")).props("outlined").classes("write")
            find.mark("find_group").on("keydown.enter", lambda: search())
            button(self._word("search"), lambda: search(), "quiet").mark("search_group")
            found = ui.element("ul").classes("found").props("aria-live=polite")
            button(self._word("cancel"), box.close, "quiet")

        async def search() -> None:
            near = await self._desk.found(self._agent, str(find.value or ""), self._group.id)
            found.clear()
            with found:
                if not near:
                    with ui.element("li"):
                        ui.label(self._word("found_none")).props("role=status")
                for one in near:
                    with ui.element("li"):
                        self._found(one.group, partial(choose, one.group.id))

        async def choose(group_id: int) -> None:
            box.close()
            await chosen(group_id)

        box.open()

    def _found(self, group: QuestionGroup, choose: Callable[[], Awaitable[None]]) -> None:
        other = "en" if self._language == "es" else "es"
        names = [f"{kind}_{one}" for one in (self._language, other) for kind in ("name", "label")]
        label = next(filter(None, (getattr(group, one) for one in names)), "")
        size = counted(group.size, self._language)
        ui.label(f"{label} ({size})")
        made = button(self._word("choose"), choose, "quiet").mark(f"choose-{group.id}")
        made.props["aria-label"] = f"{self._word('choose')}: {label}"

    def _rename(self) -> None:
        with dialog(self._word("rename")) as box:
            ui.label(self._word("name_help")).classes("soft")
            fields = []
            for one, value in (("es", self._group.label_es), ("en", self._group.label_en)):
                made = ui.input(self._word(f"name_{one}"), value=value).props("outlined")
                made.props(f"maxlength=200 lang={one}").classes("write").mark(f"name_{one}")
                fields.append(made)

            async def save() -> None:
                es, en = (str(one.value or "") for one in fields)
                box.close()
                if await self._tried(
                    self._desk.name(self._agent, self._group.id, es, en), "renamed"
                ):
                    ui.navigate.reload()

            with ui.element("div").classes("buttons"):
                button(self._word("save"), save).mark("save_name")
                button(self._word("cancel"), box.close, "quiet")
        box.open()

    async def _mark(self, mark: str) -> None:
        async def act() -> None:
            await self._desk.mark(self._agent, self._group.id, mark)

        if await self._tried(act(), f"marked_{mark}"):
            ui.navigate.reload()

    async def _undo(self, edit: GroupEdit) -> None:
        if await self._tried(self._desk.undo(self._agent, edit), "undone"):
            ui.navigate.reload()

    async def _tried(self, act: Awaitable[None], done: str) -> bool:
        """Whether it was done; why not is told."""
        try:
            await act
        except BotError as error:
            ui.notify(refusal(error, self._language), type="warning")
            return False
        ui.notify(self._word(done))
        return True

    def _word(self, key: str, **values: object) -> str:
        return word(key, self._language, **values)
