"""Databases of both kinds, and a conversation that waits for a person."""

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.conversations import (
    Conversation,
    Escalation,
    Hands,
    Message,
    MessageDraft,
    States,
    Transcript,
)
from bot.database import Database, now
from bot.live import Live
from bot.rasa_client import RasaClient
from bot.turns import Turns
from tests.conftest import copied
from tests.core.fake_rasa import FakeRasa
from tests.handoff.databases import postgres_database

NOTICE = MessageDraft("system", "aviso")
NOTICES = {state: NOTICE for state in ("bot", "waiting", "agent")}
REPLY = MessageDraft("bot", "respuesta")


def wish(client_id: str = "") -> MessageDraft:
    """A customer's press of a button that changes hands."""
    return MessageDraft("customer", "persona", client_id, payload="@person", asks=False)


def says(text: str, client_id: str = "") -> MessageDraft:
    """A customer's words."""
    return MessageDraft("customer", text, client_id)


@pytest.fixture(params=["sqlite", "postgresql"])
async def any_database(
    request: pytest.FixtureRequest, blank_database: Path
) -> AsyncIterator[Database]:
    """An empty database: SQLite's, then PostgreSQL's."""
    if request.param == "sqlite":
        async with copied(blank_database) as database:
            yield database
        return
    database = await postgres_database(request.getfixturevalue("postgres_server"))
    yield database
    await database.close()


@pytest.fixture
async def conversation(transcript: Transcript) -> Conversation:
    """A conversation in Spanish with its greeting, number 1."""
    return await transcript.start("es", MessageDraft("bot", "Hola", author_name="Asistente"))


@pytest.fixture
async def question(transcript: Transcript, conversation: Conversation) -> Message:
    """A customer's message that waits for the assistant."""
    message, _ = await transcript.append(conversation.id, says("¿precio?"))
    return message


@pytest.fixture
async def waiting(states: States, conversation: Conversation, question: Message) -> str:
    """The id of a conversation whose customer asked for a person."""
    await states.ask_for_person(conversation.id, wish(), NOTICES)
    return conversation.id


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.at = now()

    def __call__(self) -> datetime:
        """The present in naive UTC."""
        return self.at

    def move(self, **how_far: float) -> None:
        """Later, by as much as a timedelta of these."""
        self.at += timedelta(**how_far)


@pytest.fixture
def clock() -> Clock:
    """A clock of the test's own."""
    return Clock()


@pytest.fixture
def states(database: Database, clock: Clock) -> States:
    """The customer's side, by that clock."""
    return States(database, clock)


@pytest.fixture
def hands(database: Database, clock: Clock) -> Hands:
    """The agents' side, by that clock."""
    return Hands(database, clock)


@pytest.fixture
async def anas(hands: Hands, waiting: str) -> str:
    """The id of a conversation that Ana has claimed."""
    await hands.claim(waiting, "ana", NOTICE)
    return waiting


Read = Callable[[str], Awaitable[Escalation]]


@pytest.fixture
def newest(database: Database) -> Read:
    """Gives the newest escalation of a conversation."""

    async def read(conversation_id: str) -> Escalation:
        query = select(Escalation).where(Escalation.conversation_id == conversation_id)
        async with database.read() as session:
            found = await session.scalars(query.order_by(Escalation.id.desc()).limit(1))
            return found.one()

    return read


Words = Callable[[str], Awaitable[list[str]]]


@pytest.fixture
def words(transcript: Transcript) -> Words:
    """Gives the texts of a conversation after the greeting."""

    async def read(conversation_id: str) -> list[str]:
        return [one.text for one in await transcript.after(conversation_id, 1)]

    return read


@pytest.fixture
def rasa() -> FakeRasa:
    """A Rasa that echoes until a test says otherwise."""
    return FakeRasa()


@pytest.fixture
async def turns(transcript: Transcript, states: States, rasa: FakeRasa) -> AsyncIterator[Turns]:
    """Turns with that Rasa."""
    async with rasa.client() as http:
        turns = Turns(transcript, states, RasaClient(http, 2.0), Live(), 2.0)
        yield turns
        await turns.drain(5)
