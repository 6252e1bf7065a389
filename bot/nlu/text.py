"""How the parts of the NLU see a text: folded, with every character in its place.

Depends on the standard library alone.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

# A shop's catalogue writes these letters; NFD has no base letter for them.
_WITHOUT_BASE = {"ß": "s", "ø": "o", "ł": "l", "ı": "i"}


@lru_cache(maxsize=4096)
def _fold_character(character: str) -> str:
    base = unicodedata.normalize("NFD", character)[0]
    return _WITHOUT_BASE.get(base.lower(), base.lower()[0])


def fold(text: str) -> str:
    """`text` in lower case without accents; it keeps its length, so offsets stay right."""
    return "".join(map(_fold_character, text))


def has_words(text: str | None) -> bool:
    """Whether there is a letter or a digit: blanks, signs and emoji alone say nothing."""
    return any(character.isalnum() for character in text or "")
