"""Figures in words, in both languages."""

from dataclasses import replace
from datetime import date

import pytest

from bot.quantities import at_axis, change_of, days_words, target_words, worded
from bot.standards import Figure, Period, definitions


def figure(name: str, value: float | None, was: float | None = None, **more: float) -> Figure:
    """A figure with one before it."""
    made = Figure(definitions().get(name), value, 100, 0, **more)
    old = Figure(definitions().get(name), was, 100, 0)
    return replace(made, previous=old)


@pytest.mark.parametrize(
    ("value", "unit", "es", "en"),
    [
        (None, "s", "–", "–"),
        (1.44, "s", "1,4 s", "1.4 s"),
        (9.97, "s", "10 s", "10 s"),
        (59.6, "s", "1 min", "1 min"),
        (200, "s", "3 min 20 s", "3 min 20 s"),
        (3599.7, "s", "1 h", "1 h"),
        (7199, "s", "2 h", "2 h"),
        (7500, "s", "2 h 5 min", "2 h 5 min"),
        (86_399, "s", "24 h", "24 h"),
        (1_000_000, "s", "11 d 14 h", "11 d 14 h"),
        (0.7241, "share", "72,4 %", "72.4%"),
        (32.4, "points", "+32", "+32"),
        (-8.0, "points", "−8", "−8"),
        (4.256, "score", "4,26 de 5", "4.26 of 5"),
        (1234.0, "count", "1.234", "1,234"),
    ],
)
def test_values_are_worded(value: float | None, unit: str, es: str, en: str) -> None:
    said = [worded(value, unit, language).replace("\u00a0", " ") for language in ("es", "en")]
    assert said == [es, en]


def test_what_somebody_set_has_no_empty_decimals() -> None:
    assert worded(0.8, "share", "en", tidy=True) == "80%"
    assert worded(0.805, "share", "en", tidy=True) == "80.5%"
    assert worded(4, "score", "en", tidy=True) == "4 of 5"
    assert at_axis(3.0, "score", "es") == "3"
    assert target_words(figure("csat", 0.5), "es").replace("\u00a0", " ") == "80 % o más"
    assert (
        target_words(figure("first_response", 0.5), "en").replace("\u00a0", " ") == "10 s or less"
    )
    assert target_words(figure("simple_share", 0.5), "en") == ""


@pytest.mark.parametrize(
    ("name", "value", "was", "way", "verdict"),
    [
        ("csat", 0.9, 0.8, "more", "better"),
        ("csat", 0.7, 0.8, "less", "worse"),
        ("first_response", 3.0, 5.0, "less", "better"),
        ("unanswered_rate", 0.3, 0.2, "more", "worse"),
        ("simple_share", 0.7, 0.6, "more", "neutral"),
        ("csat", 0.8001, 0.8, "same", "neutral"),
    ],
)
def test_a_change_is_for_the_better_or_the_worse(
    name: str, value: float, was: float, way: str, verdict: str
) -> None:
    change = change_of(figure(name, value, was), "en")
    assert change
    assert (change.way, change.verdict) == (way, verdict)


def test_a_change_within_the_interval_may_be_by_chance() -> None:
    change = change_of(figure("csat", 0.82, 0.8, low=0.75, high=0.88), "es")
    assert change
    assert change.verdict == "unclear"
    assert change.words.replace("\u00a0", " ") == (
        "2,0 puntos más que en el periodo anterior (80,0 %): la diferencia puede ser casual"
    )


def test_there_is_no_change_from_nothing() -> None:
    assert change_of(figure("csat", 0.8, None), "en") is None
    assert change_of(figure("csat", None, 0.8), "en") is None
    assert change_of(Figure(definitions().get("csat"), 0.8, 9, 0), "en") is None


@pytest.mark.parametrize(
    ("first", "last", "es", "en"),
    [
        ((2026, 11, 17), (2026, 11, 23), "17–23 de noviembre de 2026", "17–23 November 2026"),
        ((2026, 10, 26), (2026, 11, 1), "26 de octubre – 1 de noviembre de 2026",
         "26 October – 1 November 2026"),
        ((2025, 12, 29), (2026, 1, 4), "29 de diciembre de 2025 – 4 de enero de 2026",
         "29 December 2025 – 4 January 2026"),
        ((2026, 11, 23), (2026, 11, 23), "23 de noviembre de 2026", "23 November 2026"),
    ],
)  # fmt: skip
def test_days_are_named_once(
    first: tuple[int, int, int], last: tuple[int, int, int], es: str, en: str
) -> None:
    period = Period.days(date(*first), date(*last))
    assert [days_words(period, one) for one in ("es", "en")] == [es, en]
