"""What there is, for people who change it: the state of the index, its versions, its files.

Plain data, the same for the commands and the content teams' door. Depends on versions,
history, verdict and lock.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from bot.errors import BotError
from bot.knowledge.history import ever_published, published_stack, read_log
from bot.knowledge.lock import building
from bot.knowledge.notices import Notice
from bot.knowledge.verdict import kept_verdict
from bot.knowledge.versions import (
    IndexVersion,
    current_id,
    find_version,
    list_versions,
    newest_version,
    read_version,
)


def status_of(index_dir: Path, files: Iterable[Path] | None = None) -> dict[str, Any]:
    """What is in use. With `files`, also how they differ from those it was made of.

    `problem` is "" where a version is in use and can be read; `building` is who builds now.
    """
    current, there = current_id(index_dir), list_versions(index_dir)
    manifest: dict[str, Any] = {}
    problem = ""
    try:
        if current is None:
            raise none_in_use(index_dir, there)
        manifest = read_version(index_dir, current).manifest
    except BotError as error:
        problem = error.message
    holder = building(index_dir).holder()
    verdict = kept_verdict(index_dir, current) if current else None
    return {
        "index": str(index_dir),
        "problem": problem,
        "current": current,
        "newest": there[-1] if there else None,
        "created": manifest.get("created"),
        "model": manifest.get("model"),
        "counts": manifest.get("counts"),
        "scores": dict(verdict.values) if verdict else None,
        "building": asdict(holder) if holder else None,
        "files": None if files is None else files_against(manifest, files),
    }


def none_in_use(index_dir: Path, there: list[str]) -> Notice:
    """What to say where no version is in use, `there` being those on disk."""
    if not there:
        return Notice("no_versions", 404, index=index_dir)
    return Notice("none_in_use", 404, index=index_dir, known=", ".join(there))


def files_against(manifest: dict[str, Any], files: Iterable[Path]) -> dict[str, list[str]]:
    """Names of files that are new, changed, or gone since the version of `manifest` was made."""
    entries = manifest.get("documents", [])
    known = {entry["sha256"] for entry in entries}
    names = {entry["source"] for entry in entries}
    found = {path.name: _sha256(path) for path in files if path.is_file()}
    fresh = [name for name, digest in found.items() if digest not in known]
    return {
        "changed": [name for name in fresh if name in names],
        "added": [name for name in fresh if name not in names],
        "removed": sorted(
            entry["source"]
            for entry in entries
            if entry["source"] not in found and entry["sha256"] not in found.values()
        ),
    }


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def versions_of(index_dir: Path) -> list[dict[str, Any]]:
    """The versions on disk, the newest first."""
    current = current_id(index_dir)
    published = ever_published(read_log(index_dir), current)
    return [_version(index_dir, one, current, published) for one in list_versions(index_dir)[::-1]]


def _version(
    index_dir: Path, name: str, current: str | None, published: list[str]
) -> dict[str, Any]:
    try:
        manifest = json.loads((index_dir / "versions" / name / "manifest.json").read_text())
    except (OSError, ValueError):
        manifest = {}
    verdict = kept_verdict(index_dir, name)
    state = "in_use" if name == current else "published" if name in published else "kept"
    return {
        "id": name,
        "state": state if manifest else "broken",
        "created": manifest.get("created"),
        "model": manifest.get("model"),
        "counts": manifest.get("counts"),
        "passed": verdict.passed if verdict else None,
        "scores": dict(verdict.values) if verdict else None,
        "worse": [asdict(one) for one in verdict.worse] if verdict else [],
    }


def named_or_current(index_dir: Path, name: str = "") -> IndexVersion:
    """The version asked for, else the one in use; `Notice` (404) where there is none."""
    found = find_version(index_dir, name) if name else current_id(index_dir)
    if found is None:
        raise none_in_use(index_dir, list_versions(index_dir))
    return read_version(index_dir, found)


def two_versions(index_dir: Path, a: str = "", b: str = "") -> tuple[str, str]:
    """The versions to compare: by default the one in use and the newest; where those are one,
    the one in use before it and that one."""
    later = find_version(index_dir, b) if b else newest_version(index_dir)
    if a:
        return find_version(index_dir, a), later
    current = current_id(index_dir)
    if current and current != later:
        return current, later
    there = list_versions(index_dir)
    stack = published_stack(read_log(index_dir), current)
    before = [one for one in stack if one in there and one != later]
    if not before:
        raise Notice("needs_two", 409, version=later)
    return before[-1], later
