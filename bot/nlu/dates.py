"""Days as customers write them in Spanish and British English, as ISO dates.

Of a day without its year the latest one that is not in the future is meant: what customers
tell us of, purchases and faults, has happened. Depends on `bot.nlu.spans`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, timedelta

from bot.nlu.spans import Span

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "enero ene january jan",
            "febrero feb february",
            "marzo mar march",
            "abril abr april apr",
            "mayo may",
            "junio jun june",
            "julio jul july",
            "agosto ago august aug",
            "septiembre setiembre sep sept september",
            "octubre oct october",
            "noviembre nov november",
            "diciembre dic december dec",
        ),
        start=1,
    )
    for name in names.split()
}
_WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            "lunes monday",
            "martes tuesday",
            "miercoles wednesday",
            "jueves thursday",
            "viernes friday",
            "sabado saturday",
            "domingo sunday",
        )
    )
    for name in names.split()
}
_DAYS_AGO = {
    "hoy": 0,
    "today": 0,
    "ayer": 1,
    "yesterday": 1,
    "anteayer": 2,
    "antes de ayer": 2,
    "antier": 2,
    "the day before yesterday": 2,
}
_NUMBERS = {
    word: number
    for number, words in enumerate(
        (
            "un una a an one",
            "dos two",
            "tres three",
            "cuatro four",
            "cinco five",
            "seis six",
            "siete seven",
            "ocho eight",
            "nueve nine",
            "diez ten",
        ),
        start=1,
    )
    for word in words.split()
}
_UNITS = {"dia": 1, "day": 1, "semana": 7, "week": 7}


def _any(words: dict[str, int]) -> str:
    return "(?:" + "|".join(sorted(words, key=len, reverse=True)) + ")"


_DAY_MONTH = r"(?P<day>\d{1,2})(?P<sign>[/.\-])(?P<month>\d{1,2})(?P=sign)"
_WEEKDAY = _any(_WEEKDAYS)
_MONTH = rf"(?P<month>{_any(_MONTHS)})\.?"
_YEAR = r"(?:\s*(?:,|de|del|of)?\s*(?P<year>(?:19|20)\d\d)(?!\d))?"
_ORDINAL = r"(?P<day>\d{1,2})(?:st|nd|rd|th|º|o)?"
_COUNT = rf"(?P<count>\d{{1,3}}|{_any(_NUMBERS)})"
_UNIT = rf"(?P<unit>{_any(_UNITS)})s?"
_PATTERNS = {
    name: re.compile(rf"(?<![\w\-/.]){pattern}(?![\w])")
    for name, pattern in {
        "iso": r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})",
        "numbers": rf"{_DAY_MONTH}(?P<year>\d{{4}}|\d\d)",
        "day_first": rf"{_ORDINAL}\s*(?:de|of)?\s*{_MONTH}{_YEAR}",
        "month_first": rf"{_MONTH}\s+{_ORDINAL}{_YEAR}",
        "ago_es": rf"hace\s+{_COUNT}\s+{_UNIT}",
        "ago_en": rf"{_COUNT}\s+{_UNIT}\s+ago",
        "weekday_es": rf"(?:(?P<weekday>{_WEEKDAY})\s+pasado|pasado\s+(?P<other>{_WEEKDAY}))",
        "weekday_en": rf"last\s+(?P<weekday>{_WEEKDAY})",
        "word": rf"(?P<word>{_any(_DAYS_AGO)})",
    }.items()
}


def dates(text: str, today: date) -> Iterator[Span]:
    """Days named in `text` (folded); those that are in no calendar are left out."""
    for pattern in _PATTERNS.values():
        for match in pattern.finditer(text):
            with suppress(ValueError):
                day = _day(match.groupdict(), today)
                yield Span(*match.span(), "date", day.isoformat())


def _day(found: dict[str, str | None], today: date) -> date:
    """The day that a match names; ValueError when there is no such day."""
    if word := found.get("word"):
        return today - timedelta(days=_DAYS_AGO[word])
    if count := found.get("count"):
        number = _NUMBERS.get(count) or int(count)
        return today - timedelta(days=number * _UNITS[found["unit"] or ""])
    if weekday := found.get("weekday") or found.get("other"):
        back = (today.weekday() - _WEEKDAYS[weekday] - 1) % 7 + 1
        return today - timedelta(days=back)
    return _calendar_day(found, today)


def _calendar_day(found: dict[str, str | None], today: date) -> date:
    day, said = int(found["day"] or 0), found["month"] or ""
    month = _MONTHS.get(said) or int(said)
    if month > 12 and "sign" in found:  # 05/14/2026: no other reading is possible
        day, month = month, day
    if year := found.get("year"):
        return date(int(year) + (2000 if len(year) == 2 else 0), month, day)
    here = date(today.year, month, day)
    return here if here <= today else date(today.year - 1, month, day)
