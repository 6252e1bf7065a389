"""Accounts: made, changed, switched off, and the sessions of those who are logged in.

Passwords are kept as argon2id hashes with the parameters that OWASP's password storage
cheat sheet names (19 MiB, 2 passes, 1 lane). Depends on `bot.database` and the roles.
"""

import asyncio
import hashlib
import secrets
import uuid
from datetime import timedelta
from typing import Any

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError
from sqlalchemy import ColumnElement, Select, delete, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.agents.skills import checked
from bot.agents.tables import Agent, AgentSession
from bot.database import Database, now
from bot.errors import BotError, Spoken


class WrongLogin(BotError):
    """The e-mail or the password is wrong; which of them is not said."""

    def __init__(self) -> None:
        super().__init__("The e-mail or the password is wrong.", 401)


class AgentNotFound(Spoken):
    """No account has that id or e-mail."""

    def __init__(self, who: str) -> None:
        english = f"There is no account {who!r}. `add` makes one."
        super().__init__(english, f"No hay ninguna cuenta «{who}». `add` la crea.", 404)


class EmailTaken(Spoken):
    """Another account has the e-mail."""

    def __init__(self, email: str) -> None:
        super().__init__(
            f"{email} has an account already. `password` gives it a new one.",
            f"{email} ya tiene una cuenta. `password` le da otra contraseña.",
            409,
        )


class LastAdmin(Spoken):
    """Nobody would be left who can make accounts."""

    def __init__(self, email: str) -> None:
        super().__init__(
            f"{email} is the last active account with the role admin. Make another one first.",
            f"{email} es la última cuenta activa con el papel admin. Cree antes otra.",
            409,
        )


class Agents:
    """Accounts and sessions over one database."""

    def __init__(self, database: Database, session_hours: float = 12.0) -> None:
        self._database = database
        self._lifetime = timedelta(hours=session_hours)
        self._hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
        # An unknown e-mail costs as long as a wrong password.
        self._nobody = self._hasher.hash(secrets.token_urlsafe())

    async def ensure(self, email: str, name: str, password: str, role: str, **values: Any) -> Agent:
        """The account of `email`, made when there is none; an existing one is not changed.

        `values` are further columns of a new account. `BadAccount` for what cannot be so.
        """
        columns = checked({"email": email, "name": name, "role": role, **values})
        hashed = await asyncio.to_thread(self._hasher.hash, password)
        async with self._database.write() as session:
            known = (await session.scalars(_where(columns["email"]))).one_or_none()
            if known:
                return known
            agent = Agent(id=str(uuid.uuid4()), password_hash=hashed, **columns)
            session.add(agent)
            return agent

    async def change(self, agent_id: str, **values: Any) -> Agent:
        """Write `values` by column; `BadAccount`, `EmailTaken`, `LastAdmin`, or 404.

        Who is made inactive, or gets another role, is logged out everywhere.
        """
        columns = checked(values)
        try:
            async with self._database.write() as session:
                agent = await _get(session, agent_id)
                was_admin, role = agent.active and agent.role == "admin", agent.role
                for name, value in columns.items():
                    setattr(agent, name, value)
                if was_admin and not (agent.active and agent.role == "admin"):
                    await _leave_an_admin(session, agent)
                if not agent.active or agent.role != role:
                    await _end_sessions(session, agent.id)
                return agent
        except IntegrityError as error:
            raise EmailTaken(str(columns.get("email"))) from error

    async def set_password(self, email: str, password: str) -> Agent:
        """Give the account of `email` a new password and end its sessions; 404 without one."""
        hashed = await asyncio.to_thread(self._hasher.hash, password)
        async with self._database.write() as session:
            agent = (await session.scalars(_where(email))).one_or_none()
            if agent is None:
                raise AgentNotFound(email)
            agent.password_hash = hashed
            await _end_sessions(session, agent.id)
            return agent

    async def get(self, agent_id: str) -> Agent:
        """The account of an id; `AgentNotFound`."""
        async with self._database.read() as session:
            return await _get(session, agent_id)

    async def of_email(self, email: str) -> Agent:
        """The account of an e-mail; `AgentNotFound`."""
        async with self._database.read() as session:
            agent = (await session.scalars(_where(email))).one_or_none()
        if agent is None:
            raise AgentNotFound(email)
        return agent

    async def all(self) -> list[Agent]:
        """Every account by e-mail."""
        async with self._database.read() as session:
            return list(await session.scalars(select(Agent).order_by(Agent.email)))

    async def log_in(self, email: str, password: str) -> str:
        """The key of a new session for the cookie; `WrongLogin` otherwise."""
        async with self._database.read() as session:
            agent = (await session.scalars(_where(email))).one_or_none()
        hashed = agent.password_hash if agent else self._nobody
        fits = await asyncio.to_thread(self._fits, hashed, password)
        if agent is None or not fits or not agent.active:
            raise WrongLogin
        key = secrets.token_urlsafe(32)
        async with self._database.write() as session:
            await session.execute(delete(AgentSession).where(AgentSession.expires_at < now()))
            expires = now() + self._lifetime
            session.add(AgentSession(key_hash=_hash(key), agent_id=agent.id, expires_at=expires))
        return key

    async def of_session(self, key: str) -> Agent | None:
        """Who is logged in with `key`, if the session still holds."""
        held = (AgentSession.key_hash == _hash(key), AgentSession.expires_at > now())
        query = select(Agent).join(AgentSession, AgentSession.agent_id == Agent.id)
        async with self._database.read() as session:
            found = await session.scalars(query.where(*held, Agent.active.is_(True)))
            return found.one_or_none()

    async def log_out(self, key: str) -> None:
        """End the session of `key`."""
        async with self._database.write() as session:
            await session.execute(delete(AgentSession).where(AgentSession.key_hash == _hash(key)))

    async def set_language(self, agent_id: str, language: str) -> None:
        """Remember the language in which the agent reads the console ("es" or "en")."""
        await self.change(agent_id, language=language)

    def _fits(self, hashed: str, password: str) -> bool:
        try:
            return self._hasher.verify(hashed, password)
        except VerifyMismatchError:
            return False


def _where(email: str) -> Select[Agent]:
    return select(Agent).where(Agent.email == email.strip().lower())


async def _get(session: AsyncSession, agent_id: str) -> Agent:
    agent = await session.get(Agent, agent_id)
    if agent is None:
        raise AgentNotFound(agent_id)
    return agent


async def _leave_an_admin(session: AsyncSession, agent: Agent) -> None:
    others: tuple[ColumnElement[bool], ...] = (
        Agent.id != agent.id,
        Agent.role == "admin",
        Agent.active.is_(True),
    )
    with session.no_autoflush:
        left = await session.scalar(select(func.count()).select_from(Agent).where(*others))
    if not left:
        raise LastAdmin(agent.email)


async def _end_sessions(session: AsyncSession, agent_id: str) -> None:
    await session.execute(delete(AgentSession).where(AgentSession.agent_id == agent_id))


def _hash(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()
