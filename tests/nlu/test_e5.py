"""The featurizer: unit vectors, any order, any text."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from conftest import message
from rasa.shared.exceptions import InvalidConfigException
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.classifier import sentence_vector
from bot.nlu.e5 import E5Featurizer
from bot.nlu.encoder import Encoder


def vector_of(featurizer: E5Featurizer, text: str) -> np.ndarray:
    vector = sentence_vector(featurizer.process([message(text)])[0])
    assert vector is not None
    return vector


def test_vectors_have_length_one(featurizer: E5Featurizer) -> None:
    vector = vector_of(featurizer, "¿Dónde está mi pedido?")
    assert vector.shape == (384,)
    assert vector.dtype == np.float32
    assert np.linalg.norm(vector) == pytest.approx(1, abs=1e-5)


def test_training_gives_the_vectors_of_parsing(featurizer: E5Featurizer) -> None:
    """Equal to the last bit: an example's nearness to itself is 1."""
    texts = ["hola", "mi lavadora no centrifuga desde ayer por la tarde", "thanks", "x" * 300]
    data = featurizer.process_training_data(TrainingData([message(text) for text in texts]))
    for one in data.training_examples:
        np.testing.assert_array_equal(sentence_vector(one), vector_of(featurizer, one.get("text")))


def test_both_languages_meet(featurizer: E5Featurizer) -> None:
    spanish = vector_of(featurizer, "¿dónde está mi pedido?")
    english = vector_of(featurizer, "where is my order?")
    other = vector_of(featurizer, "how do I clean the filter?")
    assert spanish @ english > spanish @ other + 0.03


@pytest.mark.parametrize("text", ["", "   ", "👍", "?!", "\n\t", None])
def test_a_text_without_words_gets_no_vector(featurizer: E5Featurizer, text: str | None) -> None:
    assert sentence_vector(featurizer.process([message(text)])[0]) is None


def test_a_long_text_is_cut(featurizer: E5Featurizer) -> None:
    assert np.linalg.norm(vector_of(featurizer, "pedido " * 4000)) == pytest.approx(1, abs=1e-5)


def test_the_process_holds_the_weights_once(
    build: Callable[..., Any], featurizer: E5Featurizer
) -> None:
    assert build(E5Featurizer)._encoder is featurizer._encoder


def test_a_missing_model_says_what_to_do(build: Callable[..., Any]) -> None:
    with pytest.raises(FileNotFoundError, match=r"no/where has no mostrador.json.*deploy/model"):
        build(E5Featurizer, {"model": "no/where"})


def test_settings_out_of_range_are_named(build: Callable[..., Any]) -> None:
    with pytest.raises(InvalidConfigException, match="max_tokens is 2"):
        build(E5Featurizer, {"max_tokens": 2})


def test_another_model_is_another_fingerprint(featurizer: E5Featurizer, tmp_path: Path) -> None:
    assert isinstance(featurizer._encoder, Encoder)
    (tmp_path / "mostrador.json").write_text("{}")
    ours = E5Featurizer.fingerprint_addon({"model": "var/model"})
    assert ours != E5Featurizer.fingerprint_addon({"model": str(tmp_path)})
    assert ours == E5Featurizer.fingerprint_addon({"model": "var/model"})
