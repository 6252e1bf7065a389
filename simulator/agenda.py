"""What happens when: the clock jumps from one event to the next.

Each customer and agent is a process that sleeps until a moment or waits for a signal. When all of
them rest, the clock goes to the earliest moment that one waits for. What is due within the same
few seconds goes on together: so both sides of a busy counter keep the machine busy too.
"""

import asyncio
import heapq
from collections.abc import Awaitable, Callable, Coroutine
from datetime import datetime, timedelta
from itertools import count
from typing import Any

Rest = asyncio.Future[bool]


class Signal:
    """Something that processes wait for; `fire` wakes those who do."""

    def __init__(self, agenda: "Agenda") -> None:
        self._agenda = agenda
        self._waiting: list[Rest] = []

    def fire(self) -> None:
        """It has happened."""
        waiting, self._waiting = self._waiting, []
        for rest in waiting:
            self._agenda.wake(rest)

    def add(self, rest: Rest) -> None:
        """One more who waits."""
        self._waiting.append(rest)


class Agenda:
    """`clock` gives the present, `go_to` makes it another one; `together` is how far apart two
    events may be that go on at once."""

    def __init__(
        self,
        clock: Callable[[], datetime],
        go_to: Callable[[datetime], Awaitable[None]],
        together: timedelta = timedelta(seconds=40),
    ) -> None:
        self.now = clock
        self._go_to = go_to
        self._together = together
        self._due: list[tuple[datetime, int, Rest, bool]] = []
        self._numbers = count()
        self._busy = 0
        self._idle = asyncio.Event()
        self._tasks: set[asyncio.Task[None]] = set()
        self._failed: BaseException | None = None

    def signal(self) -> Signal:
        """Something to wait for."""
        return Signal(self)

    def start(self, process: Coroutine[Any, Any, None], at: datetime | None = None) -> None:
        """Begin `process` at a moment, or now."""
        self._busy += 1
        task = asyncio.create_task(self._live(process, at))
        self._tasks.add(task)
        task.add_done_callback(self._ended)

    async def until(self, moment: datetime) -> None:
        """Rest until then; not at all where it is past."""
        if moment > self.now():
            await self._rest(moment, None)

    async def sleep(self, seconds: float) -> None:
        """Rest for so long."""
        await self.until(self.now() + timedelta(seconds=seconds))

    async def wait(self, signal: Signal, seconds: float) -> bool:
        """Whether the signal came within `seconds`."""
        return await self._rest(self.now() + timedelta(seconds=max(0.0, seconds)), signal)

    def wake(self, rest: Rest) -> None:
        """Let one who waits go on at once."""
        if not rest.done():
            heapq.heappush(self._due, (self.now(), next(self._numbers), rest, True))

    async def run(self, until: datetime) -> None:
        """Let everything happen up to a moment. What fails in a process is raised here."""
        while await self._rested() and self._due and self._due[0][0] <= until:
            first = self._due[0][0]
            if first > self.now():
                await self._go_to(first)
            self._go_on(min(until, first + self._together))
        if self.now() < until:
            await self._go_to(until)

    async def stop(self) -> None:
        """Break off every process."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _go_on(self, until: datetime) -> None:
        """Wake all that is due by then."""
        while self._due and self._due[0][0] <= until:
            _, _, rest, told = heapq.heappop(self._due)
            if not rest.done():
                self._busy += 1
                rest.set_result(told)

    async def _rested(self) -> bool:
        while self._busy and self._failed is None:
            self._idle.clear()
            await self._idle.wait()
        if self._failed:
            raise self._failed
        return True

    async def _rest(self, moment: datetime, signal: Signal | None) -> bool:
        rest: Rest = asyncio.get_running_loop().create_future()
        heapq.heappush(self._due, (moment, next(self._numbers), rest, False))
        if signal:
            signal.add(rest)
        self._less_busy()
        return await rest

    async def _live(self, process: Coroutine[Any, Any, None], at: datetime | None) -> None:
        try:
            if at:
                await self.until(at)
        except asyncio.CancelledError:
            process.close()
            raise
        await process

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and task.exception():
            self._failed = task.exception()
        self._less_busy()

    def _less_busy(self) -> None:
        self._busy -= 1
        if self._busy <= 0:
            self._idle.set()
