"""The console's home: the agent's conversations and the queue, search and keys.

Depends on the queue's desk, its view, the keys and the parts.
"""

from nicegui import ui

from bot.agents import Agent
from bot.console.keys import Keys
from bot.console.queue_desk import QueueDesk
from bot.console.queue_view import QueueList
from bot.console.queue_words import KEYS, SEARCH, WORDS
from bot.console.search_page import FIELD, focus, text_field
from bot.console.words import label
from bot.conversations import AtCapacity
from bot.roles import NotAllowed


class Board:
    """The home on one agent's screen."""

    def __init__(self, desk: QueueDesk, agent: Agent, keys: Keys) -> None:
        self._desk = desk
        self._agent = agent
        self._language = agent.language
        self._keys = keys

    def build(self) -> None:
        """Lay out the page; the bell in the bar keeps it new."""
        with ui.element("div").classes("board"):
            with ui.element("div").classes("over"):
                title = label("conversations", self._language)
                ui.html(f"<h1>{title}</h1>", sanitize=False)
                with ui.element("div").classes("search-form"):
                    search_form(self._language)
                    self._keys.button()
            self._list = QueueList(self._language, self._claim)
        self._add_keys()

    def _add_keys(self) -> None:
        keys = {
            "c": ("claim", self._list.claim_first),
            "j": ("down", lambda: self._list.step(1)),
            "k": ("up", lambda: self._list.step(-1)),
            "/": ("search", lambda: focus(FIELD)),
        }
        for key, (words, act) in keys.items():
            self._keys.add(key, KEYS[words][self._language], act)

    async def _claim(self, ids: list[str]) -> None:
        try:
            taken = await self._desk.claim_first(self._agent, ids)
        except AtCapacity:
            self._warn("at_capacity", count=self._agent.capacity)
            return
        except NotAllowed as error:
            ui.notify(error.message, type="warning")
            return
        if taken:
            ui.navigate.to(f"/conversation/{taken}")
        else:
            self._warn("all_taken" if ids else "none_to_claim")

    def _warn(self, key: str, **values: object) -> None:
        ui.notify(WORDS[key][self._language].format(**values), type="warning")


def search_form(language: str) -> None:
    """A field that leads to the page of the search."""
    form = ui.element("form").props("role=search method=get action=/console/search")
    with form.classes("search-form"):
        text_field(FIELD, "q", SEARCH["what"][language], "")
        with ui.element("button").props("type=submit").classes("q-btn quiet"):
            ui.label(SEARCH["search"][language])
