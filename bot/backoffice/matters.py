"""What customers ask for after the sale, as they ask it and as it is shown to them.

Requests are what a caller fills in; the rest are frozen copies as in `views`. The words that
may stand in each field are in `states`. Depends on the views alone.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bot.backoffice.views import Address, Customer, Moment, Order, Owned


@dataclass(frozen=True, slots=True)
class ReturnItem:
    """A product of the order, and how many of it come back."""

    product_id: str
    quantity: int = 1


@dataclass(frozen=True, slots=True)
class ReturnRequest:
    """What is to come back, why, in which condition (None: not known), what for and how.

    `override` is why an agent (`override_by`) opens it although the policy does not allow it.
    `address` is where it is collected, where that is not where the order went.
    """

    items: tuple[ReturnItem, ...]
    reason: str
    condition: str | None = None
    wish: str = "refund"
    way: str = "pick_up"
    override: str = ""
    override_by: str = ""
    address: Address | None = None


@dataclass(frozen=True, slots=True)
class Return:
    """A return. `product_id` is the first of its items.

    `label` is the carrier's code for the parcel, for the way `label`. `refund_eur` and
    `refunded_at` are of what was paid back, None until then. `address` is as it was asked.
    """

    number: str
    order_number: str
    product_id: str
    reason: str
    status: str
    opened_at: Moment
    refund_eur: Decimal | None
    refunded_at: Moment | None
    items: tuple[ReturnItem, ...] = ()
    condition: str | None = None
    wish: str = "refund"
    way: str = "pick_up"
    shipping_cost_eur: Decimal = Decimal("0.00")
    label: str | None = None
    address: Address | None = None


@dataclass(frozen=True, slots=True)
class Refund:
    """Money on its way back, by the `means` it was paid with.

    `partial` says that it is less than the whole order cost; `return_number` is None for a
    cancelled order.
    """

    number: str
    order_number: str
    return_number: str | None
    amount_eur: Decimal
    means: str
    partial: bool
    status: str
    asked_at: Moment
    expected_on: date
    done_at: Moment | None


@dataclass(frozen=True, slots=True)
class Slot:
    """A time to bring, to hand over or to be visited; both ends are naive UTC."""

    id: str
    way: str
    place: str
    starts_at: Moment
    ends_at: Moment


@dataclass(frozen=True, slots=True)
class RepairRequest:
    """What is broken. Which product: its serial number, or an order and the product of it.

    `address` is where it is collected or visited, where that is not the customer's own.
    """

    fault: str
    slot_id: str | None = None
    serial_number: str | None = None
    order_number: str | None = None
    product_id: str | None = None
    address: Address | None = None


@dataclass(frozen=True, slots=True)
class Bought:
    """When and in which shop a customer says that they bought a product that is not from us."""

    on: date
    shop: str


@dataclass(frozen=True, slots=True)
class Lived:
    """A state that a matter came to, and when."""

    became: str
    at: Moment


@dataclass(frozen=True, slots=True)
class Repair:
    """A repair. `covered` is whether the guarantee pays, None when nobody can say yet.

    The price is a range in euros: zero to zero where the guarantee pays, None where nobody knows
    it before the product was seen; both ends are the quote once there is one. `steps` are its
    states so far, the oldest first, `address` is as it was asked.
    """

    number: str
    customer_id: str
    product_id: str
    serial_number: str | None
    order_number: str | None
    fault: str
    covered: bool | None
    price_low_eur: Decimal | None
    price_high_eur: Decimal | None
    slot: Slot | None
    status: str
    opened_at: Moment
    steps: tuple[Lived, ...] = ()
    address: Address | None = None


@dataclass(frozen=True, slots=True)
class ClaimRequest:
    """What went wrong, in the customer's words; about an order, a product, or neither."""

    kind: str
    text: str
    order_number: str | None = None
    product_id: str | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """Something that went wrong. `customer_id` is None where nobody knows whose it is."""

    number: str
    customer_id: str | None
    order_number: str | None
    product_id: str | None
    kind: str
    text: str
    status: str
    opened_at: Moment


@dataclass(frozen=True, slots=True)
class CustomerFile:
    """All that is on record of one customer; each part oldest first."""

    customer: Customer
    orders: tuple[Order, ...] = ()
    products: tuple[Owned, ...] = ()
    returns: tuple[Return, ...] = ()
    refunds: tuple[Refund, ...] = ()
    repairs: tuple[Repair, ...] = ()
    claims: tuple[Claim, ...] = ()


@dataclass(frozen=True, slots=True)
class Kept:
    """What is not deleted: `what` (invoices, contact, orders), `why` (a law or a matter that is
    open), and until when, where that is known."""

    what: str
    why: str
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What became of a wish to be forgotten. `done` is False while a matter is open."""

    customer_id: str
    done: bool
    removed: tuple[str, ...]
    kept: tuple[Kept, ...]
