"""Numbers that come in pieces: "one zero four", and then "five one two".

Pure; depends on how texts are folded.
"""

import re

from bot.nlu.text import fold

ORDER_DIGITS = 6
_ES = "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince"
_EN = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
WORDS = {word: str(value) for value, word in enumerate(_ES.split())}
WORDS |= {word: str(value) for value, word in enumerate(f"{_EN} fifteen".split())}
WORDS |= {"oh": "0", "o": "0", "un": "1", "una": "1"}
_TWICE = {"doble": 2, "double": 2, "triple": 3}
_ASIDE = (
    "tr t r te erre tee ar guion dash raya de del el la lo los es son y luego despues son mi"
    " pedido numero order number is are the its it s my then and ends starts with next rest"
    " empieza acaba termina por con sigue resto falta va vale a ver pues digo"
)
FILLERS = frozenset(_ASIDE.split())


def digits_in(text: str) -> str | None:
    """The digits that `text` spells, in figures or words; None where it says anything else."""
    found, times = "", 1
    for word in re.findall(r"[a-z]+|\d+", fold(text)):
        if word in _TWICE:
            times = _TWICE[word]
        elif word.isdigit() or word in WORDS:
            found += (word if word.isdigit() else WORDS[word]) * times
            times = 1
        elif word not in FILLERS:
            return None
    return found or None


def joined(before: str | None, text: str, length: int = ORDER_DIGITS) -> str | None:
    """The digits so far with those of `text`: `length` of them at most, else those of `text`
    alone; None where it spells none, or too many."""
    digits = digits_in(text)
    if digits is None:
        return None
    whole = (before or "") + digits
    best = whole if len(whole) <= length else digits
    return best if len(best) <= length else None
