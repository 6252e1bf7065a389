"""How far two ways to group agree, against scikit-learn's measures."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn import metrics

from bot.groups.agreement import agreement

LABELS = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), min_size=2, max_size=60)


@settings(max_examples=100, deadline=None)
@given(LABELS)
def test_measures_are_those_of_scikit_learn(pairs: list[tuple[int, int]]) -> None:
    true, found = map(list, zip(*pairs, strict=True))
    ours = agreement(true, found)
    both = metrics.homogeneity_completeness_v_measure(true, found)
    assert (ours.homogeneity, ours.completeness, ours.v_measure) == pytest.approx(both, abs=1e-9)
    assert ours.adjusted_rand == pytest.approx(metrics.adjusted_rand_score(true, found))


@settings(max_examples=60, deadline=None)
@given(LABELS)
def test_pairs_are_those_that_one_counts_by_hand(pairs: list[tuple[int, int]]) -> None:
    every = [(a, b) for at, a in enumerate(pairs) for b in pairs[:at]]
    same = [(a[0] == b[0], a[1] == b[1]) for a, b in every]
    both, found = sum(t and f for t, f in same), sum(f for _, f in same)
    true = sum(t for t, _ in same)
    ours = agreement(*map(list, zip(*pairs, strict=True)))
    assert ours.precision == pytest.approx(both / found if found else 1.0)
    assert ours.recall == pytest.approx(both / true if true else 1.0)


def test_worked_example() -> None:
    ours = agreement(["a", "a", "a", "b"], [1, 1, 2, 2])
    assert ours.precision == 0.5
    assert ours.recall == pytest.approx(1 / 3)
    assert ours.pairwise_f1 == pytest.approx(0.4)


def test_nothing_agrees_with_nothing() -> None:
    assert agreement([], []).v_measure == 1.0
