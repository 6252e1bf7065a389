"""The rows of the editorial office: entries in work, their versions, sources and history."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.database import Base, now

STATES = ("draft", "review", "approved", "scheduled", "published", "retired")


class FaqDraft(Base):
    """An entry as the office has it: its newest version, and which one customers read.

    `version` is the number of the newest version and the key of every compare-and-set: whoever
    changes the entry names the one that they saw. `state` (one of `STATES`) is that version's;
    `live_version` is what is published now, None where nothing is. `approved_version` was read and
    approved by a person; only that one can be published. `missing` names the languages that lack
    a question or an answer ("", "es", "en", "es en"). `retire_at` ends what is live, `publish_at`
    begins what is approved.
    """

    __tablename__ = "faq_draft"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    faq_id: Mapped[str] = mapped_column(String(80), unique=True)
    group_id: Mapped[int | None] = mapped_column(index=True)
    state: Mapped[str] = mapped_column(String(10), default="draft", index=True)
    version: Mapped[int] = mapped_column(default=1)
    live_version: Mapped[int | None]
    approved_version: Mapped[int | None]
    topic: Mapped[str] = mapped_column(String(40))
    question_es: Mapped[str] = mapped_column(Text, default="")
    question_en: Mapped[str] = mapped_column(Text, default="")
    missing: Mapped[str] = mapped_column(String(5), default="")
    publish_at: Mapped[datetime | None]
    retire_at: Mapped[datetime | None]
    created_at: Mapped[datetime] = mapped_column(default=now)
    updated_at: Mapped[datetime] = mapped_column(default=now)
    updated_by: Mapped[str] = mapped_column(String(36))


class FaqVersion(Base):
    """One wording of an entry, never changed. `content` has the fields of `Wording`; `why` is
    written, drafted, imported, restored or adopted; `of` is the number that was restored.
    `by` and `approved_by` are agents' ids, or "system"."""

    __tablename__ = "faq_version"
    __table_args__ = (UniqueConstraint("draft_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    draft_id: Mapped[int] = mapped_column(ForeignKey("faq_draft.id"))
    number: Mapped[int]
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    why: Mapped[str] = mapped_column(String(10))
    of: Mapped[int | None]
    at: Mapped[datetime] = mapped_column(default=now)
    by: Mapped[str] = mapped_column(String(36))
    approved_at: Mapped[datetime | None]
    approved_by: Mapped[str | None] = mapped_column(String(36))


class FaqEvent(Base):
    """What was done with an entry. `kind` is drafted, submitted, returned, approved, scheduled,
    unscheduled, published, retired, undone or discarded. `before` is what was live until then; an
    event that was taken back has `undone_at`. `at` is when it took effect."""

    __tablename__ = "faq_event"
    __table_args__ = (Index("ix_faq_event_kind_at", "kind", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    draft_id: Mapped[int] = mapped_column(ForeignKey("faq_draft.id"), index=True)
    kind: Mapped[str] = mapped_column(String(12))
    version: Mapped[int]
    before: Mapped[int | None]
    note: Mapped[str] = mapped_column(Text, default="")
    at: Mapped[datetime] = mapped_column(default=now)
    by: Mapped[str] = mapped_column(String(36))
    undone_at: Mapped[datetime | None]


class FaqSource(Base):
    """Where the words of an entry come from: a customer's question, an agent's reply, a passage of
    a manual. `text` is masked. `url` opens a passage."""

    __tablename__ = "faq_source"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    draft_id: Mapped[int] = mapped_column(ForeignKey("faq_draft.id"), index=True)
    kind: Mapped[str] = mapped_column(String(8))
    language: Mapped[str] = mapped_column(String(2))
    text: Mapped[str] = mapped_column(Text)
    conversation_id: Mapped[str | None] = mapped_column(String(64), index=True)
    passage_id: Mapped[str | None] = mapped_column(String(16))
    title: Mapped[str] = mapped_column(String(300), default="")
    url: Mapped[str] = mapped_column(String(300), default="")
    at: Mapped[datetime] = mapped_column(default=now)
