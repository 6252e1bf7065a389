"""The console's pages: who may open them, and what they are made of.

Pages only show and call `AgentDesk`. A customer's words are shown as labels, never as markup.
"""

from collections.abc import Awaitable, Callable, Sequence

from fastapi import FastAPI, Request
from fastapi.responses import RedirectResponse
from nicegui import app as nicegui_app
from nicegui import ui

from bot.agents import Agent, Agents
from bot.console.board import Board
from bot.console.desk import AgentDesk
from bot.console.follow import leave_with_login
from bot.console.here import keep_here
from bot.console.keys import Keys
from bot.console.login import COOKIE
from bot.console.mentions import Mentions
from bot.console.parts import frame
from bot.console.queue_desk import QueueDesk
from bot.console.queue_view import BellPlace
from bot.console.rooms import Room, links, not_yours
from bot.console.thread import Thread
from bot.console.tools import Tools
from bot.console.undo import UndoStrip
from bot.console.words import label
from bot.conversations import ConversationNotFound
from bot.pages import STATIC_DIR
from bot.roles import may

LOGIN = "/console/login"
LOOK_EVERY_S = 30.0
BUILT_WITHIN_S = 20.0
Above = Callable[[Agent], Awaitable[None]]


async def nothing_above(agent: Agent) -> None:
    """Where nothing is to be said to everybody."""


def mount(
    app: FastAPI,
    desk: AgentDesk,
    agents: Agents,
    company: str,
    queue: QueueDesk,
    tools: Tools,
    rooms: Sequence[Room] = (),
    above: Above = nothing_above,
) -> None:
    """Put the console's pages at `/console` of `app`."""
    Pages(desk, agents, company, queue=queue, tools=tools, rooms=rooms, above=above).register()
    # A bar over every request says nothing to an agent, and has no name for a screen reader.
    nicegui_app.config.quasar_config["loadingBar"]["skipHijack"] = True
    ui.run_with(
        app,
        mount_path="/console",
        favicon=STATIC_DIR / "mark.svg",
        dark=None,
        tailwind=False,
        show_welcome_message=False,
    )


class Pages:
    """The page builders over one desk; `look_every_s` is how often a login is looked at again."""

    def __init__(
        self,
        desk: AgentDesk,
        agents: Agents,
        company: str,
        look_every_s: float = LOOK_EVERY_S,
        *,
        queue: QueueDesk,
        tools: Tools,
        rooms: Sequence[Room] = (),
        above: Above = nothing_above,
    ) -> None:
        """`above` lays out what stands above a page, conversations left out."""
        self._desk = desk
        self._agents = agents
        self._company = company
        self._look_every_s = look_every_s
        self._queue = queue
        self._tools = tools
        self._rooms = rooms
        self._above = above

    def register(self) -> None:
        """Tell NiceGUI of the pages."""
        # NiceGUI reads the signature of a page function: bound methods have lost their `self`.
        ui.page("/")(self.home)
        conversation = "/conversation/{conversation_id}"
        ui.page(conversation, response_timeout=BUILT_WITHIN_S)(self.conversation)
        for room in self._rooms:
            ui.page(room.path, response_timeout=BUILT_WITHIN_S)(self._room(room))

    async def home(self, request: Request) -> RedirectResponse | None:
        """Who waits, and the agent's own conversations."""
        agent = await self._enter(request, "/")
        if agent is None:
            return RedirectResponse(LOGIN)
        await self._above(agent)
        keys = Keys(agent.language)
        keys.build()
        Board(self._queue, agent, keys).build()
        UndoStrip(self._desk, agent, keys).build()
        self._stay(request, agent)
        return None

    async def conversation(self, request: Request, conversation_id: str) -> RedirectResponse | None:
        """One conversation."""
        agent = await self._enter(request)
        if agent is None:
            return RedirectResponse(LOGIN)
        try:
            row = await self._desk.transcript.get(conversation_id)
        except ConversationNotFound:
            ui.label(label("not_found", agent.language)).classes("board")
            return None
        await Thread(self._desk, self._tools, agent, row).build()
        self._stay(request, agent)
        return None

    async def _enter(self, request: Request, here: str = "") -> Agent | None:
        """Who is logged in, with the page's frame laid out; None for a stranger."""
        agent = await self._agents.of_session(key_of(request))
        if agent:
            await self._queue.presence.seen(agent.id)
            bell = BellPlace(self._queue, agent, ui.context.client)
            await bell.enter()
            mentions = Mentions(self._tools.notebook.notes, self._desk.live, agent)
            await mentions.enter()
            pages = links(agent, self._rooms)

            def in_bar() -> None:
                bell.build()
                mentions.build()

            demo = self._tools.demo
            frame(agent, self._company, self._switch(agent), in_bar, pages, here, demo=demo)
        return agent

    def _room(self, room: Room) -> Callable[[Request], Awaitable[RedirectResponse | None]]:
        """The page of `room`: what is in it, or for whom it is."""

        async def show(request: Request) -> RedirectResponse | None:
            agent = await self._enter(request, room.path.partition("/{")[0])
            if agent is None:
                return RedirectResponse(LOGIN)
            if may(agent, room.right):
                await self._above(agent)
                await room.build(agent, request)
            else:
                not_yours(agent, room)
            self._stay(request, agent)
            return None

        return show

    def _stay(self, request: Request, agent: Agent) -> None:
        """The page is one of the agent's while it is open, and ends with the login."""
        leave_with_login(self._agents, key_of(request), self._look_every_s)
        keep_here(self._queue.presence, agent)

    def _switch(self, agent: Agent) -> Callable[[], Awaitable[None]]:
        async def switch() -> None:
            other = "en" if agent.language == "es" else "es"
            await self._agents.set_language(agent.id, other)
            ui.navigate.reload()

        return switch


def key_of(request: Request) -> str:
    """The key of the session in the cookie; empty for a stranger."""
    return request.cookies.get(COOKIE, "")
