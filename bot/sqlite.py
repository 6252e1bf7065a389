"""SQLite as the service uses it: write-ahead, its own transactions, one trip a statement.

aiosqlite keeps a thread for each connection, and SQLAlchemy sends it four errands for each
statement: open a cursor, execute, fetch, close. Every errand is two changes of threads. The
cursor here does all four at once. Depends on aiosqlite and SQLAlchemy's events.
"""

import sqlite3
from collections.abc import Awaitable, Iterable
from functools import partial
from typing import Any

import aiosqlite
from sqlalchemy import Connection, event

PRAGMAS = ("journal_mode=WAL", "busy_timeout=8000", "foreign_keys=ON", "synchronous=NORMAL")
Row = tuple[Any, ...]


class OneTripCursor:
    """The part of aiosqlite's cursor that SQLAlchemy uses; rows are fetched as it executes."""

    def __init__(self, connection: "OneTripConnection") -> None:
        self._connection = connection
        self._rows: list[Row] = []
        self.description: Any = None
        self.rowcount = -1
        self.lastrowid: int | None = None
        self.arraysize = 1

    async def __aenter__(self) -> "OneTripCursor":
        return self

    async def execute(self, sql: str, parameters: Iterable[Any] = ()) -> "OneTripCursor":
        """Run one statement and take all its rows."""
        await self._connection.run(partial(self._take, "execute", sql, parameters))
        return self

    async def executemany(self, sql: str, parameters: Iterable[Iterable[Any]]) -> "OneTripCursor":
        """Run one statement for each set of parameters."""
        await self._connection.run(partial(self._take, "executemany", sql, parameters))
        return self

    async def fetchall(self) -> list[Row]:
        """The rows that were taken."""
        return self._rows

    async def close(self) -> None:
        """Nothing is open by now."""

    def _take(self, method: str, sql: str, parameters: Any, database: sqlite3.Connection) -> None:
        cursor = database.cursor()
        try:
            getattr(cursor, method)(sql, parameters)
            self._rows = cursor.fetchall() if cursor.description else []
            self.description, self.rowcount = cursor.description, cursor.rowcount
            self.lastrowid = cursor.lastrowid
        finally:
            cursor.close()


class OneTripConnection(aiosqlite.Connection):
    """aiosqlite's connection with that cursor."""

    def cursor(self) -> OneTripCursor:  # type: ignore[override]
        """A cursor; making one is no errand for the thread."""
        return OneTripCursor(self)

    async def run(self, errand: Any) -> None:
        """Call `errand` with the sqlite3 connection in its thread."""
        await self._execute(lambda: errand(self._conn))  # type: ignore[no-untyped-call]


def connect(*args: Any, **options: Any) -> Awaitable[aiosqlite.Connection]:
    """What SQLAlchemy is given in the place of `aiosqlite.connect`."""
    made = OneTripConnection(partial(sqlite3.connect, *args, **options), iter_chunk_size=64)
    # A process that ends does not wait for connections that nobody closed.
    made._thread.daemon = True
    return made


def prepare(engine: Any) -> None:
    """WAL, a wait for locks, and transactions that begin when we say so.

    A reader sends one statement, which needs no transaction. With synchronous=NORMAL a killed
    process loses nothing that was committed; a machine that loses its power may lose the last
    moments, never the file.
    """

    @event.listens_for(engine, "connect")
    def on_connect(connection: Any, record: Any) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in PRAGMAS:
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def on_begin(connection: Connection) -> None:
        if connection.get_execution_options().get("writes", False):
            connection.exec_driver_sql("BEGIN IMMEDIATE")
