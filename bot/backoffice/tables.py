"""The rows of the shop: customers, products, orders, registrations and returns.

Moments are naive UTC, money is whole cents of a euro. Depends on `bot.database`.
"""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.database import Base, now


class CustomerRow(Base):
    """One customer. `country` is two letters; it decides the length of the guarantee."""

    __tablename__ = "customer"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    email: Mapped[str] = mapped_column(String(200), unique=True)
    phone: Mapped[str | None] = mapped_column(String(40))
    language: Mapped[str] = mapped_column(String(2))
    country: Mapped[str] = mapped_column(String(2))
    postcode: Mapped[str] = mapped_column(String(12))
    city: Mapped[str] = mapped_column(String(80))


class ProductRow(Base):
    """One product. `serial_prefix` begins the serial number of every one made."""

    __tablename__ = "product"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    model: Mapped[str] = mapped_column(String(40))
    serial_prefix: Mapped[str] = mapped_column(String(12))
    category_es: Mapped[str] = mapped_column(String(120))
    category_en: Mapped[str] = mapped_column(String(120))
    price_cents: Mapped[int]
    synonyms: Mapped[list[str]] = mapped_column(JSON, default=list)


class OrderRow(Base):
    """One order. `number` is in the form that `bot.backoffice.numbers` writes."""

    __tablename__ = "purchase_order"

    number: Mapped[str] = mapped_column(String(20), primary_key=True)
    customer_id: Mapped[str] = mapped_column(ForeignKey("customer.id"), index=True)
    channel: Mapped[str] = mapped_column(String(8))
    status: Mapped[str] = mapped_column(String(12))
    placed_at: Mapped[datetime]
    shipped_at: Mapped[datetime | None]
    delivered_at: Mapped[datetime | None]
    carrier: Mapped[str | None] = mapped_column(String(60))
    tracking_number: Mapped[str | None] = mapped_column(String(40))
    total_cents: Mapped[int]
    payment: Mapped[str] = mapped_column(String(20))


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
    """A product that its owner registered, whoever sold it."""

    __tablename__ = "product_registration"

    serial_key: Mapped[str] = mapped_column(String(40), primary_key=True)
    serial_number: Mapped[str] = mapped_column(String(40))
    product_id: Mapped[str] = mapped_column(ForeignKey("product.id"))
    customer_id: Mapped[str] = mapped_column(ForeignKey("customer.id"), index=True)
    registered_at: Mapped[datetime] = mapped_column(default=now)


class ReturnRow(Base):
    """A return of one product of an order; `message_id` is of the message that asked for it.

    The unique index lets one return stand at a time: only a rejected one makes way for
    another. It is what makes opening a return twice at once harmless.
    """

    __tablename__ = "return_request"
    __table_args__ = (
        Index(
            "ix_return_request_standing",
            "order_number",
            "product_id",
            unique=True,
            sqlite_where=text("status != 'rejected'"),
            postgresql_where=text("status != 'rejected'"),
        ),
    )

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    order_number: Mapped[str] = mapped_column(ForeignKey("purchase_order.number"))
    product_id: Mapped[str] = mapped_column(ForeignKey("product.id"))
    reason: Mapped[str] = mapped_column(String(16))
    status: Mapped[str] = mapped_column(String(12), default="requested")
    message_id: Mapped[str | None] = mapped_column(String(64))
    opened_at: Mapped[datetime] = mapped_column(default=now)
    refund_cents: Mapped[int | None]
    refunded_at: Mapped[datetime | None]
