"""What the backoffice shows of what was sold: frozen copies, safe to keep afterwards.

Money is `Decimal` euros with two places; moments are naive UTC (with a Z on the wire), days are
dates of the company's calendar. What became of it later is in `matters`. Depends on nothing
of ours.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Annotated

from pydantic import AfterValidator, PlainSerializer


def naive(moment: datetime) -> datetime:
    """`moment` in UTC, without a zone; one without a zone is in UTC already."""
    return moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment


def zoned(moment: datetime) -> str:
    """`moment` (naive UTC) in ISO 8601 with its Z."""
    return moment.isoformat() + "Z"


Moment = Annotated[datetime, AfterValidator(naive), PlainSerializer(zoned, when_used="json")]


@dataclass(frozen=True, slots=True)
class Address:
    """Where something goes. `country` is two letters."""

    street: str
    postcode: str
    city: str
    country: str

    def __str__(self) -> str:
        place = f"{self.postcode} {self.city}".strip()
        return ", ".join(one for one in (self.street, place, self.country) if one)


@dataclass(frozen=True, slots=True)
class Customer:
    """Who bought. `language` is es or en."""

    id: str
    name: str
    email: str
    phone: str | None
    language: str
    address: Address


@dataclass(frozen=True, slots=True)
class Product:
    """One product of the catalogue. `synonyms` are what customers call it, both languages.

    `line` is the product line that the policies speak of.
    """

    id: str
    name: str
    model: str
    category_es: str
    category_en: str
    price_eur: Decimal
    serial_prefix: str = ""
    synonyms: tuple[str, ...] = ()
    line: str = ""


@dataclass(frozen=True, slots=True)
class OrderItem:
    """One line of an order, with the return that stands for it.

    Returns that were rejected, cancelled or exchanged do not count.
    """

    product_id: str
    name: str
    quantity: int
    unit_price_eur: Decimal
    serial_number: str | None = None
    return_number: str | None = None
    return_status: str | None = None
    line: str = ""


@dataclass(frozen=True, slots=True)
class Order:
    """An order as its customer may see it.

    `status` is one of `bot.backoffice.policy.ORDER_STATUSES`, `channel` web or shop,
    `country` the two letters of where it is delivered, `expected_on` the day that was promised.
    """

    number: str
    status: str
    channel: str
    country: str
    placed_at: Moment
    shipped_at: Moment | None
    delivered_at: Moment | None
    carrier: str | None
    tracking_number: str | None
    total_eur: Decimal
    payment: str
    items: list[OrderItem]
    customer_id: str = ""
    address: Address | None = None
    expected_on: date | None = None


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


@dataclass(frozen=True, slots=True)
class Owned:
    """A product that a customer has: bought from us, registered, or both.

    The order is told to the one who placed it alone; a registration by somebody else (a gift,
    a second hand) has none.
    """

    product_id: str
    serial_number: str | None
    customer_id: str
    order_number: str | None
    since: Moment
    registered: bool


@dataclass(frozen=True, slots=True)
class Invoice:
    """The copy of an invoice; `pdf` is the file."""

    number: str
    order_number: str
    pdf: bytes
