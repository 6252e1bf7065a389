"""Whether an answer is what its source says, word for word. Pure.

The last look before an answer leaves. Depends on the shape of an answer and of what was found.
"""

from collections.abc import Iterable

from bot.answering import Answer
from bot.knowledge.faq_index import FaqEntry
from bot.knowledge.results import SearchResult


def is_exact(answer: Answer, result: SearchResult, entries: Iterable[FaqEntry]) -> bool:
    """Whether every piece stands, as it is, in the cited passage or the FAQ entry.

    And in the answer's own text, in their order: what is checked is what is said.
    """
    source = source_of(answer, result, entries)
    pieces = (*answer.pieces, answer.quote)
    copied = source is not None and all(piece and piece in source for piece in pieces)
    return copied and in_order(answer.text, answer.pieces)


def source_of(answer: Answer, result: SearchResult, entries: Iterable[FaqEntry]) -> str | None:
    """The text that the answer is copied from; None where it is not among what was found."""
    if answer.citation:
        cited = answer.citation.passage_id
        return next((hit.passage.text for hit in result.hits if hit.passage.id == cited), None)
    key = (answer.faq_id, answer.language)
    return next((one.answer for one in entries if (one.id, one.language) == key), None)


def in_order(text: str, pieces: Iterable[str]) -> bool:
    """Whether `pieces` follow one another in `text`."""
    at = 0
    for piece in pieces:
        found = text.find(piece, at)
        if found < 0:
            return False
        at = found + len(piece)
    return True
