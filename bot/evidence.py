"""How well each unit of what was found answers the question. Pure.

A unit is judged by its meaning, by the rare words that it shares with the question under its
heading and columns, and by whether it states what is asked for. Depends on `bot.asked` and
the data types of `bot.knowledge`.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.asked import Asked, Kind, asked_in
from bot.knowledge.documents import Block, UnitKind
from bot.knowledge.results import Hit
from bot.knowledge.words import codes_in, fold, plain_heading, signs_in, stem, stems

# All add to a cosine. Found by a random search for the right passage on 162 questions: fitted on
# either half of them, the other half was right in 4 of 5 cases (by cosine alone in 3 of 5).
CONTEXT, OWN = 0.02, 0.02
"""What all words of the question found in a unit, with its headings and without, add."""
INTERVAL, MEASURE, NAMED, UNSTATED = 0.09, 0.02, 0.035, -0.015
"""Where one is asked for: an interval given, a measure given, named too; none given."""
BARE_ROW, BARE_SENTENCE = 0.13, 0.03
"""For a row or sentence that gives a measure by its name where nothing but that measure of the
product is asked for: "how heavy is the Garbí?", "Weight | 68 kg". A sentence may tell that of a
part of it."""
FIRST_CELL = 0.022
"""What a row adds whose first cell says nothing but words of the question."""
FAULT = 0.06
"""For a row whose first cell says all that the question says, and what does not happen in both:
"my Levante does not switch on", "The machine does not switch on | ..."."""
STEPS, HEADED = 0.014, 0.03
"""For a procedure where how to do it is asked; where the heading's words are the question's."""
LONE_NOTE = -0.03
"""Notes accompany: alone they answer whether something may be done, and little else."""
CODE = 0.5
FIRST, WORDS, MOST_WORDS = 0.015, 0.001, 20.0
"""For a passage: that the search put it first, and a point of its BM25 score, up to so many."""
HEADED_CODE = 0.06
"""For a passage whose heading says a code of the question: "PV1"."""
NOT = re.compile(r"\b(?:no|not|won'?t|can'?t|cannot|nunca|never)\b|n['’]t\b", re.IGNORECASE)
SECTION_COLUMNS = ("secci", "section")


@dataclass(frozen=True, slots=True)
class Question:
    """A question as units are held against it; `rarity` weighs its words (see SearchResult)."""

    text: str
    asked: Asked
    words: Mapping[str, float]
    codes: frozenset[str]

    def share(self, text: str) -> float:
        """The part of the question's words, by weight, that `text` has; 0..1."""
        found = stems(text)
        total = sum(self.words.values())
        return sum(w for stem, w in self.words.items() if stem in found) / total if total else 0.0

    def without_codes(self) -> "Question":
        """The same question but for the words that are codes."""
        codes = {stem(fold(code)) for code in self.codes}
        words = {word: weight for word, weight in self.words.items() if word not in codes}
        return Question(self.text, self.asked, words, frozenset())

    @property
    def is_bare(self) -> bool:
        """Whether no word tells what about it is asked, besides the asking and the product."""
        return not any(self.words.values())

    @property
    def wants_number(self) -> bool:
        """Whether a measure or an interval is asked for."""
        return self.asked.kind in (Kind.MEASURE, Kind.INTERVAL)


def read_question(text: str, rarity: Mapping[str, float], product_words: str = "") -> Question:
    """`rarity` of a word that is not in it is 1; that of the product's own words is 0."""
    asked, own = asked_in(text), stems(product_words)
    words = {stem: rarity.get(stem, 1.0) * (stem not in own) for stem in stems(asked.about)}
    return Question(text, asked, words, frozenset(codes_in(text) | signs_in(text)))


def unit_scores(question: Question, hit: Hit) -> list[float]:
    """How well each unit of the hit answers, on the scale of cosines."""
    cosines = hit.unit_scores or [hit.dense] * len(hit.passage.units)
    return [cosine + _more(question, hit, number) for number, cosine in enumerate(cosines)]


def strength(question: Question, hit: Hit, is_first: bool) -> float:
    """How well the hit's best unit answers; error codes apart, which are looked up.

    `is_first` says that the search put the hit first.
    """
    scores = (
        score - CODE * has_code(question, hit, number)
        for number, score in enumerate(unit_scores(question, hit))
    )
    more = WORDS * min(hit.lexical, MOST_WORDS) + FIRST * is_first
    more += HEADED_CODE * bool(question.codes & codes_in(" ".join(hit.passage.heading_path[-1:])))
    return max(scores, default=hit.dense) + more


