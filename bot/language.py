"""Which language a customer writes in: Spanish or English, and only when it is clear.

Letters alone are no evidence: a detector of letters takes any name or gibberish for one of the two.
So words known to be of one language (`bot.vocabulary`) must speak for a change, and the letters
(lingua) agree. Depends on lingua and the vocabulary.
"""

import re
from collections.abc import Iterator

from lingua import Language as LinguaLanguage
from lingua import LanguageDetectorBuilder

from bot.knowledge.words import fold
from bot.vocabulary import IN_NAMES, Language, only

__all__ = ["DEFAULT", "LANGUAGES", "Language", "LanguageDetector", "asked_for", "known", "wished"]

LANGUAGES: tuple[Language, ...] = ("es", "en")
DEFAULT: Language = "es"
LEAST_KNOWN = 0.2
"""The part of a message's words that must be known ones of the language it changes to."""
CLEAR, MOSTLY = 3, 0.5
"""By how many known words more the letters need not agree, for they take product names for Spanish;
one less where they are this part of the message."""

SHORT = 3
"""Letters; of shorter words, such as gibberish may have by chance, it takes two."""


def known(language: str | None) -> Language:
    """`language` reduced to one we speak ("en-GB" is "en"); Spanish when it is neither."""
    return "en" if (language or "").lower().startswith("en") else DEFAULT


# Words that settle it alone, and of which a detector over letters is unsure.
TELLING: dict[str, Language] = {
    "hola": "es", "buenas": "es", "gracias": "es", "ayuda": "es", "garantia": "es",
    "devolucion": "es", "reembolso": "es", "adios": "es", "pedido": "es",
    "hello": "en", "hi": "en", "hey": "en", "thanks": "en", "help": "en", "please": "en",
    "warranty": "en", "refund": "en", "goodbye": "en", "order": "en",
}  # fmt: skip
WORD = re.compile(r"(?<![\w@./-])[^\W\d_]+(?:['’][^\W\d_]+)?(?![\w@-]|[./]\w)")
SPANISH_SIGN = re.compile(r"[¿¡]\s*\w")
ADDRESS = re.compile(
    r"\b(?:calle|c/|avda\.?|avenida|av\.|plaza|paseo|carrer|camino|carretera|ronda|urbanizaci[oó]n)"
    r"\s+[^?!\n]*\d[^?!\n]*",
    re.IGNORECASE,
)
NAMED: dict[str, Language] = {
    "english": "en", "ingles": "en", "inglesa": "en",
    "spanish": "es", "espanol": "es", "castellano": "es", "espanola": "es",
}  # fmt: skip
# All that a message may say besides the language's name to be nothing but a wish for it.
WISHING = """
in en to a al please por favor porfa porfavor can could would we you i me us do speak talk write
answer reply continue switch change language the now let s lets prefer want like only and ok hi
hello better puede puedes podria podrias podemos pueden hablar habla hablas hable hablarme hablame
hableme hablamos contesta conteste contestame contesteme contestar responda responde respondame
respondeme responder escriba escribe escribame escribir seguir seguimos sigamos siga sigue cambia
cambie cambiar pasa pase pasemos el la idioma lengua ahora prefiero quiero queria solo y hola
mejor conmigo no yo si se don t not understand entiendo hablo cannot dont gracias thanks version
"""
ELSEWHERE = """
frances french aleman german catalan catala portugues portuguese italiano italian gallego galician
euskera vasco basque valenciano chino chinese arabe arabic ruso russian polish polaco ucraniano
ukrainian rumano romanian japones japanese dutch holandes sueco swedish
"""
OTHER_LANGUAGES = frozenset(ELSEWHERE.split())
UNWANTED = re.compile(
    r"\b(?:no|not|never|stop|dej[ae]n?|dejad|por que|why|poor|bad|flojo|fatal|mal|apenas|barely"
    r"|poco|little|weak|aprendiendo|learning|rather than|en vez de|en lugar de|instead of|isn.?t"
    r"|don.?t|can.?t|doesn.?t|cannot)\b"
)
UNABLE = re.compile(
    r"\bno (?:hablo|entiendo|se)\b|\b(?:do not|don.?t|can.?t|cannot|not) (?:speak|understand)\b"
)


