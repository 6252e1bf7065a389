"""`typeset` and `inspect`: single documents, without the index. Depends on typeset and readers."""

from pathlib import Path
from typing import Annotated

import typer

from bot.settings import Settings
from kb_ingest.commands.common import NOT_DONE, Model, console, language, show_line

Sources = Annotated[list[Path] | None, typer.Argument(help="Markdown files or folders")]
Made = Annotated[Path | None, typer.Option(help="Folder for what is made")]
File = Annotated[Path, typer.Argument(help="A document")]
Budget = Annotated[int, typer.Option(min=32, help="Tokens in a passage, its headings included")]
Blocks = Annotated[bool, typer.Option(help="Show the blocks")]
Passages = Annotated[bool, typer.Option(help="Show the passages")]


def typeset(sources: Sources = None, out: Made = None) -> None:
    """Set Markdown manuals as PDF, HTML or DOCX."""
    from kb_ingest.problems import in_language
    from kb_ingest.typeset import typeset as typeset_files

    settings = Settings()
    outcomes = typeset_files(sources or [settings.manuals_source], out or settings.manuals_dir)
    for outcome in outcomes:
        problem = in_language(outcome.problem, language())
        name = outcome.output.name if outcome.output else problem
        show_line(f"{outcome.state:10} {outcome.source.name}: {name}")
    raise typer.Exit(NOT_DONE if any(outcome.state == "failed" for outcome in outcomes) else 0)


def inspect(
    file: File,
    budget: Budget = 220,
    model: Model = None,
    blocks: Blocks = True,
    passages: Passages = True,
) -> None:
    """Show what is read from one file and how it is cut."""
    from bot.knowledge.embedding import Embedder
    from kb_ingest import show
    from kb_ingest.passages import cut
    from kb_ingest.problems import in_language
    from kb_ingest.readers import ReadError, read

    try:
        document = read(file)
    except ReadError as error:
        show_line(f"{file} {in_language(error.message, language())}")
        raise typer.Exit(NOT_DONE) from error
    show.document(console(), document)
    if blocks:
        show.blocks(console(), document)
    if passages:
        count = Embedder(model or Settings().model).count_tokens
        show.passages(console(), cut(document, count, budget), count)
