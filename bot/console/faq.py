"""The FAQ's pages at `/console/faq`: which of them an address asks for.

`/console/faq` is the list, `?draft=NUMBER&view=write|check|history` an entry, `?new=1` the form of
a new one, `?view=import` the import. Depends on those pages.
"""

from fastapi import Request
from nicegui import ui

from bot.agents import Agent
from bot.console.faq_check import CheckPage
from bot.console.faq_history import HistoryPage
from bot.console.faq_import import ImportPage
from bot.console.faq_list import ListPage
from bot.console.faq_parts import FaqDesk, styles
from bot.console.faq_write import WritePage
from bot.console.refused import refusal
from bot.editorial.errors import DraftNotFound


class FaqRoom:
    """Lays out the page for whoever opens it."""

    def __init__(self, desk: FaqDesk) -> None:
        self._desk = desk

    async def build(self, agent: Agent, request: Request) -> None:
        """The page that the address asks for."""
        styles()
        asked = request.query_params
        number = asked.get("draft", "")
        with ui.element("div").classes("board faq"):
            if asked.get("new"):
                await WritePage(self._desk, agent).build()
            elif number.isdecimal() and len(number) < 10:
                await self._entry(agent, int(number), asked.get("view", ""))
            elif asked.get("view") == "import":
                ImportPage(self._desk, agent).build()
            else:
                await ListPage(self._desk, agent, asked).build()

    async def _entry(self, agent: Agent, draft_id: int, view: str) -> None:
        try:
            if view == "check":
                await CheckPage(self._desk, agent, draft_id).build()
            elif view == "history":
                await HistoryPage(self._desk, agent, draft_id).build()
            else:
                await WritePage(self._desk, agent, draft_id).build()
        except DraftNotFound as error:
            ui.label(refusal(error, agent.language)).props("role=alert")
