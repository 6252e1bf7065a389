"""The office in one object, and what other parts ask of it.

Depends on writing, releasing, reading, checking, exchange and usage.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.database import Database, now
from bot.editorial.checking import Checking
from bot.editorial.exchange import Exchange
from bot.editorial.reading import Publication, Reading, Released
from bot.editorial.releasing import Releasing
from bot.editorial.sources import DraftSource
from bot.editorial.store import Editor
from bot.editorial.tables import FaqDraft
from bot.editorial.usage import Usage
from bot.editorial.writing import Writing


@dataclass(frozen=True)
class Editorial:
    """The parts of the office, and its doors for questions' pages and figures."""

    writing: Writing
    releasing: Releasing
    reading: Reading
    checking: Checking
    exchange: Exchange
    usage: Usage

    @staticmethod
    def over(
        database: Database,
        checking: Checking,
        *,
        four_eyes: bool = False,
        simulated: bool = False,
        clock: Callable[[], datetime] = now,
    ) -> "Editorial":
        """The office of one database; `simulated` contacts are counted or left out."""
        writing, reading = Writing(database, clock), Reading(database, simulated)
        return Editorial(
            writing,
            Releasing(database, checking.stops, four_eyes, clock),
            reading,
            checking,
            Exchange(writing, reading),
            Usage(database, simulated, clock),
        )

    async def draft(self, source: DraftSource, by: Editor) -> int:
        """Begin a draft; its number, under which `/console/faq?draft=NUMBER` opens it.

        With `source.faq_id` the next version of that entry is drafted: so a phrase is added, or an
        answer reworded. Nothing is published by this. `NotAllowed` for who may not write.
        """
        return await self.writing.draft(source, by)

    async def draft_of(self, faq_id: str) -> int | None:
        """The number of the entry with that id, for its address; None where there is none."""
        await self.writing.adopt()
        return await self.reading.draft_of(faq_id)

    async def version_of(self, draft_id: int) -> int:
        """The number of an entry's newest version; `DraftNotFound`."""
        return (await self.reading.entry(draft_id)).draft.version

    async def drafts_of_group(self, group_id: int) -> list[FaqDraft]:
        """The entries for a group and those merged into it, the newest first: `id`, `faq_id`,
        `state`, `version`, `live_version` tell how far each is."""
        return await self.reading.drafts_of_group(group_id)

    async def published_for_group(self, group_id: int) -> list[Publication]:
        """`(faq_id, published_at)` of the entries published for a group, the oldest first."""
        return await self.reading.published_for_group(group_id)

    async def released(self) -> list[Released]:
        """Every publication for any group, and when it ended."""
        return await self.reading.released()

    async def tend(self) -> int:
        """The chore: take in what was published elsewhere, do what is scheduled; how much."""
        return await self.writing.adopt() + await self.releasing.tend()
