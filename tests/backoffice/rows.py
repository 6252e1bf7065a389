"""Rows of a small shop, seen on a fixed day."""

from datetime import datetime, timedelta

from bot.backoffice import ReturnItem, ReturnRequest
from bot.backoffice.numbers import serial_key
from bot.backoffice.tables import OrderItemRow, OrderRow, ProductRow

NOW = datetime(2026, 6, 15, 10)
EMAIL = "lucia.ferrer@example.com"


def order(number: str, delivered_days: int | None, **values: object) -> OrderRow:
    """An order of Lucía's, placed three days before its delivery."""
    delivered = None if delivered_days is None else NOW - timedelta(delivered_days)
    columns: dict[str, object] = {
        "customer_id": "c1",
        "channel": "web",
        "status": "delivered" if delivered else "processing",
        "placed_at": (delivered or NOW) - timedelta(3),
        "delivered_at": delivered,
        "total_cents": 42_900,
        "payment": "card",
    }
    return OrderRow(number=number, **columns | values)


def item(number: str, product: str, serial: str | None = None) -> OrderItemRow:
    """One line of an order."""
    return OrderItemRow(
        order_number=number,
        product_id=product,
        quantity=1,
        unit_price_cents=42_900,
        serial_number=serial,
        serial_key=serial_key(serial) if serial else None,
    )


def product(id: str, prefix: str) -> ProductRow:
    """One product of the catalogue."""
    words = {"category_es": "Cafetera", "category_en": "Coffee machine", "synonyms": ["café"]}
    name = id.capitalize()
    return ProductRow(id=id, name=name, model="X-1", serial_prefix=prefix, price_cents=9, **words)


def wish(product: str, reason: str, quantity: int = 1, **values: str) -> ReturnRequest:
    """The wish to return one product."""
    return ReturnRequest((ReturnItem(product, quantity),), reason, **values)
