"""Real text to measure size with: passages of real manuals and their vectors, and from them as
many again as are asked for, each a little different.

Only sizes and times are taken from what is varied; recall is measured on vectors of the model,
or near them. Depends on bot.knowledge and kb_ingest.
"""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

import faiss
import numpy as np
from numpy.typing import NDArray

from bot.knowledge.documents import Block, Document, Passage
from bot.knowledge.embedding import Embedder
from kb_ingest.build import files_in
from kb_ingest.passages import cut
from kb_ingest.readers import ReadError, read

Matrix = NDArray[np.float32]
DISTINCT = 30_000
"""Real texts that are embedded; a few minutes on two cores, kept afterwards."""
LONGEST_FILE = 2_000_000
A_PRODUCT = 1_000
"""Passages of a product, and of its one manual."""
NEIGHBOURS = 10
NOISE = 0.15
"""Length of the random part of a varied vector."""


@dataclass(frozen=True, slots=True)
class Real:
    """Real passages, a sentence of each, and its vectors [n, dimensions]."""

    passages: list[Passage]
    vectors: Matrix


def real(folders: Sequence[Path], embedder: Embedder) -> Real:
    """Passages of the documents in `folders`, each with the vector of one of its sentences.

    A sentence takes the model a fifth of a passage's time and lies among its like as a passage
    does. Documents that cannot be read are passed over.
    """
    found: dict[str, Passage] = {}
    for passage in passages_in(folders, embedder):
        for unit in passage.units:
            head = passage.heading_path[-1] if passage.heading_path else passage.title
            found.setdefault(f"{head}: {passage.unit_text(unit)}", passage)
        if len(found) >= DISTINCT:
            break
    texts = list(found)[:DISTINCT]
    vectors = np.zeros((len(texts), embedder.dimensions), np.float32)
    for start in range(0, len(texts), 1000):
        vectors[start : start + 1000] = embedder.embed_passages(texts[start : start + 1000])
        if sys.stdout.isatty():
            done = min(start + 1000, len(texts))
            print(f"\r{done} of {len(texts)} texts embedded ", end="", flush=True)
    print()
    return Real([found[text] for text in texts], vectors)


def passages_in(folders: Sequence[Path], embedder: Embedder) -> Iterator[Passage]:
    """The passages of every document that can be read, in an order that mixes the folders and
    is the same in every run."""
    for path in sorted(files_in(folders), key=lambda path: sha256(path.name.encode()).digest()):
        if path.stat().st_size <= LONGEST_FILE:
            try:
                yield from cut(read(path), embedder.count_tokens)
            except (ReadError, ValueError):
                continue


class Varied(Sequence[Passage]):
    """`count` passages made of real ones, made when they are asked for: each with a model
    number of its own, a thousand of them a product's."""

    def __init__(self, real_ones: Real, count: int) -> None:
        self._real = real_ones.passages
        self._count = count

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, row: int) -> Passage:  # type: ignore[override]
        if row >= self._count:
            raise IndexError(row)
        passage = self._real[row % len(self._real)]
        product = f"product-{row // A_PRODUCT}"
        return replace(
            passage,
            id=f"{row:016x}",
            document_id=f"{product}.es",
            product=product,
            heading_path=(*passage.heading_path, f"X{row}"),
            first_block=row % A_PRODUCT,
            last_block=row % A_PRODUCT,
        )

    def documents(self) -> Iterator[Document]:
        """A manual for each product, a block for each passage."""
        for first in range(0, self._count, A_PRODUCT):
            own = [self[row] for row in range(first, min(first + A_PRODUCT, self._count))]
            blocks = tuple(Block("paragraph", passage.text) for passage in own)
            name = own[0].document_id
            yield Document(
                id=name, title=name, language="es", product=own[0].product, kind="manual",
                version="", date="", source=f"{name}.md", sha256="", media_type="text/markdown",
                pages=None, blocks=blocks,
            )  # fmt: skip


def varied(vectors: Matrix, count: int) -> Matrix:
    """`count` unit vectors: the real ones, then points between a real one and one of its
    nearest, with a little noise, so that they lie as densely as text of that size does."""
    made = np.empty((count, vectors.shape[1]), np.float32)
    made[: len(vectors)] = vectors[:count]
    if count > len(vectors):
        _, near = faiss.knn(vectors, vectors, NEIGHBOURS, metric=faiss.METRIC_INNER_PRODUCT)
        rng = np.random.default_rng(1)
        for start in range(len(vectors), count, 50_000):
            made[start : start + 50_000] = between(vectors, near, min(50_000, count - start), rng)
    return made


def between(
    vectors: Matrix, near: NDArray[np.int64], count: int, rng: np.random.Generator
) -> Matrix:
    """`count` points as `varied` says."""
    first = rng.integers(0, len(vectors), count)
    second = near[first, rng.integers(1, NEIGHBOURS, count)]
    share = rng.random((count, 1), np.float32) / 2
    noise = rng.standard_normal((count, vectors.shape[1]), np.float32)
    noise *= NOISE / np.sqrt(vectors.shape[1])
    made = (1 - share) * vectors[first] + share * vectors[second] + noise
    return np.asarray(made / np.linalg.norm(made, axis=1, keepdims=True), np.float32)
