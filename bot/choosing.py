"""Which passage or FAQ entry answers best, and how sure that is. Pure.

Both kinds of evidence are brought to one scale, the probability of being right: logistic
regressions over the golden questions (`tests/knowledge/golden.csv`) on the sample manuals and
FAQ, cross-checked on halves: AUROC 0.92 for manuals, 0.99 for the FAQ. Depends on
`bot.evidence`, `bot.extracts` and the data types of `bot.knowledge`.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.evidence import (
    MOST_WORDS,
    Question,
    code_of_row,
    strength,
    strongest,
    told,
)
from bot.knowledge.faq_index import FaqEntry, FaqHit
from bot.knowledge.results import Hit, SearchResult
from bot.knowledge.words import stems


@dataclass(frozen=True, slots=True)
class Thresholds:
    """From which confidence on to answer, and what maps evidence to confidence.

    A passage's evidence is its `strength` (from `unit_middle`) by `unit`, its BM25 score by
    `words`, and `first` where the search itself put it first and no number is asked for. A
    question asked of the manuals of several products, because none is known, needs `anywhere`
    more, and one product `apart` from the next, else the customer is asked which. `faq_slope`
    weighs the cosine of a FAQ entry from `faq_middle`, `faq_words` the share of the question's
    words in it. An error code that a table lists is worth `code`; a passage in another language
    gets `lift` added, less than in `fusion.Weights`: it must not invent certainty.

    With these defaults, of 134 golden questions for manuals 105 are answered rightly, 8 wrongly
    and 21 not at all; of 38 for the FAQ 32, 0 and 6; of 54 that nothing answers 52 are refused.
    Most were fitted on; of 53 written afterwards and put to it once 44 went right and 3 wrong,
    all three to the FAQ, whose `faq_words` came of them.
    """

    manual: float = 0.6
    faq: float = 0.5
    unit: float = 37.0
    unit_middle: float = 0.938
    words: float = 0.128
    first: float = 0.97
    anywhere: float = 2.04
    apart: float = 0.05
    faq_slope: float = 91.4
    faq_middle: float = 0.944
    faq_words: float = 3.4
    code: float = 0.85
    lift: float = 0.03


def best_manual(
    question: Question, language: str, result: SearchResult, limits: Thresholds
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
        return listed[0], max(
            limits.code, confidence(question, language, listed[0], result, limits)
        )
    hits = in_language(result.hits, language)
    hit = strongest(question, hits)
    sure = evidence(question, language, hit, result, limits)
    if is_anybodys(question, hit, hits, limits) and logistic(sure) >= limits.manual:
        return None
    return hit, confidence(question, language, hit, result, limits)


def is_anybodys(question: Question, hit: Hit, hits: Sequence[Hit], limits: Thresholds) -> bool:
    """Whether manuals of other products answer about as well: "how do I lock the keys?".

    One that lacks a word of the question that `hit` has ("pump filter") is no rival.
    """
    own = {hit.passage.product, None}
    said = words_said(question, hit) - limits.apart
    rivals = (
        strength(question, other, False)
        for other in hits
        if other.passage.product not in own and words_said(question, other) >= said
    )
    ahead = strength(question, hit, False) - max(rivals, default=0.0)
    return bool(hit.passage.product) and ahead < limits.apart


def words_said(question: Question, hit: Hit) -> float:
    """The part of the question's words that the passage has, title and headings included."""
    passage = hit.passage
    return question.share(" ".join((passage.title, *passage.heading_path, passage.text)))


def listing_code(question: Question, language: str, hits: Sequence[Hit]) -> list[Hit]:
    """Hits with a table row on a code of the question, of the products it names if it does.

    Where several products list the code, the words said with it may tell which.
    """
    listed = [hit for hit in hits if question.codes & row_codes(hit)]
    named = [hit for hit in listed if question.words.keys() & stems(hit.passage.title)]
    ours = [hit for hit in named or listed if hit.passage.language == language]
    return told_apart(question, ours or named or listed)


def told_apart(question: Question, listed: list[Hit]) -> list[Hit]:
    """Of hits that list the code, those whose row says most of the question's other words."""
    shares = [code_share(question, hit) for hit in listed]
    most = max(shares, default=0.0)
    return [hit for hit, share in zip(listed, shares, strict=True) if share == most]


def code_share(question: Question, hit: Hit) -> float:
    """The part of the question's words, codes apart, in the row on the code; 0..1."""
    rows = [n for n, _ in enumerate(hit.passage.units) if code_of_row(hit, n) & question.codes]
    return max(question.without_codes().share(told(hit, n)) for n in rows)


def row_codes(hit: Hit) -> set[str]:
    """The codes in the first cells of the passage's table rows."""
    return {code for n, _ in enumerate(hit.passage.units) for code in code_of_row(hit, n)}


def in_language(hits: Sequence[Hit], language: str) -> list[Hit]:
    """The hits but for those whose counterpart in the language was found too.

    Counterparts are named alike but for the language ("levante.es", "levante.en").
    """
    found = {hit.passage.document_id for hit in hits}

    def has_counterpart(hit: Hit) -> bool:
        document, _, spoken = hit.passage.document_id.rpartition(".")
        return spoken != language and f"{document}.{language}" in found

    return [hit for hit in hits if not has_counterpart(hit)]


def confidence(
    question: Question, language: str, hit: Hit, result: SearchResult, limits: Thresholds
) -> float:
    """The probability that `hit` answers `question`."""
    anywhere = limits.anywhere * (len(products_of(result.hits)) > 1)
    return logistic(evidence(question, language, hit, result, limits) - anywhere)


def evidence(
    question: Question, language: str, hit: Hit, result: SearchResult, limits: Thresholds
) -> float:
    """What speaks for `hit`, in log odds, if its product is the one meant."""
    is_first = hit is result.hits[0]
    unit = strength(question, hit, is_first) + limits.lift * (hit.passage.language != language)
    found = limits.unit * (unit - limits.unit_middle)
    found += limits.first * (is_first and not question.wants_number)
    return found + limits.words * min(hit.lexical, MOST_WORDS)


def products_of(hits: Iterable[Hit]) -> set[str]:
    """The products whose manuals the hits are from."""
    return {hit.passage.product for hit in hits if hit.passage.product}


def logistic(value: float) -> float:
    """0..1 for any value."""
    return 1 / (1 + math.exp(-max(min(value, 60.0), -60.0)))


def best_faq(
    question: Question,
    language: str,
    hits: Sequence[FaqHit],
    entries: dict[tuple[str, str], FaqEntry],
    limits: Thresholds,
) -> tuple[FaqEntry | None, float]:
    """The best entry that is there in the language, and its confidence."""
    for hit in hits:
        if entry := entries.get((hit.id, language)):
            found = limits.faq_slope * (hit.cosine - limits.faq_middle)
            return entry, logistic(found + limits.faq_words * words_shared(question, entry))
    return None, 0.0


def words_shared(question: Question, entry: FaqEntry) -> float:
    """The part of the question's words that the entry says anywhere; 0..1."""
    asked = stems(question.text)
    said = stems(" ".join((entry.question, *entry.variants, entry.answer)))
    return len(asked & said) / len(asked) if asked else 0.0
