"""Reads files, cuts them, writes a version of the index and publishes it.

Depends on readers, passages, cache and, through two small protocols, on bot.knowledge.
"""

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from bot.errors import BotError
from bot.knowledge.documents import Document, Passage
from bot.knowledge.versions import IndexVersion
from kb_ingest.cache import ReadCache
from kb_ingest.passages import cut
from kb_ingest.readers import Limits, ReadError, read
from kb_ingest.readers.source import BY_EXTENSION

# Found in a folder these are named as skipped; other unknown files are not documents at all.
_OTHER_DOCUMENTS = {".doc", ".odt", ".rtf", ".epub", ".pages", ".ppt", ".pptx", ".xls", ".xlsx"}

Progress = Callable[[int, int], None]
Source = tuple[Document, Path, list[Passage]]


class Writer(Protocol):
    """What the build needs of bot.knowledge's IndexWriter."""

    def write(
        self,
        documents: Sequence[Source],
        settings: Mapping[str, Any],
        progress: Progress | None = None,
    ) -> IndexVersion: ...

    def publish(self, version: IndexVersion) -> None: ...


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file. `problem` is empty where it was read."""

    path: Path
    seconds: float
    document: Document | None = None
    passages: list[Passage] = field(default_factory=list)
    problem: str = ""
    kept: bool = False


@dataclass(frozen=True, slots=True)
class Result:
    """The whole run. `version` is None where nothing was published, for `reason`."""

    outcomes: list[Outcome]
    version: IndexVersion | None
    reason: str = ""

    @property
    def skipped(self) -> list[Outcome]:
        return [outcome for outcome in self.outcomes if outcome.problem]


def files_in(given: Iterable[Path]) -> list[Path]:
    """The documents to read: files as given, folders with all below them, none twice."""
    found: dict[Path, None] = {}
    for path in given:
        inside = sorted(path.rglob("*")) if path.is_dir() else [path]
        found |= {each: None for each in inside if not path.is_dir() or _is_document(each, path)}
    return list(found)


def _is_document(path: Path, folder: Path) -> bool:
    parts = path.relative_to(folder).parts
    known = path.suffix.lower() in BY_EXTENSION or path.suffix.lower() in _OTHER_DOCUMENTS
    return known and path.is_file() and not any(part.startswith((".", "~$")) for part in parts)


@dataclass(frozen=True, slots=True)
class Builder:
    """One build. `count_tokens` is the embedding model's own count."""

    writer: Writer
    cache: ReadCache
    count_tokens: Callable[[str], int]
    budget: int = 220
    limits: Limits = field(default_factory=Limits)

    def run(
        self,
        files: Sequence[Path],
        *,
        allow_skips: bool = False,
        on_file: Callable[[Path], None] = lambda path: None,
        on_embedded: Progress | None = None,
    ) -> Result:
        """Build from `files`. Where one is skipped nothing is published unless allowed."""
        outcomes = self._read_all(files, on_file)
        good = [outcome for outcome in outcomes if outcome.document]
        if reason := _reason_to_stop(outcomes, allow_skips):
            return Result(outcomes, None, reason)
        sources = [(o.document, o.path, o.passages) for o in good if o.document]
        try:
            version = self.writer.write(sources, {"budget": self.budget}, on_embedded)
            self.writer.publish(version)
        except BotError as error:
            return Result(outcomes, None, error.message)
        self.cache.drop_unused()
        return Result(outcomes, version)

    def _read_all(self, files: Sequence[Path], on_file: Callable[[Path], None]) -> list[Outcome]:
        outcomes: list[Outcome] = []
        taken: dict[str, Path] = {}
        for path in files:
            on_file(path)
            outcome = self._read(path)
            first = taken.setdefault(outcome.document.id, path) if outcome.document else path
            if first != path and outcome.document:
                problem = (
                    f"has the id {outcome.document.id!r} that {first.name} already has; rename one"
                )
                outcome = Outcome(path, outcome.seconds, problem=problem)
            outcomes.append(outcome)
        return outcomes

    def _read(self, path: Path) -> Outcome:
        start = time.monotonic()
        try:
            kept = self.cache.get(path) if self._may_be_kept(path) else None
            document, passages = kept or self._fresh(path)
        except ReadError as error:
            return Outcome(path, time.monotonic() - start, problem=error.message)
        except OSError as error:
            problem = f"cannot be read ({error.strerror}); check its permissions"
            return Outcome(path, time.monotonic() - start, problem=problem)
        return Outcome(path, time.monotonic() - start, document, passages, kept=kept is not None)

    def _may_be_kept(self, path: Path) -> bool:
        return path.is_file() and path.stat().st_size <= self.limits.bytes

    def _fresh(self, path: Path) -> tuple[Document, list[Passage]]:
        document = read(path, self.limits)
        passages = cut(document, self.count_tokens, self.budget)
        self.cache.put(path, document, passages)
        return document, passages


def _reason_to_stop(outcomes: list[Outcome], allow_skips: bool) -> str:
    skipped = sum(bool(outcome.problem) for outcome in outcomes)
    if not outcomes:
        return "no documents were found"
    if skipped == len(outcomes):
        return "no file could be read"
    if skipped and not allow_skips:
        return f"{skipped} of {len(outcomes)} files were skipped"
    return ""
