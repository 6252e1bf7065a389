"""Abstention: measures against plain definitions, and what the calibration promises."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.evaluate.abstention import (
    NEVER,
    Judged,
    at_threshold,
    auroc,
    conformal_threshold,
    coverage_at,
    curve,
)

judgements = st.lists(
    st.builds(Judged, st.sampled_from([0.0, 0.2, 0.4, 0.6, 0.8, 1.0]), st.booleans()), max_size=40
)


def test_auroc_is_the_share_of_pairs_in_order() -> None:
    judged = [Judged(0.9, True), Judged(0.4, True), Judged(0.5, False), Judged(0.4, False)]
    assert auroc(judged) == pytest.approx((1 + 1 + 0 + 0.5) / 4)
    assert auroc([Judged(0.3, True)]) == 0.5


def test_coverage_and_risk_of_a_small_set() -> None:
    judged = [Judged(0.9, True), Judged(0.8, True), Judged(0.7, False), Judged(0.0, False)]
    assert [(p.threshold, p.coverage, round(p.risk, 3)) for p in curve(judged)] == [
        (0.9, 0.25, 0.0),
        (0.8, 0.5, 0.0),
        (0.7, 0.75, 0.333),
    ]
    assert coverage_at(judged, 0.05) == 0.5
    assert coverage_at(judged, 0.34) == 0.75


@given(judgements)
def test_the_curve_says_what_each_threshold_does(judged: list[Judged]) -> None:
    for point in curve(judged):
        assert at_threshold(judged, point.threshold) == point


@given(judgements, st.sampled_from([0.05, 0.2, 0.5]))
def test_a_threshold_keeps_its_promise_where_it_was_chosen(
    judged: list[Judged], most_wrong: float
) -> None:
    threshold = conformal_threshold(judged, most_wrong)
    assert at_threshold(judged, threshold).risk <= most_wrong
    if threshold == NEVER:
        assert at_threshold(judged, threshold).coverage == 0


def test_few_questions_vouch_for_nothing() -> None:
    assert conformal_threshold([Judged(1.0, True)] * 19, 0.05) == NEVER
    assert conformal_threshold([Judged(1.0, True)] * 20, 0.05) == 1.0


def test_the_promise_holds_for_questions_to_come() -> None:
    """Thresholds from 200 questions, judged on 200 others, 300 times over."""
    chance = random.Random(5)

    def ask() -> Judged:
        sure = chance.random()
        return Judged(sure, chance.random() < sure)

    shares = []
    for _ in range(300):
        threshold = conformal_threshold([ask() for _ in range(200)], 0.1)
        shares.append(at_threshold([ask() for _ in range(200)], threshold).risk)
    assert sum(shares) / len(shares) <= 0.1
    assert sum(shares) / len(shares) > 0.03
