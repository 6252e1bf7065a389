"""Where passage vectors are kept and searched: the interface, and the choice of a store.

Two stores keep it: FAISS files beside the index (`dense`, the default), and PostgreSQL with
pgvector (`pgvector`). Vectors have unit length, so an inner product is a cosine. Depends on
`bot.errors`; a store is imported when it is chosen.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from bot.errors import BotError

Matrix = NDArray[np.float32]
Rows = NDArray[np.int64]
FAISS_FILE = "passages.faiss"
POSTGRESQL_FILE = "passages.postgresql"
STORE_FILES = (FAISS_FILE, POSTGRESQL_FILE)
"""A version holds one of them: by it a reader sees which store the vectors are in."""


class VectorStoreError(BotError):
    """The vectors cannot be reached, or are in another store than the one chosen."""


class Vectors(Protocol):
    """The passage vectors of one version, by row. Never change; safe to share between threads."""

    def __len__(self) -> int: ...

    def search(
        self, query: Matrix, *, rows: Rows | None = None, limit: int = 100
    ) -> dict[int, float]:
        """Cosines of the nearest `limit` passages by row, among `rows` where given.

        `query` is one vector [dimensions].
        """
        ...

    def cosines(self, query: Matrix, rows: Iterable[int]) -> dict[int, float]:
        """Cosines of `query` [dimensions] with the named rows."""
        ...


class VectorStore(Protocol):
    """Keeps the vectors of versions. A version is written once and only read afterwards."""

    def write(self, folder: Path, vectors: Matrix) -> None:
        """Keep `vectors` [n, dimensions] for the version in `folder`: row n gets id n.

        The folder may be renamed afterwards.
        """
        ...

    def open(self, folder: Path) -> Vectors:
        """The vectors of the version in `folder`; VectorStoreError where they are not here."""
        ...

    def tidy(self, index_dir: Path) -> None:
        """Let go of the vectors of versions that are no longer in `index_dir`."""
        ...


def vector_store(said: str) -> VectorStore:
    """The store that the setting names: "faiss" or a postgresql:// address."""
    if said == "faiss":
        from bot.knowledge.dense import FaissStore

        return FaissStore()
    if said.startswith(("postgresql://", "postgres://")):
        from bot.knowledge.pgvector import PgVectorStore

        return PgVectorStore(said)
    raise VectorStoreError(
        f"MOSTRADOR_VECTOR_STORE is {said!r}: write faiss, or postgresql://user@host/database.", 500
    )


def elsewhere(folder: Path, wanted: str) -> VectorStoreError:
    """What to say where the folder's vectors are not in the store that was chosen."""
    there = [name.partition(".")[2] for name in STORE_FILES if (folder / name).is_file()]
    kept = f"keeps its vectors in {there[0]}" if there else "has no vectors"
    return VectorStoreError(
        f"{folder} {kept}, MOSTRADOR_VECTOR_STORE names {wanted}: set it back, or build the "
        "index again.",
        503,
    )
