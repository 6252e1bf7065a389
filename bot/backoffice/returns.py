"""Returns: one at a time for each product of an order, however often they are asked for.

Depends on orders, the policies, the tables and `bot.database`.
"""

import secrets
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import asdict, replace
from datetime import datetime
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.backoffice import states
from bot.backoffice.history import CUSTOMER, Change, History
from bot.backoffice.matter_tables import RefundRow, ReturnItemRow, ReturnRow
from bot.backoffice.matters import Return, ReturnItem, ReturnRequest
from bot.backoffice.moves import Moves
from bot.backoffice.numbers import cents, euros, matter_value, return_number
from bot.backoffice.once import Asked, next_number, once
from bot.backoffice.orders import check_address, order_in
from bot.backoffice.policy import FREE_EUR, local_day, verdict_of
from bot.backoffice.problems import (
    BadRequest,
    ItemNotInOrder,
    MatterNotFound,
    OrderNotFound,
    ReturnRefused,
    item_of,
)
from bot.backoffice.proofs import Proof
from bot.backoffice.views import Address, Order, OrderItem, Verdict
from bot.database import Database
from bot.policies import Policies, ReturnAsked
from bot.policies.overrides import override_in

FIRST_NUMBER = 20031


class Returns:
    """Returns over one database. `clock` gives the present instant in naive UTC."""

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

    async def open(
        self, order_number: str, proof: Proof | str, asked: ReturnRequest, key: str
    ) -> Return:
        """Ask for a return; the one that is open already for its first item, if there is one.

        Raises `OrderNotFound`, `ItemNotInOrder`, `ReturnRefused`, `UnknownReason`,
        `UnknownWord` or `BadRequest`.
        """
        check(asked)

        async def make(session: AsyncSession) -> str:
            order = await order_in(session, order_number, proof)
            open_already = self._open_already(order, asked)
            if open_already:
                return open_already
            cost = await self._judge(session, order, asked)
            return await self._open(session, order, asked, cost, key)

        request = Asked("open_return", key, [order_number, Proof.read(proof), asked])
        return await once(self._database, request, make, return_in)

    async def of_order(self, order_number: str, proof: Proof | str) -> list[Return]:
        """The returns of an order, oldest first; `OrderNotFound`."""
        async with self._database.read() as session:
            order = await order_in(session, order_number, proof)
            return await returns_of(session, order.number)

    async def find(self, number: str, proof: Proof | str) -> Return:
        """The return with that number, of the customer with that proof; `MatterNotFound`."""
        async with self._database.read() as session:
            return await self._mine(session, number, proof)

    async def cancel(self, number: str, proof: Proof | str, key: str) -> Return:
        """Take a return back before anything has arrived; `MatterNotFound`, `WrongState`."""

        async def make(session: AsyncSession) -> str:
            found = await self._mine(session, number, proof)
            if found.status != "cancelled":
                await self._moves.step(session, "return", found.number, "cancelled", key=key)
            return found.number

        asked = Asked("cancel_return", key, [number, Proof.read(proof)])
        return await once(self._database, asked, make, return_in)

    async def _mine(self, session: AsyncSession, number: str, proof: Proof | str) -> Return:
        row = await session.get(ReturnRow, matter_value("RMA", number) or -1)
        if row is None:
            raise MatterNotFound(number)
        try:
            await order_in(session, row.order_number, proof)
        except OrderNotFound:
            raise MatterNotFound(number) from None
        return await return_in(session, return_number(row.number))

    def _open_already(self, order: Order, asked: ReturnRequest) -> str | None:
        """The return that is open for the first item, where that is what is asked for again."""
        first = item_of(order, asked.items[0].product_id)
        is_open = states.is_open("return", first.return_status or "")
        return first.return_number if is_open else None

    async def _judge(self, session: AsyncSession, order: Order, asked: ReturnRequest) -> Decimal:
        """What the way back costs; raises for the first item that may not come back.

        What an agent decided about an item stands over the rules.
        """
        wish = ReturnAsked(asked.reason, asked.condition, asked.way)
        today, cost = local_day(self._clock()), FREE_EUR
        for wanted in asked.items:
            item = item_of(order, wanted.product_id)
            if not 0 < wanted.quantity <= item.quantity:
                raise ItemNotInOrder(order, wanted.product_id)
            verdict = verdict_of(self._policies.decide_return(order, item, wish, today))
            verdict = await decided(session, order, item, verdict)
            stands = item.return_number is not None
            if stands or not (verdict.allowed or asked.override):
                raise ReturnRefused(order.number, item.product_id, verdict)
            cost = max(cost, verdict.shipping_cost_eur)
        return FREE_EUR if asked.way == "shop" else cost

    async def _open(
        self, session: AsyncSession, order: Order, asked: ReturnRequest, cost: Decimal, key: str
    ) -> str:
        value = await next_number(session, ReturnRow.number, FIRST_NUMBER)
        number = return_number(value)
        row = ReturnRow(
            number=value,
            order_number=order.number,
            reason=asked.reason,
            condition=asked.condition,
            wish=asked.wish,
            way=asked.way,
            shipping_cents=cents(cost),
            address=asdict(asked.address) if asked.address else None,
            label=f"{number}-{secrets.token_hex(4).upper()}" if asked.way == "label" else None,
            status="requested",
            message_id=key[:64],
            opened_at=self._clock(),
        )
        session.add(row)
        await session.flush()
        session.add_all(_item(value, order.number, one) for one in asked.items)
        await session.flush()
        self._history.write(session, _opened(order, number, asked, key))
        return number


