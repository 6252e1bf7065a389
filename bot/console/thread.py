"""One conversation: all that was said, and the means to answer and end it.

News arrives through `bot.live`; bubbles are appended, never redrawn. Depends on the desk and
the parts.
"""

import uuid
from collections.abc import Awaitable, Callable
from typing import Any

from nicegui import ui

from bot.agents import Agent
from bot.backoffice import ShopUnavailable
from bot.console.customer import customer_panel, shop_is_down
from bot.console.desk import AgentDesk
from bot.console.follow import follow
from bot.console.parts import bubble, button
from bot.console.words import label
from bot.conversations import AlreadyClaimed, NotYours
from bot.live import News

TYPING_EVERY_S = 2.0
LONGEST = 4000


class Thread:
    """One conversation on one agent's screen."""

    def __init__(self, desk: AgentDesk, agent: Agent, conversation_id: str) -> None:
        self._desk = desk
        self._agent = agent
        self._id = conversation_id
        self._language = agent.language
        self._seen = 0
        self._told: dict[str, Any] | None = {}
        # A retry after a lost socket repeats the id: it is not a second message.
        self._draft_id = str(uuid.uuid4())

    async def build(self) -> None:
        """Lay out the page and keep it new."""
        with ui.element("div").classes("talk"):
            self._head()
            self._customer = ui.element("div").classes("customer-place")
            name = label("conversation", self._language)
            said = ui.element("div").classes("scroller").props("role=log tabindex=0")
            with said.props(f'aria-label="{name}"'):
                self._log = ui.element("div").classes("thread")
            self._typing = ui.label(label("typing", self._language)).classes("typing")
            self._typing.set_visibility(False)
            self._actions = ui.element("div").classes("actions")
            self._composer()
        await self._refresh()
        follow(self._desk.live, self._id, self._on_news)

    def _head(self) -> None:
        with ui.element("div").classes("head"):
            ui.link(label("back", self._language), "/").classes("back")
            ui.html(f"<h1>{label('conversation', self._language)}</h1>", sanitize=False)
            self._state = ui.label("").classes("state")

    def _composer(self) -> None:
        with self._actions:
            write = ui.textarea(label("write", self._language)).props("outlined autogrow")
            self._text = write.props(f"maxlength={LONGEST}").classes("write").mark("reply")
            self._text.on("keydown.enter.exact.prevent", self._send)
            self._text.on("keydown", self._tell_typing, throttle=TYPING_EVERY_S)
            with ui.element("div").classes("buttons"):
                button(label("send", self._language), self._send).mark("send")
                for key, to in (("to_bot", "bot"), ("close", "closed")):
                    button(label(key, self._language), self._ender(to), "quiet").mark(key)
        claim = button(label("claim", self._language), self._take)
        self._claim = claim.classes("claim").mark("claim")

    async def _refresh(self) -> None:
        for message in await self._desk.transcript.after(self._id, self._seen):
            with self._log:
                bubble(message, self._language)
            self._seen = message.seq
        await self._tell_customer()
        row = await self._desk.transcript.get(self._id)
        self._log.props(f"lang={row.language}")
        self._state.set_text(label(f"state_{row.state}", self._language))
        mine = row.state == "agent" and row.assigned_agent == self._agent.id
        self._actions.set_visibility(mine)
        self._claim.set_visibility(row.state == "waiting")

    async def _tell_customer(self) -> None:
        """Lay the customer's panel out anew, where something in it has changed: whoever reads in
        it must not lose their place."""
        try:
            told = await self._desk.customer(self._id)
        except ShopUnavailable:
            self._customer.clear()
            with self._customer:
                shop_is_down(self._language)
            return
        if told != self._told:
            self._told = told
            self._customer.clear()
            with self._customer:
                customer_panel(told, self._language, self._id)

    async def _on_news(self, news: News) -> None:
        if news.kind == "changed":
            await self._refresh()
        elif news.author == "customer":
            self._typing.set_visibility(news.on)

    def _tell_typing(self) -> None:
        self._desk.typing(self._id, True)

    async def _send(self) -> None:
        text = (self._text.value or "").strip()
        if not text:
            return
        try:
            await self._desk.say(self._id, self._agent, text, self._draft_id)
        except NotYours:
            ui.notify(label("ended", self._language), type="warning")
        else:
            self._draft_id = str(uuid.uuid4())
            self._text.set_value("")
            self._desk.typing(self._id, False)

    async def _take(self) -> None:
        try:
            await self._desk.claim(self._id, self._agent)
        except AlreadyClaimed:
            ui.notify(label("taken", self._language), type="warning")

    def _ender(self, to: str) -> Callable[[], Awaitable[None]]:
        async def end() -> None:
            try:
                await self._desk.resolve(self._id, self._agent, to)
            except NotYours:
                ui.notify(label("ended", self._language), type="warning")
            else:
                ui.navigate.to("/")

        return end
