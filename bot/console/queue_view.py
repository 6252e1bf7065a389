"""What the browser draws of the queue: the list, and the bell in the bar of every page.

Both are Vue components (`bot/static/console/`) over one store on the page. The bell keeps it:
it is told of every change, in a text that is the same for all pages. Depends on the queue's desk
and NiceGUI.
"""

from collections.abc import Callable
from typing import Any

from nicegui import Client, ui
from nicegui.element import Element
from nicegui.events import GenericEventArguments

from bot.agents import Agent
from bot.console.queue import Json
from bot.console.queue_desk import QueueDesk
from bot.console.queue_words import BELL, WORDS, spoken
from bot.moods import SIGNS
from bot.pages import STATIC_DIR

HERE = STATIC_DIR / "console"
STYLE = '<link rel="stylesheet" href="/static/console/queue.css">'
CONVERSATION = "/console/conversation/ID"
CHOSEN = ("online", "away", "offline")


class Bell(Element, component=HERE / "bell.js"):
    """How many wait, the status, sound and notifications.

    It emits "status" with the new one, and "prefer" with what is preferred and whether it is on.
    """

    def __init__(self, agent: Agent, lines: list[Json], status: str) -> None:
        super().__init__()
        self._props |= {
            "me": agent.id,
            "lines": lines,
            "words": spoken(BELL, agent.language),
            "status": status,
            "sounds": agent.sound,
            "notifies": agent.notify,
            "statuses": CHOSEN,
            "home": "/console/",
            "url": CONVERSATION,
        }

    @property
    def lines(self) -> list[Json]:
        """The lines that the page began with."""
        lines: list[Json] = self._props["lines"]
        return lines


class QueueList(Element, component=HERE / "queue.js"):
    """The queue and the agent's own. It emits "claim" with ids: the first that can be is wanted."""

    def __init__(self, language: str, on_claim: Callable[[list[str]], Any]) -> None:
        super().__init__()
        self._props |= {
            "words": spoken(WORDS, language),
            "url": CONVERSATION,
            "signs": SIGNS,
        }

        async def claim(event: GenericEventArguments) -> None:
            await on_claim([str(one) for one in event.args])

        self.on("claim", claim)

    def claim_first(self) -> None:
        """Have the browser say which one is in focus, or first."""
        self.run_method("claimFirst")

    def step(self, by: int) -> None:
        """Move the focus in the list."""
        self.run_method("step", by)


class BellPlace:
    """The bell of one page: what it is told, for as long as the page is open, and its switches."""

    def __init__(self, desk: QueueDesk, agent: Agent, client: Client) -> None:
        self._desk = desk
        self._agent = agent
        self._client = client
        self._bell: Bell | None = None
        self._early: list[str] = []

    async def enter(self) -> None:
        """Begin to follow the queue."""
        self._lines = await self._desk.queue.enter(self._tell)
        self._client.on_delete(self._leave)
        self._status = await self._desk.status(self._agent)

    def build(self) -> None:
        """Lay it out, and tell it what came meanwhile."""
        ui.add_head_html(STYLE)
        with ui.element("div").classes("bell-place"):
            self._bell = Bell(self._agent, self._lines, self._status)
        self._bell.on("status", self._be)
        self._bell.on("prefer", self._prefer)
        for text in self._early:
            self._tell(text)
        self._early.clear()

    def _tell(self, text: str) -> None:
        if self._client.is_deleted:
            self._leave()
        elif self._bell is None:
            self._early.append(text)
        else:
            # The text is JSON already: `run_method` would make it anew for each page.
            code = f"runMethod({self._bell.id},'apply',[{text}])"
            self._client.outbox.enqueue_message("run_javascript", {"code": code}, self._client.id)

    def _leave(self) -> None:
        self._desk.queue.leave(self._tell)

    async def _be(self, event: GenericEventArguments) -> None:
        await self._desk.be(self._agent, str(event.args))

    async def _prefer(self, event: GenericEventArguments) -> None:
        name, on = event.args
        await self._desk.prefer(self._agent, str(name), bool(on))
