"""Giving a file back, so that it stays a file whatever a browser makes of it.

Depends on nothing of ours but the package.
"""

from pathlib import Path
from urllib.parse import quote

from fastapi.responses import FileResponse

from bot.files.store import FileTold

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cache-Control": "private, no-store",
    "Referrer-Policy": "no-referrer",
}


def file_answer(told: FileTold, path: Path) -> FileResponse:
    """The bytes as an attachment of the type that was found, never the one that was claimed."""
    plain = "".join(one if one.isascii() and one not in '"\\%' else "_" for one in told.name)
    named = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(told.name, safe='')}"
    kind = f"{told.mime}; charset=utf-8" if told.mime.startswith("text/") else told.mime
    return FileResponse(path, media_type=kind, headers={**HEADERS, "Content-Disposition": named})
