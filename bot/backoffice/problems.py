"""What can be wrong with a request to the shop, as typed errors.

An error's `members` are the values that whoever catches it may need; they travel with it over
the wire, too. Depends on the views and `bot.errors`.
"""

from typing import Any

from bot.backoffice.views import Order, OrderItem, Verdict
from bot.errors import BotError


class Problem(BotError):
    """An error with values."""

    def __init__(self, message: str, status_code: int, **members: Any) -> None:
        super().__init__(message, status_code)
        self.members = members


class OrderNotFound(Problem):
    """Number and proof do not belong together.

    The words are the same whether the number exists or not: who does not know both learns
    nothing about other customers' orders.
    """

    def __init__(self, number: str) -> None:
        message = (
            f"No order {number!r} was found for that e-mail or postcode. "
            "Check the number and the e-mail of the order confirmation."
        )
        super().__init__(message, 404)


class SerialNotFound(Problem):
    """Nobody bought or registered a product with that serial number, or not that customer."""

    def __init__(self, serial_number: str) -> None:
        message = (
            f"The serial number {serial_number!r} is not on record. Check it on the label of "
            "the product, or give the order number and its e-mail instead."
        )
        super().__init__(message, 404)


class MatterNotFound(Problem):
    """No return or repair has that number for that customer."""

    def __init__(self, number: str) -> None:
        message = f"Nothing with the number {number!r} was found for that e-mail or postcode."
        super().__init__(message, 404)


class CustomerNotFound(Problem):
    """No customer has that id."""

    def __init__(self, customer_id: str) -> None:
        super().__init__(f"There is no customer {customer_id!r}.", 404)


class ItemNotInOrder(Problem):
    """The order has no such product, or not that many."""

    def __init__(self, order: Order, product_id: str) -> None:
        has = ", ".join(f"{item.quantity} x {item.product_id}" for item in order.items)
        message = f"Order {order.number} has no such {product_id!r}. Choose of: {has}."
        super().__init__(message, 404)


class ReturnRefused(Problem):
    """The policy does not allow the return; `verdict` says why, `product_id` of what."""

    def __init__(self, order_number: str, product_id: str, verdict: Verdict) -> None:
        message = (
            f"{product_id!r} of order {order_number} cannot be returned: {verdict.code}. "
            "Offer the customer a person if they disagree."
        )
        super().__init__(message, 409, product_id=product_id, verdict=verdict)

    @property
    def verdict(self) -> Verdict:
        """Why not."""
        verdict: Verdict = self.members["verdict"]
        return verdict


class TooLate(Problem):
    """The order has gone too far for that; `status` says how far."""

    def __init__(self, order: Order, wish: str) -> None:
        message = f"Order {order.number} is {order.status}: it is too late to {wish}."
        super().__init__(message, 409, status=order.status)


class AlreadyRegistered(Problem):
    """Somebody else has registered that serial number."""

    def __init__(self, serial_number: str) -> None:
        message = f"{serial_number!r} is registered already. Ask a person of ours if it is yours."
        super().__init__(message, 409)


class UnknownSerial(Problem):
    """No product of ours has a serial number like that."""

    def __init__(self, serial_number: str) -> None:
        message = (
            f"{serial_number!r} is no serial number of our products. Copy it from the label: "
            "three letters or digits, then two groups of digits."
        )
        super().__init__(message, 422)


class SlotTaken(Problem):
    """The slot is gone, or never was."""

    def __init__(self, slot_id: str) -> None:
        super().__init__(f"The slot {slot_id!r} is not free any more. Choose another one.", 409)


class NotInvoiced(Problem):
    """There is no invoice yet, or never will be one; `status` is the order's."""

    def __init__(self, order: Order) -> None:
        message = (
            f"Order {order.number} is {order.status} and has no invoice: it is made on shipping."
        )
        super().__init__(message, 409, status=order.status)


class BadRequest(Problem):
    """Something needed is missing or empty."""

    def __init__(self, message: str) -> None:
        super().__init__(message, 422)


class ShopUnavailable(Problem):
    """The shop's own system cannot be asked just now, or answers nonsense."""

    def __init__(self, why: str) -> None:
        message = (
            f"The shop's system cannot be asked at the moment ({why}). Nothing was changed that "
            "cannot be asked for again: try once more in a while. / No se puede consultar el "
            "sistema de la tienda en este momento. Inténtelo de nuevo dentro de un rato."
        )
        super().__init__(message, 503)


def item_of(order: Order, product_id: str) -> OrderItem:
    """The item of `order` with that product; `ItemNotInOrder`."""
    for item in order.items:
        if item.product_id == product_id:
            return item
    raise ItemNotInOrder(order, product_id)
