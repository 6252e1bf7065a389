"""The rows of a conversation, of what was said in it, and of its escalations."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.database import Base, now


class Conversation(Base):
    """One customer's conversation.

    `state` is bot, waiting, agent or closed. `epoch` grows whenever the one in charge
    changes; a reply asked for under an older epoch is dropped. `last_seq` is the number of
    the newest message. `offline`: the customer does not wait in the widget but for a mail to
    `reply_email`. `last_agent` had it last. `customer_got_seq`, `customer_read_seq` and
    `agent_read_seq` are the newest numbers that arrived there and were looked at. `simulated`: the
    customer was a simulator's (`bot.demo`).
    """

    __tablename__ = "conversation"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    state: Mapped[str] = mapped_column(String(8), default="bot", index=True)
    epoch: Mapped[int] = mapped_column(default=1)
    last_seq: Mapped[int] = mapped_column(default=0)
    language: Mapped[str] = mapped_column(String(2))
    assigned_agent: Mapped[str | None] = mapped_column(String(36))
    last_agent: Mapped[str | None] = mapped_column(String(36))
    merged_into: Mapped[str | None] = mapped_column(String(36))
    offline: Mapped[bool] = mapped_column(default=False)
    reply_email: Mapped[str | None] = mapped_column(String(200))
    customer_got_seq: Mapped[int] = mapped_column(default=0)
    customer_read_seq: Mapped[int] = mapped_column(default=0)
    agent_read_seq: Mapped[int] = mapped_column(default=0)
    channel: Mapped[str] = mapped_column(String(16), default="web")
    simulated: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(default=now)
    updated_at: Mapped[datetime] = mapped_column(default=now, onupdate=now)


class Message(Base):
    """One message. `seq` counts from 1 without gaps; `client_id` makes a retry harmless.

    `turn` says whether the assistant owes an answer: none, pending, done, dropped, or people
    where those who had the conversation are done with it. `asked_at` is when it was last asked;
    a pending message whose asking is old was lost with a process and is asked again. `tries`
    counts the askings that failed. `data` carries buttons, citations and notices.
    """

    __tablename__ = "message"
    __table_args__ = (
        UniqueConstraint("conversation_id", "seq"),
        UniqueConstraint("conversation_id", "client_id"),
        Index("ix_message_turn_asked_at", "turn", "asked_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversation.id"))
    seq: Mapped[int]
    client_id: Mapped[str] = mapped_column(String(64))
    author: Mapped[str] = mapped_column(String(8))
    author_name: Mapped[str] = mapped_column(String(80), default="")
    text: Mapped[str] = mapped_column(Text)
    payload: Mapped[str | None] = mapped_column(Text)
    data: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    epoch: Mapped[int]
    turn: Mapped[str] = mapped_column(String(8), default="none")
    asked_at: Mapped[datetime | None]
    tries: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column(default=now)


class Escalation(Base):
    """One time that a conversation was handed to people, from asking to resolving.

    `routed_to` is the agent for whom it waits, None for whoever is first; `returned` counts how
    often it came back to the queue unresolved. `topic` is the intent that it began with,
    `result_topic` what the agent says that it was about. `outcome` is one of `OUTCOMES`.
    """

    __tablename__ = "escalation"
    __table_args__ = (Index("ix_escalation_ended_at_asked_at", "ended_at", "asked_at"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversation.id"), index=True)
    reason: Mapped[str] = mapped_column(String(24))
    topic: Mapped[str | None] = mapped_column(String(40))
    product: Mapped[str | None] = mapped_column(String(64))
    routed_to: Mapped[str | None] = mapped_column(String(36))
    routed_at: Mapped[datetime | None]
    returned: Mapped[int] = mapped_column(default=0)
    agent: Mapped[str | None] = mapped_column(String(36))
    outcome: Mapped[str | None] = mapped_column(String(16))
    result_topic: Mapped[str | None] = mapped_column(String(40))
    asked_at: Mapped[datetime] = mapped_column(default=now)
    claimed_at: Mapped[datetime | None]
    first_reply_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]


class HandChange(Base):
    """One change of who is in charge. `by` is an agent's id, or customer, assistant or system;
    `why` one of `CHANGES`. Service standards are computed from these rows."""

    __tablename__ = "hand_change"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversation.id"), index=True)
    escalation_id: Mapped[int | None]
    at: Mapped[datetime] = mapped_column(default=now, index=True)
    from_state: Mapped[str] = mapped_column(String(8))
    to_state: Mapped[str] = mapped_column(String(8))
    from_agent: Mapped[str | None] = mapped_column(String(36))
    to_agent: Mapped[str | None] = mapped_column(String(36))
    why: Mapped[str] = mapped_column(String(24))
    by: Mapped[str] = mapped_column(String(36))
