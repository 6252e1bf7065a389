"""What the actions work with, and the one way they look things up.

Built in `bot.app` and handed to `actions.build`. Depends on backoffice, knowledge, the FAQ
shelf, contacts, settings and answering.
"""

import asyncio
from dataclasses import dataclass

from bot.answering import Answer, Refusal, choose
from bot.backoffice import Backoffice
from bot.contacts import Contacts
from bot.faq_shelf import FaqShelf
from bot.knowledge.results import SearchResult
from bot.knowledge.search import Knowledge
from bot.settings import Settings


@dataclass(frozen=True)
class Desk:
    """The nouns that the actions translate to."""

    backoffice: Backoffice
    knowledge: Knowledge
    shelf: FaqShelf
    contacts: Contacts
    settings: Settings

    async def look_up(
        self,
        question: str,
        language: str,
        product: str | None = None,
        product_words: str = "",
    ) -> Answer | Refusal:
        """The best answer of FAQ and manuals to `question`, or why there is none.

        `product` is a product id: manuals of other products are left out. `product_words` are
        the words of the question that name it.
        """
        found = asyncio.to_thread(
            self.knowledge.search, question, language=language, product=product
        )
        result, _ = await asyncio.gather(found, self.shelf.refresh())
        return await asyncio.to_thread(self._choose, question, language, result, product_words)

    def _choose(
        self, question: str, language: str, result: SearchResult, product_words: str
    ) -> Answer | Refusal:
        """FAQ and manuals held against each other, in one thread."""
        hits, entries = self.shelf.find(question, language), self.shelf.entries
        return choose(question, language, result, hits, entries, product_words=product_words)