def has_code(question: Question, hit: Hit, number: int) -> bool:
    """Whether the unit says a code of the question."""
    passage = hit.passage
    found = codes_in(passage.unit_text(passage.units[number])) | code_of_row(hit, number)
    return bool(question.codes & found)


def code_of_row(hit: Hit, number: int) -> frozenset[str]:
    """The codes that a table row is about: in its first cell, or all of it ("CLN")."""
    passage = hit.passage
    if passage.units[number].kind != "row":
        return frozenset()
    first = passage.unit_text(passage.units[number]).partition(" | ")[0]
    return codes_in(first) | ({first} & signs_in(first))


def _more(question: Question, hit: Hit, number: int) -> float:
    """What speaks for a unit besides its cosine."""
    passage, kind = hit.passage, hit.passage.units[number].kind
    text, heading = told(hit, number), " ".join(hit.passage.heading_path[-1:])
    more = CONTEXT * question.share(f"{passage.title} {heading} {text}")
    more += OWN * question.share(text) + CODE * has_code(question, hit, number)
    if kind == "row":
        cell = passage.unit_text(passage.units[number]).partition(" | ")[0]
        more += FIRST_CELL * part(cell, question) + FAULT * is_fault(question, cell)
    if kind == "steps":
        more += STEPS * (question.asked.kind is Kind.STEPS)
        more += HEADED * headed(question, hit) * asks_procedure(question)
    if question.wants_number:
        more += _number(question.asked, text, kind)
    if question.wants_number and question.is_bare:
        more += _given(question.asked, hit, number)
    return more + LONE_NOTE * (kind == "note" and not question.asked.yes_or_no)


def _number(asked: Asked, text: str, kind: UnitKind) -> float:
    """What a unit's number is worth where one is asked for; procedures are full of others."""
    if kind == "steps" or not asked.is_stated_in(text):
        return UNSTATED
    worth = INTERVAL if asked.kind is Kind.INTERVAL else MEASURE
    return worth + NAMED * asked.is_named_in(text)


def _given(asked: Asked, hit: Hit, number: int) -> float:
    """What a sentence, or a row by its first cell, is worth that names the measure and gives it."""
    unit = hit.passage.units[number]
    text = hit.passage.unit_text(unit)
    if unit.kind == "row":
        name = text.partition(" | ")[0]
        return BARE_ROW * (asked.is_named_in(name) and asked.is_stated_in(text))
    return BARE_SENTENCE * (
        unit.kind == "sentence" and asked.is_named_in(text) and asked.is_stated_in(text)
    )


def is_fault(question: Question, cell: str) -> bool:
    """Whether a row's first cell is the fault that the question tells of."""
    both = NOT.search(question.text) and NOT.search(cell)
    return bool(both) and any(question.words.values()) and question.share(cell) == 1.0


def asks_procedure(question: Question) -> bool:
    """Whether steps may be what is wanted: asked for, or just named ("clean the filter")."""
    asked = question.asked
    return asked.kind is Kind.STEPS or (asked.kind is Kind.ANY and not asked.yes_or_no)


def headed(question: Question, hit: Hit) -> float:
    """The part of the passage's heading that the question says; 0..1."""
    return part(plain_heading(" ".join(hit.passage.heading_path[-1:])), question)


def part(text: str, question: Question) -> float:
    """The part of the words of `text` that the question says; 0..1."""
    said = stems(text)
    return len(said & question.words.keys()) / len(said) if said else 0.0


def told(hit: Hit, number: int) -> str:
    """A unit's words; a row's cells with the names of their columns, section numbers left out."""
    passage = hit.passage
    text = passage.unit_text(passage.units[number])
    block = row_block(hit, number) if passage.units[number].kind == "row" else None
    if block is None or len(block.header) != len(block.cells):
        return text
    pairs = zip(block.header, block.cells, strict=True)
    kept = [(h, c) for h, c in pairs if not h.lower().startswith(SECTION_COLUMNS)]
    return "; ".join(f"{head}: {cell}" for head, cell in kept)


def row_block(hit: Hit, number: int) -> Block | None:
    """The table row that a unit of kind row was made from."""
    rows = [block for block in hit.blocks if block.kind == "row"]
    before = [unit.kind for unit in hit.passage.units[:number]].count("row")
    text = hit.passage.unit_text(hit.passage.units[number])
    if before < len(rows) and " | ".join(rows[before].cells) == text:
        return rows[before]
    return next((row for row in rows if " | ".join(row.cells) == text), None)


def strongest(question: Question, hits: Sequence[Hit]) -> Hit:
    """The hit that answers best, of those that a search gave (the best first)."""
    return max(hits, key=lambda hit: strength(question, hit, hit is hits[0]))
