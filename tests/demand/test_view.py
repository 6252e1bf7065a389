"""What an address asks for."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.demand.view import LANGUAGES, MARKS, PERIODS, SORTS, View, address, view_of
from tests.demand.conftest import TODAY

WORDS = st.text(st.characters(categories=("L", "Nd")), max_size=12)
VIEWS = st.builds(
    View,
    until=st.integers(0, 400).map(lambda days: TODAY - timedelta(days)),
    days=st.sampled_from(PERIODS),
    product=WORDS,
    language=st.sampled_from(["", *LANGUAGES]),
    channel=st.sampled_from(["", "web", "mail"]),
    topic=WORDS,
    mark=st.sampled_from(["", *MARKS]),
    search=WORDS,
    simple=st.booleans(),
    sort=st.sampled_from(SORTS),
    page=st.integers(1, 99_999),
)


@given(VIEWS)
def test_a_view_can_be_kept_and_sent(view: View) -> None:
    assert view_of(address(view, TODAY), TODAY) == view


@given(st.dictionaries(st.sampled_from([*View.__dataclass_fields__]), st.text(max_size=30)))
def test_no_address_is_too_wrong(asked: dict[str, str]) -> None:
    view = view_of(asked, TODAY)
    assert view.until <= TODAY
    assert view.days in PERIODS
    assert view.page >= 1


@pytest.mark.parametrize("day", ["0001-01-01", "1999-12-31", "9999-12-31"])
def test_any_day_of_the_calendar_may_be_asked_for(day: str) -> None:
    view = view_of({"until": day, "days": "91"}, TODAY)
    assert view.earlier.since < view.since < view.until <= TODAY


def test_the_usual_view_needs_no_query() -> None:
    assert address(view_of({}, TODAY), TODAY) == {}
    assert address(view_of({"days": "7", "page": "3"}, TODAY), TODAY, page="") == {"days": "7"}


def test_periods_follow_each_other() -> None:
    view = View(TODAY, days=7)
    assert view.since == TODAY - timedelta(6)
    assert view.earlier.until == view.since - timedelta(1)
    assert view.earlier.days == 7
    assert view.whole(90).days == 90
    assert View(TODAY, days=91).whole(90).days == 91
