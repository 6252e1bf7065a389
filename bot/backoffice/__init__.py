"""The shop's own records: orders, returns, guarantees and the catalogue, as the actions ask.

`policy` holds the rules (pure), `numbers` how numbers are read, `tables` the rows, `views`
what is shown; `orders`, `returns`, `warranties` and `products` each own their SQL.
Depends on `bot.database`.
"""

from collections.abc import Callable
from datetime import date, datetime

from bot.backoffice.orders import OrderNotFound, Orders
from bot.backoffice.policy import (
    RETURN_REASONS,
    VERDICTS,
    UnknownReason,
    local,
    local_day,
    return_verdict,
)
from bot.backoffice.products import Products
from bot.backoffice.returns import ItemNotInOrder, ReturnRefused, Returns, item_of
from bot.backoffice.views import Order, OrderItem, Product, Return, Verdict, Warranty
from bot.backoffice.warranties import SerialNotFound, Warranties
from bot.database import Database, now

__all__ = [
    "RETURN_REASONS",
    "VERDICTS",
    "Backoffice",
    "ItemNotInOrder",
    "Order",
    "OrderItem",
    "OrderNotFound",
    "Product",
    "Return",
    "ReturnRefused",
    "SerialNotFound",
    "UnknownReason",
    "Verdict",
    "Warranty",
    "item_of",
    "local",
    "local_day",
    "return_verdict",
]


class Backoffice:
    """Everything the actions ask of the shop. `clock` gives the present in naive UTC.

    Orders are found by number and e-mail together; both are accepted as customers write
    them. Money in what comes back is `Decimal` euros.
    """

    def __init__(self, database: Database, clock: Callable[[], datetime] = now) -> None:
        self._clock = clock
        self._orders = Orders(database)
        self._returns = Returns(database, clock)
        self._warranties = Warranties(database, clock)
        self._products = Products(database)

    def today(self) -> date:
        """The company's calendar day, as `return_verdict` wants it."""
        return local_day(self._clock())

    async def find_order(self, number: str, email: str) -> Order:
        """The order, or `OrderNotFound` in words that do not say which of the two is wrong."""
        return await self._orders.find(number, email)

    async def open_return(
        self, order_number: str, email: str, product_id: str, reason: str, message_id: str
    ) -> Return:
        """Open a return, or give back the open one; see `Returns.open` for what it raises."""
        return await self._returns.open(order_number, email, product_id, reason, message_id)

    async def returns_of(self, order_number: str, email: str) -> list[Return]:
        """The returns of an order, oldest first; `OrderNotFound`."""
        return await self._returns.of_order(order_number, email)

    async def warranty(self, serial_number: str) -> Warranty:
        """The guarantee of one product; `SerialNotFound`."""
        return await self._warranties.of_serial(serial_number)

    async def warranty_of_order(
        self, order_number: str, email: str, product_id: str | None = None
    ) -> list[Warranty]:
        """The guarantees of an order's items, or of one product's; `OrderNotFound`."""
        return await self._warranties.of_order(order_number, email, product_id)

    async def products(self) -> list[Product]:
        """The catalogue by name."""
        return await self._products.all()
