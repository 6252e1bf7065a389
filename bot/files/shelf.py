"""The bytes of files on disk, under ids that we made: no name of anybody's becomes a path.

Outside all that is served. A file is there whole or not at all. Depends on nothing of ours.
"""

import errno
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
PARTIAL = ".part"


class NoRoom(Exception):
    """The disk is full, or so nearly that the database would suffer next."""


def free_bytes(folder: Path) -> int:
    """What is left on the disk of `folder`."""
    return shutil.disk_usage(folder).free


class Shelf:
    """Files under `folder`; nothing is put there once less than `reserve` bytes would be left."""

    def __init__(
        self, folder: Path, reserve: int = 0, free: Callable[[Path], int] = free_bytes
    ) -> None:
        self._folder = folder
        self._reserve = reserve
        self._free = free

    def put(self, file_id: str, data: bytes) -> Path:
        """Keep `data`; `NoRoom` leaves nothing behind."""
        target = self.path(file_id)
        try:
            target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            if self._free(target.parent) - len(data) < self._reserve:
                raise NoRoom
            _write(target, data)
        except OSError as error:
            if error.errno in FULL:
                raise NoRoom from error
            raise
        return target

    def path(self, file_id: str) -> Path:
        """Where the file lies, or would."""
        return self._folder / file_id[:2] / file_id

    def remove(self, file_id: str) -> None:
        """Take it away, if it is there."""
        self.path(file_id).unlink(missing_ok=True)

    def old_ids(self, older_s: float) -> dict[str, Path]:
        """Files that lie here longer than `older_s` seconds, by id."""
        before = time.time() - older_s
        found = {}
        for one in self._all():
            with suppress(FileNotFoundError):
                if one.stat().st_mtime < before:
                    found[one.name] = one
        return found

    def _all(self) -> Iterator[Path]:
        return self._folder.glob("??/*")


def _write(target: Path, data: bytes) -> None:
    descriptor, partial = tempfile.mkstemp(PARTIAL, dir=target.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(partial, target)
    except BaseException:
        with suppress(OSError):
            os.unlink(partial)
        raise
