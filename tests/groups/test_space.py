"""Where questions lie, and how they join groups there."""

from itertools import pairwise

import numpy as np
import pytest

from bot.groups.joining import Board, Standing
from bot.groups.linking import NOWHERE, Link, Matrix, one_hot
from bot.groups.space import SHORTEST, Space, Totals

DICE = np.random.default_rng(0)
LINK = Link(0.4, 0.1)


def unit(count: int, width: int = 8) -> Matrix:
    made = DICE.standard_normal((count, width)) + 1.5
    return np.asarray(made / np.linalg.norm(made, axis=1, keepdims=True), np.float32)


@pytest.fixture
def space() -> Space:
    """The space of twenty vectors of each language."""
    totals = Totals({}, {})
    totals.add(unit(40), ["es", "en"] * 20)
    return totals.space()


def nothing() -> Standing:
    return Standing(np.zeros((0, 8), np.float32), np.zeros((0, 2), np.float32), np.zeros(0, int))


def test_sums_move_as_their_vectors_do(space: Space) -> None:
    vectors, rows = unit(6), np.asarray([0, 1, 0, 0, 1, 1])
    moved = space.moved(vectors.sum(axis=0)[None], one_hot(rows.tolist(), 2).sum(axis=0)[None])
    alone = space.moved(vectors, one_hot(rows.tolist(), 2))
    assert np.allclose(moved[0], alone.sum(axis=0), atol=1e-4)


def test_each_language_has_its_own_middle() -> None:
    totals = Totals({}, {})
    vectors = unit(10)
    totals.add(vectors, ["es"] * 5 + ["en"] * 5)
    sums = np.stack([vectors[:5].sum(axis=0), vectors[5:].sum(axis=0)])
    moved = totals.space().moved(sums, np.asarray([[5, 0], [0, 5]], np.float32))
    assert np.allclose(moved, 0, atol=1e-4)


def test_questions_are_compared_at_length_one(space: Space) -> None:
    vectors, rows = unit(6), np.asarray([0, 1, 0, 0, 1, 1])
    placed = space.placed(vectors, rows)
    alone = space.moved(vectors, one_hot(rows.tolist(), 2))
    lengths = np.linalg.norm(alone, axis=1)
    known = lengths >= SHORTEST
    assert known.any()
    assert np.allclose(placed[known], alone[known] / lengths[known, None], atol=1e-4)


def test_what_says_nothing_is_not_stretched(space: Space) -> None:
    middle = space.means[:1] + np.float32(1e-4)
    assert np.linalg.norm(space.placed(middle, np.asarray([0]))) < 0.01


def test_the_first_guess_gives_way_to_what_is_asked() -> None:
    before = Totals.guessed({"es": unit(3), "en": unit(3)})
    guess = before.space().means[0]
    asked = unit(2000)
    before.add(asked, ["es"] * 2000)
    known = asked.mean(axis=0)
    assert np.linalg.norm(before.space().means[0] - known) < np.linalg.norm(guess - known) / 10


def test_a_language_nobody_knows_yet_begins_with_its_first_questions() -> None:
    totals = Totals.guessed({"es": unit(3)})
    totals.add(unit(4), ["fr"] * 4)
    assert totals.space().languages == ("es", "fr")


def test_the_near_join_and_the_far_begin_a_group(space: Space) -> None:
    board = Board(nothing(), space, LINK, more=3)
    here = np.eye(8, dtype=np.float32)
    assert board.join(here[0], 0) == (0, 1.0)
    row, score = board.join(here[0], 1)
    assert row == 0
    assert score == pytest.approx(1.1)
    assert board.join(here[1], 0) == (1, 1.0)


def test_a_question_goes_where_it_must(space: Space) -> None:
    board = Board(nothing(), space, LINK, more=3)
    here = np.eye(8, dtype=np.float32)
    board.join(here[0], 0)
    board.join(here[1], 0)
    assert board.join(here[0], 0, must=1)[0] == 1


def test_groups_that_came_near_become_one_and_the_larger_stays(space: Space) -> None:
    board = Board(nothing(), space, LINK, more=6)
    angles = [0.0, 1.3, 0.65, 0.7, 0.6]
    joined = []
    for at in angles:
        vector = np.zeros(8, np.float32)
        vector[:2] = np.cos(at), np.sin(at)
        joined.append(board.join(vector, 0)[0])
    merged = board.settle()
    assert joined[:2] == [0, 1]
    assert len(merged) == 1
    assert merged[0][1] == joined[2]
    assert board.settle() == []


def test_what_editors_settled_is_not_joined(space: Space) -> None:
    sums = np.asarray([space.means[0] + 0.2, space.means[0] + 0.2], np.float32)
    spoken = np.asarray([[1, 0], [1, 0]], np.float32)
    free = Board(Standing(sums, spoken, np.asarray([NOWHERE, 4])), space, LINK)
    free.touched = {0}
    assert free.settle() == [(0, 1)]
    kept = Board(Standing(sums, spoken, np.asarray([3, 4])), space, LINK)
    kept.touched = {0, 1}
    assert kept.settle() == []


def test_rows_count_on(space: Space) -> None:
    board = Board(nothing(), space, Link(2.0, 0.0), more=4)
    rows = [board.join(vector, 0)[0] for vector in np.eye(8, dtype=np.float32)[:4]]
    assert all(after == before + 1 for before, after in pairwise(rows))
