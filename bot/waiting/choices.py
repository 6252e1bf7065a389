"""What a customer may choose instead of waiting: an answer by mail, or a call.

Each choice is one transaction, and a retry changes nothing. Depends on `Waiting`.
"""

from datetime import datetime
from typing import Protocol

from sqlalchemy.ext.asyncio import AsyncSession

from bot.conversations import Conversation, Escalation, Message
from bot.conversations.transcript import conversation_in
from bot.mail import address_of
from bot.waiting import promises, queue
from bot.waiting.callbacks import Slot, booked, callable_number, spoken_number
from bot.waiting.errors import NobodyWaits
from bot.waiting.tables import Callback, Promise
from bot.waiting.told import WaitTold, in_words, said_callback, said_email
from bot.waiting.waiting import Around, Notice, Waiting
from bot.waiting.words import say

Chosen = tuple[WaitTold, Message]


class Confirm(Protocol):
    """Confirms a call by mail, to who has left an address, in the transaction that books it."""

    async def __call__(
        self,
        session: AsyncSession,
        conversation: Conversation,
        when: datetime,
        phone: str,
        *,
        cancelled: bool = False,
    ) -> bool:
        """Whether a mail goes out; `when` is naive UTC."""


class Choices:
    """Chooses, through one `Waiting`. A mail is answered within `mail_hours` open hours; `confirm`
    writes to those who are to be called."""

    def __init__(
        self, waiting: Waiting, mail_hours: float = 9.0, confirm: Confirm | None = None
    ) -> None:
        self._confirm = confirm
        self._waiting = waiting
        self._database = waiting.database
        self._mail_s = mail_hours * 3600

    async def leave_email(self, conversation_id: str, email: str) -> Chosen:
        """Answer to this address. Raises `BadAddress`, `NobodyWaits`."""
        around = await self._waiting.around(conversation_id)
        email = address_of(email, around.language)
        async with self._database.write() as session:
            row, escalation = await _asked_for(session, conversation_id)
            promise = await self._promise_mail(session, row, escalation, email)
            row.offline, row.reply_email = True, email
            told = await self._waiting.told(session, row, around)
            text = said_email("email", told, promise, self._waiting.hours)
            notice = Notice("email", text, f"email-{promise.id}")
            message = await self._waiting.write(session, row, told, notice)
        self._waiting.publish(conversation_id)
        return told, message

    async def free(self) -> list[Slot]:
        """The times at which a call can be booked."""
        return await self._waiting.callbacks.free()

    async def book(self, conversation_id: str, phone: str, begins_at: datetime) -> Chosen:
        """Call this number in the slot that begins then; an earlier booking is moved.

        Raises `BadPhone`, `NoSuchSlot`, `SlotTaken`, `NobodyWaits`.
        """
        around = await self._waiting.around(conversation_id)
        language, callbacks = around.language, self._waiting.callbacks
        number, slot = callable_number(phone, language), callbacks.slot(begins_at, language)
        async with self._database.write() as session:
            row, escalation = await _asked_for(session, conversation_id)
            call = await callbacks.take(session, conversation_id, number, slot, language)
            if await promises.of_call(session, call) is None:
                at = self._waiting.clock()
                await promises.let_go(session, conversation_id, at, "wait", "callback")
                due = slot.ends_at
                promises.promise(session, escalation, "callback", at, due, callback=call.id)
                await self._mail(session, row, call)
            row.offline = True
            told = await self._waiting.told(session, row, around)
            text = said_callback("callback", call, self._waiting.hours, language)
            notice = Notice("callback", text, f"callback-{call.id}")
            message = await self._waiting.write(session, row, told, notice)
        self._waiting.publish(conversation_id)
        return told, message

    async def unbook(self, conversation_id: str) -> tuple[WaitTold, Message | None]:
        """Take the booking back: the customer waits in the widget again, unless they left an
        address. Nothing happens without a booking."""
        around = await self._waiting.around(conversation_id)
        message = None
        async with self._database.write() as session:
            row = await conversation_in(session, conversation_id, lock=True)
            call = await booked(session, conversation_id)
            if call:
                call.state, call.place = "cancelled", None
                await promises.let_go(session, conversation_id, self._waiting.clock(), "callback")
                await self._back_in_line(session, row, around)
                await self._mail(session, row, call)
            told = await self._waiting.told(session, row, around)
            if call:
                stands = in_words(told, self._waiting.hours)
                text = f"{say('callback_off', told.language)} {stands}"
                notice = Notice("callback_off", text, f"callback-off-{call.id}")
                message = await self._waiting.write(session, row, told, notice)
        self._waiting.publish(conversation_id)
        return told, message

    async def _mail(self, session: AsyncSession, row: Conversation, call: Callback) -> None:
        """That the customer is called, or is not any more."""
        if self._confirm:
            phone, cancelled = spoken_number(call.phone), call.state == "cancelled"
            await self._confirm(session, row, call.slot_at, phone, cancelled=cancelled)

    async def _back_in_line(self, session: AsyncSession, row: Conversation, around: Around) -> None:
        """Whoever is not called, and left no address, waits in the widget."""
        escalation = await queue.open_escalation(session, row.id)
        if row.state != "waiting" or escalation is None:
            return
        if await promises.opened(session, escalation, "email") is None:
            await self._waiting.promise_wait(session, row, escalation, around)

    async def _promise_mail(
        self, session: AsyncSession, row: Conversation, escalation: Escalation, email: str
    ) -> Promise:
        """The promise that stands for this address, made where there is none."""
        standing = await promises.opened(session, escalation, "email")
        if standing and row.reply_email == email:
            return standing
        at = self._waiting.clock()
        await promises.let_go(session, row.id, at, "wait", "email")
        due = self._waiting.hours.later(at, self._mail_s)
        promise = promises.promise(session, escalation, "email", at, due)
        await session.flush()
        return promise


async def _asked_for(
    session: AsyncSession, conversation_id: str
) -> tuple[Conversation, Escalation]:
    """The conversation of a customer who asked for a person and has none, or one."""
    row = await conversation_in(session, conversation_id, lock=True)
    escalation = await queue.open_escalation(session, conversation_id)
    if row.state not in ("waiting", "agent") or escalation is None:
        raise NobodyWaits(row.language)
    return row, escalation
