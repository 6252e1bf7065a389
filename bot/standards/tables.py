"""The rows that the service standards are computed from, and the days that they are packed into."""

from datetime import datetime

from sqlalchemy import JSON, BigInteger, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.database import Base

KINDS = ("matter", "handover", "promise", "score")


class FactRow(Base):
    """One fact of a conversation, as `bot.standards.facts` finds it in what was recorded.

    `kind` is one of `KINDS`, `ref` names what it is about within the conversation, `day` is the
    company's day of `at` as a proleptic ordinal. `customer` is a key that says nothing of who it
    is, `known` whether it is of an identity and not of a conversation. `label` and `reason` are
    words of the kind (an outcome, a reason). Times are in seconds, None where there is none; those
    that end in `_open_s` are counted in business hours. `replies` has a matter's replies as
    [seconds, open seconds, by an agent].
    """

    __tablename__ = "fact"
    __table_args__ = (
        UniqueConstraint("conversation_id", "kind", "ref"),
        Index("ix_fact_day_kind", "day", "kind"),
        Index("ix_fact_question_id", "question_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    kind: Mapped[str] = mapped_column(String(8))
    conversation_id: Mapped[str] = mapped_column(String(64))
    ref: Mapped[str] = mapped_column(String(80))
    at: Mapped[datetime]
    day: Mapped[int]
    language: Mapped[str] = mapped_column(String(2))
    product: Mapped[str | None] = mapped_column(String(64))
    topic: Mapped[str | None] = mapped_column(String(40))
    channel: Mapped[str] = mapped_column(String(16))
    simulated: Mapped[bool] = mapped_column(default=False)
    customer: Mapped[str] = mapped_column(String(32))
    known: Mapped[bool] = mapped_column(default=False)
    wish: Mapped[bool] = mapped_column(default=False)
    contact_id: Mapped[int | None]
    question_id: Mapped[int | None]
    group_id: Mapped[int | None]
    label: Mapped[str] = mapped_column(String(24), default="")
    reason: Mapped[str | None] = mapped_column(String(24))
    handed: Mapped[bool] = mapped_column(default=False)
    resolved: Mapped[int | None]
    helped: Mapped[int | None]
    value: Mapped[float | None]
    first_by: Mapped[str | None] = mapped_column(String(10))
    first_s: Mapped[float | None]
    first_open_s: Mapped[float | None]
    done_s: Mapped[float | None]
    done_open_s: Mapped[float | None]
    assistant_s: Mapped[float | None]
    queue_s: Mapped[float | None]
    queue_open_s: Mapped[float | None]
    agent_s: Mapped[float | None]
    agent_open_s: Mapped[float | None]
    customer_s: Mapped[float | None]
    customer_open_s: Mapped[float | None]
    replies: Mapped[list[list[float]]] = mapped_column(JSON, default=list)


class FactDay(Base):
    """The facts of a day and kind, packed in columns (`bot.standards.columns`).

    `revision` grows whenever a fact of the day changes; `packed` is the revision that `data` is of.
    """

    __tablename__ = "fact_day"

    day: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(String(8), primary_key=True)
    revision: Mapped[int] = mapped_column(default=1)
    packed: Mapped[int] = mapped_column(default=0)
    data: Mapped[bytes | None] = mapped_column(LargeBinary)


class FactMark(Base):
    """How far the refreshing of facts has come: the newest number of a table that was read."""

    __tablename__ = "fact_mark"

    name: Mapped[str] = mapped_column(String(24), primary_key=True)
    number: Mapped[int] = mapped_column(BigInteger)
