"""The figures equal a second, naive implementation, for random logs of events."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.standards import Period, Where, definitions
from bot.standards.events import Log
from tests.standards.conftest import data_of, figure_of
from tests.standards.naive import Naive
from tests.standards.scripts import logs
from tests.standards.talk import MONDAY

periods = st.tuples(st.integers(0, 10), st.integers(1, 25)).map(
    lambda days: Period(
        MONDAY + timedelta(days=days[0] - 2), MONDAY + timedelta(days=sum(days) - 2)
    )
)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    made=logs,
    period=periods,
    language=st.sampled_from([None, None, "es"]),
    business=st.booleans(),
    none=st.sampled_from([(), (), (2,)]),
    later=st.integers(0, 20),
)
def test_every_figure_equals_the_naive_one(
    made: list[Log],
    period: Period,
    language: str | None,
    business: bool,
    none: tuple[int, ...],
    later: int,
) -> None:
    last = max([period.end, *(one.at for log in made for one in (*log.said, *log.moved))])
    now = last + timedelta(days=later)
    data = data_of(made, now, none)
    naive = Naive(made, period.start, period.end, now, language, business, none)
    expected = naive.all()
    assert set(expected) == {one.id for one in definitions().current}
    expected["simple_share.1"] = naive.simple_share_1()
    for key, (value, n) in expected.items():
        name, _, version = key.partition(".")
        found = figure_of(
            data, name, period, Where(language=language), business=business,
            version=int(version) if version else None,
        )  # fmt: skip
        assert found.n == n, key
        assert found.value == (None if value is None else pytest.approx(value, rel=1e-5)), key
