"""Whose a conversation is: by a number and a proof, or by a token that the shop signed.

Wrong attempts are counted in the database, for each conversation and for each order or serial
number: after a few nobody is told anything more until the window has passed, whether what they
say is right or not. A failure has the same words and takes the same time whatever its cause.
Depends on the backoffice and `bot.database`.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

import jwt
from sqlalchemy import String, delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from bot.backoffice import (
    Backoffice,
    Customer,
    CustomerNotFound,
    MatterNotFound,
    Order,
    OrderNotFound,
    Owned,
    Repair,
    SerialNotFound,
)
from bot.backoffice.numbers import matter_value, order_number, serial_key
from bot.database import Base, Database, now
from bot.errors import BotError

SHORTEST_SECRET = 32
LEEWAY_S = 30
WORDS = (
    "Those details do not belong together. Check the number and the e-mail or postcode of the "
    "order. / Esos datos no coinciden. Compruebe el número y el correo o el código postal del "
    "pedido."
)
Found = TypeVar("Found", Order, Owned, Repair)


class IdentityAttempt(Base):
    """Failures of one `subject` ("conversation:...", "order:...", "return:...") since a moment."""

    __tablename__ = "identity_attempt"

    subject: Mapped[str] = mapped_column(String(90), primary_key=True)
    failures: Mapped[int]
    since: Mapped[datetime]


class IdentifiedConversation(Base):
    """Whose a conversation turned out to be."""

    __tablename__ = "identified_conversation"

    conversation_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    customer_id: Mapped[str] = mapped_column(String(36), index=True)
    at: Mapped[datetime] = mapped_column(default=now)


class NotIdentified(BotError):
    """Number and proof do not fit, or there were too many attempts: the words are the same.

    `offer_person` says that it is time for a person: no attempt is left in this conversation,
    or for this number.
    """

    def __init__(self, offer_person: bool) -> None:
        super().__init__(WORDS, 403)
        self.offer_person = offer_person


@dataclass(frozen=True, slots=True)
class Limits:
    """`attempts` may fail within `window`; a failure takes at least `slowest_s` seconds."""

    attempts: int = 5
    window: timedelta = timedelta(minutes=30)
    slowest_s: float = 0.4


class Identity:
    """Identifies customers over one database. `clock` gives the present in naive UTC."""

    def __init__(
        self,
        backoffice: Backoffice,
        database: Database,
        limits: Limits | None = None,
        clock: Callable[[], datetime] = now,
    ) -> None:
        self._backoffice = backoffice
        self._database = database
        self._limits = limits or Limits()
        self._clock = clock

    async def by_order(self, conversation_id: str, number: str, proof: str) -> Order:
        """The order with that number, whose customer has that e-mail or postcode.

        Raises `NotIdentified`. The conversation is that customer's from now on.
        """
        subject = f"order:{order_number(number) or serial_key(number)[:60]}"
        return await self._identify(
            conversation_id, subject, lambda: self._backoffice.find_order(number, proof)
        )

    async def by_serial(self, conversation_id: str, serial: str, proof: str) -> Owned:
        """The product with that serial number, of the customer with that proof; as `by_order`."""
        subject = f"serial:{serial_key(serial)[:60]}"
        return await self._identify(
            conversation_id, subject, lambda: self._backoffice.find_serial(serial, proof)
        )

    async def by_repair(self, conversation_id: str, number: str, proof: str) -> Repair:
        """The repair with that number, of the customer with that proof; as `by_order`."""
        subject = f"repair:{matter_value('REP', number) or serial_key(number)[:60]}"
        return await self._identify(
            conversation_id, subject, lambda: self._backoffice.find_repair(number, proof)
        )

    async def by_return(self, conversation_id: str, number: str, proof: str) -> Order:
        """The order that the return with that number is of, of the customer with that proof; as
        `by_order`."""

        async def find() -> Order:
            found = await self._backoffice.find_return(number, proof)
            return await self._backoffice.find_order(found.order_number, proof)

        subject = f"return:{matter_value('RMA', number) or serial_key(number)[:60]}"
        return await self._identify(conversation_id, subject, find)

    async def remember(self, conversation_id: str, customer_id: str) -> None:
        """The conversation is that customer's."""
        try:
            await self._write(conversation_id, customer_id)
        except IntegrityError:
            # Another message of the conversation wrote it first: the row is there now.
            await self._write(conversation_id, customer_id)

    async def _write(self, conversation_id: str, customer_id: str) -> None:
        row = IdentifiedConversation(
            conversation_id=conversation_id, customer_id=customer_id, at=self._clock()
        )
        async with self._database.write() as session:
            await session.merge(row)

    async def customer_of(self, conversation_id: str) -> str | None:
        """The id of the customer whose the conversation is, once that is known."""
        async with self._database.read() as session:
            row = await session.get(IdentifiedConversation, conversation_id)
            return row.customer_id if row else None

    async def sweep(self) -> None:
        """Take away attempts whose window has passed."""
        old = IdentityAttempt.since <= self._clock() - self._limits.window
        async with self._database.write() as session:
            await session.execute(delete(IdentityAttempt).where(old))

    async def _identify(
        self, conversation_id: str, subject: str, find: Callable[[], Awaitable[Found]]
    ) -> Found:
        """Count an attempt before it is made, and take it back when it was right."""
        began = time.monotonic()
        subjects = (f"conversation:{conversation_id}"[:90], subject)
        most = await self._count(subjects)
        try:
            # Asked even where no attempt is left: it takes the time that it always takes.
            found = await find()
        except (OrderNotFound, SerialNotFound, MatterNotFound):
            found = None
        except BaseException:
            await self._take_back(subjects)
            raise
        if found is None or most > self._limits.attempts:
            await asyncio.sleep(self._limits.slowest_s - (time.monotonic() - began))
            raise NotIdentified(offer_person=most >= self._limits.attempts)
        await self._take_back(subjects)
        # Anybody can register a product under somebody's e-mail: only a purchase shows who it is.
        if not isinstance(found, Owned) or found.order_number:
            await self.remember(conversation_id, found.customer_id)
        return found

    async def _count(self, subjects: tuple[str, ...]) -> int:
        """The most attempts of any of `subjects` within the window, this one included."""
        try:
            async with self._database.write() as session:
                # Always in the same order: two attempts may not wait for each other.
                return max([await self._count_one(session, one) for one in sorted(subjects)])
        except IntegrityError:
            # Another attempt was the first one: the row is there now.
            return await self._count(subjects)

    async def _count_one(self, session: AsyncSession, subject: str) -> int:
        at = self._clock()
        mine = IdentityAttempt.subject == subject
        stale = IdentityAttempt.since <= at - self._limits.window
        again = update(IdentityAttempt).where(mine, stale).values(failures=0, since=at)
        more = update(IdentityAttempt).where(mine).values(failures=IdentityAttempt.failures + 1)
        await session.execute(again)
        counted = await session.scalar(more.returning(IdentityAttempt.failures))
        if counted is None:
            session.add(IdentityAttempt(subject=subject, failures=1, since=at))
            await session.flush()
        return counted or 1

    async def _take_back(self, subjects: tuple[str, ...]) -> None:
        less = update(IdentityAttempt).values(failures=IdentityAttempt.failures - 1)
        where = (IdentityAttempt.subject.in_(subjects), IdentityAttempt.failures > 0)
        async with self._database.write() as session:
            locked = select(IdentityAttempt).where(*where).order_by(IdentityAttempt.subject)
            await session.execute(locked.with_for_update())
            await session.execute(less.where(*where))


