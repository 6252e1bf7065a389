"""Rasa's REST channel, played at the wire."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any

import httpx

Heard = dict[str, Any]
Answer = Callable[[Heard], Awaitable[httpx.Response]]


async def echo(heard: Heard) -> httpx.Response:
    """What a healthy Rasa does: one reply, which names what it answers."""
    return replies({"recipient_id": heard["sender"], "text": f"re: {heard['message']}"})


def replies(*found: dict[str, Any]) -> httpx.Response:
    """The REST channel's body."""
    return httpx.Response(200, json=list(found))


class FakeRasa:
    """Remembers what it heard, and the conversations that were begun anew; `answer` says what comes
    back, `up` whether it is there."""

    def __init__(self) -> None:
        self.answer: Answer = echo
        self.up = True
        self.heard: list[Heard] = []
        self.begun_anew: list[str] = []
        self.at_once = self.most_at_once = 0
        self._changed = asyncio.Condition()

    @property
    def messages(self) -> list[str]:
        """The texts heard so far."""
        return [one["message"] for one in self.heard]

    def client(self) -> httpx.AsyncClient:
        """A client whose wire ends here."""
        return httpx.AsyncClient(transport=httpx.MockTransport(self._hear), base_url="http://rasa")

    async def busy_with(self, count: int) -> None:
        """Wait until `count` messages are under way at once."""
        async with self._changed:
            await self._changed.wait_for(lambda: self.at_once >= count)

    async def _hear(self, request: httpx.Request) -> httpx.Response:
        if not self.up:
            raise httpx.ConnectError("refused", request=request)
        if request.url.path == "/status":
            return httpx.Response(200, json={"model_file": "assistant.tar.gz"})
        if request.url.path.endswith("/tracker/events"):
            self.begun_anew.append(request.url.path.split("/")[2])
            return httpx.Response(200, json={})
        heard = json.loads(request.content)
        self.heard.append(heard)
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        async with self._changed:
            self._changed.notify_all()
        try:
            return await self.answer(heard)
        finally:
            self.at_once -= 1


class Gate:
    """An answer that waits until it is let through: `entered` tells that Rasa was asked."""

    def __init__(self, then: Answer = echo) -> None:
        self.entered, self.open = asyncio.Event(), asyncio.Event()
        self._then = then

    async def __call__(self, heard: Heard) -> httpx.Response:
        """Answer once the gate is open."""
        self.entered.set()
        await self.open.wait()
        return await self._then(heard)
