"""Words as they are compared outside the lexical index. Pure; depends on `stopwords`."""

import re
import unicodedata
from functools import lru_cache

from bot.knowledge.stopwords import STOP_WORDS

CODE = re.compile(r"\b[A-Z]{1,4}-?\d{1,3}\b", re.IGNORECASE)
SIGN = re.compile(r"\b[A-Z]{2,4}\b")
WORD = re.compile(r"\w+")
STEM_LENGTH = 5
"""Letters of a word that are compared: enough to tell words apart, few enough for endings."""

SHORTEST_STEM = 3
ENDING = re.compile(r"(?:[aei]r|[aeo]s?|s)$")

REMEMBERED = 20_000
"""Texts whose words are kept: passages and their units are looked at again and again."""

SAID_EVERYWHERE = frozenset(word for words in STOP_WORDS.values() for word in words)


def fold(text: str) -> str:
    """Small letters without accents."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in plain if not unicodedata.combining(sign))


@lru_cache(REMEMBERED)
def stems(text: str) -> frozenset[str]:
    """The beginnings of the words that carry meaning: longer than three letters, or numbers."""
    words = set(WORD.findall(fold(text))) - SAID_EVERYWHERE
    kept = (word for word in words if len(word) > 3 or any(map(str.isdigit, word)))
    return frozenset(map(stem, kept))


def stem(word: str) -> str:
    """The beginning of a folded word, without the endings of gender, number and verb.

    "peso" and "pesa" meet, and "wing" and "wings"; numbers and codes stay as they are.
    """
    if any(map(str.isdigit, word)):
        return word
    short = word[:STEM_LENGTH]
    bare = ENDING.sub("", short)
    return bare if len(bare) >= SHORTEST_STEM else short


@lru_cache(REMEMBERED)
def codes_in(text: str) -> frozenset[str]:
    """Error codes and the like: one to four letters and up to three digits, "E05", "C-12"."""
    return frozenset(code.upper().replace("-", "") for code in CODE.findall(text))


@lru_cache(REMEMBERED)
def signs_in(text: str) -> frozenset[str]:
    """What a display may spell: two to four capitals, "CLN". Nothing where all is shouted."""
    return frozenset() if text.isupper() and " " in text else frozenset(SIGN.findall(text))


def plain_heading(heading: str) -> str:
    """A heading without its number."""
    return re.sub(r"^\d+(\.\d+)*\.?\s+", "", heading)
