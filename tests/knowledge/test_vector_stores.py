"""What every store of vectors promises, asked of each: FAISS exact, FAISS grouped, pgvector."""

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from bot.errors import BotError
from bot.knowledge.dense import FaissStore
from bot.knowledge.pgvector import PgVectorStore
from bot.knowledge.search import Knowledge
from bot.knowledge.vectors import Matrix, Vectors, VectorStore, vector_store
from bot.knowledge.writer import IndexWriter
from tests.knowledge.small import WordEmbedder, sources

SIZE = 32
MANY = 12_000
"""More than either store compares one by one where it is told to group."""
CLOSE = 0.001
"""What 16 bits a component may cost a cosine."""


def clustered(count: int, seed: int) -> Matrix:
    """Unit vectors in some hundred heaps, as texts lie."""
    rng = np.random.default_rng(seed)
    centres = np.random.default_rng(1).normal(size=(150, SIZE))
    made = centres[rng.integers(0, 150, count)] + 0.5 * rng.normal(size=(count, SIZE))
    return np.asarray(made / np.linalg.norm(made, axis=1, keepdims=True), np.float32)


@pytest.fixture
def in_postgres(postgres_server: str) -> Iterator[PgVectorStore]:
    made = PgVectorStore(postgres_server)
    yield made
    made.close()


@pytest.fixture(params=["exact", "grouped", "pgvector"])
def store(request: pytest.FixtureRequest) -> Iterator[VectorStore]:
    if request.param == "pgvector":
        yield request.getfixturevalue("in_postgres")
    else:
        yield FaissStore(exact_up_to=100_000 if request.param == "exact" else 100)


def folder_in(index: Path, name: str = "one") -> Path:
    folder = index / "versions" / name
    folder.mkdir(parents=True)
    return folder


def kept(store: VectorStore, index: Path, vectors: Matrix) -> Vectors:
    folder = folder_in(index)
    store.write(folder, vectors)
    return store.open(folder)


def nearest(vectors: Matrix, query: Matrix, limit: int) -> set[int]:
    return set(np.argsort(-(vectors @ query))[:limit].tolist())


def test_cosines_are_those_of_the_vectors(store: VectorStore, tmp_path: Path) -> None:
    vectors, query = clustered(500, 2), clustered(1, 3)[0]
    opened = kept(store, tmp_path, vectors)
    assert len(opened) == 500
    rows = [499, 0, 37]
    expected = {row: float(vectors[row] @ query) for row in rows}
    assert opened.cosines(query, rows) == pytest.approx(expected, abs=CLOSE)
    assert opened.cosines(query, []) == {}
    found = opened.search(query, limit=20)
    assert found == pytest.approx({r: float(vectors[r] @ query) for r in found}, abs=CLOSE)


def test_a_small_corpus_gives_the_same_in_every_store(store: VectorStore, tmp_path: Path) -> None:
    vectors = clustered(90, 4)
    opened = kept(store, tmp_path, vectors)
    for query in clustered(20, 5):
        assert opened.search(query, limit=10).keys() == nearest(vectors, query, 10)


def test_a_large_corpus_is_searched_nearly_as_well(store: VectorStore, tmp_path: Path) -> None:
    vectors, queries = clustered(MANY, 6), clustered(50, 7)
    opened = kept(store, tmp_path, vectors)
    found = [
        opened.search(query, limit=10).keys() & nearest(vectors, query, 10) for query in queries
    ]
    assert sum(map(len, found)) / 500 >= 0.97
    # No more lists were read than that takes, or grouping would be no help.
    assert getattr(opened, "lists_read", 0) < 100


@pytest.mark.parametrize("share", [0.001, 0.1, 0.9])
def test_only_the_given_rows_are_found(store: VectorStore, tmp_path: Path, share: float) -> None:
    vectors = clustered(MANY, 8)
    opened = kept(store, tmp_path, vectors)
    rows = np.flatnonzero(np.random.default_rng(9).random(MANY) < share).astype(np.int64)
    hits = 0
    for query in clustered(20, 10):
        found = opened.search(query, rows=rows, limit=10).keys()
        assert found <= set(rows.tolist())
        assert len(found) == min(10, len(rows))
        hits += len({int(rows[n]) for n in nearest(vectors[rows], query, 10)} & found)
    assert hits / (20 * min(10, len(rows))) >= 0.97


def test_no_rows_and_no_vectors_find_nothing(store: VectorStore, tmp_path: Path) -> None:
    query = clustered(1, 3)[0]
    assert (
        kept(store, tmp_path / "some", clustered(5, 2)).search(query, rows=np.zeros(0, np.int64))
        == {}
    )
    none = kept(store, tmp_path / "none", clustered(0, 2))
    assert len(none) == 0
    assert none.search(query) == {}


def test_fewer_are_found_where_fewer_are_there(store: VectorStore, tmp_path: Path) -> None:
    assert len(kept(store, tmp_path, clustered(5, 2)).search(clustered(1, 3)[0], limit=50)) == 5


