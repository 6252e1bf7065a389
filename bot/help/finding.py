"""Searching the help pages: what the assistant would answer, and what else is near.

The same look-up as a conversation's, without its contact log: nothing that is typed here becomes
a contact. Depends on the look-up, the knowledge, the FAQ and the language detector.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from bot.answering import Answer, Refusal
from bot.candidates import FAQ_MARK, LEAST_COSINE, Candidate
from bot.errors import BotError
from bot.help.catalogue import Help
from bot.help.found import (
    Found,
    Kind,
    Result,
    answered_by_faq,
    answered_by_manual,
    near_in_faq,
    near_in_manual,
)
from bot.help.markdown import Markdown
from bot.help.snippets import snippet, snippet_of
from bot.knowledge.documents import Passage
from bot.knowledge.faq_index import FaqHit
from bot.knowledge.results import SearchResult
from bot.knowledge.words import stems
from bot.lookup import Inquiry, Lookup
from bot.pages import Language

MOST = 8
MOST_FAQ = 3
SAME = 0.92
"""From which cosine on an entry asks the same in other words; unrelated ones reach 0.84."""
NEAREST = 3
"""Passages that are shown though they have no word of the question: the nearest in meaning."""


class Passages(Protocol):
    """What is needed of the knowledge."""

    def passage(self, passage_id: str) -> Passage | None: ...


class Shelf(Protocol):
    """What is needed of the FAQ as it is asked."""

    async def search(self, question: str, language: str, limit: int = 5) -> list[FaqHit]: ...


class Detector(Protocol):
    """What tells the language of a question."""

    def detect(self, text: str, current: Language) -> Language: ...


class Finder:
    """Searches FAQ and manuals."""

    def __init__(
        self,
        lookup: Lookup,
        knowledge: Passages,
        shelf: Shelf,
        detector: Detector,
        markdown: Markdown,
    ) -> None:
        self._lookup = lookup
        self._knowledge = knowledge
        self._shelf = shelf
        self._detector = detector
        self._markdown = markdown

    async def find(self, question: str, page: Language, product: str | None, known: Help) -> Found:
        """What there is to `question`, asked on a page in `page`; about the product that it
        names, else `product`."""
        language = self._detector.detect(question, page)
        named, words = self._lookup.named(question)
        asked = Inquiry(question, language, named or product, words)
        try:
            inquiry, answer = await self._look_up(asked, narrowed=named is None)
        except BotError:
            # There is no index: the FAQ is all that can be looked in.
            topics = await self._entries(asked, known)
            return Found("nothing", language, topics=tuple(topics), manuals=False)
        if isinstance(answer, Refusal):
            found = await self._refused(inquiry, answer, known)
        else:
            found = await self._answered(inquiry, answer, known)
        elsewhere = bool(asked.product) and inquiry.product is None
        return replace(found, about=inquiry.product or asked.product, elsewhere=elsewhere)

    async def _look_up(self, asked: Inquiry, narrowed: bool) -> tuple[Inquiry, Answer | Refusal]:
        """The answer, and the question as it was looked up. Where `narrowed` to a product that
        the question does not name, what answers it of any product, as in a conversation."""
        answer = await self._lookup.find(asked)
        inquiry = self._lookup.meant(asked)
        if isinstance(answer, Answer) or not (narrowed and inquiry.product):
            return inquiry, answer
        anywhere = replace(inquiry, product=None, product_words="")
        wider = await self._lookup.find(anywhere)
        return (anywhere, wider) if isinstance(wider, Answer) else (inquiry, answer)

    async def _answered(self, inquiry: Inquiry, answer: Answer, known: Help) -> Found:
        """The answer, and what else is near: the look-up remembers what it has found."""
        best = self._best(answer)
        entries, near = await self._entries(inquiry, known), await self._lookup.search(inquiry)
        return Found("answer", answer.language, best, self._others(best, entries, near, inquiry))

    async def _refused(self, inquiry: Inquiry, refusal: Refusal, known: Help) -> Found:
        """Why there is no answer, with the nearest topics."""
        offered = await self._lookup.candidates(inquiry, [])
        kind: Kind = "which_product" if refusal.reason == "which_product" else "nothing"
        listed = filter(None, (self._topic(one, inquiry, known) for one in offered))
        return Found(kind, inquiry.language, topics=tuple(listed))

    def _best(self, answer: Answer) -> Result:
        """The answer as a result that is read whole."""
        html, language = self._markdown.html(answer.text), answer.language
        if answer.citation:
            return answered_by_manual(answer.citation, language, html)
        faq_id = answer.faq_id or ""
        question = self._lookup.faq_question(faq_id, language)
        return answered_by_faq(faq_id, question, language, html)

    async def _entries(self, inquiry: Inquiry, known: Help) -> list[Result]:
        """The FAQ entries that are near enough to be worth a look: with a word of the question,
        or nearly the same in meaning."""
        question, language = inquiry.question, inquiry.language
        asked = own_stems(inquiry)
        found = []
        for hit in await self._shelf.search(question, language):
            entry = known.entries[language].get(hit.id)
            if entry is None or hit.cosine < LEAST_COSINE:
                continue
            if hit.cosine >= SAME or asked & stems(f"{entry.question} {entry.plain}"):
                found.append(near_in_faq(entry, question))
        return found[:MOST_FAQ]

    def _others(
        self, best: Result, entries: Sequence[Result], near: SearchResult, inquiry: Inquiry
    ) -> tuple[Result, ...]:
        """What else speaks of it: each section once, the answer's own left out."""
        told: set[object] = {best.source}
        own = self._knowledge.passage(best.source) if best.kind == "manual" else None
        told |= {own.section} if own else set()
        found = [one for one in entries if one.source not in told]
        asked = own_stems(inquiry)
        for rank, hit in enumerate(near.hits):
            passage = hit.passage
            said = stems(f"{' '.join(passage.heading_path)} {passage.text}")
            if passage.section in told or not (rank < NEAREST or asked & said):
                continue
            told.add(passage.section)
            parts = snippet_of(passage, hit.unit_scores, inquiry.question)
            found.append(near_in_manual(passage, parts))
        return tuple(found[:MOST])

    def _topic(self, near: Candidate, inquiry: Inquiry, known: Help) -> Result | None:
        """Something to read instead; None where it is gone meanwhile."""
        if near.source.startswith(FAQ_MARK):
            entry = known.entries[inquiry.language].get(near.source.removeprefix(FAQ_MARK))
            return near_in_faq(entry, inquiry.question) if entry else None
        passage = self._knowledge.passage(near.source)
        if passage is None:
            return None
        return near_in_manual(passage, snippet(passage.text, inquiry.question), near.title)


def own_stems(inquiry: Inquiry) -> frozenset[str]:
    """The words of a question without those that name its product, which all passages have."""
    asked = stems(inquiry.question)
    return asked - stems(inquiry.product_words) or asked
