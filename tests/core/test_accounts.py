"""Accounts from the command line: made, changed, switched off, given a new password, refused."""

import asyncio
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.accounts import app
from bot.agents import Agents, WrongLogin
from bot.audit import AuditFilter, AuditLog
from bot.database import Database

EVA = "eva@example.com"


def run(*words: str) -> tuple[int, str]:
    found = CliRunner().invoke(app, list(words))
    said = found.output or str(found.exception)
    return found.exit_code, said.strip()


@pytest.fixture
def url(blank_database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A database of its own, named by the environment."""
    path = tmp_path / "accounts.db"
    path.write_bytes(blank_database.read_bytes())
    monkeypatch.setenv("MOSTRADOR_DATABASE_URL", f"sqlite+aiosqlite:///{path}")
    return f"sqlite+aiosqlite:///{path}"


def test_made_listed_and_changed(url: str) -> None:
    assert run("list") == (0, "No accounts yet.")
    status, said = run("add", EVA, "Eva", "--role", "content")
    assert status == 0
    first = said.rpartition(" ")[2]
    assert run("list") == (0, f"{EVA}  content  Eva  capacity 4  es,en  topics all")
    status, said = run("password", EVA)
    assert status == 0
    second = said.rpartition(" ")[2]

    async def check() -> None:
        database = Database(url)
        agents = Agents(database)
        await agents.log_in(EVA, second)
        with pytest.raises(WrongLogin):
            await agents.log_in(EVA, first)
        await database.close()

    asyncio.run(check())


def test_skills_are_given_and_changed_one_by_one(url: str) -> None:
    run("add", EVA, "Eva", "--capacity", "2", "--languages", "es", "--topics", "returns,orders")
    line = f"{EVA}  agent  Eva  capacity 2  es  topics orders,returns"
    assert run("list") == (0, line)
    assert run("set", EVA, "--topics", "", "--role", "manager", "--name", "Eva Gil") == (
        0,
        f"{EVA}  manager  Eva Gil  capacity 2  es  topics all",
    )


def test_switched_off_and_on(url: str) -> None:
    run("add", EVA, "Eva")
    assert run("deactivate", EVA)[1].endswith("deactivated")
    assert run("list")[1].endswith("deactivated")
    assert run("activate", EVA)[1].endswith("topics all")


def test_each_change_is_noted_without_a_password(url: str) -> None:
    password = run("add", EVA, "Eva")[1].rpartition(" ")[2]
    run("set", EVA, "--capacity", "9")
    run("deactivate", EVA)

    async def noted() -> list[tuple[str, str]]:
        database = Database(url)
        rows = await AuditLog(database).read(AuditFilter(agent_id="command"))
        await database.close()
        return [(row.action, str(row.detail)) for row in rows]

    rows = asyncio.run(noted())
    assert [row[0] for row in rows] == ["account_deactivated", "account_changed", "account_made"]
    assert "'capacity': 9" in rows[1][1]
    assert password not in str(rows)


def test_refused_in_words(url: str) -> None:
    run("add", EVA, "Eva", "--role", "admin")
    assert "already" in run("add", "Eva@example.com", "Eva")[1]
    assert "no role" in run("add", "x@example.com", "X", "--role", "king")[1]
    assert "no topic" in run("add", "x@example.com", "X", "--topics", "weather")[1]
    assert "no language" in run("set", EVA, "--languages", "fr")[1]
    assert "last active" in run("deactivate", EVA)[1]
    for command in ("password", "set", "deactivate", "activate"):
        assert "There is no account" in run(command, "nobody@example.com")[1]
