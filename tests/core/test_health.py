"""`/health`: every part, 200 or 503, and advice in both languages."""

import asyncio

import httpx
import pytest
from fastapi import FastAPI

from bot import health
from bot.database import Database
from bot.health import ADVICE, Check
from bot.rasa_client import RasaClient, RasaUnavailable
from tests.core.fake_rasa import FakeRasa


async def ask(checks: list[Check], path: str = "/health") -> httpx.Response:
    """What the door answers."""
    app = FastAPI()
    app.include_router(health.router(checks))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://x") as http:
        return await http.get(path)


def check_of(rasa: FakeRasa, database: Database) -> list[Check]:
    """The assistant and the database, as the application hands them in."""

    async def stored() -> str:
        await database.check()
        return "sqlite"

    client = RasaClient(rasa.client(), 2.0)
    return [Check("rasa", client.check, ADVICE["rasa"]), Check("database", stored, {})]


async def test_all_well(rasa: FakeRasa, database: Database) -> None:
    response = await ask(check_of(rasa, database))
    assert response.status_code == 200
    assert response.json() == {
        "status": "ok",
        "checks": {
            "rasa": {"ok": True, "detail": "assistant.tar.gz"},
            "database": {"ok": True, "detail": "sqlite"},
        },
    }


async def test_one_part_unwell_names_it_with_advice(rasa: FakeRasa, database: Database) -> None:
    rasa.up = False
    response = await ask(check_of(rasa, database))
    assert response.status_code == 503
    body = response.json()
    assert body["status"] == "unwell"
    assert body["checks"]["database"]["ok"]
    part = body["checks"]["rasa"]
    assert not part["ok"]
    assert "Is Rasa running?" in part["detail"]
    assert set(part["advice"]) == {"es", "en"}


async def test_database_that_is_not_there_is_unwell(rasa: FakeRasa) -> None:
    checks = check_of(rasa, Database("sqlite+aiosqlite:////nowhere/at/all.db"))
    assert not (await ask(checks)).json()["checks"]["database"]["ok"]
    # The thread of the connection that failed still speaks to this loop at its end.
    await asyncio.sleep(0.1)


async def test_process_lives_whatever_else_is_unwell(rasa: FakeRasa, database: Database) -> None:
    rasa.up = False
    response = await ask(check_of(rasa, database), "/health/live")
    assert (response.status_code, response.json()) == (200, {"status": "ok"})


@pytest.mark.parametrize("language", ["es", "en"])
def test_advice_is_in_both_languages(language: str) -> None:
    assert all(one[language] for one in ADVICE.values())


@pytest.mark.parametrize("body", ["[]", "{}", "null", '{"model_file": null}', "<html>"])
async def test_rasa_without_a_model_is_unavailable(body: str) -> None:
    def status(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, text=body)

    transport = httpx.MockTransport(status)
    async with httpx.AsyncClient(transport=transport, base_url="http://rasa") as http:
        with pytest.raises(RasaUnavailable):
            await RasaClient(http, 1.0).check()
