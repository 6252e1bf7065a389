"""Vectors kept from one run to the next, so that unchanged text is not embedded again.

One SQLite file, safe to share between processes. Nothing here is the only copy of anything:
deleting the file costs time, no more. Depends on nothing of ours.
"""

import hashlib
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
from filelock import FileLock
from numpy.typing import NDArray

Vector = NDArray[np.float32]
ASK_AT_ONCE = 500
"""Keys in one SQL statement; SQLite's oldest limit is 999."""


class VectorCache:
    """Vectors by model and text. `model` names the weights, so that new ones start afresh."""

    def __init__(self, path: Path, model: str) -> None:
        self.path = path
        self.model = model
        path.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(path.with_name(path.name + ".lock"), timeout=30):
            self._prepare()

    def _prepare(self) -> None:
        # One at a time: SQLite does not wait for a lock while it changes the journal's mode.
        with self._connection() as connection:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute(
                "CREATE TABLE IF NOT EXISTS vector (key BLOB PRIMARY KEY, data BLOB NOT NULL)"
                " WITHOUT ROWID"
            )

    def get(self, texts: Sequence[str]) -> dict[str, Vector]:
        """The vectors that are known, by text."""
        keys = {self._key(text): text for text in texts}
        return {keys[key]: np.frombuffer(data, np.float32) for key, data in self._rows([*keys])}

    def put(self, vectors: Mapping[str, Vector]) -> None:
        """Keep `vectors`, each under its text."""
        rows = [(self._key(t), v.astype(np.float32).tobytes()) for t, v in vectors.items()]
        with self._connection() as connection:
            connection.executemany("INSERT OR REPLACE INTO vector VALUES (?, ?)", rows)

    def _rows(self, keys: list[bytes]) -> Iterator[Any]:
        with self._connection() as connection:
            for start in range(0, len(keys), ASK_AT_ONCE):
                part = keys[start : start + ASK_AT_ONCE]
                marks = ",".join("?" * len(part))
                sql = f"SELECT key, data FROM vector WHERE key IN ({marks})"
                yield from connection.execute(sql, part).fetchall()

    def _key(self, text: str) -> bytes:
        return hashlib.sha256(f"{self.model}\0{text}".encode()).digest()

    @contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        """A connection of the calling thread's own, committed and closed at the end."""
        connection = sqlite3.connect(self.path, timeout=30)
        try:
            with connection:
                yield connection
        finally:
            connection.close()
