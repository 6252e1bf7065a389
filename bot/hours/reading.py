"""The file of the company's hours, read and checked: the first thing that is wrong is named.

Depends on the calendar and on the YAML that policies are written in.
"""

import re
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any, NoReturn
from zoneinfo import ZoneInfo

import yaml

from bot.errors import BotError
from bot.hours.calendar import Hours, Span, Special
from bot.policies.places import Lines, Place, read_yaml

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
KEYS = ("time_zone", "weekly", "holidays")
WAYS = ("date", "every", "easter")
SPAN = re.compile(r"(\d{1,2}):(\d\d)-(\d{1,2}):(\d\d)")
MONTH_DAY = re.compile(r"(\d\d)-(\d\d)")
LEAP_YEAR = 2000


class BadHours(BotError):
    """The file of hours cannot be taken: where it is wrong, and what to do, in both languages."""

    def __init__(self, path: Path, line: int, es: str, en: str) -> None:
        where = f"{path}:{line}" if line else str(path)
        super().__init__(f"{where}: {en} / {es}", 422)


def read_hours(path: Path) -> Hours:
    """The hours that a file tells; `BadHours` where it cannot be followed."""
    if not path.is_file():
        raise BadHours(
            path,
            0,
            "no está. Copie data/sample/hours.yml y cámbielo, o ponga MOSTRADOR_ALWAYS_OPEN=true.",
            "it is not there. Copy data/sample/hours.yml and change it, or set "
            "MOSTRADOR_ALWAYS_OPEN=true.",
        )
    try:
        data, lines = read_yaml(path)
    except yaml.YAMLError as error:
        raise BadHours(path, 0, f"no es YAML: {error}.", f"it is not YAML: {error}.") from error
    return _Reading(path, lines).hours(data)


