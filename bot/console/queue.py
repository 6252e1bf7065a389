"""The queue that every open page shares: read once for a change, told to all as one text.

Thirty agents look at the same two hundred conversations. A piece of news makes one look at the
conversations that it names (news that come together make one look), and one JSON text of what
changed, which every page is given as it is; the page itself sorts, filters and lets the clocks
run. Now and then everything is read again: a lost piece of news loses nothing. Nothing runs while
nobody looks. Depends on the lines and `bot.live`.
"""

import asyncio
import json
from collections.abc import Callable, Collection, Iterable
from datetime import datetime
from typing import Any

import structlog

from bot.console.lines import MOMENT, Line, Lines, shown
from bot.database import now
from bot.live import EVERYTHING, Live, News
from bot.service_levels import OpenSeconds, Targets, always_open

log = structlog.get_logger()
AGAIN_S = 30.0
Json = dict[str, Any]
Tell = Callable[[str], None]
"""Is given what changed, as JSON: {"set": [line ...], "gone": [id ...]}."""


class Queue:
    """Conversations that people are in charge of, kept new for as long as somebody watches."""

    def __init__(
        self,
        lines: Lines,
        live: Live,
        targets: Targets | None = None,
        open_seconds: OpenSeconds = always_open,
        clock: Callable[[], datetime] = now,
        again_s: float = AGAIN_S,
    ) -> None:
        self._lines = lines
        self._live = live
        self._targets = targets or Targets()
        self._open_seconds = open_seconds
        self._clock = clock
        self._again_s = again_s
        self._known: dict[str, Line] = {}
        self._was_open = True
        self._watchers: set[Tell] = set()
        self._task: asyncio.Task[None] | None = None
        self._entering = asyncio.Lock()

    async def enter(self, tell: Tell) -> list[Json]:
        """Every line as it is now; `tell` hears of each change from then on, until `leave`."""
        async with self._entering:
            if self._task is None or self._task.done():
                ready = asyncio.Event()
                self._task = asyncio.create_task(self._follow(ready), name="console queue")
                await ready.wait()
            self._watchers.add(tell)
            return self.lines()

    def leave(self, tell: Tell) -> None:
        """`tell` hears no more; with the last one, nothing is read any more."""
        self._watchers.discard(tell)
        if not self._watchers and self._task:
            self._task.cancel()
            self._task = None

    def lines(self) -> list[Json]:
        """Every line as the last look found it, its clocks as of now."""
        return [self._shown(line) for line in self._known.values()]

    async def _follow(self, ready: asyncio.Event) -> None:
        """Look again whenever there is news, and every `again_s` without."""
        async with self._live.subscribe(EVERYTHING) as news:
            await self._safely(self._look_at_all())
            ready.set()
            while True:
                changed = await self._next(news)
                await self._safely(self._look_at(changed) if changed else self._look_at_all())

    async def _next(self, news: "asyncio.Queue[News]") -> set[str]:
        """The conversations of all news that came by now; none, which means all of them, after
        `again_s` without any, or where so many came that some may have been dropped."""
        try:
            async with asyncio.timeout(self._again_s):
                found = _changed([await news.get()])
                while not found or not news.empty():
                    if news.full():
                        return _drained(news)
                    found |= _changed([await news.get()])
                return found
        except TimeoutError:
            return set()

    async def _safely(self, look: Any) -> None:
        try:
            await look
        except Exception:
            # One failed look must not end the news; the next look at all mends it.
            log.exception("queue_failed")

    async def _look_at(self, ids: Collection[str]) -> None:
        found = {line.id: line for line in await self._lines.of(ids)}
        self._publish(found, [one for one in ids if one in self._known and one not in found])

    async def _look_at_all(self) -> None:
        found = {line.id: line for line in await self._lines.all()}
        self._publish(found, [one for one in self._known if one not in found], self._has_turned())

    def _publish(
        self, found: dict[str, Line], gone: Iterable[str], everything: bool = False
    ) -> None:
        """Tell of what is not as it was. With `everything` of all: the clocks began or stopped."""
        changed = [
            line for line in found.values() if everything or self._known.get(line.id) != line
        ]
        gone = list(gone)
        for one in gone:
            self._known.pop(one, None)
        self._known |= found
        if changed or gone:
            self._tell({"set": [self._shown(line) for line in changed], "gone": gone})

    def _has_turned(self) -> bool:
        """Whether it opened or closed since the last look."""
        at = self._clock()
        is_open = self._open_seconds(at, at + MOMENT) > 0
        turned, self._was_open = is_open != self._was_open, is_open
        return turned

    def _tell(self, difference: Json) -> None:
        text = json.dumps(difference, separators=(",", ":"))
        for tell in tuple(self._watchers):
            try:
                tell(text)
            except Exception:
                # A page that is gone tells so itself; the others must hear.
                log.exception("queue_page_failed")

    def _shown(self, line: Line) -> Json:
        return shown(line, self._clock(), self._targets, self._open_seconds)


def _drained(news: "asyncio.Queue[News]") -> set[str]:
    """Nothing, and nothing is left in `news`."""
    while not news.empty():
        news.get_nowait()
    return set()


def _changed(news: Iterable[News]) -> set[str]:
    return {one.conversation_id for one in news if one.kind == "changed" and one.conversation_id}
