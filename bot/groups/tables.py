"""The rows of questions, of the groups that they join, and of what editors did to groups."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.database import Base, now

MARKS = ("open", "person_only", "no_question")
"""What an editor says of a group: to be written about; for people alone; not to be counted."""
ANSWERED_BY = ("assistant", "agent", "nobody")


class Question(Base):
    """One question of a customer, whoever answered it. `message_id` is the client's id of the
    message that asked, `contact_id` the row of the contact log where the assistant had it.

    The text is masked. `vector` is its embedding as 384 float16, product names left out; None until
    it is embedded. `nearness` is the cosine to the group's centre when it joined, `pinned` says
    that an editor put it there. `simulated`: a simulator asked it.
    """

    __tablename__ = "question"
    __table_args__ = (
        UniqueConstraint("conversation_id", "message_id"),
        Index("ix_question_group_id_asked_at", "group_id", "asked_at"),
        # Counts of a window read this index alone.
        Index("ix_question_counted", "asked_at", "group_id", "simulated", "answered_by"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    conversation_id: Mapped[str] = mapped_column(String(64), index=True)
    message_id: Mapped[str] = mapped_column(String(64))
    contact_id: Mapped[int | None] = mapped_column(index=True)
    asked_at: Mapped[datetime] = mapped_column(default=now)
    language: Mapped[str] = mapped_column(String(2))
    product: Mapped[str | None] = mapped_column(String(40))
    intent: Mapped[str | None] = mapped_column(String(40))
    channel: Mapped[str] = mapped_column(String(16), default="web")
    answered_by: Mapped[str] = mapped_column(String(10), default="nobody")
    text: Mapped[str] = mapped_column(Text)
    vector: Mapped[bytes | None] = mapped_column(LargeBinary)
    group_id: Mapped[int | None]
    nearness: Mapped[float | None]
    pinned: Mapped[bool] = mapped_column(default=False)
    simulated: Mapped[bool] = mapped_column(default=False)


class QuestionGroup(Base):
    """Questions that ask the same thing. `label_*` is its most central question of that language,
    `name_*` what an editor calls it, which goes before. `mark` is one of `MARKS`.

    `product` and `topic` (an intent) are those of most of its questions, None where they differ.
    `centre` is the sum of its questions' unit vectors as 384 float32. A group that was merged away
    names in `merged_into` the one that has its questions, and stays for old links.
    """

    __tablename__ = "question_group"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    label_es: Mapped[str | None] = mapped_column(Text)
    label_en: Mapped[str | None] = mapped_column(Text)
    name_es: Mapped[str | None] = mapped_column(String(200))
    name_en: Mapped[str | None] = mapped_column(String(200))
    topic: Mapped[str | None] = mapped_column(String(40))
    product: Mapped[str | None] = mapped_column(String(40))
    mark: Mapped[str] = mapped_column(String(12), default="open")
    merged_into: Mapped[int | None]
    size: Mapped[int] = mapped_column(default=0, index=True)
    size_es: Mapped[int] = mapped_column(default=0)
    size_en: Mapped[int] = mapped_column(default=0)
    centre: Mapped[bytes | None] = mapped_column(LargeBinary)
    first_at: Mapped[datetime | None]
    last_at: Mapped[datetime | None]
    created_at: Mapped[datetime] = mapped_column(default=now)
    updated_at: Mapped[datetime] = mapped_column(default=now, onupdate=now)


class GroupEdit(Base):
    """What an editor did to groups, so that regrouping does it again. `kind` is merge, split, move,
    name or mark; `detail` has what it needs to be done again and undone; `by` is the agent's id."""

    __tablename__ = "group_edit"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    at: Mapped[datetime] = mapped_column(default=now)
    by: Mapped[str] = mapped_column(String(36))
    kind: Mapped[str] = mapped_column(String(8))
    group_id: Mapped[int] = mapped_column(index=True)
    detail: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    undone_at: Mapped[datetime | None]


class QuestionSpace(Base):
    """Where the questions of one language lie: `total` is the sum of the `count` unit vectors seen
    so far, as float32, made by `model`. Its mean is taken away before questions are compared."""

    __tablename__ = "question_space"

    language: Mapped[str] = mapped_column(String(2), primary_key=True)
    model: Mapped[str] = mapped_column(String(120))
    count: Mapped[int]
    total: Mapped[bytes] = mapped_column(LargeBinary)


class Collected(Base):
    """How far a source of questions has been read: the rows up to the number `upto` were."""

    __tablename__ = "collected"

    source: Mapped[str] = mapped_column(String(16), primary_key=True)
    upto: Mapped[int]
