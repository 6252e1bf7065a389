"""The lines of the queue: each conversation that people are in charge of, as its agents see it.

`Lines` reads them, many at once or a few after a change; `shown` says one in JSON with its clocks
at a moment. Words are masked: a list is read by more people than a conversation is. Depends on
conversations, contacts, customers, agents, `bot.moods` and `bot.service_levels`.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, exists, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.agents import Agent
from bot.backoffice.tables import CustomerRow, ProductRow
from bot.brief.sentences import is_thanks, most_telling
from bot.contacts import Contact
from bot.conversations import Conversation, Escalation, Message
from bot.database import Database, iso
from bot.identity import IdentifiedConversation
from bot.masking import mask
from bot.moods import SIGNS, signs_of
from bot.service_levels import OpenSeconds, Spoke, Targets, Timer, timers
from bot.waiting.tables import Callback

SHOWN = 200
"""Characters of the customer's last words."""
RECENT = 80
"""How far back signs are looked for, in messages, before the asking for a person."""
PEOPLE = ("waiting", "agent")
MOMENT = timedelta(seconds=1)
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Line:
    """One conversation that waits, or is an agent's. `call`: the customer is to be called. `words`
    are what one who waits wants, as they wrote it, else the customer's last. `unanswered` counts
    the customer's messages after an agent's last, thanks apart; `customer` is who it is."""

    id: str
    state: str
    offline: bool
    call: bool
    language: str
    reason: str
    asked_at: datetime
    returned: int
    agent: str | None
    agent_name: str
    routed_to: str | None
    routed_name: str
    customer: str
    product: str
    words: str
    unanswered: int
    signs: tuple[str, ...]
    simulated: bool
    spoken: tuple[Spoke, ...]


class Lines:
    """Reads lines from one database; five queries, however many there are."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def all(self) -> list[Line]:
        """Every line."""
        return await self._read(None)

    async def of(self, ids: Collection[str]) -> list[Line]:
        """The lines of these conversations; those that people are not in charge of have none."""
        return await self._read(ids) if ids else []

    async def _read(self, ids: Collection[str] | None) -> list[Line]:
        async with self._database.read() as session:
            rows = await _open(session, ids)
            found = [row[0].id for row in rows]
            if not found:
                return []
            said, contacts = await _said(session, found), await _contacts(session, found)
            names = await _names(session, rows) | await _products(session, contacts, rows)
        return [_line(row, said[row[0].id], contacts[row[0].id], names) for row in rows]


def shown(line: Line, at: datetime, targets: Targets, open_seconds: OpenSeconds) -> Json:
    """A line in JSON, its clocks as they stand `at`: seconds used, and whether they run on."""
    is_open = open_seconds(at, at + MOMENT) > 0
    given = for_mail(targets) if line.offline else targets
    clocks = timers(line.asked_at, line.spoken, at, given, open_seconds)
    return {
        "id": line.id,
        "state": line.state,
        "offline": line.offline,
        "call": line.call,
        "language": line.language,
        "reason": line.reason,
        "asked": iso(line.asked_at),
        "waited": max(0.0, (at - line.asked_at).total_seconds()),
        "returned": line.returned,
        "agent": line.agent,
        "agent_name": line.agent_name,
        "routed_to": line.routed_to,
        "routed_name": line.routed_name,
        "customer": line.customer,
        "product": line.product,
        "words": line.words,
        "unanswered": line.unanswered,
        "signs": list(line.signs),
        "simulated": line.simulated,
        "timers": [_timer(one, is_open) for one in clocks],
    }


def for_mail(targets: Targets) -> Targets:
    """What a customer was promised who does not wait but for a mail."""
    longer = max(targets.resolution, targets.mail)
    return replace(
        targets, first_reply=targets.mail, next_reply=targets.mail, resolution=2 * longer
    )


def _timer(one: Timer, is_open: bool) -> Json:
    return {
        "kind": one.kind,
        "used": round(one.used, 1),
        "target": one.target,
        "warn": one.warn,
        "paused": one.paused,
        "running": is_open and not one.paused,
    }


OpenRow = Row[Conversation, Escalation, str, bool]


async def _open(session: AsyncSession, ids: Collection[str] | None) -> Sequence[OpenRow]:
    """Conversation, open escalation, name of who was identified, whether a call is booked."""
    booked = (Callback.conversation_id == Conversation.id, Callback.state == "booked")
    own = IdentifiedConversation.conversation_id == Conversation.id
    query = (
        select(Conversation, Escalation, CustomerRow.name, exists().where(*booked))
        .join(Escalation, Escalation.conversation_id == Conversation.id)
        .outerjoin(IdentifiedConversation, own)
        .outerjoin(CustomerRow, CustomerRow.id == IdentifiedConversation.customer_id)
        .where(Conversation.state.in_(PEOPLE), Escalation.ended_at.is_(None))
    )
    if ids is not None:
        query = query.where(Conversation.id.in_(ids))
    return (await session.execute(query)).all()


SaidRow = Row[str, str, str, str | None, datetime]


async def _said(session: AsyncSession, ids: Collection[str]) -> Mapping[str, list[SaidRow]]:
    """What customer and agents said since the asking and shortly before it, in order."""
    recent = Message.seq > Conversation.last_seq - RECENT
    query = (
        select(
            Message.conversation_id,
            Message.author,
            Message.text,
            Message.payload,
            Message.created_at,
        )
        .join(Conversation, Conversation.id == Message.conversation_id)
        .join(Escalation, Escalation.conversation_id == Conversation.id)
        .where(Message.conversation_id.in_(ids), Escalation.ended_at.is_(None))
        .where(Message.author.in_(("customer", "agent")))
        .where(or_(recent, Message.created_at >= Escalation.asked_at))
        .order_by(Message.conversation_id, Message.seq)
    )
    found: dict[str, list[SaidRow]] = defaultdict(list)
    for row in await session.execute(query):
        found[row.conversation_id].append(row)
    return found


ContactRow = Row[str, str | None, int | None]


async def _contacts(session: AsyncSession, ids: Collection[str]) -> Mapping[str, list[ContactRow]]:
    """Products spoken of and verdicts on answers, in order."""
    query = select(Contact.conversation_id, Contact.product, Contact.feedback)
    query = query.where(Contact.conversation_id.in_(ids)).order_by(Contact.id)
    found: dict[str, list[ContactRow]] = defaultdict(list)
    for row in await session.execute(query):
        found[row.conversation_id].append(row)
    return found


async def _names(session: AsyncSession, rows: Iterable[OpenRow]) -> dict[str, str]:
    """Names of the agents that these rows speak of."""
    ids = {one for row in rows for one in (row[0].assigned_agent, row[1].routed_to) if one}
    if not ids:
        return {}
    query = select(Agent.id, Agent.name).where(Agent.id.in_(ids))
    return {row.id: row.name for row in await session.execute(query)}


async def _products(
    session: AsyncSession, contacts: Mapping[str, Sequence[ContactRow]], rows: Iterable[OpenRow]
) -> dict[str, str]:
    """Names of the products that these rows speak of; a shop's own system may have them alone."""
    ids = {one.product for found in contacts.values() for one in found if one.product}
    ids |= {row[1].product for row in rows if row[1].product}
    if not ids:
        return {}
    query = select(ProductRow.id, ProductRow.name).where(ProductRow.id.in_(ids))
    return {row.id: row.name for row in await session.execute(query)}


