"""What customers think is read by managers as JSON, and by nobody else."""

from collections.abc import AsyncIterator

import httpx
import pytest
from fastapi import FastAPI

from bot import errors
from bot.agents import Agents
from bot.console import surveys_router
from bot.database import Database
from bot.surveys import Surveys

PASSWORD = "a password for tests"


@pytest.fixture
async def http(database: Database) -> AsyncIterator[httpx.AsyncClient]:
    """A client at the door, with one opinion behind it."""
    surveys = Surveys(database)
    asked = await surveys.ask("csat", "one", "order_status", "es", None)
    assert asked
    await surveys.score(asked, 5)
    await surveys.comment(asked, "muy rápido, mi correo es ana@example.com")
    app = FastAPI()
    errors.install(app)
    app.include_router(surveys_router(surveys, Agents(database)))
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://counter") as client:
        yield client


async def key_of(database: Database, role: str) -> dict[str, str]:
    agents = Agents(database)
    await agents.ensure(f"{role}@example.com", role, PASSWORD, role)
    key = await agents.log_in(f"{role}@example.com", PASSWORD)
    return {"Authorization": f"Bearer {key}"}


async def test_a_manager_reads_figures_and_comments(
    http: httpx.AsyncClient, database: Database
) -> None:
    answer = await http.get("/api/surveys", headers=await key_of(database, "manager"))
    found = answer.json()
    assert answer.status_code == 200
    assert found["csat"]["share"] == 1.0
    assert found["comments"][0]["comment"] == "muy rápido, mi correo es [EMAIL]"


async def test_agents_and_strangers_are_refused(
    http: httpx.AsyncClient, database: Database
) -> None:
    assert (await http.get("/api/surveys")).status_code == 401
    headers = await key_of(database, "agent")
    assert (await http.get("/api/surveys", headers=headers)).status_code == 403
    wrong = await http.get("/api/surveys?days=0", headers=await key_of(database, "admin"))
    assert wrong.status_code == 422
