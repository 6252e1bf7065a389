"""The page of canned replies at `/console/replies`: find, write, change, delete.

Depends on the notes, the audit log's shape and the parts.
"""

from functools import partial

from fastapi import Request
from nicegui import ui

from bot.agents import Agent
from bot.console.desk import Audit
from bot.console.dialogs import dialog, field
from bot.console.parts import button
from bot.console.thread_words import word
from bot.notes import VARIABLES, Canned, CannedRejected, Replies

BRACED = ", ".join(f"{{{one}}}" for one in VARIABLES)


class RepliesRoom:
    """Lays out the page for whoever opens it."""

    def __init__(self, replies: Replies, audit: Audit) -> None:
        self._replies = replies
        self._audit = audit

    async def build(self, agent: Agent, request: Request) -> None:
        """The list, with a field to find in it."""
        await RepliesPage(self._replies, self._audit, agent).build()


class RepliesPage:
    """The page on one agent's screen."""

    def __init__(self, replies: Replies, audit: Audit, agent: Agent) -> None:
        self._replies = replies
        self._audit = audit
        self._agent = agent
        self._language = agent.language

    async def build(self) -> None:
        """Lay it out."""
        language = self._language
        ui.add_head_html('<link rel="stylesheet" href="/static/console/thread.css">')
        with ui.element("div").classes("board replies"):
            ui.html(f"<h1>{word('replies', language)}</h1>", sanitize=False)
            ui.label(word("replies_help", language, variables=BRACED)).classes("soft")
            with ui.element("div").classes("over"):
                find = ui.input(word("find", language), on_change=self._refresh)
                self._find = find.props("outlined clearable").classes("write").mark("find")
                new = button(word("new_reply", language), lambda: self._edit(None))
                new.mark("new_reply")
            self._list = ui.element("div").props("role=list").classes("reply-list")
        await self._refresh()

    async def _refresh(self) -> None:
        wanted = str(self._find.value or "").casefold().removeprefix("/")
        replies = await self._replies.all()
        found = [one for one in replies if wanted in f"{one.shortcut} {one.es} {one.en}".casefold()]
        self._list.clear()
        with self._list:
            if not replies:
                ui.label(word("no_replies", self._language)).props("role=listitem")
            for one in found:
                self._row(one)

    def _row(self, reply: Canned) -> None:
        with ui.element("div").classes("reply").props("role=listitem"):
            ui.label(f"/{reply.shortcut}").classes("shortcut")
            ui.label(reply.es).classes("said").props("lang=es")
            ui.label(reply.en).classes("said").props("lang=en")
            with ui.element("div").classes("buttons"):
                for key, act in (("edit", self._edit), ("delete", self._ask_to_delete)):
                    made = button(word(key, self._language), partial(act, reply), "quiet").mark(
                        f"{key}-{reply.shortcut}"
                    )
                    made.props["aria-label"] = f"{word(key, self._language)} /{reply.shortcut}"

    def _edit(self, reply: Canned | None) -> None:
        """The dialog to write one; nothing typed is lost while something is wrong with it."""
        language, before = self._language, reply or Canned("", "", "")
        title = word("edit", language) if reply else word("new_reply", language)
        with dialog(title) as box:
            shortcut = ui.input(word("shortcut", language), value=before.shortcut)
            shortcut.props("outlined maxlength=33 prefix=/").classes("write").mark("shortcut")
            spanish = field(word("text_es", language), 4000).mark("text_es")
            english = field(word("text_en", language), 4000).mark("text_en")
            spanish.props("lang=es").set_value(before.es)
            english.props("lang=en").set_value(before.en)
            ui.label(BRACED).classes("soft")

            async def save() -> None:
                written = Canned(*(str(one.value or "") for one in (shortcut, spanish, english)))
                if await self._save(written, before.shortcut):
                    box.close()

            with ui.element("div").classes("buttons"):
                button(word("save", language), save).mark("save_reply")
                button(word("cancel", language), box.close, "quiet")
        box.open()

    async def _save(self, reply: Canned, instead_of: str) -> bool:
        try:
            kept = await self._replies.keep(reply, self._agent.id, instead_of)
        except CannedRejected as error:
            ui.notify(self._why(error), type="warning")
            return False
        await self._audit.note(self._agent.id, "reply_written", shortcut=kept.shortcut)
        ui.notify(word("saved", self._language))
        await self._refresh()
        return True

    def _why(self, error: CannedRejected) -> str:
        language = self._language
        value = error.value
        if error.problem == "bad_text":
            value = word(f"lang_{value}", language)
        return word(error.problem, language, value=value, variables=BRACED)

    def _ask_to_delete(self, reply: Canned) -> None:
        language = self._language
        with dialog(word("really_delete", language, shortcut=reply.shortcut)) as box:

            async def drop() -> None:
                await self._replies.drop(reply.shortcut)
                await self._audit.note(self._agent.id, "reply_deleted", shortcut=reply.shortcut)
                box.close()
                await self._refresh()

            with ui.element("div").classes("buttons"):
                button(word("delete", language), drop).mark("really_delete")
                button(word("cancel", language), box.close, "quiet")
        box.open()
