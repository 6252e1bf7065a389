"""What is new in the contact log and in what customers say to people. SQL alone.

Depends on contacts, conversations and the rows of questions.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.contacts import Contact
from bot.conversations import Conversation, Escalation, Message
from bot.database import now
from bot.groups.asking import A_REQUEST, is_asked
from bot.groups.tables import Collected, Question

BACK = 50
"""Rows before the newest that are looked at again: one of another process may come late."""
SETTLING = timedelta(minutes=5)
SAME_MATTER = timedelta(days=1)
"""How long what the assistant was asked is what people are spoken to about."""
TO_PEOPLE = ("none", "people", "dropped")
"""Turns of messages that people have."""
RECENT = timedelta(days=2)
"""How long after a contact its change is looked for."""


@dataclass(frozen=True, slots=True)
class Logged:
    """A contact, and the conversation that it is of."""

    contact: Contact
    channel: str
    simulated: bool


@dataclass(frozen=True, slots=True)
class Said:
    """A customer's message that the contact log does not have: one to people, or `in_vain` one
    that the assistant took for something else. `opens`: it says what it is about, for nothing was
    said to people before in this escalation, or it began a form."""

    message: Message
    conversation: Conversation
    opens: bool
    in_vain: bool = False


async def upto(session: AsyncSession, source: str) -> int:
    """How far `source` was read."""
    row = await session.get(Collected, source)
    return row.upto if row else 0


async def note_upto(session: AsyncSession, source: str, number: int) -> None:
    """`source` was read up to `number`."""
    await session.merge(Collected(source=source, upto=number))


async def new_contacts(session: AsyncSession, after: int, limit: int) -> list[Logged]:
    """Contacts above `after` and the few before it that came late, without a question, in order."""
    asked = select(Question.id).where(Question.contact_id == Contact.id)
    where = (Contact.id > after - BACK, or_(Contact.id > after, ~asked.exists()))
    query = (
        select(Contact, Conversation)
        .join(Conversation, Conversation.id == Contact.conversation_id, isouter=True)
        .where(*where)
        .order_by(Contact.id)
        .limit(limit + BACK)
    )
    return [_logged(*row) for row in await session.execute(query)]


async def changed_contacts(session: AsyncSession, limit: int) -> list[tuple[Contact, Question]]:
    """Contacts of late that no longer say what their question says."""
    since = now() - RECENT
    better = Contact.outcome.in_(("answered_faq", "answered_manual", "transaction"))
    other = or_(
        Contact.text != Question.text,
        Contact.language != Question.language,
        Contact.intent.is_distinct_from(Question.intent),
        Contact.product.is_not(None) & Contact.product.is_distinct_from(Question.product),
        better & (Question.answered_by == "nobody"),
    )
    query = (
        select(Contact, Question)
        .join(Question, Question.contact_id == Contact.id)
        .where(Question.asked_at > since, other)
        .order_by(Contact.id)
        .limit(limit)
    )
    return [(row[0], row[1]) for row in await session.execute(query)]


async def new_said(session: AsyncSession, after: int, limit: int) -> list[Said]:
    """What customers said above the message `after` that is not in the contact log, in order: to
    people, and to the assistant in vain. Copies of merged conversations are left out."""
    people = select(Escalation.id).where(
        Escalation.conversation_id == Message.conversation_id,
        Escalation.asked_at <= Message.created_at,
        or_(Escalation.ended_at.is_(None), Escalation.ended_at >= Message.created_at),
    )
    asked = select(Question.id).where(
        Question.conversation_id == Message.conversation_id,
        Question.message_id == Message.client_id,
    )
    # The parts of a message with several matters have its id and a number.
    own = Contact.message_id.in_((Message.client_id, Message.client_id + ".2"))
    logged = select(Contact.id).where(Contact.conversation_id == Message.conversation_id, own)
    where = (
        Message.id > after,
        Message.author == "customer",
        Message.payload.is_(None),
        Message.text != "",
        or_(
            Message.turn.in_(TO_PEOPLE) & people.exists(),
            (Message.turn == "done") & ~logged.exists(),
        ),
        ~asked.exists(),
    )
    query = (
        select(Message, Conversation)
        .join(Conversation, Conversation.id == Message.conversation_id)
        .where(*where)
        .order_by(Message.id)
        .limit(limit)
    )
    found = [(row[0], row[1]) for row in await session.execute(query)]
    told = [one for one in found if "merged_from" not in (one[0].data or {})]
    return [await _said(session, *one) for one in told]


async def _said(session: AsyncSession, message: Message, talk: Conversation) -> Said:
    if message.turn == "done":
        return Said(message, talk, bool((message.data or {}).get("begun")), in_vain=True)
    return Said(message, talk, await _opens(session, message))


async def _opens(session: AsyncSession, message: Message) -> bool:
    """Whether the customer said nothing to people before it in this escalation, nor is it what
    they said to an agent's words after the assistant had been asked."""
    begun = (
        select(Escalation.asked_at)
        .where(
            Escalation.conversation_id == message.conversation_id,
            Escalation.asked_at <= message.created_at,
        )
        .order_by(Escalation.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    before = select(Message.id).where(
        Message.conversation_id == message.conversation_id,
        Message.author == "customer",
        Message.payload.is_(None),
        Message.created_at > begun,
        Message.seq < message.seq,
    )
    if await session.scalar(before.limit(1)) is not None:
        return False
    answered = select(Message.id).where(
        Message.conversation_id == message.conversation_id,
        Message.author == "agent",
        Message.created_at > begun,
        Message.seq < message.seq,
    )
    put = select(Message.text).where(
        Message.conversation_id == message.conversation_id,
        Message.author == "customer",
        Message.payload.is_(None),
        Message.turn == "done",
        Message.created_at > message.created_at - SAME_MATTER,
        Message.seq < message.seq,
    )
    if await session.scalar(answered.limit(1)) is None:
        return True
    return not any(is_asked(one, A_REQUEST) for one in await session.scalars(put))


async def replied(session: AsyncSession, after: int, limit: int) -> list[Message]:
    """Agents' messages above the message `after`, in order."""
    where = (Message.id > after, Message.author == "agent")
    query = select(Message).where(*where).order_by(Message.id).limit(limit)
    return [*await session.scalars(query)]


async def settled_message(session: AsyncSession, after: int) -> int:
    """The number up to which messages need not be looked at again: those behind it are older than
    `SETTLING`, in which the assistant's turns end and what it lost to people is known."""
    old = (Message.id > after, Message.created_at < now() - SETTLING)
    query = select(Message.id).where(*old).order_by(Message.id.desc()).limit(1)
    return await session.scalar(query) or after


async def questions_of(session: AsyncSession, ids: Sequence[str]) -> list[Question]:
    """The questions of conversations, in the order in which they were asked."""
    where = Question.conversation_id.in_(ids)
    query = select(Question).where(where).order_by(Question.asked_at, Question.id)
    return [*await session.scalars(query)]


def _logged(contact: Contact, conversation: Conversation | None) -> Logged:
    if conversation is None:
        return Logged(contact, "web", False)
    return Logged(contact, conversation.channel, conversation.simulated)
