"""The third look: late interaction between the question's tokens and those of a passage.

MaxSim (Khattab and Zaharia, ColBERT, 2020): for each token of the question the best cosine
among the passage's tokens, averaged; here weighed by how rare the token's word is. Token
vectors of a document's passages are kept in one file named by its content, int8 with a
scale for each token, mapped and shared by all versions that hold the document. Depends on
`words`.
"""

import hashlib
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.knowledge import arrays
from bot.knowledge.words import SAID_EVERYWHERE, fold, stem

Matrix = NDArray[np.float32]
Packed = NDArray[np.uint8]
TOKENS_FOLDER = "tokens"
SCALE_BYTES = 2
STEPS = 127
LEAST_WEIGHT = 0.3
"""Of a token whose word says little; without it short questions would hang on one token."""
OPEN_FILES = 256


@dataclass(frozen=True, slots=True)
class QuestionTokens:
    """`vectors` float32[t, d] of length 1 and, for each, where its characters stand in the
    question; a span that begins before 0 is none of the question's."""

    vectors: Matrix
    spans: Sequence[tuple[int, int]]


def maxsims(question: Matrix, weights: Matrix, passages: Sequence[Packed]) -> list[float]:
    """For each passage the weighed mean over the question's tokens [t, d] of the best cosine
    among its own; `weights` is [t] and sums to 1. 0 for a passage without tokens."""
    lengths = np.array([len(one) for one in passages], np.int64)
    if not len(question) or not lengths.sum():
        return [0.0] * len(passages)
    codes, scales = parts(np.concatenate(passages))
    cosines = (question @ codes.T) * scales
    filled = np.flatnonzero(lengths)
    starts = np.concatenate([[0], np.cumsum(lengths)[:-1]])[filled]
    found = np.zeros(len(passages), np.float32)
    found[filled] = weights @ np.maximum.reduceat(cosines, starts, axis=1)
    return [float(value) for value in found]


def token_weights(
    question: str, spans: Sequence[tuple[int, int]], rarity: Mapping[str, float]
) -> Matrix:
    """How much each token counts, float32[t], sum 1: the rarity of the word it is part of
    (see SearchResult). Signs count nothing; a word that is everywhere a little."""
    made = np.array([_weight(question, *span, rarity) for span in spans], np.float32)
    total = made.sum()
    return made / total if total else np.full(len(made), 1 / max(len(made), 1), np.float32)


def _weight(question: str, start: int, end: int, rarity: Mapping[str, float]) -> float:
    if start < 0 or not any(map(str.isalnum, question[start:end])):
        return 0.0
    while start > 0 and question[start - 1].isalnum():
        start -= 1
    while end < len(question) and question[end].isalnum():
        end += 1
    word = fold(question[start:end].strip())
    if word in SAID_EVERYWHERE:
        return LEAST_WEIGHT
    return max(rarity.get(stem(word), 0.0), LEAST_WEIGHT)


def packed(vectors: Matrix) -> Packed:
    """Unit vectors [t, d] as bytes [t, d + 2]: int8 steps of the largest component, then
    that step as float16. A cosine with another vector moves by 0.002 at most."""
    largest = np.abs(vectors).max(axis=1, keepdims=True)
    scales = np.maximum(largest / STEPS, 1e-6).astype(np.float16)
    codes = np.clip(np.rint(vectors / scales.astype(np.float32)), -STEPS, STEPS).astype(np.int8)
    return np.concatenate([codes.view(np.uint8), scales.view(np.uint8)], axis=1)


def parts(rows: Packed) -> tuple[Matrix, Matrix]:
    """The steps of `packed` as float32[t, d] and the size of each token's, float32[t]."""
    codes = rows[:, :-SCALE_BYTES].view(np.int8).astype(np.float32)
    scales = np.ascontiguousarray(rows[:, -SCALE_BYTES:]).view(np.float16)
    return codes, scales[:, 0].astype(np.float32)


class TokenFiles:
    """The folder of token files. Safe to share between threads and processes."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._opened = lru_cache(OPEN_FILES)(self._open)

    def has(self, key: str) -> bool:
        """Whether the document of that key is kept."""
        return self._path(key, "ends").is_file()

    def write(self, key: str, passages: Sequence[Matrix]) -> None:
        """Keep the token vectors of a document's passages; whole or not at all."""
        self._folder.mkdir(parents=True, exist_ok=True)
        ends = np.cumsum([0, *(len(one) for one in passages)])
        rows = np.concatenate([packed(one) for one in passages if len(one)] or [_nothing()])
        # A document is there when its second file is.
        for name, array in (("tokens", rows), ("ends", ends)):
            fresh = self._folder / f".{key}.{name}.{os.getpid()}"
            with fresh.open("wb") as file:
                np.save(file, array)
                file.flush()
                os.fsync(file.fileno())
            os.replace(fresh, self._path(key, name))

    def read(self, key: str, number: int) -> Packed:
        """The token vectors of passage `number` of the document, as `packed` made them."""
        ends, rows = self._opened(key)
        return np.asarray(rows[ends[number] : ends[number + 1]])

    def drop_unused(self, used: set[str]) -> None:
        """Remove the files of documents that no version holds."""
        for path in self._folder.glob("[0-9a-f]*.npy"):
            if path.name.partition(".")[0] not in used:
                path.unlink(missing_ok=True)

    def _open(self, key: str) -> tuple[NDArray[np.int64], Packed]:
        ends = arrays.load(self._path(key, "ends"), mapped=False)
        return ends, arrays.load(self._path(key, "tokens"))

    def _path(self, key: str, name: str) -> Path:
        return self._folder / f"{key}.{name}.npy"


def key_of(model_id: str, texts: Sequence[str]) -> str:
    """The name of the file for passages of these texts, embedded by that model."""
    return hashlib.sha256("\0".join((model_id, *texts)).encode()).hexdigest()[:32]


def _nothing() -> Packed:
    return np.zeros((0, SCALE_BYTES), np.uint8)
