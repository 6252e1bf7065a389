"""Matters of the sample files as rows: returns, refunds, repairs, claims, and their history.

Depends on the files' forms, slots and the tables.
"""

from collections.abc import Callable, Iterator
from datetime import datetime
from decimal import Decimal
from itertools import islice, pairwise

from bot.backoffice.files import (
    ClaimRecord,
    MatterRecord,
    OrderRecord,
    RefundRecord,
    RepairRecord,
    ReturnRecord,
    ShopFile,
    StepRecord,
)
from bot.backoffice.matter_tables import (
    ClaimRow,
    RefundRow,
    RepairRow,
    ReturnItemRow,
    ReturnRow,
    StateChangeRow,
)
from bot.backoffice.numbers import cents, serial_key
from bot.backoffice.slots import slots
from bot.backoffice.states import RETURNS_STANDING, is_open
from bot.database import Base

Moments = Callable[[int], datetime]


def asked_rows(shop: ShopFile, moments: Moments) -> Iterator[Base]:
    """Returns, repairs and claims."""
    yield from (_return(one, moments) for one in shop.returns)
    yield from (_repair(one, moments) for one in shop.repairs)
    yield from (_claim(one, moments) for one in shop.claims)


def item_rows(shop: ShopFile, moments: Moments) -> Iterator[Base]:
    """The items of returns, and refunds: they refer to returns."""
    for asked in shop.returns:
        for item in asked.items:
            yield ReturnItemRow(
                return_number=_value(asked.number),
                order_number=asked.order_number,
                product_id=item.product_id,
                quantity=item.quantity,
                standing=asked.status in RETURNS_STANDING,
            )
    yield from (_refund(one, moments) for one in shop.refunds)


def changes(shop: ShopFile, moments: Moments) -> Iterator[Base]:
    """The history of everything."""
    owners = {one.number: one.customer_id for one in shop.orders}
    for order in shop.orders:
        yield from _steps("order", order.number, order.customer_id, _lived(order), moments)
    matters: list[MatterRecord] = [*shop.returns, *shop.refunds, *shop.repairs, *shop.claims]
    for one in matters:
        owner = getattr(one, "customer_id", None) or owners.get(
            getattr(one, "order_number", None) or ""
        )
        yield from _steps(one.kind, one.number, owner, one.states, moments)


def _lived(order: OrderRecord) -> list[StepRecord]:
    """The states of an order, from its days."""
    days = {
        "processing": order.placed_days_ago,
        "shipped": order.shipped_days_ago,
        "delivered": order.delivered_days_ago,
    }
    lived = [
        StepRecord(to=state, days_ago=ago, by="customer" if state == "processing" else "shop")
        for state, ago in days.items()
        if ago is not None
    ]
    if order.status not in days:
        lived.append(StepRecord(to=order.status, days_ago=lived[-1].days_ago, by="shop"))
    return lived


def _steps(
    kind: str, number: str, owner: str | None, states: list[StepRecord], moments: Moments
) -> Iterator[StateChangeRow]:
    for was, step in pairwise([None, *states]):
        assert step is not None
        yield StateChangeRow(
            kind=kind,
            number=number,
            customer_id=owner,
            was=was.to if was else None,
            became=step.to,
            by=step.by,
            why=step.why,
            at=moments(step.days_ago),
        )


def _return(one: ReturnRecord, moments: Moments) -> ReturnRow:
    return ReturnRow(
        number=_value(one.number),
        order_number=one.order_number,
        reason=one.reason,
        condition=one.condition,
        wish=one.wish,
        way=one.way,
        shipping_cents=cents(one.shipping_eur),
        label=one.label,
        status=one.status,
        opened_at=moments(one.states[0].days_ago),
    )


def _refund(one: RefundRecord, moments: Moments) -> RefundRow:
    done = one.status == "done"
    return RefundRow(
        number=_value(one.number),
        order_number=one.order_number,
        return_number=_value(one.return_number) if one.return_number else None,
        amount_cents=cents(one.amount_eur),
        means=one.means,
        partial=one.partial,
        status=one.status,
        asked_at=moments(one.states[0].days_ago),
        expected_on=moments(one.expected_days_ago).date(),
        done_at=moments(one.states[-1].days_ago) if done else None,
    )


def _repair(one: RepairRecord, moments: Moments) -> RepairRow:
    chosen = None
    if one.slot_way:
        nth = islice(slots(one.slot_way, moments(0)), one.slot_nth, None)
        chosen = next(nth).id
    return RepairRow(
        number=_value(one.number),
        customer_id=one.customer_id,
        order_number=one.order_number,
        product_id=one.product_id,
        serial_number=one.serial_number,
        serial_key=serial_key(one.serial_number) if one.serial_number else None,
        fault=one.fault,
        covered=one.covered,
        low_cents=_cents(one.price_from_eur),
        high_cents=_cents(one.price_to_eur),
        slot_id=chosen,
        status=one.status,
        standing=is_open("repair", one.status),
        opened_at=moments(one.states[0].days_ago),
    )


def _claim(one: ClaimRecord, moments: Moments) -> ClaimRow:
    return ClaimRow(
        number=_value(one.number),
        customer_id=one.customer_id,
        order_number=one.order_number,
        product_id=one.product_id,
        kind=one.about,
        text=one.text,
        status=one.status,
        opened_at=moments(one.states[0].days_ago),
    )


def _cents(amount: Decimal | None) -> int | None:
    return None if amount is None else cents(amount)


def _value(number: str) -> int:
    return int(number.partition("-")[2])
