"""What is written beside a turn, so that the turn need not wait for it until its end.

Depends on nothing of ours.
"""

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

Write = asyncio.Task[None]


class Beside:
    """Writes under way, by the conversation they belong to."""

    def __init__(self) -> None:
        self._writing: dict[str, set[Write]] = defaultdict(set)

    def start(self, conversation_id: str, write: Coroutine[Any, Any, None]) -> Write:
        """Begin `write`; whoever ends the turn waits for it with `finish`."""
        task = asyncio.create_task(write)
        self._writing[conversation_id].add(task)
        return task

    async def finish(self, conversation_id: str) -> None:
        """Wait for the writes of the conversation; raises what made one fail."""
        await asyncio.gather(*self._writing.pop(conversation_id, ()))


def both(*waits: Callable[[str], Awaitable[None]]) -> Callable[[str], Awaitable[None]]:
    """One wait for the writes of a conversation out of several."""

    async def wait(conversation_id: str) -> None:
        await asyncio.gather(*(each(conversation_id) for each in waits))

    return wait
