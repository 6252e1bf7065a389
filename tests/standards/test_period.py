"""Periods in the company's days, also where the clocks change, and the definitions' file."""

from datetime import date, datetime
from itertools import pairwise
from pathlib import Path

import pytest

from bot.standards import BadPeriod, NoStandard, Period, definitions, simple_from
from bot.standards.counting import COUNTS
from bot.standards.definitions import read_definitions


def test_days_are_those_of_the_company() -> None:
    period = Period.days(date(2026, 7, 1), date(2026, 7, 2))
    assert (period.start, period.end) == (datetime(2026, 6, 30, 22), datetime(2026, 7, 2, 22))
    assert (period.first_day, period.last_day) == (date(2026, 7, 1), date(2026, 7, 2))


def test_the_last_days_end_with_today() -> None:
    # A quarter past midnight in Madrid.
    period = Period.last(7, datetime(2026, 11, 22, 23, 15))
    assert (period.first_day, period.last_day) == (date(2026, 11, 17), date(2026, 11, 23))


def test_the_period_before_is_as_many_days_also_over_a_change_of_clocks() -> None:
    period = Period.days(date(2026, 10, 26), date(2026, 11, 1))
    assert period.before == Period.days(date(2026, 10, 19), date(2026, 10, 25))
    assert period.before.end == period.start


def test_a_part_of_a_day_has_as_long_a_part_before() -> None:
    period = Period(datetime(2026, 11, 2, 8), datetime(2026, 11, 2, 10))
    assert period.before == Period(datetime(2026, 11, 2, 6), datetime(2026, 11, 2, 8))


@pytest.mark.parametrize(
    ("step", "count", "second"),
    [("day", 12, date(2026, 10, 29)), ("week", 2, date(2026, 11, 2)),
     ("month", 2, date(2026, 11, 1))],
)  # fmt: skip
def test_steps_cover_it_without_gaps(step: str, count: int, second: date) -> None:
    period = Period.days(date(2026, 10, 28), date(2026, 11, 8))
    steps = list(period.steps(step))  # type: ignore[arg-type]
    assert len(steps) == count
    assert steps[1].first_day == second
    assert (steps[0].start, steps[-1].end) == (period.start, period.end)
    assert all(one.end == two.start for one, two in pairwise(steps))


def test_nothing_ends_before_it_begins() -> None:
    with pytest.raises(BadPeriod, match="no es un periodo"):
        Period.days(date(2026, 11, 2), date(2026, 11, 1))


def test_every_definition_is_whole() -> None:
    assert {one.counts for one in definitions().current} == set(COUNTS)
    for versions in definitions().all.values():
        assert [one.version for one in versions] == list(range(1, len(versions) + 1))
        assert [one.since for one in versions] == sorted(one.since for one in versions)
        for one in versions:
            for words in (one.name, one.text, one.formula):
                assert set(words) == {"es", "en"}
                assert words["es"].strip() != words["en"].strip()
            assert one.better in ("higher", "lower", "none")
            assert (one.target is None) or one.better != "none"


def test_the_least_may_be_a_standards_own(tmp_path: Path) -> None:
    text = Path("bot/standards/definitions.yml").read_text()
    own = tmp_path / "definitions.yml"
    own.write_text(text.replace("    unit: points\n", "    unit: points\n    least: 100\n"))
    known = read_definitions(own)
    assert known.get("nps").least == 100
    assert known.get("csat").least == 30


def test_an_unknown_name_or_version_is_told_what_there_is() -> None:
    with pytest.raises(NoStandard, match="simple_share"):
        definitions().get("simple")
    with pytest.raises(NoStandard, match=r"simple_share\.2"):
        definitions().get("simple_share", 9)


def test_simple_is_one_number() -> None:
    assert simple_from() == 5
