"""Two returns at once: the table lets one stand, and the loser of a race looks again."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.backoffice.returns import Returns
from bot.backoffice.tables import ReturnRow
from bot.database import Database
from bot.errors import BotError
from tests.backoffice.rows import EMAIL, NOW


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


def standing(number: int, status: str = "requested") -> ReturnRow:
    columns = {"order_number": "TR-104512", "product_id": "levante", "reason": "faulty"}
    return ReturnRow(number=number, status=status, **columns)


async def test_table_lets_one_return_stand(shop: Database) -> None:
    async with shop.write() as session:
        session.add_all([standing(1, "rejected"), standing(2, "rejected"), standing(3)])
    with pytest.raises(IntegrityError):
        async with shop.write() as session:
            session.add(standing(4, "refunded"))


async def test_loser_of_a_race_tries_again(shop: Database) -> None:
    unlucky = Unlucky(shop.url, times=3)
    returns = Returns(unlucky, lambda: NOW)
    opened = await returns.open("104512", EMAIL, "levante", "faulty", "m1")
    assert [opened] == await returns.of_order("104512", EMAIL)
    await unlucky.close()


async def test_endless_bad_luck_is_said(shop: Database) -> None:
    unlucky = Unlucky(shop.url, times=1000)
    with pytest.raises(BotError, match="TR-104512 could not be opened") as caught:
        await Returns(unlucky, lambda: NOW).open("TR-104512", EMAIL, "levante", "faulty", "m1")
    assert caught.value.status_code == 503
    await unlucky.close()
