"""Reads all that a brief is made of: the database, the shop and the assistant, at the same time.

What cannot be asked is left out and said so: a brief without the shop is better than none.
Depends on conversations, contacts, answers, identity, the backoffice, the policies and Rasa.
"""

import asyncio
from collections.abc import Awaitable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from bot.answers import GivenAnswer
from bot.backoffice import Backoffice, CustomerFile, CustomerNotFound, SerialNotFound
from bot.backoffice.states import is_open
from bot.brief.brief import Brief, Who
from bot.brief.composing import compose
from bot.brief.evidence import Evidence
from bot.brief.gathered import CLAIMED
from bot.brief.messages import begins
from bot.brief.subjects import in_hand, mentioned, subjects_of
from bot.contacts import Contact
from bot.conversations import Conversation, Escalation, Message
from bot.conversations.transcript import conversation_in
from bot.database import Database
from bot.errors import BotError
from bot.fault_causes import cause_in
from bot.guarantees import Guarantee, Guarantees
from bot.identity import IdentifiedConversation
from bot.moods import signs_of
from bot.nlu.products import ProductNames
from bot.policies import Policies, WarrantyAsked
from bot.rasa_client import RasaClient, Remembered

MOST_MESSAGES = 400
PATIENCE_S = 1.5
"""How long the shop and the assistant are waited for."""


@dataclass(frozen=True, slots=True)
class Rows:
    """What our own database has of one conversation."""

    conversation: Conversation
    messages: list[Message]
    contacts: list[Contact]
    answers: list[GivenAnswer]
    reason: str | None
    customer_id: str | None


class Briefs:
    """Makes briefs over one database, one shop and one assistant."""

    def __init__(
        self,
        database: Database,
        backoffice: Backoffice,
        policies: Policies,
        rasa: RasaClient,
        names: ProductNames,
        patience_s: float = PATIENCE_S,
    ) -> None:
        self._database = database
        self._backoffice = backoffice
        self._guarantees = Guarantees(backoffice, policies)
        self._rasa = rasa
        self._names = names
        self._patience_s = patience_s

    async def of(self, conversation_id: str) -> Brief:
        """The brief as things stand now; `ConversationNotFound`."""
        return compose(await self.evidence(conversation_id))

    async def evidence(self, conversation_id: str) -> Evidence:
        """What it is made of; nothing that fails outside our database fails here."""
        rows, remembered = await asyncio.gather(
            self._rows(conversation_id), self._remembered(conversation_id)
        )
        after = begins(rows.messages)
        matter = [one for one in rows.messages if one.seq > after]
        told = _handed(matter) | _filled(remembered.slots if remembered else {})
        serial = str(told.get("serial_number") or "")
        record, products, by_serial = await asyncio.gather(
            self._within(self._record(rows.customer_id)),
            self._within(self._catalogue()),
            self._within(self._by_serial(serial)),
        )
        own = [one.text for one in matter if one.author == "customer"]
        logged = [one.product for one in rows.contacts]
        held = in_hand(told, logged, mentioned(own, self._names))
        names, missing = products[0] or {}, record[1] or products[1] or by_serial[1]
        unread = (*(() if remembered else ("assistant",)), *(("shop",) if missing else ()))
        asked = WarrantyAsked(cause_in(" ".join(own)))
        return Evidence(
            language=rows.conversation.language,
            messages=rows.messages,
            contacts=rows.contacts,
            answers=rows.answers,
            reason=rows.reason,
            who=who_of(record[0], rows.customer_id, told),
            slots=told,
            asked_last=remembered.asked_for if remembered else None,
            subjects=subjects_of(held, record[0], by_serial[0], self._guarantees, asked, names),
            names=names,
            signs=signs_of(matter),
            unread=unread,
        )

    async def _rows(self, conversation_id: str) -> Rows:
        mine = {"conversation_id": conversation_id}
        newest = select(Message).filter_by(**mine).order_by(Message.seq.desc())
        contacts = select(Contact).filter_by(**mine).order_by(Contact.id)
        answers = select(GivenAnswer).filter_by(**mine).order_by(GivenAnswer.created_at)
        why = select(Escalation.reason).filter_by(**mine).order_by(Escalation.id.desc()).limit(1)
        async with self._database.read() as session:
            row = await conversation_in(session, conversation_id)
            messages = [*await session.scalars(newest.limit(MOST_MESSAGES))]
            known = await session.get(IdentifiedConversation, conversation_id)
            return Rows(
                row,
                messages[::-1],
                [*await session.scalars(contacts)],
                [*await session.scalars(answers)],
                (await session.scalars(why)).one_or_none(),
                known.customer_id if known else None,
            )

    async def _remembered(self, conversation_id: str) -> Remembered | None:
        """What the assistant keeps; None where it cannot be asked."""
        try:
            return await self._rasa.remembered(conversation_id, self._patience_s)
        except BotError:
            return None

    async def _record(self, customer_id: str | None) -> CustomerFile | None:
        try:
            return await self._backoffice.record_of(customer_id) if customer_id else None
        except CustomerNotFound:
            return None

    async def _catalogue(self) -> dict[str, str]:
        return {one.id: one.name for one in await self._backoffice.products()}

    async def _by_serial(self, serial: str) -> Guarantee | None:
        try:
            return await self._guarantees.of_serial(serial) if serial else None
        except SerialNotFound:
            return None

    async def _within(self, asking: Awaitable[Any]) -> tuple[Any, bool]:
        """What the shop says, and whether it could not be asked."""
        try:
            async with asyncio.timeout(self._patience_s):
                return await asking, False
        except (BotError, TimeoutError):
            return None, True


def who_of(record: CustomerFile | None, customer_id: str | None, told: Mapping[str, Any]) -> Who:
    """Whose it is, as far as that is known."""
    if record is None:
        claimed = tuple((slot, str(told[slot])) for slot in CLAIMED if told.get(slot))
        return Who("shop_down" if customer_id else "nobody", claimed=claimed)
    numbers = (
        *(one.number for one in record.returns if is_open("return", one.status)),
        *(one.number for one in record.repairs if is_open("repair", one.status)),
        *(one.number for one in record.claims if is_open("claim", one.status)),
    )
    one = record.customer
    return Who("identified", one.name, one.email, one.phone or "", len(record.orders), numbers)


def _handed(messages: Sequence[Message]) -> dict[str, Any]:
    """What forms handed over with their words before they forgot it."""
    found: dict[str, Any] = {}
    for one in messages:
        found |= one.data.get("gathered") or {}
    return found


def _filled(slots: Mapping[str, Any]) -> dict[str, Any]:
    return {slot: value for slot, value in slots.items() if value not in (None, "", [])}
