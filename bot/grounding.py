"""Whether a text that cites passages keeps to them, sentence by sentence. Pure.

A sentence must cite, say little that its passages do not, have no number of its own, deny only
where they deny, and turn nothing round (`bot.opposites`). Meaning is not understood here: what
cannot be vouched for is refused.

So a text in another language than its passages never passes. Judging it by the nearness of its
vector to theirs was tried (`python -m bench grounding`): where 93 of 100 true translations pass,
so do 90 of 100 with one word exchanged for another ("cierre" for "abra"), and no threshold parts
them. Such a customer is told the passage itself, in its own language. (In the same language 31
of 100 pass with a word exchanged, mostly one thing for another of the same passage; 99 without
`bot.opposites`.) Depends on `bot.opposites` and `bot.knowledge.words`.
"""

import re
from collections.abc import Sequence

from bot.knowledge.words import fold, stems
from bot.opposites import meanings

LEAST_SHARED = 0.6
"""The part of a sentence's words that its passages must have."""
CITED = re.compile(r"\[(\d+)\]")
AFTER_STOP = re.compile(r"([.!?])((?:\s*\[\d+\])+)")
SENTENCES = re.compile(r"(?<=[.!?])\s+(?=\S)|\n+")
LIST_MARK = re.compile(r"^\s*(?:[-*•]|\d{1,2}[.)])\s+", re.MULTILINE)
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
DENIAL = re.compile(
    r"\b(?:no|not|never|none|without|neither|nor|cannot|nunca|jamas|sin|tampoco|ni|ningun\w*)\b"
    r"|n't\b|n’t\b"
)


def cited_by(text: str, passages: Sequence[str]) -> list[int] | None:
    """The passages (counted from 0) that `text` cites as [1], [2] ...; None if it strays.

    `passages` are their texts with title and headings.
    """
    used: list[int] = []
    for sentence in sentences(text):
        cited = [int(number) - 1 for number in CITED.findall(sentence)]
        if not cited or not all(0 <= one < len(passages) for one in cited):
            return None
        if not keeps_to(CITED.sub(" ", sentence), [passages[one] for one in cited]):
            return None
        used += cited
    return list(dict.fromkeys(used)) or None


def sentences(text: str) -> list[str]:
    """The sentences of `text`, each with its citations; a list's marks are left out."""
    inside = AFTER_STOP.sub(r"\2\1", LIST_MARK.sub("", text))
    return [each.strip() for each in SENTENCES.split(inside) if each.strip()]


def keeps_to(sentence: str, passages: Sequence[str]) -> bool:
    """Whether the passages say what the sentence says, as far as words can tell."""
    said, source = stems(sentence), " ".join(passages)
    if not said or len(said & stems(source)) / len(said) < LEAST_SHARED:
        return False
    if not set(NUMBER.findall(sentence)) <= set(NUMBER.findall(source)):
        return False
    told = nearest(said, passages)
    return denies(sentence) == denies(told) and meanings(sentence) <= meanings(told)


def nearest(said: frozenset[str], passages: Sequence[str]) -> str:
    """The sentence of the passages that shares most words with `said`."""
    told = [each for passage in passages for each in SENTENCES.split(passage)]
    return max(told, key=lambda each: len(said & stems(each)), default="")


def denies(text: str) -> bool:
    """Whether a text says that something is not, or must not be done."""
    return bool(DENIAL.search(fold(text)))


def without_marks(text: str) -> str:
    """`text` without its citations: they are shown below it."""
    return re.sub(r"\s*\[\d+\]", "", text).strip()
