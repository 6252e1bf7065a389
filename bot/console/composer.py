"""What an agent writes: the reply to the customer and the private note, each with its draft.

Depends on the desk, the tools and the field.
"""

import asyncio
import re
import time
import uuid
from collections.abc import Sequence
from functools import partial
from typing import Any

from nicegui import events, ui

from bot.agents import Agent
from bot.backoffice import ShopUnavailable
from bot.console.blanks import blanks
from bot.console.desk import AgentDesk
from bot.console.field import Choice, Field, Suggestions
from bot.console.mentions import topic_of
from bot.console.parts import button
from bot.console.thread_words import word
from bot.console.tools import Tools
from bot.console.words import label
from bot.conversations import NotYours
from bot.errors import BotError
from bot.live import News
from bot.notes import Blanks, Drafted, NoteRejected, called, fill, gaps

LONGEST = 4000
TYPING_EVERY_S = 2.0
KEEP_EVERY_S = 0.7
SLASH = re.compile(r"(?:^|(?<=\s))(?P<word>/(?P<typed>[\w-]*))\Z")
AT = re.compile(r"(?:^|(?<=\s))(?P<word>@(?P<typed>\w[\w ]{0,30}|))\Z")


class Composer:
    """The two fields of one page. `spoken` is the customer's language, told by the page."""

    def __init__(
        self, desk: AgentDesk, tools: Tools, agent: Agent, conversation_id: str, spoken: str
    ) -> None:
        self._desk = desk
        self._tools = tools
        self._agent = agent
        self._id = conversation_id
        self.spoken = spoken
        self._mode = ""
        self._mine = False
        self._data: dict[str, list[dict[str, Any]]] = {}
        self._dirty: set[str] = set()
        self._told_at = 0.0
        self._keeping = asyncio.Lock()
        # A retry after a lost socket repeats the id: it is not a second message.
        self._draft_id = str(uuid.uuid4())

    async def build(self) -> None:
        """Lay it out with the drafts in it."""
        drafts = await self._tools.notebook.drafts.of(self._agent.id, self._id)
        reply, note = drafts.get("reply", Drafted()), drafts.get("note", Drafted())
        self._data = dict(reply.data)
        with ui.element("div").classes("composer"):
            self._modes()
            self._reply = self._field("reply", reply.text)
            self._note = self._field("note", note.text)
            self._with = ui.element("div").classes("attached")
        self._show_data()

    def start(self) -> None:
        """Keep the drafts from now on. NiceGUI sends a page as soon as it has a timer."""
        ui.timer(KEEP_EVERY_S, self.keep, immediate=False)
        ui.context.client.on_disconnect(self.keep)

    def show(self, mine: bool) -> None:
        """Replies are for who is in charge; notes for everybody."""
        self._mine = mine
        mode = "reply" if mine and not self._mode else self._mode
        self._switch("" if mode == "reply" and not mine else mode)

    def insert(self, text: str, data: dict[str, Any] | None = None) -> None:
        """Put words at the end of the reply, and `data` with it; see `bot.console.side.Insert`."""
        if not self._mine:
            ui.notify(label("ended", self._agent.language), type="warning")
            return
        for key, more in (data or {}).items():
            known = self._data.setdefault(key, [])
            known.extend(one for one in more if one not in known)
        self._reply.add(text)
        self._dirty.add("reply")
        self._show_data()
        self.write()

    def write(self) -> None:
        """The cursor goes to the reply."""
        if self._mine:
            self._switch("reply")
            self._reply.focus()

    def note(self) -> None:
        """The cursor goes to the note."""
        self._switch("note")
        self._note.focus()

    def canned(self) -> None:
        """The list of canned replies, as if a slash was typed."""
        if self._mine:
            self.write()
            before = self._reply.text
            self._reply.text = (
                f"{before} /" if before and not before[-1].isspace() else f"{before}/"
            )

    def attach(self) -> None:
        """The browser asks for a file."""
        if self._mine and self._tools.take_file:
            self._switch("reply")
            self._upload.run_method("pickFiles")

    async def keep(self) -> None:
        """Write what changed to the drafts."""
        # One after the other: what was sent must not come back as a draft.
        async with self._keeping:
            kinds, self._dirty = self._dirty, set()
            for kind in kinds:
                field = self._reply if kind == "reply" else self._note
                draft = Drafted(field.text, dict(self._data) if kind == "reply" else {})
                await self._tools.notebook.drafts.keep(self._agent.id, self._id, kind, draft)

    def _modes(self) -> None:
        language = self._agent.language
        with ui.element("div").classes("modes").props("role=group"):
            self._to_reply = button(word("reply_mode", language), self.write, "tab")
            self._to_note = button(word("note_mode", language), self.note, "tab").mark("to_note")

    def _field(self, kind: str, text: str) -> Field:
        language, reply = self._agent.language, kind == "reply"
        suggestions = (
            Suggestions(word("canned", language), SLASH, self._find_replies)
            if reply
            else Suggestions(word("colleagues", language), AT, self._find_colleagues)
        )
        field = Field(
            word("write" if reply else "note", language),
            kind,
            LONGEST,
            suggestions,
            self._send if reply else self._save_note,
            lambda: self._changed(kind),
        )
        field.build(text)
        field.area.props["data-key"] = "w" if reply else "n"
        field.area.props["hint"] = word("write_hint" if reply else "note_hint", language)
        return field

    def buttons(self) -> None:
        """Lay out what sends and attaches; `build` comes before, `show` after."""
        language = self._agent.language
        with ui.element("div").classes("buttons"):
            self._do_send = button(word("send", language), self._send).mark("send")
            self._do_save = button(word("save_note", language), self._save_note).mark("save_note")
            self._do_attach = button(word("upload", language), self.attach, "quiet")
            self._upload = ui.upload(
                on_upload=self._take_file,
                multiple=True,
                auto_upload=True,
                max_file_size=self._tools.most_bytes or None,
                on_rejected=lambda: ui.notify(word("file_refused", language), type="warning"),
            )
            self._upload.classes("hidden").props("aria-hidden=true no-thumbnails")

    def _switch(self, mode: str) -> None:
        self._mode = mode
        reply, note = mode == "reply", mode == "note"
        self._reply.show(reply)
        self._note.show(note)
        self._with.set_visibility(reply)
        self._to_reply.set_visibility(self._mine)
        self._do_send.set_visibility(reply)
        self._do_save.set_visibility(note)
        self._do_attach.set_visibility(reply and self._tools.take_file is not None)
        for one, on in ((self._to_reply, reply), (self._to_note, note)):
            one.props(f"aria-pressed={'true' if on else 'false'}")

    def _changed(self, kind: str) -> None:
        self._dirty.add(kind)
        at = time.monotonic()
        if kind == "reply" and self._reply.text and at - self._told_at > TYPING_EVERY_S:
            self._told_at = at
            self._desk.typing(self._id, True)

    async def _send(self) -> None:
        text, language = self._reply.text.strip(), self._agent.language
        if not text and not self._data.get("files"):
            return
        if missing := gaps(text):
            ui.notify(word("gap", language, gap=missing[0]), type="warning")
            return
        try:
            await self._desk.say(self._id, self._agent, text, self._draft_id, dict(self._data))
        except NotYours:
            ui.notify(label("ended", language), type="warning")
            return
        self._draft_id, self._data, self._told_at = str(uuid.uuid4()), {}, 0.0
        # Whoever types on while it is sent keeps what they typed.
        self._reply.text = self._reply.text.lstrip().removeprefix(text).lstrip()
        self._show_data()
        self._dirty.add("reply")
        await self.keep()
        self._desk.typing(self._id, False)

    async def _save_note(self) -> None:
        people = {one.id: one.name for one, _ in await self._tools.colleagues()}
        text = self._note.text.strip()
        if not text:
            return
        calls = called(text, people)
        notes = self._tools.notebook.notes
        try:
            note = await notes.add(self._id, self._agent.id, self._agent.name, text, calls)
        except NoteRejected:
            ui.notify(word("note_too_long", self._agent.language), type="warning")
            return
        self._note.text = ""
        self._dirty.add("note")
        await self.keep()
        self.write()
        self._desk.live.publish(News(self._id, "notes", self._agent.id))
        for one in calls:
            self._desk.live.publish(News(topic_of(one), "notes", self._agent.id))
        await self._desk.audit.note(self._agent.id, "note", self._id, note=note.id, calls=calls)

    async def _take_file(self, event: events.UploadEventArguments) -> None:
        if not self._tools.take_file:
            return
        data, language = await event.file.read(), self._agent.language
        try:
            told = await self._tools.take_file(self._id, "agent", event.file.name, data, language)
        except BotError as error:
            ui.notify(error.message, type="warning")
        else:
            self.insert("", {"files": [told.as_dict()]})
        self._upload.reset()

    def _show_data(self) -> None:
        """What goes with the reply, each with a button that takes it out."""
        self._with.clear()
        language = self._agent.language
        with self._with:
            for key, rows in self._data.items():
                for one in list(rows):
                    name = str(one.get("name") or one.get("heading") or one.get("title"))
                    ui.label(word("attached", language, name=name)).classes("chip")
                    out = button("×", partial(self._take_out, key, one), "plain")
                    out.props["aria-label"] = word("remove", language, name=name)

    def _take_out(self, key: str, one: dict[str, Any]) -> None:
        self._data[key].remove(one)
        if not self._data[key]:
            del self._data[key]
        self._dirty.add("reply")
        self._show_data()

    async def _find_replies(self, typed: str) -> Sequence[Choice]:
        found = await self._tools.notebook.replies.starting(typed)
        return [
            Choice(
                f"/{one.shortcut}", one.text(self.spoken)[:200], self._filled(one.text(self.spoken))
            )
            for one in found
        ]

    def _filled(self, text: str) -> Any:
        async def filled() -> str:
            return fill(text, await self._blanks())

        return filled

    async def _find_colleagues(self, typed: str) -> Sequence[Choice]:
        people = [one for one, _ in await self._tools.colleagues() if one.id != self._agent.id]
        fit = [one for one in people if one.name.casefold().startswith(typed.casefold())]

        def named(name: str) -> Any:
            async def text() -> str:
                return f"@{name} "

            return text

        return [
            Choice(f"@{one.name}", one.email, named(one.name))
            for one in fit
            if one.name.casefold() != typed.strip().casefold()
        ][:6]

    async def _blanks(self) -> Blanks:
        escalation = await self._desk.escalation(self._id)
        try:
            told = await self._desk.customer(self._id)
        except ShopUnavailable:
            told = None
        return blanks(told, self._agent, escalation.product if escalation else None)
