"""The best answer of FAQ and manuals to a question, and the start on it before it is asked for.

A message is looked up while Rasa still reads it: when an action asks, the answer is mostly
there. Depends on knowledge, the FAQ shelf, answering, follow-ups, and the product names of
`bot.nlu`.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TypeVar

import structlog

from bot import followups
from bot.answering import Answer, Citation, Refusal, Thresholds, choose
from bot.asked import Kind
from bot.candidates import Candidate, answer_from, candidates, rivals, whole
from bot.causes import Cause, cause
from bot.copies import is_exact
from bot.evidence import read_question
from bot.faq_shelf import FaqShelf
from bot.followups import Followup, LastQuestion
from bot.knowledge.figures import FigureRef, figures_of
from bot.knowledge.results import SearchResult
from bot.knowledge.search import Knowledge
from bot.knowledge.versions import KnowledgeError
from bot.llm import Writer
from bot.nlu.products import ProductNames
from bot.nlu.spans import without_overlaps
from bot.nlu.text import fold
from bot.rephrasing import without_product
from bot.symptoms import as_manuals_say
from bot.taught import Terms

log = structlog.get_logger()
Finding = asyncio.Task[Answer | Refusal]
Kept = TypeVar("Kept")
KEPT = 1000
"""Conversations whose product and last question are remembered, and messages looked up ahead."""


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


def inquiry_of(
    text: str, language: str, followup: Followup | None, product: str | None, words: str
) -> Inquiry:
    """What to look up first for `text`: completed where it surely leans on the last question."""
    if followup and followup.sure:
        return Inquiry(followup.search, language, followup.product, followup.words)
    return Inquiry(text, language, product, words)


class Lookup:
    """Looks questions up; `ahead` starts, `find` gives the answer."""

    def __init__(
        self,
        knowledge: Knowledge,
        shelf: FaqShelf,
        names: ProductNames,
        writer: Writer | None = None,
        thresholds: Callable[[str], Thresholds] | None = None,
        terms: Terms | None = None,
    ) -> None:
        """`writer` says what was found in other words where it can; without it, copies are said.
        `thresholds` are those of a language; without it, the program's own. `terms` are words for
        products beside `names`."""
        self._knowledge = knowledge
        self._shelf = shelf
        self._names = names
        self._writer = writer
        self._thresholds = thresholds or (lambda language: Thresholds())
        self._terms = terms
        self._ahead: OrderedDict[str, tuple[Inquiry, Finding]] = OrderedDict()
        self._products: OrderedDict[str, str] = OrderedDict()
        self._last: OrderedDict[str, LastQuestion] = OrderedDict()

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

    def meant(self, inquiry: Inquiry) -> Inquiry:
        """`inquiry` about the product that a taught word in it names, or about none."""
        found = self._terms.find(inquiry.question) if self._terms else None
        if found is None:
            return inquiry
        words = found.words if found.product else ""
        return replace(inquiry, product=found.product, product_words=words)

    def named(self, text: str) -> tuple[str | None, str]:
        """The product that `text` names last, and the words that name it."""
        named = without_overlaps(self._names.find(fold(text)))
        if not named:
            return None, ""
        product = named[-1].value
        words = [text[one.start : one.end] for one in named if one.value == product]
        return product, " ".join(words)

    async def search(self, inquiry: Inquiry) -> SearchResult:
        """What the manuals have; what was found last is remembered there."""
        return await asyncio.to_thread(self._in_manuals, inquiry)

    async def worded(self, inquiry: Inquiry, answer: Answer) -> Answer:
        """`answer` in the words of the writer, if there is one and it keeps to the passages."""
        if self._writer is None or answer.kind != "manual":
            return answer
        result = await self.search(inquiry)
        return await self._writer.word(inquiry.question, inquiry.language, answer, result)

    def figures(self, citation: Citation) -> list[FigureRef]:
        """The figures beside a cited passage, of the version in use."""
        try:
            passage = self._knowledge.passage(citation.passage_id)
            document = self._knowledge.document(citation.document_id)
        except KnowledgeError:
            return []
        return figures_of(document, passage) if passage else []

    def product_of(self, citation: Citation) -> str | None:
        """The product whose manual is cited; None for one of the company's terms."""
        try:
            return self._knowledge.document(citation.document_id).product or None
        except KnowledgeError:
            return None

    def faq_question(self, faq_id: str, language: str) -> str:
        """The question of a FAQ entry; empty for one that is gone."""
        known = (one for one in self._shelf.entries if (one.id, one.language) == (faq_id, language))
        return next((one.question for one in known), "")

    @property
    def faq_revision(self) -> int:
        """The revision of the FAQ that is answered from."""
        return self._shelf.revision

    def remember(self, conversation_id: str, last: LastQuestion) -> None:
        """Note the question that the conversation's next message may lean on."""
        keep(self._last, conversation_id, last)

    def ahead(self, conversation_id: str, message_id: str, text: str, language: str) -> None:
        """Start on `text` as a question about the product it names, or that of the last one.

        It is a guess at what Rasa will make of it; if it is wrong, some work was in vain.
        """
        inquiry = self._guess(conversation_id, text, language)
        finding = asyncio.create_task(self._find(inquiry))
        finding.add_done_callback(log_failure)
        keep(self._ahead, message_id, (inquiry, finding))

    async def candidates(self, inquiry: Inquiry, besides: list[str]) -> list[Candidate]:
        """What else may answer, apart from the sources in `besides`."""
        result = await self.search(inquiry)
        hits = await self._shelf.search(inquiry.question, inquiry.language)
        words, entries = inquiry.product_words, self._shelf.entries
        return candidates(inquiry.language, result, hits, entries, besides, product_words=words)

    async def rivals(self, inquiry: Inquiry, answer: Answer) -> list[Candidate]:
        """Other sections of the manuals that answer about as well as `answer` does."""
        if answer.kind != "manual":
            return []
        result = await self.search(inquiry)
        words = inquiry.product_words
        return rivals(answer, inquiry.language, result, product_words=words)

    async def answer_from(self, inquiry: Inquiry, source: str) -> Answer | None:
        """What one source says about the question; None where it is gone."""
        result = await self.search(inquiry)
        asked = inquiry.question, inquiry.language
        found = answer_from(source, *asked, result, self._shelf.entries)
        return found if found and is_exact(found, result, self._shelf.entries) else None

    async def whole(self, inquiry: Inquiry, source: str) -> Answer | None:
        """All of the passage `source` that was only quoted from; None where that was all."""
        result = await self.search(inquiry)
        told = await self.answer_from(inquiry, source)
        found = whole(told, result) if told else None
        return found if found and is_exact(found, result, self._shelf.entries) else None

    async def cause(self, inquiry: Inquiry, refusal: Refusal) -> Cause:
        """Why there was no answer. It looks again, so it is no part of a turn."""
        other = {"es": "en", "en": "es"}[inquiry.language]
        anywhere = replace(inquiry, product=None, product_words="") if inquiry.product else None
        found = await asyncio.gather(
            self._find(anywhere or inquiry), self._find(replace(inquiry, language=other))
        )
        return cause(
            inquiry.question,
            refusal,
            about_ours=bool(inquiry.product_words),
            anywhere=found[0],
            other_language=found[1],
        )

    async def close(self) -> None:
        """Give back what the writer holds open."""
        if self._writer:
            await self._writer.close()

    def _guess(self, conversation_id: str, text: str, language: str) -> Inquiry:
        product, words = self.named(text)
        last = self._last.get(conversation_id)
        followup = followups.read(text, last, product, words)
        in_hand = product or self._products.get(conversation_id)
        return self.meant(inquiry_of(text, language, followup, in_hand, words))

    async def _find(self, inquiry: Inquiry) -> Answer | Refusal:
        if self._terms:
            await self._terms.refresh()
            inquiry = self.meant(inquiry)
        found = asyncio.to_thread(self._in_manuals, inquiry)
        result, _ = await asyncio.gather(found, self._shelf.refresh())
        return await asyncio.to_thread(self._choose, inquiry, result)

    def _in_manuals(self, inquiry: Inquiry) -> SearchResult:
        return self._knowledge.search(
            searched(inquiry), language=inquiry.language, product=inquiry.product
        )

    def _choose(self, inquiry: Inquiry, result: SearchResult) -> Answer | Refusal:
        """FAQ and manuals held against each other, in one thread; never less than a copy."""
        question, language = inquiry.question, inquiry.language
        hits, entries = self._shelf.find(question, language), self._shelf.entries
        words, limits = inquiry.product_words, self._thresholds(language)
        asked = as_manuals_say(question, language)
        found = choose(asked, language, result, hits, entries, limits, product_words=words)
        if isinstance(found, Answer) and not is_exact(found, result, entries):
            where = found.faq_id or (found.citation.passage_id if found.citation else None)
            log.error("answer_is_no_copy", source=where, version=result.version)
            return Refusal("low_confidence", [], found.confidence)
        return found


def searched(inquiry: Inquiry) -> str:
    """What to look for: the question, a symptom in the words of manuals; but "how heavy is it"
    where a measure of the product is all that is asked: every passage on the product is near its
    name, and rows of figures say it not.
    """
    question = read_question(inquiry.question, {}, inquiry.product_words)
    bare = question.asked.kind is Kind.MEASURE and question.is_bare and inquiry.product
    if bare:
        return without_product(inquiry.question, inquiry.product_words)
    return as_manuals_say(inquiry.question, inquiry.language)


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
