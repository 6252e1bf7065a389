"""Text to vectors: the only place that knows the embedding model.

The model is loaded when the first vector is asked for, so that importing this module costs
nothing. The folder is made by `deploy/model.py`; any sentence-transformers folder or hub name
works too. Depends on `bot.errors`, the encoders and the cache.
"""

import json
import threading
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from bot.errors import BotError
from bot.knowledge.encoders import Encoder, Matrix, OnnxEncoder, SentenceEncoder
from bot.knowledge.vector_cache import Vector, VectorCache

BATCH_TOKENS = 2048
BATCH_TEXTS = 16
"""Bounds of one pass through the model: memory, and the wait of a query behind it."""
REMEMBERED = 512
"""Queries whose vectors are kept in memory: FAQ and manuals are asked the same question."""


class EmbeddingError(BotError):
    """The embedding model cannot be used."""


class Embedder:
    """Unit vectors of queries and passages, float32. May be called from several threads.

    `model_dir` is a folder or a hub name, `cache_path` a SQLite file for the vectors of
    passages and kept queries (none: nothing is kept). `threads` is the number that one pass
    uses: 1 is best for short queries on a busy machine, an ingest may take every core.
    """

    def __init__(
        self, model_dir: Path, cache_path: Path | None = None, *, threads: int = 1
    ) -> None:
        self.model_dir = model_dir
        self.threads = threads
        self._cache_path = cache_path
        self._remembered: dict[str, Vector] = {}
        self._lock = threading.RLock()

    @cached_property
    def description(self) -> dict[str, Any]:
        """What the folder's `mostrador.json` says; for other models what their name implies."""
        try:
            said: dict[str, Any] = json.loads((self.model_dir / "mostrador.json").read_text())
        except FileNotFoundError:
            name = str(self.model_dir)
            e5 = "e5" in self.model_dir.name.lower()
            prefixes = ("query: ", "passage: ") if e5 else ("", "")
            return {"id": name, "query_prefix": prefixes[0], "passage_prefix": prefixes[1]}
        return said

    @property
    def model_id(self) -> str:
        """Name and fingerprint of the weights; vectors of different ids do not compare."""
        return str(self.description["id"])

    @cached_property
    def dimensions(self) -> int:
        """Length of a vector."""
        known = self.description.get("dimensions")
        return int(known or self._model.dimensions)

    def load(self) -> None:
        """Load the model now (seconds) rather than at the first question."""
        self.embed_queries(["."])

    def embed_queries(self, texts: Sequence[str], *, keep: bool = False) -> Matrix:
        """Vectors of questions, [n, dimensions]; `keep` stores them in the cache file."""
        prefix = self.description["query_prefix"]
        return self._embed([prefix + text for text in texts], keep=keep, remember=True)

    def embed_passages(self, texts: Sequence[str]) -> Matrix:
        """Vectors of texts to be found, [n, dimensions], through the cache file."""
        prefix = self.description["passage_prefix"]
        return self._embed([prefix + text for text in texts], keep=True, remember=False)

    def count_tokens(self, text: str) -> int:
        """Tokens of `text` as the model counts them, without the two marks around it."""
        if self._bare is not None:
            return len(self._bare.encode(text, add_special_tokens=False).ids)
        return self._model.count_tokens(text)

    def _embed(self, texts: list[str], *, keep: bool, remember: bool) -> Matrix:
        known = {t: v for t in texts if (v := self._remembered.get(t)) is not None}
        cache = self._cache if keep else None
        if cache:
            known |= cache.get([text for text in texts if text not in known])
        for part in self._batches({t for t in texts if t not in known}):
            made = dict(zip(part, self._model.encode(part).sentences, strict=True))
            known |= made
            if cache:
                cache.put(made)
            if remember and not keep:
                self._remember(made)
        rows = [known[text] for text in texts]
        return np.stack(rows) if rows else np.zeros((0, self.dimensions), np.float32)

    def _remember(self, made: dict[str, Vector]) -> None:
        with self._lock:
            if len(self._remembered) + len(made) > REMEMBERED:
                self._remembered = {}
            self._remembered |= made

    def _batches(self, texts: set[str]) -> Iterator[list[str]]:
        """Texts of like length together: the padding of a batch is as costly as words.

        The order is the same for the same texts: int8 scales its activations by batch, so
        another grouping would move the vectors a little (cosine about 0.995).
        """
        batch: list[str] = []
        for text in sorted(texts, key=lambda text: (len(text), text)):
            longest = self.count_tokens(text) if batch else 0
            if batch and (len(batch) == BATCH_TEXTS or longest * len(batch) > BATCH_TOKENS):
                yield batch
                batch = []
            batch.append(text)
        if batch:
            yield batch

    @cached_property
    def _cache(self) -> VectorCache | None:
        return VectorCache(self._cache_path, self.model_id) if self._cache_path else None

    @cached_property
    def _bare(self) -> Any:
        """The folder's tokenizer alone: counting needs no model, nor seconds of imports."""
        from tokenizers import Tokenizer

        path = self.model_dir / "tokenizer.json"
        return Tokenizer.from_file(str(path)) if path.is_file() else None

    @property
    def _model(self) -> Encoder:
        with self._lock:
            return self._loaded

    @cached_property
    def _loaded(self) -> Encoder:
        local = self.model_dir.is_dir()
        if not local and (self.model_dir.is_absolute() or self.model_dir.parts[0] == "var"):
            raise EmbeddingError(
                f"No embedding model in {self.model_dir}: run `python deploy/model.py "
                f"{self.model_dir}`, or set EMBEDDING_MODEL.",
                503,
            )
        if "onnx_file" in self.description:
            return OnnxEncoder(self.model_dir, self.description, self.threads)
        return SentenceEncoder(self.model_dir, self.threads)
