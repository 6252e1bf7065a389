"""How often a manual says that something must be done: "every 3 months", "cada 500 horas".

Pure: passages in, intervals out. A phrase counts where its line or its heading speaks of care
(cleaning, changing, checking ...); "the sensor is read every 2 seconds" does not. Depends on
documents and words.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Any

from bot.knowledge.documents import Passage
from bot.knowledge.words import fold

UNITS: dict[str, str] = {
    "hour": "hours? horas?",
    "day": "days? dias?",
    "week": "weeks? semanas?",
    "fortnight": "fortnights? quincenas?",
    "month": "months? mes(?:es)?",
    "quarter": "quarters? trimestres?",
    "half_year": "semesters? semestres?",
    "year": "years? anos?",
    "use": "uses? usos? utilizacion(?:es)?",
    "wash": "wash(?:es)? lavados? coladas?",
    "cycle": "cycles? ciclos?",
    "cleaning": "cleanings? limpiezas?",
    "mopping": "moppings? fregados?",
    "coffee": "coffees? cafes?",
    "drink": "drinks? bebidas?",
    "cup": "cups? tazas?",
    "litre": "lit(?:re|er)s? litros?",
    "kilometre": "kilomet(?:re|er)s? kilometros? km",
    "mile": "miles? millas?",
}
"""Words of each unit as expressions over small letters without accents."""

ALIASES = {"fortnight": (2, "week"), "quarter": (3, "month"), "half_year": (6, "month")}
ADVERBS: dict[str, tuple[float, str]] = {
    r"daily|a diario|diari(?:o|a|amente)": (1, "day"),
    r"weekly|semanal(?:mente)?": (1, "week"),
    r"fortnightly|quincenal(?:mente)?": (2, "week"),
    r"monthly|mensual(?:mente)?": (1, "month"),
    r"quarterly|trimestral(?:mente)?": (3, "month"),
    r"half-yearly|semestral(?:mente)?": (6, "month"),
    r"yearly|annually|annual|anual(?:mente)?": (1, "year"),
}
NUMBERS = {
    name: value
    for value, names in {
        1: "a an one un una uno", 2: "two dos other second", 3: "three tres", 4: "four cuatro",
        5: "five cinco", 6: "six seis", 7: "seven siete", 8: "eight ocho", 9: "nine nueve",
        10: "ten diez", 12: "twelve doce", 15: "fifteen quince",
    }.items()
    for name in names.split()
}  # fmt: skip
NEAR = 60
"""Signs before and after the phrase within which care must be spoken of."""
TIMES = {"once": 1, "twice": 2, "thrice": 3}

_UNIT = "|".join("|".join(words.split()) for words in UNITS.values())
_NUMBER = r"\d{1,3}(?:[.,]\d{3})+|\d+(?:[.,]\d+)?|" + "|".join(sorted(NUMBERS, key=len)[::-1])
_AMOUNT = rf"(?P<n>{_NUMBER})(?:\s*(?:-|–|a|o|to|or)\s*(?P<m>{_NUMBER}))?\s+"
EVERY = re.compile(rf"\b(?:every|each|cada)\s+(?:{_AMOUNT})?(?P<unit>{_UNIT})\b")
ALSO = re.compile(rf"\s*(?:,\s*)?(?:or|o|y|and)\s+{_AMOUNT}(?P<unit>{_UNIT})\b")
PER = re.compile(
    rf"\b(?:(?P<once>once|twice|thrice)|(?P<n>{_NUMBER})\s+(?:times|vez|veces))\s+"
    rf"(?:an?|per|every|each|al|a la|por|cada)\s+(?P<unit>{_UNIT})\b"
)
AROUND = re.compile(
    r"\b(?:after|before|despues de|tras|antes de)\s+(?:each|every|cada)\s+(?P<u>\w+)"
)
ADVERB = re.compile("|".join(rf"\b(?P<a{n}>{words})\b" for n, words in enumerate(ADVERBS)))
CARE = re.compile(
    r"\b(?:look inside|clean|replac|chang|descal|check|inspect|rins|empt|wash(?!ing machine)|oil"
    r"|greas|lubric|vacuum|wip|dry|dried|charg|recharg|calibrat|servic|maint|care\b|sharpen"
    r"|tighten|drain|defrost|deic|do it|filter|spare"
    r"|mire dentro|limpi|cambi|sustitu|reemplaz|descalcif|descal|revis|inspecci|comprueb|enjuag"
    r"|aclar|vaci|lav(?!adora|avajillas)|engras|lubri|aceit|aspir|sequ|cargu|recarg|calibr|manten"
    r"|cuidad|afil|apriet|purg|descongel|hagalo|filtro|recambi)"
)
UNCARED = re.compile(r"\b(?:more than|mas de|less than|menos de)\s+$|\b(?:para|por|for)\s+$")


@dataclass(frozen=True, slots=True)
class Interval:
    """Something to do every `number` `unit`s: 3 "month", 0.5 "week" for twice a week.

    `up_to` is the upper end of "every 2 to 3 months". `unit` is one of `UNITS` or, after an
    event of another name, that word as the manual has it. `line` is the exact sentence or
    table row of the passage, `phrase` the part of it that says how often.
    """

    product: str | None
    document: str
    language: str
    heading: tuple[str, ...]
    page: int | None
    passage: str
    line: str
    phrase: str
    number: float
    unit: str
    up_to: float | None = None


def intervals_of(passages: Iterable[Passage]) -> list[Interval]:
    """All intervals by product, in the order of the manuals."""
    found = [one for passage in passages for one in _in_passage(passage)]
    return sorted(found, key=lambda one: one.product or "")


def as_json(intervals: Iterable[Interval]) -> dict[str, list[dict[str, Any]]]:
    """The intervals as plain data by product, "" where they are of none."""
    found: dict[str, list[dict[str, Any]]] = {}
    for one in intervals:
        found.setdefault(one.product or "", []).append(asdict(one))
    return found


def _in_passage(passage: Passage) -> Iterator[Interval]:
    about_care = bool(CARE.search(fold(" ".join(passage.heading_path))))
    lines = (line for unit in passage.units for line in passage.unit_text(unit).split("\n"))
    for line in lines:
        plain = _aligned(line)
        for start, end, number, unit, up_to in _phrases(plain):
            near = slice(max(0, start - NEAR), start), slice(end, end + NEAR)
            if about_care or any(CARE.search(plain[part]) for part in near):
                yield Interval(
                    passage.product,
                    passage.document_id,
                    passage.language,
                    passage.heading_path,
                    passage.page,
                    passage.id,
                    line,
                    line[start:end],
                    float(number),
                    unit,
                    up_to,
                )


def _aligned(line: str) -> str:
    """`line` folded sign by sign, so that positions in both are the same."""
    return "".join(folded if len(folded := fold(sign)) == 1 else sign for sign in line)


Phrase = tuple[int, int, float, str, float | None]


def _phrases(plain: str) -> list[Phrase]:
    """(start, end, number, unit, up to) of each interval, none over another."""
    found: list[Phrase] = []
    for said in (*_around(plain), *_per(plain), *_every(plain), *_adverbs(plain)):
        taken = any(said[0] < end and start < said[1] for start, end, *_ in found)
        if not taken and not UNCARED.search(plain[: said[0]]):
            found.append(said)
    return sorted(found)


def _per(plain: str) -> Iterator[Phrase]:
    for match in PER.finditer(plain):
        times = TIMES[match["once"]] if match["once"] else _value(match["n"])
        number, unit = _unit(match["unit"])
        yield match.start(), match.end(), round(number / max(times, 1), 4), unit, None


def _every(plain: str) -> Iterator[Phrase]:
    for match in EVERY.finditer(plain):
        also: re.Match[str] | None = match
        while also:
            times, unit = _unit(also["unit"])
            number = _value(also["n"]) * times if also["n"] else times
            up_to = _value(also["m"]) * times if also["m"] else None
            start = also.start() if also is match else also.start("n")
            yield start, also.end(), number, unit, up_to
            also = ALSO.match(plain, also.end())


def _around(plain: str) -> Iterator[Phrase]:
    for match in AROUND.finditer(plain):
        number, unit = _unit(match["u"])
        yield match.start(), match.end(), number, unit, None


def _adverbs(plain: str) -> Iterator[Phrase]:
    values = list(ADVERBS.values())
    for match in ADVERB.finditer(plain):
        number, unit = values[int((match.lastgroup or "a0")[1:])]
        yield match.start(), match.end(), number, unit, None


def _unit(word: str) -> tuple[float, str]:
    for unit, words in UNITS.items():
        if any(re.fullmatch(one, word) for one in words.split()):
            return ALIASES.get(unit, (1.0, unit))
    return 1.0, word


def _value(written: str) -> float:
    """ "2,200" and "2.200" are thousands, "1,5" and "1.5" are not."""
    if written in NUMBERS:
        return float(NUMBERS[written])
    if re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", written):
        return float(re.sub(r"[.,]", "", written))
    return float(written.replace(",", "."))
