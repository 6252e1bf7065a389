"""The packaged model on onnxruntime, held against sentence-transformers on the same weights."""

import json

import numpy as np
import pytest

from bot.knowledge.encoders import Encoder, OnnxEncoder, SentenceEncoder, unit
from bot.settings import Settings

MODEL = Settings().model
pytestmark = [
    pytest.mark.model,
    pytest.mark.skipif(
        not (MODEL / "mostrador.json").is_file(), reason=f"no packaged model in {MODEL}"
    ),
]
TEXTS = [
    "query: ¿Cómo limpio el filtro del robot?",
    "passage: Rinse the filter under cold water and let it dry for 24 hours.",
    "query: ruido",
    "passage: " + "La garantía dura tres años. " * 100,
]


@pytest.fixture(scope="module")
def onnx() -> Encoder:
    return OnnxEncoder(MODEL, json.loads((MODEL / "mostrador.json").read_text()), threads=1)


@pytest.fixture(scope="module")
def reference() -> Encoder:
    return SentenceEncoder(MODEL, threads=1)


@pytest.mark.parametrize("text", TEXTS)
def test_both_read_a_text_alike(onnx: Encoder, reference: Encoder, text: str) -> None:
    ours = onnx.encode([text], tokens=True)
    theirs = reference.encode([text], tokens=True)
    assert float(ours.sentences[0] @ theirs.sentences[0]) > 0.98
    assert ours.tokens[0].shape == theirs.tokens[0].shape
    assert float((ours.tokens[0] * theirs.tokens[0]).sum(axis=1).mean()) > 0.95


def test_padding_is_no_token(onnx: Encoder) -> None:
    alone, together = onnx.encode(TEXTS[2:3], tokens=True), onnx.encode(TEXTS, tokens=True)
    assert [len(one) for one in together.tokens][2] == len(alone.tokens[0])
    # int8 scales its activations by batch: neighbours move a vector a little.
    assert float(alone.sentences[0] @ together.sentences[2]) > 0.97


def test_tokens_are_counted_alike(onnx: Encoder, reference: Encoder) -> None:
    for text in [*TEXTS, "", "de " * 700]:
        assert onnx.count_tokens(text) == reference.count_tokens(text)


def test_tokens_are_given_when_asked_for(onnx: Encoder, reference: Encoder) -> None:
    assert onnx.encode(TEXTS).tokens == reference.encode(TEXTS).tokens == []


def test_a_row_of_zeros_stays() -> None:
    assert unit(np.zeros((2, 3), np.float32)).tolist() == [[0, 0, 0], [0, 0, 0]]
