"""What the backoffice shows: frozen copies of rows, safe to keep after the transaction.

Money is `Decimal` euros with two places; moments are naive UTC, days are dates of the
company's calendar. Depends on nothing of ours.
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Product:
    """One product of the catalogue. `synonyms` are what customers call it, both languages."""

    id: str
    name: str
    model: str
    category_es: str
    category_en: str
    price_eur: Decimal
    serial_prefix: str = ""
    synonyms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OrderItem:
    """One line of an order, with the return that stands for it (rejected ones do not count)."""

    product_id: str
    name: str
    quantity: int
    unit_price_eur: Decimal
    serial_number: str | None = None
    return_number: str | None = None
    return_status: str | None = None


@dataclass(frozen=True, slots=True)
class Order:
    """An order as its customer may see it.

    `status` is one of `bot.backoffice.policy.ORDER_STATUSES`, `channel` web or shop,
    `country` the two letters of where it is delivered.
    """

    number: str
    status: str
    channel: str
    country: str
    placed_at: datetime
    shipped_at: datetime | None
    delivered_at: datetime | None
    carrier: str | None
    tracking_number: str | None
    total_eur: Decimal
    payment: str
    items: list[OrderItem]


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether an item may be returned, and why.

    `code` is one of `bot.backoffice.policy.VERDICTS`. `until` is the last day of the return
    window, or of the guarantee for `faulty_in_guarantee`; None before delivery.
    `shipping_cost_eur` is what the pick-up costs the customer. `withdrawal_right` says that
    the law, not only the company, gives the right: ordinary delivery is refunded too.
    """

    allowed: bool
    code: str
    until: date | None
    shipping_cost_eur: Decimal
    withdrawal_right: bool = False


@dataclass(frozen=True, slots=True)
class Return:
    """A return request. `status` is one of `bot.backoffice.policy.RETURN_STATUSES`."""

    number: str
    order_number: str
    product_id: str
    reason: str
    status: str
    opened_at: datetime
    refund_eur: Decimal | None
    refunded_at: datetime | None


@dataclass(frozen=True, slots=True)
class Warranty:
    """The legal guarantee of one item.

    `status` is valid, expired or unknown: unknown when no delivery of ours is on record yet,
    and then both days are None. `ends_on` is the last day that is covered.
    """

    serial_number: str | None
    product_id: str
    status: str
    starts_on: date | None
    ends_on: date | None
    registered: bool
