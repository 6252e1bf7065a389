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


def heaps(rows: int, seed: int, width: float) -> Matrix:
    """Unit vectors around sixty centres; the wider the heaps, the less they are apart."""
    rng = np.random.default_rng(seed)
    centres = np.random.default_rng(8).normal(size=(60, 16))
    made = centres[rng.integers(0, 60, rows)] + width * rng.normal(size=(rows, 16))
    return np.asarray(made / np.linalg.norm(made, axis=1, keepdims=True), np.float32)


def recall(index: DenseIndex, vectors: Matrix, queries: Matrix) -> float:
    """The share of the ten nearest that a search finds."""
    best = np.argsort(-(queries @ vectors.T), axis=1)[:, :10]
    found = [index.search(query, limit=10).keys() for query in queries]
    return sum(len(f & {*b.tolist()}) for f, b in zip(found, best, strict=True)) / best.size


def grouped_index(folder: Path, vectors: Matrix) -> DenseIndex:
    """One vector more than are compared one by one."""
    folder.mkdir()
    FaissStore(exact_up_to=len(vectors) - 1).write(folder, vectors)
    return DenseIndex(folder)


def test_up_to_the_switch_every_vector_is_compared(tmp_path: Path) -> None:
    FaissStore(exact_up_to=2000).write(tmp_path, unit(2000, 4))
    assert DenseIndex(tmp_path).lists_read == 0


@pytest.mark.parametrize("width", [0.2, 0.5, 1.0, 3.0])
def test_just_above_the_switch_enough_lists_are_read(tmp_path: Path, width: float) -> None:
    """Asked beside the heaps too, where questions lie."""
    vectors = heaps(8000, 9, width)
    index = grouped_index(tmp_path / "index", vectors)
    assert 0 < index.lists_read < 150
    assert recall(index, vectors, heaps(200, 10, width)) >= 0.98
    assert recall(index, vectors, heaps(200, 10, 2 * width)) >= 0.97


def test_the_lists_read_follow_from_the_vectors(tmp_path: Path) -> None:
    """A fixed share would be too many for vectors in heaps, or too few for those without."""
    apart = grouped_index(tmp_path / "apart", heaps(8000, 9, 0.1))
    nowhere = grouped_index(tmp_path / "nowhere", unit(8000, 9))
    assert 3 * apart.lists_read < nowhere.lists_read


def test_a_grouped_index_is_the_same_each_time(tmp_path: Path) -> None:
    made = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        FaissStore(exact_up_to=100).write(tmp_path / name, unit(3000, 6))
        made.append(DenseIndex(tmp_path / name).search(unit(1, 7)[0], limit=50))
    assert made[0] == made[1]
