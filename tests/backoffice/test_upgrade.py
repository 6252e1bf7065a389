"""Returns that were opened before returns had several items are still there after it."""

import asyncio

from alembic import command
from sqlalchemy import text

from bot.backoffice import SqlBackoffice
from bot.database import Database, alembic_config
from tests.backoffice.rows import EMAIL, wish


async def test_down_and_up_again_keeps_a_return_and_its_refund(both: Database) -> None:
    shop = SqlBackoffice(both)
    agreed = wish("levante", "withdrawal", way="shop", override="agreed", override_by="ana")
    opened = await shop.open_return("104512", EMAIL, agreed, "m1")
    for state in ("approved", "received", "refunded"):
        await shop.moves.move("return", opened.number, state, "shop")
    before = await shop.find_return(opened.number, EMAIL)
    config = alembic_config(both.url)
    await asyncio.to_thread(command.downgrade, config, "0003")
    async with both.read() as session:
        old = await session.execute(text("SELECT product_id, refund_cents FROM return_request"))
        assert old.one() == ("levante", 42_900)
    await both.upgrade()
    after = await shop.find_return(opened.number, EMAIL)
    assert (after.items, after.status, after.refund_eur) == (
        before.items,
        "refunded",
        before.refund_eur,
    )
    assert after.refunded_at == before.refunded_at
