"""Files into rows: fills an empty shop, and never touches one that has any row.

Depends on the files' forms, the tables and `bot.database`.
"""

from collections.abc import Callable, Iterator
from datetime import datetime, time, timedelta
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.backoffice.files import (
    ItemRecord,
    OrderRecord,
    ProductRecord,
    ReturnRecord,
    ShopFile,
    product_of_serial,
    read_products,
    read_shop,
)
from bot.backoffice.numbers import cents, serial_key
from bot.backoffice.policy import local_day
from bot.backoffice.tables import (
    CustomerRow,
    OrderItemRow,
    OrderRow,
    ProductRow,
    RegistrationRow,
    ReturnRow,
)
from bot.database import Base, Database, now

Moments = Callable[[int], datetime]


async def fill(database: Database, products_file: Path, shop_file: Path) -> dict[str, int]:
    """Rows written by table; empty when the shop had any. A bad file is a `BadFile`."""
    async with database.write() as session:
        if not await _empty(session):
            return {}
        products = read_products(products_file)
        shop = read_shop(shop_file, products)
        moments = days_ago(now())
        # Parents first: the tables refer to each other without relationships.
        for rows in (
            _first(products, shop),
            _orders(shop, moments),
            _rest(products, shop, moments),
        ):
            session.add_all(rows)
            await session.flush()
        return await _counts(session)


def days_ago(at: datetime) -> Moments:
    """Days before the company's day of `at`, as moments at ten in the morning UTC, never after
    `at` itself.

    Far from midnight, the same number of days is the same day on every European calendar,
    in summer and in winter.
    """
    today = local_day(at)
    return lambda days: min(at, datetime.combine(today - timedelta(days), time(10)))


async def _empty(session: AsyncSession) -> bool:
    for table in (CustomerRow, ProductRow, OrderRow):
        if await session.scalar(select(func.count()).select_from(table)):
            return False
    return True


async def _counts(session: AsyncSession) -> dict[str, int]:
    tables = (ProductRow, CustomerRow, OrderRow, OrderItemRow, RegistrationRow, ReturnRow)
    return {
        table.__tablename__: await session.scalar(select(func.count()).select_from(table)) or 0
        for table in tables
    }


def _first(products: list[ProductRecord], shop: ShopFile) -> Iterator[Base]:
    for one in products:
        values = one.model_dump(exclude={"price_eur"})
        yield ProductRow(**values, price_cents=cents(one.price_eur))
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
    for asked in shop.returns:
        yield _return(asked, moments)


def _order(one: OrderRecord, moments: Moments) -> OrderRow:
    return OrderRow(
        number=one.number,
        customer_id=one.customer_id,
        channel=one.channel,
        status=one.status,
        placed_at=moments(one.placed_days_ago),
        shipped_at=_maybe(one.shipped_days_ago, moments),
        delivered_at=_maybe(one.delivered_days_ago, moments),
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


def _return(one: ReturnRecord, moments: Moments) -> ReturnRow:
    return ReturnRow(
        number=int(one.number.removeprefix("RMA-")),
        order_number=one.order_number,
        product_id=one.product_id,
        reason=one.reason,
        status=one.status,
        opened_at=moments(one.opened_days_ago),
        refund_cents=None if one.refund_eur is None else cents(one.refund_eur),
        refunded_at=_maybe(one.refunded_days_ago, moments),
    )


def _maybe(days: int | None, moments: Moments) -> datetime | None:
    return None if days is None else moments(days)
