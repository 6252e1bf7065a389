"""Question groups over one database: the whole of what others ask of this package.

Depends on the other files of this package.
"""

import asyncio
from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
import structlog
from sqlalchemy import func, select

from bot.database import Database, now
from bot.groups.collecting import AT_ONCE, Collector
from bot.groups.editing import Editor, living
from bot.groups.joining import LINK, Board
from bot.groups.meaning import Embedder, Meaning
from bot.groups.reading import note_upto, upto
from bot.groups.regrouping import Regrouped, anchor, compared, load, regroup_all, write
from bot.groups.remaking import remake
from bot.groups.scratch import FEWEST, GROWTH
from bot.groups.standing import OtherModel, read_standing, settled_groups
from bot.groups.tables import GroupEdit, Question, QuestionGroup
from bot.policies.days import local_day
from bot.product_words import ProductWords

log = structlog.get_logger()
REGROUPED, REGROUPED_ON = "regrouped", "regrouped_on"
"""How many questions there were at the last regrouping, and its day as a number."""


@dataclass(frozen=True, slots=True)
class Near:
    """A group near to a text; `score` is the mean cosine to its questions, -1 to 1, from
    `LINK.threshold` on the text would join it."""

    group: QuestionGroup
    score: float


class Groups:
    """Groups of customers' questions. `by` is always an agent's id."""

    def __init__(
        self, database: Database, embedder: Embedder, products: ProductWords | None = None
    ) -> None:
        self._database = database
        self._meaning = Meaning(embedder, products)
        self._collector = Collector(database, self._meaning)
        self._editor = Editor(database)

    async def collect(self, limit: int = AT_ONCE) -> int:
        """New contacts and customers' messages to agents become questions and join groups; how
        many are new. A chore: at most `limit` of each at once."""
        return await self._collector.collect(limit)

    async def catch_up(self) -> int:
        """`collect` until nothing is new; how many questions are."""
        total = 0
        while found := await self.collect():
            total += found
        return total

    async def tend(self) -> int:
        """The chore: `collect`, and `regroup` with the first question of a day, and when there are
        a seventh more questions than at the last time: what came first was grouped when little was
        known. How many are new."""
        try:
            new = await self.collect()
        except OtherModel:
            await remake(self._database, self._meaning)
            new = await self.collect()
        if new and await self._is_due():
            told = await self.regroup()
            log.info("regrouped", questions=told.questions, moved=told.moved)
        return new

    async def _is_due(self) -> bool:
        """Whether it is time to regroup; said to one process alone."""
        today = local_day(now()).toordinal()
        async with self._database.write() as session:
            count = await session.scalar(select(func.count()).select_from(Question)) or 0
            last = await upto(session, REGROUPED)
            another_day = await upto(session, REGROUPED_ON) < today and count != last
            due = count >= FEWEST and (another_day or count >= last * GROWTH)
            if due:
                await note_upto(session, REGROUPED, count)
                await note_upto(session, REGROUPED_ON, today)
        return due

    async def merge(self, ids: Collection[int], into: int, by: str) -> int:
        """Put the questions of the groups `ids` into the group `into`; the edit's id."""
        return await self._editor.merge(ids, into, by)

    async def split(self, group_id: int, question_ids: Collection[int], by: str) -> int:
        """Take some of a group's questions into a group of their own; that group's id."""
        return await self._editor.split(group_id, question_ids, by)

    async def move(self, question_ids: Collection[int], into: int, by: str) -> list[int]:
        """Put questions of any groups into the group `into`; the edits' ids."""
        return await self._editor.move(question_ids, into, by)

    async def name(self, group_id: int, es: str | None, en: str | None, by: str) -> int:
        """Call a group something in each language; None takes a name away. The edit's id."""
        return await self._editor.name(group_id, es, en, by)

    async def mark(self, group_id: int, mark: str, by: str) -> int:
        """Mark a group as open, person_only or no_question; the edit's id."""
        return await self._editor.mark(group_id, mark, by)

    async def undo(self, edit_id: int, by: str) -> None:
        """Take one edit back; what joined since stays."""
        await self._editor.undo(edit_id, by)

    async def edits(self, group_id: int | None = None, limit: int = 100) -> list[GroupEdit]:
        """What editors did, the newest first; of one group where it is named."""
        query = select(GroupEdit).order_by(GroupEdit.id.desc()).limit(limit)
        if group_id is not None:
            query = query.where(GroupEdit.group_id == group_id)
        async with self._database.read() as session:
            return [*await session.scalars(query)]

    async def resolve(self, group_id: int) -> QuestionGroup:
        """The group that has the questions of `group_id` now; `GroupNotFound`."""
        async with self._database.read() as session:
            return await living(session, group_id)

    async def near(self, text: str, language: str, limit: int = 5) -> list[Near]:
        """The groups nearest to a text, the best first."""
        await self._collector.ready()
        vectors = await asyncio.to_thread(self._meaning.of, [text])
        async with self._database.read() as session:
            space = (await self._collector.totals(session)).space()
            ids, standing = await read_standing(session)
            if standing is None:
                return []
            rows = space.rows([language])
            scores = Board(standing, space).scores(space.placed(vectors, rows)[0], int(rows[0]))
            best = np.argsort(-scores)[:limit].tolist()
            groups = [await session.get_one(QuestionGroup, ids[one]) for one in best]
        return [Near(group, float(scores[at])) for group, at in zip(groups, best, strict=True)]

    async def regroup(self) -> Regrouped:
        """Group every question from scratch; ids and what editors did stay. Minutes for a hundred
        thousand questions, in a thread."""
        await self._collector.ready()
        loaded = await load(self._database)
        if not loaded.ids:
            return compared([], [], 0)
        async with self._database.read() as session:
            space = (await self._collector.totals(session)).space()
            settled = await settled_groups(session)
        anchor(loaded, settled)
        after = await asyncio.to_thread(regroup_all, loaded, space)
        moved = await write(self._database, loaded, after)
        return compared(loaded.groups, after, moved)


__all__ = ["LINK", "Groups", "Near", "OtherModel", "Regrouped"]
