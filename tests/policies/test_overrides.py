"""Agents decide otherwise: with a reason, once, for good, and only agents."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from structlog.testing import capture_logs

from bot import errors
from bot.agents import Agents
from bot.database import Database
from bot.policies import ReturnAsked
from bot.policies.overrides import BadOverride, Overrides, Wanted
from bot.policies.overrides_http import overrides_router
from tests.policies.sales import POLICIES, sale, sold

TOO_LATE = Wanted(
    "TR-104512", "levante", "returns", "outside_window", "3.0", True, "Was in hospital."
)
BODY: dict[str, Any] = {
    "request_id": "r-1",
    "order_number": "TR-104512",
    "product_id": "levante",
    "policy": "returns",
    "code": "outside_window",
    "version": "3.0",
    "allowed": True,
    "reason": "Estaba en el hospital.",
    "cost_eur": "0.00",
}


@pytest.fixture
def overrides(database: Database) -> Overrides:
    return Overrides(database)


async def test_an_override_is_found_by_order_and_item(overrides: Overrides) -> None:
    assert await overrides.for_(sale(), sold()) is None
    kept = await overrides.add(TOO_LATE, "a1", "Ana", "r-1")
    found = await overrides.for_(sale(), sold())
    assert found == kept
    assert (found.agent_name, found.wanted.reason) == ("Ana", "Was in hospital.")
    assert await overrides.for_(sale(), sold("garbi")) is None
    assert await overrides.for_(sale(number="TR-000001"), sold()) is None
    assert await overrides.for_(sale(), sold(), "warranty") is None


async def test_the_newest_override_counts_and_the_others_stay(overrides: Overrides) -> None:
    await overrides.add(TOO_LATE, "a1", "Ana", "r-1")
    back = replace(TOO_LATE, allowed=False, reason="By mistake.")
    await overrides.add(back, "a2", "Bo", "r-2")
    found = await overrides.for_(sale(), sold())
    assert found is not None
    assert found.wanted == back
    assert [one.agent_name for one in await overrides.of_order("TR-104512")] == ["Ana", "Bo"]


async def test_a_decision_as_the_agent_made_it(overrides: Overrides) -> None:
    today = date(2026, 8, 1)
    decision = POLICIES.decide_return(sale(), sold(), ReturnAsked("withdrawal"), today)
    kept = await overrides.add(replace(TOO_LATE, cost_eur=Decimal("0.00")), "a1", "Ana", "r-1")
    applied = kept.applied(decision)
    assert (decision.allowed, applied.allowed) == (False, True)
    assert (decision.cost_eur, applied.cost_eur) == (Decimal("6.90"), Decimal("0.00"))
    assert (applied.code, applied.findings) == (decision.code, decision.findings)
    kept = await overrides.add(TOO_LATE, "a1", "Ana", "r-2")
    assert kept.applied(decision).cost_eur == Decimal("6.90")


async def test_a_repeated_request_is_one_decision(overrides: Overrides) -> None:
    first, second = await asyncio.gather(
        overrides.add(TOO_LATE, "a1", "Ana", "r-1"), overrides.add(TOO_LATE, "a1", "Ana", "r-1")
    )
    assert first == second
    assert len(await overrides.of_order("TR-104512")) == 1


async def test_a_request_id_is_not_used_for_another_decision(overrides: Overrides) -> None:
    await overrides.add(TOO_LATE, "a1", "Ana", "r-1")
    with pytest.raises(BadOverride, match="'r-1' was used for another") as caught:
        await overrides.add(replace(TOO_LATE, allowed=False), "a1", "Ana", "r-1")
    assert caught.value.status_code == 409
    with pytest.raises(BadOverride):
        await overrides.add(TOO_LATE, "a2", "Bo", "r-1")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"reason": " \n"}, "The reason is missing"),
        ({"reason": "x" * 2001}, "2001 characters"),
        ({"policy": "gifts"}, "no policy 'gifts'"),
        ({"code": "covered"}, "'covered' is no verdict"),
    ],
)
async def test_what_cannot_be_kept_is_refused(
    overrides: Overrides, change: dict[str, Any], said: str
) -> None:
    with pytest.raises(BadOverride, match=said):
        await overrides.add(replace(TOO_LATE, **change), "a1", "Ana", "r-1")
    assert await overrides.of_order("TR-104512") == []


async def test_who_decided_is_logged_once_and_the_reason_is_not(overrides: Overrides) -> None:
    with capture_logs() as logs:
        await overrides.add(TOO_LATE, "a1", "Ana", "r-1")
        await overrides.add(TOO_LATE, "a1", "Ana", "r-1")
    [entry] = [one for one in logs if one["event"] == "policy_overridden"]
    assert (entry["agent"], entry["order"], entry["code"]) == ("a1", "TR-104512", "outside_window")
    assert "hospital" not in str(entry)


@pytest.fixture
async def http(database: Database) -> AsyncIterator[httpx.AsyncClient]:
    """The door, with the key of an agent."""
    agents = Agents(database)
    await agents.ensure("ana@tramontana.example", "Ana", "levante y poniente", "agent")
    key = await agents.log_in("ana@tramontana.example", "levante y poniente")
    app = FastAPI()
    errors.install(app)
    app.include_router(overrides_router(Overrides(database), agents))
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app),
        base_url="http://mostrador.example",
        headers={"Authorization": f"Bearer {key}"},
    ) as client:
        yield client


async def test_an_agent_overrides_over_http_and_reads_it_by_order(http: httpx.AsyncClient) -> None:
    sent = await http.post("/api/overrides", json=BODY)
    assert sent.status_code == 200
    kept = sent.json()
    assert kept | BODY == kept
    assert kept["agent_name"] == "Ana"
    assert kept["decided_at"].endswith("Z")
    assert (await http.post("/api/overrides", json=BODY)).json() == kept
    assert (await http.get("/api/overrides", params={"order": "TR-104512"})).json() == [kept]
    assert (await http.get("/api/overrides", params={"order": "TR-999999"})).json() == []


@pytest.mark.parametrize("key", ["", "Bearer nobody", "Basic abc"])
async def test_nobody_else_may(http: httpx.AsyncClient, key: str) -> None:
    headers = {"Authorization": key}
    sent = await http.post("/api/overrides", json=BODY, headers=headers)
    asked = await http.get("/api/overrides", params={"order": "TR-104512"}, headers=headers)
    assert (sent.status_code, asked.status_code) == (401, 401)
    assert sent.json()["error"]["code"] == "AgentsOnly"
    assert (await http.get("/api/overrides", params={"order": "TR-104512"})).json() == []


async def test_the_console_s_cookie_is_no_key(http: httpx.AsyncClient) -> None:
    key = http.headers["Authorization"].removeprefix("Bearer ")
    headers = {"Authorization": "", "Cookie": f"mostrador_agent={key}"}
    assert (await http.post("/api/overrides", json=BODY, headers=headers)).status_code == 401


@pytest.mark.parametrize(
    "change", [{"reason": " "}, {"cost_eur": "-1"}, {"cost_eur": "0.001"}, {"more": 1}]
)
async def test_a_bad_body_is_refused_and_nothing_kept(
    http: httpx.AsyncClient, change: dict[str, Any]
) -> None:
    assert (await http.post("/api/overrides", json=BODY | change)).status_code == 422
    assert (await http.get("/api/overrides", params={"order": "TR-104512"})).json() == []
