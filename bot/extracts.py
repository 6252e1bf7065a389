"""Cuts an answer out of a passage, word for word, and lays it out as Markdown. Pure.

What can answer: a whole procedure with what leads into it and its warnings; table rows, each
cell under its column's name; a list with its lead-in; or sentences that stand together. Depends on
`bot.evidence`, `bot.layout` and the data types of `bot.knowledge`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.asked import Kind, instructs
from bot.evidence import Question, asks_procedure, headed, read_question, unit_scores
from bot.knowledge.documents import Passage, Unit
from bot.knowledge.results import Hit
from bot.layout import adjoins, joined, lay_out

LONGEST = 500
"""Characters of an answer that is no procedure."""
NEAR, NEAR_HOW = 0.02, 0.08
"""A procedure wins over a sentence or note of its passage that is better by no more than this;
the second where the question asks how, or names what the heading names. Where it asks whether
something may be done, how often or how much, a procedure has no such advantage."""
LONGEST_ASIDE = 240
"""Characters of the paragraph before or after a procedure that are told with it."""
ALSO = 0.03
"""The sentence before the best one is told with it when it is this near; the one after is
always told, for it often says the condition."""
DANGLING = 0.1
"""What a lead-in loses whose list is not in the passage: alone it answers nothing."""
INSTRUCTS, OPENS = 0.02, 0.02
"""What a sentence that says what to do gains where that is asked; and the one that opens the
passage where it is asked what a thing is."""
TOLD_AT_LENGTH = (Kind.STEPS, Kind.MEANING, Kind.ANY)
"""What one sentence seldom answers; how much or how often, it does."""
ALSO_ROWS, MOST_ROWS = 0.01, 3
"""Rows as good as the best one but for this are shown with it: a part in two sizes."""


@dataclass(frozen=True, slots=True)
class Extract:
    """An answer's layout, its `pieces` (exact copies, in order) and the stretch to mark."""

    markdown: str
    quote: str
    pieces: tuple[str, ...]


def extract(text: str, hit: Hit, rarity: Mapping[str, float] | None = None) -> Extract:
    """The part of the hit's passage that answers the question `text`.

    `rarity` weighs the question's words (see SearchResult); alike where it is not given.
    """
    passage, question = hit.passage, read_question(text, rarity or {})
    if not passage.units:
        return Extract(passage.text, passage.text, (passage.text,))
    scores = fit_scores(question, hit)
    best = best_unit(passage.units, scores, question.asked.kind, advantage(question, hit))
    chosen = around(passage, best, scores, question.asked.kind)
    parts = [lay_out(hit, number) for number in chosen]
    main = passage.units[best] if best in chosen else passage.units[chosen[0]]
    return Extract(
        joined(passage, chosen, [text for text, _ in parts]),
        passage.unit_text(main),
        tuple(piece for _, pieces in parts for piece in pieces),
    )


def fit_scores(question: Question, hit: Hit, opens: bool = True) -> list[float]:
    """How well an answer may begin with each unit; `opens` says that the passage opens its
    section."""
    return [
        score + fitness(question, hit.passage, number, opens)
        for number, score in enumerate(unit_scores(question, hit))
    ]


def fitness(question: Question, passage: Passage, number: int, opens: bool) -> float:
    """What makes a sentence the place to begin, its words apart."""
    unit, kind = passage.units[number], question.asked.kind
    if unit.kind != "sentence":
        return 0.0
    fit = -DANGLING * (leads_in(passage, number) and not announces(passage, number))
    fit += INSTRUCTS * (kind is Kind.STEPS and instructs(passage.unit_text(unit)))
    return fit + OPENS * (kind is Kind.MEANING and opens and number == 0)


def asks_how(question: Question, hit: Hit) -> bool:
    """Whether a procedure is what is asked for."""
    return question.asked.kind is Kind.STEPS or (
        asks_procedure(question) and headed(question, hit) > 0.5
    )


def advantage(question: Question, hit: Hit) -> float:
    """By how much a procedure may be worse and still win."""
    if asks_how(question, hit):
        return NEAR_HOW
    return NEAR if asks_procedure(question) else 0.0


def best_unit(units: Sequence[Unit], scores: Sequence[float], asked: Kind, near_by: float) -> int:
    """The unit to answer with: the best, or a procedure that is nearly as good.

    Where steps are asked for a list will do: many manuals set theirs with dots.
    """
    best = max(range(len(units)), key=lambda number: scores[number])
    if units[best].kind not in ("sentence", "note"):
        return best
    listed = {"steps": near_by} | ({"items": NEAR} if asked is Kind.STEPS else {})
    for kind, less in listed.items():
        own = [number for number, unit in enumerate(units) if unit.kind == kind]
        near = [number for number in own if scores[number] >= scores[best] - less]
        if near:
            return max(near, key=lambda number: scores[number])
    return best


