"""Choosing among things that were shown: "the second", "all of them", "two".

Pure; depends on how texts are folded.
"""

import re
from collections.abc import Sequence
from typing import TypeVar

from bot.nlu.text import fold

T = TypeVar("T")
ORDINALS = (
    r"primer[oa]?|first|1\.?º|1st",
    r"segund[oa]|second|2\.?º|2nd",
    r"tercer[oa]?|third|3\.?º|3rd",
    r"cuart[oa]|fourth|4\.?º|4th",
    r"quint[oa]|fifth|5\.?º|5th",
)
NEWEST = r"mas recientes?|mas nuev[oa]|ultim[oa]s?|de ahora|latest|newest|most recent|last"
OLDEST = r"mas antigu[oa]|mas viej[oa]|oldest|anterior|previous|earliest"
ALL = r"\b(?:tod[oa]s?|ambos|ambas|(?:l[oa]s )?dos cosas|l[oa]s dos|entero|completo"
ALL += r"|all|both|everything|whole|each)\b"
COUNTS = (
    r"\b(?:un|una|uno|1|one|a|just one|solo una?)\b",
    r"\b(?:dos|2|two|both|ambos|ambas)\b",
    r"\b(?:tres|3|three)\b",
    r"\b(?:cuatro|4|four)\b",
    r"\b(?:cinco|5|five)\b",
)


def ordinal(text: str, options: Sequence[T]) -> T | None:
    """The option of `options` (newest first) that `text` points at by its place."""
    folded = fold(text)
    if not options:
        return None
    if re.search(rf"\b(?:{NEWEST})\b", folded):
        return options[0]
    if re.search(rf"\b(?:{OLDEST})\b", folded):
        return options[-1]
    found = [place for place, words in enumerate(ORDINALS) if re.search(rf"\b(?:{words})", folded)]
    return options[found[0]] if len(found) == 1 and found[0] < len(options) else None


def wants_all(text: str) -> bool:
    """ "Both", "the whole order"."""
    return bool(re.search(ALL, fold(text)))


def count_in(text: str, most: int) -> int | None:
    """How many `text` says, 1 to `most`; "all" is `most`."""
    folded = fold(text)
    if most > 0 and re.search(ALL, folded):
        return most
    said = [place + 1 for place, words in enumerate(COUNTS) if re.search(words, folded)]
    digits = [int(one) for one in re.findall(r"(?<![\w-])\d{1,2}(?![\w-])", folded)]
    found = {*said, *digits}
    return found.pop() if len(found) == 1 and 0 < min(found) <= most else None
