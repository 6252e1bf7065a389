"""Vectors in PostgreSQL with the pgvector extension, for an index that several machines write
or that one machine's disk does not hold.

One table keyed by version and row, a partition for each version: dropping one is instant, and
a search never meets another version's vectors. The driver is asyncpg, as everywhere in this
project, on a thread of its own: searches come from worker threads. Depends on `vectors`.
"""

import asyncio
import json
import re
import secrets
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Iterable
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

import asyncpg
import numpy as np

from bot.knowledge.vectors import POSTGRESQL_FILE, Matrix, Rows, VectorStoreError, elsewhere

T = TypeVar("T")
TABLE = "knowledge_vector"
HOME_FILE = "vectors.home"
KEY = re.compile(r"[0-9a-f]+(_[0-9a-f]+)?")
LOCK = 0x6D6F7374
"""Of PostgreSQL's advisory locks: one writer at a time makes the table."""
EXACT_UP_TO = 10_000
FOUND_IN_GRAPH = 400
"""Candidates that a search of the HNSW graph keeps; asked for more, every vector is compared."""
CONNECTIONS = 8
COPIED_AT_ONCE = 5_000
QUERY_TIMEOUT_S = 5.0
WRITE_TIMEOUT_S = 6 * 3600.0


class PgVectorStore:
    """Vectors in the database at `url` (postgresql://...). Connects when first asked."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._lock = threading.Lock()
        self._loop = asyncio.new_event_loop()
        self._thread: threading.Thread | None = None
        self._pool: Any = None

    def write(self, folder: Path, vectors: Matrix) -> None:
        """See `VectorStore.write`: all of it in one transaction."""
        key = f"{home_of(folder.parents[1])}_{secrets.token_hex(8)}"
        said = {"key": key, "rows": len(vectors), "dimensions": int(vectors.shape[1])}
        # Before the rows, so that a `tidy` meanwhile does not take them for left over.
        (folder / POSTGRESQL_FILE).write_text(json.dumps(said))
        self.ask(lambda connection: write_rows(connection, key, vectors), WRITE_TIMEOUT_S)

    def open(self, folder: Path) -> "PgVectors":
        """See `VectorStore.open`."""
        if not (folder / POSTGRESQL_FILE).is_file():
            raise elsewhere(folder, "postgresql")
        said = json.loads((folder / POSTGRESQL_FILE).read_text())
        sql = "SELECT to_regclass($1) IS NOT NULL"
        if not self.ask(lambda connection: connection.fetchval(sql, partition(said["key"]))):
            raise VectorStoreError(
                f"The vectors of {folder} are not in {shown(self._url)}: build the index again.",
                503,
            )
        return PgVectors(self, said["key"], said["rows"], said["dimensions"])

    def tidy(self, index_dir: Path) -> None:
        """See `VectorStore.tidy`; versions of other index folders in the same database stay."""
        files = (index_dir / "versions").glob(f"*/{POSTGRESQL_FILE}")
        kept = {partition(json.loads(path.read_text())["key"]) for path in files}
        ours = partition(home_of(index_dir)) + "_"
        self.ask(lambda connection: drop_others(connection, ours, kept), WRITE_TIMEOUT_S)

    def ask(self, work: Callable[[Any], Awaitable[T]], timeout_s: float = QUERY_TIMEOUT_S) -> T:
        """What `work` does with a connection of the pool."""
        try:
            return self._wait_for(self._with_connection(work, timeout_s))
        except (OSError, TimeoutError, asyncio.TimeoutError, asyncpg.PostgresError,
                asyncpg.InterfaceError) as error:  # fmt: skip
            raise VectorStoreError(
                f"PostgreSQL at {shown(self._url)} did not answer "
                f"({type(error).__name__}: {error}): check that it runs, has the extension "
                "pgvector, and that MOSTRADOR_VECTOR_STORE names it.",
                503,
            ) from error

    async def _with_connection(self, work: Callable[[Any], Awaitable[T]], timeout_s: float) -> T:
        async with self._pool.acquire(timeout=QUERY_TIMEOUT_S) as connection:
            return await asyncio.wait_for(work(connection), timeout_s)

    def _wait_for(self, coroutine: Coroutine[Any, Any, T]) -> T:
        with self._lock:
            if self._thread is None:
                self._thread = threading.Thread(
                    target=self._loop.run_forever, name="pgvector", daemon=True
                )
                self._thread.start()
                self._pool = self._run(self._new_pool())
        return self._run(coroutine)

    async def _new_pool(self) -> Any:
        return await asyncpg.create_pool(
            self._url, min_size=0, max_size=CONNECTIONS, timeout=QUERY_TIMEOUT_S, init=prepared
        )

    def _run(self, coroutine: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(coroutine, self._loop).result()

    def close(self) -> None:
        """Close the connections for good."""
        if self._thread is not None:
            if self._pool is not None:
                self._run(self._pool.close())
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join()
        self._loop.close()


class PgVectors:
    """The vectors of one version, as `Vectors` says."""

    def __init__(self, store: PgVectorStore, key: str, rows: int, dimensions: int) -> None:
        self._store = store
        self._rows = rows
        near = f"vector::vector({dimensions}) <#> $1::text::vector({dimensions})"
        select = f"SELECT number, -({near}) FROM {partition(key)}"
        self._by_graph = f"{select} ORDER BY {near} LIMIT $2"
        # The sum hides the order from the graph, whose search stops before it has met all rows.
        self._by_all = f"{select} ORDER BY ({near}) + 0 LIMIT $2"
        self._by_some = f"{select} WHERE number = ANY($3) ORDER BY ({near}) + 0 LIMIT $2"

    def __len__(self) -> int:
        return self._rows

    def search(
        self, query: Matrix, *, rows: Rows | None = None, limit: int = 100
    ) -> dict[int, float]:
        """See `Vectors.search`; among given rows every vector is compared."""
        if rows is not None:
            return self._found(self._by_some, query, limit, rows.tolist())
        by_graph = self._rows > EXACT_UP_TO and limit <= FOUND_IN_GRAPH
        return self._found(self._by_graph if by_graph else self._by_all, query, limit)

    def cosines(self, query: Matrix, rows: Iterable[int]) -> dict[int, float]:
        """See `Vectors.cosines`."""
        wanted = [int(row) for row in rows]
        return self._found(self._by_some, query, len(wanted), wanted)

    def _found(self, sql: str, query: Matrix, *given: Any) -> dict[int, float]:
        if not self._rows:
            return {}
        said = "[" + ",".join(map(str, query.tolist())) + "]"
        found = self._store.ask(lambda connection: connection.fetch(sql, said, *given))
        return {row[0]: row[1] for row in found}


async def prepared(connection: Any) -> None:
    """Settings of a new connection."""
    await connection.execute(f"SET hnsw.ef_search = {FOUND_IN_GRAPH}")


async def write_rows(connection: Any, key: str, vectors: Matrix) -> None:
    """Make the version's partition, fill it and, where it is large, lay the graph."""
    table, dimensions = partition(key), vectors.shape[1]
    async with connection.transaction():
        await connection.execute("SELECT pg_advisory_xact_lock($1)", LOCK)
        await connection.execute("CREATE EXTENSION IF NOT EXISTS vector")
        await connection.execute(
            f"CREATE TABLE IF NOT EXISTS {TABLE} (version text NOT NULL, number bigint NOT NULL,"
            " vector vector NOT NULL) PARTITION BY LIST (version)"
        )
        await connection.execute(
            f"CREATE TABLE {table} (version text NOT NULL, number bigint NOT NULL,"
            " vector vector NOT NULL)"
        )
        await connection.copy_to_table(table, source=copied(key, vectors), format="binary")
        await connection.execute(f"ALTER TABLE {table} ADD UNIQUE (number)")
        await connection.execute(
            f"ALTER TABLE {TABLE} ATTACH PARTITION {table} FOR VALUES IN ('{key}')"
        )
        if len(vectors) > EXACT_UP_TO:
            await connection.execute("SET LOCAL maintenance_work_mem = '1GB'")
            await connection.execute(
                f"CREATE INDEX ON {table} USING hnsw ((vector::vector({dimensions})) vector_ip_ops)"
            )
        await connection.execute(f"ANALYZE {table}")


