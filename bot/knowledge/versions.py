"""Versions of the index on disk: each an immutable folder, one of them current.

    <index>/versions/<id>/   documents.jsonl passages.jsonl passages.faiss units.npy bm25/
                             manifest.json
    <index>/sources/         the source files, named by their SHA-256
    <index>/current          the id that readers use, replaced in one step

`writer` writes them. Depends on the names of the files and `bot.errors`.
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
from bot.knowledge.dense import PASSAGES_FILE as VECTORS_FILE
from bot.knowledge.dense import UNITS_FILE
from bot.knowledge.store import DOCUMENTS_FILE, PASSAGES_FILE

FORMAT = 1
FILES = (
    DOCUMENTS_FILE,
    PASSAGES_FILE,
    VECTORS_FILE,
    UNITS_FILE,
    "bm25/es/meta.json",
    "bm25/en/meta.json",
)
KEPT_VERSIONS = 5


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
    try:
        name = (index_dir / "current").read_text().strip()
    except FileNotFoundError:
        return None
    return read_version(index_dir, name)


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
    if missing:
        raise KnowledgeError(f"{folder} lacks {', '.join(missing)}: build the index again.")
    return IndexVersion(name, folder, manifest)


def list_versions(index_dir: Path) -> list[str]:
    """Ids of the versions on disk, the oldest first."""
    folder = index_dir / "versions"
    names = (path.name for path in folder.iterdir()) if folder.is_dir() else iter(())
    return sorted(name for name in names if not name.startswith("."))


def source_file(index_dir: Path, entry: Mapping[str, Any]) -> Path:
    """The kept source of a document, `entry` being its line in the manifest."""
    return index_dir / "sources" / str(entry["blob"])


def publish(index_dir: Path, version_id: str, *, keep: int = KEPT_VERSIONS) -> None:
    """Make the version the one that readers use, and drop the oldest beyond `keep`."""
    read_version(index_dir, version_id)
    fresh = index_dir / f".current-{os.getpid()}"
    fresh.write_text(version_id + "\n")
    sync(fresh)
    os.replace(fresh, index_dir / "current")
    sync(index_dir)
    drop_old(index_dir, version_id, keep)


def drop_old(index_dir: Path, current: str, keep: int) -> None:
    """Remove versions beyond the newest `keep` and the sources nobody refers to."""
    for name in list_versions(index_dir)[:-keep]:
        if name != current:
            shutil.rmtree(index_dir / "versions" / name, ignore_errors=True)
    used = set()
    for name in list_versions(index_dir):
        with suppress(OSError, ValueError, KeyError):
            said = json.loads((index_dir / "versions" / name / "manifest.json").read_text())
            used |= {entry["blob"] for entry in said["documents"]}
    for path in (index_dir / "sources").glob("[0-9a-f]*"):
        if path.name not in used:
            path.unlink(missing_ok=True)


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
