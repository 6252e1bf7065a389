"""Call-backs: the slots of opening hours, their places, and who calls whom.

A slot has as many places as calls can be made in it at once. Each place is a row's number under a
unique constraint, so that two customers cannot have the same one whoever is faster. Depends on the
hours and the tables.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import phonenumbers
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.conversations import Conversation, MessageDraft
from bot.conversations.transcript import append_to, conversation_in
from bot.database import Database, now
from bot.hours import Hours
from bot.waiting.errors import BadPhone, CallbackGone, NoSuchSlot, SlotTaken
from bot.waiting.tables import Callback, Promise
from bot.waiting.words import clock, say, title

REGION = "ES"
GONE = "-"
AHEAD = timedelta(days=7)
NOTICE = timedelta(minutes=20)
"""How long before its slot a call may still be booked."""
MOST_SLOTS = 40


@dataclass(frozen=True, slots=True)
class Slot:
    """A time for a call, in naive UTC."""

    begins_at: datetime
    ends_at: datetime


class Callbacks:
    """The calls of one company. `places` is how many can be made at once, 0 for none at all;
    `length` how long a slot is, counted from each opening."""

    def __init__(
        self,
        database: Database,
        hours: Hours,
        places: int = 2,
        length: timedelta = timedelta(minutes=30),
        clock: Callable[[], datetime] = now,
    ) -> None:
        self._database = database
        self._hours = hours
        self.places = places
        self._length = length
        self._clock = clock

    async def free(self) -> list[Slot]:
        """The slots that have a place, in order, at most `MOST_SLOTS`."""
        slots = list(self._slots())
        async with self._database.read() as session:
            taken = await self._taken(session, [one.begins_at for one in slots])
        free = [one for one in slots if taken.get(one.begins_at, 0) < self.places]
        return free[:MOST_SLOTS]

    def title(self, callback: Callback, language: str) -> str:
        """Its slot in short: "martes 24, 10:00-10:30"."""
        return title(callback.slot_at, callback.ends_at, self._hours, language)

    def slot(self, begins_at: datetime, language: str) -> Slot:
        """The slot that begins then; `NoSuchSlot` where none does."""
        for one in self._slots():
            if one.begins_at == begins_at:
                return one
        raise NoSuchSlot(begins_at.isoformat(timespec="minutes"), language)

    async def take(
        self, session: AsyncSession, conversation_id: str, phone: str, slot: Slot, language: str
    ) -> Callback:
        """Give a conversation, which its caller has locked, one of the slot's places.

        A retry gives the same row; another slot or number takes the place of the earlier one.
        Raises `SlotTaken`.
        """
        known = await booked(session, conversation_id)
        if known and (known.slot_at, known.phone) == (slot.begins_at, phone):
            return known
        if known:
            known.state, known.place = "cancelled", None
            await session.flush()
        for place in range(self.places):
            row = Callback(
                conversation_id=conversation_id,
                phone=phone,
                slot_at=slot.begins_at,
                ends_at=slot.ends_at,
                place=place,
                state="booked",
                created_at=self._clock(),
            )
            try:
                async with session.begin_nested():
                    session.add(row)
            except IntegrityError:
                continue
            return row
        raise SlotTaken(title(slot.begins_at, slot.ends_at, self._hours, language), language)

    async def called(self, callback_id: int, agent: str, reached: bool) -> Callback:
        """An agent has called, and reached the customer or not, who is told so then.

        Raises `CallbackGone`.
        """
        async with self._database.write() as session:
            row = await session.get(Callback, callback_id, with_for_update=True)
            if row is None or row.state != "booked":
                raise CallbackGone
            row.state, row.agent = "done" if reached else "missed", agent
            row.called_at, row.place = self._clock(), None
            if not reached:
                await self._tell_missed(session, row)
            return row

    async def _tell_missed(self, session: AsyncSession, row: Callback) -> None:
        language = (await conversation_in(session, row.conversation_id, lock=True)).language
        at = clock(row.called_at or self._clock(), self._hours)
        text = say("callback_missed", language, phone=spoken_number(row.phone), clock=at)
        data = {"notice": "callback_missed"}
        draft = MessageDraft("system", text, f"callback-missed-{row.id}", data=data)
        await append_to(session, row.conversation_id, draft)

    async def listed(self) -> list[tuple[Callback, Conversation]]:
        """The calls still to be made, the earliest first."""
        join = Conversation.id == Callback.conversation_id
        query = select(Callback, Conversation).join(Conversation, join)
        async with self._database.read() as session:
            rows = await session.execute(
                query.where(Callback.state == "booked").order_by(Callback.slot_at, Callback.id)
            )
            return [(row[0], row[1]) for row in rows]

    async def _taken(self, session: AsyncSession, begins: list[datetime]) -> dict[datetime, int]:
        where = (Callback.slot_at.in_(begins), Callback.place.is_not(None))
        found: dict[datetime, int] = {}
        for moment in await session.scalars(select(Callback.slot_at).where(*where)):
            found[moment] = found.get(moment, 0) + 1
        return found

    def _slots(self) -> Iterator[Slot]:
        """Every slot that can be booked now, with places or without."""
        at = self._clock()
        first = self._hours.local(at).date()
        for ahead in range(AHEAD.days + 1):
            for begin, end in self._hours.spans(first + timedelta(ahead)):
                while begin + self._length <= end and self.places > 0:
                    if begin >= at + NOTICE:
                        yield Slot(begin, begin + self._length)
                    begin += self._length


async def booked(session: AsyncSession, conversation_id: str) -> Callback | None:
    """The call that a conversation waits for."""
    where = (Callback.conversation_id == conversation_id, Callback.state == "booked")
    return (await session.scalars(select(Callback).where(*where))).one_or_none()


async def forget(session: AsyncSession, conversations: Sequence[str], at: datetime) -> None:
    """Customers are forgotten: nobody has their numbers any more, nor calls them."""
    theirs = Callback.conversation_id.in_(conversations)
    await session.execute(update(Callback).where(theirs).values(phone=GONE))
    booked_ones = update(Callback).where(theirs, Callback.state == "booked")
    await session.execute(booked_ones.values(state="cancelled", place=None))
    still = (Promise.conversation_id.in_(conversations), Promise.settled_at.is_(None))
    await session.execute(update(Promise).where(*still).values(settled_at=at))


def callable_number(phone: str, language: str) -> str:
    """`phone` as E.164 has it ("+34612345678"); `BadPhone` where nobody could call it."""
    try:
        number = phonenumbers.parse(phone, REGION)
    except phonenumbers.NumberParseException as error:
        raise BadPhone(phone, language) from error
    if not phonenumbers.is_valid_number(number):
        raise BadPhone(phone, language)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def spoken_number(phone: str) -> str:
    """An E.164 number in groups: "+34 612 34 56 78"."""
    number = phonenumbers.parse(phone)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)


def hidden_number(phone: str) -> str:
    """The same with all but its country and its last two digits hidden."""
    spoken = spoken_number(phone)
    country, _, rest = spoken.partition(" ")
    hidden = "".join("•" if one.isdigit() else one for one in rest[:-2])
    return f"{country} {hidden}{rest[-2:]}"
