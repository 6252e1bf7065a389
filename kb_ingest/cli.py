"""The commands: build, typeset, inspect. Depends on build, typeset, bot.knowledge and settings."""

import json
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from bot.knowledge.embedding import Embedder
from bot.knowledge.versions import read_current
from bot.knowledge.writer import IndexWriter
from bot.settings import Settings
from kb_ingest import show
from kb_ingest.build import Builder, Result, files_in
from kb_ingest.cache import ReadCache
from kb_ingest.passages import cut
from kb_ingest.readers import Limits, ReadError, read
from kb_ingest.typeset import typeset as typeset_files

app = typer.Typer(add_completion=False, no_args_is_help=True, help=__doc__)
_console = Console()

_Files = Annotated[list[Path] | None, typer.Argument(help="Files or folders")]


@app.command()
def build(
    files: _Files = None,
    out: Annotated[Path | None, typer.Option(help="Folder of the index")] = None,
    model: Annotated[Path | None, typer.Option(help="Folder of the embedding model")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the outcome as JSON")] = False,
    allow_skips: Annotated[bool, typer.Option(help="Publish although files were skipped")] = False,
    budget: Annotated[int, typer.Option(help="Tokens in a passage, its headings included")] = 220,
    max_megabytes: Annotated[int, typer.Option(help="Largest file")] = 200,
    max_pages: Annotated[int, typer.Option(help="Most pages of a PDF")] = 5_000,
    threads: Annotated[int, typer.Option(help="Processor threads for embedding")] = 2,
) -> None:
    """Read manuals and policies and publish a new version of the index.

    Without FILES: the manuals and policies of the settings. Ends with 1 where a file was
    skipped; then the index in use stays as it is unless --allow-skips is given.
    """
    settings = Settings()
    index = out or settings.index_dir
    embedder = Embedder(model or settings.model, index / "vectors.sqlite", threads=threads)
    limits = Limits(bytes=max_megabytes * 1024 * 1024, pages=max_pages)
    cache = ReadCache(index / "cache", {"budget": budget, "model": embedder.model_id})
    builder = Builder(IndexWriter(index, embedder), cache, embedder.count_tokens, budget, limits)
    found = files_in(files or [settings.manuals_dir, settings.policies_dir])
    with show.Progress(_console, len(found), quiet=as_json) as progress:
        result = builder.run(
            found,
            allow_skips=allow_skips,
            on_file=progress.file,
            on_embedded=progress.embedded,
        )
    _report(result, index, as_json)
    raise typer.Exit(0 if result.version and not result.skipped else 1)


def _report(result: Result, index: Path, as_json: bool) -> None:
    current = read_current(index)
    if as_json:
        print(json.dumps(show.as_json(result, current), ensure_ascii=False, indent=2))
    else:
        show.summary(_console, result, current)


@app.command()
def typeset(
    sources: Annotated[list[Path] | None, typer.Argument(help="Markdown files or folders")] = None,
    out: Annotated[Path | None, typer.Option(help="Folder for what is made")] = None,
) -> None:
    """Set Markdown manuals as the PDF, HTML or DOCX that their front matter asks for."""
    settings = Settings()
    outcomes = typeset_files(sources or [settings.manuals_source], out or settings.manuals_dir)
    for outcome in outcomes:
        name = outcome.output.name if outcome.output else outcome.problem
        _console.print(f"{outcome.state:10} {outcome.source.name}: {name}", markup=False)
    raise typer.Exit(1 if any(outcome.state == "failed" for outcome in outcomes) else 0)


@app.command()
def inspect(
    file: Annotated[Path, typer.Argument(help="A document")],
    budget: Annotated[int, typer.Option(help="Tokens in a passage")] = 220,
    model: Annotated[Path | None, typer.Option(help="Folder of the embedding model")] = None,
    blocks: Annotated[bool, typer.Option(help="Show the blocks")] = True,
    passages: Annotated[bool, typer.Option(help="Show the passages")] = True,
) -> None:
    """Show what is read from one file and how it is cut."""
    try:
        document = read(file)
    except ReadError as error:
        _console.print(f"{file} {error.message}", markup=False)
        raise typer.Exit(1) from error
    show.document(_console, document)
    if blocks:
        show.blocks(_console, document)
    if passages:
        count = Embedder(model or Settings().model).count_tokens
        show.passages(_console, cut(document, count, budget), count)
