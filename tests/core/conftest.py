"""A service's inner parts with a played Rasa, for the tests beside this file."""

from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI

from bot import chat, errors
from bot.chat import ChatDesk
from bot.contacts import Contacts
from bot.conversations import Conversation, MessageDraft, States, Transcript
from bot.database import Database
from bot.language import LanguageDetector
from bot.live import Live
from bot.rasa_client import RasaClient
from bot.settings import Settings
from bot.sites import Sites
from bot.tokens import Tokens
from bot.turns import Turns
from tests.core.fake_rasa import FakeRasa

SITES = Sites({}, frozenset({"https://shop.example"}))


@pytest.fixture
def rasa() -> FakeRasa:
    """A Rasa that echoes until a test says otherwise."""
    return FakeRasa()


@pytest.fixture
async def turns(
    transcript: Transcript, states: States, rasa: FakeRasa, live: Live
) -> AsyncIterator[Turns]:
    """Turns with that Rasa; none is left running."""
    async with rasa.client() as http:
        turns = Turns(transcript, states, RasaClient(http, 2.0), live, 2.0)
        yield turns
        await turns.drain(5)


@pytest.fixture
async def conversation(transcript: Transcript) -> Conversation:
    """A conversation in Spanish with its greeting, number 1."""
    return await transcript.start("es", MessageDraft("bot", "Hola", author_name="Asistente"))


@pytest.fixture(scope="session")
def detector() -> LanguageDetector:
    """Loads its language models once."""
    return LanguageDetector()


@pytest.fixture
def limits() -> dict[str, str]:
    """Settings that a test wants otherwise; it parametrizes this."""
    return {}


@pytest.fixture
def settings(tmp_path: Path, limits: dict[str, str]) -> Settings:
    """Settings of nobody's environment."""
    return Settings(_env_file=None, var_dir=tmp_path, secret="a secret", **limits)


@pytest.fixture
def tokens(settings: Settings) -> Tokens:
    """Signs with the secret of `settings`."""
    return Tokens(settings.secret)


@pytest.fixture
def desk(
    transcript: Transcript,
    states: States,
    turns: Turns,
    live: Live,
    database: Database,
    detector: LanguageDetector,
    settings: Settings,
) -> ChatDesk:
    """The customer's side over the played Rasa."""
    return ChatDesk(transcript, states, turns, live, Contacts(database), detector, settings)


@pytest.fixture
def app(desk: ChatDesk, tokens: Tokens) -> FastAPI:
    """The customer's two doors."""
    app = FastAPI()
    errors.install(app)
    app.include_router(chat.router(desk, tokens))
    app.include_router(chat.socket_router(desk, tokens, SITES))
    return app


@pytest.fixture
async def http(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    """A client at the door."""
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://counter") as client:
        yield client
