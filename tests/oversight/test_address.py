"""What an address asks for."""

from datetime import date, datetime
from urllib.parse import parse_qs, urlsplit

import pytest

from bot.console.standards_page.address import View, view_of
from bot.standards import BadPeriod, Where
from tests.oversight.conftest import NOW

MIDNIGHT_IN_MADRID = datetime(2026, 11, 23, 23, 30)


def days(view: View) -> tuple[date, date]:
    """The first and the last day."""
    return view.period.first_day, view.period.last_day


def test_nothing_asks_for_thirty_days() -> None:
    view = view_of({}, NOW)
    assert days(view) == (date(2026, 10, 26), date(2026, 11, 24))
    assert (view.where, view.business, view.by, view.step) == (Where(), False, "product", "day")


def test_today_is_the_companys_day_and_its_trend_a_fortnight() -> None:
    view = view_of({"days": "1"}, MIDNIGHT_IN_MADRID)
    assert days(view) == (date(2026, 11, 24), date(2026, 11, 24))
    assert view.drawn.first_day == date(2026, 11, 11)


def test_days_and_filters_are_read_and_kept_in_links() -> None:
    asked = {
        "from": "2026-01-01", "until": "2026-11-01", "language": "en", "product": "levante",
        "business": "1", "by": "topic", "standard": "csat", "topic": " ",
    }  # fmt: skip
    view = view_of(asked, NOW)
    assert days(view) == (date(2026, 1, 1), date(2026, 11, 1))
    assert view.where == Where(language="en", product="levante")
    assert (view.business, view.days, view.step, view.by) == (True, 0, "month", "topic")
    found = parse_qs(urlsplit(view.link(standard="nps", language=None)).query)
    assert found == {
        "from": ["2026-01-01"], "until": ["2026-11-01"], "product": ["levante"],
        "business": ["1"], "by": ["topic"], "standard": ["nps"],
    }  # fmt: skip
    csv = parse_qs(urlsplit(view.csv("nps", "promoter")).query)
    assert "by" not in csv
    assert csv["counted_as"] == ["promoter"]


def test_a_preset_takes_the_days_out() -> None:
    view = view_of({"from": "2026-01-01", "until": "2026-02-01"}, NOW)
    assert view.link(days=7, from_=None, until=None) == "/console/standards?days=7"


@pytest.mark.parametrize(
    "asked",
    [
        {"from": "2026-11-02", "until": "2026-11-01"},
        {"from": "yesterday"},
        {"until": "2026-02-31"},
        {"from": "1980-01-01", "until": "2026-11-01"},
    ],
)
def test_periods_that_cannot_be_are_refused(asked: dict[str, str]) -> None:
    with pytest.raises(BadPeriod):
        view_of(asked, NOW)


@pytest.mark.parametrize("text", ["0", "-3", "1e9", "99999999999", "x", "²"])
def test_odd_numbers_of_days_ask_for_something_sensible(text: str) -> None:
    view = view_of({"days": text}, NOW)
    assert 1 <= (view.period.last_day - view.period.first_day).days + 1 <= 30
