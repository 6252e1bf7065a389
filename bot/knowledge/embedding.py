"""Text to vectors: the only place that knows the embedding model.

The model is loaded when the first vector is asked for, so that importing this module costs
nothing. The folder is made by `deploy/model.py`; any sentence-transformers folder or hub name
works too. Depends on `bot.errors`, the encoders and the cache.
"""

import json
import threading
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from bot.errors import BotError
from bot.knowledge.encoders import Encoded, Encoder, Matrix, OnnxEncoder, SentenceEncoder
from bot.knowledge.late import QuestionTokens
from bot.knowledge.vector_cache import Vector, VectorCache

BATCH_TOKENS = 2048
BATCH_TEXTS = 16
"""Bounds of one pass through a model of floats: memory, and the wait of a query behind it."""
ONE_BY_ONE = "-single"
"""Part of the packaged model's id: vectors kept from passes over several texts differ."""
SPREAD_FROM = 200
"""Texts to embed at once from which on workers are worth their start of a second or two."""
REMEMBERED = 512
"""Queries whose vectors are kept in memory: FAQ and manuals are asked the same question."""


class EmbeddingError(BotError):
    """The embedding model cannot be used."""


class Workers(Protocol):
    """Many that embed at once. What they give does not depend on how many they are."""

    def encode(self, texts: Sequence[str], *, tokens: bool) -> Encoded:
        """As `Embedder.encode`; EmbeddingError where one of them is lost for good."""
        ...

    def close(self) -> None:
        """Let them go; the next `encode` calls new ones."""
        ...


class Embedder:
    """Unit vectors of queries and passages, float32. May be called from several threads.

    `model_dir` is a folder or a hub name, `cache_path` a SQLite file for the vectors of
    passages and kept queries (none: nothing is kept). `threads` is the number that one pass
    uses: 1 is best for short queries on a busy machine. `workers` are called where there are
    many passages to embed (none: never).
    """

    def __init__(
        self,
        model_dir: Path,
        cache_path: Path | None = None,
        *,
        threads: int = 1,
        workers: Workers | None = None,
    ) -> None:
        self.model_dir = model_dir
        self.threads = threads
        self._workers = workers
        self._spreading = False
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
        """Name and fingerprint of the weights, and how they are used where that matters;
        vectors of different ids do not compare."""
        return f"{self.description['id']}{ONE_BY_ONE if self._is_packaged else ''}"

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

    def query_tokens(self, text: str) -> QuestionTokens:
        """The vectors of a question's tokens, and where they stand in it; its own vector is
        remembered by the way."""
        prefix = self.description["query_prefix"]
        made = self._model.encode([prefix + text], tokens=True)
        self._remember({prefix + text: made.sentences[0]})
        shift = len(prefix)
        spans = [(start - shift, end - shift) for start, end in made.spans[0]]
        return QuestionTokens(made.tokens[0], spans)

    def passage_tokens(self, texts: Sequence[str]) -> list[Matrix]:
        """The vectors of each text's tokens, float32[t, dimensions]; the texts' own vectors
        go to the cache file by the way."""
        prefixed = [self.description["passage_prefix"] + text for text in texts]
        distinct = by_length(prefixed)
        made = self._encode_many(distinct, tokens=True)
        if self._cache:
            self._cache.put(dict(zip(distinct, made.sentences, strict=True)))
        found = dict(zip(distinct, made.tokens, strict=True))
        return [found[text] for text in prefixed]

    def encode(self, texts: Sequence[str], *, tokens: bool = False) -> Encoded:
        """The model's passes over `texts` as they are, here in this process.

        The int8 model scales its numbers by the largest of the whole batch: a text's vector
        would depend on its neighbours (cosine about 0.995), so each gets a pass of its own,
        which for passages is also faster. Other models read texts of like length together.
        """
        made = [self._model.encode(part, tokens=tokens) for part in self._batches(texts)]
        if not made:
            return Encoded(np.zeros((0, self.dimensions), np.float32), [], [])
        return Encoded(
            np.concatenate([one.sentences for one in made]),
            [vectors for one in made for vectors in one.tokens],
            [spans for one in made for spans in one.spans],
        )

    def close(self) -> None:
        """Let the workers go, where there are any."""
        self._spreading = False
        if self._workers:
            self._workers.close()

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
        missing = by_length(text for text in texts if text not in known)
        made = self._encode_many(missing) if keep else self.encode(missing)
        fresh = dict(zip(missing, made.sentences, strict=True)) if missing else {}
        known |= fresh
        if cache and fresh:
            cache.put(fresh)
        if remember and not keep:
            self._remember(fresh)
        rows = [known[text] for text in texts]
        return np.stack(rows) if rows else np.zeros((0, self.dimensions), np.float32)

    def _remember(self, made: dict[str, Vector]) -> None:
        with self._lock:
            if len(self._remembered) + len(made) > REMEMBERED:
                self._remembered = {}
            self._remembered |= made

    def _encode_many(self, texts: Sequence[str], *, tokens: bool = False) -> Encoded:
        """As `encode`, by the workers where there is much to do or they are at it already."""
        if self._workers and texts and (self._spreading or len(texts) >= SPREAD_FROM):
            self._spreading = True
            return self._workers.encode(texts, tokens=tokens)
        return self.encode(texts, tokens=tokens)

    def _batches(self, texts: Sequence[str]) -> Iterator[list[str]]:
        """Texts side by side, of like length if they come so: the padding of a batch is as
        costly as words."""
        most = 1 if self._is_packaged else BATCH_TEXTS
        batch: list[str] = []
        for text in texts:
            longest = self.count_tokens(text) if batch and most > 1 else 0
            if batch and (len(batch) == most or longest * len(batch) > BATCH_TOKENS):
                yield batch
                batch = []
            batch.append(text)
        if batch:
            yield batch

    @property
    def _is_packaged(self) -> bool:
        return "onnx_file" in self.description

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
        if self._is_packaged:
            return OnnxEncoder(self.model_dir, self.description, self.threads)
        return SentenceEncoder(self.model_dir, self.threads)


def by_length(texts: Iterable[str]) -> list[str]:
    """The distinct texts, the short ones first."""
    return sorted(set(texts), key=lambda text: (len(text), text))
