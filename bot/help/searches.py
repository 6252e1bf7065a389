"""What visitors looked for on the help pages, counted by day; nobody's name is with it.

Kept small: the same words of one day are one row, and rows go after some time. Depends on the
tables and on masking.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import delete, func, select, update
from sqlalchemy.exc import IntegrityError

from bot.database import Database, now
from bot.help.tables import HelpSearch
from bot.masking import mask
from bot.policies.days import local_day

LONGEST = 200


@dataclass(frozen=True, slots=True)
class Unanswered:
    """Words that were looked for in vain, how often, and when last."""

    text: str
    language: str
    times: int
    last: date


class Searches:
    """The searches over one database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def note(self, text: str, language: str, found: bool) -> None:
        """Count a search; of the same words on one day the last answer stands."""
        words = " ".join(mask(text).casefold().split())[:LONGEST]
        day = local_day(now())
        if await self._count(day, language, words, found):
            return
        row = HelpSearch(day=day, language=language, text=words, found=found, times=1)
        try:
            async with self._database.write() as session:
                session.add(row)
        except IntegrityError:
            await self._count(day, language, words, found)

    async def unanswered(self, since: date, limit: int = 50) -> list[Unanswered]:
        """What was looked for in vain from the day `since` on, the most frequent first."""
        times, last = func.sum(HelpSearch.times), func.max(HelpSearch.day)
        query = (
            select(HelpSearch.text, HelpSearch.language, times, last)
            .where(HelpSearch.day >= since, HelpSearch.found.is_(False))
            .group_by(HelpSearch.text, HelpSearch.language)
            .order_by(times.desc(), HelpSearch.text)
            .limit(limit)
        )
        async with self._database.read() as session:
            return [Unanswered(*row) for row in await session.execute(query)]

    async def totals(self, since: date) -> tuple[int, int]:
        """How many searches there were from `since` on, and how many found an answer."""
        query = select(HelpSearch.found, func.sum(HelpSearch.times)).where(HelpSearch.day >= since)
        async with self._database.read() as session:
            rows = await session.execute(query.group_by(HelpSearch.found))
            by = {found: int(times) for found, times in rows}
        return sum(by.values()), by.get(True, 0)

    async def sweep(self, kept_days: float) -> int:
        """Delete what is older than `kept_days`; how many rows."""
        old = HelpSearch.day < local_day(now() - timedelta(days=kept_days))
        async with self._database.write() as session:
            done = await session.execute(delete(HelpSearch).where(old))
            return int(done.rowcount)  # type: ignore[attr-defined]

    async def _count(self, day: date, language: str, text: str, found: bool) -> bool:
        same = (HelpSearch.day == day, HelpSearch.language == language, HelpSearch.text == text)
        change = update(HelpSearch).where(*same)
        async with self._database.write() as session:
            more = change.values(times=HelpSearch.times + 1, found=found)
            done = await session.execute(more)
            return bool(done.rowcount == 1)  # type: ignore[attr-defined]
