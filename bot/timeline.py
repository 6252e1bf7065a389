"""All that happened between a customer and us, newest first: what an agent looks at.

`GET /api/customers/{id}/timeline` for agents. Orders and matters come from the backoffice,
whoever keeps it; conversations and contacts are those in which the customer was identified.
Depends on the backoffice, conversations, contacts and identity.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.backoffice import Backoffice, CustomerFile, CustomerNotFound, Order
from bot.backoffice.states import is_open
from bot.contacts import Contact
from bot.conversations import Conversation
from bot.database import Database, iso
from bot.identity import IdentifiedConversation
from bot.keys import Guard

Json = dict[str, Any]
# The dates of an order that are events of their own.
ORDER_EVENTS = {"placed": "placed_at", "shipped": "shipped_at", "delivered": "delivered_at"}
MOST = 500


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened. `kind` says what `about` holds."""

    at: datetime
    kind: str
    about: Json

    def shown(self) -> Json:
        """As JSON."""
        return {"at": iso(self.at), "kind": self.kind, **self.about}


class Timeline:
    """Timelines over a backoffice and our own database."""

    def __init__(self, backoffice: Backoffice, database: Database) -> None:
        self._backoffice = backoffice
        self._database = database

    async def of(self, customer_id: str, limit: int = 100) -> Json:
        """Who it is, what they own, what is open, and the newest `limit` entries.

        `CustomerNotFound`; `ShopUnavailable` where the shop keeps its own system.
        """
        record = await self._backoffice.record_of(customer_id)
        async with self._database.read() as session:
            said = await _said(session, customer_id, limit)
        entries = [*_bought(record), *_asked(record), *said]
        entries.sort(key=lambda one: one.at, reverse=True)
        return {
            "customer": customer_of(record),
            "products": products_of(record),
            "open": [one.shown() for one in entries if one.about.get("open")],
            "entries": [one.shown() for one in entries[:limit]],
            "more": len(entries) > limit,
        }

    async def of_conversation(self, conversation_id: str) -> Json | None:
        """The same of whoever was identified in a conversation; None where nobody was, or who
        was is forgotten."""
        async with self._database.read() as session:
            known = await session.get(IdentifiedConversation, conversation_id)
        try:
            return await self.of(known.customer_id) if known else None
        except CustomerNotFound:
            return None


def timeline_router(timeline: Timeline, agents_only: Guard) -> APIRouter:
    """The route, for those whom `agents_only` lets in."""
    routes = APIRouter(prefix="/api/customers", dependencies=[Depends(agents_only)])

    @routes.get("/{customer_id}/timeline")
    async def read(customer_id: str, limit: Annotated[int, Query(ge=1, le=MOST)] = 100) -> Json:
        """All that happened, newest first."""
        return await timeline.of(customer_id, limit)

    return routes


def customer_of(record: CustomerFile) -> Json:
    """Who it is."""
    one = record.customer
    return {
        "id": one.id,
        "name": one.name,
        "email": one.email,
        "phone": one.phone,
        "language": one.language,
        "address": str(one.address),
    }


def products_of(record: CustomerFile) -> list[Json]:
    """What the customer has, newest first."""
    owned = sorted(record.products, key=lambda one: one.since, reverse=True)
    return [
        {
            "product_id": one.product_id,
            "serial_number": one.serial_number,
            "order_number": one.order_number,
            "since": iso(one.since),
            "registered": one.registered,
        }
        for one in owned
    ]


def _bought(record: CustomerFile) -> Iterator[Entry]:
    """Each day of an order that is known."""
    for order in record.orders:
        for event, column in ORDER_EVENTS.items():
            at: datetime | None = getattr(order, column)
            if at is not None:
                yield Entry(at, "order", _order(order, event))


def _order(order: Order, event: str) -> Json:
    newest = [name for name, column in ORDER_EVENTS.items() if getattr(order, column)][-1]
    return {
        "event": event,
        "number": order.number,
        "status": order.status,
        "open": event == newest and order.status in ("processing", "shipped"),
        "total_eur": str(order.total_eur),
        "items": [f"{one.quantity} x {one.name}" for one in order.items],
    }


def _asked(record: CustomerFile) -> Iterator[Entry]:
    """Returns, refunds, repairs and claims."""
    about: Json
    for returned in record.returns:
        about = {
            "order_number": returned.order_number,
            "items": [f"{one.quantity} x {one.product_id}" for one in returned.items],
            "reason": returned.reason,
            "wish": returned.wish,
        }
        yield _matter("return", returned.opened_at, returned, about)
    for refund in record.refunds:
        about = {
            "order_number": refund.order_number,
            "amount_eur": str(refund.amount_eur),
            "means": refund.means,
            "expected_on": refund.expected_on.isoformat(),
        }
        yield _matter("refund", refund.asked_at, refund, about)
    for repair in record.repairs:
        slot = iso(repair.slot.starts_at) if repair.slot else None
        about = {"product_id": repair.product_id, "fault": repair.fault, "slot": slot}
        yield _matter("repair", repair.opened_at, repair, {**about, "covered": repair.covered})
    for claim in record.claims:
        about = {"order_number": claim.order_number, "about": claim.kind, "text": claim.text}
        yield _matter("claim", claim.opened_at, claim, about)


def _matter(kind: str, at: datetime, one: Any, about: Json) -> Entry:
    stands = {"number": one.number, "status": one.status, "open": is_open(kind, one.status)}
    return Entry(at, kind, {**stands, **about})


async def _said(session: AsyncSession, customer_id: str, limit: int) -> list[Entry]:
    """The newest conversations in which the customer was identified, and their contacts."""
    mine = IdentifiedConversation.customer_id == customer_id
    ids = select(IdentifiedConversation.conversation_id).where(mine)
    talks = select(Conversation).where(Conversation.id.in_(ids))
    newest = talks.order_by(Conversation.created_at.desc()).limit(limit + 1)
    found = [_conversation(one) for one in await session.scalars(newest)]
    contacts = select(Contact).where(Contact.conversation_id.in_(ids))
    latest = contacts.order_by(Contact.created_at.desc()).limit(limit + 1)
    return found + [_contact(one) for one in await session.scalars(latest)]


def _conversation(one: Conversation) -> Entry:
    about = {
        "conversation_id": one.id,
        "state": one.state,
        "open": one.state in ("waiting", "agent"),
        "language": one.language,
        "channel": one.channel,
        "last_at": iso(one.updated_at),
    }
    return Entry(one.created_at, "conversation", about)


def _contact(one: Contact) -> Entry:
    about = {
        "conversation_id": one.conversation_id,
        "text": one.text,
        "intent": one.intent,
        "outcome": one.outcome,
        "reason": one.reason,
        "product": one.product,
        "feedback": one.feedback,
    }
    return Entry(one.created_at, "contact", about)
