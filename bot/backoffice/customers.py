"""Customers: all that is on record of one, and their wish to be forgotten.

Depends on orders, returns, refunds, repairs, claims, the tables and `bot.database`.
"""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.backoffice.claims import claims_of
from bot.backoffice.forgetting import forget, outcome
from bot.backoffice.history import History
from bot.backoffice.matters import CustomerFile, Forgotten
from bot.backoffice.numbers import serial_key
from bot.backoffice.once import Asked, once
from bot.backoffice.orders import orders_of
from bot.backoffice.problems import CustomerNotFound
from bot.backoffice.refunds import refunds_of
from bot.backoffice.repairs import repairs_of
from bot.backoffice.returns import returns_of
from bot.backoffice.tables import CustomerRow, RegistrationRow
from bot.backoffice.views import Address, Customer, Order, Owned
from bot.backoffice.warranties import registered_view
from bot.database import Database


class Customers:
    """Customers over one database. `clock` gives the present instant in naive UTC."""

    def __init__(self, database: Database, history: History, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._history = history
        self._clock = clock

    async def record(self, customer_id: str) -> CustomerFile:
        """All that is on record of a customer; `CustomerNotFound`."""
        async with self._database.read() as session:
            customer = await customer_in(session, customer_id)
            orders = await orders_of(session, customer)
            numbers = [order.number for order in orders]
            return CustomerFile(
                customer=customer_view(customer),
                orders=tuple(orders),
                products=tuple(await _owned(session, customer, orders)),
                returns=tuple(await returns_of(session, *numbers)),
                refunds=tuple(await refunds_of(session, *numbers)),
                repairs=tuple(await repairs_of(session, customer.id)),
                claims=tuple(await claims_of(session, customer.id)),
            )

    async def forget(self, customer_id: str, key: str) -> Forgotten:
        """Forget a customer as far as the law allows; `CustomerNotFound`."""

        async def make(session: AsyncSession) -> str:
            customer = await customer_in(session, customer_id)
            await forget(session, customer, self._history, self._clock(), key)
            return customer.id

        async def load(session: AsyncSession, found: str) -> Forgotten:
            return await outcome(session, await customer_in(session, found))

        return await once(self._database, Asked("forget", key, customer_id), make, load)


async def customer_in(session: AsyncSession, customer_id: str) -> CustomerRow:
    """The row of a customer; `CustomerNotFound`."""
    found = await session.get(CustomerRow, customer_id)
    if found is None:
        raise CustomerNotFound(customer_id)
    return found


def customer_view(row: CustomerRow) -> Customer:
    """A customer as agents see them."""
    address = Address(row.street, row.postcode, row.city, row.country)
    return Customer(row.id, row.name, row.email, row.phone, row.language, address)


async def _owned(session: AsyncSession, customer: CustomerRow, orders: list[Order]) -> list[Owned]:
    """What was delivered and did not come back, and what was registered besides."""
    mine = RegistrationRow.customer_id == customer.id
    query = select(RegistrationRow).where(mine).order_by(RegistrationRow.registered_at)
    registered = {one.serial_key: one for one in await session.scalars(query)}
    owned = [
        Owned(
            item.product_id,
            item.serial_number,
            customer.id,
            order.number,
            order.delivered_at,
            registered.pop(serial_key(item.serial_number or ""), None) is not None,
        )
        for order in orders
        for item in order.items
        if order.delivered_at and order.status == "delivered" and item.return_status != "refunded"
    ]
    sold = {serial_key(item.serial_number or "") for order in orders for item in order.items}
    return owned + [registered_view(row) for key, row in registered.items() if key not in sold]
