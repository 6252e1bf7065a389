"""Which language a customer writes in: Spanish or English, and only when it is clear.

Depends on lingua alone.
"""

import re
from typing import Literal

from lingua import Language as LinguaLanguage
from lingua import LanguageDetectorBuilder

Language = Literal["es", "en"]
LANGUAGES: tuple[Language, ...] = ("es", "en")
DEFAULT: Language = "es"


def known(language: str | None) -> Language:
    """`language` reduced to one we speak ("en-GB" is "en"); Spanish when it is neither."""
    return "en" if (language or "").lower().startswith("en") else DEFAULT


# Words that settle it alone, and of which a detector over letters is unsure.
TELLING: dict[str, Language] = {
    "hola": "es", "buenas": "es", "gracias": "es", "ayuda": "es", "garantía": "es",
    "garantia": "es", "devolución": "es", "devolucion": "es", "reembolso": "es",
    "hello": "en", "hi": "en", "hey": "en", "thanks": "en", "help": "en", "please": "en",
    "warranty": "en", "refund": "en",
}  # fmt: skip
WORD = re.compile(r"(?<![\w@./-])[^\W\d_]+(?:['’][^\W\d_]+)?(?![\w@-]|[./]\w)")


class LanguageDetector:
    """Tells Spanish from English; keeps the conversation's language when in doubt."""

    def __init__(self, sure: float = 0.65) -> None:
        self._sure = sure
        languages = (LinguaLanguage.SPANISH, LinguaLanguage.ENGLISH)
        self._detector = LanguageDetectorBuilder.from_languages(*languages).build()

    def detect(self, text: str, fallback: str) -> Language:
        """The language of `text`, or `fallback` when fewer than `sure` of 1 speaks for one.

        Numbers, codes, e-mail addresses and nearly every single word say too little.
        """
        words = WORD.findall(text[:500])
        if len(words) < 2:
            return TELLING.get("".join(words).lower(), known(fallback))
        best = self._detector.compute_language_confidence_values(" ".join(words))[0]
        if best.value < self._sure:
            return known(fallback)
        # Each look at a language gives another object: `is` would never hold.
        return "es" if best.language == LinguaLanguage.SPANISH else "en"
