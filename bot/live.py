"""Live news: "something is new in this conversation", from whoever wrote it to whoever looks.

News carries no message: a reader that hears of it asks the transcript for everything after
the number it has, so that a lost piece of news loses nothing. In-process; several replicas
need another implementation of the same two methods. Depends on nothing of ours.
"""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Literal

EVERYTHING = "*"
Kind = Literal["changed", "typing", "looking", "presence", "queue", "marks", "notes"]
PASSING = frozenset({"typing", "looking"})
"""Kinds that are old in a moment: a reader that is far behind loses these first."""


@dataclass(frozen=True, slots=True)
class News:
    """What happened, by `kind`.

    "changed": a new message or state. "typing": somebody types. "looking": an agent (`author`)
    has it open, or no more. "marks": something was delivered or read. "notes": a note or label
    of the agents' own, of which no customer hears. "presence": an agent (`author`) came, went or
    is away; "queue": who waits, or in what order. The last two are of no conversation: its id is
    empty, and those who follow `EVERYTHING` hear of them.
    """

    conversation_id: str
    kind: Kind = "changed"
    author: str = ""
    on: bool = False


class Live:
    """Publish and subscribe by conversation; `EVERYTHING` hears of every conversation."""

    def __init__(self, backlog: int = 100) -> None:
        self._backlog = backlog
        self._queues: dict[str, set[asyncio.Queue[News]]] = defaultdict(set)

    def publish(self, news: News) -> None:
        """Tell every subscriber; one that is far behind loses the oldest news, no message."""
        for topic in (news.conversation_id, EVERYTHING):
            for queue in self._queues.get(topic, ()):
                queue.put_nowait(_newer(queue.get_nowait(), news) if queue.full() else news)

    @asynccontextmanager
    async def subscribe(self, topic: str) -> AsyncIterator["asyncio.Queue[News]"]:
        """A queue of news on `topic` for as long as the context lasts."""
        queue: asyncio.Queue[News] = asyncio.Queue(self._backlog)
        self._queues[topic].add(queue)
        try:
            yield queue
        finally:
            self._queues[topic].discard(queue)
            if not self._queues[topic]:
                del self._queues[topic]


def _newer(oldest: News, news: News) -> News:
    """Which of two to keep where there is room for one."""
    return oldest if news.kind in PASSING and oldest.kind not in PASSING else news
