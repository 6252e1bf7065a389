"""Reads files, cuts them, writes a version of the index, has it judged, and publishes it.

Depends on readers, passages, cache and, through a small protocol, on bot.knowledge.
"""

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar, Protocol

from bot.errors import BotError
from bot.knowledge.documents import Document, Passage
from bot.knowledge.history import record
from bot.knowledge.lock import building, user
from bot.knowledge.notices import Notice
from bot.knowledge.vectors import VectorStore, VectorStoreError
from bot.knowledge.verdict import Verdict
from bot.knowledge.versions import IndexVersion, current_id, publish, tidy
from kb_ingest.cache import ReadCache
from kb_ingest.passages import cut
from kb_ingest.readers import Limits, ReadError, read, site
from kb_ingest.readers.source import BY_EXTENSION

LOCK_WAIT_S = 0.5
"""Long enough for whoever only looks whether somebody builds."""

# Found in a folder these are named as skipped; other unknown files are not documents at all.
_OTHER_DOCUMENTS = {".doc", ".odt", ".rtf", ".pages", ".ppt", ".pptx", ".xls", ".xlsx"}

_OF_AN_INDEX = {"versions", "current", "cache", "vectors.sqlite", ".building.lock", "log.jsonl"}

Progress = Callable[[int, int], None]
Source = tuple[Document, Path, list[Passage]]


class Writer(Protocol):
    """What the build needs of bot.knowledge's IndexWriter."""

    index_dir: Path
    keep: int
    store: VectorStore

    def write(
        self,
        documents: Sequence[Source],
        settings: Mapping[str, Any],
        progress: Progress | None = None,
    ) -> IndexVersion: ...


class NotBuilt(Notice):
    """Why no version was made or published, in both languages."""

    sentences: ClassVar[Mapping[str, Mapping[str, str]]] = {
        "no_documents": {
            "es": "no se encontró ningún documento",
            "en": "no documents were found",
        },
        "none_readable": {
            "es": "no se pudo leer ningún archivo",
            "en": "no file could be read",
        },
        "skipped": {
            "es": "se omitieron {skipped} de {all} archivos",
            "en": "{skipped} of {all} files were skipped",
        },
        "check_failed": {
            "es": "responde peor que la versión en uso",
            "en": "it answers worse than the version in use",
        },
        "no_folder": {
            "es": "{path} no sirve como carpeta del índice ({why}). Indique otra con --out.",
            "en": "{path} will not do as the folder of an index ({why}). Name another with --out.",
        },
        "not_an_index": {
            "es": "{path} contiene otras cosas ({found}) y ningún índice. Indique con --out una "
            "carpeta nueva o vacía.",
            "en": "{path} holds other things ({found}) and no index. Name a new or empty folder "
            "with --out.",
        },
        "not_asked": {
            "es": "no se pidió publicarla",
            "en": "publishing it was not asked for",
        },
    }


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
    """The whole run. `written` is the version made, `version` the same where it was published;
    where it was not, `stopped` says why. `verdict` is None where nothing was checked."""

    outcomes: list[Outcome]
    version: IndexVersion | None
    stopped: BotError | None = None
    written: IndexVersion | None = None
    verdict: Verdict | None = None

    @property
    def reason(self) -> str:
        """Why nothing was published, in English; "" where it was."""
        return self.stopped.message if self.stopped else ""

    @property
    def skipped(self) -> list[Outcome]:
        """The files that could not be read."""
        return [outcome for outcome in self.outcomes if outcome.problem]


