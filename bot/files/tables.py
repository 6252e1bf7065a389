"""The row of a file. The bytes lie on disk under its id."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.database import Base, now


class StoredFile(Base):
    """One file that somebody sent in a conversation.

    `author` is customer or agent. `name` is as the reader sees it, `size` in bytes, `width` and
    `height` in points for pictures. `sent_at` is when a message took it; one that no message ever
    took is removed. `erased_at`: the bytes are gone or going, and nobody is given them any more.
    """

    __tablename__ = "file"
    __table_args__ = (
        Index("ix_file_conversation_id", "conversation_id"),
        Index("ix_file_erased_at", "erased_at"),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversation.id"))
    author: Mapped[str] = mapped_column(String(8))
    name: Mapped[str] = mapped_column(String(160))
    mime: Mapped[str] = mapped_column(String(40))
    size: Mapped[int]
    width: Mapped[int | None]
    height: Mapped[int | None]
    created_at: Mapped[datetime] = mapped_column(default=now)
    sent_at: Mapped[datetime | None]
    erased_at: Mapped[datetime | None]
    removed_at: Mapped[datetime | None]
