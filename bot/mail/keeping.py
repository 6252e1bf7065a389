"""How long mails are kept, and how a customer's go with the customer. Depends on the tables."""

from collections.abc import Callable, Collection
from datetime import datetime, timedelta

from sqlalchemy import delete, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.conversations import Conversation
from bot.database import Database, now
from bot.mail.tables import DueAnswer, ReceivedMail, SentMail

NOTHING = "-"


class Keeping:
    """Empties what came in after `days`. `clock` gives the present in naive UTC."""

    def __init__(
        self, database: Database, days: float, clock: Callable[[], datetime] = now
    ) -> None:
        self._database = database
        self._for = timedelta(days=days)
        self._clock = clock

    async def sweep(self) -> int:
        """Chore: of older mails only that they came stays; how many were emptied."""
        old = (
            ReceivedMail.raw.is_not(None),
            ReceivedMail.received_at < self._clock() - self._for,
        )
        change = update(ReceivedMail).where(*old).values(raw=None, sender=NOTHING, subject=NOTHING)
        async with self._database.write() as session:
            emptied = await session.execute(change)
            return int(emptied.rowcount)  # type: ignore[attr-defined]


async def forget(session: AsyncSession, conversation_ids: Collection[str]) -> None:
    """Take addresses and words out of the mails of these conversations; what waits does not go
    out any more. That they were is kept, so that nothing joins twice."""
    mine = SentMail.conversation_id.in_(conversation_ids)
    gone = {"to": NOTHING, "subject": NOTHING, "text": "", "html": ""}
    await session.execute(update(SentMail).where(mine).values(**gone))
    waits = update(SentMail).where(mine, SentMail.state == "waiting")
    await session.execute(waits.values(state="given_up"))
    await session.execute(delete(DueAnswer).where(DueAnswer.conversation_id.in_(conversation_ids)))
    came = update(ReceivedMail).where(ReceivedMail.conversation_id.in_(conversation_ids))
    await session.execute(came.values(sender=NOTHING, subject=NOTHING, raw=None))
    row = update(Conversation).where(Conversation.id.in_(conversation_ids))
    await session.execute(row.values(reply_email=None))
