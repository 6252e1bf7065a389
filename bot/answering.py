"""Is what was found good enough to answer with, and how is it worded. Pure.

An answer is an exact copy: a FAQ entry, or units of one passage. Depends on the data types
of `bot.knowledge`; `bot.choosing` finds the best of either kind and says how sure that is,
`bot.extracts` cuts the units out and lays them out.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from bot.choosing import Thresholds, best_faq, best_manual
from bot.evidence import read_question
from bot.extracts import Extract, extract
from bot.knowledge.faq_index import FaqEntry, FaqHit
from bot.knowledge.results import Hit, SearchResult
from bot.knowledge.words import plain_heading, stems
from bot.sections import told_in

__all__ = ["Answer", "Citation", "Reason", "Refusal", "Thresholds", "choose"]

Reason = Literal["no_content", "low_confidence", "which_product", "for_people"]
"""Why there is no answer; "for_people": editors left such questions to people."""
TOPICS = 3


@dataclass(frozen=True, slots=True)
class Citation:
    """Where an answer stands; `text` is the passage's, as it was then."""

    document_id: str
    title: str
    heading_path: tuple[str, ...]
    page: int | None
    passage_id: str
    version: str
    text: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Answer:
    """What to say. `text` is Markdown made of `pieces`, each an exact copy from the FAQ entry
    or the cited passage; `quote` is the piece to mark there. `language` is the source's.
    `generated` says that a language model worded `text` from the cited passage and those of
    `also`; the pieces are still what it was made from."""

    kind: Literal["faq", "manual"]
    text: str
    confidence: float
    language: str
    quote: str
    pieces: tuple[str, ...]
    faq_id: str | None = None
    citation: Citation | None = None
    also: tuple[Citation, ...] = ()
    generated: bool = False


@dataclass(frozen=True, slots=True)
class Refusal:
    """Nothing good enough. `topics` are the nearest headings and FAQ questions, at most
    three; `confidence` is the best that there was."""

    reason: Reason
    topics: list[str]
    confidence: float


def choose(
    question: str,
    language: str,
    result: SearchResult,
    faq_hits: Sequence[FaqHit],
    faq_entries: Iterable[FaqEntry],
    thresholds: Thresholds | None = None,
    *,
    product_words: str = "",
) -> Answer | Refusal:
    """The best answer to `question` in the customer's `language`, or why there is none.

    `product_words` are those words of the question that name the product whose manuals were
    searched: in them they tell nothing any more.
    """
    limits = thresholds or Thresholds()
    result = replace(result, rarity={**result.rarity, **dict.fromkeys(stems(product_words), 0.0)})
    entries = {(entry.id, entry.language): entry for entry in faq_entries}
    topics = nearest_topics(language, result, faq_hits, entries)
    asked = read_question(question, result.rarity)
    manual = best_manual(asked, language, result, limits)
    entry, sure = best_faq(asked, language, faq_hits, entries, limits)
    if entry and sure >= limits.faq and (manual is None or sure >= manual[1]):
        return faq_answer(entry, sure)
    if manual is None:
        return Refusal("which_product" if result.hits else "no_content", topics, sure)
    if manual[1] < limits.manual:
        return Refusal("low_confidence", topics, max(sure, manual[1]))
    hit = told_in(asked, manual[0], result.hits)
    return manual_answer(question, result, hit, manual[1])


def faq_answer(entry: FaqEntry, sure: float) -> Answer:
    """The entry's own words."""
    return Answer(
        "faq", entry.answer, sure, entry.language, entry.answer, (entry.answer,), faq_id=entry.id
    )


def manual_answer(question: str, result: SearchResult, hit: Hit, sure: float) -> Answer:
    """The units of the passage that answer, laid out as Markdown."""
    found: Extract = extract(question, hit, result.rarity)
    return Answer(
        "manual",
        found.markdown,
        sure,
        hit.passage.language,
        found.quote,
        found.pieces,
        citation=citation_of(hit, result.version),
    )


def citation_of(hit: Hit, version: str) -> Citation:
    """Where the hit stands in the index version that it was found in."""
    found = hit.passage
    place = (found.document_id, found.title, found.heading_path, found.page)
    return Citation(*place, found.id, version, found.text)


def nearest_topics(
    language: str,
    result: SearchResult,
    faq_hits: Sequence[FaqHit],
    entries: dict[tuple[str, str], FaqEntry],
) -> list[str]:
    """Up to three distinct things to ask instead: the best FAQ question, then headings."""
    own = [hit for hit in result.hits if hit.passage.language == language]
    headings = [topic_of(hit) for hit in own or result.hits]
    asked = [
        entries[hit.id, language].question for hit in faq_hits if (hit.id, language) in entries
    ]
    mixed = [*headings[:2], *asked[:1], *headings[2:], *asked[1:]]
    return list(dict.fromkeys(topic for topic in mixed if topic))[:TOPICS]


def topic_of(hit: Hit) -> str:
    """A heading that can stand alone: with the product where there is one."""
    product = re.split(r"\.\s", hit.passage.title)[0]
    named = hit.passage.product and hit.passage.heading_path
    return f"{heading_of(hit)} ({product})" if named else heading_of(hit)


def heading_of(hit: Hit) -> str:
    """The passage's own heading without its number; the title where it stands under none."""
    path = hit.passage.heading_path
    return plain_heading(path[-1]) if path else hit.passage.title
