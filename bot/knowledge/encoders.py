"""A model's forward pass: texts in, the vectors of their tokens and sentences out.

The packaged folder runs on onnxruntime alone, which starts four seconds sooner and holds
400 MB less than sentence-transformers; every other model runs on that. Both are imported when
an encoder is made. Depends on nothing of ours.
"""

import os
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Encoded:
    """`sentences` float32[n, d] of length 1; `tokens` a float32[t, d] of each text, of length
    1 each, without the marks around it and without padding; `spans` where each of them
    stands in its text."""

    sentences: Matrix
    tokens: list[Matrix]
    spans: list[list[tuple[int, int]]]


class Encoder(Protocol):
    """What an `Embedder` needs of a model. May be called from several threads."""

    @property
    def dimensions(self) -> int: ...

    def encode(self, texts: Sequence[str], *, tokens: bool = False) -> Encoded:
        """One pass over `texts`, cut at the model's length; `tokens` only where asked for."""
        ...

    def count_tokens(self, text: str) -> int:
        """Tokens of `text`, without the marks around it."""
        ...


class OnnxEncoder:
    """The folder that `deploy/model.py` makes, described by its `mostrador.json`."""

    def __init__(self, folder: Path, said: dict[str, Any], threads: int) -> None:
        from onnxruntime import InferenceSession, SessionOptions
        from tokenizers import Tokenizer

        options = SessionOptions()
        options.intra_op_num_threads = threads
        # A thread that spins while it waits takes the core from the others.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        path = str(folder / said["onnx_file"])
        self._session = InferenceSession(path, options, providers=["CPUExecutionProvider"])
        self._inputs: list[str] = said["inputs"]
        self.dimensions: int = said["dimensions"]
        # Set once: a tokenizer whose settings change cannot be shared between threads.
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.enable_truncation(said["max_tokens"])
        self._tokenizer.enable_padding(pad_id=self._tokenizer.token_to_id("<pad>") or 0)

    def encode(self, texts: Sequence[str], *, tokens: bool = False) -> Encoded:
        """As `Encoder` says; the sentence's vector is the mean of its tokens'."""
        read = self._tokenizer.encode_batch(list(texts))
        ids = np.array([one.ids for one in read], np.int64)
        mask = np.array([one.attention_mask for one in read], np.int64)
        # Every token is of the first segment, whose id is 0.
        feed = {"input_ids": ids, "attention_mask": mask}
        inputs = {name: feed.get(name, np.zeros_like(ids)) for name in self._inputs}
        states: Matrix = self._session.run(None, inputs)[0]
        shown = mask[:, :, None].astype(np.float32)
        sentences = unit((states * shown).sum(axis=1) / shown.sum(axis=1))
        lengths = mask.sum(axis=1)
        if not tokens:
            return Encoded(sentences, [], [])
        cut = [unit(s[1 : n - 1]) for s, n in zip(states, lengths, strict=True)]
        spans = [one.offsets[1 : n - 1] for one, n in zip(read, lengths, strict=True)]
        return Encoded(sentences, cut, spans)

    def count_tokens(self, text: str) -> int:
        """As `Encoder` says, of the whole text."""
        read = self._tokenizer.encode(text, add_special_tokens=False)
        return sum(sum(part.attention_mask) for part in (read, *read.overflowing))


class SentenceEncoder:
    """Any sentence-transformers model, by folder or hub name, on torch."""

    def __init__(self, model: Path, threads: int) -> None:
        import torch
        from sentence_transformers import SentenceTransformer

        if local := model.is_dir():
            os.environ.setdefault("HF_HUB_OFFLINE", "1")
        torch.set_num_threads(threads)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            self._model = SentenceTransformer(str(model), device="cpu", local_files_only=local)
        self.dimensions = int(self._model.get_embedding_dimension() or 0)

    def encode(self, texts: Sequence[str], *, tokens: bool = False) -> Encoded:
        """As `Encoder` says, by the model's own pooling."""
        made = self._model.encode(list(texts), output_value=None, show_progress_bar=False)
        sentences = unit(np.stack([one["sentence_embedding"].float().numpy() for one in made]))
        if not tokens:
            return Encoded(sentences, [], [])
        spans = [
            self._spans(text, len(_tokens(one))) for text, one in zip(texts, made, strict=True)
        ]
        return Encoded(sentences, [_tokens(one) for one in made], spans)

    def _spans(self, text: str, count: int) -> list[tuple[int, int]]:
        read = self._model.tokenizer(
            text, add_special_tokens=False, return_offsets_mapping=True, verbose=False
        )
        return list(read["offset_mapping"][:count])

    def count_tokens(self, text: str) -> int:
        """As `Encoder` says."""
        return len(self._model.tokenizer.encode(text, add_special_tokens=False, verbose=False))


def _tokens(made: Any) -> Matrix:
    """Token vectors of one text, without the marks around it."""
    shown = made["attention_mask"].bool()
    return unit(made["token_embeddings"][shown].float().numpy()[1:-1])


def unit(vectors: Matrix) -> Matrix:
    """Rows of length 1; a row of zeros stays."""
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / np.where(lengths == 0, 1, lengths), np.float32)
