"""The webhook's own promises: the token, the shapes Rasa reads, and never silence."""

import asyncio
import json
import zlib
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import Action

from actions.webhook import webhook_router
from bot.database import Database
from tests.action_calls import TOKEN, Conversation, client, desk


class Broken(Action):  # type: ignore[misc]
    """An action that fails."""

    def name(self) -> str:
        return "action_broken"

    async def run(self, dispatcher: Any, tracker: Any, domain: Any) -> list[dict[str, Any]]:
        raise RuntimeError("the printer is on fire")


class Slow(Broken):
    """An action that takes too long."""

    def name(self) -> str:
        return "action_slow"

    async def run(self, dispatcher: Any, tracker: Any, domain: Any) -> list[dict[str, Any]]:
        await asyncio.sleep(5)
        return []


@pytest.fixture
def http() -> httpx.AsyncClient:
    """A client of a webhook whose actions go wrong."""
    executor = ActionExecutor()
    executor.register_action(Broken())
    executor.register_action(Slow())
    app = FastAPI()
    app.include_router(webhook_router(executor, TOKEN, 0.05))
    headers = {"Authorization": f"Bearer {TOKEN}"}
    transport = httpx.ASGITransport(app)
    return httpx.AsyncClient(transport=transport, base_url="http://service", headers=headers)


@pytest.mark.parametrize("token", ["", "another", TOKEN + "x", "ñ"])
async def test_a_wrong_token_is_refused(database: Database, token: str) -> None:
    async with client(desk(database), "x") as caller:
        header = {b"Authorization": f"Bearer {token}".encode()}
        answer = await caller.post("/webhook", json={}, headers=header)
    assert answer.status_code == 401


async def test_without_a_token_nobody_may_call(database: Database) -> None:
    async with client(desk(database, webhook_token=""), "") as caller:
        assert (await caller.post("/webhook", json={})).status_code == 401


@pytest.mark.parametrize("name", ["action_broken", "action_slow"])
async def test_a_failure_is_an_apology_and_a_person(http: httpx.AsyncClient, name: str) -> None:
    talk = Conversation(http)
    talk.hears("hello", "greet")
    (told,) = await talk.runs(name)
    assert told["response"] == "utter_action_failed"
    assert told["custom"] == {"handoff": {"reason": "system_failure"}}
    assert talk.form is None


async def test_an_unknown_action_is_404_in_the_shape_rasa_reads(http: httpx.AsyncClient) -> None:
    answer = await http.post("/webhook", json=Conversation(http).call("action_nobody"))
    assert answer.status_code == 404
    assert answer.json()["action_name"] == "action_nobody"


async def test_a_deflated_call_is_read(database: Database) -> None:
    async with client(desk(database)) as caller:
        body = zlib.compress(json.dumps(Conversation(caller).call("action_stop")).encode())
        headers = {"Content-Encoding": "deflate"}
        answer = await caller.post("/webhook", content=body, headers=headers)
    assert answer.status_code == 200
    assert answer.json()["events"][0]["event"] == "active_loop"


@pytest.mark.parametrize("body", [b"", b"no json", b"[]"])
async def test_a_body_that_is_no_call_is_refused(database: Database, body: bytes) -> None:
    async with client(desk(database)) as caller:
        assert (await caller.post("/webhook", content=body)).status_code == 400
