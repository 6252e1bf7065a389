"""A customer's masked question made a line of training, or the reason why it can be none.

What may tell whose it is goes: codes become the one example of their kind that the classifier
makes of them anyway, and a text with a name, an address or an unknown number is left out whole.
Pure; depends on the masking and on the finders of `bot.nlu`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.language import ADDRESS, LanguageDetector, asked_for
from bot.masking import EMAIL, mask
from bot.nlu.codes import generic
from bot.nlu.finder import Finder
from bot.nlu.products import Product
from bot.nlu.text import fold, has_words
from bot.proposals.flows import Flows

REASONS = (
    "known", "personal", "short", "long", "already", "elsewhere", "test", "alike", "enough",
    "no_place",
)  # fmt: skip
"""Why a question becomes no example: the assistant is sure of it and right; it may say whose it is;
too few words, or too many; nearly an example of the intent, or of another one; nearly a message of
the test; nearly another line of the proposal; there are better ones; no file has a block for it."""
LONGEST, FEWEST_WORDS = 300, 2
MASKED = {"[EMAIL]": "name@example.com"}
TOKEN = re.compile(r"\[[A-Z]{2,}\]")
NUMBER = re.compile(r"\d(?:[\s.\-/]?\d){4,}")
EXAMPLES = re.compile(r"TR-104512|LV3-2407-018345|name@example\.com")
WEB = re.compile(r"https?://|\bwww\.|@(?!example\.com)", re.IGNORECASE)
STREET = re.compile(
    r"\b\d+[a-z]?,?\s+(?:\w+\s+){0,3}(?:street|road|avenue|lane|drive|close|square|st|rd|ave)\b"
    r"|\b[a-z]{1,2}\d[a-z\d]?\s*\d[a-z]{2}\b",
    re.IGNORECASE,
)
INTRODUCED = re.compile(
    r"\b(?:me llamo|mi nombre es|a nombre de|de parte de|my name(?:'s| is)?|(?:in|under) the name"
    r"|name of|atentamente|(?:un )?saludos?,|regards,?|sincerely)\s+\w",
    re.IGNORECASE,
)
WHO = re.compile(
    r"\b(?:[Ss]oy|[Hh]abla|[Ii] ?['’]?a?m|[Tt]his is|[Ss]igned)\s+[A-ZÁÉÍÓÚÑ][a-zñáéíóú]+"
)
WORD = re.compile(r"[^\W\d_]+")
SENTENCE_END = ".!?¿¡:;\n\"'“”«»(-–—…"


@dataclass(frozen=True)
class Cleaner:
    """Makes lines. `vocabulary`: folded words that are known to be no person's name."""

    vocabulary: frozenset[str]
    detector: LanguageDetector

    @classmethod
    def of(cls, flows: Flows, products: Sequence[Product]) -> "Cleaner":
        """What the training files write small, and the list of products."""
        texts = (EMAIL.sub(" ", text) for text, _ in flows.examples())
        small = {fold(word) for text in texts for word in WORD.findall(text) if word[0].islower()}
        named = {word for one in products for name in one.names for word in name}
        return cls(frozenset(small | named), LanguageDetector())

    def line(self, text: str) -> tuple[str, str]:
        """The line and "", or "" and one of `REASONS`."""
        made = _tidied(mask(text))
        if reason := self._reason(made):
            return "", reason
        return made, ""

    def _reason(self, text: str) -> str:
        if not has_words(text) or len(WORD.findall(text)) < FEWEST_WORDS:
            return "short"
        if len(text) > LONGEST:
            return "long"
        return "personal" if self.may_tell(text) else ""

    def may_tell(self, text: str) -> bool:
        """Whether `text` may say whose it is."""
        rest = EXAMPLES.sub(" ", text)
        patterns = (TOKEN, NUMBER, WEB, ADDRESS, STREET, INTRODUCED, WHO)
        return any(one.search(rest) for one in patterns) or self._names_somebody(rest)

    def _names_somebody(self, text: str) -> bool:
        """Whether a word inside a sentence has a capital and is none that we know."""
        words = list(WORD.finditer(text))
        if sum(one[0].isupper() for one in words) > len(words) / 2:
            return False
        return any(
            one[0][0].isupper() and not _begins(text, one.start()) and not self._known(one[0])
            for one in words
        )

    def _known(self, word: str) -> bool:
        return len(word) < 2 or fold(word) in self.vocabulary

    def language(self, text: str, spoken: str) -> str:
        """The language it is written in: the conversation's, but for clear evidence."""
        return spoken if asked_for(text[:200]) else self.detector.detect(text, spoken)


@dataclass(frozen=True)
class Marker:
    """Marks the `entities` that the training files mark."""

    finder: Finder
    entities: frozenset[str]

    @classmethod
    def of(cls, flows: Flows, products: Sequence[Product]) -> "Marker":
        """As `flows` do it."""
        return cls(Finder(list(products)), frozenset(flows.entities()))

    def marked(self, text: str, today: date) -> str:
        """`text` with its entities marked; `today` is what days in words are told by."""
        for span in reversed(self.finder.find(text, today) if self.entities else []):
            if span.entity in self.entities:
                said = text[span.start : span.end]
                text = f"{text[: span.start]}[{said}]({span.entity}){text[span.end :]}"
        return text


def _tidied(text: str) -> str:
    """One line without markup, codes replaced, nothing in front that means something to a file."""
    for token, example in MASKED.items():
        text = text.replace(token, example)
    kept = [part if TOKEN.fullmatch(part) else re.sub(r"[\[\]{}`]", " ", part)
            for part in re.split(rf"({TOKEN.pattern})", text)]  # fmt: skip
    shown = "".join(sign for sign in "".join(kept) if sign.isprintable() or sign.isspace())
    return generic(" ".join(shown.split())).lstrip("-+*=@/\\#>|•–—⁄ ").strip()


def _begins(text: str, at: int) -> bool:
    before = text[:at].rstrip(" ")
    return not before or before[-1] in SENTENCE_END
