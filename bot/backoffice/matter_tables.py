"""The rows of what customers ask for after the sale, and the history of every change.

Returns, refunds, repairs and claims have numbers of their own; `state_change` has one row for
each change of state of any of them, and `done_request` what each request led to, so that a
repeated one leads to the same. Depends on `bot.database`.
"""

from datetime import date, datetime

from sqlalchemy import JSON, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.database import Base, now

ORDER = "purchase_order.number"


class ReturnRow(Base):
    """A return of one or several items; `message_id` is of the message that asked for it.

    `address` is where it is collected, as a view has it; None for where the order went.
    """

    __tablename__ = "return_request"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    order_number: Mapped[str] = mapped_column(ForeignKey(ORDER), index=True)
    reason: Mapped[str] = mapped_column(String(16))
    condition: Mapped[str | None] = mapped_column(String(16))
    wish: Mapped[str] = mapped_column(String(16), default="refund")
    way: Mapped[str] = mapped_column(String(16), default="pick_up")
    shipping_cents: Mapped[int] = mapped_column(default=0)
    label: Mapped[str | None] = mapped_column(String(200))
    address: Mapped[dict[str, str] | None] = mapped_column(JSON(none_as_null=True))
    status: Mapped[str] = mapped_column(String(12), default="requested")
    message_id: Mapped[str | None] = mapped_column(String(64))
    opened_at: Mapped[datetime] = mapped_column(default=now)


class ReturnItemRow(Base):
    """One line of an order in a return.

    The unique index lets one return of a line stand at a time: only one that was rejected,
    cancelled or exchanged makes way for another. It is what makes opening a return twice at
    once harmless.
    """

    __tablename__ = "return_item"
    __table_args__ = (
        Index(
            "ix_return_item_standing",
            "order_number",
            "product_id",
            unique=True,
            sqlite_where=text("standing"),
            postgresql_where=text("standing"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    return_number: Mapped[int] = mapped_column(ForeignKey("return_request.number"), index=True)
    order_number: Mapped[str] = mapped_column(ForeignKey(ORDER))
    product_id: Mapped[str] = mapped_column(ForeignKey("product.id"))
    quantity: Mapped[int] = mapped_column(default=1)
    standing: Mapped[bool] = mapped_column(default=True)


class RefundRow(Base):
    """Money on its way back: of a return, or of a cancelled order."""

    __tablename__ = "refund"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    order_number: Mapped[str] = mapped_column(ForeignKey(ORDER), index=True)
    return_number: Mapped[int | None] = mapped_column(ForeignKey("return_request.number"))
    amount_cents: Mapped[int]
    means: Mapped[str] = mapped_column(String(20))
    partial: Mapped[bool] = mapped_column(default=False)
    status: Mapped[str] = mapped_column(String(12), default="pending")
    asked_at: Mapped[datetime] = mapped_column(default=now)
    expected_on: Mapped[date]
    done_at: Mapped[datetime | None]


class RepairRow(Base):
    """A repair. One of a serial number stands at a time, and one has a slot at a time.

    `address` is where it is collected or visited; None for the customer's own.
    """

    __tablename__ = "repair"
    __table_args__ = (
        Index(
            "ix_repair_standing",
            "serial_key",
            unique=True,
            sqlite_where=text("standing"),
            postgresql_where=text("standing"),
        ),
    )

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    customer_id: Mapped[str] = mapped_column(ForeignKey("customer.id"), index=True)
    order_number: Mapped[str | None] = mapped_column(ForeignKey(ORDER))
    product_id: Mapped[str] = mapped_column(ForeignKey("product.id"))
    serial_number: Mapped[str | None] = mapped_column(String(40))
    serial_key: Mapped[str | None] = mapped_column(String(40))
    fault: Mapped[str] = mapped_column(Text)
    covered: Mapped[bool | None]
    low_cents: Mapped[int | None]
    high_cents: Mapped[int | None]
    slot_id: Mapped[str | None] = mapped_column(String(60), unique=True)
    address: Mapped[dict[str, str] | None] = mapped_column(JSON(none_as_null=True))
    status: Mapped[str] = mapped_column(String(12), default="booked")
    standing: Mapped[bool] = mapped_column(default=True)
    message_id: Mapped[str | None] = mapped_column(String(64))
    opened_at: Mapped[datetime] = mapped_column(default=now)


class ClaimRow(Base):
    """Something that went wrong: damaged, wrong, missing, late, a complaint, a danger."""

    __tablename__ = "claim"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    customer_id: Mapped[str | None] = mapped_column(ForeignKey("customer.id"), index=True)
    order_number: Mapped[str | None] = mapped_column(ForeignKey(ORDER))
    product_id: Mapped[str | None] = mapped_column(ForeignKey("product.id"))
    kind: Mapped[str] = mapped_column(String(16))
    text: Mapped[str] = mapped_column(Text)
    status: Mapped[str] = mapped_column(String(12), default="open")
    message_id: Mapped[str | None] = mapped_column(String(64))
    opened_at: Mapped[datetime] = mapped_column(default=now)


class StateChangeRow(Base):
    """Who changed what, when, from what to what, why, and in which message it was asked."""

    __tablename__ = "state_change"
    __table_args__ = (Index("ix_state_change_kind_number", "kind", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    kind: Mapped[str] = mapped_column(String(16))
    number: Mapped[str] = mapped_column(String(40))
    customer_id: Mapped[str | None] = mapped_column(String(36), index=True)
    what: Mapped[str] = mapped_column(String(16), default="status")
    was: Mapped[str | None] = mapped_column(String(400))
    became: Mapped[str] = mapped_column(String(400))
    by: Mapped[str] = mapped_column(String(120))
    why: Mapped[str] = mapped_column(String(500), default="")
    message_id: Mapped[str | None] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(default=now)


class DoneRequestRow(Base):
    """What a request led to. `id` is the SHA-256 of its kind, its key and its body."""

    __tablename__ = "done_request"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    kind: Mapped[str] = mapped_column(String(24))
    result: Mapped[str] = mapped_column(String(40))
    at: Mapped[datetime] = mapped_column(default=now)
