"""A group's numbers made anew from its questions, after an editor or an erasure changed them.

Depends on the rows, their vectors and the labels.
"""

from collections.abc import Collection

import numpy as np
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.groups.labels import relabel
from bot.groups.linking import Matrix
from bot.groups.meaning import unpacked
from bot.groups.standing import retire
from bot.groups.tables import Question, QuestionGroup

PART = 2000
"""Vectors that are read at once."""


async def recount(session: AsyncSession, group_ids: Collection[int]) -> None:
    """Count the questions of groups anew, and choose their labels."""
    for group_id in sorted(group_ids):
        await _recount(session, group_id)
    await relabel(session, group_ids)


async def _recount(session: AsyncSession, group_id: int) -> None:
    mine = Question.group_id == group_id
    columns = (
        func.count(),
        func.count().filter(Question.language == "es"),
        func.min(Question.asked_at),
        func.max(Question.asked_at),
    )
    size, spanish, first, last = (await session.execute(select(*columns).where(mine))).one()
    if not size:
        await retire(session, [group_id], None)
        return
    group = await session.get_one(QuestionGroup, group_id)
    group.size, group.size_es, group.size_en = size, spanish, size - spanish
    group.first_at, group.last_at, group.merged_into = first, last, None
    total, vectors = await _total(session, group_id)
    # Forgotten questions count, and are taken to lie where the others lie.
    group.centre = None if total is None else (total * (size / vectors)).tobytes()


async def _total(session: AsyncSession, group_id: int) -> tuple[Matrix | None, int]:
    """The sum of the kept vectors of a group, and how many there are."""
    total: Matrix | None = None
    count, after = 0, 0
    while True:
        where = (Question.group_id == group_id, Question.id > after, Question.vector.is_not(None))
        query = select(Question.id, Question.vector).where(*where).order_by(Question.id).limit(PART)
        rows = (await session.execute(query)).all()
        if not rows:
            return total, count
        own = unpacked([row[1] or b"" for row in rows]).sum(axis=0, dtype=np.float32)
        total = own if total is None else total + own
        count, after = count + len(rows), rows[-1][0]
