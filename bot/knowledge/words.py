"""Words as they are compared outside the lexical index. Pure; depends on `stopwords`."""

import re
import unicodedata

from bot.knowledge.stopwords import STOP_WORDS

CODE = re.compile(r"\b[A-Z]{1,3}-?\d{1,3}\b", re.IGNORECASE)
WORD = re.compile(r"\w+")
STEM_LENGTH = 5
"""Letters of a word that are compared: enough to tell words apart, few enough for endings."""

SAID_EVERYWHERE = frozenset(word for words in STOP_WORDS.values() for word in words)


def fold(text: str) -> str:
    """Small letters without accents."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in plain if not unicodedata.combining(sign))


def stems(text: str) -> set[str]:
    """The beginnings of the words that carry meaning: longer than three letters, or numbers."""
    words = set(WORD.findall(fold(text))) - SAID_EVERYWHERE
    return {w[:STEM_LENGTH] for w in words if len(w) > 3 or any(map(str.isdigit, w))}


def codes_in(text: str) -> set[str]:
    """Error codes and the like: one to three letters and up to three digits, "E05", "C-12"."""
    return {code.upper().replace("-", "") for code in CODE.findall(text)}


def plain_heading(heading: str) -> str:
    """A heading without its number."""
    return re.sub(r"^\d+(\.\d+)*\.?\s+", "", heading)
