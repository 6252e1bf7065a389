"""The row of one piece of news. Depends on `bot.database`."""

from datetime import datetime

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from bot.database import Base, now

STATES = ("waiting", "delivered", "given_up")


class WebhookEvent(Base):
    """One piece of news. `id` is what the receiver sees, the same however often it is sent.

    `state` is one of `STATES`; `next_at` is when it is due, or until when somebody has it in
    hand. `body` is exactly what is signed and sent.
    """

    __tablename__ = "webhook_event"
    __table_args__ = (Index("ix_webhook_event_state_next_at", "state", "next_at"),)

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    type: Mapped[str] = mapped_column(String(40))
    body: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(10), default="waiting")
    tries: Mapped[int] = mapped_column(default=0)
    next_at: Mapped[datetime] = mapped_column(default=now)
    last_status: Mapped[int | None]
    last_error: Mapped[str | None] = mapped_column(String(300))
    created_at: Mapped[datetime] = mapped_column(default=now, index=True)
    delivered_at: Mapped[datetime | None]
