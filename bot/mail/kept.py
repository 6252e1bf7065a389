"""The admins' door: what was kept aside with its reason, and what goes out or did not.

Depends on the tables, and on who may come in.
"""

from collections.abc import Awaitable, Callable
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Query, Response
from sqlalchemy import select, update

from bot.database import Database, iso, now
from bot.errors import BotError
from bot.mail.tables import ReceivedMail, SentMail

Guard = Callable[..., Awaitable[Any]]


class MailNotFound(BotError):
    """No such mail, or nothing can be done with it any more."""

    def __init__(self, mail_id: str) -> None:
        super().__init__(f"There is no mail {mail_id[:80]!r} for that. Reload the list.", 404)


def kept_router(database: Database, admins: Guard) -> APIRouter:
    """The admins' routes below `/api/mail`: what was kept aside, and what goes out."""
    routes = APIRouter(prefix="/api/mail", tags=["mail"], dependencies=[Depends(admins)])
    count = Annotated[int, Query(ge=1, le=1000)]

    @routes.get("/kept")
    async def kept(limit: count = 100) -> list[dict[str, Any]]:
        """Mails with something to look at, the newest first: those that joined no conversation,
        and those of which something did not."""
        query = select(ReceivedMail).where(ReceivedMail.reason.is_not(None))
        newest = query.order_by(ReceivedMail.received_at.desc()).limit(limit)
        async with database.read() as session:
            return [_received(one) for one in await session.scalars(newest)]

    @routes.get("/kept/{key}")
    async def one(key: str) -> Response:
        """The mail itself, as a file: nothing in it is opened here."""
        async with database.read() as session:
            found = await session.get(ReceivedMail, key)
        if found is None or found.raw is None:
            raise MailNotFound(key)
        headers = {
            "Content-Disposition": f'attachment; filename="{found.key[:16]}.eml"',
            "X-Content-Type-Options": "nosniff",
        }
        return Response(found.raw, media_type="application/octet-stream", headers=headers)

    @routes.get("/sent")
    async def sent(
        state: Literal["waiting", "sent", "given_up"] | None = None, limit: count = 100
    ) -> list[dict[str, Any]]:
        """Mails that go out or went, the newest first."""
        query = select(SentMail).order_by(SentMail.created_at.desc()).limit(limit)
        if state:
            query = query.where(SentMail.state == state)
        async with database.read() as session:
            return [_sent(one) for one in await session.scalars(query)]

    @routes.post("/sent/{mail_id}/retry")
    async def retry(mail_id: str) -> dict[str, Any]:
        """Send a mail again now, with its pauses from the beginning."""
        where = (SentMail.id == mail_id, SentMail.state != "sent")
        fresh = {"state": "waiting", "tries": 0, "next_at": now()}
        async with database.write() as session:
            change = update(SentMail).where(*where).values(**fresh).returning(SentMail)
            mail = (await session.scalars(change)).one_or_none()
            if mail is None:
                raise MailNotFound(mail_id)
            return _sent(mail)

    return routes


def _received(mail: ReceivedMail) -> dict[str, Any]:
    """A mail that came in, as JSON."""
    return {
        "key": mail.key,
        "state": mail.state,
        "reason": mail.reason,
        "sender": mail.sender,
        "subject": mail.subject,
        "size": mail.size,
        "conversation_id": mail.conversation_id,
        "received_at": iso(mail.received_at),
        "is_here": mail.raw is not None,
    }


def _sent(mail: SentMail) -> dict[str, Any]:
    """A mail that goes out, as JSON."""
    return {
        "id": mail.id,
        "kind": mail.kind,
        "to": mail.to,
        "subject": mail.subject,
        "state": mail.state,
        "tries": mail.tries,
        "last_error": mail.last_error,
        "conversation_id": mail.conversation_id,
        "created_at": iso(mail.created_at),
        "next_at": iso(mail.next_at) if mail.state == "waiting" else None,
        "sent_at": iso(mail.sent_at),
    }
