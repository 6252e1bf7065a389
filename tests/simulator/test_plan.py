"""Who comes when: the same for the same seed, with the pattern of a support month."""

from collections import Counter
from datetime import date, datetime
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.handwriting import typed, without_accents
from simulator.library import Library, read
from simulator.plan import Visit, many, moment_on, returning, visits

FIRST = date(2026, 10, 1)


@pytest.fixture(scope="module")
def library() -> Library:
    """The library as it stands."""
    return read()


@pytest.fixture(scope="module")
def month(library: Library) -> list[Visit]:
    """A month of visits."""
    return visits(library, FIRST, 30, seed=3)


def test_the_same_seed_gives_the_same_visits(library: Library, month: list[Visit]) -> None:
    assert visits(library, FIRST, 30, seed=3) == month
    assert visits(library, FIRST, 30, seed=4) != month


def test_a_month_has_about_two_thousand_contacts_half_of_them_in_each_language(
    month: list[Visit],
) -> None:
    assert 1700 <= len(month) <= 2300
    spanish = sum(one.person.language == "es" for one in month)
    assert 0.45 <= spanish / len(month) <= 0.55


def test_people_come_by_day_and_on_working_days(month: list[Visit]) -> None:
    per_day = Counter(one.at.date() for one in month)
    monday, sunday = per_day[date(2026, 10, 5)], per_day[date(2026, 10, 4)]
    assert monday > 1.4 * sunday
    night = sum(one.at.hour in (0, 1, 2, 3) for one in month)
    assert night < 0.03 * len(month)


def test_visits_are_in_order_and_numbered_once(month: list[Visit]) -> None:
    assert [one.at for one in month] == sorted(one.at for one in month)
    assert len({one.number for one in month}) == len(month)


def test_stories_have_their_days(month: list[Visit]) -> None:
    days = {one.at.date() for one in month if one.matter.key == "launch-mistral"}
    assert min(days) >= date(2026, 10, 20)
    breakdown = {one.at.date() for one in month if one.matter.key == "carrier-strike"}
    assert min(breakdown) == date(2026, 10, 10)
    assert max(breakdown) <= date(2026, 10, 13)


def test_who_comes_back_has_the_same_matter_in_other_words(month: list[Visit]) -> None:
    at = datetime(2026, 10, 9, 10)
    later = returning(month[0], at, 5000, Random(1))
    assert (later.person, later.matter, later.at) == (month[0].person, month[0].matter, at)
    assert (later.again, later.number) == (month[0].number, 5000)
    assert returning(later, at, 5001, Random(2)).again == month[0].number


def test_hours_are_those_of_the_company() -> None:
    assert moment_on(date(2026, 7, 1), 9) == datetime(2026, 7, 1, 7)
    assert moment_on(date(2026, 12, 1), 9) == datetime(2026, 12, 1, 8)


@given(st.integers(0, 2**32), st.sampled_from(("calm", "hurried", "cross", "chatty")))
def test_handwriting_keeps_the_letters(seed: int, mood: str) -> None:
    text = "¿Cuánto tarda el envío a Ibiza?"
    said = without_accents(typed(text, "es", mood, Random(seed))).casefold()
    assert "cuanto tarda el envio a ibiza" in said


def test_accents_go_and_letters_stay() -> None:
    assert without_accents("¿Señor, pingüino, avión?") == "¿Señor, pinguino, avion?"


@given(st.floats(0, 40), st.integers(0, 2**32))
def test_counts_are_never_below_zero(mean: float, seed: int) -> None:
    assert many(mean, Random(seed)) >= 0


def test_counts_have_the_mean_that_was_asked_for() -> None:
    dice = Random(1)
    assert sum(many(3.0, dice) for _ in range(4000)) / 4000 == pytest.approx(3.0, abs=0.15)
