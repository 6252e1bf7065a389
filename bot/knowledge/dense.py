"""Vectors in files: FAISS for passages, a plain matrix for units.

Up to `EXACT_UP_TO` passages every vector is compared; beyond, vectors are grouped into lists
around centres (IVF), kept as 16 bits a component, and only the lists nearest to the question
are read: as many as hold what is asked for, measured when the version is written. Files are
mapped, not read: processes that serve the same version share the memory.
Depends on `vectors`.
"""

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import faiss
import numpy as np
from numpy.typing import NDArray

from bot.knowledge import arrays
from bot.knowledge.vectors import FAISS_FILE, Matrix, Rows, elsewhere

__all__ = ["DenseIndex", "FaissStore", "Matrix", "UnitVectors"]

UNITS_FILE = "units.npy"
EXACT_UP_TO = 100_000
RECALL = 0.99
"""The share of the nearest passages that the lists read must hold, by `lists_to_read`."""
NEAREST, ASKED, DRAWN_FROM = 10, 400, 5_000
"""It takes the nearest of so many points, which are drawn from so many vectors."""
TRAINED_PER_LIST = 64
FEW_ROWS = 20_000
"""Among so few every vector is compared: the lists near the question may hold none of them."""
SEED = 7

_faiss: Any = faiss
"""Where the stubs that it ships do not know what it has."""


class FaissStore:
    """Vectors in a file of the version's folder."""

    def __init__(self, exact_up_to: int = EXACT_UP_TO) -> None:
        self._exact_up_to = exact_up_to

    def write(self, folder: Path, vectors: Matrix) -> None:
        """See `VectorStore.write`; the kind of index follows from the number of vectors."""
        with every_core():
            made = exact(vectors) if len(vectors) <= self._exact_up_to else grouped(vectors)
        faiss.write_index(made, str(folder / FAISS_FILE))

    def open(self, folder: Path) -> "DenseIndex":
        """See `VectorStore.open`."""
        if not (folder / FAISS_FILE).is_file():
            raise elsewhere(folder, "faiss")
        return DenseIndex(folder)

    def tidy(self, index_dir: Path) -> None:
        """Nothing to do: the file goes with its folder."""


class DenseIndex:
    """The passage vectors in `folder`, as `Vectors` says."""

    def __init__(self, folder: Path) -> None:
        # Handing one small search to several threads takes longer than the search.
        faiss.omp_set_num_threads(1)
        self._index: Any = faiss.read_index(str(folder / FAISS_FILE), faiss.IO_FLAG_MMAP_IFC)
        self._grouped = isinstance(self._index, faiss.IndexIVF)

    def __len__(self) -> int:
        return int(self._index.ntotal)

    @property
    def lists_read(self) -> int:
        """How many lists a search reads; 0 where every vector is compared."""
        return int(self._index.nprobe) if self._grouped else 0

    def search(
        self, query: Matrix, *, rows: Rows | None = None, limit: int = 100
    ) -> dict[int, float]:
        """See `Vectors.search`."""
        limit = min(limit, len(self))
        if not limit or (rows is not None and not len(rows)):
            return {}
        if rows is not None and self._grouped and len(rows) <= FEW_ROWS:
            return self._nearest_of(query, rows, limit)
        scores, found = self._index.search(query[None, :], limit, params=self._among(rows))
        return {int(r): float(s) for r, s in zip(found[0], scores[0], strict=True) if r >= 0}

    def cosines(self, query: Matrix, rows: Iterable[int]) -> dict[int, float]:
        """See `Vectors.cosines`."""
        wanted = np.fromiter(rows, np.int64)
        if not len(wanted):
            return {}
        scores = self._index.reconstruct_batch(wanted) @ query
        return {int(row): float(score) for row, score in zip(wanted, scores, strict=True)}

    def _nearest_of(self, query: Matrix, rows: Rows, limit: int) -> dict[int, float]:
        scores = self._index.reconstruct_batch(rows) @ query
        best = np.argsort(-scores, kind="stable")[:limit]
        return {int(rows[n]): float(scores[n]) for n in best}

    def _among(self, rows: Rows | None) -> Any:
        """FAISS's way to say: only these rows. The bits outlive the call with the object."""
        if rows is None:
            return None
        chosen = np.zeros(len(self), bool)
        chosen[rows] = True
        selector = _faiss.IDSelectorBitmap(np.packbits(chosen, bitorder="little"))
        if self._grouped:
            return _faiss.SearchParametersIVF(sel=selector, nprobe=self._index.nprobe)
        return _faiss.SearchParameters(sel=selector)


