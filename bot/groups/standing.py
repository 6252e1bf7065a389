"""Groups as they stand in the database: read for joining, and written back.

Depends on the rows, the space and the board.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

import numpy as np
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.groups.joining import Standing
from bot.groups.linking import NOWHERE, Matrix
from bot.groups.meaning import Meaning
from bot.groups.prior import QUESTIONS
from bot.groups.space import Totals, Vector
from bot.groups.tables import GroupEdit, Question, QuestionGroup, QuestionSpace
from bot.language import LANGUAGES


class OtherModel(Exception):
    """The kept vectors are another model's."""


def prior(meaning: Meaning) -> Totals:
    """The first guess of where questions lie; blocks."""
    return Totals.guessed({one: meaning.of(QUESTIONS[one]) for one in LANGUAGES})


async def read_totals(session: AsyncSession, model: str) -> Totals | None:
    """What is known of where questions lie, locked; None where nothing is. `OtherModel`."""
    rows = [*await session.scalars(select(QuestionSpace).with_for_update())]
    if not rows:
        return None
    if any(row.model != model for row in rows):
        raise OtherModel(rows[0].model)
    known = {row.language: row for row in rows}
    # The order of the languages is that of the columns of `Standing.spoken`.
    counts: dict[str, int] = {one: known[one].count for one in LANGUAGES}
    sums: dict[str, Vector] = {
        one: np.frombuffer(known[one].total, np.float32) for one in LANGUAGES
    }
    return Totals(counts, sums)


async def write_totals(session: AsyncSession, totals: Totals, model: str) -> None:
    """Keep where questions lie."""
    for language in LANGUAGES:
        total = totals.sums[language].astype(np.float32).tobytes()
        row = QuestionSpace(
            language=language, model=model, count=totals.counts[language], total=total
        )
        await session.merge(row)


async def read_standing(session: AsyncSession) -> tuple[list[int], Standing | None]:
    """The groups with questions, by age: their ids and what is needed to join them."""
    columns = (
        QuestionGroup.id,
        QuestionGroup.centre,
        QuestionGroup.size_es,
        QuestionGroup.size_en,
    )
    alive = (QuestionGroup.merged_into.is_(None), QuestionGroup.centre.is_not(None))
    where = (*alive, QuestionGroup.size > 0)
    rows = (await session.execute(select(*columns).where(*where).order_by(QuestionGroup.id))).all()
    if not rows:
        return [], None
    ids = [row[0] for row in rows]
    sums = np.frombuffer(b"".join(row[1] or b"" for row in rows), np.float32).reshape(len(rows), -1)
    spoken = np.asarray([[row[2], row[3]] for row in rows], np.float32)
    settled = await settled_groups(session)
    seeds = np.asarray([one if one in settled else NOWHERE for one in ids], np.int64)
    return ids, Standing(sums, spoken, seeds)


async def settled_groups(session: AsyncSession) -> set[int]:
    """Groups that an editor has looked at: they are never put into one another."""
    edits = await session.execute(
        select(GroupEdit.group_id, GroupEdit.detail).where(GroupEdit.undone_at.is_(None))
    )
    return {int(one) for group_id, detail in edits for one in (group_id, *detail.get("groups", ()))}


async def add_to_group(
    session: AsyncSession,
    group_id: int,
    more: Matrix,
    spoken: Mapping[str, int],
    times: Sequence[datetime],
) -> None:
    """Count more questions in a group: `more` is the sum of their vectors."""
    row = await session.get_one(QuestionGroup, group_id)
    old = np.frombuffer(row.centre, np.float32) if row.centre else np.float32(0.0)
    row.centre = (old + more).astype(np.float32).tobytes()
    row.size_es += spoken.get("es", 0)
    row.size_en += spoken.get("en", 0)
    row.size = row.size_es + row.size_en
    row.first_at = min([*times, *filter(None, [row.first_at])], default=None)
    row.last_at = max([*times, *filter(None, [row.last_at])], default=None)


async def put_into(session: AsyncSession, goes: int, stays: int) -> None:
    """Make one group of two, in numbers and in rows; labels are looked at afterwards."""
    row = await session.get_one(QuestionGroup, goes)
    width = len(row.centre or b"") // 4
    centre = np.frombuffer(row.centre, np.float32) if row.centre else np.zeros(width, np.float32)
    times = [one for one in (row.first_at, row.last_at) if one]
    spoken = {"es": row.size_es, "en": row.size_en}
    await add_to_group(session, stays, centre, spoken, times)
    await retire(session, [goes], stays)
    moved = update(Question).where(Question.group_id == goes)
    await session.execute(moved.values(group_id=stays))


async def retire(session: AsyncSession, ids: Collection[int], into: int | None) -> None:
    """Groups without questions; old links to them lead to `into`."""
    empty = {"size": 0, "size_es": 0, "size_en": 0, "centre": None, "merged_into": into}
    where = QuestionGroup.id.in_(ids)
    await session.execute(update(QuestionGroup).where(where).values(**empty))
