"""Did it help: intervals that are known, and how often they have the truth in them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.demand.effects import FEWEST, Count, Four, effect_of, verdict_of, wilson

MANY = 10**13


@pytest.mark.parametrize(
    ("hits", "asked", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611),
     (1, 29, 0.0061, 0.1718)],
)  # fmt: skip
def test_wilsons_interval_is_that_of_the_tables(
    hits: int, asked: int, low: float, high: float
) -> None:
    """R. G. Newcombe, Statistics in Medicine 17 (1998), 857-872, table I, method 3."""
    assert wilson(Count(hits, asked)) == pytest.approx((low, high), abs=5e-5)


@pytest.mark.parametrize(
    ("one", "other", "low", "high"),
    [
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((6, 7), (2, 7), 0.0582, 0.8062),
        ((5, 56), (0, 29), -0.0381, 0.1926),
    ],
)
def test_with_others_that_never_change_it_is_the_difference_of_two(
    one: tuple[int, int], other: tuple[int, int], low: float, high: float
) -> None:
    """Newcombe, Statistics in Medicine 17 (1998), 873-890, table II, method 10."""
    still = Count(MANY // 2, MANY)
    effect = effect_of(Four(Count(*other), Count(*one), still, still))
    assert (effect.low, effect.high) == pytest.approx((low, high), abs=1e-4)
    assert effect.change == pytest.approx(one[0] / one[1] - other[0] / other[1])


def test_a_worked_example() -> None:
    """From 40 of 100 to 20 of 100, while the others went from 30 % to 28 %."""
    four = Four(Count(40, 100), Count(20, 100), Count(300, 1000), Count(280, 1000))
    effect = effect_of(four)
    assert effect.change == pytest.approx(-0.18)
    assert effect.high < 0
    assert verdict_of(four, 28) == "helped"


COUNTS = st.integers(0, 60).flatmap(
    lambda asked: st.builds(Count, st.integers(0, asked), st.just(asked))
)
FOURS = st.builds(Four, COUNTS, COUNTS, COUNTS, COUNTS)


@given(FOURS)
def test_the_change_is_in_its_interval(four: Four) -> None:
    effect = effect_of(four)
    assert -2 <= effect.low <= effect.change + 1e-9
    assert effect.change - 1e-9 <= effect.high <= 2


@given(FOURS)
def test_the_other_way_round_it_is_turned_over(four: Four) -> None:
    there = effect_of(four)
    back = effect_of(Four(four.after, four.before, four.others_after, four.others_before))
    assert (back.low, back.high) == pytest.approx((-there.high, -there.low), abs=1e-9)


@pytest.mark.parametrize(
    ("rates", "sizes"),
    [
        ((0.30, 0.30, 0.25, 0.25), (40, 40, 2000, 2000)),
        ((0.35, 0.15, 0.25, 0.22), (60, 50, 3000, 2800)),
        ((0.08, 0.03, 0.10, 0.10), (80, 80, 1500, 1500)),
        ((0.95, 0.90, 0.50, 0.55), (30, 25, 400, 400)),
        ((0.20, 0.10, 0.20, 0.20), (25, 25, 30, 30)),
    ],
)
def test_the_interval_has_the_truth_in_it_95_times_of_100(
    rates: tuple[float, ...], sizes: tuple[int, ...]
) -> None:
    rng, trials = np.random.default_rng(7), 3000
    hits = [rng.binomial(n, p, trials) for n, p in zip(sizes, rates, strict=True)]
    truth = (rates[1] - rates[0]) - (rates[3] - rates[2])
    inside = 0
    for drawn in zip(*hits, strict=True):
        counts = [Count(int(hit), n) for hit, n in zip(drawn, sizes, strict=True)]
        effect = effect_of(Four(*counts))
        inside += effect.low <= truth <= effect.high
    assert 0.935 <= inside / trials <= 0.975


@pytest.mark.parametrize(
    ("before", "after", "days", "verdict"),
    [
        ((60, 100), (20, 100), 28, "helped"),
        ((20, 100), (60, 100), 28, "worse"),
        ((30, 100), (28, 100), 28, "no_change"),
        ((60, 100), (20, 100), 6, "too_early"),
        ((12, FEWEST - 1), (0, 100), 28, "too_early"),
        ((60, 100), (0, FEWEST - 1), 28, "too_early"),
    ],
)
def test_verdicts(before: tuple[int, int], after: tuple[int, int], days: int, verdict: str) -> None:
    others = Count(300, 1000)
    assert verdict_of(Four(Count(*before), Count(*after), others, others), days) == verdict
