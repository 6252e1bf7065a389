"""Builds that are checked, broken off, or two at once: what stays in use, what is done again."""

import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from bot.errors import BotError
from bot.knowledge.dense import Matrix
from bot.knowledge.history import read_log
from bot.knowledge.lock import building
from bot.knowledge.notices import Notice
from bot.knowledge.search import Knowledge
from bot.knowledge.verdict import Measured, Verdict
from bot.knowledge.versions import IndexVersion, current_id, list_versions
from bot.knowledge.writer import IndexWriter
from kb_ingest.build import Builder, Outcome, Result, files_in
from kb_ingest.cache import ReadCache
from kb_ingest.check import check
from tests.knowledge.small import WordEmbedder

ROOT = Path(__file__).parents[2]
MANUAL = "# Uso\n\nPulse el botón {number}.\n\n# Limpieza\n\nLave la bandeja {number} a mano.\n"
BUILD = """
import sys, time
from pathlib import Path
from tests.kb_ingest.test_changing import Builder, build

class Slow(Builder):
    def _read(self, path):
        print("reading", flush=True)
        time.sleep(0.05)
        return super()._read(path)

print("done", build(Path(sys.argv[1]), made=Slow).version.id, flush=True)
"""


def builder(
    folder: Path, embedder: WordEmbedder | None = None, made: type[Builder] = Builder
) -> Builder:
    index = folder / "index"
    writer = IndexWriter(index, embedder or WordEmbedder())
    cache = ReadCache(index / "cache", {"budget": 220})
    return made(writer, cache, lambda text: len(text.split()))


def build(folder: Path, made: type[Builder] = Builder) -> Result:
    return builder(folder, made=made).run(files_in([folder / "manuals"]))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with ten manuals."""
    (tmp_path / "manuals").mkdir()
    for number in range(10):
        path = tmp_path / "manuals" / f"m{number}.es.md"
        path.write_text(MANUAL.format(number=number))
    return tmp_path


class Judge:
    """Scores versions as it is told to."""

    def __init__(self, index: Path, *scores: float) -> None:
        self._index = index
        self._scores = iter(scores)

    def __call__(self, version: IndexVersion) -> Verdict:
        def score(name: str) -> Measured:
            return Measured({"answered_right": next(self._scores)}, {"answered_right": "higher"})

        return check(self._index, version.id, score, 0.02, 150)


def judged(folder: Path, *scores: float) -> Result:
    one = builder(folder)
    fields = {name: getattr(one, name) for name in ("writer", "cache", "count_tokens")}
    judge = Judge(folder / "index", *scores)
    return Builder(**fields, judge=judge, who="Ana").run(files_in([folder / "manuals"]))


def test_a_version_that_answers_worse_is_kept_and_not_published(folder: Path) -> None:
    index = folder / "index"
    first = judged(folder, 0.9)
    assert first.version is not None
    second = judged(folder, 0.9, 0.8)
    assert second.version is None
    assert second.reason == "it answers worse than the version in use"
    assert second.written is not None
    assert current_id(index) == first.version.id
    assert list_versions(index) == [first.version.id, second.written.id]
    third = judged(folder, 0.9, 0.89)
    assert third.version is not None
    assert current_id(index) == third.version.id
    made = [(entry.who, entry.action) for entry in read_log(index)]
    assert made == [
        ("Ana", "built"), ("Ana", "published"), ("Ana", "built"), ("Ana", "built"),
        ("Ana", "published"),
    ]  # fmt: skip


def test_a_build_may_keep_its_version_aside(folder: Path) -> None:
    result = builder(folder).run(files_in([folder / "manuals"]), publishing=False)
    assert result.written is not None
    assert current_id(folder / "index") is None


def test_only_what_changed_is_read_and_embedded_again(folder: Path, tmp_path: Path) -> None:
    class Counting(WordEmbedder):
        """Keeps vectors as the real one does."""

        known: dict[str, Matrix] = {}  # noqa: RUF012

        def embed_passages(self, texts: Sequence[str], /) -> Matrix:
            fresh = [text for text in texts if text not in self.known]
            self.known |= zip(fresh, super().embed_passages(fresh), strict=True)
            return super()._vectors(texts)

    def run() -> tuple[list[Outcome], int]:
        embedder = Counting()
        result = builder(folder, embedder).run(files_in([folder / "manuals"]))
        assert result.version is not None
        return [one for one in result.outcomes if not one.kept], len(embedder.embedded)

    read, embedded = run()
    print(f"\nfirst: {len(read)} files read, {embedded} texts embedded")
    assert (len(read), embedded > 20) == (10, True)
    assert run() == ([], 0)
    path = folder / "manuals" / "m3.es.md"
    path.write_text(path.read_text().replace("bandeja 3 a mano", "bandeja 3 con agua"))
    read, embedded = run()
    print(f"one sentence changed: {len(read)} file read, {embedded} texts embedded")
    assert [one.path.name for one in read] == ["m3.es.md"]
    assert 0 < embedded <= 3


@pytest.mark.parametrize("moment", [1, 4, 9])
def test_a_killed_build_leaves_the_version_in_use_and_the_next_resumes(
    folder: Path, moment: int
) -> None:
    first = build(folder).version
    assert first is not None
    for number in range(10):
        (folder / "manuals" / f"m{number}.es.md").write_text(MANUAL.format(number=number + 50))
    process = subprocess.Popen(
        [sys.executable, "-c", BUILD, str(folder)],
        stdout=subprocess.PIPE,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert process.stdout is not None
    with process.stdout:
        for _ in range(moment + 1):
            assert process.stdout.readline() == b"reading\n"
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert current_id(folder / "index") == first.id
    assert Knowledge(folder / "index", WordEmbedder()).search("bandeja").hits
    again = build(folder)
    assert again.version is not None
    assert sum(one.kept for one in again.outcomes) >= moment
    assert "bandeja 5" in Knowledge(folder / "index", WordEmbedder()).search("bandeja").hits[
        0
    ].passage.text.replace("bandeja 50", "bandeja 5")


def test_two_builds_at_once_are_refused(folder: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", BUILD, str(folder)],
        stdout=subprocess.PIPE,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert process.stdout is not None
    with process.stdout:
        assert process.stdout.readline() == b"reading\n"
        with pytest.raises(Notice) as caught:
            builder(folder).run([], allow_skips=True)
        assert str(process.pid) in caught.value.message
        last = process.stdout.read().split()[-1].decode()
        assert process.wait() == 0
    assert current_id(folder / "index") == last
    assert building(folder / "index").holder() is None


def test_what_a_failed_read_says_is_kept_for_the_reader(folder: Path) -> None:
    (folder / "manuals" / "x.pdf").write_bytes(b"")
    result = build(folder)
    assert result.stopped is not None
    assert result.reason == "1 of 11 files were skipped"
    assert list_versions(folder / "index") == []


def test_a_check_that_cannot_be_made_holds_back_all_but_the_first(folder: Path) -> None:
    def broken(version: IndexVersion) -> Verdict:
        raise BotError("golden.csv, line 3: kind is missing.")

    one = builder(folder)
    judged = Builder(one.writer, one.cache, one.count_tokens, judge=broken)
    first = judged.run(files_in([folder / "manuals"]))
    assert first.version is not None
    second = judged.run(files_in([folder / "manuals"]))
    assert (second.version, second.reason) == (None, "golden.csv, line 3: kind is missing.")
    assert second.written is not None
    assert current_id(folder / "index") == first.version.id