class _Reading:
    """Reads what one file holds; `lines` says where."""

    def __init__(self, path: Path, lines: Lines) -> None:
        self._path = path
        self._lines = lines

    def hours(self, data: Any) -> Hours:
        found = self._mapping(data, (), KEYS)
        zone = self._zone(found.get("time_zone"))
        weekly = self._mapping(found.get("weekly"), ("weekly",), DAYS)
        for day in DAYS:
            if day not in weekly:
                self._fail(("weekly",), f"falta {day!r}.", f"{day!r} is missing.")
        week = [self._spans(weekly[day], ("weekly", day)) for day in DAYS]
        if not any(week):
            self._fail(
                ("weekly",),
                'no se abre ningún día. Ponga al menos un tramo, por ejemplo "09:00-18:00".',
                'no day is open. Put one span at least, for example "09:00-18:00".',
            )
        return self._with_holidays(Hours(zone, week), found.get("holidays") or [])

    def _with_holidays(self, hours: Hours, listed: Any) -> Hours:
        dated: dict[date, Special] = {}
        easters: dict[int, Special] = {}
        yearly: dict[tuple[int, int], Special] = {}
        if not isinstance(listed, list):
            self._fail(("holidays",), "tiene que ser una lista.", "it must be a list.")
        for index, each in enumerate(listed):
            place: Place = ("holidays", index)
            row = self._mapping(each, place, (*WAYS, "name", "hours"))
            special = Special(self._name(row.get("name"), place), self._short(row, place))
            ways = [one for one in WAYS if one in row]
            if len(ways) != 1:
                self._fail(
                    place,
                    "ponga una de estas claves y no más: date, every o easter.",
                    "put one of these keys and no more: date, every or easter.",
                )
            if ways == ["date"]:
                self._put(dated, self._date(row["date"], place), special, place)
            elif ways == ["every"]:
                self._put(yearly, self._month_day(row["every"], place), special, place)
            else:
                self._put(easters, self._days(row["easter"], place), special, place)
        return Hours(hours.zone, hours.weekly, dated, easters, yearly)

    def _put(self, found: dict[Any, Special], key: Any, special: Special, place: Place) -> None:
        if key in found:
            other = found[key].name
            self._fail(
                place,
                f"ese día ya está: {other['es']}. Deje uno.",
                f"that day is there already: {other['en']}. Keep one.",
            )
        found[key] = special

    def _zone(self, name: Any) -> ZoneInfo:
        try:
            return ZoneInfo(str(name))
        except (ValueError, OSError, KeyError):
            self._fail(
                ("time_zone",),
                f"no hay ninguna zona horaria {name!r}. Escriba una como Europe/Madrid.",
                f"there is no time zone {name!r}. Write one such as Europe/Madrid.",
            )

    def _short(self, row: dict[str, Any], place: Place) -> tuple[Span, ...]:
        return tuple(self._spans(row.get("hours", []), (*place, "hours")))

    def _spans(self, listed: Any, place: Place) -> list[Span]:
        if not isinstance(listed, list):
            self._fail(
                place,
                f'{listed!r} no es una lista de tramos. Escriba ["09:00-18:00"], o [] si se '
                "cierra.",
                f'{listed!r} is no list of spans. Write ["09:00-18:00"], or [] where it is closed.',
            )
        spans = [self._span(one, place) for one in listed]
        for (_, end), (begin, _) in pairwise(spans):
            if begin < end:
                self._fail(
                    place,
                    "los tramos se pisan o no van en orden.",
                    "the spans overlap or are not in order.",
                )
        return spans

    def _span(self, text: Any, place: Place) -> Span:
        found = SPAN.fullmatch(str(text).replace(" ", ""))
        numbers = [int(one) for one in found.groups()] if found else []
        begin, end = (
            (numbers[0] * 60 + numbers[1], numbers[2] * 60 + numbers[3]) if numbers else (0, 0)
        )
        if not begin < end <= 1440 or numbers[1] > 59 or numbers[3] > 59:
            self._fail(
                place,
                f'{text!r} no es un tramo. Escríbalo así: "09:00-18:00"; un día acaba a las 24:00.',
                f'{text!r} is no span. Write it so: "09:00-18:00"; a day ends at 24:00.',
            )
        return begin, end

    def _name(self, name: Any, place: Place) -> dict[str, str]:
        row = self._mapping(name, (*place, "name"), ("es", "en"))
        for language in ("es", "en"):
            if not str(row.get(language) or "").strip():
                self._fail(
                    place,
                    f"falta el nombre en {language!r}. Escríbalo en español (es) e inglés (en).",
                    f"the name in {language!r} is missing. Write it in Spanish (es) and English "
                    "(en).",
                )
        return {language: str(row[language]) for language in ("es", "en")}

    def _date(self, value: Any, place: Place) -> date:
        if type(value) is date:
            return value
        self._fail(
            place,
            f"{value!r} no es una fecha. Escríbala así: 2026-03-19.",
            f"{value!r} is no date. Write it so: 2026-03-19.",
        )

    def _month_day(self, value: Any, place: Place) -> tuple[int, int]:
        found = MONTH_DAY.fullmatch(str(value))
        try:
            month, day = (int(one) for one in found.groups()) if found else (0, 0)
            date(LEAP_YEAR, month, day)
        except ValueError:
            self._fail(
                place,
                f'{value!r} no es un día del año. Escríbalo así, entre comillas: "03-19".',
                f'{value!r} is no day of the year. Write it so, between quotes: "03-19".',
            )
        return month, day

    def _days(self, value: Any, place: Place) -> int:
        if type(value) is int and -100 <= value <= 100:
            return value
        self._fail(
            place,
            f"{value!r} no son días desde el Domingo de Pascua. Escriba un número, por ejemplo -2.",
            f"{value!r} are no days from Easter Sunday. Write a number, for example -2.",
        )

    def _mapping(self, value: Any, place: Place, known: tuple[str, ...]) -> dict[str, Any]:
        listed = ", ".join(known)
        if not isinstance(value, dict):
            self._fail(
                place,
                f"aquí hacen falta claves: {listed}.",
                f"keys are needed here: {listed}.",
            )
        for key in value:
            if key not in known:
                self._fail(
                    (*place, str(key)),
                    f"no se conoce {key!r}. Se conocen: {listed}.",
                    f"{key!r} is not known. Known: {listed}.",
                )
        return value

    def _fail(self, place: Place, es: str, en: str) -> NoReturn:
        raise BadHours(self._path, self._lines.of(place), es, en)
