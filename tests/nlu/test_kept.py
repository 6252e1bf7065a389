"""Vectors kept between trainings: only what is new is made again, and nothing wrong is kept."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from conftest import message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.e5 import E5Featurizer
from bot.nlu.kept import FILE, KeptVectors, Vectors


class Counting:
    """Makes a vector of a text's length, and remembers for which."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def __call__(self, texts: list[str]) -> list[Vectors]:
        self.asked += texts
        return [np.array([len(text), 1.5], np.float32) for text in texts]


def test_only_texts_that_are_new_are_embedded(tmp_path: Path) -> None:
    embed, path = Counting(), tmp_path / "kept.npz"
    KeptVectors(path, b"e5").of(["hola", "adiós"], embed)
    vectors = KeptVectors(path, b"e5").of(["gracias", "hola"], embed)
    assert embed.asked == ["hola", "adiós", "gracias"]
    assert [vector.tolist() for vector in vectors] == [[7.0, 1.5], [4.0, 1.5]]


def test_the_same_text_twice_is_embedded_once(tmp_path: Path) -> None:
    embed = Counting()
    assert len(KeptVectors(tmp_path / "kept.npz", b"e5").of(["hola", "hola"], embed)) == 2
    assert embed.asked == ["hola"]


def test_another_model_finds_nothing(tmp_path: Path) -> None:
    embed, path = Counting(), tmp_path / "kept.npz"
    KeptVectors(path, b"e5").of(["hola"], embed)
    KeptVectors(path, b"another").of(["hola"], embed)
    assert embed.asked == ["hola", "hola"]


def test_what_is_no_example_any_more_is_not_kept(tmp_path: Path) -> None:
    embed, path = Counting(), tmp_path / "kept.npz"
    for texts in (["hola"], ["adiós"], ["hola"]):
        KeptVectors(path, b"e5").of(texts, embed)
    assert embed.asked == ["hola", "adiós", "hola"]


@pytest.mark.parametrize("content", [b"", b"no archive", b"PK\x03\x04 cut short"])
def test_a_broken_file_is_made_again(tmp_path: Path, content: bytes) -> None:
    embed, path = Counting(), tmp_path / "kept.npz"
    path.write_bytes(content)
    KeptVectors(path, b"e5").of(["hola"], embed)
    KeptVectors(path, b"e5").of(["hola"], embed)
    assert embed.asked == ["hola"]


def test_no_text_is_written_down(tmp_path: Path) -> None:
    path = tmp_path / "kept.npz"
    KeptVectors(path, b"e5").of(["una frase secreta"], Counting())
    assert b"secreta" not in path.read_bytes()
    assert [one.name for one in tmp_path.iterdir()] == ["kept.npz"]


def test_training_keeps_its_vectors_beside_what_rasa_keeps(
    build: Callable[..., Any],
    featurizer: E5Featurizer,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("RASA_CACHE_DIRECTORY", str(tmp_path / "cache"))
    texts = ["¿dónde está mi pedido?", "where is my order?", "🙂"]
    made = [build(E5Featurizer).process_training_data(_data(texts)) for _ in range(2)]
    first, second = ([one.get_dense_features("text")[1] for one in _examples(d)] for d in made)
    assert (tmp_path / "cache" / FILE).is_file()
    for one, other in zip(first[:2], second[:2], strict=True):
        np.testing.assert_array_equal(one.features, other.features)
    assert first[2] is second[2] is None
    [alone] = featurizer.process([message(texts[0])])
    np.testing.assert_array_equal(alone.get_dense_features("text")[1].features, first[0].features)


def _data(texts: list[str]) -> TrainingData:
    return TrainingData([message(text, intent="greet") for text in texts])


def _examples(data: TrainingData) -> list[Any]:
    return data.training_examples
