"""How the classifier tries itself out: what is held back, and what the confidences then mean."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from bot.nlu.confidence import Confidence
from bot.nlu.head import Examples
from bot.nlu.parts import MOST as MOST_PARTS
from bot.nlu.parts import parts
from bot.nlu.trials import Trials, best_ngram_weight, some, tried

WORDS = ["lavadora", "pedido", "factura", "garantía", "dinero", "ruido", "tornillo", "hola"]


def clouds(intents: int, each: int, spread: float = 0.4, dimensions: int = 12) -> Examples:
    """Intents as clouds of points, each with its word."""
    dice = np.random.default_rng(5)
    centres = dice.normal(size=(intents, dimensions))
    points, texts, names = [], [], []
    for at, centre in enumerate(centres):
        for number in range(each):
            points.append(centre + spread * dice.normal(size=dimensions))
            texts.append(f"{WORDS[at % len(WORDS)]} {at} {number}")
            names.append(f"intent{at}")
    vectors = np.array(points, np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return Examples(texts, vectors, np.array(names, object))


def test_every_example_is_tried_once_known_and_once_as_a_stranger() -> None:
    found = tried(clouds(10, 10), 3.0, 0.3)
    assert len(found.true) == len(found.chosen) == len(found.evidence)
    assert (found.true == "").sum() == 100
    assert 75 <= (found.true != "").sum() <= 100


def test_strangers_get_less_confidence_than_right_answers() -> None:
    found = tried(clouds(10, 10), 3.0, 0.3)
    sure = found.confidence("out_of_scope")(found.evidence)
    assert np.median(sure[found.true == found.chosen]) > 0.7
    assert np.median(sure[found.true == ""]) < 0.3


def test_examples_out_of_scope_are_never_taken_for_an_unknown_intent() -> None:
    examples = clouds(8, 10)
    found = tried(examples, 3.0, 0.3, known="intent3")
    assert Counter(found.true.tolist())["intent3"] == 10
    assert (found.true == "").sum() == 70


def test_an_expected_share_moves_confidence_as_bayes_says() -> None:
    half = Confidence(slope=1.0, offset=0.0)
    even = np.array([[*half.means, 0.0]], np.float32)
    assert half(even)[0] == pytest.approx(0.5)
    assert half.where(0.2)(even)[0] == pytest.approx(0.8)
    assert half.where(0.5) == half


def test_nearness_to_examples_out_of_scope_takes_confidence_away() -> None:
    found = tried(clouds(8, 60, spread=0.9), 3.0, 0.3, known="intent3")
    sure = found.confidence("intent3")
    assert sure.lead > 0
    near, far = found.evidence[:1].copy(), found.evidence[:1].copy()
    near[0, 4], far[0, 4] = 0.5, 5.0
    assert sure(near)[0] < sure(far)[0]


def test_without_examples_out_of_scope_their_odds_say_nothing() -> None:
    found = tried(clouds(10, 10), 3.0, 0.3)
    assert len(set(found.evidence[:, 4].tolist())) == 1


def test_too_few_trials_leave_the_defaults() -> None:
    nothing = np.zeros((3, 5), np.float32)
    assert Confidence.fit(nothing, nothing, nothing) == Confidence()


def test_two_intents_cannot_be_held_back_and_train_all_the_same() -> None:
    found = tried(clouds(2, 2), 3.0, 0.3)
    assert isinstance(found.confidence("out_of_scope"), Confidence)


def test_of_many_examples_the_large_intents_are_cut_first() -> None:
    big, small = clouds(2, 60), clouds(3, 4)
    names = np.concatenate([big.intents, np.array([f"small{n}" for n in small.intents], object)])
    joined = Examples(
        [*big.texts, *small.texts], np.concatenate([big.vectors, small.vectors]), names
    )
    counts = Counter(some(joined, 60).intents.tolist())
    assert counts.total() <= 60
    assert [n for name, n in counts.items() if name.startswith("small")] == [4, 4, 4]


def test_ngrams_count_more_where_the_vectors_say_nothing() -> None:
    examples = clouds(4, 8)
    noise = np.random.default_rng(1).normal(size=examples.vectors.shape).astype(np.float32)
    noise /= np.linalg.norm(noise, axis=1, keepdims=True)
    assert best_ngram_weight(examples) == 0.3
    assert best_ngram_weight(Examples(examples.texts, noise, examples.intents)) > 0.3


def test_trials_are_kept_without_a_pickle(tmp_path: Path) -> None:
    found = tried(clouds(6, 6), 3.0, 0.3)
    found.save(tmp_path)
    loaded = Trials.load(tmp_path / "trials.npz")
    assert loaded.true.tolist() == found.true.tolist()
    assert loaded.chosen.tolist() == found.chosen.tolist()
    np.testing.assert_array_equal(loaded.evidence, found.evidence)


def test_a_short_message_has_no_parts() -> None:
    assert parts("¿dónde está mi pedido?, gracias") == []
    assert parts("") == []


def test_a_greeting_around_a_request_is_no_part() -> None:
    assert parts("hola, buenos días, dónde está el pedido que hice el lunes, muchas gracias") == [
        "dónde está el pedido que hice el lunes"
    ]


def test_a_long_message_has_its_clauses_and_a_long_clause_windows() -> None:
    assert parts("buenas, mire usted, llevo todo el día esperando, y el pedido no llega nunca") == [
        "llevo todo el día esperando",
        "y el pedido no llega nunca",
    ]
    words = [f"w{n}" for n in range(20)]
    assert parts(" ".join(words)) == [" ".join(words[at : at + 10]) for at in (0, 5, 10, 15)]
    assert len(parts("one two three four. " * 50)) == MOST_PARTS
