"""The forms of `products.csv` and `shop.json`: what a new database is filled from.

Days are given as "days ago", so that a sample never grows old. Depends on the words of `states`
and `bot.records`; `file_checks` holds what one record alone cannot know.
"""

from decimal import Decimal
from pathlib import Path
from typing import Annotated, ClassVar, Literal

from pydantic import Field, model_validator

from bot.backoffice.numbers import order_number
from bot.backoffice.states import FLOWS
from bot.records import PipeList, Record, csv_records

Words = Annotated[str, Field(min_length=1)]
Euros = Annotated[Decimal, Field(ge=0, decimal_places=2)]
DaysAgo = Annotated[int, Field(ge=0)]


class ProductRecord(Record):
    """A line of `products.csv`. Its `warranty_months` is for people: the law decides."""

    id: Words
    name: Words
    model: Words
    serial_prefix: Words
    category_es: Words
    category_en: Words
    price_eur: Euros
    synonyms: PipeList


class CustomerRecord(Record):
    """A customer of `shop.json`."""

    id: Words
    name: Words
    email: Annotated[str, Field(pattern=r"^[^@\s]+@[^@\s]+$")]
    phone: str | None = None
    language: Literal["es", "en"]
    country: Annotated[str, Field(pattern="^[A-Z]{2}$")]
    postcode: str
    city: str
    street: str = ""


class ItemRecord(Record):
    """A line of an order."""

    product_id: str
    quantity: Annotated[int, Field(ge=1)]
    unit_price_eur: Euros
    serial_number: str | None = None


class OrderRecord(Record):
    """An order of `shop.json`."""

    number: str
    customer_id: str
    placed_days_ago: DaysAgo
    channel: Literal["web", "shop"]
    status: Literal["processing", "shipped", "delivered", "returned", "cancelled"]
    shipped_days_ago: DaysAgo | None = None
    delivered_days_ago: DaysAgo | None = None
    expected_days_ago: int | None = None
    carrier: str | None = None
    tracking_number: str | None = None
    total_eur: Euros
    payment: Words
    items: Annotated[list[ItemRecord], Field(min_length=1)]

    @model_validator(mode="after")
    def _holds(self) -> "OrderRecord":
        if order_number(self.number) != self.number:
            raise ValueError(f"number {self.number!r} is not like TR-104512")
        if self.status in ("delivered", "returned") and self.delivered_days_ago is None:
            raise ValueError(f"{self.number} is {self.status} without delivered_days_ago")
        if self.status == "shipped" and self.shipped_days_ago is None:
            raise ValueError(f"{self.number} is shipped without shipped_days_ago")
        days = [self.placed_days_ago, self.shipped_days_ago, self.delivered_days_ago]
        known = [day for day in days if day is not None]
        if known != sorted(known, reverse=True):
            raise ValueError(f"{self.number} is not placed, shipped, delivered in this order")
        return self


class RegistrationRecord(Record):
    """A product that a customer registered."""

    serial_number: Words
    customer_id: str
    registered_days_ago: DaysAgo


class StepRecord(Record):
    """A state that a matter came to; `by` is the customer's own doing where it is left out."""

    to: Words
    days_ago: DaysAgo
    by: str = "customer"
    why: str = ""


class MatterRecord(Record):
    """What all matters have: a number, and the states that they went through."""

    kind: ClassVar[str]
    number: str
    states: Annotated[list[StepRecord], Field(min_length=1)]

    @property
    def status(self) -> str:
        """The state it is in."""
        return self.states[-1].to

    @model_validator(mode="after")
    def _follows(self) -> "MatterRecord":
        flow = FLOWS[self.kind]
        if self.states[0].to != next(iter(flow)):
            raise ValueError(f"{self.number} does not begin as {next(iter(flow))}")
        for one, after in zip(self.states, self.states[1:], strict=False):
            if after.to not in flow[one.to]:
                raise ValueError(f"{self.number} cannot go from {one.to} to {after.to}")
            if after.days_ago > one.days_ago:
                raise ValueError(f"{self.number} is {after.to} before it is {one.to}")
        return self


class ReturnedRecord(Record):
    """A product of a return."""

    product_id: str
    quantity: Annotated[int, Field(ge=1)] = 1


class ReturnRecord(MatterRecord):
    """A return."""

    kind = "return"
    number: Annotated[str, Field(pattern=r"^RMA-[0-9]{5,}$")]
    order_number: str
    items: Annotated[list[ReturnedRecord], Field(min_length=1)]
    reason: Literal["withdrawal", "faulty", "damaged", "wrong_item"]
    condition: Literal["unused", "opened", "used"] | None = None
    wish: Literal["refund", "exchange", "voucher"] = "refund"
    way: Literal["pick_up", "label", "shop"] = "pick_up"
    shipping_eur: Euros = Decimal(0)
    label: str | None = None


class RefundRecord(MatterRecord):
    """Money on its way back. `expected_days_ago` is below zero for a day to come."""

    kind = "refund"
    number: Annotated[str, Field(pattern=r"^REF-[0-9]{5,}$")]
    order_number: str
    return_number: str | None = None
    amount_eur: Euros
    means: Words
    partial: bool = False
    expected_days_ago: int


class RepairRecord(MatterRecord):
    """A repair. `slot_nth` is the how manieth slot from now it has, of its way."""

    kind = "repair"
    number: Annotated[str, Field(pattern=r"^REP-[0-9]{5,}$")]
    customer_id: str
    product_id: str
    order_number: str | None = None
    serial_number: str | None = None
    fault: Words
    covered: bool | None = None
    price_from_eur: Euros | None = None
    price_to_eur: Euros | None = None
    slot_way: Literal["drop_off", "pick_up", "home"] | None = None
    slot_nth: DaysAgo = 0


class ClaimRecord(MatterRecord):
    """Something that went wrong."""

    kind = "claim"
    number: Annotated[str, Field(pattern=r"^CLM-[0-9]{5,}$")]
    customer_id: str | None = None
    order_number: str | None = None
    product_id: str | None = None
    about: Literal["damaged", "wrong", "missing", "delay", "complaint", "safety"]
    text: Words


class ShopFile(Record):
    """The whole of `shop.json`."""

    customers: list[CustomerRecord]
    orders: list[OrderRecord]
    registrations: list[RegistrationRecord]
    returns: list[ReturnRecord]
    refunds: list[RefundRecord] = Field(default_factory=list)
    repairs: list[RepairRecord] = Field(default_factory=list)
    claims: list[ClaimRecord] = Field(default_factory=list)


def read_products(path: Path) -> list[ProductRecord]:
    """The products of a CSV file, or `BadFile`."""
    return csv_records(path, ProductRecord)
