"""Publishing, rolling back and killed ingests while customers ask without a pause."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from pathlib import Path

from bot.knowledge.publishing import Publisher
from bot.knowledge.search import Knowledge
from bot.knowledge.store import PASSAGES_FILE, read_passages
from bot.knowledge.versions import current_id, list_versions, publish, read_version
from bot.knowledge.writer import IndexWriter
from tests.knowledge.small import WordEmbedder, manual

ROOT = Path(__file__).parents[2]
ASKING = 2
PUBLISHED = 10
ROLLED_BACK = 5
KILLED = 2
SECTIONS = 12
INGEST = """
import sys
from pathlib import Path
from tests.knowledge.test_under_load import make
for number in range(1000, 2000):
    make(Path(sys.argv[1]), number)
    print("made", flush=True)
"""


def make(index: Path, number: int) -> str:
    """A version whose every passage names its number; its id. Published by whoever calls."""
    sections = {
        f"{n}. Parte": [f"La pieza {n} del lote {number} pesa {n} gramos."] for n in range(SECTIONS)
    }
    document, passages = manual("pieza", sections)
    path = index.parent / f"pieza-{number}-{os.getpid()}.md"
    path.write_text(f"lote {number}")
    version = IndexWriter(index, WordEmbedder()).write([(document, path, passages)], {})
    path.unlink()
    return version.id


class Askers:
    """Threads that ask without a pause and judge every result."""

    def __init__(self, index: Path) -> None:
        self.knowledge = Knowledge(index, WordEmbedder())
        self.counts: Counter[str] = Counter()
        self.versions: set[str] = set()
        self.problems: list[str] = []
        self._lots: dict[str, frozenset[str]] = {}
        self._stop = threading.Event()
        self._threads = [
            threading.Thread(target=self._ask, args=(number,)) for number in range(ASKING)
        ]

    def learn(self, index: Path, version: str) -> None:
        """What passages belong to a version, before it can be asked for."""
        read = read_passages(read_version(index, version).folder / PASSAGES_FILE)
        self._lots[version] = frozenset(passage.id for passage in read)

    def __enter__(self) -> "Askers":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def _ask(self, number: int) -> None:
        while not self._stop.is_set():
            number += 1
            question = f"¿Cuánto pesa la pieza {number % SECTIONS}? {number}"
            try:
                result = self.knowledge.search(question, language="es")
            except Exception as error:
                self.counts["failed"] += 1
                self.problems.append(repr(error))
                continue
            self.counts["asked"] += 1
            self.versions.add(result.version)
            found = {hit.passage.id for hit in result.hits}
            if not found or not found <= self._lots[result.version]:
                self.counts["mixed"] += 1


def kill_an_ingest(index: Path, moment: int) -> None:
    """Start writing versions in another process and kill it somewhere in between."""
    process = subprocess.Popen(
        [sys.executable, "-c", INGEST, str(index)],
        stdout=subprocess.PIPE,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert process.stdout is not None
    with process.stdout:
        assert process.stdout.readline()
        time.sleep(0.005 * moment)
        process.send_signal(signal.SIGKILL)
        process.wait()


def test_no_question_fails_or_mixes_versions(tmp_path: Path) -> None:
    index = tmp_path / "index"
    publisher = Publisher(index, checked=False)
    first = make(index, 0)
    publish(index, first)
    longest = 0.0
    askers = Askers(index)
    askers.learn(index, first)
    with askers:

        def put_in_use(number: int) -> None:
            version = make(index, number)
            askers.learn(index, version)
            publish(index, version)

        for number in range(1, PUBLISHED + 1):
            put_in_use(number)
            if number % (PUBLISHED // ROLLED_BACK) == 0:
                start = time.perf_counter()
                publisher.rollback("test")
                longest = max(longest, time.perf_counter() - start)
            if number % (PUBLISHED // KILLED) == 0:
                before = current_id(index)
                kill_an_ingest(index, number)
                assert current_id(index) == before
                put_in_use(100 + number)
        last = current_id(index)
        deadline = time.monotonic() + 10
        while last not in askers.versions and time.monotonic() < deadline:
            time.sleep(0.01)
    left = [path.name for path in (index / "versions").iterdir() if path.name.startswith(".")]
    print(
        f"\n{askers.counts['asked']} questions by {ASKING} threads over {len(askers.versions)} "
        f"versions: {askers.counts['failed']} failed, {askers.counts['mixed']} mixed; "
        f"{PUBLISHED + KILLED} published, {ROLLED_BACK} rolled back (at most "
        f"{longest * 1000:.0f} ms), {KILLED} ingests killed"
    )
    assert askers.problems == []
    assert askers.counts["mixed"] == 0
    assert last in askers.versions
    assert len(askers.versions) > PUBLISHED // 3
    assert left == []
    assert len(list_versions(index)) <= publisher.keep + 1
