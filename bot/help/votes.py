"""Whether pages of help helped: one vote of a visitor on a page, the last one counts.

A page is named by its address below /help: "levante", "levante/steps/descale", "faq/returns-how".
Depends on the tables and on masking.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.database import Database, now
from bot.help.tables import HelpVote
from bot.masking import mask

LONGEST_WORDS = 1000
OF_A_FAQ = "faq/"
EPOCH = datetime(2000, 1, 1)


@dataclass(frozen=True, slots=True)
class Count:
    """How many said yes and no."""

    yes: int = 0
    no: int = 0

    @property
    def all(self) -> int:
        """How many voted."""
        return self.yes + self.no

    @property
    def share(self) -> float | None:
        """The part that said yes, 0 to 1; None where nobody voted."""
        return self.yes / self.all if self.all else None


@dataclass(frozen=True, slots=True)
class Remark:
    """What a visitor wrote beside a vote on a page, masked."""

    page: str
    helpful: bool
    words: str
    language: str
    at: datetime


class Votes:
    """The votes over one database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def vote(
        self, page: str, visitor: str, helpful: bool, language: str, words: str = ""
    ) -> None:
        """Note or change a visitor's vote; words given before stay where none come now."""
        said = mask(words.strip()[:LONGEST_WORDS])
        changed = {"helpful": helpful, "language": language, "at": now()}
        changed |= {"words": said} if said else {}
        if await self._change(page, visitor, changed):
            return
        row = HelpVote(page=page, visitor=visitor, **({"words": ""} | changed))
        try:
            async with self._database.write() as session:
                session.add(row)
        except IntegrityError:
            # The same visitor pressed twice: the other request made the row meanwhile.
            await self._change(page, visitor, changed)

    async def counts(self, since: datetime = EPOCH) -> dict[str, Count]:
        """The counts of the pages that were voted on from `since` on (naive UTC)."""
        query = select(HelpVote.page, HelpVote.helpful, func.count()).where(HelpVote.at >= since)
        found: dict[str, dict[bool, int]] = {}
        async with self._database.read() as session:
            rows = await session.execute(query.group_by(HelpVote.page, HelpVote.helpful))
            for page, helpful, number in rows:
                found.setdefault(page, {})[helpful] = number
        return {page: Count(by.get(True, 0), by.get(False, 0)) for page, by in found.items()}

    async def remarks(self, since: datetime = EPOCH, limit: int = 20) -> list[Remark]:
        """What was written from `since` on, the newest first."""
        query = select(HelpVote).where(HelpVote.at >= since, HelpVote.words != "")
        async with self._database.read() as session:
            rows = await session.scalars(query.order_by(HelpVote.at.desc()).limit(limit))
            return [Remark(one.page, one.helpful, one.words, one.language, one.at) for one in rows]

    async def sweep(self, kept_days: float) -> int:
        """Blank what was written longer than `kept_days` ago; how many. Votes stay counted."""
        old = HelpVote.at < now() - timedelta(days=kept_days)
        change = update(HelpVote).where(old, HelpVote.words != "").values(words="")
        async with self._database.write() as session:
            return await _changed(session, change)

    async def _change(self, page: str, visitor: str, values: dict[str, object]) -> bool:
        mine = (HelpVote.page == page, HelpVote.visitor == visitor)
        async with self._database.write() as session:
            return await _changed(session, update(HelpVote).where(*mine).values(**values)) == 1


async def _changed(session: AsyncSession, statement: object) -> int:
    done = await session.execute(statement)  # type: ignore[call-overload]
    return int(done.rowcount)
