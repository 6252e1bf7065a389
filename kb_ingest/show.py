"""How the commands show what they did: progress, summary, blocks, passages. Depends on build."""

from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any

from rich import progress as bars
from rich.console import Console
from rich.table import Table

from bot.knowledge.documents import Block, Document, Passage
from bot.knowledge.versions import IndexVersion
from kb_ingest.build import Outcome, Result


class Progress:
    """Two bars on a terminal: files read, texts embedded."""

    def __init__(self, console: Console, files: int, *, quiet: bool) -> None:
        self._bars = bars.Progress(
            bars.TextColumn("{task.description}"),
            bars.BarColumn(),
            bars.MofNCompleteColumn(),
            bars.TimeRemainingColumn(),
            console=console,
            disable=quiet or not console.is_terminal,
            transient=True,
        )
        self._files = self._bars.add_task("reading", total=files)
        self._texts = self._bars.add_task("embedding", total=None, visible=False)
        self._started = False

    def __enter__(self) -> "Progress":
        self._bars.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._bars.stop()

    def file(self, path: Path) -> None:
        """A file is about to be read."""
        self._bars.update(
            self._files, advance=1 if self._started else 0, description=f"reading {path.name}"
        )
        self._started = True

    def embedded(self, done: int, total: int) -> None:
        """`done` of `total` texts have their vectors."""
        self._bars.update(self._files, visible=False)
        self._bars.update(self._texts, completed=done, total=total, visible=True)


def summary(console: Console, result: Result, current: IndexVersion | None) -> None:
    """A table of the files, what was skipped and why, and which version is in use."""
    table = Table("file", "pages", "passages", "seconds", "", show_edge=False)
    for column in table.columns[1:4]:
        column.justify = "right"
    for outcome in result.outcomes:
        table.add_row(*_cells(outcome))
    console.print(table)
    for outcome in result.skipped:
        console.print(f"skipped: {outcome.path} {outcome.problem}", markup=False, soft_wrap=True)
    console.print(_ending(result, current), markup=False, soft_wrap=True)


def _cells(outcome: Outcome) -> list[str]:
    document = outcome.document
    seconds = f"{outcome.seconds:.1f}"
    if document is None:
        return [outcome.path.name, "", "", seconds, "skipped"]
    pages = str(document.pages) if document.pages else "-"
    note = "unchanged" if outcome.kept else ""
    return [outcome.path.name, pages, str(len(outcome.passages)), seconds, note]


def _ending(result: Result, current: IndexVersion | None) -> str:
    passages = sum(len(outcome.passages) for outcome in result.outcomes)
    if result.version:
        return f"Published version {result.version.id}: {passages} passages."
    kept = f"version {current.id} stays in use" if current else "there is no index yet"
    hint = " (--allow-skips publishes without the skipped files)" if result.skipped else ""
    return f"Not published: {result.reason}; {kept}{hint}."


def as_json(result: Result, current: IndexVersion | None) -> dict[str, Any]:
    """The outcome for other programs."""
    return {
        "published": result.version.id if result.version else None,
        "current": current.id if current else None,
        "reason": result.reason,
        "files": [_entry(outcome) for outcome in result.outcomes],
    }


def _entry(outcome: Outcome) -> dict[str, Any]:
    return {
        "file": str(outcome.path),
        "id": outcome.document.id if outcome.document else None,
        "pages": outcome.document.pages if outcome.document else None,
        "passages": len(outcome.passages),
        "seconds": round(outcome.seconds, 3),
        "unchanged": outcome.kept,
        "skipped": outcome.problem or None,
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
