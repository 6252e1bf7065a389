"""Agents: accounts, passwords, sessions."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from bot.agents import Agent, Agents, AgentSession, WrongLogin
from bot.database import Database, now
from bot.errors import BotError

EMAIL, PASSWORD = "ana@tramontana.example", "correct horse"


@pytest.fixture
async def agents(database: Database) -> Agents:
    """Accounts with Ana's."""
    agents = Agents(database)
    await agents.ensure(EMAIL, "Ana", PASSWORD, "agent")
    return agents


async def test_right_password_opens_a_session(agents: Agents) -> None:
    agent = await agents.of_session(await agents.log_in(" ANA@tramontana.example ", PASSWORD))
    assert agent is not None
    assert (agent.name, agent.role, agent.language) == ("Ana", "agent", "es")


@pytest.mark.parametrize(
    ("email", "password"),
    [(EMAIL, "wrong"), (EMAIL, ""), ("nobody@tramontana.example", PASSWORD), ("", "")],
)
async def test_wrong_login_does_not_say_what_is_wrong(
    agents: Agents, email: str, password: str
) -> None:
    with pytest.raises(WrongLogin, match=r"^The e-mail or the password is wrong\.$"):
        await agents.log_in(email, password)


async def test_existing_account_is_not_changed(agents: Agents) -> None:
    again = await agents.ensure(EMAIL.upper(), "Otra", "another password", "admin")
    assert (again.name, again.role) == ("Ana", "agent")
    await agents.log_in(EMAIL, PASSWORD)


async def test_two_processes_that_make_the_account_at_once(database: Database) -> None:
    made = (Agents(database).ensure(EMAIL, "Ana", PASSWORD, "agent") for _ in range(3))
    assert len({agent.id for agent in await asyncio.gather(*made)}) == 1


async def test_unknown_role_is_refused(agents: Agents) -> None:
    with pytest.raises(BotError, match="'boss' is no role"):
        await agents.ensure("x@example.com", "X", "x", "boss")


async def test_database_holds_no_password_and_no_key(agents: Agents, database: Database) -> None:
    key = await agents.log_in(EMAIL, PASSWORD)
    async with database.read() as session:
        hashed = await session.scalar(select(Agent.password_hash))
        kept = await session.scalar(select(AgentSession.key_hash))
    assert hashed is not None
    assert hashed.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert kept != key


async def test_session_ends_when_logged_out(agents: Agents) -> None:
    key = await agents.log_in(EMAIL, PASSWORD)
    await agents.log_out(key)
    assert await agents.of_session(key) is None
    assert await agents.of_session("") is None


async def test_session_ends_with_its_time_and_is_swept(agents: Agents, database: Database) -> None:
    key = await agents.log_in(EMAIL, PASSWORD)
    async with database.write() as session:
        await session.execute(update(AgentSession).values(expires_at=now() - timedelta(seconds=1)))
    assert await agents.of_session(key) is None
    await agents.log_in(EMAIL, PASSWORD)
    async with database.read() as session:
        assert len(list(await session.scalars(select(AgentSession)))) == 1


async def test_language_is_remembered(agents: Agents) -> None:
    agent = await agents.of_session(await agents.log_in(EMAIL, PASSWORD))
    assert agent is not None
    await agents.set_language(agent.id, "en")
    again = await agents.of_session(await agents.log_in(EMAIL, PASSWORD))
    assert again is not None
    assert again.language == "en"
