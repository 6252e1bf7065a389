"""What the counter asks of a shop: the one interface that a shop puts its own system behind.

Depends on the views, the matters and proofs. `sql.SqlBackoffice` is ours; `http.HttpBackoffice`
speaks to a shop's own system as `docs/backoffice.openapi.yml` describes.
"""

from datetime import date
from typing import Protocol

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
from bot.backoffice.proofs import Proof
from bot.backoffice.views import Address, Customer, Invoice, Order, Owned, Product, Warranty

Shown = Proof | str
"""What shows that something is theirs: text is an e-mail or a postcode as they wrote it."""


class Backoffice(Protocol):
    """Everything that the counter asks of the shop.

    Numbers are accepted as customers write them. Whoever asks for an order, a return or a repair
    without the right proof is answered as if there were none: `OrderNotFound`, `MatterNotFound`
    or `SerialNotFound`. What changes something has a `key` (the id of the message that asked):
    the same request with the same key does nothing more and gives the same result. A system that
    cannot be asked is `ShopUnavailable`. Money is `Decimal` euros.
    """

    def today(self) -> date:
        """The company's calendar day."""

    async def products(self) -> list[Product]:
        """The catalogue by name."""

    async def find_order(self, number: str, proof: Shown) -> Order:
        """The order, or `OrderNotFound` in words that do not say which of the two is wrong."""

    async def find_serial(self, serial_number: str, proof: Shown) -> Owned:
        """The product of the one who bought it last or registered it; `SerialNotFound`."""

    async def record_of(self, customer_id: str) -> CustomerFile:
        """All that is on record of a customer; `CustomerNotFound`. For those who are signed in
        and for agents."""

    async def open_return(
        self, order_number: str, proof: Shown, asked: ReturnRequest, key: str
    ) -> Return:
        """Open a return, or give back the one that is open for its first item.

        Raises `OrderNotFound`, `ItemNotInOrder`, `ReturnRefused`, `UnknownReason`,
        `UnknownWord`, `BadRequest`.
        """

    async def returns_of(self, order_number: str, proof: Shown) -> list[Return]:
        """The returns of an order, oldest first; `OrderNotFound`."""

    async def find_return(self, number: str, proof: Shown) -> Return:
        """A return by its own number; `MatterNotFound`."""

    async def cancel_return(self, number: str, proof: Shown, key: str) -> Return:
        """Cancel a return of which nothing has arrived; `MatterNotFound`, `WrongState`."""

    async def refunds_of(self, order_number: str, proof: Shown) -> list[Refund]:
        """The refunds of an order, oldest first; `OrderNotFound`."""

    async def warranty(self, serial_number: str) -> Warranty:
        """The guarantee of one product, for anybody who has its number; `SerialNotFound`."""

    async def warranty_of_order(
        self, order_number: str, proof: Shown, product_id: str | None = None
    ) -> list[Warranty]:
        """The guarantees of an order's items, or of one product's; `OrderNotFound`."""

    async def register_product(
        self, serial_number: str, customer: Customer, key: str, bought: Bought | None = None
    ) -> Owned:
        """Register a product for a customer, who is made one where the e-mail is new (the `id`
        may be empty then); `UnknownSerial`, `AlreadyRegistered`."""

    async def free_slots(self, way: str, limit: int = 6) -> list[Slot]:
        """The next free times for drop_off, pick_up or home; `UnknownWord`."""

    async def open_repair(self, asked: RepairRequest, proof: Shown, key: str) -> Repair:
        """Ask for a repair, or give back the open one of that serial number.

        Raises `OrderNotFound`, `SerialNotFound`, `ItemNotInOrder`, `SlotTaken`, `BadRequest`.
        """

    async def find_repair(self, number: str, proof: Shown) -> Repair:
        """A repair by its number; `MatterNotFound`."""

    async def answer_quote(self, number: str, proof: Shown, accepted: bool, key: str) -> Repair:
        """Accept or refuse the workshop's quote of a repair; `MatterNotFound`, `WrongState`."""

    async def cancel_order(self, number: str, proof: Shown, key: str, why: str = "") -> Order:
        """Cancel an order and pay it back; `OrderNotFound`, `TooLate` once it is shipped."""

    async def change_address(self, number: str, proof: Shown, address: Address, key: str) -> Order:
        """Send an order elsewhere; `OrderNotFound`, `BadRequest`, `TooLate` once it is shipped."""

    async def invoice(self, number: str, proof: Shown, language: str = "es") -> Invoice:
        """A copy of the invoice; `OrderNotFound`, `NotInvoiced`."""

    async def open_claim(self, asked: ClaimRequest, proof: Shown | None, key: str) -> Claim:
        """Write down that something is damaged, wrong, missing, late, dangerous, or a complaint.

        Raises `OrderNotFound`, `ItemNotInOrder`, `UnknownWord`, `BadRequest`.
        """

    async def forget(self, customer_id: str, key: str) -> Forgotten:
        """Forget a customer as far as the law allows, and say what stays; `CustomerNotFound`."""
