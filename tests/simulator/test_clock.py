"""The clock that a demonstration moves, and its door: forwards alone, and for nobody else."""

from collections.abc import AsyncIterator, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI

from bot import chat, errors
from bot.agents import Agents
from bot.chat import ChatDesk
from bot.clock import CLOCK, Clock, ClockGoesBack
from bot.conversations import States, Transcript
from bot.database import Database, now
from bot.demo import HEADER, Demo, router
from bot.live import Live
from bot.presence import Presence
from bot.settings import Settings
from bot.tokens import Tokens
from tests.core.conftest import desk, detector, limits, rasa, tokens, turns

__all__ = ["desk", "detector", "limits", "rasa", "tokens", "turns"]
CLOCK_DOOR = "/api/demo/clock"


@pytest.fixture(autouse=True)
def machines_time() -> Iterator[None]:
    """Whatever a test does to the clock of the process is gone afterwards."""
    yield
    CLOCK.reset()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A demonstration."""
    return Settings(_env_file=None, var_dir=tmp_path, secret="a secret", demo=True)


@pytest.fixture
def presence(database: Database, live: Live) -> Presence:
    """Who is there."""
    return Presence(database, live)


@pytest.fixture
async def door(
    settings: Settings, presence: Presence, desk: ChatDesk, tokens: Tokens
) -> AsyncIterator[httpx.AsyncClient]:
    """The clock's door and the customer's, of a demonstration."""
    async with client(settings, presence, desk, tokens) as found:
        yield found


def client(
    settings: Settings, presence: Presence, desk: ChatDesk, tokens: Tokens, host: str = "127.0.0.1"
) -> httpx.AsyncClient:
    """A client at `host` of both doors."""
    app, demo = FastAPI(), Demo(settings)
    errors.install(app)
    app.include_router(router(demo, presence))
    app.include_router(chat.router(desk, tokens, demo.knows))
    transport = httpx.ASGITransport(app, client=(host, 1))
    return httpx.AsyncClient(transport=transport, base_url="http://counter")


def test_time_passes_and_can_be_moved_forwards_alone() -> None:
    clock = Clock()
    begins = clock.now()
    clock.go_to(begins + timedelta(days=3))
    assert timedelta(days=3) <= clock.now() - begins < timedelta(days=3, seconds=5)
    with pytest.raises(ClockGoesBack, match="cannot go back"):
        clock.go_to(begins + timedelta(days=2))
    clock.reset()
    assert clock.now() - begins < timedelta(seconds=10)


def test_before_anything_is_built_it_may_begin_at_any_time() -> None:
    clock = Clock()
    clock.begin_at(datetime(2026, 10, 1))
    assert clock.now() - datetime(2026, 10, 1) < timedelta(seconds=5)


async def test_what_is_written_has_the_time_of_the_clock(transcript: Transcript) -> None:
    CLOCK.go_to(now() + timedelta(days=400))
    row = await transcript.start("es")
    assert now() - row.created_at < timedelta(seconds=10)


async def test_the_door_moves_the_clock_and_shows_who_is_there(
    door: httpx.AsyncClient, settings: Settings, presence: Presence, database: Database
) -> None:
    agent = await Agents(database).ensure("eva@tramontana.example", "Eva", "a b c d", "agent")
    token = {HEADER: settings.demo_token}
    to = now() + timedelta(hours=5)
    body = {"to": to.isoformat() + "Z", "here": [agent.id]}
    answer = await door.post(CLOCK_DOOR, json=body, headers=token)
    assert datetime.fromisoformat(answer.json()["now"]).replace(tzinfo=None) >= to.replace(
        microsecond=0
    )
    assert now() >= to
    assert (await presence.of(agent.id)).status == "online"
    assert (await door.get(CLOCK_DOOR, headers=token)).json()["now"]
    back = await door.post(CLOCK_DOOR, json={"to": "2020-01-01T00:00:00"}, headers=token)
    assert (back.status_code, back.json()["error"]["code"]) == (409, "ClockGoesBack")


@pytest.mark.parametrize("shown", ["", "another token", "ñ"])
async def test_without_the_token_it_is_closed(door: httpx.AsyncClient, shown: str) -> None:
    answer = await door.get(CLOCK_DOOR, headers={HEADER.encode(): shown.encode()})
    assert (answer.status_code, answer.json()["error"]["code"]) == (403, "DemoOnly")


async def test_from_another_machine_it_is_closed(
    settings: Settings, presence: Presence, desk: ChatDesk, tokens: Tokens
) -> None:
    async with client(settings, presence, desk, tokens, host="192.0.2.7") as far:
        answer = await far.get(CLOCK_DOOR, headers={HEADER: settings.demo_token})
    assert answer.status_code == 403


async def test_a_service_that_is_no_demonstration_has_no_such_door(
    settings: Settings, presence: Presence, desk: ChatDesk, tokens: Tokens
) -> None:
    real = settings.model_copy(update={"demo": False})
    token = {HEADER: settings.demo_token}
    async with client(real, presence, desk, tokens) as door:
        assert (await door.get(CLOCK_DOOR, headers=token)).status_code == 404
        started = await door.post("/api/conversations", json={}, headers=token)
    row = await desk.transcript.get(started.json()["conversation_id"])
    assert row.simulated is False


@pytest.mark.parametrize("shown", [True, False])
async def test_a_customer_is_simulated_who_shows_the_token(
    door: httpx.AsyncClient, settings: Settings, states: States, desk: ChatDesk, shown: bool
) -> None:
    headers = {HEADER: settings.demo_token} if shown else {}
    started = await door.post("/api/conversations", json={"language": "en"}, headers=headers)
    row = await desk.transcript.get(started.json()["conversation_id"])
    assert row.simulated is shown
