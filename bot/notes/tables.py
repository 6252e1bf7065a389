"""The rows of notes, mentions, labels, canned replies and drafts."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.database import Base, now


class Note(Base):
    """What an agent wrote for colleagues alone. It stays under the name it was written under."""

    __tablename__ = "note"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversation.id"), index=True)
    agent_id: Mapped[str] = mapped_column(String(36))
    author_name: Mapped[str] = mapped_column(String(80))
    text: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(default=now)


class Mention(Base):
    """A note that calls an agent, until they have seen it."""

    __tablename__ = "mention"
    __table_args__ = (UniqueConstraint("note_id", "agent_id"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    note_id: Mapped[int] = mapped_column(ForeignKey("note.id"))
    agent_id: Mapped[str] = mapped_column(String(36), index=True)
    conversation_id: Mapped[str] = mapped_column(String(36))
    seen_at: Mapped[datetime | None]


class ConversationLabel(Base):
    """One label on one conversation: lower case, written by `agent_id`."""

    __tablename__ = "conversation_label"
    __table_args__ = (UniqueConstraint("conversation_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversation.id"))
    name: Mapped[str] = mapped_column(String(40), index=True)
    agent_id: Mapped[str] = mapped_column(String(36))
    created_at: Mapped[datetime] = mapped_column(default=now)


class CannedReply(Base):
    """A reply that is written once, in both languages. `shortcut` is typed after a slash."""

    __tablename__ = "canned_reply"

    shortcut: Mapped[str] = mapped_column(String(32), primary_key=True)
    es: Mapped[str] = mapped_column(Text)
    en: Mapped[str] = mapped_column(Text)
    updated_by: Mapped[str] = mapped_column(String(36))
    updated_at: Mapped[datetime] = mapped_column(default=now)


class Draft(Base):
    """What an agent has half written in a conversation. `kind` is reply or note; `data` is what
    would go with it: citations and files."""

    __tablename__ = "draft"

    agent_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    conversation_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    kind: Mapped[str] = mapped_column(String(5), primary_key=True)
    text: Mapped[str] = mapped_column(Text)
    data: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    updated_at: Mapped[datetime] = mapped_column(default=now)
