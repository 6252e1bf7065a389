"""What to answer with: the best pieces of the manuals and the FAQ for the unanswered sentence.

Each is an exact copy with the place it stands in, as the assistant would say it; an agent judges
whether it fits, so weaker ones are offered too. Depends on the look-up and on product names.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.answering import Answer, Citation
from bot.brief.brief import Brief
from bot.brief.sentences import FAULT
from bot.brief.subjects import mentioned
from bot.brief.unanswered import Unanswered
from bot.candidates import FAQ_MARK
from bot.errors import BotError
from bot.folding import plain
from bot.followups import own_words
from bot.knowledge.words import stems
from bot.lookup import Inquiry, Lookup
from bot.nlu.products import ProductNames
from bot.nlu.spans import without_overlaps
from bot.nlu.text import fold
from bot.symptoms import PROBLEM

MOST = 3
ALONE = 3
"""Words of its own from which a sentence is looked up alone; with fewer its message comes along."""
LONGEST = 400


@dataclass(frozen=True, slots=True)
class Piece:
    """Words to send: `text` is a plain copy, `title` says where it stands, `citation` is what the
    widget shows below (None for a FAQ entry). `confidence` is 0 to 1, None for what is only near.
    `given`: the assistant has answered with it already.
    """

    text: str
    title: str
    language: str
    source: str
    citation: dict[str, Any] | None = None
    confidence: float | None = None
    given: bool = False

    @property
    def data(self) -> dict[str, Any]:
        """What goes with the message."""
        return {"citations": [self.citation]} if self.citation else {}


class Passages:
    """Finds pieces over one look-up. `own_url` is where customers reach the manuals."""

    def __init__(self, lookup: Lookup, names: ProductNames, own_url: str) -> None:
        self._lookup = lookup
        self._names = names
        self._own_url = own_url

    async def for_brief(self, brief: Brief) -> list[Piece]:
        """The pieces for what nobody answered; none where nothing is open, or no manual is
        there to look in."""
        if brief.unanswered is None:
            return []
        products = [one.product_id for one in brief.subjects]
        found = await self.find(question_of(brief.unanswered), brief.language, products)
        given = {one.source for one in brief.tried}
        return [replace(one, given=one.title in given) for one in found]

    async def find(self, question: str, language: str, products: Sequence[str]) -> list[Piece]:
        """The three best for `question`, about the product that it names, or the first of
        `products`."""
        named = mentioned([question], self._names)
        product = named[-1] if named else next(iter(products), None)
        words = self._words(question, product) if product else ""
        try:
            return await self._find(Inquiry(question, language, product, words))
        except BotError:
            return []

    async def _find(self, inquiry: Inquiry) -> list[Piece]:
        best = await self._lookup.find(inquiry)
        found = [best] if isinstance(best, Answer) else []
        sought = inquiry if found else about_a_fault(inquiry)
        near = await self._lookup.candidates(sought, [source_of(one) for one in found])
        more = [self._lookup.answer_from(sought, one.source) for one in near]
        read = [one for one in await asyncio.gather(*more) if one]
        others = [replace(one, confidence=0.0) for one in read if shares_a_word(inquiry, one)]
        chosen = [*found, *manuals_first(others)][:MOST]
        return [*{one.text: one for one in map(self._piece, chosen)}.values()]

    def _piece(self, answer: Answer) -> Piece:
        cited = answer.citation
        heading = " › ".join(cited.heading_path) if cited else ""
        page = f", p. {cited.page}" if cited and cited.page else ""
        asked = self._lookup.faq_question(answer.faq_id or "", answer.language)
        title = f"{cited.title} · {heading}{page}" if cited else f"FAQ · {asked}".rstrip(" ·")
        return Piece(
            text=unmarked(answer.text),
            title=title,
            language=answer.language,
            source=source_of(answer),
            citation=place(cited, answer.quote, self._own_url) if cited else None,
            confidence=answer.confidence or None,
        )

    def _words(self, question: str, product: str) -> str:
        """The words of the question that name its product."""
        spans = without_overlaps(self._names.find(fold(question)))
        return " ".join(question[one.start : one.end] for one in spans if one.value == product)


def about_a_fault(inquiry: Inquiry) -> Inquiry:
    """The same; for a fault with the word that manuals put above theirs, unlike customers."""
    is_fault = inquiry.product and FAULT.search(plain(inquiry.question))
    said = f"{PROBLEM[inquiry.language]}: {inquiry.question}"
    return replace(inquiry, question=said) if is_fault else inquiry


def shares_a_word(inquiry: Inquiry, answer: Answer) -> bool:
    """Whether what is only near has a word of the question's own; the rest is filler."""
    heading = " ".join(answer.citation.heading_path) if answer.citation else ""
    asked = stems(" ".join(own_words(inquiry.question, inquiry.product_words)))
    return bool(asked & stems(f"{heading} {answer.text}"))


def manuals_first(answers: Sequence[Answer]) -> list[Answer]:
    """Without the FAQ where manuals have two: it answers surely or hardly at all."""
    manual = [one for one in answers if one.citation]
    return manual if len(manual) > 1 else [*answers]


def question_of(open_one: Unanswered) -> str:
    """What to look up: the sentence, with the rest of its message where it says little alone."""
    alone = len(own_words(open_one.sentence, "")) >= ALONE
    return (open_one.sentence if alone else open_one.text)[:LONGEST]


def source_of(answer: Answer) -> str:
    """A passage's id, or "faq:" and the entry's."""
    return answer.citation.passage_id if answer.citation else f"{FAQ_MARK}{answer.faq_id}"


def unmarked(text: str) -> str:
    """Markdown of our own making as plain words: agents' messages have none."""
    return text.replace("**", "").replace("```\n", "").replace("\n```", "").strip()


def place(citation: Citation, quote: str, own_url: str) -> dict[str, Any]:
    """A citation as the widget and the console show it. Only PDFs have pages."""
    document = f"{own_url}/manuals/{citation.document_id}"
    page = citation.page
    return {
        "title": citation.title,
        "heading": " › ".join(citation.heading_path),
        "page": page,
        "url": f"{document}?passage={citation.passage_id}#cited",
        "file_url": f"{document}/file#page={page}" if page else None,
        "quote": quote,
    }
