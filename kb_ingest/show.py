"""How the commands show a build and a document: progress, summary, blocks, passages.

Depends on build, problems, show_progress and words.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

from rich import progress as bars
from rich.console import Console
from rich.table import Table

from bot.knowledge.documents import Block, Document, Passage
from bot.knowledge.notices import said
from bot.knowledge.verdict import as_json as verdict_as_json
from kb_ingest import show_progress
from kb_ingest.build import NotBuilt, Outcome, Result
from kb_ingest.problems import in_language
from kb_ingest.show_verdict import show_verdict
from kb_ingest.words import Language, say


class Progress(Protocol):
    """Hears how far a build is."""

    def file(self, path: Path) -> None:
        """A file is about to be read."""

    def embedded(self, done: int, total: int) -> None:
        """`done` of `total` texts have their vectors."""

    def checking(self) -> None:
        """The golden questions are being asked."""


class Bars:
    """Two bars on a terminal: files read, texts embedded; then a third that has no end."""

    def __init__(self, drawn: bars.Progress, files: int, language: Language) -> None:
        self._bars = drawn
        self._language = language
        self._files = drawn.add_task(say("reading", language), total=files)
        self._texts = drawn.add_task(say("embedding", language), total=None, visible=False)
        self._started = False

    def file(self, path: Path) -> None:
        """A file is about to be read."""
        text = f"{say('reading', self._language)} {path.name}"
        self._bars.update(self._files, advance=int(self._started), description=text)
        self._started = True

    def embedded(self, done: int, total: int) -> None:
        """`done` of `total` texts have their vectors."""
        self._bars.update(self._files, visible=False)
        self._bars.update(self._texts, completed=done, total=total, visible=True)

    def checking(self) -> None:
        """The golden questions are being asked."""
        self._bars.update(self._texts, visible=False)
        self._bars.add_task(say("checking", self._language), total=None)


class Lines:
    """One JSON object a line on standard error, for whoever shows the progress elsewhere."""

    def __init__(self, files: int) -> None:
        self._files = files
        self._read = 0
        self._tell = show_progress.Lines()

    def file(self, path: Path) -> None:
        """A file is about to be read."""
        self._tell("reading", self._read, self._files, file=path.name)
        self._read += 1

    def embedded(self, done: int, total: int) -> None:
        """`done` of `total` texts have their vectors."""
        self._tell("embedding", done, total, file="")

    def checking(self) -> None:
        """The golden questions are being asked."""
        self._tell("checking", 0, 0, file="")


@contextmanager
def progress(
    console: Console, files: int, language: Language, *, as_json: bool
) -> Iterator[Progress]:
    """Bars where people look on, lines of JSON where a program does."""
    if as_json:
        yield Lines(files)
        return
    with show_progress.bars_on(console) as drawn:
        yield Bars(drawn, files, language)


def summary(console: Console, result: Result, current: str | None, language: Language) -> None:
    """A table of the files, what was skipped and why, the check, and what is in use."""
    heads = (say(key, language) for key in ("file", "pages", "passages", "seconds"))
    table = Table(*heads, "", show_edge=False)
    for column in table.columns[1:4]:
        column.justify = "right"
    for outcome in result.outcomes:
        table.add_row(*_cells(outcome, language))
    console.print(table)
    for outcome in result.skipped:
        problem = in_language(outcome.problem, language)
        _line_of(console, say("skipped_file", language, file=outcome.path, problem=problem))
    if result.verdict:
        show_verdict(console, result.verdict, language)
    for line in _ending(result, current, language):
        _line_of(console, line)


def _line_of(console: Console, text: str) -> None:
    console.print(text, markup=False, highlight=False, soft_wrap=True)


def _cells(outcome: Outcome, language: Language) -> list[str]:
    document = outcome.document
    seconds = f"{outcome.seconds:.1f}"
    if document is None:
        return [outcome.path.name, "", "", seconds, say("skipped", language)]
    pages = str(document.pages) if document.pages else "-"
    note = say("unchanged", language) if outcome.kept else ""
    return [outcome.path.name, pages, str(len(outcome.passages)), seconds, note]


def _ending(result: Result, current: str | None, language: Language) -> Iterator[str]:
    passages = sum(len(outcome.passages) for outcome in result.outcomes)
    if result.version:
        yield say("published", language, version=result.version.id, passages=passages)
        return
    kept = say("stays", language, version=current) if current else say("no_index", language)
    some_left = isinstance(result.stopped, NotBuilt) and result.stopped.key == "skipped"
    hint = say("allow_skips", language) if some_left else ""
    reason = said(result.stopped, language) if result.stopped else ""
    yield say("not_published", language, reason=reason, kept=kept) + hint + "."
    if result.written:
        yield say("written", language, version=result.written.id, passages=passages)
    if result.verdict and not result.verdict.passed:
        yield say("to_override", language, version=result.verdict.version)


def as_json(result: Result, current: str | None, language: Language) -> dict[str, Any]:
    """The outcome for other programs; what people read in it is in `language`."""
    return {
        "published": result.version.id if result.version else None,
        "written": result.written.id if result.written else None,
        "current": current,
        "reason": said(result.stopped, language) if result.stopped else "",
        "check": verdict_as_json(result.verdict) if result.verdict else None,
        "files": [_entry(outcome, language) for outcome in result.outcomes],
    }


def _entry(outcome: Outcome, language: Language) -> dict[str, Any]:
    return {
        "file": str(outcome.path),
        "id": outcome.document.id if outcome.document else None,
        "pages": outcome.document.pages if outcome.document else None,
        "passages": len(outcome.passages),
        "seconds": round(outcome.seconds, 3),
        "unchanged": outcome.kept,
        "skipped": in_language(outcome.problem, language) or None,
    }


def document(console: Console, read: Document) -> None:
    """What the file says of itself."""
    facts = {
        "title": read.title, "language": read.language, "product": read.product,
        "kind": read.kind, "version": read.version, "date": read.date, "pages": read.pages,
    }  # fmt: skip
    console.print(f"{read.source} -> {read.id}", markup=False, style="bold")
    console.print("  ".join(f"{k}: {v}" for k, v in facts.items()), markup=False, soft_wrap=True)


def blocks(console: Console, read: Document) -> None:
    """One line a block: page, kind, text."""
    for block in read.blocks:
        page = f"{block.page:4d}" if block.page else "    "
        console.print(f"{page}  {_line(block)}", markup=False, highlight=False, soft_wrap=True)


def _line(block: Block) -> str:
    inset = "  " * block.level
    shapes = {
        "heading": f"{'#' * block.level} {block.text}",
        "item": f"{inset}- {block.text}",
        "step": f"{inset}{block.label} {block.text}",
        "row": f"| {block.text} |" + (f"   ({' | '.join(block.header)})" if block.header else ""),
        "note": f"! {block.text}",
    }
    return shapes.get(block.kind, block.text)


def passages(console: Console, cuts: list[Passage], count: Callable[[str], int]) -> None:
    """Each passage with its heading path, size and units."""
    for passage in cuts:
        path = " > ".join(passage.heading_path)
        size = count(path) + count(passage.text)
        page = f"p. {passage.page}, " if passage.page else ""
        console.print(f"\n{passage.id}  {path}  ({page}{size} tokens)", markup=False, style="bold")
        for unit in passage.units:
            text = passage.unit_text(unit).replace("\n", "\n            ")
            console.print(f"  {unit.kind:8}  {text}", markup=False, highlight=False, soft_wrap=True)
