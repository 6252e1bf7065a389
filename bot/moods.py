"""How a customer seems to feel, by what can be seen in their words: signs, never a score. Pure.

An agent is told what was seen (capitals, an insult, the same question again ...) and judges for
themselves. Spanish and English. Depends on how texts are folded and on the words of small talk.
"""

import re
from collections.abc import Sequence
from itertools import combinations
from typing import Protocol

from bot.folding import plain
from bot.smalltalk import SWEARS

SIGNS = ("insult", "legal", "urgent", "capitals", "repeated", "thumbs_down")
"""Every sign, the gravest first."""
LOOKED_AT = 12
"""How many of the customer's newest messages are compared with each other."""
FEWEST_CAPITALS = 10
SHARE_OF_CAPITALS = 0.7
FEWEST_WORDS = 3
ALIKE = 0.6
"""Two messages are the same question when they share this much of their words (Jaccard)."""
THUMBS_DOWN = "/feedback_negative"

WORD = re.compile(r"[^\W_]+")
INSULT = re.compile(rf"\b(?:{SWEARS})\b")
URGENT = re.compile(
    r"\burgen(?:te|temente|cia)\b|\bme urge\b|\bcorre prisa\b|\bcuanto antes\b|\bya mismo\b"
    r"|\binmediat(?:o|amente)\b|\blo antes posible\b|\bemergencia\b"
    r"|\burgen(?:t|tly|cy)\b|\basap\b|\bas soon as possible\b|\bimmediately\b"
    r"|\bright (?:now|away)\b|\bemergency\b"
)
CALM = re.compile(
    r"\b(?:no (?:es|me corre|corre)|sin|not?|isn'?t|nothing) (?:\w+ )?(?:urgen|prisa)"
)
LEGAL = re.compile(
    r"\babogad[oa]s?\b|\bdenunci\w+|\bhojas? de reclamaci\w+|\bdemandar\w*|\bjuzgado|\btribunal"
    r"|\bjuicio\b|\bla omic\b|\boficina (?:de|del) consum\w+|\bfacua\b|\bocu\b"
    r"|\blawyers?\b|\bsolicitors?\b|\bsue (?:you|the)\b|\blegal action\b|\bsmall claims\b|\bcourt\b"
    r"|\btrading standards\b|\bombudsman\b|\bcitizens advice\b"
)
# Words that say nothing of what is asked.
SPANISH = (
    "a al de del el en es esta la las le lo los me mi no o por que se si su un una y ya hola como"
)
ENGLISH = (
    "the a an and are do does for i in is it my of on or please that this to you your hi hello"
)
EMPTY = frozenset(f"{SPANISH} {ENGLISH}".split())


class Said(Protocol):
    """A message as it is read here: who wrote it, the words, and the button's payload if any."""

    @property
    def author(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def payload(self) -> str | None: ...


def signs_of(messages: Sequence[Said]) -> list[str]:
    """The signs in the customer's messages (oldest first; others' are left out), in the order of
    `SIGNS`. Of a button only a thumb down counts: its words are ours."""
    own = [one for one in messages if one.author == "customer"]
    typed = [one.text for one in own if one.payload is None]
    folded = [plain(text) for text in typed]
    seen = {
        "insult": any(map(INSULT.search, folded)),
        "legal": any(map(LEGAL.search, folded)),
        "urgent": any(URGENT.search(one) and not CALM.search(one) for one in folded),
        "capitals": any(map(in_capitals, typed)),
        "repeated": repeats(folded),
        "thumbs_down": any((one.payload or "").startswith(THUMBS_DOWN) for one in own),
    }
    return [sign for sign in SIGNS if seen[sign]]


def in_capitals(text: str) -> bool:
    """Whether `text` is shouted; numbers of orders and models are no shouting."""
    words = [one for one in WORD.findall(text) if one.isalpha()]
    letters = [letter for word in words if len(word) > 1 for letter in word]
    raised = sum(map(str.isupper, letters))
    return raised >= FEWEST_CAPITALS and raised >= SHARE_OF_CAPITALS * len(letters)


def repeats(folded: Sequence[str]) -> bool:
    """Whether two of the newest of these texts ask the same."""
    telling = [set(WORD.findall(one)) - EMPTY for one in folded[-LOOKED_AT:]]
    long = [words for words in telling if len(words) >= FEWEST_WORDS]
    return any(len(a & b) >= ALIKE * len(a | b) for a, b in combinations(long, 2))
