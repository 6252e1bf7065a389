"""What somebody says of the time that they want, in Spanish or English. Pure.

"El martes por la mañana", "the second one", "any other day?", "a partir del jueves". Which of
the free times that leaves is in `bot.appointments`. Depends on the folding and the dates of
`bot.nlu`.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot.nlu.dates import dates
from bot.nlu.text import fold

WEEKDAYS = {
    "es": ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
_DAYS = {
    **{fold(name): number for names in WEEKDAYS.values() for number, name in enumerate(names)},
    **{"mon": 0, "tue": 1, "tues": 1, "wed": 2, "thu": 3, "thur": 3, "thurs": 3, "fri": 4},
}
_ANY_DAY = "|".join(sorted(_DAYS, key=len, reverse=True))
_DAY = re.compile(rf"\b({_ANY_DAY})\b")
_NOT_BEFORE = re.compile(
    rf"\b(?:no|menos|excepto|salvo|not|except|but)\s+(?:(?:puedo|el|los|on|for)\s+)*({_ANY_DAY})\b"
)
_NOT_AFTER = re.compile(
    rf"\b({_ANY_DAY})s?\s+(?:\w+\s+)?(?:no\b|can'?t|cannot|doesn'?t|don'?t|is bad|won'?t)"
)
_FROM = re.compile(
    r"\b(?:a partir del?|desde(?: el)?|despues del?|pasado el|from|after|as of|not before)\b\W*"
    r"(?:el |on |next )?$"
)
_OTHER = re.compile(
    r"\b(?:otr[oa]s?|mas (?:dias|horas|opciones|tarde|adelante)|ningun[oa]?(?: de es[oa]s)?"
    r"|other|another|different|later|else|none(?: of (?:those|these))?|neither)\b"
)
_OTHER_DAY = re.compile(
    r"\botr[oa]s? dias?\b|\bmas dias\b|\b(?:other|another|different|more) days?\b|\bmas adelante\b"
)
_ANY = re.compile(
    r"\b(?:cualquier(?:a)?|me da igual|da igual|l[oa] que sea|cuanto antes|lo antes posible"
    r"|lo mas pronto|mas temprano|antes mejor|anyone?|any|whichever|whatever|whenever"
    r"|doesn'?t matter|don'?t mind|asap|as soon as possible|soonest|earliest)\b"
)
_MORNING = re.compile(
    r"\b(?:por|de|en|a|pola) la manana\b|\bmananas\b|\b(?:el|la|los|las)? ?(?:"
    + _ANY_DAY
    + r")s? manana\b|\bprimera hora\b|\bmornings?\b|\bfirst thing\b|\bbefore (?:noon|lunch)\b"
    r"|\bantes de comer\b"
)
_AFTERNOON = re.compile(
    r"\b(?:por|de|en|a) la tarde\b|\btardes\b|(?<!mas )\btarde\b|\bultima hora\b"
    r"|\bafternoons?\b|\bevenings?\b|\bafter lunch\b|\bdespues de comer\b"
)
_TOMORROW = re.compile(r"\bmanana\b|\btomorrow\b")
_OVERMORROW = re.compile(r"\bpasado manana\b|\bday after tomorrow\b")
_NEXT_WEEK = re.compile(
    r"\b(?:la )?(?:semana (?:que viene|proxima|siguiente)|(?:proxima|siguiente|otra) semana"
    r"|(?:next|following) week)\b"
)
_NUMBERS = {
    word: number
    for number, words in enumerate(
        (
            "una one",
            "dos two",
            "tres three",
            "cuatro four",
            "cinco five",
            "seis six",
            "siete seven",
            "ocho eight",
            "nueve nine",
            "diez ten",
            "once eleven",
            "doce twelve",
        ),
        start=1,
    )
    for word in words.split()
}
_COUNT = rf"(\d{{1,2}}|{'|'.join(_NUMBERS)})"
_HOURS = (
    re.compile(rf"\b(?:a las?|las|at|sobre las|around) {_COUNT}\b(?:[:.]\d\d)?\s*(am|pm)?"),
    re.compile(r"\b(\d{1,2})(?:[:.]\d\d)?\s*(am|pm|h\b|horas?\b|o'?clock)"),
    re.compile(r"\b(\d{1,2}):\d\d\b()"),
)
_BEGINS = re.compile(r"\b(?:a partir|desde|despues|from|after|as of|not before)\b")
_MONTH_DAY = re.compile(r"\b(?:el|dia|the|on|on the) (\d{1,2})(?:st|nd|rd|th)?\b(?![:.]\d)")
_BARE = re.compile(r"^\W*(\d{1,2})\W*$")
_ORDINALS = (
    r"primer[oa]?\b(?! hora)|1[ºªao]\b|first(?! thing)",
    r"segund[oa]|2[ºªao]\b|second",
    r"tercer[oa]?|3[ºªao]\b|third",
    r"cuart[oa]|4[ºªao]\b|fourth",
    r"quint[oa]|5[ºªao]\b|fifth",
    r"sext[oa]|6[ºªao]\b|sixth",
)
_ORDINAL = tuple(re.compile(rf"\b(?:{words})(?=\W|$)") for words in _ORDINALS)
_LAST = re.compile(r"\bultim[oa]\b(?! hora)|\blast one\b|\bthe last\b")


@dataclass(frozen=True, slots=True)
class Wish:
    """What was said of a time; empty where nothing was.

    `weekdays` (0 is Monday) and `days` are wanted, `never` are not; with `since` nothing before
    that day. `part` is morning or afternoon, `hour` on the company's clock as it was said.
    `ordinal` counts from 1, -1 is the last. `any` takes what comes first, `other` what was not
    shown yet, `other_day` nothing of a day that was shown.
    """

    weekdays: frozenset[int] = frozenset()
    never: frozenset[int] = frozenset()
    days: frozenset[date] = frozenset()
    since: date | None = None
    part: str | None = None
    hour: int | None = None
    place: str | None = None
    ordinal: int | None = None
    any: bool = False
    other: bool = False
    other_day: bool = False

    def __bool__(self) -> bool:
        return self != Wish()

    @property
    def names_day(self) -> bool:
        """Whether it says which day, or asks for others than were shown."""
        return bool(self.weekdays or self.days or self.since or self.other)

    @property
    def narrows(self) -> bool:
        """Whether it says anything of the time itself."""
        return bool(replace(self, ordinal=None, any=False, other=False, other_day=False))


@dataclass(frozen=True, slots=True)
class Known:
    """What can be had: the days, the hours at which times begin, and the places, in order."""

    days: tuple[date, ...] = ()
    hours: tuple[int, ...] = ()
    places: tuple[str, ...] = ()


def read(text: str, known: Known, today: date) -> Wish:
    """What `text` says of the times that can be had."""
    folded = fold(text)
    after, wanted, never = _weekdays(folded)
    days = _calendar_days(folded, known, today)
    since = min(days) if days and _BEGINS.search(folded) else None
    if after is not None:
        since = next((day for day in known.days if day.weekday() == after), None)
    if _NEXT_WEEK.search(folded):
        since = today + timedelta(7 - today.weekday())
    other = bool(_OTHER.search(folded))
    return Wish(
        weekdays=wanted,
        never=never,
        days=frozenset() if since in days else days,
        since=since,
        part=_part(folded),
        hour=_hour(folded, known),
        place=place_in(text, known.places),
        ordinal=_ordinal(folded),
        any=bool(_ANY.search(folded)) and not other and "?" not in text,
        other=other,
        other_day=bool(_OTHER_DAY.search(folded)),
    )


def place_in(text: str, places: Iterable[str]) -> str | None:
    """The place that `text` names."""
    folded = fold(text)
    said = (one for one in places if re.search(rf"\b{re.escape(fold(one))}\b", folded))
    return next(said, None)


def _weekdays(folded: str) -> tuple[int | None, frozenset[int], frozenset[int]]:
    """From which weekday on, which are wanted, and which are not."""
    never = {_DAYS[one] for pattern in (_NOT_BEFORE, _NOT_AFTER) for one in pattern.findall(folded)}
    after, wanted = None, set()
    for match in _DAY.finditer(folded):
        number = _DAYS[match[1]]
        if _FROM.search(folded[: match.start()]):
            after = number
        elif number not in never:
            wanted.add(number)
    return after, frozenset(wanted), frozenset(never)


def _calendar_days(folded: str, known: Known, today: date) -> frozenset[date]:
    """Days of the calendar: "24/11", "on the 24th", tomorrow. A time to come is meant."""
    if _OVERMORROW.search(folded):
        return frozenset({today + timedelta(2)})
    without = _MORNING.sub(" ", folded)
    if _TOMORROW.search(without):
        return frozenset({today + timedelta(1)})
    last = max(known.days, default=today)
    # Weekdays are read here: of those to come the next one is meant, not the last one.
    named = {date.fromisoformat(one.value) for one in dates(_DAY.sub(" ", without), last)}
    numbers = {int(one) for one in _MONTH_DAY.findall(folded)}
    written = {day for day in named if day >= today}
    return frozenset(written or {day for day in known.days if day.day in numbers})


def _part(folded: str) -> str | None:
    if _MORNING.search(folded):
        return "morning"
    return "afternoon" if _AFTERNOON.search(folded) else None


def _hour(folded: str, known: Known) -> int | None:
    """An hour; "at five" is in the afternoon where nothing begins before that."""
    for pattern in (*_HOURS, _BARE):
        if match := pattern.search(folded):
            said, half = match[1], (match[2] if match.re is not _BARE else "")
            hour = _NUMBERS.get(said) or int(said)
            early, late = min(known.hours, default=0), max(known.hours, default=0)
            later = half == "pm" or (half != "am" and hour < early and hour + 12 <= late + 4)
            return hour + 12 if later and hour < 12 else hour
    return None


def _ordinal(folded: str) -> int | None:
    if _LAST.search(folded):
        return -1
    return next((at for at, words in enumerate(_ORDINAL, 1) if words.search(folded)), None)
