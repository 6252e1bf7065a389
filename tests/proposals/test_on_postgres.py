"""Proposals on a real PostgreSQL: writers do not queue there, so that races are real."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from uuid import uuid4

import asyncpg
import pytest
from sqlalchemy import make_url

from bot.database import Database
from bot.proposals import forget
from tests.proposals.shop import Shop


@pytest.fixture
async def there(postgres_server: str, tmp_path: Path) -> AsyncIterator[Shop]:
    """Everything over a database of the server's."""
    name = f"mostrador_{uuid4().hex}"
    connection = await asyncpg.connect(postgres_server)
    await connection.execute(f"CREATE DATABASE {name}")
    await connection.close()
    url = make_url(postgres_server).set(drivername="postgresql+asyncpg", database=name)
    database = Database(url.render_as_string(hide_password=False))
    await database.upgrade()
    yield Shop(tmp_path, database)
    await database.close()


async def test_a_proposal_goes_the_same_way_there(there: Shop) -> None:
    await there.confirmed()
    [told] = await there.confirming.page("confirmed", "order_status", "es", ["order_status"])
    assert (told.size, told.likely) == (5, "order_status")
    made = await there.proposals.make("ana")
    await there.scores.ask(made.row.id, "ana")
    await there.scores.ask(made.row.id + 1, "ana")
    claims = await asyncio.gather(*(there.scores.claim(f"process {n}") for n in range(5)))
    [mine] = [one for one in claims if one]
    await there.scores.end(mine.id, mine.owner or "", "ready", result={"answers": []}, base="b")
    assert await there.scores.answers("b") == []
    assert await there.measuring.step()
    async with there.database.write() as session:
        await forget(session, ["talk", "other"])
    assert (await there.proposals.get(made.row.id)).row.state == "withdrawn"
