"""The back office in our own database: SQLite or PostgreSQL.

Puts the nouns together and holds no rule of its own. Depends on all of them.
"""

from collections.abc import Callable
from datetime import date, datetime

from bot.backoffice.claims import Claims
from bot.backoffice.customers import Customers
from bot.backoffice.history import History
from bot.backoffice.invoices import Invoices
from bot.backoffice.matters import (
    Bought,
    Claim,
    ClaimRequest,
    CustomerFile,
    Forgotten,
    Refund,
    Repair,
    RepairRequest,
    Return,
    ReturnRequest,
    Slot,
)
from bot.backoffice.moves import Moves
from bot.backoffice.orders import Orders, order_in
from bot.backoffice.policy import local_day, standing_policies
from bot.backoffice.products import Products
from bot.backoffice.protocol import Shown
from bot.backoffice.refunds import Refunds, refunds_of
from bot.backoffice.repairs import Repairs
from bot.backoffice.returns import Returns
from bot.backoffice.views import Address, Customer, Invoice, Order, Owned, Product, Warranty
from bot.backoffice.warranties import Warranties
from bot.database import Database, now
from bot.policies import Policies
from bot.webhooks.outbox import Outbox


class SqlBackoffice:
    """`Backoffice` over one database.

    `clock` gives the present in naive UTC, `policies` decide on returns and guarantees (those of
    the settings by default), `outbox` takes the news of every change (none by default). `moves` is
    for the shop's own people.
    """

    def __init__(
        self,
        database: Database,
        clock: Callable[[], datetime] = now,
        policies: Policies | None = None,
        outbox: Outbox | None = None,
    ) -> None:
        policies = policies or standing_policies()
        history = History(outbox or Outbox(False), clock)
        refunds = Refunds(history, clock)
        self._clock = clock
        self._database = database
        self.moves = Moves(database, history, refunds, clock)
        self._orders = Orders(database, history, refunds)
        self._returns = Returns(database, history, self.moves, policies, clock)
        self._warranties = Warranties(database, history, policies, clock)
        self._repairs = Repairs(database, history, self.moves, policies, clock)
        self._claims = Claims(database, history, clock)
        self._customers = Customers(database, history, clock)
        self._invoices = Invoices(database, clock)
        self._products = Products(database)

    def today(self) -> date:
        """The company's calendar day."""
        return local_day(self._clock())

    async def products(self) -> list[Product]:
        """The catalogue by name."""
        return await self._products.all()

    async def find_order(self, number: str, proof: Shown) -> Order:
        """As the protocol."""
        return await self._orders.find(number, proof)

    async def find_serial(self, serial_number: str, proof: Shown) -> Owned:
        """As the protocol."""
        return await self._warranties.owned(serial_number, proof)

    async def record_of(self, customer_id: str) -> CustomerFile:
        """As the protocol."""
        return await self._customers.record(customer_id)

    async def open_return(
        self, order_number: str, proof: Shown, asked: ReturnRequest, key: str
    ) -> Return:
        """As the protocol."""
        return await self._returns.open(order_number, proof, asked, key)

    async def returns_of(self, order_number: str, proof: Shown) -> list[Return]:
        """As the protocol."""
        return await self._returns.of_order(order_number, proof)

    async def find_return(self, number: str, proof: Shown) -> Return:
        """As the protocol."""
        return await self._returns.find(number, proof)

    async def cancel_return(self, number: str, proof: Shown, key: str) -> Return:
        """As the protocol."""
        return await self._returns.cancel(number, proof, key)

    async def refunds_of(self, order_number: str, proof: Shown) -> list[Refund]:
        """As the protocol."""
        async with self._database.read() as session:
            order = await order_in(session, order_number, proof)
            return await refunds_of(session, order.number)

    async def warranty(self, serial_number: str) -> Warranty:
        """As the protocol."""
        return await self._warranties.of_serial(serial_number)

    async def warranty_of_order(
        self, order_number: str, proof: Shown, product_id: str | None = None
    ) -> list[Warranty]:
        """As the protocol."""
        return await self._warranties.of_order(order_number, proof, product_id)

    async def register_product(
        self, serial_number: str, customer: Customer, key: str, bought: Bought | None = None
    ) -> Owned:
        """As the protocol."""
        return await self._warranties.register(serial_number, customer, key, bought)

    async def free_slots(self, way: str, limit: int = 6) -> list[Slot]:
        """As the protocol."""
        return await self._repairs.free_slots(way, limit)

    async def open_repair(self, asked: RepairRequest, proof: Shown, key: str) -> Repair:
        """As the protocol."""
        return await self._repairs.open(asked, proof, key)

    async def find_repair(self, number: str, proof: Shown) -> Repair:
        """As the protocol."""
        return await self._repairs.find(number, proof)

    async def answer_quote(self, number: str, proof: Shown, accepted: bool, key: str) -> Repair:
        """As the protocol."""
        return await self._repairs.answer_quote(number, proof, accepted, key)

    async def cancel_order(self, number: str, proof: Shown, key: str, why: str = "") -> Order:
        """As the protocol."""
        return await self._orders.cancel(number, proof, key, why)

    async def change_address(self, number: str, proof: Shown, address: Address, key: str) -> Order:
        """As the protocol."""
        return await self._orders.send_to(number, proof, address, key)

    async def invoice(self, number: str, proof: Shown, language: str = "es") -> Invoice:
        """As the protocol."""
        return await self._invoices.copy(number, proof, language)

    async def open_claim(self, asked: ClaimRequest, proof: Shown | None, key: str) -> Claim:
        """As the protocol."""
        return await self._claims.open(asked, proof, key)

    async def forget(self, customer_id: str, key: str) -> Forgotten:
        """As the protocol."""
        return await self._customers.forget(customer_id, key)
