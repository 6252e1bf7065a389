"""Forgetting a customer everywhere: in the backoffice, and in what was said to the counter.

A wish is written down first and carried out as far as it can be; while a matter is open the
backoffice keeps the contact, and `sweep` asks again until the last one is settled. Then the words
of the conversations go too, and with them who had them. Depends on the backoffice, conversations,
files, mails, notes, waiting, contacts, answers and identity.
"""

from collections.abc import Callable, Collection
from datetime import datetime

import structlog
from sqlalchemy import String, delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from bot import editorial, groups, mail, notes, proposals, standards, waiting
from bot.answers import GivenAnswer
from bot.backoffice import Backoffice, CustomerNotFound, Forgotten
from bot.contacts import Contact
from bot.conversations.tables import Message
from bot.database import Base, Database, now
from bot.errors import BotError
from bot.files.erasing import erase_in, erase_of
from bot.identity import IdentifiedConversation
from bot.solved.tables import forget_cases

log = structlog.get_logger()
NOTHING = "-"


class ErasureWish(Base):
    """A customer's wish to be forgotten, and when it was carried out."""

    __tablename__ = "erasure_wish"

    customer_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    key: Mapped[str] = mapped_column(String(64))
    asked_at: Mapped[datetime]
    done_at: Mapped[datetime | None]


class Erasure:
    """Erases over a backoffice and our own database. `clock` gives the present in naive UTC."""

    def __init__(
        self, backoffice: Backoffice, database: Database, clock: Callable[[], datetime] = now
    ) -> None:
        self._backoffice = backoffice
        self._database = database
        self._clock = clock

    async def forget(self, customer_id: str, key: str) -> Forgotten:
        """Carry out a customer's wish; what became of it. `CustomerNotFound`.

        Where the shop cannot be asked the wish stays written down (`ShopUnavailable`).
        """
        async with self._database.write() as session:
            if await session.get(ErasureWish, customer_id) is None:
                at = self._clock()
                session.add(ErasureWish(customer_id=customer_id, key=key[:64], asked_at=at))
        try:
            return await self._carry_out(customer_id, key)
        except CustomerNotFound:
            async with self._database.write() as session:
                mine = ErasureWish.customer_id == customer_id
                await session.execute(delete(ErasureWish).where(mine))
            raise

    async def blank_files(self, conversation_id: str, besides: Collection[str]) -> int:
        """Take the customer's files out of a conversation, but for those of the messages with the
        client ids `besides`; how many. What was proposed of its words goes, too."""
        async with self._database.write() as session:
            await proposals.forget(session, [conversation_id])
            return await erase_of(session, conversation_id, besides, self._clock())

    async def sweep(self) -> int:
        """Ask again for the wishes that wait for open matters; how many are done now."""
        waiting = select(ErasureWish).where(ErasureWish.done_at.is_(None))
        async with self._database.read() as session:
            wishes = list(await session.scalars(waiting))
        done = 0
        for one in wishes:
            try:
                done += (await self._carry_out(one.customer_id, one.key)).done
            except BotError as error:
                log.warning("erasure_waits", customer=one.customer_id, why=error.message)
        return done

    async def _carry_out(self, customer_id: str, key: str) -> Forgotten:
        outcome = await self._backoffice.forget(customer_id, key)
        if outcome.done:
            async with self._database.write() as session:
                await _blank(session, customer_id, self._clock())
                mine = ErasureWish.customer_id == customer_id
                change = update(ErasureWish).where(mine, ErasureWish.done_at.is_(None))
                await session.execute(change.values(done_at=self._clock()))
        return outcome


async def _blank(session: AsyncSession, customer_id: str, at: datetime) -> None:
    """Take the words out of a customer's conversations; their counts and outcomes stay."""
    mine = IdentifiedConversation.customer_id == customer_id
    ids = list(await session.scalars(select(IdentifiedConversation.conversation_id).where(mine)))
    said = update(Message).where(Message.conversation_id.in_(ids))
    await session.execute(said.values(text=NOTHING, payload=None, data={}))
    await erase_in(session, ids, at)
    await mail.forget(session, ids)
    await notes.forget(session, ids)
    await waiting.forget(session, ids, at)
    await editorial.forget(session, ids)
    contacts = update(Contact).where(Contact.conversation_id.in_(ids))
    await session.execute(contacts.values(text=NOTHING))
    answers = update(GivenAnswer).where(GivenAnswer.conversation_id.in_(ids))
    await session.execute(answers.values(question=NOTHING))
    await forget_cases(session, ids)
    await groups.forget(session, ids)
    await proposals.forget(session, ids)
    await standards.forget(session, ids)
    await session.execute(delete(IdentifiedConversation).where(mine))
