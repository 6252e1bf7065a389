"""The events of conversations, read from the tables that recorded them.

Many conversations at once, a query for each table. Depends on the tables of contacts,
conversations, questions, promises, surveys and identities.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.contacts import Contact
from bot.conversations import Conversation, Escalation, HandChange, Message
from bot.groups.tables import Collected, Question
from bot.identity import IdentifiedConversation
from bot.standards.events import Asked, Escalated, Log, Moved, Promised, Said, Scored, Side
from bot.surveys import Survey, customer_key
from bot.surveys.dimensions import DIMENSIONS
from bot.surveys.tables import QualitySurvey
from bot.waiting.tables import Promise

SIDES: dict[str, Side] = {
    "customer": "customer",
    "bot": "assistant",
    "agent": "agent",
    "system": "system",
}
Found = dict[str, list[Any]]
"""Events by conversation."""


async def read_logs(session: AsyncSession, ids: Sequence[str]) -> list[Log]:
    """The logs of conversations, in the order of their ids; those that are not there are left
    out."""
    columns = (Conversation.id, Conversation.language, Conversation.channel, Conversation.simulated)
    talks = (await session.execute(select(*columns).where(Conversation.id.in_(ids)))).all()
    said, at_of = await read_said(session, ids)
    moved, escalated = await read_moved(session, ids), await read_escalated(session, ids)
    asked = await read_asked(session, ids, at_of)
    promised, scored = await read_promised(session, ids), await read_scored(session, ids)
    owners = await read_owners(session, ids)
    return [
        Log(
            conversation_id=talk.id,
            language=talk.language,
            channel=talk.channel,
            simulated=bool(talk.simulated),
            customer=owners.get(talk.id),
            said=tuple(said[talk.id]),
            moved=tuple(moved[talk.id]),
            escalated=tuple(escalated[talk.id]),
            asked=tuple(asked[talk.id]),
            promised=tuple(promised[talk.id]),
            scored=tuple(scored[talk.id]),
        )
        for talk in sorted(talks, key=lambda one: str(one.id))
    ]


async def _rows(session: AsyncSession, query: Any) -> list[Any]:
    return list((await session.execute(query)).all())


async def read_said(
    session: AsyncSession, ids: Sequence[str]
) -> tuple[Found, dict[tuple[str, str], Any]]:
    """Messages, and the time of each customer's by conversation and client's id. What was copied
    from a merged conversation was said there."""
    columns = (
        Message.conversation_id, Message.created_at, Message.author, Message.client_id,
        Message.data["merged_from"].as_string().label("merged"),
    )  # fmt: skip
    where = Message.conversation_id.in_(ids)
    order = (Message.conversation_id, Message.seq)
    found: Found = defaultdict(list)
    at_of = {}
    for talk, at, author, client_id, merged in await _rows(
        session, select(*columns).where(where).order_by(*order)
    ):
        if merged is None:
            found[talk].append(Said(at, SIDES.get(author, "system"), client_id))
            if author == "customer":
                at_of[talk, client_id] = at
    return found, at_of


async def read_moved(session: AsyncSession, ids: Sequence[str]) -> Found:
    """Changes of hands."""
    columns = (HandChange.conversation_id, HandChange.at, HandChange.to_state, HandChange.why)
    where = HandChange.conversation_id.in_(ids)
    rows = await _rows(session, select(*columns).where(where).order_by(HandChange.id))
    return gathered((talk, Moved(at, state, why)) for talk, at, state, why in rows)


async def read_escalated(session: AsyncSession, ids: Sequence[str]) -> Found:
    """Hand-overs."""
    columns = (
        Escalation.conversation_id, Escalation.id, Escalation.asked_at, Escalation.reason,
        Escalation.ended_at, Escalation.outcome, Escalation.topic, Escalation.product,
    )  # fmt: skip
    where = Escalation.conversation_id.in_(ids)
    rows = await _rows(session, select(*columns).where(where).order_by(Escalation.id))
    return gathered((row[0], Escalated(*row[1:])) for row in rows)


async def read_asked(
    session: AsyncSession, ids: Sequence[str], at_of: dict[tuple[str, str], Any]
) -> Found:
    """Contacts and questions, joined where they are of the same message."""
    upto = select(Collected.upto).where(Collected.source == "contacts")
    seen = await session.scalar(upto) or 0
    known = {
        (talk, one.message_id): one
        for talk, ones in (await _contacts(session, ids, at_of, seen)).items()
        for one in ones
    }
    columns = (
        Question.conversation_id, Question.message_id, Question.asked_at, Question.language,
        Question.channel, Question.intent, Question.product, Question.id, Question.group_id,
        Question.answered_by,
    )  # fmt: skip
    where = Question.conversation_id.in_(ids)
    for row in await _rows(session, select(*columns).where(where).order_by(Question.id)):
        talk, message = row[0], row[1]
        at = at_of.get((talk, message), row[2])
        mine = Asked(message, at, *row[3:7])
        known[talk, message] = replace(
            known.get((talk, message), mine),
            channel=row[4], question_id=row[7], group_id=row[8], answered_by=row[9],
            no_question=False,
        )  # fmt: skip
    return gathered((talk, one) for (talk, _), one in known.items())


async def _contacts(
    session: AsyncSession, ids: Sequence[str], at_of: dict[tuple[str, str], Any], seen: int
) -> Found:
    """The contact log; the contacts up to the number `seen` have been looked at for questions."""
    columns = (
        Contact.conversation_id, Contact.message_id, Contact.created_at, Contact.language,
        Conversation.channel, Contact.intent, Contact.product, Contact.id, Contact.outcome,
        Contact.cause, Contact.feedback,
    )  # fmt: skip
    join = Conversation.id == Contact.conversation_id
    query = select(*columns).join(Conversation, join, isouter=True)
    rows = await _rows(session, query.where(Contact.conversation_id.in_(ids)).order_by(Contact.id))
    return gathered(
        (
            row[0],
            Asked(
                message_id=row[1], at=at_of.get((row[0], row[1]), row[2]), language=row[3],
                channel=row[4] or "web", topic=row[5], product=row[6], contact_id=row[7],
                outcome=row[8], cause=row[9], feedback=row[10], logged_at=row[2],
                no_question=row[7] <= seen,
            ),
        )
        for row in rows
    )  # fmt: skip


async def read_promised(session: AsyncSession, ids: Sequence[str]) -> Found:
    """What those who wait were promised."""
    columns = (
        Promise.conversation_id, Promise.id, Promise.kind, Promise.said_at, Promise.due_at,
        Promise.kept, Promise.kept_at, Promise.settled_at,
    )  # fmt: skip
    where = Promise.conversation_id.in_(ids)
    rows = await _rows(session, select(*columns).where(where).order_by(Promise.id))
    return gathered((row[0], Promised(*row[1:])) for row in rows)


async def read_scored(session: AsyncSession, ids: Sequence[str]) -> Found:
    """Surveys: satisfaction, recommendation, and quality."""
    columns = (Survey.conversation_id, Survey.id, Survey.kind, Survey.asked_at, Survey.score)
    where = Survey.conversation_id.in_(ids)
    rows = await _rows(session, select(*columns).where(where).order_by(Survey.id))
    short = QualitySurvey
    dimensions = [getattr(short, name) for name in DIMENSIONS]
    query = select(short.conversation_id, short.id, short.asked_at, *dimensions)
    five = await _rows(session, query.where(short.conversation_id.in_(ids)).order_by(short.id))
    rows += [
        (row[0], row[1], name, row[2], score)
        for row in five
        for name, score in zip(DIMENSIONS, row[3:], strict=True)
    ]
    return gathered(
        (talk, Scored(str(number), kind, at, None if score is None else float(score)))
        for talk, number, kind, at, score in rows
    )


async def read_owners(session: AsyncSession, ids: Sequence[str]) -> dict[str, str]:
    """The key of the customer of each conversation of whom it is known."""
    columns = (IdentifiedConversation.conversation_id, IdentifiedConversation.customer_id)
    where = IdentifiedConversation.conversation_id.in_(ids)
    rows = await _rows(session, select(*columns).where(where))
    return {talk: customer_key(customer) for talk, customer in rows}


def gathered(pairs: Iterable[tuple[str, Any]]) -> Found:
    """Values by conversation, in their order."""
    found: Found = defaultdict(list)
    for talk, value in pairs:
        found[talk].append(value)
    return found
