"""What was sent and what was not, for managers: `/api/webhooks`.

Depends on the table and on who may read it.
"""

from collections.abc import Awaitable, Callable
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Query
from sqlalchemy import select, update

from bot.database import Database, iso, now
from bot.errors import BotError
from bot.webhooks.tables import WebhookEvent

Guard = Callable[..., Awaitable[Any]]


class EventNotFound(BotError):
    """No such event, or it was delivered already."""

    def __init__(self, event_id: str) -> None:
        super().__init__(f"There is no event {event_id!r} that was not delivered.", 404)


def log_router(database: Database, managers: Guard) -> APIRouter:
    """The routes below `/api/webhooks`, for those whom `managers` lets in."""
    routes = APIRouter(prefix="/api/webhooks", dependencies=[Depends(managers)])

    @routes.get("")
    async def listed(
        state: Literal["waiting", "delivered", "given_up"] | None = None,
        limit: Annotated[int, Query(ge=1, le=1000)] = 100,
    ) -> list[dict[str, Any]]:
        """Events, the newest first."""
        query = select(WebhookEvent).order_by(WebhookEvent.created_at.desc()).limit(limit)
        if state:
            query = query.where(WebhookEvent.state == state)
        async with database.read() as session:
            return [shown(one) for one in await session.scalars(query)]

    @routes.post("/{event_id}/retry")
    async def retry(event_id: str) -> dict[str, Any]:
        """Send an event again now, with its pauses from the beginning."""
        where = (WebhookEvent.id == event_id, WebhookEvent.state != "delivered")
        fresh = {"state": "waiting", "tries": 0, "next_at": now()}
        async with database.write() as session:
            change = update(WebhookEvent).where(*where).values(**fresh).returning(WebhookEvent)
            event = (await session.scalars(change)).one_or_none()
            if event is None:
                raise EventNotFound(event_id)
            return shown(event)

    return routes


def shown(event: WebhookEvent) -> dict[str, Any]:
    """An event as JSON."""
    return {
        "id": event.id,
        "type": event.type,
        "state": event.state,
        "tries": event.tries,
        "body": event.body,
        "last_status": event.last_status,
        "last_error": event.last_error,
        "created_at": iso(event.created_at),
        "next_at": iso(event.next_at) if event.state == "waiting" else None,
        "delivered_at": iso(event.delivered_at),
    }
