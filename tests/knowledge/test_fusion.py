"""Joining scores: properties that hold for any scores."""

from hypothesis import given
from hypothesis import strategies as st

from bot.knowledge.fusion import Weights, fuse, normalise, semantic

numbers = st.floats(-1e3, 1e3, allow_nan=False)
scores = st.dictionaries(st.integers(0, 20), numbers, max_size=12)
WEIGHTS = Weights()


@given(scores)
def test_normalised_scores_keep_rows_range_and_order(found: dict[int, float]) -> None:
    made = normalise(found)
    assert made.keys() == found.keys()
    assert all(0 <= value <= 1 for value in made.values())
    by_score = sorted(found, key=lambda row: found[row])
    assert [made[row] for row in by_score] == sorted(made.values())


@given(st.dictionaries(st.integers(), st.just(0.5), min_size=1))
def test_equal_scores_say_nothing_against_each_other(found: dict[int, float]) -> None:
    assert set(normalise(found).values()) == {1.0}


def test_nothing_found_is_no_error() -> None:
    assert normalise({}) == {}
    assert fuse({}, {}, WEIGHTS) == {}


@given(st.dictionaries(st.integers(0, 20), st.floats(0, 50)), scores)
def test_fused_scores_lie_between_0_and_1(words: dict[int, float], sense: dict[int, float]) -> None:
    made = fuse(words, sense, WEIGHTS)
    assert made.keys() == sense.keys()
    assert all(0 <= value <= 1 + 1e-9 for value in made.values())


@given(scores)
def test_without_words_meaning_alone_orders(sense: dict[int, float]) -> None:
    made = fuse({}, sense, WEIGHTS)
    by_sense = sorted(sense, key=lambda row: sense[row])
    assert [made[row] for row in by_sense] == sorted(made.values())


@given(scores, st.floats(0.1, 50))
def test_a_passage_with_the_words_never_loses_by_them(
    sense: dict[int, float], score: float
) -> None:
    for row in sense:
        assert fuse({row: score}, sense, WEIGHTS)[row] >= fuse({}, sense, WEIGHTS)[row]


def test_a_lone_foreign_manual_is_ranked_by_meaning() -> None:
    sense = {1: 0.80, 2: 0.84, 3: 0.70}
    made = fuse({1: 3.0, 3: 9.0}, sense, WEIGHTS, alone=frozenset({2}))
    assert max(made, key=lambda row: made[row]) == 2


def test_the_twin_in_the_other_language_stands_behind() -> None:
    made = fuse({}, {1: 0.90, 2: 0.92, 3: 0.70}, WEIGHTS, twins=frozenset({2}))
    assert made[1] > made[2]


@given(st.floats(-1, 1), st.lists(st.floats(-1, 1)))
def test_meaning_lies_between_the_passage_and_its_best_unit(
    passage: float, units: list[float]
) -> None:
    best = max(units, default=passage)
    low, high = sorted((passage, best))
    assert low - 1e-9 <= semantic(passage, units, WEIGHTS) <= high + 1e-9
