"""A counter in Valencia whose clock, people and past a test decides."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI

from bot import errors
from bot.chat import waiting_router
from bot.conversations import Ending, Hands, Message, MessageDraft, States, Transcript
from bot.database import Database
from bot.hours import Hours, read_hours
from bot.live import Live
from bot.tokens import Tokens
from bot.waiting import Callbacks, Choices, Expected, Past, Promises, Telling, Waiting

SAMPLE = Path("data/sample/hours.yml")
TUESDAY = datetime(2026, 11, 24, 9, 0)
"""Ten o'clock in Valencia."""
ASSUMED = Expected(180.0, 600.0, "assumed")


@dataclass
class Clock:
    """The time that a test says it is, in naive UTC."""

    at: datetime = TUESDAY

    def __call__(self) -> datetime:
        return self.at

    def on(self, **passed: float) -> None:
        """Let time pass."""
        self.at += timedelta(**passed)


@dataclass
class People:
    """How many people are there, by language."""

    there: dict[str, int] = field(default_factory=lambda: {"es": 2, "en": 2})

    async def anyone(self, language: str) -> int:
        return self.there[language]


@dataclass
class Counter:
    """All of waiting over one database."""

    database: Database
    clock: Clock
    people: People
    hours: Hours
    live: Live = field(default_factory=Live)
    places: int = 2

    def __post_init__(self) -> None:
        self.transcript = Transcript(self.database)
        self.states = States(self.database, self.clock)
        self.hands = Hands(self.database, self.clock)
        past = Past(self.database, self.hours, ASSUMED, self.clock)
        self.callbacks = Callbacks(self.database, self.hours, self.places, clock=self.clock)
        self.waiting = Waiting(
            self.database,
            self.hours,
            past,
            self.callbacks,
            self.live,
            self.people.anyone,
            self.clock,
        )
        self.telling = Telling(self.waiting)
        self.choices = Choices(self.waiting)
        self.promises = Promises(self.database, self.clock)

    async def ask(self, language: str = "es", *, tell: bool = True) -> str:
        """A customer who asks for a person; the conversation's id."""
        row = await self.transcript.start(language)
        await self.ask_again(row.id)
        if tell:
            await self.telling.tell(row.id)
        return row.id

    async def ask_again(self, conversation_id: str) -> None:
        """The customer asks for a person (again)."""
        wish = MessageDraft("customer", "una persona", payload="@person", asks=False)
        told = {state: MessageDraft("system", state) for state in ("bot", "waiting", "agent")}
        await self.states.ask_for_person(conversation_id, wish, told)

    async def answered(self, conversation_id: str) -> None:
        """An agent takes it and writes."""
        await self.claimed(conversation_id)
        await self.hands.say(conversation_id, "ana", MessageDraft("agent", "Hola"))

    async def claimed(self, conversation_id: str) -> None:
        """An agent takes it."""
        await self.hands.claim(conversation_id, "ana", MessageDraft("system", "Ana"))

    async def ended(self, conversation_id: str, outcome: str = "solved") -> None:
        """The agent ends it."""
        ending = Ending("bot", outcome)
        await self.hands.resolve(conversation_id, "ana", ending, MessageDraft("system", "Fin"))

    async def gave_up(self, conversation_id: str) -> None:
        """The customer goes back to the assistant."""
        wish = MessageDraft("customer", "el asistente", payload="@assistant", asks=False)
        told = {state: MessageDraft("system", state) for state in ("bot", "waiting", "agent")}
        await self.states.give_up_waiting(conversation_id, wish, told)

    async def notices(self, conversation_id: str) -> list[Message]:
        """What the customer was told of waiting, in order."""
        messages = await self.transcript.after(conversation_id, 0)
        return [one for one in messages if "waiting" in one.data]


@pytest.fixture
def clock() -> Clock:
    """Ten in the morning of a working Tuesday."""
    return Clock()


@pytest.fixture
def people() -> People:
    """Two for each language."""
    return People()


@pytest.fixture(scope="session")
def hours() -> Hours:
    """The sample company's."""
    return read_hours(SAMPLE)


@pytest.fixture
def counter(database: Database, clock: Clock, people: People, hours: Hours) -> Counter:
    """Everything, with nothing in its past."""
    return Counter(database, clock, people, hours)


@pytest.fixture
def tokens() -> Tokens:
    """Signs customers in."""
    return Tokens("a secret")


@pytest.fixture
async def door(counter: Counter, tokens: Tokens) -> AsyncIterator[httpx.AsyncClient]:
    """A client at the customer's door."""
    app = FastAPI()
    errors.install(app)
    app.include_router(waiting_router(counter.waiting, counter.choices, tokens))
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://counter") as client:
        yield client
