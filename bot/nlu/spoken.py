"""Numbers in words, as people dictate them: "ciento cuatro quinientos doce" is 104512.

A text is heard word by word: each number in words becomes its digits, and what is dictated in a
row becomes one number. Spanish and English alike. Depends on the standard library alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bot.nlu.spans import Span


def _numbered(start: int, words: str, step: int = 1) -> dict[str, int]:
    """Words in rising order; "a/b" says the same twice."""
    return {
        word: start + at * step for at, said in enumerate(words.split()) for word in said.split("/")
    }


UNITS = _numbered(0, "cero/zero/oh uno/one dos/two tres/three cuatro/four cinco/five seis/six "
                     "siete/seven ocho/eight nueve/nine")  # fmt: skip
TEENS = _numbered(
    10,
    "diez/ten once/eleven doce/twelve trece/thirteen catorce/fourteen quince/fifteen "
    "dieciseis/sixteen diecisiete/seventeen dieciocho/eighteen diecinueve/nineteen",
) | _numbered(
    21,
    "veintiuno/veintiun veintidos veintitres veinticuatro veinticinco veintiseis veintisiete "
    "veintiocho veintinueve",
)
TENS = _numbered(
    20,
    "veinte/twenty treinta/thirty cuarenta/forty/fourty cincuenta/fifty sesenta/sixty "
    "setenta/seventy ochenta/eighty noventa/ninety",
    10,
)
HUNDREDS = _numbered(
    100,
    "cien/ciento doscientos/doscientas trescientos/trescientas cuatrocientos/cuatrocientas "
    "quinientos/quinientas seiscientos/seiscientas setecientos/setecientas "
    "ochocientos/ochocientas novecientos/novecientas",
    100,
)
TIMES = {"doble": 2, "double": 2, "triple": 3, "treble": 3}
THOUSAND = ("mil", "thousand")
# Said for a sign between two parts of a code.
SIGNS = {
    **dict.fromkeys(("guion", "dash", "hyphen", "raya"), "-"),
    **dict.fromkeys(("barra", "slash"), "/"),
}
_TOKEN = re.compile(r"[^\W\d_]+|\d+")
_BETWEEN = re.compile(r"[\s,.…\-–]*")


class Heard(NamedTuple):
    """`text` with numbers in digits; character i of it stands at `places[i]` of the original."""

    text: str
    places: list[tuple[int, int]]

    def back(self, span: Span) -> Span:
        """A span of `text` as one of the original."""
        start, end = self.places[span.start][0], self.places[span.end - 1][1]
        return Span(start, end, span.entity, span.value)


class _Said(NamedTuple):
    """What the words from `start` to `end` say; `spoken` unless they were digits already."""

    start: int
    end: int
    content: str
    spoken: bool


def heard(text: str) -> Heard:
    """`text` (folded) as it is heard."""
    parts, at = list(_said(text)), 0
    pieces: list[tuple[str, int, int]] = []
    for before, part in zip([None, *parts], parts, strict=False):
        gap = text[at : part.start]
        if before is None or not _in_a_row(before, part, gap):
            pieces += [(sign, at + i, at + i + 1) for i, sign in enumerate(gap)]
        pieces += _spread(part)
        at = part.end
    pieces += [(sign, at + i, at + i + 1) for i, sign in enumerate(text[at:])]
    return Heard("".join(one for one, _, _ in pieces), [(a, b) for _, a, b in pieces])


def digits_in(text: str) -> str:
    """All digits of `text` (folded), dictated ones too, in their order: for a code that is told
    in several pieces, join those of each."""
    return re.sub(r"\D", "", heard(text).text)


def _spread(part: _Said) -> Iterator[tuple[str, int, int]]:
    """A part's characters, each at its own place or, spoken, at that of the whole."""
    for at, sign in enumerate(part.content):
        here = (part.start, part.end) if part.spoken else (part.start + at, part.start + at + 1)
        yield sign, *here


def _in_a_row(before: _Said, part: _Said, gap: str) -> bool:
    """Whether two numbers are parts of one: nothing but pauses between, and one was spoken."""
    spoken = before.spoken or part.spoken
    return spoken and bool(_BETWEEN.fullmatch(gap)) and len(gap) <= 5


def _said(text: str) -> Iterator[_Said]:
    """Numbers and signs said in words, and digits."""
    found = list(_TOKEN.finditer(text))
    words = [match[0] for match in found]
    at = 0
    while at < len(words):
        content, used = _number(words, at)
        if used:
            spoken = not words[at].isdigit()
            yield _Said(found[at].start(), found[at + used - 1].end(), content, spoken)
        at += used or 1


def _number(words: Sequence[str], at: int) -> tuple[str, int]:
    """The digits or the sign that the words from `at` say, and how many words that takes."""
    word = words[at]
    if word.isdigit():
        return word, 1
    if word in SIGNS:
        return SIGNS[word], 1
    if word in TIMES and at + 1 < len(words) and words[at + 1] in UNITS:
        return str(UNITS[words[at + 1]]) * TIMES[word], 2
    value, used = _below_thousand(words, at)
    if at + used < len(words) and words[at + used] in THOUSAND and (used or word == "mil"):
        return _thousands(words, at, value or 1, used + 1)
    return (str(value), used) if used else ("", 0)


def _thousands(words: Sequence[str], at: int, value: int, used: int) -> tuple[str, int]:
    rest, more = _below_thousand(words, at + used)
    if not more and words[at + used : at + used + 1] == ["and"]:
        rest, more = _below_thousand(words, at + used + 1)
        more += bool(more)
    return str(value * 1000 + rest), used + more


def _below_thousand(words: Sequence[str], at: int) -> tuple[int, int]:
    """0 to 999 in words: the value and how many words; 0 words where there is none."""
    word, after = _word(words, at), _word(words, at + 1)
    hundreds, used = HUNDREDS.get(word, 0), 0
    if hundreds:
        used = 1
    elif after == "hundred" and (word == "a" or UNITS.get(word)):
        hundreds, used = UNITS.get(word, 1) * 100, 2
    if not hundreds:
        return _below_hundred(words, at)
    joint = int(_word(words, at + used) == "and")
    rest, more = _below_hundred(words, at + used + joint)
    return (hundreds + rest, used + joint + more) if more and rest else (hundreds, used)


def _below_hundred(words: Sequence[str], at: int) -> tuple[int, int]:
    word = _word(words, at)
    if word in TENS:
        joint = int(_word(words, at + 1) == "y")
        unit = UNITS.get(_word(words, at + 1 + joint), 0)
        return (TENS[word] + unit, 2 + joint) if unit else (TENS[word], 1)
    known = TEENS.get(word, UNITS.get(word))
    return (known, 1) if known is not None else (0, 0)


def _word(words: Sequence[str], at: int) -> str:
    return words[at] if at < len(words) else ""
