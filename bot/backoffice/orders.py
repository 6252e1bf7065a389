"""Finding an order by its number and the customer's e-mail, never by one of them alone.

Depends on the tables, the views and `bot.database`.
"""

from sqlalchemy import Row, and_, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.backoffice.numbers import email_key, euros, order_number, return_number
from bot.backoffice.tables import CustomerRow, OrderItemRow, OrderRow, ProductRow, ReturnRow
from bot.backoffice.views import Order, OrderItem
from bot.database import Database
from bot.errors import BotError


class OrderNotFound(BotError):
    """Number and e-mail do not belong together.

    The words are the same whether the number exists or not: who does not know both learns
    nothing about other customers' orders.
    """

    def __init__(self, number: str) -> None:
        message = (
            f"No order {number!r} was found for that e-mail. "
            "Check the number and the e-mail of the order confirmation."
        )
        super().__init__(message, 404)


class Orders:
    """Orders over one database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def find(self, number: str, email: str) -> Order:
        """The order with that number, any way it is written, and e-mail; or `OrderNotFound`."""
        async with self._database.read() as session:
            return await order_in(session, number, email)


async def order_in(session: AsyncSession, number: str, email: str) -> Order:
    """`Orders.find` in `session`'s transaction."""
    where = (
        OrderRow.number == (order_number(number) or ""),
        func.lower(CustomerRow.email) == email_key(email),
    )
    join = CustomerRow.id == OrderRow.customer_id
    query = select(OrderRow, CustomerRow.country).join(CustomerRow, join).where(*where)
    found = (await session.execute(query)).one_or_none()
    if found is None:
        raise OrderNotFound(number)
    return order_view(found[0], found[1], await _items(session, found[0].number))


def order_view(row: OrderRow, country: str, items: list[OrderItem]) -> Order:
    """What the customer may see of `row`."""
    return Order(
        number=row.number,
        status=row.status,
        channel=row.channel,
        country=country,
        placed_at=row.placed_at,
        shipped_at=row.shipped_at,
        delivered_at=row.delivered_at,
        carrier=row.carrier,
        tracking_number=row.tracking_number,
        total_eur=euros(row.total_cents),
        payment=row.payment,
        items=items,
    )


async def _items(session: AsyncSession, number: str) -> list[OrderItem]:
    standing = and_(
        ReturnRow.order_number == OrderItemRow.order_number,
        ReturnRow.product_id == OrderItemRow.product_id,
        ReturnRow.status != "rejected",
    )
    query = (
        select(OrderItemRow, ProductRow.name, ReturnRow.number, ReturnRow.status)
        .join(ProductRow, ProductRow.id == OrderItemRow.product_id)
        .outerjoin(ReturnRow, standing)
        .where(OrderItemRow.order_number == number)
        .order_by(OrderItemRow.id)
    )
    return [_item(row) for row in await session.execute(query)]


def _item(row: Row[OrderItemRow, str, int, str]) -> OrderItem:
    item, name, number, status = row
    return OrderItem(
        product_id=item.product_id,
        name=name,
        quantity=item.quantity,
        unit_price_eur=euros(item.unit_price_cents),
        serial_number=item.serial_number,
        # The outer join leaves both empty where nothing was returned.
        return_number=return_number(number) if status else None,
        return_status=status or None,
    )
