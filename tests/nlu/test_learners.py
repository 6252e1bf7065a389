"""The two learners: the one for many examples learns what bends, both keep what they learnt."""

from __future__ import annotations

import time
from pathlib import Path

import numpy as np
import pytest

from bot.nlu.confidence import Confidence
from bot.nlu.head import Examples, Head
from bot.nlu.learners import Kernel, Linear

WORDS = ["pedido", "order", "lavadora", "washer", "dinero", "money"]


def circles(each: int) -> Examples:
    """Three intents, each in two opposite clouds: no line tells them apart."""
    dice = np.random.default_rng(3)
    angles = np.repeat(np.arange(6) * np.pi / 3, each) + 0.15 * dice.normal(size=6 * each)
    vectors = np.stack([np.cos(angles), np.sin(angles), 0.1 * dice.normal(size=6 * each)], 1)
    names = np.array([f"intent{at % 3}" for at in np.repeat(np.arange(6), each)], object)
    texts = [f"{WORDS[at]} {dice.integers(99)}" for at in dice.integers(6, size=6 * each)]
    return Examples(texts, vectors.astype(np.float32), names)


def right(head: Head, examples: Examples) -> float:
    probabilities, _ = head.judge(examples.texts, examples.vectors)
    chosen = np.array(head.intents, object)[probabilities.argmax(axis=1)]
    return float((chosen == examples.intents).mean())


def test_the_kernel_tells_apart_what_no_line_can() -> None:
    examples = circles(40)
    train = examples.at(np.arange(0, 240, 2))
    test = examples.at(np.arange(1, 240, 2))
    assert right(Head.fit(train, 3.0, 0.3, many=True), test) > 0.95
    assert right(Head.fit(train, 3.0, 0.3), test) < 0.7


def test_a_small_intent_weighs_as_much_as_a_large_one() -> None:
    dice = np.random.default_rng(2)
    points = np.concatenate([dice.normal(0, 1, (400, 4)), dice.normal(1.5, 1, (40, 4))])
    names = np.array(["large"] * 400 + ["small"] * 40, object)
    examples = Examples(["x"] * 440, points.astype(np.float32), names)
    head = Head.fit(examples, 3.0, 0.3, many=True)
    assert right(head, examples.at(np.arange(400, 440))) > 0.7


def test_many_examples_an_intent_are_for_the_kernel() -> None:
    assert circles(40).many
    assert not circles(20).many


@pytest.mark.parametrize("many", [False, True])
def test_what_is_loaded_ranks_as_what_was_fitted(tmp_path: Path, many: bool) -> None:
    examples, sure = circles(20), Confidence()
    fitted = Head.fit(examples, 3.0, 0.3, many)
    fitted.save(tmp_path)
    loaded = Head.load(tmp_path)
    assert isinstance(loaded.learner, Kernel if many else Linear)
    for text, vector in zip(examples.texts, examples.vectors, strict=True):
        assert loaded.rank(text, vector, sure) == fitted.rank(text, vector, sure)


def test_whole_words_count_where_letters_are_alike() -> None:
    """ "no va" and "nova" have most of their letters in common."""
    texts = ["no va", "nova"] * 70
    names = np.array(["broken", "name"] * 70, object)
    vectors = np.random.default_rng(1).normal(size=(140, 8)).astype(np.float32)
    head = Head.fit(Examples(texts, vectors, names), 3.0, 0.3, many=True)
    here = vectors.mean(axis=0)
    for text, intent in [("no va", "broken"), ("nova", "name")]:
        assert head.rank(text, here, Confidence())[0][0] == intent


def test_three_thousand_examples_are_learnt_in_seconds() -> None:
    examples, started = circles(500), time.process_time()
    Head.fit(examples, 3.0, 0.3, many=True)
    assert time.process_time() - started < 10
