"""What kind of question it is that nothing answers, so that the refusal can say why. Pure.

Looked at only after the knowledge found nothing: "do you sell spare parts?" is answered there.
Spanish and English. Depends on nothing.
"""

import re
import unicodedata
from typing import Literal

Kind = Literal["not_ours", "opinion", "nonsense", "for_people", "other"]
OFF_TOPIC: frozenset[Kind] = frozenset({"not_ours", "opinion", "nonsense"})

# Makers and shops that customers of household appliances name.
OTHERS = (
    "dyson|rowenta|samsung|lg|bosch|philips|delonghi|nespresso|krups|jura|miele|siemens|balay"
    "|whirlpool|electrolux|xiaomi|cecotec|roborock|irobot|ninja|tefal|moulinex|daikin|mitsubishi"
    "|panasonic|sony|apple|huawei|amazon|aliexpress|ikea|mediamarkt|carrefour"
)
NOT_OURS = re.compile(
    r"\b(?:otras? (?:marcas?|empresas?|tiendas?)|la competencia|de (?:la )?marca"
    r"|other (?:brands?|compan(?:y|ies)|shops?|makers?)|another (?:brand|company|shop|maker)"
    r"|competitors?)\b"
    r"|\b(?:vend[eé]i?s|venden|repar[aá]is|reparan|arregl[aá]is|arreglan|alquil[aá]is|alquilan)\b"
    r"|\b(?:do|can|will) you (?:also )?(?:sell|stock|repair|fix|rent)\b",
    re.IGNORECASE,
)
OTHER_NAMES = re.compile(rf"\b(?:{OTHERS})\b", re.IGNORECASE)
# What the terms leave to people: exceptions, damages, complaints, a customer's own case.
FOR_PEOPLE = re.compile(
    r"\bexcepci[oó]n|\bcompensa(?:r|ci[oó]n)|\bindemniza|\bdenuncia|\babogad|\bjuzgado|\bmi caso\b"
    r"|\bhoja de (?:quejas|reclamaciones)|\bnegociar|\bregatear|\b(?:precio|descuento) especial"
    r"|\bexception\b|\bcompensat(?:e|ion)|\bdamages\b|\blawyer|\b(?:to|will) sue\b"
    r"|\bin court\b|\bmy case\b|\bspecial (?:price|deal|discount)|\bnegotiat",
    re.IGNORECASE,
)
OPINION = re.compile(
    r"\b(?:qu[eé] (?:te|le|os) parece|opin(?:as|a|[aá]is|i[oó]n|iones)|recom(?:iend|end)\w*"
    r"|merece la pena|vale la pena|cu[aá]l (?:es )?(?:mejor|peor)|es mejor|son mejores|el mejor"
    r"|la mejor|prefier\w+|favorit\w+|qu[eé] (?:piensa|crees?|cree))\b"
    r"|\b(?:what do you think|your (?:opinion|view|favou?rite)|in your opinion|recommend\w*"
    r"|which (?:one )?is (?:the )?(?:better|best|worse)|is (?:it )?(?:better|best|worth)"
    r"|worth (?:it|buying)|should i buy|do you (?:like|prefer|believe|think))\b",
    re.IGNORECASE,
)
CONSONANTS = re.compile(r"[bcdfghjklmnpqrstvwxz]{5}")
VOWEL = re.compile(r"[aeiouy]")
KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")


def kind_of(text: str, about_ours: bool = False) -> Kind:
    """Which kind; `about_ours` says that it names a product of ours: then it is not for others
    to answer, unless another maker is named too."""
    if is_nonsense(text):
        return "nonsense"
    if FOR_PEOPLE.search(text):
        return "for_people"
    if OPINION.search(text):
        return "opinion"
    elsewhere = OTHER_NAMES.search(text) or (NOT_OURS.search(text) and not about_ours)
    return "not_ours" if elsewhere else "other"


def is_nonsense(text: str) -> bool:
    """Whether no word of `text` can be pronounced or all are runs of keys, or it is one word
    again and again."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    words = re.findall(r"[a-z]{3,}", "".join(c for c in plain if not unicodedata.combining(c)))
    if not words:
        return not any(map(str.isalnum, text))
    again = len(words) > 1 and len(set(words)) == 1
    return again or not any(map(is_word, words))


def is_word(word: str) -> bool:
    """Whether a word can be pronounced and is no run of keys, "qwer" or "lkj"."""
    run = any(word in row or word[::-1] in row for row in KEYS)
    return bool(VOWEL.search(word)) and not CONSONANTS.search(word) and not run
