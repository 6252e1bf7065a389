"""Pages and files that are made once and kept until what they show changes.

The key of a page names all that it hangs on, so nothing is ever stale; what was not asked for
longest goes first. Depends on nothing of ours.
"""

import asyncio
import hashlib
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass

from fastapi import Request, Response


@dataclass(frozen=True, slots=True)
class Kept:
    """A body and its ETag."""

    body: bytes
    etag: str


class Keeper:
    """Keeps the last `most` bodies."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: OrderedDict[Hashable, Kept] = OrderedDict()
        self._making: dict[Hashable, asyncio.Lock] = {}

    async def get(self, key: Hashable, make: Callable[[], bytes]) -> Kept:
        """What `make` gives for `key`; it is called in a thread, once for all who ask at once."""
        known = self._kept.get(key)
        if known is None:
            async with self._making.setdefault(key, asyncio.Lock()):
                known = self._kept.get(key)
                if known is None:
                    try:
                        known = self._keep(key, await asyncio.to_thread(make))
                    finally:
                        self._making.pop(key, None)
        if key in self._kept:
            self._kept.move_to_end(key)
        return known

    def _keep(self, key: Hashable, body: bytes) -> Kept:
        kept = Kept(body, f'W/"{hashlib.sha256(body).hexdigest()[:24]}"')
        self._kept[key] = kept
        if len(self._kept) > self._most:
            self._kept.popitem(last=False)
        return kept


def kept_answer(
    request: Request, kept: Kept, media_type: str, headers: dict[str, str] | None = None
) -> Response:
    """The body, or 304 where the browser has it already; it asks each time."""
    shown = {"ETag": kept.etag, "Cache-Control": "public, no-cache", **(headers or {})}
    if kept.etag in (tag.strip() for tag in request.headers.get("if-none-match", "").split(",")):
        return Response(status_code=304, headers=shown)
    return Response(kept.body, media_type=media_type, headers=shown)
