"""Versions of the index on disk: each an immutable folder, one of them current.

    <index>/versions/<id>/   documents.jsonl passages.jsonl blocks.jsonl rows.npy names.json
                             passages.faiss (or .postgresql) units.npy bm25/ words.sqlite
                             manifest.json
    <index>/sources/         the source files, named by their SHA-256
    <index>/current          the id that readers use, replaced in one step
    <index>/log.jsonl        who changed what and why (`history`)
    <index>/scores/          how each version answered the golden questions (`verdict`)

`writer` writes them. Depends on the names of the files, `history`, `lock` and `notices`.
"""

import json
import os
import shutil
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.errors import BotError
from bot.knowledge.catalogue import NAMES_FILE, ROWS_FILE
from bot.knowledge.dense import UNITS_FILE
from bot.knowledge.history import Action, Entry, ever_published, read_log, record
from bot.knowledge.late import TOKENS_FOLDER, TokenFiles
from bot.knowledge.lock import building, switching, user
from bot.knowledge.notices import Notice
from bot.knowledge.rarity import WORDS_FILE
from bot.knowledge.store import BLOCKS_FILE, DOCUMENTS_FILE, PASSAGES_FILE
from bot.knowledge.vectors import STORE_FILES

FORMAT = 2
FILES = (
    DOCUMENTS_FILE,
    PASSAGES_FILE,
    BLOCKS_FILE,
    ROWS_FILE,
    NAMES_FILE,
    WORDS_FILE,
    UNITS_FILE,
    "bm25/es/meta.json",
    "bm25/en/meta.json",
)
KEPT_VERSIONS = 5
SWITCH_WAIT_S = 10.0
"""A change of `current` takes milliseconds; whoever waits longer waits for a hung machine."""
TIDY_WAIT_S = 0.2


class KnowledgeError(BotError):
    """The index cannot be read or written, or does not hold what was asked for."""


@dataclass(frozen=True, slots=True)
class IndexVersion:
    """One version on disk. `manifest` says what it was made of."""

    id: str
    folder: Path
    manifest: dict[str, Any]


def read_current(index_dir: Path) -> IndexVersion | None:
    """The version in use, None where none was ever published."""
    name = current_id(index_dir)
    return read_version(index_dir, name) if name is not None else None


def current_id(index_dir: Path) -> str | None:
    """The id of the version in use, whole or not; None where none was ever published."""
    try:
        return (index_dir / "current").read_text().strip()
    except FileNotFoundError:
        return None


def read_version(index_dir: Path, name: str) -> IndexVersion:
    """The named version; raises KnowledgeError where it is not whole or of another format."""
    folder = index_dir / "versions" / Path(name).name
    try:
        manifest: dict[str, Any] = json.loads((folder / "manifest.json").read_text())
    except (OSError, ValueError) as error:
        raise KnowledgeError(
            f"{folder} has no readable manifest: build the index again."
        ) from error
    if manifest.get("format") != FORMAT:
        raise KnowledgeError(
            f"{folder} has index format {manifest.get('format')!r}, this program reads "
            f"{FORMAT}: build the index again with this program, or run the newer one."
        )
    missing = [file for file in FILES if not (folder / file).is_file()]
    if not any((folder / file).is_file() for file in STORE_FILES):
        missing.append(STORE_FILES[0])
    if missing:
        raise KnowledgeError(f"{folder} lacks {', '.join(missing)}: build the index again.")
    return IndexVersion(name, folder, manifest)


def list_versions(index_dir: Path) -> list[str]:
    """Ids of the versions on disk, the oldest first."""
    folder = index_dir / "versions"
    names = (path.name for path in folder.iterdir()) if folder.is_dir() else iter(())
    return sorted(name for name in names if not name.startswith("."))


