"""The rows of agents' accounts, their logins and their pictures."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.database import Base, now

CAPACITY = 4
"""How many conversations at once an account may have unless it is said otherwise."""


class Agent(Base):
    """One person who may log in. `role` is one of `bot.roles.ROLES`.

    `capacity` is how many conversations at once; `languages` those they speak to customers;
    `topics` what they know of `TOPICS`, all of it where there is none. `picture` names the row of
    `AgentPicture` (empty: initials). Who is not `active` cannot log in. `sound` and `notify`:
    whether the console may ring and use the browser's notifications.
    """

    __tablename__ = "agent"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    email: Mapped[str] = mapped_column(String(200), unique=True)
    name: Mapped[str] = mapped_column(String(80))
    password_hash: Mapped[str] = mapped_column(String(200))
    role: Mapped[str] = mapped_column(String(10))
    language: Mapped[str] = mapped_column(String(2), default="es")
    capacity: Mapped[int] = mapped_column(default=CAPACITY)
    languages: Mapped[list[str]] = mapped_column(JSON, default=lambda: ["es", "en"])
    topics: Mapped[list[str]] = mapped_column(JSON, default=list)
    picture: Mapped[str] = mapped_column(String(32), default="")
    active: Mapped[bool] = mapped_column(default=True)
    sound: Mapped[bool] = mapped_column(default=True)
    notify: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(default=now)


class AgentSession(Base):
    """A login. The cookie holds the key, the row only its SHA-256."""

    __tablename__ = "agent_session"

    key_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    agent_id: Mapped[str] = mapped_column(ForeignKey("agent.id"))
    expires_at: Mapped[datetime]


class AgentPicture(Base):
    """A face. `id` is the beginning of the SHA-256 of `data`, a small square WebP."""

    __tablename__ = "agent_picture"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    data: Mapped[bytes] = mapped_column(LargeBinary)
    created_at: Mapped[datetime] = mapped_column(default=now)
