"""What a figure says of its values: how many, how sure, how they lie, and what they were."""

import numpy as np
import pytest

from bot.standards import Definition, Figure, definitions
from bot.standards.columns import EMPTY
from bot.standards.data import Sample
from bot.standards.figure import around_median, figure, wilson


def sample_of(*values: float, labels: list[int] | None = None) -> Sample:
    """Values, each counted as "no", "yes" or "silent"."""
    named = labels or [int(one > 0) for one in values]
    rows = np.arange(len(values))
    names = ("no", "yes", "silent")
    return Sample(EMPTY, rows, np.array(values, float), np.array(named, int), names)


def made(name: str, *values: float) -> Figure:
    return figure(definitions().get(name), sample_of(*values))


def test_a_share_has_its_interval_and_what_was_left_out() -> None:
    labels = [1] * 8 + [0] * 2 + [2]
    values = [1.0] * 8 + [0.0] * 2 + [np.nan]
    found = figure(definitions().get("csat"), sample_of(*values, labels=labels))
    assert (found.value, found.n, found.left_out) == (0.8, 10, 1)
    # Wilson's interval of 8 in 10.
    assert (found.low, found.high) == (
        pytest.approx(0.490, abs=5e-4),
        pytest.approx(0.943, abs=5e-4),
    )
    parts = [(one.name, one.value, one.n) for one in found.parts]
    assert parts == [("yes", 0.8, 8), ("no", 0.2, 2), ("silent", None, 1)]


def test_few_are_said_to_be_few() -> None:
    assert made("csat", *[1.0] * 29).few
    assert not made("csat", *[1.0] * 30).few


def test_nothing_has_no_value() -> None:
    found = made("csat")
    assert (found.value, found.n, found.low, found.met, found.parts) == (None, 0, None, None, ())
    assert made("handover_reasons").value == 0


def test_times_have_percentiles_and_a_mean() -> None:
    found = made("first_response", *range(1, 101))
    assert (found.value, found.mean, found.p50) == (50.5, 50.5, 50.5)
    assert found.p90 == pytest.approx(90.1)
    assert found.p95 == pytest.approx(95.05)


def test_the_interval_of_a_median_is_of_its_values() -> None:
    # n = 100: ranks 40 and 60 from nought.
    assert around_median(np.arange(100.0)) == (40, 60)
    assert around_median(np.array([1.0, 3.0])) == (1, 3)


def test_a_share_of_all_or_none_stays_within_bounds() -> None:
    assert wilson(1.0, 5)[1] == 1
    assert wilson(0.0, 5)[0] == 0


@pytest.mark.parametrize(
    ("name", "value", "met"),
    [("csat", 0.9, True), ("csat", 0.7, False), ("first_response", 9, True),
     ("first_response", 11, False), ("simple_share", 0.5, None)],
)  # fmt: skip
def test_a_target_is_met_or_not(name: str, value: float, met: bool | None) -> None:
    definition: Definition = definitions().get(name)
    assert Figure(definition, value, 50, 0).met is met


def test_the_change_is_against_the_period_before() -> None:
    before = made("csat", 1.0, 0.0)
    now = Figure(before.definition, 0.8, 10, 0, previous=before)
    assert now.change == pytest.approx(0.3)
    assert before.change is None


def test_rows_of_one_key_count_once_as_the_first() -> None:
    keys = np.array([7, 7, 9])
    found = Sample(EMPTY, np.array([2, 5, 6]), np.array([1.0, 0.0, 0.0]), np.array([1, 0, 0]),
                   ("no", "yes"), keys)  # fmt: skip
    once = found.once()
    assert (once.rows.tolist(), once.values.tolist()) == ([2, 6], [1.0, 0.0])
