"""Words that turn an instruction round when one stands for another: open, close; days, months.

A text made from a manual may say things in other words, but none of these that its source does
not say. Spanish and English. Pure; depends on how words are folded.
"""

import re

from bot.knowledge.words import fold

# Beginnings of folded words; a "." ends a whole word. What means the same stands together.
MEANINGS = {
    "open": "open abr",
    "close": "close closing shut cierr cerr",
    "on": "switch(?:es|ed)?_on. turn(?:s|ed)?_on. plug encien encend enchuf",
    "off": "switch(?:es|ed)?_off. turn(?:s|ed)?_off. unplug apag desenchuf",
    "before": "before antes.",
    "after": "after. despues.",
    "left": "left. izquierd",
    "right": "right. derech",
    "hot": "hot. warm calient",
    "cold": "cold cool frio fria",
    "top": "top. upper. upwards above superior arriba encima",
    "bottom": "bottom lower. below under. downwards inferior abajo debajo",
    "fill": "fill full llen",
    "empty": "empt vaci",
    "out": "remov take_off. take_out. pull_out. quit. quite. saqu. sacar retir extrai",
    "in": "insert. put. fit. refit place. ponga. poner coloq encaj introd",
    "most": "most. maxim",
    "least": "least. minim",
    "more": "more. mas.",
    "less": "less. fewer. menos.",
    "second": "seconds. segundos.",
    "minute": "minut min.",
    "hour": "hour hora",
    "day": "day dia. dias.",
    "week": "week seman",
    "month": "month mes. meses.",
    "year": "year ano. anos.",
    "front": "front delant",
    "back": "back. rear behind traser detras",
    "inside": "inside dentro",
    "outside": "outside fuera",
    "dry": "dry. dried. seco. seca. seque.",
    "wet": "wet. damp humed mojad",
    "red": "red. rojo roja",
    "green": "green verde",
    "blue": "blue azul",
    "white": "white blanc",
    "yellow": "yellow amarill",
}


def _pattern(words: str) -> re.Pattern[str]:
    """Any of the words, as `MEANINGS` writes them."""
    parts = (word.replace("_", r"\s").replace(".", r"\b") for word in words.split())
    return re.compile(rf"\b(?:{'|'.join(parts)})")


PATTERNS = {name: _pattern(words) for name, words in MEANINGS.items()}


def meanings(text: str) -> frozenset[str]:
    """Which of these `text` says, by their names in `MEANINGS`."""
    folded = fold(text)
    return frozenset(name for name, pattern in PATTERNS.items() if pattern.search(folded))
