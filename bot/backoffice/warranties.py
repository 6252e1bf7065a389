"""Products that customers have: their guarantee, their registration, whose they are.

Depends on orders, the policies, the tables and `bot.database`.
"""

import uuid
from collections.abc import Callable
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.backoffice.history import Change, History
from bot.backoffice.matters import Bought
from bot.backoffice.numbers import email_key, serial_key
from bot.backoffice.once import Asked, once
from bot.backoffice.orders import items_of, order_in, order_view
from bot.backoffice.policy import delivered_on, local_day
from bot.backoffice.problems import AlreadyRegistered, SerialNotFound
from bot.backoffice.products import product_of_serial
from bot.backoffice.proofs import Proof
from bot.backoffice.tables import CustomerRow, OrderItemRow, OrderRow, RegistrationRow
from bot.backoffice.views import Customer, Order, OrderItem, Owned, Warranty
from bot.database import Database
from bot.policies import Policies

Sale = tuple[OrderItemRow, OrderRow, CustomerRow]


class Warranties:
    """Guarantees over one database. `clock` gives the present instant in naive UTC."""

    def __init__(
        self,
        database: Database,
        history: History,
        policies: Policies,
        clock: Callable[[], datetime],
    ) -> None:
        self._database = database
        self._history = history
        self._policies = policies
        self._clock = clock

    async def of_serial(self, serial_number: str) -> Warranty:
        """The guarantee of the product with that serial number; `SerialNotFound`.

        A product sold twice (returned, then sold again) is judged by its last sale. One that
        was registered but not sold by us has the status unknown.
        """
        async with self._database.read() as session:
            registration = await session.get(RegistrationRow, serial_key(serial_number))
            sold = await sold_in(session, serial_number)
        if sold:
            return self._judge(*sold, registered=registration is not None)
        if registration:
            shown = registration.serial_number
            return Warranty(shown, registration.product_id, "unknown", None, None, True)
        raise SerialNotFound(serial_number)

    async def of_order(
        self, order_number: str, proof: Proof | str, product_id: str | None = None
    ) -> list[Warranty]:
        """The guarantees of an order's items, or of those of one product; `OrderNotFound`."""
        async with self._database.read() as session:
            order = await order_in(session, order_number, proof)
            items = [one for one in order.items if product_id in (None, one.product_id)]
            keys = [serial_key(one.serial_number) for one in items if one.serial_number]
            where = RegistrationRow.serial_key.in_(keys)
            registered = set(await session.scalars(select(RegistrationRow.serial_key).where(where)))
        return [
            self._judge(order, item, serial_key(item.serial_number or "") in registered)
            for item in items
        ]

    async def owned(self, serial_number: str, proof: Proof | str) -> Owned:
        """The product with that serial number, if it is of the customer with that proof.

        Whoever bought it last or registered it; else `SerialNotFound`.
        """
        async with self._database.read() as session:
            return await owned_in(session, serial_number, proof)

    async def register(
        self, serial_number: str, customer: Customer, key: str, bought: Bought | None = None
    ) -> Owned:
        """Register a product; its owner is made a customer where the e-mail is new.

        Raises `UnknownSerial` and `AlreadyRegistered` (by somebody else).
        """

        async def make(session: AsyncSession) -> str:
            product = await product_of_serial(session, serial_number)
            serial = serial_key(serial_number)
            owner = await _customer(session, customer)
            known = await session.get(RegistrationRow, serial)
            if known and known.customer_id != owner.id:
                raise AlreadyRegistered(serial_number)
            if not known:
                session.add(
                    RegistrationRow(
                        serial_key=serial,
                        serial_number=serial_number.strip(),
                        product_id=product.id,
                        customer_id=owner.id,
                        registered_at=self._clock(),
                        bought_on=bought.on if bought else None,
                        bought_at=bought.shop.strip()[:120] if bought else None,
                    )
                )
                change = Change("registration", serial, "registered", customer_id=owner.id, key=key)
                self._history.write(session, change)
            return serial

        async def load(session: AsyncSession, serial: str) -> Owned:
            return await owned_in(session, serial, Proof(email=customer.email))

        asked = Asked("register_product", key, [serial_key(serial_number), customer])
        return await once(self._database, asked, make, load)

    def _judge(self, order: Order, item: OrderItem, registered: bool) -> Warranty:
        """The guarantee of an item today."""
        starts, ends = delivered_on(order), self._policies.guarantee_ends(order, item)
        status = _status(ends, local_day(self._clock()))
        return Warranty(item.serial_number, item.product_id, status, starts, ends, registered)


async def owned_in(session: AsyncSession, serial_number: str, proof: Proof | str) -> Owned:
    """`Warranties.owned` in `session`'s transaction."""
    key, shown = serial_key(serial_number), Proof.read(proof)
    registration = await session.get(RegistrationRow, key)
    sale = await _last_sale(session, key)
    holder = await session.get(CustomerRow, registration.customer_id) if registration else None
    registered = holder is not None and shown.fits(holder)
    if sale and shown.fits(sale[2], sale[1].postcode):
        item, order, customer = sale
        return Owned(
            item.product_id,
            item.serial_number,
            customer.id,
            order.number,
            order.delivered_at or order.placed_at,
            registered,
        )
    if registration and registered:
        return registered_view(registration)
    raise SerialNotFound(serial_number)


def registered_view(row: RegistrationRow) -> Owned:
    """A product that its owner registered and did not buy from us."""
    at = row.registered_at
    return Owned(row.product_id, row.serial_number, row.customer_id, None, at, True)


def _status(ends: date | None, today: date) -> str:
    if ends is None:
        return "unknown"
    return "valid" if today <= ends else "expired"


async def sold_in(session: AsyncSession, serial_number: str) -> tuple[Order, OrderItem] | None:
    """The newest order with that serial number and its line of it, whoever asks."""
    key = serial_key(serial_number)
    sale = await _last_sale(session, key)
    if sale is None:
        return None
    _, row, customer = sale
    items = (await items_of(session, [row.number]))[row.number]
    order = order_view(row, customer, items)
    return order, next(one for one in items if serial_key(one.serial_number or "") == key)


async def _last_sale(session: AsyncSession, key: str) -> Sale | None:
    """The newest order with that serial number: its line, itself, its customer."""
    query = (
        select(OrderItemRow, OrderRow, CustomerRow)
        .join(OrderRow, OrderRow.number == OrderItemRow.order_number)
        .join(CustomerRow, CustomerRow.id == OrderRow.customer_id)
        .where(OrderItemRow.serial_key == key)
        .order_by(OrderRow.placed_at.desc())
        .limit(1)
    )
    found = (await session.execute(query)).one_or_none()
    return (found[0], found[1], found[2]) if found else None


async def _customer(session: AsyncSession, said: Customer) -> CustomerRow:
    """The customer with that e-mail, made when there is none."""
    same = func.lower(CustomerRow.email) == email_key(said.email)
    known = (await session.scalars(select(CustomerRow).where(same))).one_or_none()
    if known:
        return known
    at = said.address
    row = CustomerRow(
        id=said.id or str(uuid.uuid4()),
        name=said.name,
        email=said.email.strip(),
        phone=said.phone,
        language=said.language,
        country=at.country,
        postcode=at.postcode,
        city=at.city,
        street=at.street,
    )
    session.add(row)
    await session.flush()
    return row
