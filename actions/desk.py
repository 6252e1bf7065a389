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
        # One after the other: the second finds the question's vector made by the first.
        result = await asyncio.to_thread(
            self.knowledge.search, question, language=language, product=product
        )
        hits = await self.shelf.search(question, language)
        return await asyncio.to_thread(
            choose,
            question,
            language,
            result,
            hits,
            self.shelf.entries,
            product_words=product_words,
        )
