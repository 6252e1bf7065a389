"""The facts of a span of days in memory, read once for each revision of a day.

Depends on the store, the columns and the groups' marks.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Sequence
from datetime import datetime

import numpy as np
from sqlalchemy import select

from bot.database import Database, now
from bot.groups.tables import QuestionGroup
from bot.standards.columns import EMPTY, REPLY, Array, Block, joined
from bot.standards.data import Data
from bot.standards.period import micros
from bot.standards.store import DayKind, Store
from bot.standards.tables import KINDS

MOST_DAYS = 2400
"""Days and kinds kept in memory: five hundred days of the four kinds."""
MOST_SPANS = 6


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
        self._days: OrderedDict[DayKind, tuple[int, Block]] = OrderedDict()
        self._spans: OrderedDict[tuple[object, ...], dict[str, Block]] = OrderedDict()
        self._turn = asyncio.Lock()

    async def load(self, first: int, last: int) -> tuple[Data, tuple[object, ...]]:
        """The facts from one day to another (ordinals, the last one included), and a key that is
        another one whenever the facts are others."""
        revisions = await self._store.revisions(first, last)
        none = await self._no_questions()
        key = (first, last, hash(frozenset(revisions.items())), frozenset(none))
        async with self._turn:
            if key not in self._spans:
                await self._read(revisions)
                blocks = {day: self._days[day][1] for day in sorted(revisions) if day in self._days}
                self._spans[key] = await asyncio.to_thread(self._joined, blocks, none)
            self._spans.move_to_end(key)
            while len(self._spans) > MOST_SPANS:
                self._spans.popitem(last=False)
            return Data(**self._spans[key], as_of=micros(self._clock())), key

    async def _read(self, revisions: dict[DayKind, int]) -> None:
        """Have the newest block of each day."""
        old = {day for day, number in revisions.items() if self._revision(day) != number}
        self._days |= await self._store.blocks(old)
        for day in revisions:
            if day in self._days:
                self._days.move_to_end(day)
        while len(self._days) > max(MOST_DAYS, len(revisions)):
            self._days.popitem(last=False)

    def _revision(self, day: DayKind) -> int:
        return self._days[day][0] if day in self._days else 0

    def _joined(self, blocks: dict[DayKind, Block], none: list[int]) -> dict[str, Block]:
        """One block of each kind, without what is not to be counted."""
        return {
            kind: without(
                joined([block for (_, its), block in blocks.items() if its == kind]),
                simulated=self._simulated,
                groups=none,
            )
            for kind in KINDS
        }

    async def _no_questions(self) -> list[int]:
        """The groups that an editor says are no questions."""
        query = select(QuestionGroup.id).where(QuestionGroup.mark == "no_question")
        async with self._database.read() as session:
            return list(await session.scalars(query))


def without(block: Block, *, simulated: bool, groups: Sequence[int]) -> Block:
    """A block without what is not to be counted: simulated rows unless they are, and matters of
    some groups."""
    kept = np.ones(len(block.rows), bool)
    if not simulated:
        kept &= ~block.rows["simulated"]
    if groups:
        kept &= ~np.isin(block.rows["group_id"], list(groups))
    return block if kept.all() else only(block, kept)


def only(block: Block, kept: Array) -> Block:
    """The rows that a mask names, with their replies."""
    place = np.cumsum(kept) - 1
    told = block.replies[kept[block.replies["row"]]] if len(block.replies) else EMPTY.replies
    told = told.astype(REPLY, copy=True)
    told["row"] = place[told["row"]]
    return Block(block.rows[kept], told, block.words)
