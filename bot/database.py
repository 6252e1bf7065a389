"""The database: one engine, read and write transactions, and the migrations.

SQLite by default, PostgreSQL by setting. Every noun's file declares its own tables on
`Base` and writes its own SQL; this file knows none of them.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from datetime import datetime
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import MetaData, make_url, text
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase

from bot import sqlite
from bot.clock import CLOCK

MIGRATIONS = Path(__file__).parent / "migrations"

# Named constraints, so that a later migration can drop them on SQLite too.
NAMES = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """Where every noun declares its tables."""

    metadata = MetaData(naming_convention=NAMES)


def now() -> datetime:
    """The present instant in UTC, without a zone: what every time column holds."""
    return CLOCK.now()


def iso(moment: datetime | None) -> str | None:
    """`moment` as ISO 8601 in UTC with its Z, or None."""
    return None if moment is None else moment.isoformat(timespec="milliseconds") + "Z"


class Database:
    """Sessions over one engine.

    SQLite lets one writer in at a time: a transaction that read first and writes later
    can fail instead of waiting, so writers say so at the start (BEGIN IMMEDIATE). Those of
    this process queue for their turn before they take a connection: SQLite's own waiting is
    a poll without order, and sixty waiting writers would hold every connection.
    """

    def __init__(self, url: str) -> None:
        self.url = url
        # Parameters are a customer's words: they stay out of errors, which end up in logs.
        self.engine = create_async_engine(url, hide_parameters=True, **_pool(url))
        if url.startswith("sqlite"):
            sqlite.prepare(self.engine.sync_engine)
        writing = self.engine.execution_options(writes=True)
        self._read = async_sessionmaker(self.engine, expire_on_commit=False)
        self._write = async_sessionmaker(writing, expire_on_commit=False)
        self._turn: AbstractAsyncContextManager[None] = nullcontext()
        if url.startswith("sqlite"):
            self._turn = asyncio.Lock()

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncSession]:
        """A session for reading; nothing is committed."""
        async with self._read() as session:
            yield session

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncSession]:
        """A transaction: committed at the end, undone when an exception leaves it."""
        async with self._turn, self._write() as session, session.begin():
            yield session

    async def check(self) -> None:
        """Raise what the database raises when it cannot be asked."""
        async with self.read() as session:
            await session.execute(text("SELECT 1"))

    async def upgrade(self) -> None:
        """Bring the tables to the newest migration."""
        await asyncio.to_thread(upgrade, self.url)

    async def close(self) -> None:
        """Give back every connection."""
        await self.engine.dispose()


def _pool(url: str) -> dict[str, Any]:
    """Connections are asked whether they live; SQLite's always do, and sessions end their own
    transactions, so that nothing is left to undo when one comes back to the pool."""
    if not url.startswith("sqlite"):
        return {"pool_pre_ping": True}
    ours = {"async_creator_fn": sqlite.connect}
    return {"pool_reset_on_return": None, "connect_args": ours}


def alembic_config(url: str) -> Config:
    """Alembic's configuration for `url`, without a file."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("sqlalchemy.url", url.replace("%", "%%"))
    return config


def upgrade(url: str) -> None:
    """Run the migrations that `url` lacks; the folder of a SQLite file is made."""
    file = make_url(url).database
    if url.startswith("sqlite") and file and file != ":memory:":
        Path(file).parent.mkdir(parents=True, exist_ok=True)
    command.upgrade(alembic_config(url), "head")
