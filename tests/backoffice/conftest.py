"""A shop with one of each kind, seen on a fixed day: through our tables, and over the wire."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import uuid4

import asyncpg
import httpx
import pytest
from sqlalchemy import make_url

from bot.backoffice import Backoffice, HttpBackoffice, SqlBackoffice
from bot.backoffice.numbers import serial_key
from bot.backoffice.tables import CustomerRow, RegistrationRow
from bot.database import Base, Database
from bot.webhooks import Outbox
from tests.backoffice.contract import Seen, checking
from tests.backoffice.rows import NOW, item, order, product
from tests.backoffice.shop_server import TOKEN, listening, shop_app


async def furnish(database: Database) -> Database:
    """Two customers and their orders."""
    place = {"language": "es", "postcode": "17003", "city": "Girona", "street": "Mar 7"}
    rows: list[list[Base]] = [
        [
            CustomerRow(
                id="c1", name="Lucía", email="Lucia.Ferrer@Example.com", country="ES", **place
            ),
            CustomerRow(
                id="c2",
                name="Claire",
                email="claire@example.org",
                country="FR",
                **place | {"postcode": "66000"},
            ),
            product("levante", "LV3"),
            product("cierzo", "CZ2"),
        ],
        [
            order("TR-104512", 9),
            order("TR-100100", 40),
            order("TR-090000", 365 * 4),
            order("TR-104600", None),
            order("TR-104700", None, status="cancelled"),
            order("TR-102000", 365 * 2 + 20, customer_id="c2"),
        ],
        [
            item("TR-104512", "levante", "LV3-2605-000001"),
            item("TR-104512", "cierzo", "CZ2-2605-000002"),
            item("TR-100100", "levante", "LV3-2604-000003"),
            item("TR-090000", "cierzo", "CZ2-2205-000004"),
            item("TR-104600", "levante"),
            item("TR-104700", "levante"),
            item("TR-102000", "levante", "LV3-2405-000005"),
            *[
                RegistrationRow(
                    serial_key=serial_key(serial),
                    serial_number=serial,
                    product_id="levante",
                    customer_id="c1",
                    registered_at=NOW,
                )
                for serial in ("LV3-2605-000001", "LV3-2601-777777")
            ],
        ],
    ]
    async with database.write() as session:
        for batch in rows:
            session.add_all(batch)
            await session.flush()
    return database


@pytest.fixture
async def shop(database: Database) -> Database:
    """The database with that shop."""
    return await furnish(database)


@asynccontextmanager
async def on_postgres(postgres_server: str) -> AsyncIterator[Database]:
    """A database of the server's with every table and no row."""
    name = f"mostrador_{uuid4().hex}"
    connection = await asyncpg.connect(postgres_server)
    await connection.execute(f"CREATE DATABASE {name}")
    await connection.close()
    url = make_url(postgres_server).set(drivername="postgresql+asyncpg", database=name)
    database = Database(url.render_as_string(hide_password=False))
    await database.upgrade()
    yield database
    await database.close()


@pytest.fixture
async def postgres_shop(postgres_server: str) -> AsyncIterator[Database]:
    """The same on a real PostgreSQL."""
    async with on_postgres(postgres_server) as database:
        yield await furnish(database)


@pytest.fixture(params=["shop", "postgres_shop"])
def both(request: pytest.FixtureRequest) -> Database:
    """The shop on SQLite and on PostgreSQL."""
    database: Database = request.getfixturevalue(request.param)
    return database


def ours(shop: Database) -> SqlBackoffice:
    """The backoffice of that shop on the fixed day, with news of every change."""
    return SqlBackoffice(shop, clock=lambda: NOW, outbox=Outbox(True, lambda: NOW))


@pytest.fixture
def sql(shop: Database) -> SqlBackoffice:
    """Our own tables."""
    return ours(shop)


@pytest.fixture(scope="session")
def seen() -> Seen:
    """What of the contract was spoken."""
    return set()


@pytest.fixture
async def over_http(sql: SqlBackoffice, seen: Seen) -> AsyncIterator[HttpBackoffice]:
    """The same shop behind a real server; every request and answer is held to the contract."""
    async with (
        listening(shop_app(sql)) as url,
        httpx.AsyncClient(
            base_url=url,
            headers={"Authorization": f"Bearer {TOKEN}"},
            event_hooks={"response": [checking(seen)]},
        ) as http,
    ):
        yield HttpBackoffice(http, within_s=20, clock=lambda: NOW)


@pytest.fixture(params=["sql", "over_http"])
def backoffice(request: pytest.FixtureRequest) -> Backoffice:
    """Whichever stands behind the interface."""
    found: Backoffice = request.getfixturevalue(request.param)
    return found
