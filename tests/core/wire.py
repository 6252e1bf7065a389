"""A WebSocket to an ASGI application in the test's own loop."""

import asyncio
import json
from collections.abc import MutableMapping
from types import TracebackType
from typing import Any

from fastapi import FastAPI

PATIENCE_S = 10.0
GONE = {"type": "websocket.disconnect", "code": 1001, "reason": ""}


class Closed(Exception):
    """The application closed the socket with `code`."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


class Socket:
    """Open for as long as its context lasts."""

    def __init__(self, app: FastAPI, path: str = "/api/live", origin: str = "") -> None:
        headers = [(b"host", b"counter")] + [(b"origin", origin.encode())] * bool(origin)
        self._scope = {
            "type": "websocket", "asgi": {"version": "3.0"}, "http_version": "1.1",
            "scheme": "ws", "path": path, "raw_path": path.encode(), "query_string": b"",
            "root_path": "", "headers": headers, "client": ("127.0.0.1", 1),
            "server": ("counter", 80), "subprotocols": [], "state": {},
        }  # fmt: skip
        self._app = app
        self._in: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self._out: asyncio.Queue[MutableMapping[str, Any]] = asyncio.Queue()
        self._left = False

    async def __aenter__(self) -> "Socket":
        """Connect."""
        self._in.put_nowait({"type": "websocket.connect"})
        self._task = asyncio.create_task(self._app(self._scope, self._in.get, self._take))
        assert (await self._next())["type"] == "websocket.accept"
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        """Leave; what the application raised is raised."""
        self._left = True
        self._in.put_nowait(GONE)
        async with asyncio.timeout(PATIENCE_S):
            await self._task

    async def _take(self, event: MutableMapping[str, Any]) -> None:
        if self._left:
            raise OSError("the client is gone")
        self._out.put_nowait(event)

    async def _next(self) -> MutableMapping[str, Any]:
        async with asyncio.timeout(PATIENCE_S):
            return await self._out.get()

    def send_text(self, text: str) -> None:
        """Send a frame as it is."""
        self._in.put_nowait({"type": "websocket.receive", "text": text})

    def send(self, frame: object) -> None:
        """Send a frame as JSON."""
        self.send_text(json.dumps(frame))

    async def receive(self) -> dict[str, Any]:
        """The next frame; `Closed` when there is none."""
        event = await self._next()
        if event["type"] == "websocket.close":
            raise Closed(event["code"])
        found: dict[str, Any] = json.loads(event["text"])
        return found
