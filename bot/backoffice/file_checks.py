"""Reading `shop.json` whole: every reference leads somewhere, nothing is twice.

Depends on the files' forms.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from bot.backoffice.files import ProductRecord, ReturnRecord, ShopFile
from bot.backoffice.numbers import serial_key
from bot.backoffice.states import RETURNS_STANDING
from bot.records import BadFile, json_record

Problems = Iterator[tuple[str, str]]


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


def _problems(shop: ShopFile, products: list[ProductRecord]) -> Problems:
    """Each place of the file whose reference leads nowhere or that says a thing twice."""
    yield from _doubles(shop)
    yield from _dangling_orders(shop, products)
    yield from _dangling_matters(shop, {one.id for one in products})
    customers = {one.id for one in shop.customers}
    for index, one in enumerate(shop.registrations):
        place = f"registrations[{index}]"
        if one.customer_id not in customers:
            yield place, f"there is no customer {one.customer_id!r}."
        if product_of_serial(one.serial_number, products) is None:
            yield place, f"no product's prefix begins the serial number {one.serial_number!r}."


def _dangling_orders(shop: ShopFile, products: list[ProductRecord]) -> Problems:
    customers = {one.id for one in shop.customers}
    catalogue = {one.id for one in products}
    for index, order in enumerate(shop.orders):
        if order.customer_id not in customers:
            yield f"orders[{index}]", f"there is no customer {order.customer_id!r}."
        for at, item in enumerate(order.items):
            if item.product_id not in catalogue:
                place = f"orders[{index}].items[{at}]"
                yield place, f"there is no product {item.product_id!r} in the list of products."


def _dangling_matters(shop: ShopFile, catalogue: set[str]) -> Problems:
    sold = {(order.number, item.product_id) for order in shop.orders for item in order.items}
    for index, asked in enumerate(shop.returns):
        for item in asked.items:
            if (asked.order_number, item.product_id) not in sold:
                problem = f"order {asked.order_number!r} has no product {item.product_id!r}."
                yield f"returns[{index}]", problem
    known: dict[str, set[str]] = {
        "order_number": {one.number for one in shop.orders},
        "customer_id": {one.id for one in shop.customers},
        "product_id": catalogue,
        "return_number": {one.number for one in shop.returns},
    }
    for name in ("refunds", "repairs", "claims"):
        for index, one in enumerate(getattr(shop, name)):
            for field, values in known.items():
                value = getattr(one, field, None)
                if value is not None and value not in values:
                    yield f"{name}[{index}]", f"there is no {field} {value!r}."


def _doubles(shop: ShopFile) -> Problems:
    named: dict[str, Iterable[object]] = {
        "customers: id": [one.id for one in shop.customers],
        "customers: email": [one.email.lower() for one in shop.customers],
        "orders: number": [one.number for one in shop.orders],
        "registrations: serial_number": [
            serial_key(one.serial_number) for one in shop.registrations
        ],
        "returns: number": [one.number for one in shop.returns],
        "returns: open return of": _standing(shop.returns),
        "refunds: number": [one.number for one in shop.refunds],
        "repairs: number": [one.number for one in shop.repairs],
        "repairs: slot": [(one.slot_way, one.slot_nth) for one in shop.repairs if one.slot_way],
        "claims: number": [one.number for one in shop.claims],
    }
    for place, values in named.items():
        for value, times in Counter(values).items():
            if times > 1:
                yield place, f"{value!r} is there {times} times. Keep one."


def _standing(returns: list[ReturnRecord]) -> list[tuple[str, str]]:
    standing = [one for one in returns if one.status in RETURNS_STANDING]
    return [(one.order_number, item.product_id) for one in standing for item in one.items]
