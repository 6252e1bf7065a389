"""Vectors on disk: what is found is what brute force finds."""

from pathlib import Path

import numpy as np
import pytest

from bot.knowledge.dense import DenseIndex, FaissStore, Matrix, UnitVectors, new_units

COUNTS = [2, 0, 3, 1, 4]


def unit(rows: int, seed: int) -> Matrix:
    made = np.random.default_rng(seed).normal(size=(rows, 16)).astype(np.float32)
    return np.asarray(made / np.linalg.norm(made, axis=1, keepdims=True), np.float32)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    FaissStore().write(tmp_path, unit(len(COUNTS), 1))
    new_units(tmp_path, sum(COUNTS), 16)[:] = unit(sum(COUNTS), 2)
    return tmp_path


def test_cosines_are_exact(folder: Path) -> None:
    query = unit(1, 3)[0]
    expected = unit(len(COUNTS), 1) @ query
    index = DenseIndex(folder)
    assert index.search(query) == pytest.approx(dict(enumerate(expected.tolist())), abs=1e-6)
    assert index.cosines(query, [2, 4]) == pytest.approx({2: expected[2], 4: expected[4]}, abs=1e-6)


def test_search_stays_among_the_given_rows(folder: Path) -> None:
    rows = np.asarray([1, 3], np.int64)
    assert DenseIndex(folder).search(unit(1, 3)[0], rows=rows).keys() == {1, 3}
    assert DenseIndex(folder).search(unit(1, 3)[0], rows=rows[:0]) == {}


def test_each_passage_gets_its_own_units(folder: Path) -> None:
    query = unit(1, 3)[0]
    expected = unit(sum(COUNTS), 2) @ query
    found = UnitVectors(folder, COUNTS).cosines(query, [4, 1, 0])
    assert [len(part) for part in found] == [4, 0, 2]
    assert found[0] == pytest.approx(expected[6:].tolist(), abs=2e-3)
    assert found[2] == pytest.approx(expected[:2].tolist(), abs=2e-3)
    assert UnitVectors(folder, COUNTS).cosines(query, []) == []


def test_an_empty_index_finds_nothing(tmp_path: Path) -> None:
    FaissStore().write(tmp_path, unit(0, 1))
    assert DenseIndex(tmp_path).search(unit(1, 3)[0]) == {}
    new_units(tmp_path, 0, 16)
    assert UnitVectors(tmp_path, []).cosines(unit(1, 3)[0], []) == []


def test_grouped_vectors_are_searched_among_many_given_rows(tmp_path: Path) -> None:
    """More rows than are compared one by one: FAISS leaves the others out."""
    vectors = unit(30_000, 4)
    FaissStore(exact_up_to=100).write(tmp_path, vectors)
    index = DenseIndex(tmp_path)
    rows = np.flatnonzero(np.arange(30_000) % 5).astype(np.int64)
    hits = 0
    for query in unit(20, 5):
        found = index.search(query, rows=rows, limit=10)
        assert found.keys() <= set(rows.tolist())
        best = rows[np.argsort(-(vectors[rows] @ query))[:10]]
        hits += len(found.keys() & set(best.tolist()))
    assert hits >= 0.9 * 200


def test_a_grouped_index_is_the_same_each_time(tmp_path: Path) -> None:
    made = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        FaissStore(exact_up_to=100).write(tmp_path / name, unit(3000, 6))
        made.append(DenseIndex(tmp_path / name).search(unit(1, 7)[0], limit=50))
    assert made[0] == made[1]
