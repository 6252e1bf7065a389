"""Accounts from the command line: made, given a new password, listed, refused."""

import asyncio
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.accounts import app
from bot.agents import Agents, WrongLogin
from bot.database import Database


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
    status, said = run("add", "eva@example.com", "Eva", "--role", "content")
    assert status == 0
    first = said.rpartition(" ")[2]
    assert run("list") == (0, "eva@example.com  content  Eva")
    status, said = run("password", "eva@example.com")
    assert status == 0
    second = said.rpartition(" ")[2]

    async def check() -> None:
        database = Database(url)
        agents = Agents(database)
        await agents.log_in("eva@example.com", second)
        with pytest.raises(WrongLogin):
            await agents.log_in("eva@example.com", first)
        await database.close()

    asyncio.run(check())


def test_refused_in_words(url: str) -> None:
    run("add", "eva@example.com", "Eva")
    assert "already" in run("add", "Eva@example.com", "Eva")[1]
    assert "no role" in run("add", "x@example.com", "X", "--role", "king")[1]
    assert "There is no account" in run("password", "nobody@example.com")[1]
