"""The manuals as files: listed, taken in, taken away. What they say is the ingest's matter.

Depends on the door's words.
"""

import asyncio
import os
import re
import uuid
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bot.content.words import Refused

EXTENSIONS = (".pdf", ".docx", ".epub", ".html", ".htm", ".xhtml", ".md", ".markdown", ".txt")
"""What the ingest reads; a test compares."""

NAME = re.compile(r"[^\W_][\w .()-]{0,118}")
MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Manual:
    """A file. `changed` is a time of day as ISO 8601 in UTC."""

    name: str
    bytes: int
    changed: str


class ManualFiles:
    """The manuals in `folder`, none larger than `limit_mb`."""

    def __init__(self, folder: Path, limit_mb: int) -> None:
        self.folder = folder
        self._limit_mb = limit_mb

    def all(self) -> list[Manual]:
        """The manuals by name."""
        return [_manual(path) for path in self.paths()]

    def paths(self) -> list[Path]:
        """Their files by name, those in folders below included."""
        found = sorted(self.folder.rglob("*")) if self.folder.is_dir() else []
        return [path for path in found if self._is_manual(path)]

    def _is_manual(self, path: Path) -> bool:
        hidden = any(part.startswith(".") for part in path.relative_to(self.folder).parts)
        return path.is_file() and path.suffix.lower() in EXTENSIONS and not hidden

    async def save(self, name: str, chunks: AsyncIterator[bytes]) -> tuple[Manual, bool]:
        """Keep what is sent under `name`, whole or not at all; and whether it is a new one.

        Raises `Refused` (409, 413, 422) and leaves the file of that name as it was.
        """
        target = self.folder / checked(name)
        self._refuse_twins(target)
        self.folder.mkdir(parents=True, exist_ok=True)
        fresh = self.folder / f".upload-{uuid.uuid4().hex}"
        try:
            await self._receive(name, fresh, chunks)
            is_new = not target.exists()
            os.replace(fresh, target)
        finally:
            fresh.unlink(missing_ok=True)
        return _manual(target), is_new

    def _refuse_twins(self, target: Path) -> None:
        for path in self.paths():
            if path.stem.lower() == target.stem.lower() and path.name != target.name:
                raise Refused("same_document", 409, name=target.name, other=path.name)

    async def _receive(self, name: str, fresh: Path, chunks: AsyncIterator[bytes]) -> None:
        size = 0
        with fresh.open("wb") as file:
            async for chunk in chunks:
                size += len(chunk)
                if size > self._limit_mb * MEGABYTE:
                    raise Refused("too_large", 413, name=name, limit=self._limit_mb)
                await asyncio.to_thread(file.write, chunk)
            if not size:
                raise Refused("empty", 422, name=name)
            file.flush()
            await asyncio.to_thread(os.fsync, file.fileno())

    def delete(self, name: str) -> None:
        """Take a manual away; the version in use keeps its own copy. 404 where there is none."""
        target = self.folder / checked(name)
        try:
            target.unlink()
        except FileNotFoundError:
            raise Refused("no_manual", 404, name=name) from None


def checked(name: str) -> str:
    """`name` if it may be a manual's; `Refused` (422) otherwise."""
    if not NAME.fullmatch(name) or name.endswith((".", " ")) or ".." in name:
        raise Refused("bad_name", 422, name=name)
    extension = Path(name).suffix.lower()
    if extension not in EXTENSIONS:
        known = " ".join(EXTENSIONS)
        raise Refused("bad_extension", 422, name=name, extension=extension, known=known)
    return name


def _manual(path: Path) -> Manual:
    stat = path.stat()
    changed = datetime.fromtimestamp(stat.st_mtime, UTC).isoformat(timespec="seconds")
    return Manual(path.name, stat.st_size, changed)
