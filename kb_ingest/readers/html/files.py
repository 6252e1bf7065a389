"""Picture files that lie beside a page, never outside its folder or its site's. Depends on nothing.

A figure remembers the file's way from the page, so that the build can keep a copy of it.
"""

import os
import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

_MOST_BYTES = 20 * 1024 * 1024
_ENDINGS = {".png", ".jpg", ".jpeg", ".gif", ".webp"}
_SOURCES = re.compile(rb"""(?:src\s*=\s*["']?|!\[[^\]]*\]\()([^"'\s>)]+)""", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Files:
    """The files that `page` may show: those below `root`, where the page lies too."""

    page: Path
    root: Path

    def find(self, address: str) -> Path | None:
        """The file at an address in the page; None for what lies elsewhere or is no picture."""
        try:
            parts = urlsplit(address)
            name = unquote(parts.path)
            if parts.scheme or parts.netloc or Path(name).suffix.lower() not in _ENDINGS:
                return None
            start = self.root if name.startswith("/") else self.page.parent
            found = (start / name.lstrip("/")).resolve()
            inside = found.is_relative_to(self.root.resolve()) and found.is_file()
            return found if inside and found.stat().st_size <= _MOST_BYTES else None
        except (OSError, ValueError):
            return None

    def way_to(self, file: Path) -> str:
        """From the page's folder to the file, with "/" between folders."""
        return Path(os.path.relpath(file, self.page.parent.resolve())).as_posix()

    def stamps(self, page: bytes) -> str:
        """What changes when one of the files does; empty where the page shows none."""
        names = {found.decode("utf-8", "replace") for found in _SOURCES.findall(page)}
        files = {name: file for name in sorted(names) if (file := self.find(name))}
        stats = ((name, file.stat()) for name, file in files.items())
        return ";".join(f"{name} {stat.st_mtime_ns} {stat.st_size}" for name, stat in stats)
