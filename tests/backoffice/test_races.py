"""Requests at once: the tables let one stand, and the loser of a race looks again."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.backoffice import RepairRequest, SlotTaken, SqlBackoffice
from bot.backoffice.matter_tables import ReturnItemRow, ReturnRow, StateChangeRow
from bot.database import Database
from bot.errors import BotError
from bot.webhooks import WebhookEvent
from tests.backoffice.conftest import ours
from tests.backoffice.rows import EMAIL, NOW, wish


class Unlucky(Database):
    """A database in which somebody else was first, `times` times."""

    def __init__(self, url: str, times: int) -> None:
        super().__init__(url)
        self.times = times

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncSession]:
        async with super().write() as session:
            yield session
            if self.times:
                self.times -= 1
                raise IntegrityError("INSERT", {}, Exception("UNIQUE"))


async def count(database: Database, table: type) -> int:
    async with database.read() as session:
        return await session.scalar(select(func.count()).select_from(table)) or 0


async def write(database: Database, number: int, stands: bool) -> None:
    columns = {"order_number": "TR-104512"}
    item = {"return_number": number, "product_id": "levante", "standing": stands}
    async with database.write() as session:
        session.add(ReturnRow(number=number, reason="faulty", **columns))
        await session.flush()
        session.add(ReturnItemRow(**item, **columns))


async def test_tables_let_one_return_stand(both: Database) -> None:
    for number in (1, 2, 3):
        await write(both, number, number == 3)
    with pytest.raises(IntegrityError):
        await write(both, 4, True)


async def test_loser_of_a_race_tries_again(shop: Database) -> None:
    unlucky = Unlucky(shop.url, times=3)
    backoffice = SqlBackoffice(unlucky, lambda: NOW)
    opened = await backoffice.open_return("104512", EMAIL, wish("levante", "faulty"), "m1")
    assert [opened] == await backoffice.returns_of("104512", EMAIL)
    await unlucky.close()


async def test_endless_bad_luck_is_said(shop: Database) -> None:
    unlucky = Unlucky(shop.url, times=1000)
    asked = wish("levante", "faulty")
    with pytest.raises(BotError, match="open_return") as caught:
        await SqlBackoffice(unlucky, lambda: NOW).open_return("TR-104512", EMAIL, asked, "m1")
    assert caught.value.status_code == 503
    await unlucky.close()


async def test_processes_that_ask_at_once_open_one(both: Database) -> None:
    """Two engines on one database, as two processes have them."""
    second = Database(both.url)
    shops = [ours(both), ours(second)]
    asked = wish("levante", "faulty")
    opened = await asyncio.gather(
        *(shops[n % 2].open_return("104512", EMAIL, asked, "m1") for n in range(10))
    )
    await second.close()
    assert len({one.number for one in opened}) == 1
    assert await count(both, ReturnRow) == 1
    assert await count(both, StateChangeRow) == 1
    assert await count(both, WebhookEvent) == 1


async def test_requests_with_other_keys_at_once_open_one(both: Database) -> None:
    second = Database(both.url)
    shops = [ours(both), ours(second)]
    asked = wish("levante", "faulty")
    opened = await asyncio.gather(
        *(shops[n % 2].open_return("104512", EMAIL, asked, f"m{n}") for n in range(8))
    )
    await second.close()
    assert len({one.number for one in opened}) == 1
    assert await count(both, ReturnRow) == 1


async def test_two_who_want_the_last_slot(both: Database) -> None:
    second = Database(both.url)
    slot = (await ours(both).free_slots("home"))[0].id
    asked = [
        RepairRequest("It drips", slot, serial) for serial in ("LV3-2605-000001", "LV3-2604-000003")
    ]
    results = await asyncio.gather(
        *(
            ours(database).open_repair(one, EMAIL, "m1")
            for database, one in zip((both, second), asked, strict=True)
        ),
        return_exceptions=True,
    )
    await second.close()
    assert sorted(type(one).__name__ for one in results) == ["Repair", SlotTaken.__name__]


async def test_order_cancelled_and_shipped_at_once_is_one_of_them(both: Database) -> None:
    shop = ours(both)
    results = await asyncio.gather(
        shop.cancel_order("104600", EMAIL, "m1"),
        shop.moves.move("order", "TR-104600", "shipped", "shop"),
        return_exceptions=True,
    )
    assert sum(isinstance(one, BotError) for one in results) == 1
    status = (await shop.find_order("104600", EMAIL)).status
    refunds = await shop.refunds_of("104600", EMAIL)
    assert (status, len(refunds)) in {("cancelled", 1), ("shipped", 0)}
