"""The column beside a conversation, and what a panel in it is given.

A panel is made by a `MakePanel` for one agent's screen, built once, and told of the
conversation's news; it lays itself out anew only where something in it changed. Panels are
handed to `mount` and know nothing of each other. Depends on the customer's panel and NiceGUI.
"""

import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from nicegui import ui

from bot.agents import Agent
from bot.backoffice import ShopUnavailable
from bot.console.customer import customer_panel, shop_is_down
from bot.console.keys import Keys
from bot.live import News

CUSTOMER_EVERY_S = 5.0
Json = dict[str, Any]


class Insert(Protocol):
    """Puts words into the reply that is being written, where the cursor is; sends nothing.

    `data` goes with the message: {"citations": [...]} or {"files": [...]}. Files and citations
    of several calls are joined.
    """

    def __call__(self, text: str, data: Json | None = None) -> None: ...


@dataclass(frozen=True, slots=True)
class Place:
    """Where a panel is: whose screen, which conversation, and what it may reach there."""

    conversation_id: str
    agent: Agent
    insert: Insert
    keys: Keys


class Panel(Protocol):
    """One piece of the column."""

    async def build(self) -> None:
        """Lay out in the place that NiceGUI is at."""

    async def on_news(self, news: News, people_only: bool) -> None:
        """Something happened; `people_only`: nothing but words of the customer or an agent."""


MakePanel = Callable[[Place], Panel]


class Side:
    """The panels of one page, one below the other."""

    def __init__(self, panels: Sequence[Panel]) -> None:
        self._waiting = panels
        self._panels: list[Panel] = []

    async def build(self) -> None:
        """Lay them out."""
        for panel in self._waiting:
            with ui.element("div").classes("panel"):
                await panel.build()
            self._panels.append(panel)

    async def on_news(self, news: News, people_only: bool) -> None:
        """Tell those that are there."""
        for panel in self._panels:
            await panel.on_news(news, people_only)


class CustomerPanel:
    """Who it is, asked again when that may have changed, and not more often than `every_s`."""

    def __init__(
        self,
        place: Place,
        ask: Callable[[str], Awaitable[Json | None]],
        every_s: float = CUSTOMER_EVERY_S,
    ) -> None:
        self._place = place
        self._ask = ask
        self._every_s = every_s
        self._told: Json | None = {}
        self._due = False
        self._asked_at = 0.0

    async def build(self) -> None:
        """Lay it out."""
        self._box = ui.element("div").classes("customer-place")
        await self._look()

    async def on_news(self, news: News, people_only: bool) -> None:
        """Words of people change nothing about the customer; whatever else happens may."""
        if news.kind != "changed" or people_only or self._due:
            return
        rest = self._asked_at + self._every_s - time.monotonic()
        if rest <= 0:
            await self._look()
        else:
            self._due = True
            with self._box:
                ui.timer(rest, self._look, once=True)

    async def _look(self) -> None:
        self._due, self._asked_at = False, time.monotonic()
        await self._tell()

    async def _tell(self) -> None:
        """Lay it out anew where it changed: whoever reads in it must not lose their place."""
        language = self._place.agent.language
        try:
            told = await self._ask(self._place.conversation_id)
        except ShopUnavailable:
            self._told = {}
            self._box.clear()
            with self._box:
                shop_is_down(language)
            return
        if told != self._told:
            self._told = told
            self._box.clear()
            with self._box:
                customer_panel(told, language, self._place.conversation_id)