class UnitVectors:
    """Vectors of all units, float16 [units, dimensions], a passage's own side by side."""

    def __init__(self, folder: Path, counts: Sequence[int] | NDArray[Any]) -> None:
        """`counts` is the number of units of each passage, in row order."""
        self._vectors = np.asarray(arrays.load(folder / UNITS_FILE))
        self._ends = np.concatenate([[0], np.cumsum(np.asarray(counts, np.int64))])

    def cosines(self, query: Matrix, rows: Sequence[int]) -> list[list[float]]:
        """The cosine of `query` with each unit of each of `rows`."""
        spans = [slice(int(self._ends[row]), int(self._ends[row + 1])) for row in rows]
        parts = [self._vectors[span] for span in spans]
        if not parts:
            return []
        scores = np.concatenate(parts).astype(np.float32) @ query
        ends = np.cumsum([len(part) for part in parts])[:-1]
        return [[float(score) for score in part] for part in np.split(scores, ends)]


def new_units(folder: Path, count: int, dimensions: int) -> Any:
    """An empty matrix of unit vectors in `folder`, float16 [count, dimensions], mapped."""
    if not count:
        np.save(folder / UNITS_FILE, np.zeros((0, dimensions), np.float16))
        return np.zeros((0, dimensions), np.float16)
    shape = (count, dimensions)
    path = folder / UNITS_FILE
    return np.lib.format.open_memmap(path, mode="w+", dtype=np.float16, shape=shape)


def exact(vectors: Matrix) -> Any:
    """An index that compares every vector."""
    index = faiss.IndexIDMap2(faiss.IndexFlatIP(vectors.shape[1]))
    if len(vectors):
        index.add_with_ids(vectors, np.arange(len(vectors), dtype=np.int64))
    return index


def grouped(vectors: Matrix) -> Any:
    """An index in about 4 sqrt(n) lists, of 16 bits a component."""
    lists = max(int(4 * len(vectors) ** 0.5), 1)
    index = _faiss.index_factory(vectors.shape[1], f"IVF{lists},SQfp16", faiss.METRIC_INNER_PRODUCT)
    index.cp.seed = SEED
    order = np.random.default_rng(SEED).permutation(len(vectors))
    index.train(vectors[np.sort(order[: TRAINED_PER_LIST * lists])])
    index.add(vectors)
    index.make_direct_map(True)
    index.nprobe = lists_to_read(index, vectors)
    return index


def lists_to_read(index: Any, vectors: Matrix) -> int:
    """How many lists, the nearest first, hold `RECALL` of the nearest vectors of a point.

    Each of the nearest is in the list of some rank, seen from the point: the number is that
    rank's quantile.
    """
    points = anywhere(vectors)
    _, near = faiss.knn(
        points, vectors, min(NEAREST, len(vectors)), metric=faiss.METRIC_INNER_PRODUCT
    )
    _, lists = index.quantizer.search(vectors[near.ravel()], 1)
    cosines = points @ index.quantizer.reconstruct_n(0, index.nlist).T
    held = np.take_along_axis(cosines, lists.reshape(near.shape), axis=1)
    ranks = [(own[:, None] <= each).sum(1) for own, each in zip(held, cosines, strict=True)]
    return max(int(np.quantile(ranks, RECALL, method="higher")), 1)


def anywhere(vectors: Matrix) -> Matrix:
    """Unit vectors from the normal distribution with the mean and covariance of `vectors`.

    Questions lie between texts rather than beside one: a passage's own neighbours are in far
    fewer lists than theirs, and these points' are in a few more (docs/decisions/0008). A
    normal draw is a sum of the vectors' deviations with normal weights.
    """
    rng = np.random.default_rng(SEED)
    some = vectors[np.sort(rng.permutation(len(vectors))[:DRAWN_FROM])]
    mean = some.mean(0)
    weights = rng.standard_normal((ASKED, len(some)), np.float32) / np.sqrt(len(some))
    drawn = mean + weights @ (some - mean)
    return np.asarray(drawn / np.linalg.norm(drawn, axis=1, keepdims=True), np.float32)


@contextmanager
def every_core() -> Iterator[None]:
    """FAISS on all cores while an index is made."""
    faiss.omp_set_num_threads(os.cpu_count() or 1)
    try:
        yield
    finally:
        faiss.omp_set_num_threads(1)
