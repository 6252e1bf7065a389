"""Orders: found by their number and a proof together, cancelled, sent elsewhere.

Depends on the tables, the views, the history and `bot.database`.
"""

from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import and_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.backoffice.history import Change, History
from bot.backoffice.matter_tables import ReturnItemRow, ReturnRow
from bot.backoffice.numbers import euros, order_number, return_number
from bot.backoffice.once import Asked, once
from bot.backoffice.problems import BadRequest, OrderNotFound, TooLate
from bot.backoffice.proofs import Proof
from bot.backoffice.refunds import Refunds
from bot.backoffice.tables import CustomerRow, OrderItemRow, OrderRow, ProductRow
from bot.backoffice.views import Address, Order, OrderItem
from bot.database import Database


class Orders:
    """Orders over one database."""

    def __init__(self, database: Database, history: History, refunds: Refunds) -> None:
        self._database = database
        self._history = history
        self._refunds = refunds

    async def find(self, number: str, proof: Proof | str) -> Order:
        """The order with that number, any way it is written, and proof; or `OrderNotFound`."""
        async with self._database.read() as session:
            return await order_in(session, number, proof)

    async def cancel(self, number: str, proof: Proof | str, key: str, why: str) -> Order:
        """Cancel what is not shipped and pay it back; one that is cancelled stays so. `TooLate`."""

        async def make(session: AsyncSession) -> str:
            order = await order_in(session, number, proof)
            if order.status == "cancelled":
                return order.number
            await self._change(session, order, "cancel it", status="cancelled")
            self._note(session, order, "cancelled", order.status, "status", key, why)
            await self._refunds.of_order(session, order, key)
            return order.number

        async def load(session: AsyncSession, found: str) -> Order:
            return await order_in(session, found, proof)

        asked = Asked("cancel_order", key, [number, Proof.read(proof), why])
        return await once(self._database, asked, make, load)

    async def send_to(self, number: str, proof: Proof | str, address: Address, key: str) -> Order:
        """Send what is not shipped to another address; `TooLate`, `BadRequest`."""
        check_address(address)

        async def make(session: AsyncSession) -> str:
            order = await order_in(session, number, proof)
            values = {name: getattr(address, name) for name in address.__dataclass_fields__}
            await self._change(session, order, "change its address", **values)
            was = str(order.address or "")
            self._note(session, order, str(address), was, "address", key)
            return order.number

        async def load(session: AsyncSession, found: str) -> Order:
            return await order_in(session, found, Proof(customer_id=await _owner(session, found)))

        asked = Asked("change_address", key, [number, Proof.read(proof), address])
        return await once(self._database, asked, make, load)

    async def _change(self, session: AsyncSession, order: Order, wish: str, **values: str) -> None:
        """Write `values` while the order is not shipped; `TooLate` once it is."""
        where = (OrderRow.number == order.number, OrderRow.status == "processing")
        changed = await session.execute(update(OrderRow).where(*where).values(**values))
        if changed.rowcount != 1:  # type: ignore[attr-defined]
            raise TooLate(order, wish)

    def _note(
        self,
        session: AsyncSession,
        order: Order,
        became: str,
        was: str,
        what: str,
        key: str,
        why: str = "",
    ) -> None:
        owner = order.customer_id
        change = Change("order", order.number, became, was, what, owner, why=why, key=key)
        self._history.write(session, change)


def check_address(address: Address) -> None:
    """Raise `BadRequest` for an address to which nothing can be sent."""
    for name in address.__dataclass_fields__:
        if not getattr(address, name).strip():
            raise BadRequest(f"The address has no {name}: {str(address)!r}.")
    if len(address.country) != 2:
        raise BadRequest(f"{address.country!r} is no country: write two letters, such as ES.")


async def order_in(session: AsyncSession, number: str, proof: Proof | str) -> Order:
    """`Orders.find` in `session`'s transaction."""
    join = CustomerRow.id == OrderRow.customer_id
    query = select(OrderRow, CustomerRow).join(CustomerRow, join)
    where = OrderRow.number == (order_number(number) or "")
    found = (await session.execute(query.where(where))).one_or_none()
    if found is None or not Proof.read(proof).fits(found[1], found[0].postcode):
        raise OrderNotFound(number)
    items = await items_of(session, [found[0].number])
    return order_view(found[0], found[1], items[found[0].number])


async def orders_of(session: AsyncSession, customer: CustomerRow) -> list[Order]:
    """The orders of a customer, oldest first."""
    where = OrderRow.customer_id == customer.id
    query = select(OrderRow).where(where).order_by(OrderRow.placed_at, OrderRow.number)
    rows = list(await session.scalars(query))
    items = await items_of(session, [row.number for row in rows])
    return [order_view(row, customer, items[row.number]) for row in rows]


def order_view(row: OrderRow, customer: CustomerRow, items: list[OrderItem]) -> Order:
    """What the customer may see of `row`."""
    address = address_of(row, customer)
    return Order(
        number=row.number,
        status=row.status,
        channel=row.channel,
        country=address.country,
        placed_at=row.placed_at,
        shipped_at=row.shipped_at,
        delivered_at=row.delivered_at,
        carrier=row.carrier,
        tracking_number=row.tracking_number,
        total_eur=euros(row.total_cents),
        payment=row.payment,
        items=items,
        customer_id=customer.id,
        address=address,
        expected_on=row.expected_on,
    )


def address_of(row: OrderRow | CustomerRow, customer: CustomerRow) -> Address:
    """Where an order goes: its own address, or else the customer's."""
    at = customer if row.country is None else row
    return Address(at.street or "", at.postcode or "", at.city or "", at.country or "")


async def items_of(session: AsyncSession, numbers: Iterable[str]) -> dict[str, list[OrderItem]]:
    """The lines of several orders, by order, with the returns that stand for them."""
    standing = and_(
        ReturnItemRow.order_number == OrderItemRow.order_number,
        ReturnItemRow.product_id == OrderItemRow.product_id,
        ReturnItemRow.standing,
    )
    query = (
        select(OrderItemRow, ProductRow, ReturnRow.number, ReturnRow.status)
        .join(ProductRow, ProductRow.id == OrderItemRow.product_id)
        .outerjoin(ReturnItemRow, standing)
        .outerjoin(ReturnRow, ReturnRow.number == ReturnItemRow.return_number)
        .where(OrderItemRow.order_number.in_(numbers))
        .order_by(OrderItemRow.id)
    )
    found: dict[str, list[OrderItem]] = defaultdict(list)
    for item, product, returned, status in await session.execute(query):
        found[item.order_number].append(_item(item, product, returned, status))
    return found


def _item(
    item: OrderItemRow, product: ProductRow, returned: int | None, status: str | None
) -> OrderItem:
    return OrderItem(
        product_id=item.product_id,
        name=product.name,
        quantity=item.quantity,
        unit_price_eur=euros(item.unit_price_cents),
        serial_number=item.serial_number,
        return_number=None if returned is None else return_number(returned),
        return_status=status,
        line=product.line,
    )


async def _owner(session: AsyncSession, number: str) -> str:
    return (await session.get_one(OrderRow, number)).customer_id
