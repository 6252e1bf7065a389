"""What people say of the time they want, against the free times of a fortnight."""

from datetime import date, datetime

import pytest

from bot import appointments, wishes
from bot.backoffice.slots import slots

# A Monday; the first free day is Tuesday 24 November 2026.
MONDAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 9)
DOOR, SHOP = list(slots("pick_up", NOW)), list(slots("drop_off", NOW))


def wish(text: str, way: str = "pick_up") -> wishes.Wish:
    return wishes.read(text, appointments.known(DOOR if way == "pick_up" else SHOP), MONDAY)


def left(text: str, way: str = "pick_up") -> list[str]:
    free = DOOR if way == "pick_up" else SHOP
    return [one.id.partition("/")[2] for one in appointments.fitting(free, wish(text, way))]


@pytest.mark.parametrize(
    ("text", "slot"),
    [
        ("el martes por la mañana", "2026-11-24/09"),
        ("Tuesday morning, please", "2026-11-24/09"),
        ("mañana por la tarde", "2026-11-24/15"),
        ("tomorrow afternoon", "2026-11-24/15"),
        ("pasado mañana a primera hora", "2026-11-25/09"),
        ("el jueves mañana", "2026-11-26/09"),
        ("friday at 4pm", "2026-11-27/15"),
        ("el viernes a las cinco", "2026-11-27/15"),
        ("el 1/12 a las 10", "2026-12-01/09"),
        ("the 26th in the evening", "2026-11-26/15"),
    ],
)
def test_one_time_is_meant(text: str, slot: str) -> None:
    assert left(text) == [f"address/{slot}"]


@pytest.mark.parametrize(
    ("text", "slots"),
    [
        ("en Girona el martes a las 17", ["girona/2026-11-24/17"]),
        ("tomorrow at 11 in barcelona", ["barcelona/2026-11-24/11"]),
        ("valencia, wednesday first thing", [f"valencia/2026-11-25/{at}" for at in (10, 11, 12)]),
    ],
)
def test_shops_and_hours(text: str, slots: list[str]) -> None:
    assert left(text, "drop_off") == slots


@pytest.mark.parametrize(
    ("text", "first", "count"),
    [
        ("a partir del jueves", "2026-11-26/09", 16),
        ("from wednesday on", "2026-11-25/09", 18),
        ("la semana que viene", "2026-11-30/09", 12 - 2 + 2),
        ("el martes no puedo", "2026-11-25/09", 16),
        ("any day but Tuesday", "2026-11-25/09", 16),
        ("el miércoles o el jueves por la tarde", "2026-11-25/15", 2),
    ],
)
def test_several_times_are_left(text: str, first: str, count: int) -> None:
    assert left(text)[0] == f"address/{first}"
    assert len(left(text)) == count


@pytest.mark.parametrize(
    ("text", "ordinal"),
    [("la primera", 1), ("the second one", 2), ("la 3ª", 3), ("la última", -1), ("hola", None)],
)
def test_places_in_the_list(text: str, ordinal: int | None) -> None:
    assert wish(text).ordinal == ordinal


@pytest.mark.parametrize("text", ["¿otro día?", "any other day?", "más adelante", "another day"])
def test_other_days_are_asked_for(text: str) -> None:
    assert wish(text).other
    assert wish(text).other_day


@pytest.mark.parametrize("text", ["cualquiera", "me da igual", "as soon as possible", "whenever"])
def test_whatever_comes_first(text: str) -> None:
    assert wish(text).any


@pytest.mark.parametrize("text", ["", "hola", "sí", "REP-30011", "quiero hablar con alguien", "ok"])
def test_nothing_is_said_of_a_time(text: str) -> None:
    assert not wish(text)


def test_where_nothing_fits_the_nearest_is_offered() -> None:
    sunday = wish("on sunday morning")
    assert appointments.fitting(DOOR, sunday) == []
    near = appointments.nearest(DOOR, sunday)
    assert {one.id.rpartition("/")[2] for one in near} == {"09"}


def test_a_choice_shows_mornings_and_afternoons_of_several_days() -> None:
    shown = appointments.spread(SHOP, 6)
    assert len({appointments.day_of(one) for one in shown}) == 3
    assert {appointments.begins(one) for one in shown} == {10, 16}


@pytest.mark.parametrize(
    ("language", "short", "long"),
    [
        ("es", "martes 24, 9:00-13:00", "el martes 24 de noviembre de 2026, 9:00-13:00"),
        ("en", "Tuesday 24, 9:00-13:00", "Tuesday 24 November 2026, 9:00-13:00"),
    ],
)
def test_times_are_told(language: str, short: str, long: str) -> None:
    assert appointments.title(DOOR[0], language) == short
    assert appointments.in_full(DOOR[0], language) == long
