"""What a decision needs to know of an order and an item, whoever keeps them.

The views of the backoffice are of this form, and so is whatever a shop's own system gives.
Depends on days and cases.
"""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Protocol

from bot.errors import BotError
from bot.policies.cases import Situation
from bot.policies.days import local_day
from bot.policies.records import LineRecord

STANDING = ("requested", "approved", "received")


class Sale(Protocol):
    """An order. Moments are naive UTC; `status` is one of processing, shipped, delivered,
    returned, cancelled."""

    @property
    def number(self) -> str: ...
    @property
    def status(self) -> str: ...
    @property
    def channel(self) -> str: ...
    @property
    def country(self) -> str: ...
    @property
    def placed_at(self) -> datetime: ...
    @property
    def delivered_at(self) -> datetime | None: ...
    @property
    def payment(self) -> str: ...


class SoldItem(Protocol):
    """One line of an order. `return_status` is that of the return that stands for it, `line`
    the product line where the shop knows it; else lines.yml says it by the product."""

    @property
    def product_id(self) -> str: ...
    @property
    def quantity(self) -> int: ...
    @property
    def unit_price_eur(self) -> Decimal: ...
    @property
    def return_status(self) -> str | None: ...
    @property
    def line(self) -> str: ...


class UnknownWord(BotError):
    """A reason, condition or the like that no policy knows."""

    def __init__(self, what: str, word: str, known: tuple[str, ...]) -> None:
        listed = ", ".join(known)
        super().__init__(f"{word!r} is no {what}. Use one of: {listed}.", 422)


def checked(what: str, word: str | None, known: tuple[str, ...]) -> None:
    """Raise `UnknownWord` for a word that is not known; None is nothing said."""
    if word is not None and word not in known:
        raise UnknownWord(what, word, known)


def bought_on(order: Sale) -> date:
    """The day whose rules judge the order."""
    return local_day(order.placed_at)


def delivered_on(order: Sale) -> date | None:
    """The company's day of delivery; None before it."""
    return None if order.delivered_at is None else local_day(order.delivered_at)


def started_on(order: Sale, counts_from: str) -> date | None:
    """The day from which a period counts; None before delivery, whatever it counts from."""
    delivered = delivered_on(order)
    return bought_on(order) if delivered and counts_from == "purchase" else delivered


def price_of(item: SoldItem) -> Decimal:
    """What was paid for the whole line, in euros."""
    return item.unit_price_eur * item.quantity


def situation(order: Sale, item: SoldItem | None, lines: Mapping[str, LineRecord]) -> Situation:
    """What cases can tell apart about an item of an order."""
    line = line_of(item, lines) if item else None
    return Situation(order.country.upper(), order.channel, line, payment=order.payment)


def line_of(item: SoldItem, lines: Mapping[str, LineRecord]) -> str | None:
    """The product line of an item: the shop's own word where the policies know it."""
    if item.line in lines:
        return item.line
    return next((name for name, one in lines.items() if item.product_id in one.products), None)
