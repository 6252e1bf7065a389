"""When people answer, in words: the week, the days that are coming, and how it is now. Pure.

Depends on the company's hours and on days in words.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.hours import Hours
from bot.hours.calendar import WHOLE_DAY, Span
from bot.pages import Language
from bot.policies.days import in_words
from bot.wishes import WEEKDAYS

AHEAD = timedelta(days=30)
MOST_SPECIAL = 4


@dataclass(frozen=True, slots=True)
class Week:
    """The days of the week that have the same hours: "lunes a viernes", "9:00-18:00"."""

    days: str
    hours: str


@dataclass(frozen=True, slots=True)
class Standing:
    """The week, the special days of the next month as (day, name, hours), a sentence on how it is
    now, with whether people answer, and whose clocks are meant."""

    open: bool
    now: str
    week: tuple[Week, ...]
    special: tuple[tuple[str, str, str], ...]
    clocks: str


def standing_at(hours: Hours, moment: datetime, language: Language) -> Standing:
    """How it stands at `moment` (naive UTC)."""
    is_open = hours.open_at(moment)
    return Standing(
        is_open,
        _now(hours, moment, language),
        _week(hours, language),
        tuple(_special(hours, moment, language)),
        _clocks(hours.zone.key, language),
    )


def _now(hours: Hours, moment: datetime, language: Language) -> str:
    if hours.open_at(moment):
        closes = hours.closes_at(moment)
        if closes is None:
            return {"es": "Atendemos a todas horas.", "en": "We answer at all hours."}[language]
        until = f"{hours.local(closes):%H:%M}"
        return {"es": f"Ahora atendemos, hasta las {until}.",
                "en": f"We are here now, until {until}."}[language]  # fmt: skip
    opens = hours.next_opening(moment)
    if opens is None:
        return {"es": "Ahora no atendemos.", "en": "We are closed now."}[language]
    when = _when(hours.local(opens), hours.local(moment).date(), language)
    return {"es": f"Ahora está cerrado: volvemos {when}.",
            "en": f"We are closed now and back {when}."}[language]  # fmt: skip


def _when(opens: datetime, today: date, language: Language) -> str:
    days, at = (opens.date() - today).days, f"{opens:%H:%M}"
    if language == "es":
        day = {0: "hoy", 1: "mañana"}.get(days) or f"el {_day(opens.date(), language)}"
        return f"{day} a las {at}"
    day = {0: "today", 1: "tomorrow"}.get(days) or f"on {_day(opens.date(), language)}"
    return f"{day} at {at}"


def _day(day: date, language: Language) -> str:
    weekday = WEEKDAYS[language][day.weekday()]
    return f"{weekday}, {in_words(day, language)}" if language == "es" else (
        f"{weekday} {in_words(day, language)}"
    )  # fmt: skip


def _week(hours: Hours, language: Language) -> tuple[Week, ...]:
    """Days in a row with the same hours are one line."""
    runs: list[tuple[int, int]] = []
    for day in range(7):
        same = runs and list(hours.weekly[runs[-1][0]]) == list(hours.weekly[day])
        runs[-1:] = [(runs[-1][0], day)] if same else [*runs[-1:], (day, day)]
    names = WEEKDAYS[language]
    joint = " a " if language == "es" else " to "
    return tuple(
        Week(
            names[first] if first == last else f"{names[first]}{joint}{names[last]}",
            _spans(hours.weekly[first], language),
        )
        for first, last in runs
    )


def _spans(spans: Sequence[Span], language: Language) -> str:
    if not spans:
        return {"es": "cerrado", "en": "closed"}[language]
    if [*spans] == [WHOLE_DAY]:
        return {"es": "todo el día", "en": "all day"}[language]
    return ", ".join(f"{_clock(one)}–{_clock(two)}" for one, two in spans)


def _clocks(zone: str, language: Language) -> str:
    if zone == "Europe/Madrid":
        return {"es": "Hora peninsular española.", "en": "Spanish mainland time."}[language]
    place = zone.rpartition("/")[2].replace("_", " ")
    return {"es": f"Hora de {place}.", "en": f"{place} time."}[language]


def _clock(minutes: int) -> str:
    return f"{minutes // 60}:{minutes % 60:02}"


def _special(hours: Hours, moment: datetime, language: Language) -> list[tuple[str, str, str]]:
    """Holidays and short days that fall on a day that is open otherwise."""
    today = hours.local(moment).date()
    found = []
    for ahead in range(AHEAD.days):
        day = today + timedelta(ahead)
        special = hours.special(day)
        if special and hours.weekly[day.weekday()]:
            name, spans = special.name[language], _spans(special.spans, language)
            found.append((_day(day, language), name, spans))
    return found[:MOST_SPECIAL]