def _line(
    row: OpenRow,
    said: Sequence[SaidRow],
    contacts: Sequence[ContactRow],
    names: Mapping[str, str],
) -> Line:
    talk, asked, customer, calls = row
    typed = [one for one in said if one.author == "customer"]
    own = [one.text for one in typed if one.payload is None]
    # Who waits is told by what they want; to one's own customers one answers their last words.
    words = " · ".join(most_telling(own) if talk.state == "waiting" else own[-1:])
    products = [asked.product, *(one.product for one in contacts)]
    product = next((one for one in [products[0], *reversed(products)] if one), "")
    owed = _owed(said)
    return Line(
        id=talk.id,
        state=talk.state,
        offline=talk.offline,
        call=calls,
        language=talk.language,
        reason=asked.reason,
        asked_at=asked.asked_at,
        returned=asked.returned,
        agent=talk.assigned_agent,
        agent_name=names.get(talk.assigned_agent or "", ""),
        routed_to=asked.routed_to,
        routed_name=names.get(asked.routed_to or "", ""),
        customer=customer or "",
        product=names.get(product, product),
        words=mask(words)[:SHOWN],
        unanswered=_unanswered(owed),
        signs=_signs(said, contacts),
        simulated=talk.simulated,
        spoken=tuple(
            Spoke(one.created_at, "agent" if one.author == "agent" else "customer") for one in owed
        ),
    )


def _owed(said: Sequence[SaidRow]) -> list[SaidRow]:
    """What was said without thanks for an agent's answer: nobody waits for a reply to them."""
    owed: list[SaidRow] = []
    for one in said:
        answered = bool(owed) and owed[-1].author == "agent" and "?" not in owed[-1].text
        if not (answered and one.author == "customer" and is_thanks(one.text)):
            owed.append(one)
    return owed


def _unanswered(said: Sequence[SaidRow]) -> int:
    count = 0
    for one in reversed(said):
        if one.author == "agent":
            break
        count += 1
    return count


def _signs(said: Sequence[SaidRow], contacts: Sequence[ContactRow]) -> tuple[str, ...]:
    seen = set(signs_of(said))
    if any(one.feedback is not None and one.feedback < 0 for one in contacts):
        seen.add("thumbs_down")
    return tuple(sign for sign in SIGNS if sign in seen)
