"""What pydantic finds wrong with a file, as problems in our words.

Depends on problems, records, figures and places.
"""

from collections.abc import Iterator
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from bot.policies.cases import DIMENSIONS
from bot.policies.figures import FIGURES
from bot.policies.places import Lines, Place
from bot.policies.problems import Problem
from bot.policies.records import KNOWN_KEYS

LANGUAGES = ("es", "en")
REASONS_WHY: dict[str, dict[str, str]] = {
    "whole_number": {
        "es": "hace falta un número entero, como 30",
        "en": "a whole number is needed, such as 30",
    },
    "euros": {
        "es": "hace falta un importe en euros, como 6.90",
        "en": "an amount in euros is needed, such as 6.90",
    },
    "greater_than_equal": {"es": "no puede ser negativo", "en": "it cannot be negative"},
    "less_than_equal": {"es": "es demasiado", "en": "it is too much"},
    "less_than": {"es": "es demasiado", "en": "it is too much"},
    "decimal_max_places": {
        "es": "los euros tienen como mucho dos decimales",
        "en": "euros have at most two decimals",
    },
    "string_pattern_mismatch": {
        "es": "los apartados se numeran como «2.1» y las secciones como «2»",
        "en": "clauses are numbered like “2.1” and sections like “2”",
    },
    "string_too_short": {"es": "está vacío", "en": "it is empty"},
    "too_short": {"es": "está vacío", "en": "it is empty"},
    "bool_type": {"es": "escriba true o false", "en": "write true or false"},
    "bool_parsing": {"es": "escriba true o false", "en": "write true or false"},
    "tuple_type": {
        "es": "hace falta una lista, como [faulty, damaged]",
        "en": "a list is needed, such as [faulty, damaged]",
    },
}
A_DATE = {
    "es": "hace falta un día, como 2026-01-01",
    "en": "a day is needed, such as 2026-01-01",
}
ANOTHER_FORM = {
    "es": "no tiene la forma que hace falta aquí; mire docs/politicas.md",
    "en": "it does not have the form that is needed here; see docs/policies.md",
}
INNER = ("tagged", "[key]", "is")


def refusals(error: ValidationError, lines: Lines, around: Place = ()) -> Iterator[Problem]:
    """Each error as a problem; `around` is the place in the file of what was validated."""
    for one in error.errors(include_url=False):
        yield refusal(one, lines, around)


def refusal(one: ErrorDetails, lines: Lines, around: Place) -> Problem:
    """One error."""
    place = (*around, *(part for part in one["loc"] if part != "[key]"))
    kind, values = said(one, place)
    return Problem(lines.path, lines.of(place), named(place), kind, values)


def said(one: ErrorDetails, place: Place) -> tuple[str, dict[str, Any]]:
    """The kind of the problem and what fills its sentence."""
    key, kind, value = place[-1] if place else "", one["type"], one["input"]
    if kind == "missing":
        return ("missing_language" if key in LANGUAGES else "missing"), {"key": key}
    if kind == "extra_forbidden":
        return "unknown_key", {"key": key, "known": ", ".join(known_at(place))}
    if kind in ("no_last_case", "hidden_case"):
        return kind, dict(one.get("ctx", {}))
    if kind == "string_type":
        return ("missing", {"key": key}) if value is None else ("quotes", {"value": value})
    if kind == "literal_error":
        wanted = str(one.get("ctx", {}).get("expected", "")).replace(" or ", ", ")
        why = {"es": f"se conocen {wanted}", "en": f"known are {wanted}"}
        return "bad_value", {"value": value, "why": why}
    why = A_DATE if kind.startswith("date") else REASONS_WHY.get(kind, ANOTHER_FORM)
    return "bad_value", {"value": short(value), "why": why}


def known_at(place: Place) -> tuple[str, ...]:
    """The keys that may stand beside the last one of `place`."""
    if "figures" in place:
        after = len(place) - place.index("figures") - 1
        return ("is", *DIMENSIONS) if after > 1 else ()
    if place[:1] == ("versions",):
        deep = {3: "version", 5: "clause"}.get(len(place), "words")
        return KNOWN_KEYS["words" if deep == "clause" and place[2] == "sections" else deep]
    return KNOWN_KEYS["file" if len(place) == 1 else "words"]


def figure_refusal(one: ErrorDetails, lines: Lines, around: Place, policy: str) -> Problem:
    """An error in a version's figures: `around` is the place of the figure's own value."""
    names = tuple(FIGURES[policy].model_fields)
    if one["type"] == "extra_forbidden" and len(one["loc"]) == 1:
        values = {"key": one["loc"][0], "known": ", ".join(names)}
        return Problem(lines.path, lines.of(around), named(around), "unknown_key", values)
    place = (*around, *one["loc"][1:])
    kind, values = said(one, place)
    return Problem(lines.path, lines.of(place), named(place), kind, values)


def named(place: Place) -> str:
    """What part of the file it is: "2.1" of a clause, "2.1 pick_up_eur" of its figure."""
    parts = [str(part) for part in place if not isinstance(part, int)]
    inside = [part for part in parts if part not in ("versions", "clauses", "sections", "figures")]
    return " ".join(part for part in inside if part not in INNER)


def short(value: Any) -> Any:
    """What was written, cut where it is long."""
    return value if isinstance(value, int | float) else str(value)[:60]
