"""The products that a conversation is about, whose number they have, and whether they are covered.

Pure, but for the guarantees' rules, which are handed in. Depends on the backoffice's views, the
guarantees and the product names of `bot.nlu`.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from bot.backoffice import CustomerFile, Order, OrderItem
from bot.backoffice.numbers import serial_key
from bot.backoffice.states import is_open
from bot.brief.brief import Subject
from bot.guarantees import Guarantee, Guarantees
from bot.nlu.products import ProductNames
from bot.nlu.spans import without_overlaps
from bot.nlu.text import fold
from bot.policies import WarrantyAsked

MOST = 3


def mentioned(texts: Iterable[str], names: ProductNames) -> list[str]:
    """The products that `texts` name, each once, the one named last at the end."""
    found: dict[str, None] = {}
    for text in texts:
        for span in without_overlaps(names.find(fold(text))):
            found.pop(span.value, None)
            found[span.value] = None
    return [*found]


def in_hand(slots: Mapping[str, Any], logged: Sequence[str | None], named: list[str]) -> list[str]:
    """Product ids by how surely it is about them, the surest first: what forms hold, what the
    customer named last, what the contact log says."""
    items = [one for one, _ in slots.get("return_items") or ()]
    held = [*items, *([slots["product"]] if slots.get("product") else [])]
    known = [one for one in reversed(logged) if one]
    return [*dict.fromkeys([*held, *reversed(named), *known])][:MOST]


def subjects_of(
    products: Sequence[str],
    record: CustomerFile | None,
    by_serial: Guarantee | None,
    guarantees: Guarantees,
    asked: WarrantyAsked,
    names: Mapping[str, str],
) -> tuple[Subject, ...]:
    """One for each product that the customer owns of `products`, or for the product alone where
    they own none; for the one of the serial number that they gave, what that number says."""
    found: list[Subject] = []
    serial = serial_key(by_serial.serial_number or "") if by_serial else ""
    wanted = [*dict.fromkeys([*([by_serial.product_id] if by_serial else []), *products])]
    for product in wanted:
        owned = [*_bought(product, record, guarantees, asked, names)] if record else []
        mine = [one for one in owned if serial and serial_key(one.serial_number or "") == serial]
        of_number = by_serial is not None and by_serial.product_id == product
        if of_number and not mine:
            mine = [_by_number(by_serial, names)] if by_serial else []
        found += mine or owned or [_registered(product, record, names)]
    return tuple(found[:MOST])


def _bought(
    product: str,
    record: CustomerFile,
    guarantees: Guarantees,
    asked: WarrantyAsked,
    names: Mapping[str, str],
) -> Iterable[Subject]:
    """The newest order first."""
    registered = {serial_key(one.serial_number or "") for one in record.products if one.registered}
    for order in sorted(record.orders, key=lambda one: one.placed_at, reverse=True):
        for item in order.items:
            if item.product_id == product:
                is_registered = serial_key(item.serial_number or "") in registered
                decided = guarantees.decided(order, item, asked, is_registered)
                name = names.get(product, item.name)
                numbers = _matters(record, order, item)
                yield Subject(product, name, item.serial_number, order.number, decided, numbers)


def _matters(record: CustomerFile, order: Order, item: OrderItem) -> tuple[str, ...]:
    returns = (
        one.number
        for one in record.returns
        if one.order_number == order.number
        and item.product_id in {each.product_id for each in one.items}
        and is_open("return", one.status)
    )
    repairs = (
        one.number
        for one in record.repairs
        if one.product_id == item.product_id
        and one.order_number in (None, order.number)
        and is_open("repair", one.status)
    )
    return (*returns, *repairs)


def _by_number(guarantee: Guarantee, names: Mapping[str, str]) -> Subject:
    name = names.get(guarantee.product_id, guarantee.product_id)
    return Subject(guarantee.product_id, name, guarantee.serial_number, None, guarantee)


def _registered(product: str, record: CustomerFile | None, names: Mapping[str, str]) -> Subject:
    """A product of which no order of ours is known; its number where they registered it."""
    owned = [one for one in record.products if one.product_id == product] if record else []
    serial = owned[0].serial_number if owned else None
    return Subject(product, names.get(product, product), serial)