def test_a_version_stays_as_it_was_written(store: VectorStore, tmp_path: Path) -> None:
    old, new, query = clustered(40, 11), clustered(60, 12), clustered(1, 3)[0]
    first, second = folder_in(tmp_path, "first"), folder_in(tmp_path, "second")
    store.write(first, old)
    opened = store.open(first)
    store.write(second, new)
    assert opened.search(query, limit=5).keys() == nearest(old, query, 5)
    assert store.open(second).search(query, limit=5).keys() == nearest(new, query, 5)
    moved = first.rename(tmp_path / "versions" / "moved")
    assert store.open(moved).search(query, limit=5).keys() == nearest(old, query, 5)


def test_threads_share_an_open_version(store: VectorStore, tmp_path: Path) -> None:
    vectors, queries = clustered(300, 13), clustered(8, 14)
    opened = kept(store, tmp_path, vectors)
    wrong: list[int] = []

    def ask(number: int) -> None:
        for _ in range(20):
            if opened.search(queries[number], limit=1).keys() != nearest(
                vectors, queries[number], 1
            ):
                wrong.append(number)

    threads = [threading.Thread(target=ask, args=[number]) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_a_folder_without_vectors_says_so(store: VectorStore, tmp_path: Path) -> None:
    with pytest.raises(BotError, match="has no vectors"):
        store.open(folder_in(tmp_path))


def test_a_whole_index_is_found_through_it(store: VectorStore, tmp_path: Path) -> None:
    writer = IndexWriter(tmp_path / "index", WordEmbedder(), store=store)
    writer.publish(writer.write(sources(tmp_path / "files"), {}))
    found = Knowledge(tmp_path / "index", WordEmbedder(), store=store).search(
        "¿cuánto dura la batería?", language="es", product="robot"
    )
    usual = IndexWriter(tmp_path / "usual", WordEmbedder())
    usual.publish(usual.write(sources(tmp_path / "files"), {}))
    same = Knowledge(tmp_path / "usual", WordEmbedder()).search(
        "¿cuánto dura la batería?", language="es", product="robot"
    )
    assert [hit.passage.id for hit in found.hits] == [hit.passage.id for hit in same.hits]


def test_the_setting_names_the_store() -> None:
    assert isinstance(vector_store("faiss"), FaissStore)
    made = vector_store("postgresql://db/knowledge")
    assert isinstance(made, PgVectorStore)
    made.close()
    with pytest.raises(BotError, match="'chroma'"):
        vector_store("chroma")


def test_a_version_in_the_other_store_is_told_apart(
    in_postgres: PgVectorStore, tmp_path: Path
) -> None:
    folder = folder_in(tmp_path)
    FaissStore().write(folder, clustered(5, 1))
    with pytest.raises(BotError, match="keeps its vectors in faiss"):
        in_postgres.open(folder)


def test_what_no_version_needs_is_let_go(in_postgres: PgVectorStore, tmp_path: Path) -> None:
    store = in_postgres
    first, second = folder_in(tmp_path / "a", "first"), folder_in(tmp_path / "a", "second")
    other = folder_in(tmp_path / "b")
    for folder in (first, second, other):
        store.write(folder, clustered(5, 1))
    marker = (first / "passages.postgresql").read_text()
    (first / "passages.postgresql").unlink()
    store.tidy(tmp_path / "a")
    assert len(store.open(second).search(clustered(1, 3)[0])) == 5
    assert len(store.open(other).search(clustered(1, 3)[0])) == 5
    (first / "passages.postgresql").write_text(marker)
    with pytest.raises(BotError, match="build the index again"):
        store.open(first)


def test_a_new_version_lets_go_of_those_that_were_removed(
    in_postgres: PgVectorStore, tmp_path: Path
) -> None:
    writer = IndexWriter(tmp_path / "index", WordEmbedder(), store=in_postgres)
    old = writer.write(sources(tmp_path / "files"), {})
    marker = (old.folder / "passages.postgresql").read_text()
    shutil.rmtree(old.folder)
    new = writer.write(sources(tmp_path / "files"), {})
    assert len(in_postgres.open(new.folder)) == 7
    (new.folder / "passages.postgresql").write_text(marker)
    with pytest.raises(BotError, match="build the index again"):
        in_postgres.open(new.folder)


def test_a_server_that_is_away_is_named_without_its_password(tmp_path: Path) -> None:
    folder = folder_in(tmp_path)
    store = PgVectorStore("postgresql://ana:secreto@127.0.0.1:1/knowledge")
    with pytest.raises(BotError, match=r"127\.0\.0\.1/knowledge did not answer") as said:
        store.write(folder, clustered(5, 1))
    assert "secreto" not in said.value.message
    assert said.value.status_code == 503
    store.close()


def test_a_key_that_is_none_never_reaches_the_database(
    in_postgres: PgVectorStore, tmp_path: Path
) -> None:
    folder = folder_in(tmp_path)
    said = '{"key": "x; DROP TABLE knowledge_vector", "rows": 1, "dimensions": 2}'
    (folder / "passages.postgresql").write_text(said)
    with pytest.raises(BotError, match="no name of vectors"):
        in_postgres.open(folder)
