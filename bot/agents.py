"""Agents: their accounts, passwords and sessions on the server.

Passwords are kept as argon2id hashes with the parameters that OWASP's password storage
cheat sheet names (19 MiB, 2 passes, 1 lane). Depends on `bot.database`.
"""

import asyncio
import hashlib
import secrets
import uuid
from datetime import datetime, timedelta

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError
from sqlalchemy import ForeignKey, String, delete, select
from sqlalchemy.orm import Mapped, mapped_column

from bot.database import Base, Database, now
from bot.errors import BotError

ROLES = ("agent", "content", "manager", "admin")


class Agent(Base):
    """One person who may log in. `role` is one of `ROLES`."""

    __tablename__ = "agent"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    email: Mapped[str] = mapped_column(String(200), unique=True)
    name: Mapped[str] = mapped_column(String(80))
    password_hash: Mapped[str] = mapped_column(String(200))
    role: Mapped[str] = mapped_column(String(10))
    language: Mapped[str] = mapped_column(String(2), default="es")
    created_at: Mapped[datetime] = mapped_column(default=now)


class AgentSession(Base):
    """A login. The cookie holds the key, the row only its SHA-256."""

    __tablename__ = "agent_session"

    key_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    agent_id: Mapped[str] = mapped_column(ForeignKey("agent.id"))
    expires_at: Mapped[datetime]


class WrongLogin(BotError):
    """The e-mail or the password is wrong; which of them is not said."""

    def __init__(self) -> None:
        super().__init__("The e-mail or the password is wrong.", 401)


class Agents:
    """Accounts and sessions over one database."""

    def __init__(self, database: Database, session_hours: float = 12.0) -> None:
        self._database = database
        self._lifetime = timedelta(hours=session_hours)
        self._hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
        # An unknown e-mail costs as long as a wrong password.
        self._nobody = self._hasher.hash(secrets.token_urlsafe())

    async def ensure(self, email: str, name: str, password: str, role: str) -> Agent:
        """The account of `email`, made when there is none; an existing one is not changed."""
        if role not in ROLES:
            raise BotError(f"{role!r} is no role. Use one of {', '.join(ROLES)}.", 422)
        hashed = await asyncio.to_thread(self._hasher.hash, password)
        async with self._database.write() as session:
            query = select(Agent).where(Agent.email == email.lower())
            known = (await session.scalars(query)).one_or_none()
            if known:
                return known
            agent = Agent(
                id=str(uuid.uuid4()),
                email=email.lower(),
                name=name,
                password_hash=hashed,
                role=role,
                language="es",
            )
            session.add(agent)
            return agent

    async def set_password(self, email: str, password: str) -> None:
        """Give the account of `email` a new password and end its sessions; 404 without one."""
        hashed = await asyncio.to_thread(self._hasher.hash, password)
        async with self._database.write() as session:
            query = select(Agent).where(Agent.email == email.lower())
            agent = (await session.scalars(query)).one_or_none()
            if agent is None:
                raise BotError(f"There is no account {email!r}. `add` makes one.", 404)
            agent.password_hash = hashed
            await session.execute(delete(AgentSession).where(AgentSession.agent_id == agent.id))

    async def all(self) -> list[Agent]:
        """Every account by e-mail."""
        async with self._database.read() as session:
            return list(await session.scalars(select(Agent).order_by(Agent.email)))

    async def log_in(self, email: str, password: str) -> str:
        """The key of a new session for the cookie; `WrongLogin` otherwise."""
        async with self._database.read() as session:
            query = select(Agent).where(Agent.email == email.strip().lower())
            agent = (await session.scalars(query)).one_or_none()
        hashed = agent.password_hash if agent else self._nobody
        fits = await asyncio.to_thread(self._fits, hashed, password)
        if agent is None or not fits:
            raise WrongLogin
        key = secrets.token_urlsafe(32)
        async with self._database.write() as session:
            await session.execute(delete(AgentSession).where(AgentSession.expires_at < now()))
            expires = now() + self._lifetime
            session.add(AgentSession(key_hash=_hash(key), agent_id=agent.id, expires_at=expires))
        return key

    async def of_session(self, key: str) -> Agent | None:
        """Who is logged in with `key`, if the session still holds."""
        where = (AgentSession.key_hash == _hash(key), AgentSession.expires_at > now())
        query = select(Agent).join(AgentSession, AgentSession.agent_id == Agent.id).where(*where)
        async with self._database.read() as session:
            return (await session.scalars(query)).one_or_none()

    async def log_out(self, key: str) -> None:
        """End the session of `key`."""
        async with self._database.write() as session:
            await session.execute(delete(AgentSession).where(AgentSession.key_hash == _hash(key)))

    async def set_language(self, agent_id: str, language: str) -> None:
        """Remember the language in which the agent reads the console ("es" or "en")."""
        async with self._database.write() as session:
            agent = await session.get_one(Agent, agent_id)
            agent.language = language

    def _fits(self, hashed: str, password: str) -> bool:
        try:
            return self._hasher.verify(hashed, password)
        except VerifyMismatchError:
            return False


def _hash(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()
