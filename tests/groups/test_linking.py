"""Average link, against another implementation of it."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.cluster import AgglomerativeClustering

from bot.groups.agreement import agreement
from bot.groups.linking import NOWHERE, Clusters, Link, Matrix, linked, one_hot
from bot.groups.scratch import grouped, nearly_equal, summed


def unit(seed: int, count: int, width: int = 6) -> Matrix:
    made = np.random.default_rng(seed).standard_normal((count, width)).astype(np.float32)
    return np.asarray(made / np.linalg.norm(made, axis=1, keepdims=True), np.float32)


def alone(vectors: Matrix, kinds: list[int] | None = None) -> Clusters:
    spoken = one_hot(kinds or [0] * len(vectors), 2)
    return Clusters(vectors.copy(), spoken, np.full(len(vectors), NOWHERE))


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10_000), st.integers(2, 60), st.floats(-0.5, 0.9))
def test_it_is_what_scikit_learn_calls_average_link(seed: int, count: int, near: float) -> None:
    vectors = unit(seed, count)
    other = AgglomerativeClustering(
        n_clusters=None,
        metric="precomputed",
        linkage="average",
        distance_threshold=1 - near,
    ).fit_predict(1 - vectors @ vectors.T)
    found = linked(alone(vectors), Link(near, 0.0))
    assert agreement(other.tolist(), found.tolist()).adjusted_rand == pytest.approx(1.0)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000), st.integers(2, 40))
def test_another_language_counts_as_nearer(seed: int, count: int) -> None:
    vectors, dice = unit(seed, count), np.random.default_rng(seed)
    kinds = dice.integers(0, 2, count).tolist()
    apart = np.not_equal.outer(kinds, kinds)
    distances = 1 - (vectors @ vectors.T + 0.2 * apart)
    other = AgglomerativeClustering(
        n_clusters=None, metric="precomputed", linkage="average", distance_threshold=1 - 0.3
    ).fit_predict(distances)
    found = linked(alone(vectors, kinds), Link(0.3, 0.2))
    assert agreement(other.tolist(), found.tolist()).adjusted_rand == pytest.approx(1.0)


def test_two_seeds_are_never_one() -> None:
    vectors = np.repeat(unit(1, 1), 4, axis=0)
    clusters = alone(vectors)
    clusters.seeds[:] = [7, NOWHERE, 9, NOWHERE]
    found = linked(clusters, Link(0.5, 0.0))
    assert found[0] != found[2]
    assert {found[1], found[3]} <= {found[0], found[2]}


def test_order_does_not_matter() -> None:
    vectors = unit(3, 80)
    order = np.random.default_rng(5).permutation(80)
    first = linked(alone(vectors), Link(0.2, 0.0))
    second = linked(alone(vectors[order]), Link(0.2, 0.0))
    assert agreement(first[order].tolist(), second.tolist()).adjusted_rand == pytest.approx(1.0)


def test_equal_ones_end_although_all_scores_tie() -> None:
    found = linked(alone(np.repeat(unit(2, 3), 30, axis=0)), Link(0.99, 0.0))
    assert len(set(found.tolist())) == 3


def test_nothing_and_one_are_no_trouble() -> None:
    assert linked(alone(unit(1, 0)), Link(0.3, 0.0)).tolist() == []
    assert linked(alone(unit(1, 1)), Link(0.3, 0.0)).tolist() == [0]


def test_nearly_equal_ones_are_put_together_first() -> None:
    vectors = unit(4, 5, 50)
    near = np.vstack([vectors, vectors + np.float32(0.01)])
    found = nearly_equal(near, np.full(10, NOWHERE), 0.9)
    assert found[:5].tolist() == found[5:].tolist()
    assert len(set(found.tolist())) == 5


def test_what_an_editor_put_together_stays_so_and_apart() -> None:
    vectors = unit(6, 4, 50)
    seeds = np.asarray([11, 11, 12, NOWHERE])
    vectors[2] = vectors[0]
    vectors[3] = vectors[1]
    found = grouped(vectors, one_hot([0] * 4, 1), seeds, Link(0.3, 0.0))
    assert found[0] == found[1] == found[3]
    assert found[2] != found[0]


def test_what_is_nearly_equal_to_an_editors_goes_with_it() -> None:
    far, other = unit(6, 2, 50)
    placed = np.stack([far, other, other + np.float32(0.01), far + np.float32(0.01)])
    seeds = np.asarray([5, 5, NOWHERE, NOWHERE])
    assert nearly_equal(placed, seeds, 0.9).tolist() == [0, 0, 0, 0]
    seeds[1] = 6
    assert nearly_equal(placed, seeds, 0.9).tolist() == [0, 1, 1, 0]


def test_sums_are_those_of_their_questions() -> None:
    vectors, of = unit(8, 6), np.asarray([1, 0, 1, 2, 2, 2])
    seeds = np.asarray([NOWHERE, 4, NOWHERE, NOWHERE, 9, NOWHERE])
    found = summed(vectors, one_hot([0, 1, 0, 1, 1, 0], 2), seeds, of)
    assert np.allclose(found.sums[2], vectors[3:].sum(axis=0), atol=1e-6)
    assert found.spoken.tolist() == [[0, 1], [2, 0], [1, 2]]
    assert found.seeds.tolist() == [4, NOWHERE, 9]
