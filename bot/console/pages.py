"""The console's pages: who may open them, and what they are made of.

Pages only show and call `AgentDesk`. A customer's words are shown as labels, never as markup.
"""

from collections.abc import Awaitable, Callable

from fastapi import FastAPI, Request
from fastapi.responses import RedirectResponse
from nicegui import ui

from bot.agents import Agent, Agents
from bot.console.board import Board
from bot.console.desk import AgentDesk
from bot.console.follow import leave_with_login
from bot.console.login import COOKIE
from bot.console.parts import frame
from bot.console.thread import Thread
from bot.console.words import label
from bot.conversations import ConversationNotFound
from bot.pages import STATIC_DIR

LOGIN = "/console/login"
LOOK_EVERY_S = 30.0


def mount(app: FastAPI, desk: AgentDesk, agents: Agents, company: str) -> None:
    """Put the console's pages at `/console` of `app`."""
    Pages(desk, agents, company).register()
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
        self, desk: AgentDesk, agents: Agents, company: str, look_every_s: float = LOOK_EVERY_S
    ) -> None:
        self._desk = desk
        self._agents = agents
        self._company = company
        self._look_every_s = look_every_s

    def register(self) -> None:
        """Tell NiceGUI of the pages."""
        # NiceGUI reads the signature of a page function: bound methods have lost their `self`.
        ui.page("/")(self.home)
        ui.page("/conversation/{conversation_id}")(self.conversation)

    async def home(self, request: Request) -> RedirectResponse | None:
        """Who waits, and the agent's own conversations."""
        agent = await self._enter(request)
        if agent is None:
            return RedirectResponse(LOGIN)
        await Board(self._desk, agent).build()
        leave_with_login(self._agents, key_of(request), self._look_every_s)
        return None

    async def conversation(self, request: Request, conversation_id: str) -> RedirectResponse | None:
        """One conversation."""
        agent = await self._enter(request)
        if agent is None:
            return RedirectResponse(LOGIN)
        try:
            await self._desk.transcript.get(conversation_id)
        except ConversationNotFound:
            ui.label(label("not_found", agent.language)).classes("board")
            return None
        await Thread(self._desk, agent, conversation_id).build()
        leave_with_login(self._agents, key_of(request), self._look_every_s)
        return None

    async def _enter(self, request: Request) -> Agent | None:
        """Who is logged in, with the page's frame laid out; None for a stranger."""
        agent = await self._agents.of_session(key_of(request))
        if agent:
            frame(agent, self._company, self._switch(agent))
        return agent

    def _switch(self, agent: Agent) -> Callable[[], Awaitable[None]]:
        async def switch() -> None:
            other = "en" if agent.language == "es" else "es"
            await self._agents.set_language(agent.id, other)
            ui.navigate.reload()

        return switch


def key_of(request: Request) -> str:
    """The key of the session in the cookie; empty for a stranger."""
    return request.cookies.get(COOKIE, "")
