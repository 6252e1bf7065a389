"""Files into rows: fills an empty shop, and never touches one that has any row.

Depends on the files' forms, the rows of matters, the tables and `bot.database`.
"""

from collections.abc import Callable, Iterator
from datetime import datetime, time, timedelta
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.backoffice.file_checks import product_of_serial, read_shop
from bot.backoffice.files import (
    ItemRecord,
    OrderRecord,
    ProductRecord,
    ShopFile,
    read_products,
)
from bot.backoffice.filling_matters import asked_rows, changes, item_rows
from bot.backoffice.matter_tables import ClaimRow, RefundRow, RepairRow, ReturnRow, StateChangeRow
from bot.backoffice.numbers import cents, serial_key
from bot.backoffice.policy import line_of_product, local_day
from bot.backoffice.tables import (
    CustomerRow,
    OrderItemRow,
    OrderRow,
    ProductRow,
    RegistrationRow,
)
from bot.database import Base, Database, now

Moments = Callable[[int], datetime]
COUNTED = (
    ProductRow,
    CustomerRow,
    OrderRow,
    OrderItemRow,
    RegistrationRow,
    ReturnRow,
    RefundRow,
    RepairRow,
    ClaimRow,
    StateChangeRow,
)


async def fill(
    database: Database, products_file: Path, shop_file: Path, at: datetime | None = None
) -> dict[str, int]:
    """Rows written by table, seen from `at` (naive UTC, the present by default).

    Empty when the shop had any. A bad file is a `BadFile`.
    """
    async with database.write() as session:
        if not await _empty(session):
            return {}
        products = read_products(products_file)
        shop = read_shop(shop_file, products)
        moments = days_ago(at or now())
        # Parents first: the tables refer to each other without relationships.
        for rows in (
            _first(products, shop),
            _orders(shop, moments),
            _rest(products, shop, moments),
            asked_rows(shop, moments),
            item_rows(shop, moments),
            changes(shop, moments),
        ):
            session.add_all(rows)
            await session.flush()
        return await _counts(session)


def days_ago(at: datetime) -> Moments:
    """Days before the company's day of `at`, as moments at ten in the morning UTC.

    None is after `at` itself, but those of days to come (below zero). Far from midnight, the
    same number of days is the same day on every European calendar, in summer and in winter.
    """
    today = local_day(at)

    def moment(days: int) -> datetime:
        then = datetime.combine(today - timedelta(days), time(10))
        return then if days < 0 else min(at, then)

    return moment


async def _empty(session: AsyncSession) -> bool:
    for table in (CustomerRow, ProductRow, OrderRow):
        if await session.scalar(select(func.count()).select_from(table)):
            return False
    return True


async def _counts(session: AsyncSession) -> dict[str, int]:
    return {
        table.__tablename__: await session.scalar(select(func.count()).select_from(table)) or 0
        for table in COUNTED
    }


def _first(products: list[ProductRecord], shop: ShopFile) -> Iterator[Base]:
    for one in products:
        values = one.model_dump(exclude={"price_eur"})
        line = line_of_product(one.id)
        yield ProductRow(**values, price_cents=cents(one.price_eur), line=line)
    for customer in shop.customers:
        yield CustomerRow(**customer.model_dump())


def _orders(shop: ShopFile, moments: Moments) -> Iterator[Base]:
    return (_order(one, moments) for one in shop.orders)


def _rest(products: list[ProductRecord], shop: ShopFile, moments: Moments) -> Iterator[Base]:
    for order in shop.orders:
        yield from (_item(order.number, item) for item in order.items)
    for one in shop.registrations:
        yield RegistrationRow(
            serial_key=serial_key(one.serial_number),
            serial_number=one.serial_number,
            product_id=product_of_serial(one.serial_number, products),
            customer_id=one.customer_id,
            registered_at=moments(one.registered_days_ago),
        )


def _order(one: OrderRecord, moments: Moments) -> OrderRow:
    expected = _maybe(one.expected_days_ago, moments)
    return OrderRow(
        number=one.number,
        customer_id=one.customer_id,
        channel=one.channel,
        status=one.status,
        placed_at=moments(one.placed_days_ago),
        shipped_at=_maybe(one.shipped_days_ago, moments),
        delivered_at=_maybe(one.delivered_days_ago, moments),
        expected_on=expected.date() if expected else None,
        carrier=one.carrier,
        tracking_number=one.tracking_number,
        total_cents=cents(one.total_eur),
        payment=one.payment,
    )


def _item(number: str, one: ItemRecord) -> OrderItemRow:
    return OrderItemRow(
        order_number=number,
        product_id=one.product_id,
        quantity=one.quantity,
        unit_price_cents=cents(one.unit_price_eur),
        serial_number=one.serial_number,
        serial_key=serial_key(one.serial_number) if one.serial_number else None,
    )


def _maybe(days: int | None, moments: Moments) -> datetime | None:
    return None if days is None else moments(days)