def around(passage: Passage, best: int, scores: Sequence[float], asked: Kind) -> list[int]:
    """The units to show with unit `best`, in order."""
    kind = passage.units[best].kind
    if kind == "steps":
        return with_warnings(passage, with_asides(passage, best))
    if kind == "items" and asked is Kind.STEPS:
        return with_asides(passage, best)
    if kind == "items":
        return [*lead_in(passage, best), best]
    if kind == "note":
        return with_sentence(passage, best, scores)
    if kind == "row":
        return equal_rows(passage, best, scores)
    if asked in TOLD_AT_LENGTH and not announces(passage, best):
        return stretch(passage, best, scores)
    return sentences_around(passage, best, scores)


def stretch(passage: Passage, best: int, scores: Sequence[float]) -> list[int]:
    """The sentence and those beside it, the better first, as far as they fit: how to do a thing
    or what it is takes more than one, and which of them comes nearest says little."""
    first = last = best
    while True:
        beside = [n for n in (first - 1, last + 1) if is_sentence(passage, n)]
        fit = [n for n in beside if length(passage, [min(n, first), max(n, last)]) <= LONGEST]
        if not fit:
            break
        taken = max(fit, key=lambda number: scores[number])
        first, last = min(first, taken), max(last, taken)
    return with_list(passage, [*range(first, last + 1)])


def is_sentence(passage: Passage, number: int) -> bool:
    """Whether the passage has a unit of that number, and it is a sentence."""
    return 0 <= number < len(passage.units) and passage.units[number].kind == "sentence"


def with_list(passage: Passage, chosen: list[int]) -> list[int]:
    """The sentences; where the last only announces a list, the list too, or neither."""
    last = chosen[-1]
    if not leads_in(passage, last):
        return chosen
    if announces(passage, last) and length(passage, [chosen[0], last + 1]) <= LONGEST:
        return [*chosen, last + 1]
    return chosen[:-1] or chosen


def with_sentence(passage: Passage, note: int, scores: Sequence[float]) -> list[int]:
    """A note, and what the passage says that comes nearest: notes seldom tell all."""
    others = [n for n, unit in enumerate(passage.units) if unit.kind == "sentence"]
    best = max(others, key=lambda number: scores[number], default=note)
    return sorted({note, *(sentences_around(passage, best, scores) if best != note else ())})


def lead_in(passage: Passage, number: int) -> list[int]:
    """The sentence right before a list, where there is one."""
    before = number - 1
    return [before] if before >= 0 and passage.units[before].kind == "sentence" else []


def with_asides(passage: Passage, steps: int) -> list[int]:
    """The procedure and the paragraphs beside it, as far as they fit; the sentence right
    before it always."""
    before = aside(passage, steps, -1)
    return [*(before or lead_in(passage, steps)), steps, *aside(passage, steps, 1)]


def aside(passage: Passage, number: int, way: int) -> list[int]:
    """The sentences of the paragraph before (way -1) or after (1) a unit, the nearest that fit."""
    found: list[int] = []
    at = number + way
    while 0 <= at < len(passage.units) and passage.units[at].kind == "sentence":
        if found and not adjoins(passage, *sorted((at, at - way))):
            break
        found.append(at)
        at += way
    while found and length(passage, sorted(found)) > LONGEST_ASIDE:
        found.pop()
    return sorted(found)


def length(passage: Passage, numbers: Sequence[int]) -> int:
    """Characters from the first to the last of adjoining units."""
    return passage.units[numbers[-1]].end - passage.units[numbers[0]].start


def with_warnings(passage: Passage, chosen: list[int]) -> list[int]:
    """The chosen units and every warning or note of the passage."""
    notes = {n for n, unit in enumerate(passage.units) if unit.kind == "note"}
    return sorted({*chosen, *notes})


def equal_rows(passage: Passage, best: int, scores: Sequence[float]) -> list[int]:
    """The best row, and those that are as good."""
    rows = [number for number, unit in enumerate(passage.units) if unit.kind == "row"]
    good = [number for number in rows if scores[number] >= scores[best] - ALSO_ROWS]
    return sorted(sorted(good, key=lambda number: -scores[number])[:MOST_ROWS])


def sentences_around(passage: Passage, best: int, scores: Sequence[float]) -> list[int]:
    """Up to three adjoining sentences; one that announces a list brings the list along."""
    chosen = [best]
    if announces(passage, best):
        return [best, best + 1]
    if adjoins(passage, best, best + 1):
        chosen.append(best + 1)
    if adjoins(passage, best - 1, best) and scores[best - 1] >= scores[best] - ALSO:
        chosen.insert(0, best - 1)
    return fitting(passage, chosen, best)


def announces(passage: Passage, number: int) -> bool:
    """Whether a list follows a sentence that ends in a colon; or a short list of things any."""
    if number + 1 >= len(passage.units) or passage.units[number].kind != "sentence":
        return False
    following = passage.units[number + 1].kind
    if leads_in(passage, number):
        return following in ("steps", "items")
    return following == "items" and length(passage, [number, number + 1]) <= LONGEST


def leads_in(passage: Passage, number: int) -> bool:
    """Whether a unit only announces what comes after it."""
    return passage.unit_text(passage.units[number]).rstrip().endswith(":")


def fitting(passage: Passage, chosen: list[int], best: int) -> list[int]:
    """The chosen units while they fit into `LONGEST` characters; the best is always kept."""
    return chosen if length(passage, chosen) <= LONGEST else [best]