def find_version(index_dir: Path, name: str) -> str:
    """The id that `name` begins, or ends with; `Notice` (404, 409) where that is not one."""
    known = list_versions(index_dir)
    if name in known:
        return name
    meant = [one for one in known if name and (one.startswith(name) or one.endswith(name))]
    if len(meant) > 1:
        raise Notice("ambiguous_version", 409, version=name, known=", ".join(meant))
    if not meant:
        raise Notice("unknown_version", 404, version=name, known=", ".join(known) or "-")
    return meant[0]


def newest_version(index_dir: Path) -> str:
    """The id of the version made last; `Notice` (404) where there is none."""
    known = list_versions(index_dir)
    if not known:
        raise Notice("no_versions", 404, index=index_dir)
    return known[-1]


def source_file(index_dir: Path, entry: Mapping[str, Any]) -> Path:
    """The kept source of a document, `entry` being its line in the manifest."""
    return index_dir / "sources" / str(entry["blob"])


def publish(
    index_dir: Path,
    version_id: str,
    *,
    keep: int = KEPT_VERSIONS,
    who: str = "",
    action: Action = "published",
    reason: str = "",
    scores: Mapping[str, float] | None = None,
) -> Entry:
    """Make the version the one that readers use, write that down, and tidy up.

    The change itself is one rename: a reader sees the version before or this one, whole.
    """
    with switching(index_dir).held(who, wait_s=SWITCH_WAIT_S):
        read_version(index_dir, version_id)
        before = current_id(index_dir) or ""
        _point(index_dir, version_id)
        entry = record(
            index_dir, who or user(), action,
            version=version_id, before=before, reason=reason, scores=dict(scores or {}),
        )  # fmt: skip
    tidy(index_dir, keep)
    return entry


def _point(index_dir: Path, version_id: str) -> None:
    fresh = index_dir / f".current-{os.getpid()}"
    fresh.write_text(version_id + "\n")
    sync(fresh)
    os.replace(fresh, index_dir / "current")
    sync(index_dir)


def tidy(index_dir: Path, keep: int) -> None:
    """Remove what is no longer needed, unless somebody builds: then the build does it at its end.

    Kept are the last `keep` versions that were in use, and the newest that never was.
    """
    with suppress(Notice), building(index_dir).held(wait_s=TIDY_WAIT_S):
        with switching(index_dir).held(wait_s=SWITCH_WAIT_S):
            for name in _dispensable(index_dir, keep):
                folder = index_dir / "versions" / name
                folder.rename(folder.with_name(f".gone-{name}"))
        for gone in (index_dir / "versions").glob(".gone-*"):
            shutil.rmtree(gone, ignore_errors=True)
        _drop_unused(index_dir)


def _dispensable(index_dir: Path, keep: int) -> list[str]:
    current, there = current_id(index_dir), list_versions(index_dir)
    published = [v for v in ever_published(read_log(index_dir), current) if v in there]
    fresh = [version for version in there if version not in published]
    kept = {*published[-max(keep, 1) :], *fresh[-1:], current}
    return [version for version in there if version not in kept]


def _drop_unused(index_dir: Path) -> None:
    """Remove source files and token vectors that no version on disk refers to."""
    entries: list[Mapping[str, Any]] = []
    for name in list_versions(index_dir):
        with suppress(OSError, ValueError, KeyError):
            said = json.loads((index_dir / "versions" / name / "manifest.json").read_text())
            entries += said["documents"]
    used = {entry["blob"] for entry in entries}
    for path in (index_dir / "sources").glob("[0-9a-f]*"):
        if path.name not in used:
            path.unlink(missing_ok=True)
    tokens = {str(entry["tokens"]) for entry in entries if "tokens" in entry}
    TokenFiles(index_dir / TOKENS_FOLDER).drop_unused(tokens)


def sync_tree(folder: Path) -> None:
    """Force a folder and all below it onto the disk."""
    for path in folder.rglob("*"):
        sync(path)
    sync(folder)


def sync(path: Path) -> None:
    """Force a file or a folder's entries onto the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
