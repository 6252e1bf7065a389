"""The part of a passage that speaks of what was looked for, with those words marked. Pure.

Exact copies, shortened at the ends alone. Depends on how words are compared.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.knowledge.documents import Passage
from bot.knowledge.words import WORD, stems

LONGEST = 260


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a snippet; `marked` where it is a word that was looked for."""

    text: str
    marked: bool = False


def snippet(text: str, question: str, longest: int = LONGEST) -> tuple[Part, ...]:
    """The stretch of `text` with most of the question's words, at most `longest` letters."""
    asked = stems(question)
    words = [(found.start(), found.end()) for found in WORD.finditer(text)]
    hits = [(start, end) for start, end in words if stems(text[start:end]) & asked]
    begin, end = window(text, hits, longest)
    shown = parts(text, begin, end, hits)
    opened = (Part("… "),) if begin else ()
    return (*opened, *shown, *((Part(" …"),) if end < len(text) else ()))


def snippet_of(passage: Passage, unit_scores: Sequence[float], question: str) -> tuple[Part, ...]:
    """The snippet of a passage: from its best unit on where its words alone say nothing."""
    found = snippet(passage.text, question)
    if any(part.marked for part in found) or not passage.units:
        return found
    scores = list(unit_scores) or [0.0]
    best = passage.units[min(scores.index(max(scores)), len(passage.units) - 1)]
    return snippet(passage.unit_text(best), question)


def window(text: str, hits: Sequence[tuple[int, int]], longest: int) -> tuple[int, int]:
    """Where to begin and end: whole words, with the most hits, a little before the first."""
    if len(text) <= longest:
        return 0, len(text)
    room = longest // 5
    starts = [max(0, start - room) for start, _ in hits] or [0]
    best = max(starts, key=lambda at: (sum(at <= s and e <= at + longest for s, e in hits), -at))
    begin = text.find(" ", best) + 1 if best else 0
    end = min(len(text), begin + longest)
    last = text.rfind(" ", begin, end) if end < len(text) else end
    return begin, last if last > begin else end


def parts(text: str, begin: int, end: int, hits: Sequence[tuple[int, int]]) -> list[Part]:
    """The stretch from `begin` to `end`, cut at its hits."""
    found, at = [], begin
    for start, stop in hits:
        if begin <= start and stop <= end:
            found += [Part(text[at:start])] if start > at else []
            found.append(Part(text[start:stop], True))
            at = stop
    return [*found, Part(text[at:end])] if at < end else found
