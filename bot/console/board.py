"""The list of conversations: who waits, and who is in the agent's charge.

Depends on the desk and the parts.
"""

from nicegui import ui

from bot.agents import Agent
from bot.console.desk import AgentDesk, Waiting
from bot.console.follow import follow
from bot.console.parts import waiting_list
from bot.console.words import label
from bot.conversations import AlreadyClaimed
from bot.live import EVERYTHING, News

AGAIN_S = 30.0


class Board:
    """The lists on one agent's screen."""

    def __init__(self, desk: AgentDesk, agent: Agent) -> None:
        self._desk = desk
        self._agent = agent
        self._shown: tuple[list[Waiting], list[Waiting]] | None = None

    async def build(self) -> None:
        """Lay out the page and keep it new."""
        with ui.element("div").classes("board"):
            title = label("conversations", self._agent.language)
            ui.html(f"<h1>{title}</h1>", sanitize=False)
            self._place = ui.element("div").classes("lists").props("aria-live=polite")
        await self._refresh()
        follow(self._desk.live, EVERYTHING, self._on_news)
        ui.timer(AGAIN_S, self._refresh)

    async def _on_news(self, news: News) -> None:
        if news.kind == "changed":
            await self._refresh()

    async def _refresh(self) -> None:
        """Draw the lists again if they changed: a button must not go from under a hand."""
        found = await self._desk.waiting(), await self._desk.mine(self._agent)
        if found == self._shown:
            return
        self._shown = waiting, mine = found
        language = self._agent.language
        self._place.clear()
        with self._place:
            waiting_list("waiting", "nobody_waits", waiting, language, self._claim)
            waiting_list("mine", "none_mine", mine, language, go_to)

    async def _claim(self, conversation_id: str) -> None:
        try:
            await self._desk.claim(conversation_id, self._agent)
        except AlreadyClaimed:
            ui.notify(label("taken", self._agent.language), type="warning")
        else:
            await go_to(conversation_id)


async def go_to(conversation_id: str) -> None:
    """Open a conversation's page."""
    ui.navigate.to(f"/conversation/{conversation_id}")
