"""Steps of orders, returns, refunds, repairs and claims from state to state.

One step is one transaction: the row moves only from a state that the step may follow, and what
follows from it (money, room for another return or slot) is written with it, and so are history
and news. Depends on the tables, `states`, the history and refunds.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.backoffice import states
from bot.backoffice.forgetting import finish
from bot.backoffice.history import Change, History
from bot.backoffice.matter_tables import ClaimRow, RefundRow, RepairRow, ReturnItemRow, ReturnRow
from bot.backoffice.numbers import cents, euros, matter_number, matter_value
from bot.backoffice.orders import order_in
from bot.backoffice.problems import BadRequest, MatterNotFound
from bot.backoffice.proofs import Proof
from bot.backoffice.refunds import Refunds
from bot.backoffice.tables import OrderItemRow, OrderRow
from bot.database import Database

PREFIXES = {"return": "RMA", "refund": "REF", "repair": "REP", "claim": "CLM"}
TABLES: dict[str, Any] = {
    "return": ReturnRow,
    "refund": RefundRow,
    "repair": RepairRow,
    "claim": ClaimRow,
}
Row = OrderRow | ReturnRow | RefundRow | RepairRow | ClaimRow


@dataclass(frozen=True, slots=True)
class Step:
    """A step on its way: the row, whose it is, and who wants it."""

    row: Row
    becomes: str
    customer_id: str | None
    by: str
    key: str | None


class Moves:
    """Moves matters over one database. `clock` gives the present instant in naive UTC."""

    def __init__(
        self,
        database: Database,
        history: History,
        refunds: Refunds,
        clock: Callable[[], datetime],
    ) -> None:
        self._database = database
        self._history = history
        self._refunds = refunds
        self._clock = clock

    async def move(self, kind: str, number: str, becomes: str, by: str, why: str = "") -> None:
        """Let the shop's people move a matter; `MatterNotFound`, `WrongState`."""
        async with self._database.write() as session:
            await self.step(session, kind, number, becomes, by=by, why=why)

    async def quote(self, number: str, amount_eur: Decimal, by: str, why: str = "") -> None:
        """Let the workshop say what a repair costs: its customer answers then.

        Raises `MatterNotFound`, `WrongState`, or `BadRequest` for less than nothing.
        """
        if amount_eur < 0:
            raise BadRequest(f"A quote of {amount_eur} euros is none: give what the repair costs.")
        async with self._database.write() as session:
            await self.step(session, "repair", number, "quoted", by=by, why=why)
            row = await _locked(session, "repair", number)
            assert isinstance(row, RepairRow)
            row.low_cents = row.high_cents = cents(amount_eur)

    async def step(
        self,
        session: AsyncSession,
        kind: str,
        number: str,
        becomes: str,
        *,
        by: str = "customer",
        why: str = "",
        key: str | None = None,
    ) -> None:
        """`move` in `session`'s transaction."""
        row = await _locked(session, kind, number)
        was = row.status
        states.check_step(kind, number, was, becomes)
        row.status = becomes
        owner = await _owner(session, row)
        change = Change(kind, number, becomes, was, "status", owner, by, why, key)
        self._history.write(session, change)
        await self._follow(session, Step(row, becomes, owner, by, key))
        await session.flush()
        if owner:
            await finish(session, owner, self._history, self._clock())

    async def _follow(self, session: AsyncSession, step: Step) -> None:
        """Write what follows from a step."""
        row, at = step.row, self._clock()
        if isinstance(row, ReturnRow):
            await self._follow_return(session, row, step)
        elif isinstance(row, RefundRow) and step.becomes == "done":
            row.done_at = at
        elif isinstance(row, OrderRow) and step.becomes in ("shipped", "delivered"):
            setattr(row, f"{step.becomes}_at", at)
        elif isinstance(row, RepairRow):
            row.standing = states.is_open("repair", step.becomes)
            row.slot_id = None if step.becomes == "cancelled" else row.slot_id

    async def _follow_return(self, session: AsyncSession, row: ReturnRow, step: Step) -> None:
        if step.becomes not in states.RETURNS_STANDING:
            items = ReturnItemRow.return_number == row.number
            await session.execute(update(ReturnItemRow).where(items).values(standing=False))
        if step.becomes == "received" and row.wish != "exchange":
            await self._pay_back(session, row, step)
        if step.becomes == "refunded":
            await self._paid_back(session, row, step)

    async def _paid_back(self, session: AsyncSession, row: ReturnRow, step: Step) -> None:
        """The return is settled, and so is its money."""
        where = RefundRow.return_number == row.number
        for refund in await session.scalars(select(RefundRow).where(where).with_for_update()):
            if refund.status != "done":
                number, was = matter_number(PREFIXES["refund"], refund.number), refund.status
                refund.status, refund.done_at = "done", self._clock()
                owner = step.customer_id
                change = Change("refund", number, "done", was, "status", owner, step.by)
                self._history.write(session, change)

    async def _pay_back(self, session: AsyncSession, row: ReturnRow, step: Step) -> None:
        """Begin the refund of what came back, less what the way cost."""
        same = (
            OrderItemRow.order_number == ReturnItemRow.order_number,
            OrderItemRow.product_id == ReturnItemRow.product_id,
        )
        price = func.sum(OrderItemRow.unit_price_cents * ReturnItemRow.quantity)
        query = select(price).select_from(ReturnItemRow).join(OrderItemRow, same[0] & same[1])
        of_return = query.where(ReturnItemRow.return_number == row.number)
        worth = int(await session.scalar(of_return) or 0)
        owner = Proof(customer_id=step.customer_id or "")
        order = await order_in(session, row.order_number, owner)
        means = "voucher" if row.wish == "voucher" else order.payment
        amount = euros(max(0, worth - row.shipping_cents))
        await self._refunds.begin(session, order, amount, means, row.number, step.key, step.by)


async def _locked(session: AsyncSession, kind: str, number: str) -> Row:
    """The row of a matter, which nobody else can change before the transaction ends."""
    found: Row | None
    if kind == "order":
        found = await session.get(OrderRow, number, with_for_update=True, populate_existing=True)
    else:
        value = matter_value(PREFIXES[kind], number) or -1
        found = await session.get(TABLES[kind], value, with_for_update=True, populate_existing=True)
    if found is None:
        raise MatterNotFound(number)
    return found


async def _owner(session: AsyncSession, row: Row) -> str | None:
    """Whose a matter is."""
    if isinstance(row, ReturnRow | RefundRow):
        return (await session.get_one(OrderRow, row.order_number)).customer_id
    return row.customer_id
