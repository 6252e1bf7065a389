"""A receiver of news that listens on this machine and fails as often as it is told."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import httpx
import pytest
from starlette.requests import Request
from starlette.responses import Response

from bot.database import Database
from bot.webhooks import News, Outbox, Sender
from tests.backoffice.shop_server import listening

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
START = datetime(2026, 6, 15, 10)


class Clock:
    """A clock that a test winds on."""

    def __init__(self) -> None:
        self.at = START

    def __call__(self) -> datetime:
        return self.at

    def wind(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)


@dataclass
class Receiver:
    """Answers with the statuses of `answers`, then 204; keeps what it was sent."""

    answers: list[int] = field(default_factory=list)
    got: list[tuple[dict[str, str], str]] = field(default_factory=list)
    slow_s: float = 0
    arrived: asyncio.Event = field(default_factory=asyncio.Event)

    async def __call__(self, scope, receive, send) -> None:  # type: ignore[no-untyped-def]
        request = Request(scope, receive)
        body = (await request.body()).decode()
        self.got.append((dict(request.headers), body))
        self.arrived.set()
        await asyncio.sleep(self.slow_s)
        status = self.answers.pop(0) if self.answers else 204
        headers = {"location": "/elsewhere"} if 300 <= status < 400 else {}
        await Response("" if status == 204 else "not now", status, headers)(scope, receive, send)

    @property
    def ids(self) -> list[str]:
        return [headers["webhook-id"] for headers, _ in self.got]


@pytest.fixture
def clock() -> Clock:
    """The present of these tests."""
    return Clock()


@pytest.fixture
async def receiver() -> Receiver:
    """Takes everything at once, unless a test tells it otherwise."""
    return Receiver()


Opened = Callable[[], Awaitable[Sender]]


@asynccontextmanager
async def sending(database: Database, receiver: Receiver, clock: Clock) -> AsyncIterator[Sender]:
    """A sender to `receiver` with two pauses of ten seconds and a minute."""
    async with listening(receiver) as url, httpx.AsyncClient() as http:
        yield Sender(database, http, url + "/news", SECRET, clock, (10, 60))


@pytest.fixture
async def sender(database: Database, receiver: Receiver, clock: Clock) -> AsyncIterator[Sender]:
    """A sender to that receiver."""
    async with sending(database, receiver, clock) as made:
        yield made


async def tell(database: Database, clock: Clock, *types: str) -> None:
    """News of each type, each in a transaction of its own."""
    outbox = Outbox(True, clock)
    for one in types:
        async with database.write() as session:
            outbox.add(session, News(one, {"number": "RMA-1", "why": "avería"}))
        clock.wind(0.001)
