"""One writer at a time: locks between processes that a killed process cannot leave behind.

The operating system drops a POSIX record lock with the process that holds it, and does not
hand it to child processes, so nobody has to judge whether a lock is stale. Who holds it, and
since when, stands in a file beside it. Depends on `notices`.
"""

import fcntl
import getpass
import json
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import ClassVar

from bot.knowledge.notices import Notice

PAUSE_S = 0.02


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a lock. `since` is a time of day as ISO 8601 in UTC."""

    pid: int
    who: str
    since: str


class _Inner:
    """This process's side of one lock: a second file descriptor closed would drop the lock."""

    def __init__(self) -> None:
        self.thread = threading.RLock()
        self.depth = 0
        self.descriptor = -1


class Lock:
    """The lock `<index>/.<name>.lock`. The thread that has it may take it again."""

    _all: ClassVar[dict[Path, _Inner]] = {}
    _guard: ClassVar[threading.Lock] = threading.Lock()

    def __init__(self, index_dir: Path, name: str) -> None:
        self.name = name
        self.path = index_dir / f".{name}.lock"
        self._said = index_dir / f".{name}.json"
        with self._guard:
            self._inner = self._all.setdefault(self.path.absolute(), _Inner())

    @contextmanager
    def held(self, who: str = "", wait_s: float = 0.0) -> Iterator[None]:
        """Hold the lock; `Notice` (409) of the lock's name after `wait_s` seconds without it."""
        if not self._take(who, wait_s):
            raise self._busy()
        try:
            yield
        finally:
            self._release()

    def holder(self) -> Holder | None:
        """Who holds it now; None where nobody does."""
        if self._take("", 0.0, silent=True):
            mine = self._inner.depth > 1
            self._release()
            return self._read() if mine else None
        return self._read() or Holder(0, "?", "?")

    def _take(self, who: str, wait_s: float, silent: bool = False) -> bool:
        end = time.monotonic() + wait_s
        if not self._inner.thread.acquire(timeout=max(wait_s, 0.0)):
            return False
        try:
            taken = self._inner.depth > 0 or self._open(end)
        except BaseException:
            self._inner.thread.release()
            raise
        if not taken:
            self._inner.thread.release()
            return False
        self._inner.depth += 1
        if self._inner.depth == 1 and not silent:
            self._say(who)
        return True

    def _open(self, end: float) -> bool:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o644)
        while True:
            try:
                fcntl.lockf(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                if time.monotonic() >= end:
                    os.close(descriptor)
                    return False
                time.sleep(PAUSE_S)
            else:
                self._inner.descriptor = descriptor
                return True

    def _release(self) -> None:
        self._inner.depth -= 1
        if self._inner.depth == 0:
            os.close(self._inner.descriptor)
        self._inner.thread.release()

    def _say(self, who: str) -> None:
        holder = Holder(os.getpid(), who or user(), datetime.now(UTC).isoformat(timespec="seconds"))
        fresh = self._said.with_name(f"{self._said.name}.{os.getpid()}")
        fresh.write_text(json.dumps(asdict(holder)))
        os.replace(fresh, self._said)

    def _read(self) -> Holder | None:
        with suppress(OSError, ValueError, TypeError):
            return Holder(**json.loads(self._said.read_text()))
        return None

    def _busy(self) -> Notice:
        holder = self._read() or Holder(0, "?", "?")
        return Notice(self.name, 409, pid=holder.pid, who=holder.who, since=holder.since)


def building(index_dir: Path) -> Lock:
    """Held for a whole build: reading, writing, checking, publishing, tidying."""
    return Lock(index_dir, "building")


def switching(index_dir: Path) -> Lock:
    """Held for the instant in which `current` changes or versions are taken away."""
    return Lock(index_dir, "switching")


def user() -> str:
    """The login name of whoever runs this process."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return str(os.getuid())
