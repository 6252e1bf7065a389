"""`build`: files to a new version, checked and published. Depends on build, check and show."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.settings import Settings
from kb_ingest.commands.common import (
    NOT_DONE,
    AsJson,
    Golden,
    Margin,
    Model,
    console,
    language,
    show_json,
    telling_errors,
)

if TYPE_CHECKING:
    from bot.knowledge.embedding import Embedder
    from bot.knowledge.verdict import Verdict
    from bot.knowledge.versions import IndexVersion
    from kb_ingest.build import Result
    from kb_ingest.show import Progress

MEGABYTE = 1024 * 1024

Files = Annotated[list[Path] | None, typer.Argument(help="Files or folders")]
Out = Annotated[Path | None, typer.Option(help="Folder of another index; that in use stays")]
AllowSkips = Annotated[
    bool, typer.Option("--allow-skips", help="Go on although files were skipped")
]
Publish = Annotated[bool, typer.Option("--publish/--no-publish", help="Put it in use if it passes")]
Budget = Annotated[int, typer.Option(min=32, help="Tokens in a passage, its headings included")]
MaxMegabytes = Annotated[int, typer.Option(min=1, help="Largest file")]
MaxPages = Annotated[int, typer.Option(min=1, help="Most pages of a PDF")]
Threads = Annotated[int, typer.Option(min=1, help="Processor threads for embedding")]

By = Annotated[str, typer.Option(help="Whose name goes into the log; else your login's")]


def build(
    files: Files = None,
    out: Out = None,
    golden: Golden = None,
    margin: Margin = None,
    publish: Publish = True,
    allow_skips: AllowSkips = False,
    model: Model = None,
    budget: Budget = 220,
    max_megabytes: MaxMegabytes = 200,
    max_pages: MaxPages = 5_000,
    threads: Threads = 2,
    by: By = "",
    as_json: AsJson = False,
) -> None:
    """Read the manuals into a new version, check it, use it.

    Without FILES: the manuals and policies of the settings. The new version is asked the golden
    questions; where it answers worse than the one in use, it is kept and not published. With
    --out another folder is indexed, checked only if --golden names questions.

    Ends with 0 if it was published, 1 if not or if a file was skipped, 3 if somebody else builds.
    With --json the progress goes to standard error, one JSON object a line.
    """
    from bot.knowledge.embedding import Embedder
    from bot.knowledge.lock import user
    from bot.knowledge.vectors import vector_store
    from bot.knowledge.workers import workers_for
    from bot.knowledge.writer import IndexWriter
    from kb_ingest import show
    from kb_ingest.build import Builder, files_in, made_ready
    from kb_ingest.cache import ReadCache
    from kb_ingest.readers import Limits

    settings = Settings()
    index = out or settings.index_dir
    with telling_errors(as_json):
        if out:
            made_ready(out)
        found = files_in(files or [settings.manuals_dir, settings.policies_dir])
        chosen = model or settings.model
        workers = workers_for(settings.embed_with, chosen, settings.embed_processes)
        embedder = Embedder(chosen, index / "vectors.sqlite", threads=threads, workers=workers)
        store = vector_store(settings.vector_store)
        with show.progress(console(), len(found), language(), as_json=as_json) as progress:
            judge = judge_of(index, embedder, golden, margin, progress, asked_for=out is None)
            result = Builder(
                IndexWriter(index, embedder, keep=settings.kept_versions, store=store),
                ReadCache(index / "cache", {"budget": budget, "model": embedder.model_id}),
                embedder.count_tokens,
                budget,
                Limits(bytes=max_megabytes * MEGABYTE, pages=max_pages),
                judge,
                by or user(),
            ).run(
                found,
                allow_skips=allow_skips,
                publishing=publish,
                on_file=progress.file,
                on_embedded=progress.embedded,
            )
        report(result, index, as_json)
    raise typer.Exit(0 if result.version and not result.skipped else NOT_DONE)


def judge_of(
    index: Path,
    embedder: "Embedder",
    golden: Path | None,
    margin: float | None,
    progress: "Progress",
    *,
    asked_for: bool,
) -> "Callable[[IndexVersion], Verdict] | None":
    """What compares a new version with the one in use; None where there is nothing to ask.

    The settings' golden questions are about the settings' manuals: `asked_for` is whether
    those are built.
    """
    from kb_ingest.check import checker

    settings = Settings()
    if golden is None and asked_for and settings.golden_file.is_file():
        golden = settings.golden_file
    if golden is None:
        return None
    ask = checker(index, embedder, golden, settings.check_margin if margin is None else margin)

    def judge(version: "IndexVersion") -> "Verdict":
        progress.checking()
        return ask(version.id)

    return judge


def report(result: "Result", index: Path, as_json: bool) -> None:
    """What became of the build, for people or programs."""
    from bot.knowledge.versions import current_id
    from kb_ingest import show

    current = current_id(index)
    if as_json:
        show_json(show.as_json(result, current, language()))
    else:
        show.summary(console(), result, current, language())