def asked_for(text: str) -> Language | None:
    """The language that a message asks to be spoken to in: "in English please"; None where it
    says anything else besides."""
    folded = fold(text)
    words = re.findall(r"[^\W\d_]+", folded)
    named = {NAMED[word] for word in words if word in NAMED}
    if len(named) != 1 or not {*words} <= {*WISHING.split(), *NAMED}:
        return None
    [wanted] = named
    return other_than(wanted) if UNABLE.search(folded) else wanted


def wished(text: str, spoken: str) -> Language | None:
    """The language that a wish for one is about, however it is put; the other one where none is
    named; None where it is one that is not spoken here."""
    named = list(_named(fold(text)))
    if not named:
        others = OTHER_LANGUAGES & {*re.findall(r"[a-z]+", fold(text))}
        return None if others else other_than(known(spoken))
    meant = [language for language, refused in named if not refused]
    return meant[-1] if meant else other_than(named[-1][0])


def _named(folded: str) -> Iterator[tuple[Language, bool]]:
    """Each language that is named, and whether it is the one that is not wanted."""
    for clause in re.split(r"[,.;:!?¿¡]+|\b(?:pero|but|sino|y|and|que)\b", folded):
        refused = bool(UNWANTED.search(clause))
        for word in re.findall(r"[a-z]+", clause):
            if word in NAMED:
                yield NAMED[word], refused


def other_than(language: Language) -> Language:
    """The other one of the two."""
    return "en" if language == "es" else "es"


class LanguageDetector:
    """Tells Spanish from English; keeps the conversation's language when in doubt."""

    def __init__(self, sure: float = 0.65) -> None:
        self._sure = sure
        languages = (LinguaLanguage.SPANISH, LinguaLanguage.ENGLISH)
        self._detector = LanguageDetectorBuilder.from_languages(*languages).build()
        self._only = {language: only(language) for language in LANGUAGES}

    def detect(self, text: str, fallback: str) -> Language:
        """The language of `text`: the other one than `fallback` only on clear evidence.

        A wish for a language is granted at once. Else more words must be known ones of the other
        language than of this, and the letters speak for it with `sure` of 1. Names, addresses,
        numbers, codes, gibberish and nearly every single word say too little.
        """
        spoken = known(fallback)
        if wanted := asked_for(text[:200]):
            return wanted
        words = WORD.findall(ADDRESS.sub(" ", text[:500]))
        if len(words) < 2:
            return TELLING.get(fold("".join(words)), spoken)
        other = other_than(spoken)
        if SPANISH_SIGN.search(text):
            return "es"
        return other if self._speaks(words, other, spoken) else spoken

    def _speaks(self, words: list[str], other: Language, spoken: Language) -> bool:
        """Whether `words` are clearly of the `other` language."""
        said = [part for word in words for part in re.split("['’]", fold(word))]
        own = [word for word in said if word in self._only[other]]
        against = sum(word in self._only[spoken] for word in said)
        telling = [weight(word) for word in own if word not in IN_NAMES]
        if sum(telling) < 1 or len(own) <= against or len(own) < LEAST_KNOWN * len(said):
            return False
        enough = CLEAR - (len(own) >= MOSTLY * len(said))
        return len(telling) - against >= enough or self._confidence(words, other) >= self._sure

    def _confidence(self, words: list[str], language: Language) -> float:
        """How much the letters speak for `language`, 0 to 1."""
        of = LinguaLanguage.SPANISH if language == "es" else LinguaLanguage.ENGLISH
        return self._detector.compute_language_confidence(" ".join(words), of)


def weight(word: str) -> float:
    """How much a known word tells."""
    return 0.5 if len(word) < SHORT else 1.0
