"""A customer who is signed in at the shop is known at the counter."""

import time
from functools import partial

import httpx
import jwt
import pytest
from fastapi import FastAPI

from bot import chat, errors
from bot.backoffice import SqlBackoffice
from bot.chat import ChatDesk
from bot.contacts import Contacts
from bot.conversations import States, Transcript
from bot.database import Database
from bot.identity import Identity, SignedIn
from bot.language import LanguageDetector
from bot.live import Live
from bot.settings import Settings
from bot.tokens import Tokens
from bot.turns import Turns
from tests.backoffice.conftest import furnish

SECRET = "a secret of the shop, long enough to sign"


def token(customer: str = "c1", secret: str = SECRET) -> str:
    claims = {"sub": customer, "aud": "mostrador", "exp": int(time.time()) + 60}
    return jwt.encode(claims, secret, algorithm="HS256")


@pytest.fixture
async def identity(database: Database) -> Identity:
    """Over a shop with one customer."""
    return Identity(SqlBackoffice(await furnish(database)), database)


@pytest.fixture
def app(
    transcript: Transcript,
    states: States,
    turns: Turns,
    live: Live,
    database: Database,
    detector: LanguageDetector,
    settings: Settings,
    tokens: Tokens,
    identity: Identity,
) -> FastAPI:
    """The customer's door of a shop that signs."""
    signed_in = SignedIn(SqlBackoffice(database), SECRET, "mostrador")
    sign_in = partial(signed_in.sign_in, identity)
    contacts = Contacts(database)
    desk = ChatDesk(transcript, states, turns, live, contacts, detector, settings, sign_in)
    app = FastAPI()
    errors.install(app)
    app.include_router(chat.router(desk, tokens))
    return app


async def test_a_conversation_starts_with_the_customer_known(
    http: httpx.AsyncClient, identity: Identity
) -> None:
    begun = (await http.post("/api/conversations", json={"customer": token()})).json()
    assert begun["signed_in"] is True
    assert await identity.customer_of(begun["conversation_id"]) == "c1"


@pytest.mark.parametrize(
    "wrong", [token(secret="somebody else's secret, as long as ours"), "x", token("c99")]
)
async def test_a_wrong_token_is_a_stranger_and_no_error(
    http: httpx.AsyncClient, identity: Identity, wrong: str
) -> None:
    answer = await http.post("/api/conversations", json={"customer": wrong})
    assert (answer.status_code, answer.json()["signed_in"]) == (201, False)
    assert await identity.customer_of(answer.json()["conversation_id"]) is None


async def test_who_signs_in_meanwhile_is_known_from_then_on(
    http: httpx.AsyncClient, identity: Identity
) -> None:
    begun = (await http.post("/api/conversations", json={})).json()
    key = {"Authorization": f"Bearer {begun['token']}"}
    path = "/api/conversations/current/customer"
    said = await http.post(path, json={"customer": token()}, headers=key)
    assert said.json() == {"signed_in": True}
    assert await identity.customer_of(begun["conversation_id"]) == "c1"
    assert (await http.post(path, json={"customer": token()})).status_code == 401
