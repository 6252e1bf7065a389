"""A shop with one of each kind, seen on a fixed day."""

import pytest

from bot.backoffice import Backoffice
from bot.backoffice.numbers import serial_key
from bot.backoffice.tables import CustomerRow, RegistrationRow
from bot.database import Base, Database
from tests.backoffice.rows import NOW, item, order, product


@pytest.fixture
async def shop(database: Database) -> Database:
    """The database with two customers and their orders."""
    place = {"language": "es", "postcode": "17003", "city": "Girona"}
    rows: list[list[Base]] = [
        [
            CustomerRow(
                id="c1", name="Lucía", email="Lucia.Ferrer@Example.com", country="ES", **place
            ),
            CustomerRow(id="c2", name="Claire", email="claire@example.org", country="FR", **place),
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
def backoffice(shop: Database) -> Backoffice:
    """The backoffice of that shop on the fixed day."""
    return Backoffice(shop, clock=lambda: NOW)
