"""The legal guarantee of a product, by its serial number or by its order.

Depends on orders, the policy, the tables and `bot.database`.
"""

from collections.abc import Callable
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.backoffice.numbers import serial_key
from bot.backoffice.orders import order_in, order_view
from bot.backoffice.policy import delivered_on, guarantee_ends, local_day
from bot.backoffice.tables import CustomerRow, OrderItemRow, OrderRow, RegistrationRow
from bot.backoffice.views import Order, Warranty
from bot.database import Database, now
from bot.errors import BotError


class SerialNotFound(BotError):
    """Nobody bought or registered a product with that serial number."""

    def __init__(self, serial_number: str) -> None:
        message = (
            f"The serial number {serial_number!r} is not on record. Check it on the label of "
            "the product, or give the order number and its e-mail instead."
        )
        super().__init__(message, 404)


class Warranties:
    """Guarantees over one database. `clock` gives the present instant in naive UTC."""

    def __init__(self, database: Database, clock: Callable[[], datetime] = now) -> None:
        self._database = database
        self._clock = clock

    async def of_serial(self, serial_number: str) -> Warranty:
        """The guarantee of the product with that serial number; `SerialNotFound`.

        A product sold twice (returned, then sold again) is judged by its last sale. One that
        was registered but not sold by us has the status unknown.
        """
        key = serial_key(serial_number)
        async with self._database.read() as session:
            registration = await session.get(RegistrationRow, key)
            sale = await _last_sale(session, key)
        if sale:
            return self._judge(*sale, registered=registration is not None)
        if registration:
            shown = registration.serial_number
            return Warranty(shown, registration.product_id, "unknown", None, None, True)
        raise SerialNotFound(serial_number)

    async def of_order(
        self, order_number: str, email: str, product_id: str | None = None
    ) -> list[Warranty]:
        """The guarantees of an order's items, or of those of one product; `OrderNotFound`."""
        async with self._database.read() as session:
            order = await order_in(session, order_number, email)
            items = [one for one in order.items if product_id in (None, one.product_id)]
            keys = [serial_key(one.serial_number) for one in items if one.serial_number]
            where = RegistrationRow.serial_key.in_(keys)
            registered = set(await session.scalars(select(RegistrationRow.serial_key).where(where)))
        return [
            self._judge(
                order,
                item.product_id,
                item.serial_number,
                registered=serial_key(item.serial_number or "") in registered,
            )
            for item in items
        ]

    def _judge(
        self, order: Order, product_id: str, serial_number: str | None, registered: bool
    ) -> Warranty:
        starts, ends = delivered_on(order), guarantee_ends(order)
        status = _status(ends, local_day(self._clock()))
        return Warranty(serial_number, product_id, status, starts, ends, registered)


def _status(ends: date | None, today: date) -> str:
    if ends is None:
        return "unknown"
    return "valid" if today <= ends else "expired"


async def _last_sale(session: AsyncSession, key: str) -> tuple[Order, str, str | None] | None:
    """The newest order with that serial number, its product and the serial as it is printed."""
    query = (
        select(OrderItemRow, OrderRow, CustomerRow.country)
        .join(OrderRow, OrderRow.number == OrderItemRow.order_number)
        .join(CustomerRow, CustomerRow.id == OrderRow.customer_id)
        .where(OrderItemRow.serial_key == key)
        .order_by(OrderRow.placed_at.desc())
        .limit(1)
    )
    found = (await session.execute(query)).one_or_none()
    if found is None:
        return None
    item, order, country = found
    return order_view(order, country, []), item.product_id, item.serial_number
