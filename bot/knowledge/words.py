"""Words as they are compared outside the lexical index. Pure; depends on `stopwords`."""

import re
import unicodedata

from bot.knowledge.stopwords import STOP_WORDS

CODE = re.compile(r"\b[A-Z]{1,3}-?\d{1,3}\b", re.IGNORECASE)
SIGN = re.compile(r"\b[A-Z]{2,4}\b")
WORD = re.compile(r"\w+")
STEM_LENGTH = 5
"""Letters of a word that are compared: enough to tell words apart, few enough for endings."""

SHORTEST_STEM = 3
ENDING = re.compile(r"(?:[aei]r|[aeo]s?|s)$")

SAID_EVERYWHERE = frozenset(word for words in STOP_WORDS.values() for word in words)


def fold(text: str) -> str:
    """Small letters without accents."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in plain if not unicodedata.combining(sign))


def stems(text: str) -> set[str]:
    """The beginnings of the words that carry meaning: longer than three letters, or numbers."""
    words = set(WORD.findall(fold(text))) - SAID_EVERYWHERE
    return {stem(word) for word in words if len(word) > 3 or any(map(str.isdigit, word))}


def stem(word: str) -> str:
    """The beginning of a folded word, without the endings of gender, number and verb.

    "peso" and "pesa" meet, and "wing" and "wings"; numbers and codes stay as they are.
    """
    if any(map(str.isdigit, word)):
        return word
    short = word[:STEM_LENGTH]
    bare = ENDING.sub("", short)
    return bare if len(bare) >= SHORTEST_STEM else short


def codes_in(text: str) -> set[str]:
    """Error codes and the like: one to three letters and up to three digits, "E05", "C-12"."""
    return {code.upper().replace("-", "") for code in CODE.findall(text)}


def signs_in(text: str) -> set[str]:
    """What a display may spell: two to four capitals, "CLN". Nothing where all is shouted."""
    return set() if text.isupper() and " " in text else set(SIGN.findall(text))


def plain_heading(heading: str) -> str:
    """A heading without its number."""
    return re.sub(r"^\d+(\.\d+)*\.?\s+", "", heading)
