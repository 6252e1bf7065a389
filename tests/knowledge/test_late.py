"""Late interaction: the formula against a plain loop, and the files it reads."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.knowledge.encoders import unit
from bot.knowledge.late import TokenFiles, key_of, maxsims, packed, parts, token_weights

RANDOM = np.random.default_rng(7)


def vectors(count: int, size: int = 48) -> np.ndarray:
    return unit(RANDOM.normal(size=(count, size)).astype(np.float32))


@given(st.lists(st.integers(0, 9), min_size=1, max_size=6), st.integers(1, 5))
def test_maxsim_is_the_mean_of_the_best_cosines(lengths: list[int], asked: int) -> None:
    question, passages = vectors(asked), [vectors(length) for length in lengths]
    weights = np.full(asked, 1 / asked, np.float32)
    expected = [
        float(np.mean([max(token @ other for other in one) for token in question]))
        if len(one)
        else 0.0
        for one in passages
    ]
    found = maxsims(question, weights, [packed(one) for one in passages])
    assert found == pytest.approx(expected, abs=0.01)


def test_packing_keeps_the_direction() -> None:
    made = vectors(200, 384)
    codes, scales = parts(packed(made))
    kept = codes * scales[:, None]
    assert (unit(kept) * made).sum(axis=1).min() > 0.9999
    assert np.abs(kept @ made.T - made @ made.T).max() < 0.002


def test_nothing_has_nothing_in_common() -> None:
    assert maxsims(vectors(0), np.zeros(0, np.float32), [packed(vectors(3))]) == [0.0]
    assert maxsims(vectors(2), np.full(2, 0.5, np.float32), []) == []


def test_rare_words_weigh_more_and_signs_nothing() -> None:
    question = "¿la bomba?"
    spans = [(-7, -2), (0, 1), (1, 3), (4, 6), (6, 9), (9, 10)]
    prefix, mark, article, first, second, last = token_weights(question, spans, {"bomb": 2.0})
    assert prefix == mark == last == 0
    assert first == second > article > 0
    assert float(token_weights(question, spans, {}).sum()) == pytest.approx(1)


def test_a_question_of_signs_weighs_all_alike() -> None:
    assert token_weights("?!", [(0, 1), (1, 2)], {}).tolist() == [0.5, 0.5]


def test_a_document_is_kept_whole(tmp_path: Path) -> None:
    files = TokenFiles(tmp_path / "tokens")
    passages = [vectors(5), vectors(0), vectors(7)]
    key = key_of("model@1", ["a", "b", "c"])
    assert not files.has(key)
    files.write(key, passages)
    assert files.has(key)
    for number, one in enumerate(passages):
        assert (files.read(key, number) == packed(one)).all()
    assert key != key_of("model@2", ["a", "b", "c"])


def test_half_a_document_is_none(tmp_path: Path) -> None:
    files = TokenFiles(tmp_path)
    files.write("ab", [vectors(2)])
    (tmp_path / "ab.ends.npy").unlink()
    assert not files.has("ab")


def test_what_no_version_holds_goes(tmp_path: Path) -> None:
    files = TokenFiles(tmp_path)
    files.write("aa", [vectors(2)])
    files.write("bb", [vectors(2)])
    files.drop_unused({"bb"})
    assert not files.has("aa")
    assert files.has("bb")
