"""The rows of mails: those that go out, answers not yet mailed, and those that came in."""

from datetime import datetime

from sqlalchemy import BigInteger, Index, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from bot.database import Base, now

STATES = ("waiting", "sent", "given_up")
TAKEN = ("joined", "kept")


class SentMail(Base):
    """One mail that goes out. `message_id` is its RFC 5322 id, the same however often it is tried.

    `state` is one of `STATES`; `next_at` is when it is due, or until when somebody has it in
    hand. `text` and `html` are emptied once it is sent: what was said is in the transcript.
    """

    __tablename__ = "mail_sent"
    __table_args__ = (Index("ix_mail_sent_state_next_at", "state", "next_at"),)

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    conversation_id: Mapped[str | None] = mapped_column(String(36), index=True)
    kind: Mapped[str] = mapped_column(String(16))
    language: Mapped[str] = mapped_column(String(2))
    to: Mapped[str] = mapped_column(String(200))
    subject: Mapped[str] = mapped_column(String(200))
    text: Mapped[str] = mapped_column(Text)
    html: Mapped[str] = mapped_column(Text)
    message_id: Mapped[str] = mapped_column(String(200), unique=True)
    state: Mapped[str] = mapped_column(String(10), default="waiting")
    tries: Mapped[int] = mapped_column(default=0)
    next_at: Mapped[datetime] = mapped_column(default=now)
    last_error: Mapped[str | None] = mapped_column(String(300))
    created_at: Mapped[datetime] = mapped_column(default=now, index=True)
    sent_at: Mapped[datetime | None]


class MailAttachment(Base):
    """The file of a mail that goes out with one; it is gone once the mail is sent."""

    __tablename__ = "mail_attachment"

    mail_id: Mapped[str] = mapped_column(String(40), primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    mime: Mapped[str] = mapped_column(String(80))
    data: Mapped[bytes] = mapped_column(LargeBinary)


class DueAnswer(Base):
    """An agent's message that somebody waits for by mail. `mail_id` is the mail it went out with,
    "" where the customer read it in the widget before that."""

    __tablename__ = "mail_due"

    message_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    conversation_id: Mapped[str] = mapped_column(String(36), index=True)
    seq: Mapped[int]
    to: Mapped[str] = mapped_column(String(200))
    said_at: Mapped[datetime] = mapped_column(default=now)
    mail_id: Mapped[str | None] = mapped_column(String(40), index=True)


class ReceivedMail(Base):
    """One mail that came in. `key` is made of its Message-ID, or of its bytes where it has none.

    `state` is one of `TAKEN`: joined to its conversation, or kept aside. `reason` is why it was, or
    what of it did not get into the conversation. `raw` is the mail itself, or its beginning, where
    there is a reason and for as long as somebody may want to look into it.
    """

    __tablename__ = "mail_received"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    message_id: Mapped[str] = mapped_column(String(300))
    sender: Mapped[str] = mapped_column(String(200))
    subject: Mapped[str] = mapped_column(String(200))
    state: Mapped[str] = mapped_column(String(8))
    reason: Mapped[str | None] = mapped_column(String(24))
    conversation_id: Mapped[str | None] = mapped_column(String(36), index=True)
    size: Mapped[int]
    raw: Mapped[bytes | None] = mapped_column(LargeBinary)
    received_at: Mapped[datetime] = mapped_column(default=now, index=True)


class Mailbox(Base):
    """How far a mailbox was read. IMAP's UIDs count upwards as long as `uid_validity` stays."""

    __tablename__ = "mailbox"

    name: Mapped[str] = mapped_column(String(200), primary_key=True)
    uid_validity: Mapped[int] = mapped_column(BigInteger)
    last_uid: Mapped[int] = mapped_column(BigInteger)
