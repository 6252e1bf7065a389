"""Vectors on disk: what is found is what brute force finds."""

from pathlib import Path

import numpy as np
import pytest

from bot.knowledge.dense import DenseIndex, Matrix, UnitVectors, write_dense

COUNTS = [2, 0, 3, 1, 4]


def unit(rows: int, seed: int) -> Matrix:
    made = np.random.default_rng(seed).normal(size=(rows, 16)).astype(np.float32)
    return np.asarray(made / np.linalg.norm(made, axis=1, keepdims=True), np.float32)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_dense(tmp_path, unit(len(COUNTS), 1), unit(sum(COUNTS), 2))
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
    write_dense(tmp_path, unit(0, 1), unit(0, 2))
    assert DenseIndex(tmp_path).search(unit(1, 3)[0]) == {}