async def copied(key: str, vectors: Matrix) -> AsyncIterator[bytes]:
    """PostgreSQL's binary COPY of the rows (its manual, "COPY", File Formats); a vector is its
    length, two bytes of nothing, and big-endian floats."""
    name, dimensions = key.encode(), vectors.shape[1]
    row = np.dtype([
        ("fields", ">i2"), ("name_size", ">i4"), ("name", f"S{len(name)}"),
        ("number_size", ">i4"), ("number", ">i8"),
        ("size", ">i4"), ("dimensions", ">i2"), ("unused", ">i2"), ("vector", ">f4", dimensions),
    ])  # fmt: skip
    yield b"PGCOPY\n\xff\r\n\0" + bytes(8)
    for start in range(0, len(vectors), COPIED_AT_ONCE):
        part = vectors[start : start + COPIED_AT_ONCE]
        rows = np.zeros(len(part), row)
        rows["fields"], rows["name_size"], rows["name"] = 3, len(name), name
        rows["number_size"], rows["number"] = 8, np.arange(start, start + len(part))
        rows["size"], rows["dimensions"] = 4 + 4 * dimensions, dimensions
        rows["vector"] = part
        yield rows.tobytes()
    yield b"\xff\xff"


async def drop_others(connection: Any, prefix: str, kept: set[str]) -> None:
    """Drop the partitions whose names begin with `prefix` and are not in `kept`."""
    sql = "SELECT relname FROM pg_class WHERE relkind = 'r' AND starts_with(relname, $1)"
    for (name,) in await connection.fetch(sql, prefix):
        if name not in kept:
            await connection.execute(f'DROP TABLE IF EXISTS "{name}"')


def partition(key: str) -> str:
    """The table of a version. The key comes from a file and goes into SQL."""
    if not KEY.fullmatch(key):
        raise VectorStoreError(f"{key!r} is no name of vectors: build the index again.", 503)
    return f"{TABLE}_{key}"


def home_of(index_dir: Path) -> str:
    """A name of the index folder's own, made on first use and kept in it."""
    path = index_dir / HOME_FILE
    if not path.exists():
        path.write_text(secrets.token_hex(4))
    return path.read_text().strip()


def shown(url: str) -> str:
    """The address without what is secret in it."""
    said = urlsplit(url)
    return f"{said.hostname or 'this machine'}{said.path}"
