"""Presence, routing and the audit log on a real PostgreSQL."""

from collections.abc import AsyncIterator
from uuid import uuid4

import asyncpg
import pytest
from sqlalchemy import make_url

from bot.agents import Agents
from bot.audit import AuditFilter, AuditLog
from bot.conversations import Hands, MessageDraft, Transcript
from bot.database import Database
from bot.presence import Presence
from bot.routing import Loads, Routing
from tests.people.conftest import Ask, Clock, Hire

HELLO = MessageDraft("system", "Hola")


@pytest.fixture
async def database(postgres_server: str) -> AsyncIterator[Database]:
    """A database of the server's with every table and no row."""
    name = f"people_{uuid4().hex}"
    connection = await asyncpg.connect(postgres_server)
    await connection.execute(f"CREATE DATABASE {name}")
    await connection.close()
    url = make_url(postgres_server).set(drivername="postgresql+asyncpg", database=name)
    database = Database(url.render_as_string(hide_password=False))
    await database.upgrade()
    yield database
    await database.close()


async def test_a_silent_agent_loses_it_to_another_and_all_is_noted(
    routing: Routing,
    hire: Hire,
    ask: Ask,
    hands: Hands,
    transcript: Transcript,
    presence: Presence,
    agents: Agents,
    audit: AuditLog,
    database: Database,
    clock: Clock,
) -> None:
    ana = await hire("Ana", topics=["orders"])
    one = await ask()
    await routing.tend()
    await hands.claim(one, ana.id, HELLO, ana.capacity)
    await transcript.append(one, MessageDraft("customer", "¿Hola?"))
    clock.pass_by(minutes=15)
    ben = await hire("Ben")
    await presence.seen(ana.id, active=True)
    loads = await Loads(database).all()
    assert (loads[ana.id].held, loads[ana.id].kept) == (1, 0)
    await routing.tend()
    loads = await Loads(database).all()
    assert (ana.id in loads, loads[ben.id].kept) == (False, 1)
    rows = await audit.read(AuditFilter(conversation_id=one[:8]))
    assert [row.action for row in rows] == ["route", "release", "route"]
    assert rows[1].detail == {"of": ana.id, "why": "no_answer"}
    assert await presence.anyone("es") == 2
    assert (await agents.get(ben.id)).languages == ["es", "en"]
