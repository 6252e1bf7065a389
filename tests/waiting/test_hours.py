"""The company's calendar: openings, holidays, daylight saving, and time counted in open hours."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from dateutil import easter as another
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.hours import Hours, Special
from bot.hours.easter import easter
from bot.waiting.words import when

MADRID = ZoneInfo("Europe/Madrid")
NINE_TO_SIX = ((540, 1080),)
WEEK = [NINE_TO_SIX] * 5 + [(), ()]
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1))


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text)


@pytest.mark.parametrize("year", range(1900, 2200))
def test_easter_is_where_another_implementation_has_it(year: int) -> None:
    assert easter(year) == another.easter(year)


@pytest.mark.parametrize(
    ("moment", "opened"),
    [
        ("2026-11-24 07:59:59", False),
        ("2026-11-24 08:00", True),
        ("2026-11-24 16:59:59", True),
        ("2026-11-24 17:00", False),
        ("2026-11-28 10:00", False),  # Saturday
        ("2026-07-01 07:00", True),  # summer: two hours before UTC
        ("2026-07-01 16:00", False),
        ("2026-12-25 10:00", False),
        ("2026-12-24 12:59", True),  # until two
        ("2026-12-24 13:00", False),
        ("2027-03-26 10:00", False),  # Good Friday
        ("2027-03-29 10:00", False),  # Easter Monday
        ("2027-04-05 10:00", False),  # Saint Vincent Ferrer
        ("2027-03-30 10:00", True),
    ],
)
def test_the_sample_company_opens_as_it_says(hours: Hours, moment: str, opened: bool) -> None:
    assert hours.open_at(utc(moment)) is opened


def test_the_next_opening_is_after_the_night_the_weekend_and_the_holiday(hours: Hours) -> None:
    assert hours.next_opening(utc("2026-11-24 18:00")) == utc("2026-11-25 08:00")
    assert hours.next_opening(utc("2026-11-27 17:00")) == utc("2026-11-30 08:00")
    assert hours.next_opening(utc("2026-12-07 20:00")) == utc("2026-12-09 08:00")
    assert hours.next_opening(utc("2026-11-24 09:00")) == utc("2026-11-24 09:00")


def test_a_day_of_its_own_date_goes_before_the_same_day_of_every_year() -> None:
    at = {"es": "Hoy sí", "en": "Open today"}
    closed = {(12, 25): Special({"es": "Navidad", "en": "Christmas"})}
    hours = Hours(MADRID, WEEK, {date(2026, 12, 25): Special(at, ((600, 660),))}, {}, closed)
    assert hours.open_at(utc("2026-12-25 09:30"))
    assert not hours.open_at(utc("2025-12-25 09:30"))


def test_closing_is_the_end_of_the_span_and_nothing_while_closed(hours: Hours) -> None:
    assert hours.closes_at(utc("2026-11-24 09:00")) == utc("2026-11-24 17:00")
    assert hours.closes_at(utc("2026-12-24 09:00")) == utc("2026-12-24 13:00")
    assert hours.closes_at(utc("2026-11-24 17:00")) is None
    assert hours.closes_at(utc("2026-11-24 06:00")) is None


def test_a_night_shift_closes_in_the_morning() -> None:
    night = [((0, 360), (1320, 1440))] * 7
    hours = Hours(MADRID, night)
    assert hours.closes_at(utc("2026-11-24 22:00")) == utc("2026-11-25 05:00")


def test_whoever_is_always_open_never_closes() -> None:
    hours = Hours.always()
    assert hours.open_at(utc("2026-03-29 01:30"))
    assert hours.closes_at(utc("2026-11-24 22:00")) is None
    since, until = utc("2026-03-01 00:00"), utc("2026-04-01 00:00")
    assert hours.open_seconds(since, until) == (until - since).total_seconds()


def test_open_seconds_leave_nights_and_holidays_out(hours: Hours) -> None:
    assert hours.open_seconds(utc("2026-11-24 16:50"), utc("2026-11-25 08:10")) == 20 * 60
    assert hours.open_seconds(utc("2026-11-27 16:00"), utc("2026-11-30 09:00")) == 2 * 3600
    assert hours.open_seconds(utc("2026-12-05 00:00"), utc("2026-12-07 00:00")) == 0
    assert hours.open_seconds(utc("2026-11-25 09:00"), utc("2026-11-24 09:00")) == 0


def test_a_working_day_is_nine_hours_also_when_the_clocks_change(hours: Hours) -> None:
    for monday in ("2026-03-30", "2026-10-26"):
        day = utc(f"{monday} 00:00")
        assert hours.open_seconds(day, day + timedelta(days=1)) == 9 * 3600


def test_one_working_day_later_is_the_next_working_day_at_the_same_time(hours: Hours) -> None:
    assert hours.later(utc("2026-11-24 09:00"), 9 * 3600) == utc("2026-11-25 09:00")
    assert hours.later(utc("2026-11-27 09:00"), 9 * 3600) == utc("2026-11-30 09:00")
    assert hours.later(utc("2026-11-28 12:00"), 9 * 3600) == utc("2026-11-30 17:00")


@settings(deadline=None, max_examples=50)
@given(MOMENTS, st.integers(0, 40 * 3600))
def test_later_is_the_inverse_of_open_seconds(moment: datetime, seconds: int) -> None:
    hours = Hours(MADRID, WEEK)
    later = hours.later(moment, seconds)
    assert hours.open_seconds(moment, later) == pytest.approx(seconds, abs=1e-3)


@settings(deadline=None, max_examples=50)
@given(MOMENTS, MOMENTS, MOMENTS)
def test_open_seconds_add_up(one: datetime, two: datetime, three: datetime) -> None:
    hours = Hours(MADRID, WEEK)
    one, two, three = sorted((one, two, three))
    parts = hours.open_seconds(one, two) + hours.open_seconds(two, three)
    assert parts == pytest.approx(hours.open_seconds(one, three))


@settings(deadline=None, max_examples=50)
@given(MOMENTS)
def test_the_next_opening_is_open_and_nothing_before_it_is(moment: datetime) -> None:
    hours = Hours(MADRID, WEEK)
    opening = hours.next_opening(moment)
    assert opening is not None
    assert hours.open_at(opening)
    assert hours.open_seconds(moment, opening) == 0


def test_one_o_clock_is_singular_in_spanish() -> None:
    hours, at = Hours(MADRID, WEEK), datetime(2026, 11, 23, 0, 20)
    assert when(at, at, hours, "es") == "hoy a la 1:20"
    assert when(at, at, hours, "en") == "today at 1:20"
    assert when(at + timedelta(hours=2), at, hours, "es") == "hoy a las 3:20"
