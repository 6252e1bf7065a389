"""What else may answer a question: the next best passages and FAQ entries, to choose from. Pure.

Depends on what a search gives and on how `bot.answering` names a topic and words an answer.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.answering import Answer, Citation, faq_answer, heading_of, manual_answer, topic_of
from bot.choosing import in_language
from bot.evidence import read_question, strength
from bot.knowledge.faq_index import FaqEntry, FaqHit
from bot.knowledge.results import Hit, SearchResult
from bot.layout import joined, lay_out

MOST = 3
MOST_RIVALS = 2
RIVAL = 0.03
"""From how near to the answer on another section is shown beside it. On 240 questions about
manuals that nobody here wrote, one is shown beside 71 % of the wrong answers and 45 % of the
right ones, and is the one that was sought for a third of the wrong."""
FAQ_MARK = "faq:"
LEAST_COSINE = 0.86
"""From which nearness on a FAQ entry is worth offering; unrelated ones reach 0.84."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One more answer: `title` says what about, `source` is a passage's id or "faq:" and an id."""

    title: str
    source: str


def candidates(
    language: str,
    result: SearchResult,
    faq_hits: Sequence[FaqHit],
    entries: Iterable[FaqEntry],
    besides: Iterable[str] = (),
    *,
    product_words: str = "",
) -> list[Candidate]:
    """Up to three with different titles, none of them from a source in `besides`.

    `product_words` are the words of the question that name its product (see `choose`).
    """
    left_out = set(besides)
    known = {entry.id: entry for entry in entries if entry.language == language}
    told = {hit.passage.section for hit in result.hits if hit.passage.id in left_out}
    manual = [
        Candidate(topic_of(hit), hit.passage.id)
        for hit in strongest_first(in_language(result.hits, language), result, product_words)
        if hit.passage.section not in told
    ]
    faq = [
        Candidate(known[hit.id].question, FAQ_MARK + hit.id)
        for hit in faq_hits
        if hit.id in known and hit.cosine >= LEAST_COSINE
    ]
    mixed = [*manual[:2], *faq[:1], *manual[2:]]
    fresh = {one.title: one for one in reversed(mixed) if one.source not in left_out}
    return list(reversed(fresh.values()))[:MOST]


def rivals(
    answer: Answer, language: str, result: SearchResult, *, product_words: str = ""
) -> list[Candidate]:
    """Up to two other sections that answer about as well as the one that `answer` cites."""
    asked = read_question(result.question, result.rarity, product_words)
    hits, cited = in_language(result.hits, language), answer.citation
    strengths = [(strength(asked, hit, hit is hits[0]), hit) for hit in hits]
    ranked = sorted(strengths, key=lambda one: one[0], reverse=True)
    own = (cited.document_id, cited.heading_path) if cited else None
    mine = [(value, hit) for value, hit in ranked if hit.passage.section == own]
    if cited is None or not mine:
        return []
    least, left_out = mine[0][0] - RIVAL, beside(mine[0][1], cited)
    near = (hit for value, hit in ranked if value >= least and hit.passage.section != own)
    named: dict[str, Candidate] = {}
    for hit in near:
        named.setdefault(beside(hit, cited), Candidate(beside(hit, cited), hit.passage.id))
    named.pop(left_out, None)
    return [*named.values()][:MOST_RIVALS]


def beside(hit: Hit, cited: Citation) -> str:
    """The hit's heading; with the product where it is in another document than what is cited."""
    same = hit.passage.document_id == cited.document_id
    return heading_of(hit) if same else topic_of(hit)


def strongest_first(hits: list[Hit], result: SearchResult, product_words: str) -> list[Hit]:
    """The hits by how well their best unit answers the question."""
    asked = read_question(result.question, result.rarity, product_words)
    return sorted(hits, key=lambda hit: strength(asked, hit, False), reverse=True)


def answer_from(
    source: str, question: str, language: str, result: SearchResult, entries: Iterable[FaqEntry]
) -> Answer | None:
    """What `source` says about `question`; None where it is not there any more."""
    if source.startswith(FAQ_MARK):
        key = (source.removeprefix(FAQ_MARK), language)
        entry = next((one for one in entries if (one.id, one.language) == key), None)
        return faq_answer(entry, 1.0) if entry else None
    hit = hit_of(source, result)
    return manual_answer(question, result, hit, 1.0) if hit else None


def whole(answer: Answer, result: SearchResult) -> Answer | None:
    """The cited passage from beginning to end; None where the answer says all of it already."""
    hit = hit_of(answer.citation.passage_id, result) if answer.citation else None
    if hit is None or not hit.passage.units:
        return None
    numbers = range(len(hit.passage.units))
    parts = [lay_out(hit, number) for number in numbers]
    pieces = tuple(piece for _, told in parts for piece in told)
    if len(pieces) <= len(answer.pieces):
        return None
    text = joined(hit.passage, numbers, [text for text, _ in parts])
    return Answer(
        answer.kind, text, answer.confidence, answer.language, answer.quote, pieces,
        citation=answer.citation,
    )  # fmt: skip


def hit_of(passage_id: str, result: SearchResult) -> Hit | None:
    """The hit with that passage."""
    return next((hit for hit in result.hits if hit.passage.id == passage_id), None)
