"""What is true for a customer who waits for a person, and how it is said and written down.

Whoever tells something new, or changes it, does so through here in one transaction: the words,
the promise in them, and whether the customer waits in the widget. Depends on conversations, the
hours, live, and the files beside this one.
"""

from collections.abc import Awaitable, Callable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot.conversations import Conversation, Escalation, Message, MessageDraft
from bot.conversations.transcript import append_once, conversation_in
from bot.database import Database, now
from bot.hours import Hours
from bot.live import Live, News
from bot.waiting import promises, queue
from bot.waiting.callbacks import Callbacks, booked
from bot.waiting.past import Expected, Past
from bot.waiting.told import WaitTold, in_words
from bot.waiting.words import whole_minutes
from bot.words import ASSISTANT, say

Anyone = Callable[[str], Awaitable[int]]
"""How many people are there for customers of a language ("es" or "en")."""
WITH_WAY_BACK = ("waiting", "offline", "still_waiting")


@dataclass(frozen=True, slots=True)
class Around:
    """What is known before a transaction begins: who is there, and what to expect."""

    language: str
    people: int
    expected: Expected


@dataclass(frozen=True, slots=True)
class Notice:
    """What is written to the customer: its kind (as the door names it), its words, and the mark
    that makes a retry harmless."""

    kind: str
    text: str
    mark: str


class Waiting:
    """The facts of waiting, over one database. `anyone` says how many people are there."""

    def __init__(
        self,
        database: Database,
        hours: Hours,
        past: Past,
        callbacks: Callbacks,
        live: Live,
        anyone: Anyone,
        clock: Callable[[], datetime] = now,
    ) -> None:
        self.database = database
        self.hours = hours
        self.callbacks = callbacks
        self.anyone = anyone
        self.clock = clock
        self._past = past
        self._live = live

    async def of(self, conversation_id: str) -> WaitTold:
        """What is true now; `ConversationNotFound`."""
        around = await self.around(conversation_id)
        async with self.database.read() as session:
            return await self.told(session, await conversation_in(session, conversation_id), around)

    def shown(self, told: WaitTold) -> dict[str, Any]:
        """As the door shows it, with its sentence."""
        return {**told.shown(self.hours), "text": in_words(told, self.hours)}

    async def around(self, conversation_id: str) -> Around:
        """What is around a conversation; `ConversationNotFound`."""
        async with self.database.read() as session:
            language = (await conversation_in(session, conversation_id)).language
        return Around(language, await self.anyone(language), await self._past.expected())

    async def told(self, session: AsyncSession, row: Conversation, around: Around) -> WaitTold:
        """What is true of a conversation within a transaction, with what that has changed."""
        await session.flush()
        at = self.clock()
        opened = self.hours.open_at(at)
        escalation = await queue.open_escalation(session, row.id)
        return WaitTold(
            at=at,
            state=row.state,
            language=row.language,
            position=await _position(session, row, escalation),
            people=around.people,
            expected=around.expected if opened and around.people else None,
            open=opened,
            opens_at=None if opened else self.hours.next_opening(at),
            closes_at=self.hours.closes_at(at),
            offline=row.offline,
            danger=escalation is not None and escalation.reason == queue.DANGER,
            email=row.reply_email,
            callbacks=self.callbacks.places > 0,
            promise=await promises.newest(session, row.id),
            callback=await booked(session, row.id),
        )

    async def promise_wait(
        self, session: AsyncSession, row: Conversation, escalation: Escalation, around: Around
    ) -> WaitTold:
        """The customer waits in the widget from now on, until the time that is promised so; where
        nobody can come, it is an offline matter. A promise that stands is not made again."""
        told = await self.told(session, row, around)
        row.offline = not told.there
        standing = await promises.opened(session, escalation, "wait")
        if told.expected and standing is None:
            due = self.hours.later(told.at, 60 * whole_minutes(told.expected.p90_s))
            detail = {**asdict(told.expected), "people": told.people, "position": told.position}
            promises.promise(session, escalation, "wait", told.at, due, **detail)
        return await self.told(session, row, around)

    def draft(self, told: WaitTold, notice: Notice) -> MessageDraft:
        """A notice with its facts. An address is in its words alone, which can be erased."""
        facts = {**told.shown(self.hours), "email": None}
        data: dict[str, Any] = {"notice": notice.kind, "waiting": facts}
        if notice.kind in WITH_WAY_BACK:
            title = say("back_to_assistant", told.language)
            data["buttons"] = [{"title": title, "payload": ASSISTANT}]
        return MessageDraft("system", notice.text, notice.mark, data=data)

    async def write(
        self, session: AsyncSession, row: Conversation, told: WaitTold, notice: Notice
    ) -> Message:
        """One notice, once."""
        return (await append_once(session, row.id, self.draft(told, notice)))[0]

    def publish(self, conversation_id: str) -> None:
        """Whoever looks hears of it."""
        self._live.publish(News(conversation_id))


async def _position(
    session: AsyncSession, row: Conversation, escalation: Escalation | None
) -> int | None:
    if row.state != "waiting" or row.offline or escalation is None:
        return None
    return await queue.position(session, escalation)
