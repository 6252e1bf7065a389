"""Repairs: one at a time for each serial number, each slot given to one of them.

Depends on orders, warranties, the policies, slots, the tables and `bot.database`.
"""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.backoffice.history import Change, History
from bot.backoffice.matter_tables import RepairRow, StateChangeRow
from bot.backoffice.matters import Lived, Repair, RepairRequest, Slot
from bot.backoffice.moves import Moves
from bot.backoffice.numbers import cents, euros, matter_number, matter_value, serial_key
from bot.backoffice.once import Asked, next_number, once
from bot.backoffice.orders import check_address, order_in
from bot.backoffice.policy import FREE_EUR, local_day
from bot.backoffice.problems import BadRequest, MatterNotFound, SlotTaken, item_of
from bot.backoffice.proofs import Proof
from bot.backoffice.slots import slot_of, slots
from bot.backoffice.states import check_word
from bot.backoffice.tables import CustomerRow
from bot.backoffice.views import Address, Order, OrderItem
from bot.backoffice.warranties import owned_in, sold_in
from bot.database import Database
from bot.policies import Policies

PREFIX = "REP"
FIRST_NUMBER = 30011
Prices = tuple[Decimal, Decimal]
"""The least and the most in euros."""


@dataclass(frozen=True, slots=True)
class Broken:
    """The product to repair, whose it is, whether the guarantee holds, and what it costs."""

    product_id: str
    serial_number: str | None
    order_number: str | None
    customer_id: str
    covered: bool | None
    prices: Prices | None


class Repairs:
    """Repairs over one database. `clock` gives the present instant in naive UTC."""

    def __init__(
        self,
        database: Database,
        history: History,
        moves: Moves,
        policies: Policies,
        clock: Callable[[], datetime],
    ) -> None:
        self._database = database
        self._history = history
        self._moves = moves
        self._policies = policies
        self._clock = clock

    async def free_slots(self, way: str, limit: int) -> list[Slot]:
        """The next `limit` slots that nobody has; `UnknownWord` for a way that there is not."""
        check_word("slot way", way)
        async with self._database.read() as session:
            taken = await _taken(session)
        free = (one for one in slots(way, self._clock()) if one.id not in taken)
        return [one for one, _ in zip(free, range(limit), strict=False)]

    async def open(self, asked: RepairRequest, proof: Proof | str, key: str) -> Repair:
        """Ask for a repair; the open one of that serial number when there is one.

        Raises `OrderNotFound`, `SerialNotFound`, `ItemNotInOrder`, `SlotTaken` or `BadRequest`.
        """
        if not asked.fault.strip():
            raise BadRequest("Describe what is wrong with the product.")
        if asked.address:
            check_address(asked.address)

        async def make(session: AsyncSession) -> str:
            broken = await self._broken(session, asked, proof)
            standing = await _standing(session, broken.serial_number)
            if standing:
                return matter_number(PREFIX, standing.number)
            await self._check_slot(session, asked.slot_id)
            return await self._open(session, asked, broken, key)

        request = Asked("open_repair", key, [Proof.read(proof), asked])
        return await once(self._database, request, make, repair_in)

    async def find(self, number: str, proof: Proof | str) -> Repair:
        """The repair with that number, of the customer with that proof; `MatterNotFound`."""
        async with self._database.read() as session:
            return await _mine(session, number, proof)

    async def answer_quote(
        self, number: str, proof: Proof | str, accepted: bool, key: str
    ) -> Repair:
        """Accept or refuse the workshop's quote; `MatterNotFound`, `WrongState`."""
        becomes = "repairing" if accepted else "declined"

        async def make(session: AsyncSession) -> str:
            found = await _mine(session, number, proof)
            if found.status != becomes:
                await self._moves.step(session, "repair", found.number, becomes, key=key)
            return found.number

        asked = Asked("answer_quote", key, [number, Proof.read(proof), accepted])
        return await once(self._database, asked, make, repair_in)

    async def _broken(
        self, session: AsyncSession, asked: RepairRequest, proof: Proof | str
    ) -> Broken:
        if asked.serial_number:
            owned = await owned_in(session, asked.serial_number, proof)
            product, owner, mine = owned.product_id, owned.customer_id, owned.order_number
            serial = owned.serial_number
            sold = await sold_in(session, asked.serial_number)
        elif asked.order_number and asked.product_id:
            order = await order_in(session, asked.order_number, proof)
            item = item_of(order, asked.product_id)
            product, owner, mine = item.product_id, order.customer_id, order.number
            serial, sold = item.serial_number, (order, item)
        else:
            raise BadRequest("A repair needs a serial number, or an order and a product of it.")
        covered, prices = self._covered(*sold) if sold else (None, None)
        return Broken(product, serial, mine, owner, covered, prices)

    def _covered(self, order: Order, item: OrderItem) -> tuple[bool | None, Prices | None]:
        """Whether the guarantee pays, and what it costs if not."""
        today, ends = local_day(self._clock()), self._policies.guarantee_ends(order, item)
        if ends is None:
            return None, None
        if today <= ends:
            return True, (FREE_EUR, FREE_EUR)
        return False, self._policies.repair_eur(order, item, today)

    async def _check_slot(self, session: AsyncSession, slot_id: str | None) -> None:
        """Raise `SlotTaken` unless it is one of ours and free."""
        if slot_id is None:
            return
        slot = slot_of(slot_id)
        ours = slot is not None and slot in list(slots(slot.way, self._clock()))
        if not ours or slot_id in await _taken(session):
            raise SlotTaken(slot_id)

    async def _open(
        self, session: AsyncSession, asked: RepairRequest, broken: Broken, key: str
    ) -> str:
        low, high = broken.prices or (None, None)
        serial = broken.serial_number
        row = RepairRow(
            number=await next_number(session, RepairRow.number, FIRST_NUMBER),
            customer_id=broken.customer_id,
            order_number=broken.order_number,
            product_id=broken.product_id,
            serial_number=serial,
            serial_key=serial_key(serial) if serial else None,
            fault=asked.fault.strip(),
            covered=broken.covered,
            low_cents=None if low is None else cents(low),
            high_cents=None if high is None else cents(high),
            slot_id=asked.slot_id,
            address=asdict(asked.address) if asked.address else None,
            status="booked",
            message_id=key[:64],
            opened_at=self._clock(),
        )
        session.add(row)
        await session.flush()
        number = matter_number(PREFIX, row.number)
        change = Change("repair", number, "booked", customer_id=row.customer_id, key=key)
        self._history.write(session, change)
        return number


