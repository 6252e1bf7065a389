"""Managers read what was sent and send again what was given up; nobody else does."""

from collections.abc import AsyncIterator

import httpx
import pytest
from fastapi import FastAPI

from bot import errors
from bot.agents import ROLES, Agents
from bot.database import Database
from bot.keys import managers_of
from bot.webhooks import Sender, log_router
from tests.webhooks.conftest import Clock, Receiver, tell

PASSWORD = "correct horse"


@pytest.fixture
async def agents(database: Database) -> Agents:
    """An account of each role."""
    agents = Agents(database)
    for role in ROLES:
        await agents.ensure(f"{role}@shop.example", role.title(), PASSWORD, role)
    return agents


@pytest.fixture
async def door(database: Database, agents: Agents) -> AsyncIterator[httpx.AsyncClient]:
    """A client without a key."""
    app = FastAPI()
    errors.install(app)
    app.include_router(log_router(database, managers_of(agents)))
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://counter") as client:
        yield client


async def as_(door: httpx.AsyncClient, agents: Agents, role: str) -> httpx.AsyncClient:
    key = await agents.log_in(f"{role}@shop.example", PASSWORD)
    door.headers["Authorization"] = f"Bearer {key}"
    return door


async def test_what_was_sent_and_what_was_not(
    door: httpx.AsyncClient,
    agents: Agents,
    database: Database,
    sender: Sender,
    receiver: Receiver,
    clock: Clock,
) -> None:
    receiver.answers = [500]
    await tell(database, clock, "claim.open", "repair.booked")
    await sender.send_due()
    manager = await as_(door, agents, "manager")
    newest, oldest = (await manager.get("/api/webhooks")).json()
    assert (newest["type"], newest["state"], newest["last_status"]) == (
        "repair.booked",
        "delivered",
        204,
    )
    assert (oldest["state"], oldest["tries"], oldest["last_error"]) == ("waiting", 1, "not now")
    waiting = (await manager.get("/api/webhooks?state=waiting")).json()
    assert [one["id"] for one in waiting] == [oldest["id"]]
    assert len((await manager.get("/api/webhooks?limit=1")).json()) == 1


async def test_given_up_is_sent_again_when_asked(
    door: httpx.AsyncClient,
    agents: Agents,
    database: Database,
    sender: Sender,
    receiver: Receiver,
    clock: Clock,
) -> None:
    receiver.answers = [500] * 3
    await tell(database, clock, "claim.open")
    for _ in range(3):
        await sender.send_due()
        clock.wind(100)
    manager = await as_(door, agents, "manager")
    [event] = (await manager.get("/api/webhooks?state=given_up")).json()
    again = await manager.post(f"/api/webhooks/{event['id']}/retry")
    assert again.json()["state"] == "waiting"
    clock.at = clock.at.replace(year=2100)
    assert await sender.send_due() == 1
    assert (await manager.post(f"/api/webhooks/{event['id']}/retry")).status_code == 404
    assert len(set(receiver.ids)) == 1


@pytest.mark.parametrize(("role", "status"), [("agent", 403), ("content", 403), ("admin", 200)])
async def test_only_managers(
    door: httpx.AsyncClient, agents: Agents, role: str, status: int
) -> None:
    assert (await door.get("/api/webhooks")).status_code == 401
    assert (await (await as_(door, agents, role)).get("/api/webhooks")).status_code == status
