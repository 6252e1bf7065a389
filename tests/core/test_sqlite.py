"""The connection that does each statement in one trip to its thread."""

import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from bot.sqlite import OneTripConnection, connect


@pytest.fixture
async def connection(tmp_path: Path) -> AsyncIterator[OneTripConnection]:
    made = await connect(str(tmp_path / "a.db"), check_same_thread=False)
    assert isinstance(made, OneTripConnection)
    await made.cursor().execute("CREATE TABLE noun (id INTEGER PRIMARY KEY, name TEXT)")
    yield made
    await made.close()


async def test_a_statement_gives_what_the_drivers_own_gives(connection: OneTripConnection) -> None:
    insert = "INSERT INTO noun (name) VALUES (?)"
    one = await connection.cursor().execute(insert, ("order",))
    many = await connection.cursor().executemany(insert, [("item",), ("refund",)])
    assert (one.lastrowid, one.rowcount, one.description) == (1, 1, None)
    assert many.rowcount == 2
    found = await connection.cursor().execute("SELECT id, name FROM noun ORDER BY id")
    assert await found.fetchall() == [(1, "order"), (2, "item"), (3, "refund")]
    assert [column[0] for column in found.description] == ["id", "name"]


async def test_an_insert_that_returns_gives_its_row(connection: OneTripConnection) -> None:
    sql = "INSERT INTO noun (name) VALUES (?) RETURNING id, name"
    assert await (await connection.cursor().execute(sql, ("order",))).fetchall() == [(1, "order")]


async def test_an_error_is_the_drivers(connection: OneTripConnection) -> None:
    with pytest.raises(sqlite3.OperationalError, match="no such table"):
        await connection.cursor().execute("SELECT * FROM verb")
    assert await (await connection.cursor().execute("SELECT 1")).fetchall() == [(1,)]


async def test_a_statement_is_one_trip(
    connection: OneTripConnection, monkeypatch: pytest.MonkeyPatch
) -> None:
    trips: list[Any] = []
    run = connection.run

    async def counted(errand: Any) -> None:
        trips.append(errand)
        await run(errand)

    monkeypatch.setattr(connection, "run", counted)
    cursor = await connection.cursor().__aenter__()
    await cursor.execute("SELECT 1")
    await cursor.fetchall()
    await cursor.close()
    assert len(trips) == 1
