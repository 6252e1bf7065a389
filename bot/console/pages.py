"""The console's pages: the list of who waits, and one conversation.

Pages only show and call `AgentDesk`. News arrives through `bot.live`; bubbles are appended,
never redrawn. A customer's words are shown as labels, never as markup.
"""

import uuid
from collections.abc import Awaitable, Callable

import structlog
from fastapi import FastAPI, Request
from fastapi.responses import RedirectResponse
from nicegui import background_tasks, ui

from bot.agents import Agent, Agents
from bot.console.desk import AgentDesk
from bot.console.login import COOKIE
from bot.console.parts import STYLE, bubble, header, waiting_list
from bot.console.words import label
from bot.conversations import AlreadyClaimed, ConversationNotFound, NotYours
from bot.live import EVERYTHING, Live, News

log = structlog.get_logger()
LOGIN = "/console/login"
TYPING_EVERY_S = 2.0


def mount(app: FastAPI, desk: AgentDesk, agents: Agents, secret: str, company: str) -> None:
    """Put the console's pages at `/console` of `app`."""
    Pages(desk, agents, company).register()
    ui.run_with(
        app,
        mount_path="/console",
        title=f"{company}: console",
        dark=None,
        storage_secret=secret,
        tailwind=False,
        show_welcome_message=False,
    )


class Pages:
    """The page builders over one desk."""

    def __init__(self, desk: AgentDesk, agents: Agents, company: str) -> None:
        self._desk = desk
        self._agents = agents
        self._company = company

    def register(self) -> None:
        """Tell NiceGUI of the pages."""
        # NiceGUI reads the signature of a page function: bound methods have lost their `self`.
        ui.page("/")(self.home)
        ui.page("/conversation/{conversation_id}")(self.conversation)

    async def home(self, request: Request) -> RedirectResponse | None:
        """Who waits, and the agent's own conversations."""
        agent = await self._who(request)
        if agent is None:
            return RedirectResponse(LOGIN)
        ui.add_css(STYLE)
        language = agent.language
        header(agent, self._company, self._switch(agent))
        with ui.element("main").classes("board"):
            ui.html(f"<h1>{label('conversations', language)}</h1>", sanitize=False)
            place = ui.element("div").classes("lists").props("aria-live=polite")

        async def refresh() -> None:
            waiting, mine = await self._desk.waiting(), await self._desk.mine(agent)
            place.clear()
            with place:
                waiting_list("waiting", "nobody_waits", waiting, language, self._claimer(agent))
                waiting_list("mine", "none_mine", mine, language, go_to)

        await refresh()
        follow(self._desk.live, EVERYTHING, lambda news: refresh())
        ui.timer(30.0, refresh)
        return None

    async def conversation(self, request: Request, conversation_id: str) -> RedirectResponse | None:
        """One conversation: all that was said, and the means to answer and end it."""
        agent = await self._who(request)
        if agent is None:
            return RedirectResponse(LOGIN)
        ui.add_css(STYLE)
        header(agent, self._company, self._switch(agent))
        try:
            await self._desk.transcript.get(conversation_id)
        except ConversationNotFound:
            ui.label(label("not_found", agent.language)).classes("board")
            return None
        await Thread(self._desk, agent, conversation_id).build()
        return None

    async def _who(self, request: Request) -> Agent | None:
        return await self._agents.of_session(request.cookies.get(COOKIE, ""))

    def _switch(self, agent: Agent) -> Callable[[], Awaitable[None]]:
        async def switch() -> None:
            other = "en" if agent.language == "es" else "es"
            await self._agents.set_language(agent.id, other)
            ui.navigate.reload()

        return switch

    def _claimer(self, agent: Agent) -> Callable[[str], Awaitable[None]]:
        async def claim(conversation_id: str) -> None:
            try:
                await self._desk.claim(conversation_id, agent)
            except AlreadyClaimed:
                ui.notify(label("taken", agent.language), type="warning")
            else:
                await go_to(conversation_id)

        return claim


async def go_to(conversation_id: str) -> None:
    """Open a conversation's page."""
    ui.navigate.to(f"/conversation/{conversation_id}")


class Thread:
    """One conversation on one agent's screen."""

    def __init__(self, desk: AgentDesk, agent: Agent, conversation_id: str) -> None:
        self._desk = desk
        self._agent = agent
        self._id = conversation_id
        self._language = agent.language
        self._seen = 0
        # A retry after a lost socket repeats the id: it is not a second message.
        self._draft_id = str(uuid.uuid4())

    async def build(self) -> None:
        """Lay out the page and keep it new."""
        with ui.element("main").classes("board"):
            ui.link(label("back", self._language), "/").classes("back")
            ui.html(f"<h1>{label('conversation', self._language)}</h1>", sanitize=False)
            self._state = ui.label("").classes("state")
            self._log = ui.element("div").classes("thread").props("role=log aria-live=polite")
            self._typing = ui.label(label("typing", self._language)).classes("typing")
            self._typing.set_visibility(False)
            self._actions = ui.element("div").classes("actions")
            self._composer()
        await self._refresh()
        follow(self._desk.live, self._id, self._on_news)

    def _composer(self) -> None:
        with self._actions:
            write = ui.textarea(label("write", self._language)).props("outlined autogrow")
            self._text = write.classes("write").mark("reply")
            self._text.on("keydown.enter.exact.prevent", self._send)
            self._text.on("keydown", self._tell_typing, throttle=TYPING_EVERY_S)
            with ui.element("div").classes("buttons"):
                ui.button(label("send", self._language), on_click=self._send).mark("send")
                for key, to in (("to_bot", "bot"), ("close", "closed")):
                    text = label(key, self._language)
                    ui.button(text, on_click=self._ender(to)).props("outline").mark(key)
        self._claim = ui.button(label("claim", self._language), on_click=self._take).mark("claim")

    async def _refresh(self) -> None:
        for message in await self._desk.transcript.after(self._id, self._seen):
            with self._log:
                bubble(message, self._language)
            self._seen = message.seq
        row = await self._desk.transcript.get(self._id)
        self._state.set_text(label(f"state_{row.state}", self._language))
        mine = row.state == "agent" and row.assigned_agent == self._agent.id
        self._actions.set_visibility(mine)
        self._claim.set_visibility(row.state == "waiting")

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


def follow(live: Live, topic: str, on_news: Callable[[News], Awaitable[None]]) -> None:
    """Call `on_news` in this page's context for each piece of news, while the page is open.

    Once at the start too: something may have been written while the page was laid out.
    """
    client = ui.context.client

    async def tell(news: News) -> None:
        try:
            with client:
                await on_news(news)
        except Exception:
            # One failed look must not end the page's news.
            log.exception("console_failed", topic=topic)

    async def listen() -> None:
        async with live.subscribe(topic) as queue:
            await tell(News(topic))
            while True:
                await tell(await queue.get())

    task = background_tasks.create(listen(), name=f"console {topic}")
    client.on_delete(lambda: task.cancel())
