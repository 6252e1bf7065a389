"""A queue over an empty database, and customers who join it."""

import json
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest

from bot.console import Lines, Queue
from bot.conversations import MessageDraft, States, Transcript
from bot.database import Database
from bot.live import Live, News

NOTICES = {"bot": MessageDraft("system", "espere")}
Ask = Callable[..., Awaitable[str]]


@pytest.fixture
def queue(database: Database, live: Live) -> Queue:
    """The queue that pages share."""
    return Queue(Lines(database), live)


@pytest.fixture
def ask(transcript: Transcript, states: States, live: Live) -> Ask:
    """`ask("words", "es")`: a customer who says them and asks for a person; the conversation."""

    async def make(*texts: str, language: str = "es", reason: str = "asked_for_person") -> str:
        talk = await transcript.start(language)
        for text in texts:
            await transcript.append(talk.id, MessageDraft("customer", text, asks=False))
        wish = MessageDraft("customer", "Hablar con una persona", payload="@person", asks=False)
        await states.ask_for_person(talk.id, wish, NOTICES)
        if reason == "safety":
            await states.urge(talk.id, MessageDraft("system", "peligro"))
        live.publish(News(talk.id))
        return talk.id

    return make


class Page:
    """One open page: what it was given, and all that it was told."""

    def __init__(self, queue: Queue) -> None:
        self.queue = queue
        self.told: list[dict[str, Any]] = []
        self.lines: dict[str, dict[str, Any]] = {}

    async def open(self) -> "Page":
        """Begin to look."""
        self.lines = {line["id"]: line for line in await self.queue.enter(self.tell)}
        return self

    def tell(self, text: str) -> None:
        """As a browser does it: put in what is set, take out what is gone."""
        change = json.loads(text)
        self.told.append(change)
        self.lines |= {line["id"]: line for line in change["set"]}
        for one in change["gone"]:
            del self.lines[one]

    def close(self) -> None:
        """Look no more."""
        self.queue.leave(self.tell)


@pytest.fixture
async def page(queue: Queue) -> AsyncIterator[Page]:
    """A page that nobody has opened yet."""
    page = Page(queue)
    yield page
    page.close()
