"""The FAQ as it is asked: the index in memory, kept as new as the table.

Publishing moves the table's revision; the next question notices and loads what is there, so
that an entry is live at once, in every replica. Depends on `bot.faqs` and the FAQ index.
"""

import asyncio

from bot.faqs import Faqs
from bot.knowledge.faq_index import FaqEntry, FaqHit, FaqIndex


class FaqShelf:
    """Searches the published FAQ entries; `entries` are those that are loaded."""

    def __init__(self, faqs: Faqs, index: FaqIndex) -> None:
        self._faqs = faqs
        self._index = index
        self._revision = -1
        self.entries: list[FaqEntry] = []
        self._loading = asyncio.Lock()

    @property
    def revision(self) -> int:
        """That of the entries that are loaded; -1 before the first."""
        return self._revision

    async def refresh(self) -> None:
        """Load the entries again if they changed."""
        revision = await self._faqs.revision()
        async with self._loading:
            if revision == self._revision:
                return
            entries = await self._faqs.entries()
            await asyncio.to_thread(self._index.load, entries)
            self.entries, self._revision = entries, revision

    async def search(self, question: str, language: str, limit: int = 5) -> list[FaqHit]:
        """The entries nearest to `question`, best first, in the customer's language."""
        await self.refresh()
        return await asyncio.to_thread(self.find, question, language, limit)

    def find(self, question: str, language: str, limit: int = 5) -> list[FaqHit]:
        """The same among the entries that are loaded; it computes, so call it in a thread."""
        return self._index.search(question, language, limit)
