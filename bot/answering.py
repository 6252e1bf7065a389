"""Is what was found good enough to answer with, and how is it worded. Pure.

An answer is an exact copy: a FAQ entry, or units of one passage. Depends on the data types
of `bot.knowledge`; `bot.extracts` cuts the units out and lays them out.

Both kinds of evidence are brought to one scale, the probability of being right: logistic
regressions over the questions of `tests/knowledge/golden.csv` (118 answerable, 40 not) on
the sample manuals and FAQ; cross-checked on halves. For manuals cross-validated AUROC is 0.91.
"""

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from bot.extracts import Extract, asks_how, extract
from bot.knowledge.faq_index import FaqEntry, FaqHit
from bot.knowledge.results import Hit, SearchResult
from bot.knowledge.words import codes_in, plain_heading, stems

Reason = Literal["no_content", "low_confidence", "which_product"]
TOPICS = 3


@dataclass(frozen=True, slots=True)
class Thresholds:
    """From which confidence on to answer, and what maps evidence to confidence.

    `unit` and `words` weigh the best unit's cosine (from `unit_middle`) and the share of the
    question's words found in the passage; `faq_slope` weighs the cosine from `faq_middle`; an
    error code that a table lists is worth `code`; a passage in another language gets `lift`
    added to its cosine, less than in `fusion.Weights`: it must not invent certainty.

    With these defaults, of 80 golden questions for manuals 61 are answered rightly, 6 wrongly
    and 13 not at all; of 38 for the FAQ 34, 2 and 2; of 40 that nothing answers 35 are refused.
    The defaults were fitted on these questions: on others expect a little less.
    """

    manual: float = 0.55
    faq: float = 0.55
    unit: float = 65.0
    unit_middle: float = 0.871
    words: float = 1.5
    faq_slope: float = 117.0
    faq_middle: float = 0.907
    code: float = 0.85
    lift: float = 0.03


@dataclass(frozen=True, slots=True)
class Citation:
    """Where an answer stands."""

    document_id: str
    title: str
    heading_path: tuple[str, ...]
    page: int | None
    passage_id: str
    version: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What to say. `text` is Markdown made of `pieces`, each an exact copy from the FAQ entry
    or the cited passage; `quote` is the piece to mark there. `language` is the source's."""

    kind: Literal["faq", "manual"]
    text: str
    confidence: float
    language: str
    quote: str
    pieces: tuple[str, ...]
    faq_id: str | None = None
    citation: Citation | None = None


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
) -> Answer | Refusal:
    """The best answer to `question` in the customer's `language`, or why there is none."""
    limits = thresholds or Thresholds()
    entries = {(entry.id, entry.language): entry for entry in faq_entries}
    topics = nearest_topics(language, result, faq_hits, entries)
    manual = best_manual(question, language, result, limits)
    entry, sure = best_faq(language, faq_hits, entries, limits)
    if entry and sure >= limits.faq and (manual is None or sure >= manual[1]):
        return faq_answer(entry, sure)
    if manual is None:
        return Refusal("which_product" if result.hits else "no_content", topics, sure)
    if manual[1] < limits.manual:
        return Refusal("low_confidence", topics, max(sure, manual[1]))
    hit = with_procedure(question, manual[0], result.hits)
    return manual_answer(question, result.version, hit, manual[1])


def best_manual(
    question: str, language: str, result: SearchResult, limits: Thresholds
) -> tuple[Hit, float] | None:
    """The passage to answer with and its confidence; None where there is no telling which.

    An error code is looked up rather than guessed at: where manuals of several products list
    it and the question names none of them, there is no answer.
    """
    if not result.hits:
        return None
    listed = listing_code(question, language, result.hits)
    if len({hit.passage.product for hit in listed}) > 1:
        return None
    if listed:
        return listed[0], max(limits.code, confidence(question, language, listed[0], limits))
    hit = in_language(result.hits, language)
    return hit, confidence(question, language, hit, limits)