class SignedIn:
    """Customers whom the shop has signed in: it hands their browser a token.

    A token is a JWT (RFC 7519) signed with HS256: `sub` is the customer's id, `aud` this
    counter, `exp` when it ends. `secret` has at least 32 characters (RFC 7518, 3.2).
    """

    def __init__(self, backoffice: Backoffice, secret: str, audience: str) -> None:
        if secret and len(secret.encode()) < SHORTEST_SECRET:
            raise BotError(
                f"The shop's secret has {len(secret)} characters and needs {SHORTEST_SECRET}.", 500
            )
        self._backoffice = backoffice
        self._secret = secret
        self._audience = audience

    async def customer_of(self, token: str) -> Customer | None:
        """Whose token it is; None for one that is not the shop's, not for us, or too old."""
        subject = self._subject(token)
        if not subject:
            return None
        try:
            return (await self._backoffice.record_of(subject)).customer
        except CustomerNotFound:
            return None

    async def sign_in(self, identity: Identity, conversation_id: str, token: str) -> bool:
        """Whether the token is good; the conversation is its customer's then."""
        customer = await self.customer_of(token)
        if customer:
            await identity.remember(conversation_id, customer.id)
        return customer is not None

    def _subject(self, token: str) -> str:
        if not self._secret:
            return ""
        try:
            claims = jwt.decode(
                token,
                self._secret,
                algorithms=["HS256"],
                audience=self._audience,
                leeway=LEEWAY_S,
                options={"require": ["exp", "aud", "sub"]},
            )
        except jwt.InvalidTokenError:
            return ""
        return str(claims["sub"])
