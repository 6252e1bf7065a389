"""`check`, `publish`, `rollback`: which version is in use. Depends on check and bot.knowledge."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.settings import Settings
from kb_ingest.commands.common import (
    NOT_DONE,
    AsJson,
    Golden,
    Index,
    Margin,
    Model,
    Reason,
    console,
    index_of,
    language,
    show_json,
    show_line,
    speak,
    telling_errors,
)

if TYPE_CHECKING:
    from bot.knowledge.history import Entry
    from bot.knowledge.verdict import Verdict

Version = Annotated[str, typer.Argument(help="A version; the newest where none is given")]
Named = Annotated[str, typer.Argument(help="A version: its id, or how that begins or ends")]
To = Annotated[str, typer.Argument(help="A version that was in use; else the one before")]
Override = Annotated[str, typer.Option(help="Publish it although it fails; your reason is logged")]
All = Annotated[bool, typer.Option("--mistakes", help="List every question answered wrongly")]


def check(
    version: Version = "",
    golden: Golden = None,
    margin: Margin = None,
    mistakes: All = False,
    index: Index = None,
    model: Model = None,
    as_json: AsJson = False,
) -> None:
    """Ask a version the golden questions; compare with that in use.

    Ends with 0 if no score fell by more than the margin, 1 if one did or it cannot be checked.
    """
    with telling_errors(as_json):
        verdict = checked(version, golden, margin, index_of(index), model)
        if as_json:
            from bot.knowledge.verdict import as_json as plain

            show_json(plain(verdict))
        else:
            from kb_ingest.show_verdict import show_verdict

            show_verdict(console(), verdict, language(), all_mistakes=mistakes)
    raise typer.Exit(0 if verdict.passed else NOT_DONE)


def checked(
    version: str, golden: Path | None, margin: float | None, index: Path, model: Path | None
) -> "Verdict":
    """The verdict on a version, made now and kept."""
    from bot.knowledge.embedding import Embedder
    from bot.knowledge.versions import find_version, newest_version
    from kb_ingest.check import checker

    settings = Settings()
    name = find_version(index, version) if version else newest_version(index)
    embedder = Embedder(model or settings.model)
    fall = settings.check_margin if margin is None else margin
    return checker(index, embedder, golden or settings.golden_file, fall)(name)


def publish(
    version: Named,
    override: Override = "",
    index: Index = None,
    model: Model = None,
    as_json: AsJson = False,
) -> None:
    """Put a version in use.

    It is checked first, unless it was checked against the one in use already.

    Ends with 0 if it is in use, 1 if it answers worse than the one in use or is not there.
    """
    from bot.knowledge.lock import user
    from bot.knowledge.notices import Notice
    from bot.knowledge.publishing import Publisher

    settings, folder = Settings(), index_of(index)
    publisher = Publisher(folder, settings.golden_file.is_file(), settings.kept_versions)
    with telling_errors(as_json):
        try:
            entry = publisher.publish(version, user(), override)
        except Notice as notice:
            if notice.key != "not_checked":
                raise
            checked(version, None, None, folder, model)
            entry = publisher.publish(version, user(), override)
        show_change(entry, as_json)


def rollback(
    version: To = "", reason: Reason = "", index: Index = None, as_json: AsJson = False
) -> None:
    """Go back to the version that was in use before.

    Takes effect at once. Again, and it goes back one more.
    Ends with 0 if done, 1 if there is nothing to go back to.
    """
    from bot.knowledge.lock import user
    from bot.knowledge.publishing import Publisher

    publisher = Publisher(index_of(index), keep=Settings().kept_versions)
    with telling_errors(as_json):
        show_change(publisher.rollback(user(), version, reason), as_json)


def show_change(entry: "Entry", as_json: bool) -> None:
    """What is in use now."""
    if as_json:
        from dataclasses import asdict

        show_json(asdict(entry))
    else:
        show_line(speak("now_in_use", version=entry.version, before=entry.before or "-"))
