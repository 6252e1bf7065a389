"""A score in the customer's words: "4", "un cuatro", "4 de 5", "muy bien". Pure.

The whole message must be the score: "4 days ago" is none. Spanish and English. Depends on how
texts are folded.
"""

import re

from bot.nlu.text import fold

CSAT = range(1, 6)
NPS = range(11)
NUMBERS = {
    "cero": 0, "zero": 0, "uno": 1, "una": 1, "one": 1, "dos": 2, "two": 2, "tres": 3, "three": 3,
    "cuatro": 4, "four": 4, "cinco": 5, "five": 5, "seis": 6, "six": 6, "siete": 7, "seven": 7,
    "ocho": 8, "eight": 8, "nueve": 9, "nine": 9, "diez": 10, "ten": 10,
}  # fmt: skip
AROUND = (
    r"un|una|a|an|le|os|te|doy|pongo|pondria|daria|diria|que|digo|pues|yo|i|i'd|would|give"
    r"|you|it|say"
    r"|rate|my|mi|nota|score|puntuacion|es|is|the|la|el|de|of|out|sobre|estrellas?|stars?|puntos?"
    r"|points?|por favor|please|gracias|thanks|thank|todo|servicio|atencion|service|all|ha|sido|was"
    r"|estado|fue|muy amable|so|well|bueno|venga|para|for|d|la verdad|honestly|me|parece|solid"
)
FILLER = re.compile(rf"\b(?:{AROUND})\b")
OUT_OF = re.compile(r"(?:/|\b(?:de|sobre|out of|of)\b)\s*(?:10|5|diez|cinco|ten|five)\b")
# Said of a service: 5 to 1.
WORDS: dict[int, str] = {
    5: r"(?:muy|super|mega|todo|very|really) (?:bien|buen[oa]|rapido|good|nice|happy)"
    r"|excelente|genial"
    r"|perfect[oa]?|estupend[oa]|fantastic[oa]?|maravillos[oa]|de diez|fenomenal|inmejorable|great"
    r"|excellent|amazing|awesome|brilliant|wonderful|superb|encantad[oa]|top|10/10|love(?:d|ly)?",
    4: r"bien|bastante bien|buen[oa]|good|pretty good|quite good|fine|nice|satisfech[oa]"
    r"|satisfied|happy",
    3: r"regular|normal|asi asi|ni fu ni fa|so so|meh|average|not bad|no esta mal|pasable"
    r"|aceptable|acceptable|mejorable|alright|fair",
    2: r"mal|mal[oa]|bad|poor|not good|no muy bien|not great|flojo|decepcionante|disappointing",
    1: r"(?:muy|really|very) (?:mal[oa]?|bad|poor)|fatal|pesim[oa]|horrible|terrible|awful"
    r"|horroros[oa]"
    r"|un desastre|desastre|dreadful|rubbish|useless|lamentable|de pena|appalling|the worst"
    r"|lo peor",
}


def score_in(text: str, scale: range) -> int | None:
    """The score that `text` is, on `scale`; None where it says anything else."""
    plain = re.sub(r"[!¡.,;:)(\"']+", " ", fold(text)).strip()
    if set(plain.replace(" ", "")) and set(plain.replace(" ", "").replace("\ufe0f", "")) <= {
        "⭐",
        "★",
    }:
        stars = len(plain.replace(" ", "").replace("\ufe0f", ""))
        return stars if scale == CSAT and stars in scale else None
    in_words = spoken(plain) if scale == CSAT else None
    return in_words if in_words is not None else number_in(plain, scale)


def spoken(plain: str) -> int | None:
    """The score that words of praise or blame stand for; the whole of `plain` must be that."""
    bare = " ".join(FILLER.sub(" ", plain).split())
    forms = {plain, bare}
    return next(
        (n for n, words in WORDS.items() if any(re.fullmatch(words, one) for one in forms)), None
    )


def number_in(plain: str, scale: range) -> int | None:
    """The one number of `plain`, if nothing else is said."""
    left = " ".join(FILLER.sub(" ", OUT_OF.sub(" ", plain)).split())
    value = NUMBERS.get(left, int(left) if re.fullmatch(r"\d{1,2}", left) else None)
    # "uno" and "una" are articles too, and so among the words around a number.
    if value is None and plain in NUMBERS:
        value = NUMBERS[plain]
    return value if value is not None and value in scale else None