async def decided(
    session: AsyncSession, order: Order, item: OrderItem, verdict: Verdict
) -> Verdict:
    """The verdict as an agent decided it, where one did."""
    override = await override_in(session, order.number, item.product_id, "returns")
    if override is None:
        return verdict
    cost = override.wanted.cost_eur
    cost = verdict.shipping_cost_eur if cost is None else cost
    return replace(verdict, allowed=override.wanted.allowed, shipping_cost_eur=cost)


def check(asked: ReturnRequest) -> None:
    """Raise for a request that says too little, or something that nobody knows."""
    for field in ("reason", "condition", "wish", "way"):
        states.check_word(field, getattr(asked, field))
    if not asked.items:
        raise BadRequest("A return needs at least one product.")
    if len({one.product_id for one in asked.items}) < len(asked.items):
        raise BadRequest("A product is named twice in the return. Name it once, with its number.")
    if asked.address:
        check_address(asked.address)
    if asked.override and not asked.override_by:
        raise BadRequest("Who overrides the policy must be named.")


async def return_in(session: AsyncSession, number: str) -> Return:
    """The return of that number."""
    row = await session.get_one(ReturnRow, matter_value("RMA", number), populate_existing=True)
    return (await _views(session, [row]))[0]


async def returns_of(session: AsyncSession, *order_numbers: str) -> list[Return]:
    """The returns of some orders, oldest first."""
    where = ReturnRow.order_number.in_(order_numbers)
    query = select(ReturnRow).where(where).order_by(ReturnRow.number)
    return await _views(session, list(await session.scalars(query)))


async def _views(session: AsyncSession, rows: list[ReturnRow]) -> list[Return]:
    numbers = [row.number for row in rows]
    where = ReturnItemRow.return_number.in_(numbers)
    items: dict[int, list[ReturnItem]] = defaultdict(list)
    for one in await session.scalars(select(ReturnItemRow).where(where).order_by(ReturnItemRow.id)):
        items[one.return_number].append(ReturnItem(one.product_id, one.quantity))
    paid = (RefundRow.return_number.in_(numbers), RefundRow.status == "done")
    done = select(RefundRow).where(*paid)
    refunds = {one.return_number: one for one in await session.scalars(done)}
    return [return_view(row, items[row.number], refunds.get(row.number)) for row in rows]


def return_view(row: ReturnRow, items: Iterable[ReturnItem], refund: RefundRow | None) -> Return:
    """What the customer may see of `row`; `refund` is what was paid back, if it was."""
    all_items = tuple(items)
    return Return(
        number=return_number(row.number),
        order_number=row.order_number,
        product_id=all_items[0].product_id,
        reason=row.reason,
        status=row.status,
        opened_at=row.opened_at,
        refund_eur=euros(refund.amount_cents) if refund else None,
        refunded_at=refund.done_at if refund else None,
        items=all_items,
        condition=row.condition,
        wish=row.wish,
        way=row.way,
        shipping_cost_eur=euros(row.shipping_cents),
        label=row.label,
        address=Address(**row.address) if row.address else None,
    )


def _opened(order: Order, number: str, asked: ReturnRequest, key: str) -> Change:
    by = asked.override_by if asked.override else CUSTOMER
    owner = order.customer_id
    return Change(
        "return", number, "requested", customer_id=owner, by=by, why=asked.override, key=key
    )


def _item(value: int, order_number: str, one: ReturnItem) -> ReturnItemRow:
    return ReturnItemRow(
        return_number=value,
        order_number=order_number,
        product_id=one.product_id,
        quantity=one.quantity,
        standing=True,
    )
