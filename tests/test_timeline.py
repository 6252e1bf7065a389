"""The timeline has all of a customer, newest first, for agents alone."""

from collections.abc import AsyncIterator

import httpx
import pytest
from fastapi import FastAPI

from bot import errors
from bot.agents import Agents
from bot.backoffice import ClaimRequest, RepairRequest, SqlBackoffice
from bot.contacts import ContactEntry, Contacts
from bot.conversations import MessageDraft, States, Transcript
from bot.database import Database
from bot.identity import Identity, Limits
from bot.keys import holders
from bot.timeline import Timeline, timeline_router
from tests.backoffice.conftest import furnish
from tests.backoffice.rows import EMAIL, wish


@pytest.fixture
async def shop(database: Database) -> SqlBackoffice:
    """The small shop."""
    return SqlBackoffice(await furnish(database))


@pytest.fixture
async def door(database: Database, shop: SqlBackoffice) -> AsyncIterator[httpx.AsyncClient]:
    """A client with the key of an agent."""
    agents = Agents(database)
    await agents.ensure("ana@shop.example", "Ana", "correct horse", "agent")
    app = FastAPI()
    errors.install(app)
    app.include_router(timeline_router(Timeline(shop, database), holders(agents)))
    key = await agents.log_in("ana@shop.example", "correct horse")
    headers = {"Authorization": f"Bearer {key}"}
    transport, base = httpx.ASGITransport(app), "http://counter/api/customers"
    async with httpx.AsyncClient(transport=transport, base_url=base, headers=headers) as client:
        yield client


async def talked(database: Database, shop: SqlBackoffice) -> str:
    """A conversation in which Lucía was identified and asked something."""
    row = await Transcript(database).start("es")
    await Identity(shop, database, Limits(slowest_s=0)).by_order(row.id, "104512", EMAIL)
    entry = ContactEntry(row.id, "m1", "¿Dónde está?", "es", "order_status", 0.9, "transaction")
    await Contacts(database).log(entry)
    return row.id


async def test_everything_of_a_customer_newest_first(
    door: httpx.AsyncClient, database: Database, shop: SqlBackoffice
) -> None:
    talk = await talked(database, shop)
    asked = wish("levante", "faulty", override="agreed", override_by="ana")
    await shop.open_return("100100", EMAIL, asked, "m2")
    await shop.open_repair(RepairRequest("It drips", serial_number="LV3-2605-000001"), EMAIL, "m3")
    await shop.open_claim(ClaimRequest("delay", "Where is it?", "104600"), EMAIL, "m4")
    await shop.cancel_order("104600", EMAIL, "m5")
    told = (await door.get("/c1/timeline")).json()
    assert told["customer"]["name"] == "Lucía"
    at = [one["at"] for one in told["entries"]]
    assert at == sorted(at, reverse=True)
    kinds = {one["kind"] for one in told["entries"]}
    assert kinds == {"order", "return", "refund", "repair", "claim", "conversation", "contact"}
    assert {one["number"] for one in told["open"]} == {
        "RMA-20031",
        "REF-50061",
        "REP-30011",
        "CLM-40011",
    }
    [contact] = [one for one in told["entries"] if one["kind"] == "contact"]
    assert (contact["conversation_id"], contact["text"]) == (talk, "¿Dónde está?")
    assert "LV3-2601-777777" in {one["serial_number"] for one in told["products"]}
    assert not told["more"]


async def test_nothing_of_anybody_else(
    door: httpx.AsyncClient, database: Database, shop: SqlBackoffice
) -> None:
    await talked(database, shop)
    told = (await door.get("/c2/timeline")).json()
    assert {one["number"] for one in told["entries"]} == {"TR-102000"}


async def test_open_order_is_listed_once(door: httpx.AsyncClient) -> None:
    told = (await door.get("/c1/timeline")).json()
    assert [one["number"] for one in told["open"]] == ["TR-104600"]


async def test_conversation_with_a_person_is_open(
    door: httpx.AsyncClient, database: Database, shop: SqlBackoffice
) -> None:
    talk = await talked(database, shop)
    said = MessageDraft("customer", "una persona", "m0000009")
    notices = {state: MessageDraft("system", "...") for state in ("bot", "waiting", "agent")}
    await States(database).ask_for_person(talk, said, notices)
    told = (await door.get("/c1/timeline")).json()
    assert talk in {one.get("conversation_id") for one in told["open"]}


async def test_the_newest_when_there_are_more(door: httpx.AsyncClient) -> None:
    whole = (await door.get("/c1/timeline")).json()
    short = (await door.get("/c1/timeline?limit=2")).json()
    assert short["entries"] == whole["entries"][:2]
    assert short["more"]
    assert (await door.get("/c1/timeline?limit=0")).status_code == 422


async def test_unknown_customer_and_no_key(door: httpx.AsyncClient) -> None:
    missing = await door.get("/nobody/timeline")
    assert (missing.status_code, missing.json()["error"]["code"]) == (404, "CustomerNotFound")
    refused = await door.get("/c1/timeline", headers={"Authorization": "Bearer x"})
    assert (refused.status_code, refused.json()["error"]["code"]) == (401, "KeyNeeded")
