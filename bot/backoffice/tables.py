"""The rows of what the shop sold: customers, products, orders, registrations, invoices.

Moments are naive UTC, money is whole cents of a euro. What customers ask for afterwards is in
`matter_tables`. Depends on `bot.database`.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.database import Base, now


class CustomerRow(Base):
    """One customer. `country` is two letters; it decides the length of the guarantee.

    `forget_asked_at` is when they asked to be forgotten, `forgotten_at` when it was done: what
    is left then names nobody.
    """

    __tablename__ = "customer"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    email: Mapped[str] = mapped_column(String(200), unique=True)
    phone: Mapped[str | None] = mapped_column(String(40))
    language: Mapped[str] = mapped_column(String(2))
    country: Mapped[str] = mapped_column(String(2))
    postcode: Mapped[str] = mapped_column(String(12))
    city: Mapped[str] = mapped_column(String(80))
    street: Mapped[str] = mapped_column(String(200), default="")
    forget_asked_at: Mapped[datetime | None]
    forgotten_at: Mapped[datetime | None]


class ProductRow(Base):
    """One product. `serial_prefix` begins the serial number of every one made.

    `line` is the product line that policies speak of.
    """

    __tablename__ = "product"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    model: Mapped[str] = mapped_column(String(40))
    serial_prefix: Mapped[str] = mapped_column(String(12))
    category_es: Mapped[str] = mapped_column(String(120))
    category_en: Mapped[str] = mapped_column(String(120))
    price_cents: Mapped[int]
    synonyms: Mapped[list[str]] = mapped_column(JSON, default=list)
    line: Mapped[str] = mapped_column(String(40), default="")


class OrderRow(Base):
    """One order. `number` is in the form that `bot.backoffice.numbers` writes.

    Where it goes is the customer's own address as long as the four columns are empty.
    `expected_on` is the day of delivery that was promised.
    """

    __tablename__ = "purchase_order"

    number: Mapped[str] = mapped_column(String(20), primary_key=True)
    customer_id: Mapped[str] = mapped_column(ForeignKey("customer.id"), index=True)
    channel: Mapped[str] = mapped_column(String(8))
    status: Mapped[str] = mapped_column(String(12))
    placed_at: Mapped[datetime]
    shipped_at: Mapped[datetime | None]
    delivered_at: Mapped[datetime | None]
    expected_on: Mapped[date | None]
    carrier: Mapped[str | None] = mapped_column(String(60))
    tracking_number: Mapped[str | None] = mapped_column(String(40))
    total_cents: Mapped[int]
    payment: Mapped[str] = mapped_column(String(20))
    street: Mapped[str | None] = mapped_column(String(200))
    postcode: Mapped[str | None] = mapped_column(String(12))
    city: Mapped[str | None] = mapped_column(String(80))
    country: Mapped[str | None] = mapped_column(String(2))


class OrderItemRow(Base):
    """One line of an order. `serial_key` is the serial number as it is compared."""

    __tablename__ = "order_item"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    order_number: Mapped[str] = mapped_column(ForeignKey("purchase_order.number"), index=True)
    product_id: Mapped[str] = mapped_column(ForeignKey("product.id"))
    quantity: Mapped[int]
    unit_price_cents: Mapped[int]
    serial_number: Mapped[str | None] = mapped_column(String(40))
    serial_key: Mapped[str | None] = mapped_column(String(40), index=True)


class RegistrationRow(Base):
    """A product that its owner registered, whoever sold it; `bought_on` and `bought_at` (a shop's
    name) are as they said."""

    __tablename__ = "product_registration"

    serial_key: Mapped[str] = mapped_column(String(40), primary_key=True)
    serial_number: Mapped[str] = mapped_column(String(40))
    product_id: Mapped[str] = mapped_column(ForeignKey("product.id"))
    customer_id: Mapped[str] = mapped_column(ForeignKey("customer.id"), index=True)
    registered_at: Mapped[datetime] = mapped_column(default=now)
    bought_on: Mapped[date | None]
    bought_at: Mapped[str | None] = mapped_column(String(120))


class InvoiceRow(Base):
    """An invoice as it was issued: `data` repeats what it says, for nothing may change it."""

    __tablename__ = "invoice"

    number: Mapped[str] = mapped_column(String(24), primary_key=True)
    order_number: Mapped[str] = mapped_column(ForeignKey("purchase_order.number"), unique=True)
    issued_on: Mapped[date]
    data: Mapped[dict[str, Any]] = mapped_column(JSON)
