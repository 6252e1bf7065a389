"""The rows of questions put to customers."""

from datetime import datetime

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from bot.database import Base, now


class Survey(Base):
    """One question. `kind` is csat (1 to 5) or nps (0 to 10).

    `about` is the intent of the matter that was settled, or "agent". `customer` is the key of
    `customer_key`, None while nobody knows who it is. `awaits` is what the next message may be:
    score, comment, or nothing. The comment is masked.
    """

    __tablename__ = "survey"
    __table_args__ = (Index("ix_survey_customer_kind", "customer", "kind"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    conversation_id: Mapped[str] = mapped_column(String(64), index=True)
    customer: Mapped[str | None] = mapped_column(String(32))
    kind: Mapped[str] = mapped_column(String(4))
    about: Mapped[str] = mapped_column(String(40))
    language: Mapped[str] = mapped_column(String(2))
    awaits: Mapped[str | None] = mapped_column(String(8), default="score")
    score: Mapped[int | None]
    comment: Mapped[str | None] = mapped_column(Text)
    asked_at: Mapped[datetime] = mapped_column(default=now, index=True)
    answered_at: Mapped[datetime | None]


class QualitySurvey(Base):
    """The short survey of a conversation: one score from 1 to 5 for each dimension of
    `bot.surveys.dimensions`, None where the customer left it out. It has no words and names
    nobody. `answered_at` is when it was sent, or passed over with no score at all."""

    __tablename__ = "quality_survey"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    conversation_id: Mapped[str] = mapped_column(String(64), unique=True)
    language: Mapped[str] = mapped_column(String(2))
    tangibles: Mapped[int | None]
    reliability: Mapped[int | None]
    responsiveness: Mapped[int | None]
    assurance: Mapped[int | None]
    empathy: Mapped[int | None]
    asked_at: Mapped[datetime] = mapped_column(default=now, index=True)
    answered_at: Mapped[datetime | None]
    simulated: Mapped[bool] = mapped_column(default=False)
