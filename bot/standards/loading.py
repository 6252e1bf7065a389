"""The facts of spans of days in memory: read once for each revision of a day, and joined.

What is asked for again is there. After an event only its day is read again, and put between the
other days. Depends on the store, the columns and the groups' marks.
"""

import asyncio
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlalchemy import select

from bot.database import Database, now
from bot.groups.tables import QuestionGroup
from bot.standards.columns import Block, Words, block_of, joined
from bot.standards.data import Data
from bot.standards.look import Key
from bot.standards.packing import Day, without
from bot.standards.period import micros
from bot.standards.store import DayKind, Store
from bot.standards.tables import KINDS

MOST_ROWS = 3_000_000
"""Facts kept in memory, of about a hundred bytes each, beyond those that are asked for."""
MOST_SPANS = 8
FIRST, LAST = 0, 10**7
"""Days before and after all others."""
Read = dict[DayKind, tuple[int, Day]]
"""Days with their revisions."""


@dataclass(frozen=True)
class Stretch:
    """The facts of the days from `first` to `last` (ordinals) as they were at `revisions`. `data`
    are parts of it that were asked for."""

    first: int
    last: int
    revisions: Mapping[DayKind, int]
    blocks: Mapping[str, Block]
    data: dict[tuple[int, int], Data] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """How many facts there are."""
        return sum(len(one.rows) for one in self.blocks.values())

    def touches(self, first: int, last: int) -> bool:
        """Whether other days can be put to it, or taken from it; one that is too large is good for
        its own days alone."""
        if self.size > MOST_ROWS:
            return (first, last) == (self.first, self.last)
        return self.first <= last + 1 and first <= self.last + 1

    def between(self, first: int, last: int) -> Data:
        """The facts of some of its days."""
        if (first, last) not in self.data:
            if len(self.data) >= MOST_SPANS:
                self.data.clear()
            matter, handover, promise, score = (self.blocks[one].days(first, last) for one in KINDS)
            self.data[first, last] = Data(matter, handover, promise, score)
        return self.data[first, last]


class Loader:
    """Reads facts for those who count. `simulated`: those of simulated customers too."""

    def __init__(
        self,
        database: Database,
        store: Store,
        simulated: bool,
        clock: Callable[[], datetime] = now,
    ) -> None:
        self._database = database
        self._store = store
        self._simulated = simulated
        self._clock = clock
        self._words = Words()
        self._none: tuple[int, ...] = ()
        self._held: list[Stretch] = []
        self._turn = asyncio.Lock()

    async def load(self, first: int, last: int) -> tuple[Data, Key]:
        """The facts from one day to another (ordinals, the last one included), and a key that is
        another one whenever the facts are others."""
        none = await self._no_questions()
        async with self._turn:
            if none != self._none:
                self._none, self._held = none, []
            revisions = await self._store.revisions(first, last)
            stretch = await self._stretch(first, last, revisions)
            key = (first, last, hash(frozenset(revisions.items())), none)
            return replace(stretch.between(first, last), as_of=micros(self._clock())), key

    async def _stretch(self, first: int, last: int, revisions: dict[DayKind, int]) -> Stretch:
        """One that has these days, at their revisions: what is held, with what is new in it."""
        old = next((one for one in self._held if one.touches(first, last)), None)
        known = old.revisions if old else {}
        fresh = {day for day, number in revisions.items() if known.get(day) != number}
        gone = {day for day in known if first <= day[0] <= last and day not in revisions}
        if old and not fresh and not gone and old.first <= first and last <= old.last:
            self._hold(old, old)
            return old
        read = await self._store.days(fresh)
        new = await asyncio.to_thread(self._renewed, old, first, last, read, gone)
        self._hold(old, new)
        return new

    def _renewed(
        self, old: Stretch | None, first: int, last: int, read: Read, gone: set[DayKind]
    ) -> Stretch:
        """A stretch with other days in the place of some."""
        blocks = {}
        for kind in KINDS:
            days = {day: None for day, its in gone if its == kind} | {
                day: block_of(self._counted(one), self._words, kind)
                for (day, its), (_, one) in read.items()
                if its == kind
            }
            parts = mended(old.blocks[kind] if old else None, days)
            blocks[kind] = joined(list(parts), self._words)
        known = (
            {} if old is None else {day: n for day, n in old.revisions.items() if day not in gone}
        )
        known |= {day: number for day, (number, _) in read.items()}
        if old:
            first, last = min(first, old.first), max(last, old.last)
        return Stretch(first, last, known, blocks)

    def _counted(self, day: Day) -> Day:
        """A day without what is not to be counted."""
        return without(day, simulated=self._simulated, groups=self._none)

    def _hold(self, old: Stretch | None, new: Stretch) -> None:
        """Keep a stretch in the place of another one, and as much of the others as there is room
        for."""
        held, room = [new], MOST_ROWS - new.size
        for one in self._held:
            room -= one.size
            if one is not old and room > 0:
                held.append(one)
        self._held = held

    async def _no_questions(self) -> tuple[int, ...]:
        """The groups that an editor says are no questions."""
        query = select(QuestionGroup.id).where(QuestionGroup.mark == "no_question")
        async with self._database.read() as session:
            return tuple(sorted(await session.scalars(query)))


def mended(old: Block | None, days: Mapping[int, Block | None]) -> Iterator[Block]:
    """The parts of a block in order, with other rows for some days; None for a day without any."""
    since = None
    for day, block in sorted(days.items(), key=lambda one: one[0]):
        if old is not None:
            yield old.days(FIRST if since is None else since + 1, day - 1)
        if block is not None:
            yield block
        since = day
    if old is not None:
        yield old.days(FIRST if since is None else since + 1, LAST)
