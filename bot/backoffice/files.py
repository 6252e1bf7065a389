"""The forms of `products.csv` and `shop.json`: what a new database is filled from.

Days are given as "days ago", so that a sample never grows old. Depends on the policy's
words and `bot.records`.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, model_validator

from bot.backoffice.numbers import order_number, serial_key
from bot.records import BadFile, PipeList, Record, csv_records, json_record

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


class ReturnRecord(Record):
    """A return request."""

    number: Annotated[str, Field(pattern=r"^RMA-[0-9]{5,}$")]
    order_number: str
    product_id: str
    reason: Literal["withdrawal", "faulty", "damaged", "wrong_item"]
    status: Literal["requested", "approved", "received", "refunded", "rejected"]
    opened_days_ago: DaysAgo
    refund_eur: Euros | None = None
    refunded_days_ago: DaysAgo | None = None

    @model_validator(mode="after")
    def _holds(self) -> "ReturnRecord":
        paid = self.refund_eur is not None and self.refunded_days_ago is not None
        if (self.status == "refunded") != paid:
            raise ValueError(f"{self.number}: refund_eur and refunded_days_ago go with refunded")
        return self


class ShopFile(Record):
    """The whole of `shop.json`."""

    customers: list[CustomerRecord]
    orders: list[OrderRecord]
    registrations: list[RegistrationRecord]
    returns: list[ReturnRecord]


def read_products(path: Path) -> list[ProductRecord]:
    """The products of a CSV file, or `BadFile`."""
    return csv_records(path, ProductRecord)


def read_shop(path: Path, products: list[ProductRecord]) -> ShopFile:
    """The shop of a JSON file whose every reference leads somewhere, or `BadFile`."""
    shop = json_record(path, ShopFile)
    for place, problem in _problems(shop, products):
        raise BadFile(path, place, problem)
    return shop


def product_of_serial(serial_number: str, products: list[ProductRecord]) -> str | None:
    """The id of the product whose prefix begins the serial number."""
    key = serial_key(serial_number)
    return next((one.id for one in products if key.startswith(serial_key(one.serial_prefix))), None)


def _problems(shop: ShopFile, products: list[ProductRecord]) -> Iterator[tuple[str, str]]:
    """Each place of the file whose reference leads nowhere or that says a thing twice."""
    yield from _doubles(shop)
    yield from _dangling_orders(shop, products)
    customers = {one.id for one in shop.customers}
    sold = {(order.number, item.product_id) for order in shop.orders for item in order.items}
    for index, one in enumerate(shop.registrations):
        place = f"registrations[{index}]"
        if one.customer_id not in customers:
            yield place, f"there is no customer {one.customer_id!r}."
        if product_of_serial(one.serial_number, products) is None:
            yield place, f"no product's prefix begins the serial number {one.serial_number!r}."
    for index, asked in enumerate(shop.returns):
        if (asked.order_number, asked.product_id) not in sold:
            problem = f"order {asked.order_number!r} has no product {asked.product_id!r}."
            yield f"returns[{index}]", problem


def _dangling_orders(shop: ShopFile, products: list[ProductRecord]) -> Iterator[tuple[str, str]]:
    customers = {one.id for one in shop.customers}
    catalogue = {one.id for one in products}
    for index, order in enumerate(shop.orders):
        if order.customer_id not in customers:
            yield f"orders[{index}]", f"there is no customer {order.customer_id!r}."
        for at, item in enumerate(order.items):
            if item.product_id not in catalogue:
                place = f"orders[{index}].items[{at}]"
                yield place, f"there is no product {item.product_id!r} in the list of products."


def _doubles(shop: ShopFile) -> Iterator[tuple[str, str]]:
    standing = [one for one in shop.returns if one.status != "rejected"]
    named: dict[str, Iterable[object]] = {
        "customers: id": [one.id for one in shop.customers],
        "customers: email": [one.email.lower() for one in shop.customers],
        "orders: number": [one.number for one in shop.orders],
        "registrations: serial_number": [
            serial_key(one.serial_number) for one in shop.registrations
        ],
        "returns: number": [one.number for one in shop.returns],
        "returns: open return of": [(one.order_number, one.product_id) for one in standing],
    }
    for place, values in named.items():
        for value, times in Counter(values).items():
            if times > 1:
                yield place, f"{value!r} is there {times} times. Keep one."
