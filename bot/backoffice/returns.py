"""Returns: opened once for each product of an order, however often they are asked for.

Depends on orders, the policy, the tables and `bot.database`.
"""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.backoffice.numbers import euros, return_number
from bot.backoffice.orders import order_in
from bot.backoffice.policy import local_day, return_verdict
from bot.backoffice.tables import ReturnRow
from bot.backoffice.views import Order, OrderItem, Return, Verdict
from bot.database import Database, now
from bot.errors import BotError

FIRST_NUMBER = 20031
# Each round lets at least one of the requests that race for a number through.
ATTEMPTS = 30


class ReturnRefused(BotError):
    """The policy does not allow the return; `verdict` says why."""

    def __init__(self, order_number: str, product_id: str, verdict: Verdict) -> None:
        message = (
            f"{product_id!r} of order {order_number} cannot be returned: {verdict.code}. "
            "Offer the customer a person if they disagree."
        )
        super().__init__(message, 409)
        self.verdict = verdict


class ItemNotInOrder(BotError):
    """The order has no such product."""

    def __init__(self, order: Order, product_id: str) -> None:
        has = ", ".join(item.product_id for item in order.items)
        message = f"Order {order.number} has no product {product_id!r}. Choose one of: {has}."
        super().__init__(message, 404)


class Returns:
    """Returns over one database. `clock` gives the present instant in naive UTC."""

    def __init__(self, database: Database, clock: Callable[[], datetime] = now) -> None:
        self._database = database
        self._clock = clock

    async def open(
        self, order_number: str, email: str, product_id: str, reason: str, message_id: str
    ) -> Return:
        """Ask for a return; the one that is open already when there is one.

        Raises `OrderNotFound`, `ItemNotInOrder`, `ReturnRefused`, or `UnknownReason`.
        """
        for _ in range(ATTEMPTS):
            try:
                async with self._database.write() as session:
                    order = await order_in(session, order_number, email)
                    item = item_of(order, product_id)
                    return await self._open(session, order, item, reason, message_id)
            except IntegrityError:
                # Another request took the number, or opened this very return: look again.
                continue
        raise BotError(f"The return of order {order_number} could not be opened. Try again.", 503)

    async def of_order(self, order_number: str, email: str) -> list[Return]:
        """The returns of an order, oldest first; `OrderNotFound`."""
        async with self._database.read() as session:
            order = await order_in(session, order_number, email)
            where = ReturnRow.order_number == order.number
            query = select(ReturnRow).where(where).order_by(ReturnRow.number)
            return [return_view(row) for row in await session.scalars(query)]

    async def _open(
        self, session: AsyncSession, order: Order, item: OrderItem, reason: str, message_id: str
    ) -> Return:
        verdict = return_verdict(order, item, reason, local_day(self._clock()))
        if verdict.code == "already_open":
            return await _standing(session, order, item)
        if not verdict.allowed:
            raise ReturnRefused(order.number, item.product_id, verdict)
        row = ReturnRow(
            number=await _next_number(session),
            order_number=order.number,
            product_id=item.product_id,
            reason=reason,
            status="requested",
            message_id=message_id,
            opened_at=self._clock(),
        )
        session.add(row)
        await session.flush()
        return return_view(row)


def item_of(order: Order, product_id: str) -> OrderItem:
    """The item of `order` with that product; `ItemNotInOrder`."""
    for item in order.items:
        if item.product_id == product_id:
            return item
    raise ItemNotInOrder(order, product_id)


def return_view(row: ReturnRow) -> Return:
    """What the customer may see of `row`."""
    return Return(
        number=return_number(row.number),
        order_number=row.order_number,
        product_id=row.product_id,
        reason=row.reason,
        status=row.status,
        opened_at=row.opened_at,
        refund_eur=None if row.refund_cents is None else euros(row.refund_cents),
        refunded_at=row.refunded_at,
    )


async def _standing(session: AsyncSession, order: Order, item: OrderItem) -> Return:
    """The return of `item` that is not rejected: there is exactly one."""
    where = (
        ReturnRow.order_number == order.number,
        ReturnRow.product_id == item.product_id,
        ReturnRow.status != "rejected",
    )
    return return_view((await session.scalars(select(ReturnRow).where(*where))).one())


async def _next_number(session: AsyncSession) -> int:
    highest = await session.scalar(select(func.max(ReturnRow.number)))
    return max(FIRST_NUMBER, (highest or 0) + 1)
