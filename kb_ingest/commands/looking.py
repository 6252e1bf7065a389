"""`status`, `versions`, `diff`, `parity`, `intervals`: look, change nothing.

Depends on bot.knowledge and the show modules.
"""

from typing import Annotated

import typer

from bot.settings import Settings
from kb_ingest.commands.common import (
    NOT_DONE,
    AsJson,
    Index,
    console,
    index_of,
    language,
    show_json,
    telling_errors,
)

A = Annotated[str, typer.Argument(help="A version; else the one in use, or the one before it")]
B = Annotated[str, typer.Argument(help="A version; else the newest")]
Version = Annotated[str, typer.Option("--of", help="A version; else the one in use")]
Full = Annotated[bool, typer.Option("--full", help="Show whole passages, not only what changed")]


def status(index: Index = None, as_json: AsJson = False) -> None:
    """What is in use, what changed since, who builds.

    Ends with 0 if an index is in use and can be read, 1 if not.
    """
    from bot.knowledge.overview import status_of
    from kb_ingest.build import files_in
    from kb_ingest.show_versions import show_status

    settings = Settings()
    files = files_in([settings.manuals_dir, settings.policies_dir]) if index is None else None
    with telling_errors(as_json):
        said = status_of(index_of(index), files)
        if as_json:
            show_json(said)
        else:
            show_status(console(), said, language())
    raise typer.Exit(NOT_DONE if said["problem"] else 0)


def versions(index: Index = None, as_json: AsJson = False) -> None:
    """The versions on disk, which is in use, how each was checked."""
    from bot.knowledge.overview import versions_of
    from kb_ingest.show_versions import show_versions

    with telling_errors(as_json):
        said = versions_of(index_of(index))
        if as_json:
            show_json(said)
        else:
            show_versions(console(), said, language())


def diff(
    a: A = "", b: B = "", full: Full = False, index: Index = None, as_json: AsJson = False
) -> None:
    """Passages added, removed or changed from version A to B.

    Without A and B: from the one in use to the newest; where those are one, from the one before.
    """
    from bot.knowledge.diff import as_json as plain
    from bot.knowledge.diff import diff_versions
    from bot.knowledge.overview import two_versions
    from kb_ingest.show_diff import show_diff

    folder = index_of(index)
    with telling_errors(as_json):
        found = diff_versions(folder, *two_versions(folder, a, b))
        if as_json:
            show_json(plain(found))
        else:
            show_diff(console(), found, language(), full=full)


def parity(of: Version = "", index: Index = None, as_json: AsJson = False) -> None:
    """What is in one language only, or older than its source.

    Ends with 0 if nothing is missing, 1 if something is.
    """
    from bot.knowledge.overview import named_or_current
    from bot.knowledge.parity import as_json as plain
    from bot.knowledge.parity import parity_of
    from kb_ingest.show_reports import show_parity

    with telling_errors(as_json):
        found = parity_of(named_or_current(index_of(index), of))
        if as_json:
            show_json(plain(found))
        else:
            show_parity(console(), found, language())
    raise typer.Exit(0 if found.complete else NOT_DONE)


def intervals(of: Version = "", index: Index = None, as_json: AsJson = False) -> None:
    """How often something must be done, by product."""
    from bot.knowledge.intervals import as_json as plain
    from bot.knowledge.intervals import intervals_of
    from bot.knowledge.overview import named_or_current
    from bot.knowledge.store import PASSAGES_FILE, read_passages
    from kb_ingest.show_reports import show_intervals

    with telling_errors(as_json):
        version = named_or_current(index_of(index), of)
        found = intervals_of(read_passages(version.folder / PASSAGES_FILE))
        if as_json:
            show_json({"version": version.id, "products": plain(found)})
        else:
            show_intervals(console(), found, language())
