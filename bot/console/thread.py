"""One conversation: all that was said and noted, and the means to answer and end it.

News arrives through `bot.live`; bubbles are appended, never redrawn. Depends on the desk, the
tools, and the pieces of the page.
"""

from collections.abc import Awaitable, Callable, Sequence

from nicegui import ui
from nicegui.events import GenericEventArguments

from bot.agents import Agent
from bot.console.bubbles import bubble, note_bubble
from bot.console.composer import Composer
from bot.console.desk import AgentDesk
from bot.console.endings import Endings
from bot.console.follow import follow
from bot.console.keys import Keys
from bot.console.label_row import LabelRow
from bot.console.mentions import topic_of
from bot.console.parts import button
from bot.console.refused import refusal
from bot.console.side import CustomerPanel, Place, Side
from bot.console.standing import Standing
from bot.console.thread_words import word
from bot.console.tools import Tools
from bot.console.undo import UndoStrip
from bot.console.words import label
from bot.conversations import Conversation, Message
from bot.errors import BotError
from bot.live import News
from bot.notes import Looking, Note
from bot.roles import may

LOOK_EVERY_S = 20.0
STYLE = '<link rel="stylesheet" href="/static/console/thread.css">'
PEOPLE = ("customer", "agent")


class Thread:
    """One conversation on one agent's screen."""

    def __init__(self, desk: AgentDesk, tools: Tools, agent: Agent, row: Conversation) -> None:
        self._desk = desk
        self._tools = tools
        self._agent = agent
        self._id = row.id
        self._row = row
        self._language = agent.language
        self._seen = 0
        self._noted = 0
        self._marks: dict[int, ui.label] = {}
        self._looks = True
        self._keys = Keys(agent.language)
        self._composer = Composer(desk, tools, agent, row.id, row.language)
        self._looking = Looking(desk.live, row.id, agent.id)
        self._labels = LabelRow(tools.notebook.labels, desk, agent, row.id)
        self._endings = Endings(desk, tools, agent, row.id, lambda: self._seen, self._leave)
        self._standing = Standing(desk, tools, agent, row.id)

    async def build(self) -> None:
        """Lay out the page and keep it new."""
        ui.add_head_html(STYLE)
        self._keys.build()
        with ui.element("div").classes("talk"):
            with ui.element("div").classes("middle"):
                await self._head()
                self._log_place()
                self._lookers = ui.label("").classes("typing").props("role=status")
                self._typing = ui.label(label("typing", self._language)).classes("typing")
                self._typing.set_visibility(False)
                await self._composer.build()
                with ui.element("div").classes("foot"):
                    self._composer.buttons()
                    self._actions()
            self.side()
        self._add_keys()
        await self._refresh()
        UndoStrip(self._desk, self._agent, self._keys).build()
        ui.timer(0, self._fill_side, once=True)
        self._composer.start()
        follow(self._desk.live, self._id, self._on_news)
        self._look()

    def side(self) -> None:
        """Lay out the column beside the conversation: who the customer is, then the panels."""
        place = Place(self._id, self._agent, self._composer.insert, self._keys)
        customer = CustomerPanel(place, self._desk.customer, self._tools.customer_every_s)
        self._side = Side([customer, *(make(place) for make in self._tools.panels)])
        name = word("side", self._language)
        with ui.element("aside").classes("side").props(f'aria-label="{name}" tabindex=-1') as box:
            self._side_box = box
            self._loading = ui.label(word("side_loading", self._language)).classes("loading")

    async def _fill_side(self) -> None:
        """Once the page is there: what a panel asks of others must not keep the agent waiting."""
        with self._side_box:
            try:
                await self._side.build()
            finally:
                self._loading.delete()

    async def _head(self) -> None:
        with ui.element("div").classes("head"):
            ui.link(label("back", self._language), "/").classes("back")
            ui.html(f"<h1>{label('conversation', self._language)}</h1>", sanitize=False)
            self._standing.build()
            await self._labels.build()
            self._keys.button()

    def _log_place(self) -> None:
        name = label("conversation", self._language)
        said = ui.element("div").classes("scroller").props("role=log tabindex=0")
        with said.props(f'aria-label="{name}"').mark("log") as self._scroller:
            self._log = ui.element("div").classes("thread")

    def _actions(self) -> None:
        """What can be done with it: for who has it, for who may take it, for everybody."""
        language = self._language
        with ui.element("div").classes("buttons"):
            self._claim = button(label("claim", language), self._take).mark("claim")
            over = button(word("take_over", language), self._take_over, "quiet")
            self._over = over.mark("take_over")
            with ui.element("div").classes("buttons") as self._own:
                for key, act in (
                    ("resolve", self._endings.resolve),
                    ("transfer", self._endings.transfer),
                    ("merge", self._endings.merge),
                ):
                    button(word(key, language), act, "quiet").mark(key)
            button(word("labels", language), self._labels.edit, "quiet").mark("labels")

    def _add_keys(self) -> None:
        language = self._language
        for key, words, act in (
            ("c", word("claim_key", language), self._take),
            ("w", word("write_key", language), self._composer.write),
            ("/", word("canned", language), self._composer.canned),
            ("n", word("note_key", language), self._composer.note),
            ("u", word("upload_key", language), self._composer.attach),
            ("r", word("resolve", language), self._if_mine(self._endings.resolve)),
            ("t", word("transfer", language), self._if_mine(self._endings.transfer)),
            ("m", word("merge", language), self._if_mine(self._endings.merge)),
            ("o", word("take_over", language), self._take_over),
            ("l", word("labels", language), self._labels.edit),
            ("h", word("log_key", language), self._to_log),
            ("s", word("side_key", language), self._to_side),
            ("escape", word("leave_key", language), self._leave),
        ):
            self._keys.add(key, words, act)

    async def _refresh(self) -> bool:
        """Append what is new and show how it stands; whether only people's words were new."""
        messages = await self._new()
        notes = await self._tools.notebook.notes.after(self._id, self._noted)
        await self._append(messages, notes)
        if any(one.author != "agent" for one in messages):
            self._typing.set_visibility(False)
        self._row = row = await self._desk.transcript.get(self._id)
        self._composer.spoken = row.language
        self._log.props(f"lang={row.language}")
        self._show(row)
        await self._standing.show(row)
        await self._mark_read()
        return bool(messages) and all(one.author in PEOPLE for one in messages)

    async def _new(self) -> list[Message]:
        """Every message that is not on the page yet."""
        found: list[Message] = []
        while more := await self._desk.transcript.after(self._id, self._seen):
            found += more
            self._seen = more[-1].seq
        return found

    async def _append(self, messages: Sequence[Message], notes: Sequence[Note]) -> None:
        """Messages and notes, in the order of their times."""
        answers = [one.data["answer"] for one in messages if one.data.get("answer")]
        known = {}
        if answers and self._tools.answers:
            known = await self._tools.answers.confidences(answers)
        with self._log:
            both: list[Message | Note] = [*messages, *notes]
            for one in sorted(both, key=lambda each: each.created_at):
                if isinstance(one, Note):
                    note_bubble(one, self._language)
                    self._noted = one.id
                elif mark := bubble(one, self._language, known):
                    self._marks[one.seq] = mark
        if notes and await self._tools.notebook.notes.seen(self._agent.id, self._id):
            self._desk.live.publish(News(topic_of(self._agent.id), "notes", self._agent.id))

    def _show(self, row: Conversation) -> None:
        mine = row.state == "agent" and row.assigned_agent == self._agent.id
        self._composer.show(mine)
        self._own.set_visibility(mine)
        self._claim.set_visibility(row.state == "waiting" and may(self._agent, "answer"))
        self._over.set_visibility(self._standing.may_take_over(row))
        for seq in [one for one in self._marks if one <= row.customer_read_seq]:
            self._marks.pop(seq).set_text(word("read_mark", self._language))
        for seq, mark in self._marks.items():
            key = "got_mark" if seq <= row.customer_got_seq else "sent_mark"
            mark.set_text(word(key, self._language))

    async def _mark_read(self) -> None:
        """What is on the screen of the agent in charge was read, while somebody looks at it."""
        row = self._row
        mine = row.state == "agent" and row.assigned_agent == self._agent.id
        if mine and self._looks and row.agent_read_seq < self._seen:
            await self._desk.looked(self._id, self._seen)

    async def _on_news(self, news: News) -> None:
        people_only = False
        if news.kind == "changed":
            people_only = await self._refresh()
        elif news.kind in ("marks", "notes"):
            await self._refresh()
            await self._labels.refresh()
        elif news.kind == "typing" and news.author != "agent":
            key = "typing" if news.author == "customer" else "assistant_typing"
            words = label(key, self._language) if key == "typing" else word(key, self._language)
            self._typing.set_text(words)
            self._typing.set_visibility(news.on)
        elif news.kind == "looking" and self._looking.hear(news):
            await self._show_lookers()
        await self._side.on_news(news, people_only)

    def _look(self) -> None:
        """Tell the others that this page is open, for as long as it is."""
        self._looking.tell()
        ui.timer(LOOK_EVERY_S, self._still_looking, immediate=False)
        ui.context.client.on_delete(lambda: self._looking.tell(False))
        ui.on("looked", self._on_look)

    async def _still_looking(self) -> None:
        self._looking.tell()
        await self._show_lookers()

    async def _show_lookers(self) -> None:
        others = self._looking.others()
        people = {one.id: one.name for one, _ in await self._tools.colleagues()} if others else {}
        names = ", ".join(people.get(one, "?") for one in others)
        self._lookers.set_text(word("looking", self._language, names=names) if others else "")

    async def _on_look(self, event: GenericEventArguments) -> None:
        """The page came to the front, or went behind another one."""
        self._looks = bool(event.args)
        await self._mark_read()

    def _to_log(self) -> None:
        self._scroller.run_method("focus")

    def _to_side(self) -> None:
        self._side_box.run_method("focus")

    def _leave(self) -> None:
        ui.navigate.to("/")

    def _if_mine(self, act: Callable[[], Awaitable[None]]) -> Callable[[], Awaitable[None]]:
        async def only() -> None:
            if self._own.visible:
                await act()

        return only

    async def _take(self) -> None:
        if self._claim.visible:
            await self._try(self._desk.claim(self._id, self._agent))

    async def _take_over(self) -> None:
        if self._over.visible:
            await self._try(self._desk.take_over(self._id, self._agent))

    async def _try(self, work: Awaitable[None]) -> None:
        try:
            await work
        except BotError as error:
            ui.notify(refusal(error, self._language), type="warning")
