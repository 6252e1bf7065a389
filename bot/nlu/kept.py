"""The sentence vectors of the last training, kept for the next one, which has most texts again.

One npz file below Rasa's cache (RASA_CACHE_DIRECTORY), without which nothing is kept: the vectors
and hashes of what they were made of, no texts. Depends on numpy.
"""

from __future__ import annotations

import hashlib
import os
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
Embed = Callable[[list[str]], list[Vectors]]

FILE = "sentence-vectors.npz"


class KeptVectors:
    """Vectors of texts that one `model` makes; anything that changes them belongs to `model`."""

    def __init__(self, path: Path | None, model: bytes) -> None:
        self._path, self._model = path, model

    @classmethod
    def beside_rasa(cls, model: bytes) -> KeptVectors:
        """Those in Rasa's cache."""
        folder = os.environ.get("RASA_CACHE_DIRECTORY")
        return cls(Path(folder) / FILE if folder else None, model)

    def of(
        self, texts: Sequence[str], embed: Callable[[list[str]], list[Vectors]]
    ) -> list[Vectors]:
        """A vector for each text; `embed` makes the missing ones. All these, and no others, are
        kept for the next time."""
        found, keys = self._read(), [self._key(text) for text in texts]
        missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in found}
        made = embed(list(missing.values())) if missing else []
        found |= dict(zip(missing, made, strict=True))
        if missing:
            self._write({key: found[key] for key in keys})
        return [found[key] for key in keys]

    def _key(self, text: str) -> bytes:
        return hashlib.blake2b(text.encode(), digest_size=16, key=self._hash()).digest()

    def _hash(self) -> bytes:
        return hashlib.sha256(self._model).digest()

    def _read(self) -> dict[bytes, Vectors]:
        """Nothing where there is no file, or a broken one: the vectors can be made again."""
        if self._path is None or not self._path.is_file():
            return {}
        try:
            with self._path.open("rb") as file, np.load(file, allow_pickle=False) as kept:
                return {
                    key.tobytes(): vector
                    for key, vector in zip(kept["keys"], kept["vectors"], strict=True)
                }
        except (OSError, ValueError, KeyError, zipfile.BadZipFile):
            return {}

    def _write(self, found: dict[bytes, Vectors]) -> None:
        if self._path is None:
            return
        self._path.parent.mkdir(parents=True, exist_ok=True)
        keys = np.array([np.frombuffer(key, np.uint8) for key in found])
        beside = self._path.with_suffix(f".{os.getpid()}.npz")
        np.savez(beside, keys=keys, vectors=np.stack(list(found.values())))
        beside.replace(self._path)
