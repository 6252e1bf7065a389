"""Finding passages by meaning: a FAISS index of passage vectors and a matrix of unit vectors.

Vectors have unit length, so an inner product is a cosine. Both files are mapped, not read:
processes that serve the same version share the memory. Depends on nothing of ours.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path

import faiss
import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float32]
PASSAGES_FILE = "passages.faiss"
UNITS_FILE = "units.npy"


class DenseIndex:
    """Passage vectors by row. Safe to share between threads."""

    def __init__(self, folder: Path) -> None:
        # Handing one small search to several threads takes longer than the search.
        faiss.omp_set_num_threads(1)
        self._index = faiss.read_index(str(folder / PASSAGES_FILE), faiss.IO_FLAG_MMAP_IFC)

    def __len__(self) -> int:
        return int(self._index.ntotal)

    def search(
        self, query: Matrix, *, rows: NDArray[np.int64] | None = None, limit: int = 100
    ) -> dict[int, float]:
        """Cosines of the nearest `limit` passages by row, among `rows` where given.

        `query` is one vector [dimensions].
        """
        chosen = None
        if rows is not None:
            chosen = faiss.SearchParameters()
            chosen.sel = faiss.IDSelectorBatch(rows)
        limit = min(limit, len(self))
        if not limit:
            return {}
        scores, found = self._index.search(query[None, :], limit, params=chosen)
        return {int(r): float(s) for r, s in zip(found[0], scores[0], strict=True) if r >= 0}

    def cosines(self, query: Matrix, rows: Iterable[int]) -> dict[int, float]:
        """Cosines of `query` [dimensions] with the named rows."""
        return {row: float(self._index.reconstruct(row) @ query) for row in rows}


class UnitVectors:
    """Vectors of all units, float16 [units, dimensions], a passage's own side by side."""

    def __init__(self, folder: Path, counts: Sequence[int]) -> None:
        """`counts` is the number of units of each passage, in row order."""
        self._vectors = np.asarray(np.load(folder / UNITS_FILE, mmap_mode="r"))
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


def write_dense(folder: Path, passages: Matrix, units: Matrix) -> None:
    """Write both files into `folder`: row n of `passages` gets id n."""
    index = faiss.IndexIDMap2(faiss.IndexFlatIP(passages.shape[1]))
    if len(passages):
        index.add_with_ids(passages, np.arange(len(passages), dtype=np.int64))
    faiss.write_index(index, str(folder / PASSAGES_FILE))
    np.save(folder / UNITS_FILE, units.astype(np.float16))
