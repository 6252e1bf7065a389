"""The migrations from nothing make exactly the declared tables, and can be undone."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect

from bot.database import Database, alembic_config
from bot.tables import Base


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    """A database brought to the newest migration."""
    database = Database(f"sqlite+aiosqlite:///{tmp_path / 'new' / 'mostrador.db'}")
    await database.upgrade()
    yield database
    await database.close()


def differences(connection: Connection) -> list[object]:
    found: list[object] = compare_metadata(MigrationContext.configure(connection), Base.metadata)
    return found


def tables(connection: Connection) -> list[str]:
    return inspect(connection).get_table_names()


async def test_upgrade_from_nothing_makes_the_declared_tables(database: Database) -> None:
    async with database.engine.connect() as connection:
        assert await connection.run_sync(differences) == []


async def test_upgrade_again_changes_nothing(database: Database) -> None:
    await database.upgrade()
    async with database.engine.connect() as connection:
        assert set(await connection.run_sync(tables)) == {*Base.metadata.tables, "alembic_version"}


async def test_downgrade_takes_every_table_away_and_upgrade_brings_them_back(
    database: Database,
) -> None:
    config = alembic_config(database.url)
    await asyncio.to_thread(command.downgrade, config, "base")
    async with database.engine.connect() as connection:
        assert await connection.run_sync(tables) == ["alembic_version"]
    await database.upgrade()
    async with database.engine.connect() as connection:
        assert await connection.run_sync(differences) == []


def test_one_line_of_migrations() -> None:
    assert len(ScriptDirectory.from_config(alembic_config("sqlite://")).get_heads()) == 1
