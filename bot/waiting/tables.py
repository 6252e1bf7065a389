"""The rows of what customers who wait were promised, and of the call-backs they asked for."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.database import Base, now


class Promise(Base):
    """One thing promised to a customer. `kind` is wait (a person writes here), email (a person
    answers by mail) or callback (a person calls), each until `due_at`.

    `kept` is None while it is open. `kept_at` is when it was done, late or not. `settled_at` is
    when nobody needed to look again; settled without `kept` it was let go: the customer chose
    something else, or needed nobody any more. `detail` says what it rested on.
    """

    __tablename__ = "promise"
    __table_args__ = (Index("ix_promise_settled_at_due_at", "settled_at", "due_at"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversation.id"), index=True)
    escalation_id: Mapped[int | None] = mapped_column(ForeignKey("escalation.id"), index=True)
    kind: Mapped[str] = mapped_column(String(8))
    said_at: Mapped[datetime] = mapped_column(default=now, index=True)
    due_at: Mapped[datetime]
    kept_at: Mapped[datetime | None]
    kept: Mapped[bool | None]
    settled_at: Mapped[datetime | None]
    detail: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)


class Callback(Base):
    """A time at which somebody is called. `state` is booked, done, missed (called in vain) or
    cancelled; `place` is which of the slot's places it has, None once it has none.

    `phone` is in the international form of E.164; `agent` is who called, at `called_at`.
    """

    __tablename__ = "callback"
    __table_args__ = (UniqueConstraint("slot_at", "place"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversation.id"), index=True)
    phone: Mapped[str] = mapped_column(String(20))
    slot_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    place: Mapped[int | None]
    state: Mapped[str] = mapped_column(String(10), default="booked", index=True)
    agent: Mapped[str | None] = mapped_column(String(36))
    called_at: Mapped[datetime | None]
    created_at: Mapped[datetime] = mapped_column(default=now)
