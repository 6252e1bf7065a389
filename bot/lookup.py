"""The best answer of FAQ and manuals to a question, and the start on it before it is asked for.

A message is looked up while Rasa still reads it: when an action asks, the answer is mostly
there. Depends on knowledge, the FAQ shelf, answering, and the product names of `bot.nlu`.
"""

import asyncio
from collections import OrderedDict
from dataclasses import dataclass
from typing import TypeVar

import structlog

from bot.answering import Answer, Refusal, choose
from bot.faq_shelf import FaqShelf
from bot.knowledge.results import SearchResult
from bot.knowledge.search import Knowledge
from bot.nlu.products import ProductNames
from bot.nlu.spans import without_overlaps
from bot.nlu.text import fold

log = structlog.get_logger()
Finding = asyncio.Task[Answer | Refusal]
Kept = TypeVar("Kept")
KEPT = 1000
"""Conversations whose product is remembered, and messages looked up ahead."""


@dataclass(frozen=True, slots=True)
class Inquiry:
    """A question of a customer who writes `language`.

    `product` is a product id: manuals of other products are left out. `product_words` are the
    words of the question that name it.
    """

    question: str
    language: str
    product: str | None = None
    product_words: str = ""


class Lookup:
    """Looks questions up; `ahead` starts, `find` gives the answer."""

    def __init__(self, knowledge: Knowledge, shelf: FaqShelf, names: ProductNames) -> None:
        self._knowledge = knowledge
        self._shelf = shelf
        self._names = names
        self._ahead: OrderedDict[str, tuple[Inquiry, Finding]] = OrderedDict()
        self._products: OrderedDict[str, str] = OrderedDict()

    async def find(
        self, inquiry: Inquiry, *, conversation_id: str = "", message_id: str = ""
    ) -> Answer | Refusal:
        """The best answer to `inquiry`, or why there is none.

        What was found ahead counts for its own message alone, so that an entry published
        since the message before is in the answer.
        """
        if inquiry.product:
            keep(self._products, conversation_id, inquiry.product)
        guessed, finding = self._ahead.pop(message_id, (None, None))
        if finding and guessed == inquiry:
            return await finding
        return await self._find(inquiry)

    def ahead(self, conversation_id: str, message_id: str, text: str, language: str) -> None:
        """Start on `text` as a question about the product it names, or that of the last one.

        It is a guess at what Rasa will make of it; if it is wrong, some work was in vain.
        """
        inquiry = self._guess(conversation_id, text, language)
        finding = asyncio.create_task(self._find(inquiry))
        finding.add_done_callback(log_failure)
        keep(self._ahead, message_id, (inquiry, finding))

    def _guess(self, conversation_id: str, text: str, language: str) -> Inquiry:
        named = without_overlaps(self._names.find(fold(text)))
        if not named:
            return Inquiry(text, language, self._products.get(conversation_id))
        product = named[-1].value
        words = [text[one.start : one.end] for one in named if one.value == product]
        return Inquiry(text, language, product, " ".join(words))

    async def _find(self, inquiry: Inquiry) -> Answer | Refusal:
        found = asyncio.to_thread(
            self._knowledge.search,
            inquiry.question,
            language=inquiry.language,
            product=inquiry.product,
        )
        result, _ = await asyncio.gather(found, self._shelf.refresh())
        return await asyncio.to_thread(self._choose, inquiry, result)

    def _choose(self, inquiry: Inquiry, result: SearchResult) -> Answer | Refusal:
        """FAQ and manuals held against each other, in one thread."""
        question, language = inquiry.question, inquiry.language
        hits, entries = self._shelf.find(question, language), self._shelf.entries
        words = inquiry.product_words
        return choose(question, language, result, hits, entries, product_words=words)


def keep(kept: "OrderedDict[str, Kept]", key: str, value: Kept) -> None:
    """Note `value` as the newest; beyond `KEPT` the oldest goes."""
    kept[key] = value
    kept.move_to_end(key)
    if len(kept) > KEPT:
        kept.popitem(last=False)


def log_failure(finding: Finding) -> None:
    """An action that wants what failed fails for the same cause; else the log says so."""
    if not finding.cancelled() and finding.exception():
        log.warning("not_looked_up_ahead", why=type(finding.exception()).__name__)
