"""How often entries answer, and what customers said of it. Depends on the contact log."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import case, func, select

from bot.contacts import Contact
from bot.conversations.tables import Conversation
from bot.database import Database, now

DAYS = 30
KEPT_S = 600.0
"""How old figures may be before a page counts them itself; the chore counts more often."""


@dataclass(frozen=True, slots=True)
class Use:
    """How often an entry was the answer, and the thumbs under it."""

    answers: int = 0
    up: int = 0
    down: int = 0


class Usage:
    """Counts over one database. `simulated` conversations are taken in or left out."""

    def __init__(
        self, database: Database, simulated: bool = False, clock: Callable[[], datetime] = now
    ) -> None:
        self._database = database
        self._simulated = simulated
        self._clock = clock
        self._kept: tuple[float, dict[str, Use]] | None = None

    async def of_all(self, days: int = DAYS) -> dict[str, Use]:
        """The last `days` by entry, as they were counted last: some minutes ago at most."""
        if self._kept and time.monotonic() - self._kept[0] < KEPT_S:
            return self._kept[1]
        return await self.refresh(days)

    async def refresh(self, days: int = DAYS) -> dict[str, Use]:
        """Count now, and keep it for the pages."""
        found = await self.count(days)
        self._kept = time.monotonic(), found
        return found

    async def count(self, days: int = DAYS) -> dict[str, Use]:
        """The last `days` by entry, counted now."""
        since = self._clock() - timedelta(days=days)
        thumbs = (func.sum(case((Contact.feedback == one, 1), else_=0)) for one in (1, -1))
        query = select(Contact.faq_id, func.count(), *thumbs).group_by(Contact.faq_id)
        query = query.where(Contact.created_at >= since, Contact.faq_id.is_not(None))
        if not self._simulated:
            played = select(Conversation.id).where(Conversation.simulated)
            query = query.where(Contact.conversation_id.not_in(played))
        async with self._database.read() as session:
            rows = (await session.execute(query)).all()
        return {name: Use(count, up, down) for name, count, up, down in rows}