def made_ready(folder: Path) -> None:
    """Make the folder of an index, unless it is there; `NotBuilt` (422) where it cannot be one."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        found = sorted(path.name for path in folder.iterdir())
    except OSError as error:
        why = (error.strerror or str(error)).lower()
        raise NotBuilt("no_folder", 422, path=folder, why=why) from error
    if found and not _OF_AN_INDEX.intersection(found):
        some = ", ".join(found[:3]) + ("…" if len(found) > 3 else "")
        raise NotBuilt("not_an_index", 422, path=folder, found=some)


def files_in(given: Iterable[Path]) -> list[Path]:
    """The documents to read: files as given, folders with all below them, none twice;
    a sitemap stands for the pages it lists (see `readers.site`)."""
    found: dict[Path, None] = {}
    for path in given:
        inside = sorted(path.rglob("*")) if path.is_dir() else [path]
        found |= {each: None for each in inside if not path.is_dir() or _is_document(each, path)}
    return site.expanded(list(found))


def _is_document(path: Path, folder: Path) -> bool:
    parts = path.relative_to(folder).parts
    known = path.suffix.lower() in BY_EXTENSION or path.suffix.lower() in _OTHER_DOCUMENTS
    known = known or site.sitemap_in(path.parent) == path
    return known and path.is_file() and not any(part.startswith((".", "~$")) for part in parts)


@dataclass(frozen=True, slots=True)
class Builder:
    """One build. `count_tokens` is the embedding model's own count; `judge` compares a version
    with the one in use (None: it is published unseen); `who` is written down as its maker."""

    writer: Writer
    cache: ReadCache
    count_tokens: Callable[[str], int]
    budget: int = 220
    limits: Limits = field(default_factory=Limits)
    judge: Callable[[IndexVersion], Verdict] | None = None
    who: str = field(default_factory=user)

    def run(
        self,
        files: Sequence[Path],
        *,
        allow_skips: bool = False,
        publishing: bool = True,
        on_file: Callable[[Path], None] = lambda path: None,
        on_embedded: Progress | None = None,
    ) -> Result:
        """Build from `files`. Where one is skipped nothing is made unless that is allowed.

        Raises `Notice` where somebody else builds. What was read and embedded before a crash
        is not read and embedded again.
        """
        with building(self.writer.index_dir).held(self.who, LOCK_WAIT_S):
            outcomes = self._read_all(files, on_file)
            if stopped := _reason_to_stop(outcomes, allow_skips):
                return Result(outcomes, None, stopped)
            try:
                return self._make(outcomes, publishing, on_embedded)
            except BotError as error:
                return Result(outcomes, None, error)

    def _make(
        self, outcomes: list[Outcome], publishing: bool, on_embedded: Progress | None
    ) -> Result:
        index = self.writer.index_dir
        sources = [(o.document, o.path, o.passages) for o in outcomes if o.document]
        version = self.writer.write(sources, {"budget": self.budget}, on_embedded)
        record(index, self.who, "built", version=version.id)
        self.cache.drop_unused()
        verdict, stopped = self._judged(version)
        if not stopped and not publishing:
            stopped = NotBuilt("not_asked")
        if stopped:
            tidy(index, self.writer.keep)
            return Result(outcomes, None, stopped, version, verdict)
        scores = verdict.values if verdict else None
        publish(index, version.id, keep=self.writer.keep, who=self.who, scores=scores)
        # What is left over there costs space only; the next build tries again.
        with suppress(VectorStoreError):
            self.writer.store.tidy(index)
        return Result(outcomes, version, None, version, verdict)

    def _judged(self, version: IndexVersion) -> tuple[Verdict | None, BotError | None]:
        """The verdict, and why the version may not be published: it failed, or nobody can tell.

        Where nothing is in use nothing can get worse.
        """
        try:
            verdict = self.judge(version) if self.judge else None
        except BotError as error:
            return None, error if current_id(self.writer.index_dir) else None
        failed = verdict is not None and not verdict.passed
        return verdict, NotBuilt("check_failed") if failed else None

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


def _reason_to_stop(outcomes: list[Outcome], allow_skips: bool) -> NotBuilt | None:
    skipped = sum(bool(outcome.problem) for outcome in outcomes)
    if not outcomes:
        return NotBuilt("no_documents")
    if skipped == len(outcomes):
        return NotBuilt("none_readable")
    if skipped and not allow_skips:
        return NotBuilt("skipped", skipped=skipped, all=len(outcomes))
    return None