async def _mine(session: AsyncSession, number: str, proof: Proof | str) -> Repair:
    row = await session.get(RepairRow, matter_value(PREFIX, number) or -1)
    owner = await session.get(CustomerRow, row.customer_id) if row else None
    if row is None or owner is None or not Proof.read(proof).fits(owner):
        raise MatterNotFound(number)
    return (await _views(session, [row]))[0]


async def repair_in(session: AsyncSession, number: str) -> Repair:
    """The repair of that number."""
    row = await session.get_one(RepairRow, matter_value(PREFIX, number), populate_existing=True)
    return (await _views(session, [row]))[0]


async def repairs_of(session: AsyncSession, customer_id: str) -> list[Repair]:
    """The repairs of a customer, oldest first."""
    where = RepairRow.customer_id == customer_id
    rows = await session.scalars(select(RepairRow).where(where).order_by(RepairRow.number))
    return await _views(session, rows.all())


async def _views(session: AsyncSession, rows: Sequence[RepairRow]) -> list[Repair]:
    """What the customer may see of `rows`, with the states that they went through."""
    steps: dict[str, list[Lived]] = {matter_number(PREFIX, row.number): [] for row in rows}
    change = StateChangeRow
    where = (change.kind == "repair", change.what == "status", change.number.in_(steps))
    for one in await session.scalars(select(change).where(*where).order_by(change.at, change.id)):
        steps[one.number].append(Lived(one.became, one.at))
    lived = map(tuple, steps.values())
    return [repair_view(row, past) for row, past in zip(rows, lived, strict=True)]


def repair_view(row: RepairRow, steps: tuple[Lived, ...]) -> Repair:
    """What the customer may see of `row`."""
    return Repair(
        number=matter_number(PREFIX, row.number),
        customer_id=row.customer_id,
        product_id=row.product_id,
        serial_number=row.serial_number,
        order_number=row.order_number,
        fault=row.fault,
        covered=row.covered,
        price_low_eur=None if row.low_cents is None else euros(row.low_cents),
        price_high_eur=None if row.high_cents is None else euros(row.high_cents),
        slot=slot_of(row.slot_id) if row.slot_id else None,
        status=row.status,
        opened_at=row.opened_at,
        steps=steps,
        address=Address(**row.address) if row.address else None,
    )


async def _taken(session: AsyncSession) -> set[str]:
    query = select(RepairRow.slot_id).where(RepairRow.slot_id.is_not(None))
    return {one for one in await session.scalars(query) if one}


async def _standing(session: AsyncSession, serial_number: str | None) -> RepairRow | None:
    if not serial_number:
        return None
    where = (RepairRow.serial_key == serial_key(serial_number), RepairRow.standing)
    return (await session.scalars(select(RepairRow).where(*where))).one_or_none()
