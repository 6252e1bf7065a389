"""Versions on disk: whole or not there, switched in one step, the old ones kept."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import numpy as np
import pytest

from bot.knowledge.search import Knowledge
from bot.knowledge.store import DOCUMENTS_FILE, PASSAGES_FILE, read_documents, read_passages
from bot.knowledge.versions import (
    IndexVersion,
    KnowledgeError,
    list_versions,
    read_current,
    read_version,
)
from bot.knowledge.writer import IndexWriter
from tests.knowledge.small import WordEmbedder, manual, sources

ROOT = Path(__file__).parents[2]
SLOW_WRITER = """
import sys, time
from pathlib import Path
from bot.knowledge.writer import IndexWriter
from tests.knowledge.small import WordEmbedder, sources

class Slow(WordEmbedder):
    def embed_passages(self, texts, /):
        made = super().embed_passages(texts)
        print("embedding", flush=True)
        time.sleep(float(sys.argv[2]))
        return made

index = Path(sys.argv[1])
writer = IndexWriter(index, Slow())
for _ in range(1000):
    writer.publish(writer.write(sources(index.parent / "files"), {}))
    print("published", flush=True)
"""


def write(index: Path, embedder: WordEmbedder | None = None) -> IndexVersion:
    writer = IndexWriter(index, embedder or WordEmbedder())
    version = writer.write(sources(index.parent / "files"), {"budget": 220})
    writer.publish(version)
    return version


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    version = write(tmp_path / "index")
    made = sources(tmp_path / "files")
    read = read_current(tmp_path / "index")
    assert read is not None
    assert (read.id, read.manifest) == (version.id, version.manifest)
    documents = read_documents(read.folder / DOCUMENTS_FILE)
    assert list(documents.values()) == [document for document, _, _ in made]
    assert read_passages(read.folder / PASSAGES_FILE) == [p for _, _, cut in made for p in cut]


def test_the_manifest_says_what_it_was_made_of(tmp_path: Path) -> None:
    manifest = write(tmp_path / "index").manifest
    assert manifest["model"] == "words@1"
    assert manifest["settings"] == {"budget": 220}
    assert manifest["counts"] == {"documents": 3, "passages": 7, "units": 13}
    assert [entry["id"] for entry in manifest["documents"]] == [
        "cafetera.es",
        "robot.es",
        "robot.en",
    ]


def test_sources_are_kept_by_their_hash(tmp_path: Path) -> None:
    write(tmp_path / "index")
    path = Knowledge(tmp_path / "index", WordEmbedder()).source_path("robot.en")
    assert path.read_text() == (tmp_path / "files" / "robot.en.md").read_text()
    assert path.parent == tmp_path / "index" / "sources"


def test_progress_reaches_the_end(tmp_path: Path) -> None:
    heard: list[tuple[int, int]] = []
    writer = IndexWriter(tmp_path / "index", WordEmbedder())
    writer.write(sources(tmp_path / "files"), {}, lambda done, total: heard.append((done, total)))
    assert heard[-1][0] == heard[-1][1] > 0


def test_nothing_is_current_before_publish(tmp_path: Path) -> None:
    IndexWriter(tmp_path / "index", WordEmbedder()).write(sources(tmp_path / "files"), {})
    assert read_current(tmp_path / "index") is None


def test_an_empty_knowledge_is_a_version_too(tmp_path: Path) -> None:
    writer = IndexWriter(tmp_path / "index", WordEmbedder())
    writer.publish(writer.write([], {}))
    assert Knowledge(tmp_path / "index", WordEmbedder()).search("cepillo").hits == []


def test_only_the_last_five_are_kept(tmp_path: Path) -> None:
    made = [write(tmp_path / "index").id for _ in range(7)]
    assert list_versions(tmp_path / "index") == made[2:]


def test_publishing_an_old_version_rolls_back_and_keeps_it(tmp_path: Path) -> None:
    made = [write(tmp_path / "index") for _ in range(5)]
    writer = IndexWriter(tmp_path / "index", WordEmbedder(), keep=2)
    writer.publish(made[0])
    assert read_current(tmp_path / "index") == made[0]
    assert list_versions(tmp_path / "index") == [made[0].id, made[4].id]


def test_sources_nobody_needs_go_with_their_version(tmp_path: Path) -> None:
    writer = IndexWriter(tmp_path / "index", WordEmbedder(), keep=1)
    for text in ("uno", "dos"):
        path = tmp_path / "solo.es.md"
        path.write_text(text)
        document, passages = manual("solo", {"1. Parte": [text]})
        writer.publish(writer.write([(document, path, passages)], {}))
    kept = [path.read_text() for path in (tmp_path / "index" / "sources").iterdir()]
    assert kept == ["dos"]


def test_another_format_is_refused_with_what_to_do(tmp_path: Path) -> None:
    version = write(tmp_path / "index")
    path = version.folder / "manifest.json"
    path.write_text(json.dumps(version.manifest | {"format": 99}))
    with pytest.raises(KnowledgeError, match=r"format 99.*build the index again"):
        read_current(tmp_path / "index")


@pytest.mark.parametrize("name", ["passages.faiss", "units.npy", "passages.jsonl", "manifest.json"])
def test_a_missing_file_is_named(tmp_path: Path, name: str) -> None:
    version = write(tmp_path / "index")
    (version.folder / name).unlink()
    with pytest.raises(KnowledgeError, match="manifest" if name == "manifest.json" else name):
        read_version(tmp_path / "index", version.id)


def test_a_current_that_names_nothing_is_an_error(tmp_path: Path) -> None:
    write(tmp_path / "index")
    (tmp_path / "index" / "current").write_text("20200101T000000-none\n")
    with pytest.raises(KnowledgeError, match="20200101T000000-none"):
        read_current(tmp_path / "index")


def test_a_failed_write_leaves_nothing_behind(tmp_path: Path) -> None:
    class Failing(WordEmbedder):
        def embed_passages(self, texts: object, /) -> np.typing.NDArray[np.float32]:
            raise RuntimeError("out of memory")

    first = write(tmp_path / "index")
    with pytest.raises(RuntimeError):
        write(tmp_path / "index", Failing())
    assert read_current(tmp_path / "index") == first
    assert [path.name for path in (tmp_path / "index" / "versions").iterdir()] == [first.id]


@pytest.mark.parametrize("moment", range(4))
def test_a_writer_killed_at_any_moment_leaves_a_whole_version(tmp_path: Path, moment: int) -> None:
    index = tmp_path / "index"
    first = write(index)
    writer = subprocess.Popen(
        [sys.executable, "-c", SLOW_WRITER, str(index), "0.2" if moment == 0 else "0"],
        stdout=subprocess.PIPE,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert writer.stdout is not None
    with writer.stdout:
        for _ in range(2 * moment + 1):
            assert writer.stdout.readline()
        time.sleep(0.007 * moment)
        writer.send_signal(signal.SIGKILL)
        writer.wait()
    current = read_current(index)
    assert current is not None
    assert moment > 0 or current == first
    assert Knowledge(index, WordEmbedder()).search("cepillo").hits
    write(index)
    left = [path.name for path in (index / "versions").iterdir() if path.name.startswith(".")]
    assert left == []


def test_readers_go_on_while_versions_are_published(tmp_path: Path) -> None:
    index = tmp_path / "index"
    write(index)
    knowledge = Knowledge(index, WordEmbedder())
    problems: list[Exception] = []
    seen: set[str] = set()
    stop = threading.Event()

    def ask() -> None:
        while not stop.is_set():
            try:
                result = knowledge.search("cepillo principal", language="es", product="robot")
                assert result.hits[0].passage.heading_path == ("2.1 Cepillo",)
                seen.add(result.version)
            except Exception as error:
                problems.append(error)

    readers = [threading.Thread(target=ask) for _ in range(4)]
    for reader in readers:
        reader.start()
    made = [write(index).id for _ in range(8)]
    deadline = time.monotonic() + 10
    while made[-1] not in seen and time.monotonic() < deadline:
        time.sleep(0.01)
    stop.set()
    for reader in readers:
        reader.join()
    assert problems == []
    assert made[-1] in seen
