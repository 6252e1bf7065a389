"""The contact log: one row for each customer's question or request, and how it ended.

Written by the actions; every count of the service comes from these rows. The text is
masked before it is kept. Depends on `bot.database`, `bot.beside`, `bot.masking` and on what a
matter of a conversation is.
"""

import asyncio
from collections.abc import Coroutine
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import structlog
from sqlalchemy import String, Text, UniqueConstraint, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from bot.beside import Beside, Write
from bot.conversations import Matter
from bot.database import Base, Database, now
from bot.errors import BotError
from bot.masking import mask

log = structlog.get_logger()
NO_TOPIC = ("ask_for_person", "nlu_fallback", "affirm", "deny")
"""Intents that do not say what somebody wants to talk about."""
OUTCOMES = ("answered_faq", "answered_manual", "transaction", "escalated", "unanswered")


class Contact(Base):
    """One question or request. `message_id` is the client's id of the message that asked.

    `cause` is why it was not answered (`bot.causes`), `feedback_reason` why an answer did not
    help (`bot.verdicts`).
    """

    __tablename__ = "contact"
    __table_args__ = (UniqueConstraint("conversation_id", "message_id"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    conversation_id: Mapped[str] = mapped_column(String(64), index=True)
    message_id: Mapped[str] = mapped_column(String(64))
    text: Mapped[str] = mapped_column(Text)
    language: Mapped[str] = mapped_column(String(2))
    intent: Mapped[str] = mapped_column(String(40))
    confidence: Mapped[float]
    outcome: Mapped[str] = mapped_column(String(16), index=True)
    reason: Mapped[str | None] = mapped_column(String(24))
    product: Mapped[str | None] = mapped_column(String(40))
    faq_id: Mapped[str | None] = mapped_column(String(80))
    passage_id: Mapped[str | None] = mapped_column(String(16))
    index_version: Mapped[str | None] = mapped_column(String(40))
    cause: Mapped[str | None] = mapped_column(String(16))
    feedback: Mapped[int | None]
    feedback_reason: Mapped[str | None] = mapped_column(String(16))
    created_at: Mapped[datetime] = mapped_column(default=now, index=True)


@dataclass(frozen=True, slots=True)
class ContactEntry:
    """What an action knows of a contact. `confidence` is the intent's, 0 to 1."""

    conversation_id: str
    message_id: str
    text: str
    language: str
    intent: str
    confidence: float
    outcome: str
    reason: str | None = None
    product: str | None = None
    faq_id: str | None = None
    passage_id: str | None = None
    index_version: str | None = None
    cause: str | None = None

    def values(self) -> dict[str, Any]:
        """The row's columns, the text masked and cut to 2,000 characters."""
        names = (name for name in self.__dataclass_fields__ if name != "text")
        return {name: getattr(self, name) for name in names} | {"text": mask(self.text)[:2000]}


def check(entry: ContactEntry) -> None:
    """Raise for an outcome that there is not."""
    if entry.outcome not in OUTCOMES:
        raise BotError(f"{entry.outcome!r} is no outcome of a contact. Use one of {OUTCOMES}.")


async def matter_of(session: AsyncSession, conversation_id: str) -> Matter:
    """What a conversation is about: the newest intent that says so, and the newest product."""
    newest = (
        select(Contact.intent, Contact.product)
        .where(Contact.conversation_id == conversation_id)
        .order_by(Contact.id.desc())
        .limit(20)
    )
    rows = (await session.execute(newest)).all()
    topic = next((intent for intent, _ in rows if intent not in NO_TOPIC), None)
    return Matter(topic, next((product for _, product in rows if product), None))


class Contacts:
    """The contact log over one database."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._beside = Beside()
        self._explaining: set[asyncio.Task[None]] = set()

    def log_soon(self, entry: ContactEntry, cause: Coroutine[Any, Any, str] | None = None) -> None:
        """`log` beside what follows; whoever ends the turn waits for it with `logged`.

        `cause` is found out and noted after that: nobody waits for it but `explained`.
        """
        check(entry)
        written = self._beside.start(entry.conversation_id, self.log(entry))
        if cause:
            task = asyncio.create_task(self._explain(entry, written, cause))
            self._explaining.add(task)
            task.add_done_callback(self._explained)

    async def logged(self, conversation_id: str) -> None:
        """Wait for the contacts of the conversation; raises what kept one from being written."""
        await self._beside.finish(conversation_id)

    async def explained(self) -> None:
        """Wait for the causes that are being looked for."""
        await asyncio.gather(*self._explaining, return_exceptions=True)

    async def log(self, entry: ContactEntry) -> None:
        """Write the contact, or rewrite the one of the same message: a retry is not a second."""
        check(entry)
        try:
            async with self._database.write() as session:
                session.add(Contact(**entry.values()))
        except IntegrityError:
            await self._rewrite(entry)

    async def _rewrite(self, entry: ContactEntry) -> None:
        await self._change(entry, **entry.values())

    async def _change(self, entry: ContactEntry, **values: Any) -> None:
        where = (
            Contact.conversation_id == entry.conversation_id,
            Contact.message_id == entry.message_id,
        )
        async with self._database.write() as session:
            await session.execute(update(Contact).where(*where).values(**values))

    async def _explain(
        self, entry: ContactEntry, written: Write, cause: Coroutine[Any, Any, str]
    ) -> None:
        """Note the cause once the contact is there; shielded, so that its own fate is its own."""
        found = await cause
        await asyncio.shield(written)
        await self._change(entry, cause=found)

    def _explained(self, task: asyncio.Task[None]) -> None:
        self._explaining.discard(task)
        if not task.cancelled() and task.exception():
            log.warning("cause_not_found", why=type(task.exception()).__name__)

    async def record_feedback(
        self, conversation_id: str, feedback: int, reason: str | None = None
    ) -> bool:
        """Note whether the conversation's newest contact was helped (1) or not (-1), and why.

        A `reason` that was given before stays when none comes with the new verdict.
        """
        newest = (
            select(Contact.id)
            .where(Contact.conversation_id == conversation_id)
            .order_by(Contact.id.desc())
            .limit(1)
        )
        async with self._database.write() as session:
            contact_id = (await session.scalars(newest)).one_or_none()
            if contact_id is None:
                return False
            where = Contact.id == contact_id
            why = {"feedback_reason": reason} if reason or feedback > 0 else {}
            values = {"feedback": feedback, **why}
            await session.execute(update(Contact).where(where).values(**values))
            return True

    async def blank(self, conversation_id: str) -> None:
        """Take the words out of a conversation's contacts; what is counted stays."""
        where = Contact.conversation_id == conversation_id
        async with self._database.write() as session:
            await session.execute(update(Contact).where(where).values(text=""))

    async def of_conversation(self, conversation_id: str) -> list[Contact]:
        """The contacts of one conversation in order."""
        where = Contact.conversation_id == conversation_id
        async with self._database.read() as session:
            rows = await session.scalars(select(Contact).where(where).order_by(Contact.id))
            return list(rows)
