"""The embedding model inside Rasa: texts in, unit vectors out, on one thread.

Reads the folder that `deploy/model.py` makes. Depends on onnxruntime and `bot.nlu.pieces`.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from bot.nlu.pieces import Pieces

Vectors = NDArray[np.float32]

DESCRIPTION = "mostrador.json"


def model_folder(configured: str) -> Path:
    """Where the model is: MOSTRADOR_MODEL_DIR, else `configured`, relative to the directory."""
    return Path(os.environ.get("MOSTRADOR_MODEL_DIR") or configured)


def description(folder: Path) -> bytes:
    """What the folder says of itself, hashes of its files included.

    Raises FileNotFoundError, naming the folder and the way to make it.
    """
    try:
        return (folder / DESCRIPTION).read_bytes()
    except FileNotFoundError as error:
        raise FileNotFoundError(
            f"{folder} has no {DESCRIPTION}: make the embedding model first "
            "(`python deploy/model.py var/model`) or set MOSTRADOR_MODEL_DIR."
        ) from error


class Encoder:
    """One ONNX session and its vocabulary."""

    def __init__(self, folder: Path, max_tokens: int) -> None:
        said = json.loads(description(folder))
        self.dimensions: int = said["dimensions"]
        self._prefix: str = said["query_prefix"]
        self._inputs: list[str] = said["inputs"]
        self._limit: int = min(max_tokens, said["max_tokens"])
        self._pieces = Pieces(folder / "tokenizer.json")
        self._session = _session(folder / said["onnx_file"])

    def embed(self, text: str) -> Vectors:
        """The unit vector, float32[d], of `text` as a query: mean of its tokens' vectors.

        One text at a time, in training too: the int8 engine scales a whole batch at once, so
        in a batch a text's vector depends on its neighbours (cosine down to 0.98).
        """
        tokens = np.array([self._pieces.ids(self._prefix + text, self._limit)], np.int64)
        # Nothing is padded, and every token is of the first segment, whose id is 0.
        feed = {"input_ids": tokens, "attention_mask": np.ones_like(tokens)}
        inputs = {name: feed.get(name, np.zeros_like(tokens)) for name in self._inputs}
        mean = self._session.run(None, inputs)[0][0].mean(axis=0)
        return np.asarray(mean / np.linalg.norm(mean), np.float32)

    def embed_all(self, texts: Sequence[str]) -> list[Vectors]:
        """`embed` of each, as many at a time as there are processors for this process."""
        with ThreadPoolExecutor(len(os.sched_getaffinity(0))) as pool:
            return list(pool.map(self.embed, texts))


def _session(path: Path) -> onnxruntime.InferenceSession:
    """One thread that does not spin: a second one gains nothing on short texts."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


@lru_cache(maxsize=1)
def shared_encoder(folder: Path, max_tokens: int, said: bytes) -> Encoder:
    """The process's encoder: a reload of Rasa's model does not read the weights again.

    `said` is the folder's description; another one means another model.
    """
    return Encoder(folder, max_tokens)
