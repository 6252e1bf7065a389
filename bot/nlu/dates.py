"""Days as customers write them in Spanish and British English, as ISO dates.

Of a day without its year the latest one that is not in the future is meant: what customers
tell us of, purchases and faults, has happened. A weekday is the last one before today, unless the
words around it speak of what is to come. Depends on `bot.nlu.calendar_words` and `bot.nlu.spans`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, timedelta

from bot.nlu.calendar_words import AGO, MONTHS, NUMBERS, ORDINALS, UNITS, WEEKDAYS
from bot.nlu.spans import Span


def _any(words: dict[str, int]) -> str:
    longest_first = sorted(words, key=len, reverse=True)
    return "(?:" + "|".join(longest_first).replace(" ", "[ -]") + ")"


_DAY_MONTH = r"(?P<day>\d{1,2})(?P<sign>[/.\-])(?P<month>\d{1,2})(?P=sign)"
_WEEKDAY = rf"(?P<weekday>{_any(WEEKDAYS)})"
_MONTH = rf"(?P<month>{_any(MONTHS)})\.?"
_YEAR = r"(?:[\s/\-]*(?:,|de|del|of)?\s*(?P<year>(?:19|20)\d\d)(?!\d))?"
_SAID = rf"(?P<said>{_any({**NUMBERS, **ORDINALS})})"
_DAY = rf"(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th|º|o)?|{_SAID})"
_COUNT = rf"(?P<count>\d{{1,3}}|{_any(NUMBERS)})"
_UNIT = rf"(?P<unit>{_any(UNITS)})s?"
_NEXT = r"(?:proximo|siguiente)"
_PATTERNS = {
    name: re.compile(rf"(?<![\w\-/.]){pattern}(?![\w])")
    for name, pattern in {
        "iso": r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})",
        "numbers": rf"{_DAY_MONTH}(?P<year>\d{{4}}|\d\d)",
        "short": r"(?:(?<=el )|(?<=del )|(?<=dia )|(?<=desde )|(?<=on )|(?<=the )|(?<=since )|"
        r"(?<=fecha ))(?P<day>\d{1,2})(?P<sign>[/\-])(?P<month>\d{1,2})(?![/.\-]\d)",
        "day_first": rf"{_DAY}[\s/\-]*(?:de|of|of the)?\s*{_MONTH}{_YEAR}",
        "month_first": rf"{_MONTH}\s+(?:the\s+)?{_DAY}{_YEAR}",
        "day_of_month": r"(?:el\s+dia\s+(?P<day>\d{1,2})|the\s+(?P<other>\d{1,2})(?:st|nd|rd|th))"
        r"(?!\s*(?:time|floor|street|day|week|vez|de\s|of\s))",
        "ago_es": rf"hace\s+(?:ya\s+|unos?\s+)?{_COUNT}\s+{_UNIT}",
        "ago_en": rf"{_COUNT}\s+{_UNIT}\s+ago",
        "ahead_es": rf"dentro\s+de\s+{_COUNT}\s+(?P<ahead>{_any(UNITS)})s?",
        "word": rf"(?P<word>{_any(AGO)})",
        "tomorrow_es": r"(?<!la )(?<!esta )(?<!de )(?<!media )(?<!cada )(?<!buena )"
        r"(?P<word>manana)(?!\s+siguiente)",
        "next": rf"(?:(?:next|this\s+coming|{_NEXT})\s+{_WEEKDAY})",
        "next_es": rf"{_WEEKDAY}\s+(?:que\s+viene|{_NEXT})",
        "last": rf"(?:(?:last|past|pasado)\s+{_WEEKDAY}|(?P<other_day>{_any(WEEKDAYS)})\s+pasado)",
        "weekday": rf"{_WEEKDAY}",
    }.items()
}
_COMING = re.compile(
    r"\b(?:will|going to|(?:can|could) you (?:come|pick|collect|deliver|send)|until|by|before|from|"
    r"changed? (?:it )?to|free on|available|am in on|arriv(?:es|ing)|due|para|antes del|hasta|"
    r"podeis|pueden|puede venir|viene|vienen|vendra\w*|llegara\w*|llega|recogera\w*|pasar a|pasen|"
    r"vengan|estare|voy a|vais a|van a|tengo que|cambiar\w* (?:a|para))\b"
)
_HABIT = re.compile(r"(?:\b(?:los|cada|todos los|every|each)\s+)$")
# "Avenida del Mar 12", "calle Uno de Mayo": the street's name, not a day.
_STREET = re.compile(
    r"(?:\b(?:calle|avenida|avda?|plaza|paseo|camino|ronda|travesia|carretera|rua|poligono)\b|\bc/)"
    r"[^,;.\d]{0,25}$"
)
_NAMED = frozenset({"day_first", "month_first"})
_WINDOW = 45


def dates(text: str, today: date) -> Iterator[Span]:
    """Days named in `text` (folded); those that are in no calendar are left out."""
    for name, pattern in _PATTERNS.items():
        for match in pattern.finditer(text):
            if name == "weekday" and _HABIT.search(text[: match.start()]):
                continue
            if name in _NAMED and _STREET.search(text[: match.start()]):
                continue
            with suppress(ValueError):
                day = _day(name, match.groupdict(), text, match.start(), today)
                yield Span(*match.span(), "date", day.isoformat())


def _day(name: str, found: dict[str, str | None], text: str, start: int, today: date) -> date:
    """The day that a match names; ValueError when there is no such day."""
    if word := found.get("word"):
        return today - timedelta(days=AGO.get(word.replace("-", " "), -1))
    if count := found.get("count"):
        number = NUMBERS.get(count) or int(count)
        ahead = found.get("ahead")
        days = number * UNITS[ahead or found["unit"] or ""]
        return today + timedelta(days=days if ahead else -days)
    if weekday := found.get("weekday") or found.get("other_day"):
        coming = name.startswith("next") or (name == "weekday" and _is_coming(text, start))
        return _weekday(WEEKDAYS[weekday], today, coming)
    if name == "day_of_month":
        return _latest(int(found["day"] or found["other"] or 0), today)
    return _calendar_day(found, today)


def _is_coming(text: str, start: int) -> bool:
    """Whether the words before, in the same sentence, speak of what is to come."""
    before = re.split(r"[.!?;\n]", text[max(0, start - _WINDOW) : start])[-1]
    return bool(_COMING.search(before))


def _weekday(weekday: int, today: date, coming: bool) -> date:
    """The next one after today, or the last one before."""
    if coming:
        return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)
    return today - timedelta(days=(today.weekday() - weekday - 1) % 7 + 1)


def _latest(day: int, today: date) -> date:
    """The latest such day of a month that is not in the future."""
    if day <= today.day:
        return today.replace(day=day)
    last_month = today.replace(day=1) - timedelta(days=1)
    return last_month.replace(day=day)


def _calendar_day(found: dict[str, str | None], today: date) -> date:
    said, word = found["month"] or "", (found.get("said") or "").replace("-", " ")
    day = NUMBERS.get(word) or ORDINALS.get(word) or int(found["day"] or 0)
    month = MONTHS.get(said) or int(said)
    if month > 12 and "sign" in found:  # 05/14/2026: no other reading is possible
        day, month = month, day
    if year := found.get("year"):
        return date(int(year) + (2000 if len(year) == 2 else 0), month, day)
    here = date(today.year, month, day)
    return here if here <= today else date(today.year - 1, month, day)
