"""The standards' doors: who may read them, as JSON and CSV, and what `/metrics` has."""

import csv
import io
from collections.abc import AsyncIterator
from datetime import timedelta

import httpx
import pytest
from fastapi import FastAPI
from prometheus_client import CollectorRegistry, generate_latest
from sqlalchemy import update

from bot import errors
from bot.agents import Agents
from bot.console.standards import standards_router
from bot.contacts import Contact
from bot.database import Database, now
from bot.policies.days import local_day
from bot.standards import Period, Standards, definitions
from bot.standards.gauges import Gauges
from tests.standards.conftest import OFFICE
from tests.standards.recorded import record
from tests.standards.talk import Talk

PASSWORD = "levante y poniente"


@pytest.fixture
async def standards(database: Database) -> Standards:
    """Six questions of one group and one of another, in the last days."""
    talks = []
    for number in range(7):
        talk = Talk(f"d{number}", language="en" if number % 2 else "es")
        at = now() - timedelta(days=2, minutes=number)
        feedback = 1 if number < 4 else -1
        talk.ask(at, 2 if number == 6 else 1, product="robot", feedback=feedback)
        talk.reply(at + timedelta(seconds=2 + number))
        talks.append(talk.log)
    await record(database, talks, {})
    standards = Standards(database, OFFICE)
    await standards.facts.refresh()
    return standards


@pytest.fixture
async def http(database: Database, standards: Standards) -> AsyncIterator[httpx.AsyncClient]:
    """The doors, with the session key of a manager."""
    agents, app = Agents(database), FastAPI()
    errors.install(app)
    app.include_router(standards_router(standards, agents))
    key = await signed_in(agents, "manager")
    transport = httpx.ASGITransport(app)
    headers = {"Authorization": f"Bearer {key}"}
    async with httpx.AsyncClient(transport=transport, base_url="http://a", headers=headers) as http:
        yield http


async def signed_in(agents: Agents, role: str) -> str:
    """The session key of a new account."""
    email = f"{role}@tramontana.example"
    await agents.ensure(email, role.title(), PASSWORD, role)
    return await agents.log_in(email, PASSWORD)


async def test_only_managers_may_read(http: httpx.AsyncClient, database: Database) -> None:
    key = await signed_in(Agents(database), "agent")
    for headers, status in (
        ({"Authorization": ""}, 401),
        ({"Authorization": f"Bearer {key}"}, 403),
    ):
        for path in ("/api/standards", "/api/standards/csat", "/console/standards/rows.csv"):
            answer = await http.get(path, headers=headers, params={"standard": "csat"})
            assert answer.status_code == status
            assert "responsables" in answer.json()["error"]["message"]


async def test_every_standard_comes_with_its_definition(http: httpx.AsyncClient) -> None:
    told = (await http.get("/api/standards?days=7")).json()
    assert [one["id"] for one in told["standards"]] == [one.id for one in definitions().current]
    found = {one["id"]: one for one in told["standards"]}
    simple = found["simple_share"]
    assert (simple["value"], simple["n"], simple["few"]) == (round(6 / 7, 4), 7, True)
    assert simple["definition"]["parameters"] == {"simple_from": 5, "window_days": 90}
    assert set(simple["definition"]["text"]) == {"es", "en"}
    assert simple["previous"] == {"value": None, "n": 0}
    assert found["fcr_claimed"]["value"] == round(4 / 7, 4)
    assert found["first_response"]["p50"] == 5


async def test_figures_are_narrowed_and_broken_down(http: httpx.AsyncClient) -> None:
    told = (await http.get("/api/standards/fcr_claimed?language=es&by=language&days=7")).json()
    assert told["where"] == {"language": "es"}
    assert told["figure"]["n"] == 4
    assert [(one["name"], one["n"]) for one in told["by"]] == [("es", 4)]
    assert sum(one["n"] for one in told["trend"]) == 4
    assert len(told["trend"]) == 7


async def test_a_figure_opens_its_rows(http: httpx.AsyncClient) -> None:
    path = "/api/standards/fcr_claimed?days=7&limit=3"
    rows = (await http.get(path)).json()["rows"]
    assert [one["counted_as"] for one in rows] == ["resolved"] * 3
    assert rows[0]["text"] == "words of d0-0"
    assert rows[0]["conversation_id"] == "d0"
    left = (await http.get(f"{path}&counted_as=not_resolved&skip=1")).json()["rows"]
    assert [one["conversation_id"] for one in left] == ["d5", "d6"]


async def test_versions_stand_side_by_side(http: httpx.AsyncClient) -> None:
    told = (await http.get("/api/standards/simple_share?days=7")).json()
    assert [one["version"] for one in told["versions"]] == [1, 2]
    assert told["versions"][0]["definition"]["parameters"]["window_days"] == 0


async def test_the_rows_are_a_csv_without_formulas(
    http: httpx.AsyncClient, database: Database
) -> None:
    async with database.write() as session:
        await session.execute(update(Contact).values(text="=1+1"))
    answer = await http.get("/console/standards/rows.csv?standard=fcr_claimed&days=7")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    lines = list(csv.DictReader(io.StringIO(answer.text)))
    assert len(lines) == 7
    assert {one["text"] for one in lines} == {"'=1+1"}
    assert [one["value"] for one in lines] == ["1"] * 4 + ["0"] * 3


async def test_what_cannot_be_is_said_in_both_languages(http: httpx.AsyncClient) -> None:
    unknown = await http.get("/api/standards/speed")
    assert unknown.status_code == 404
    assert "No hay ningún estándar" in unknown.json()["error"]["message"]
    day = local_day(now()).isoformat()
    backwards = await http.get(f"/api/standards?from={day}&until=2020-01-01")
    assert backwards.status_code == 422
    assert "no es un periodo" in backwards.json()["error"]["message"]
    assert (await http.get("/console/standards/rows.csv?standard=speed")).status_code == 404


async def test_prometheus_reads_value_and_count_by_language(standards: Standards) -> None:
    registry = CollectorRegistry()
    gauges = Gauges(standards, registry)
    await gauges.set()
    Gauges(standards, registry)
    said = generate_latest(registry).decode()
    assert 'mostrador_standard{language="all",standard="simple_share"}' in said
    assert 'mostrador_standard_count{language="es",standard="fcr_claimed"} 4.0' in said
    assert 'mostrador_standard{language="all",standard="nps"}' not in said
    first = await standards.figure("first_response", Period.last(30, now()))
    labels = 'language="all",quantile="0.9",standard="first_response"'
    assert first.p90 is not None
    assert f"mostrador_standard_quantile{{{labels}}} {first.p90}" in said
    assert 'quantile="0.9",standard="containment"' not in said