def listing_code(question: str, language: str, hits: Sequence[Hit]) -> list[Hit]:
    """Hits with a table row on a code of the question, of the products it names if it does."""
    wanted = codes_in(question)
    listed = [hit for hit in hits if wanted & row_codes(hit)]
    named = [hit for hit in listed if stems(question) & stems(hit.passage.title)]
    ours = [hit for hit in named or listed if hit.passage.language == language]
    return ours or named or listed


def row_codes(hit: Hit) -> set[str]:
    """The codes in the first cells of the passage's table rows."""
    units = (unit for unit in hit.passage.units if unit.kind == "row")
    firsts = (hit.passage.unit_text(unit).partition(" | ")[0] for unit in units)
    return {code for cell in firsts for code in codes_in(cell)}


def in_language(hits: Sequence[Hit], language: str) -> Hit:
    """The best hit, or its counterpart where the product has the manual in both languages.

    Counterparts are named alike but for the language ("levante.es", "levante.en").
    """
    best = hits[0]
    if best.passage.language == language:
        return best
    wanted = f"{best.passage.document_id.rpartition('.')[0]}.{language}"
    return next((hit for hit in hits if hit.passage.document_id == wanted), best)


def with_procedure(question: str, hit: Hit, hits: Sequence[Hit]) -> Hit:
    """The part of the hit's section that holds the steps, where they are asked for.

    A long section is cut into several passages; its opening sentences may be the better
    match, the steps are the answer.
    """
    if has_steps(hit) or not asks_how(question, hit.passage):
        return hit
    section = (hit.passage.document_id, hit.passage.heading_path)
    parts = (h for h in hits if (h.passage.document_id, h.passage.heading_path) == section)
    return next((part for part in parts if has_steps(part)), hit)


def has_steps(hit: Hit) -> bool:
    """Whether the passage holds a procedure."""
    return any(unit.kind == "steps" for unit in hit.passage.units)


def confidence(question: str, language: str, hit: Hit, limits: Thresholds) -> float:
    """The probability that `hit` answers `question`."""
    passage = hit.passage
    unit = max(hit.unit_scores, default=hit.dense)
    unit += limits.lift * (passage.language != language)
    asked = stems(question)
    found = stems(" ".join((passage.title, *passage.heading_path, passage.text)))
    share = len(asked & found) / len(asked) if asked else 0.0
    return logistic(limits.unit * (unit - limits.unit_middle) + limits.words * share)


def logistic(value: float) -> float:
    """0..1 for any value."""
    return 1 / (1 + math.exp(-max(min(value, 60.0), -60.0)))


def best_faq(
    language: str,
    hits: Sequence[FaqHit],
    entries: dict[tuple[str, str], FaqEntry],
    limits: Thresholds,
) -> tuple[FaqEntry | None, float]:
    """The best entry that is there in the language, and its confidence."""
    for hit in hits:
        if entry := entries.get((hit.id, language)):
            return entry, logistic(limits.faq_slope * (hit.cosine - limits.faq_middle))
    return None, 0.0


def faq_answer(entry: FaqEntry, sure: float) -> Answer:
    """The entry's own words."""
    return Answer(
        "faq", entry.answer, sure, entry.language, entry.answer, (entry.answer,), faq_id=entry.id
    )


def manual_answer(question: str, version: str, hit: Hit, sure: float) -> Answer:
    """The units of the passage that answer, laid out as Markdown."""
    found: Extract = extract(question, hit)
    passage = hit.passage
    citation = Citation(
        passage.document_id,
        passage.title,
        passage.heading_path,
        passage.page,
        passage.id,
        version,
    )
    return Answer(
        "manual",
        found.markdown,
        sure,
        passage.language,
        found.quote,
        found.pieces,
        citation=citation,
    )


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
    path, title = hit.passage.heading_path, hit.passage.title
    heading = plain_heading(path[-1]) if path else title
    product = re.split(r"\.\s", title)[0]
    return f"{heading} ({product})" if hit.passage.product and path else heading
