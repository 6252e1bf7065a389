"""Regrouping from scratch: groups keep their ids, and what editors settled stays settled.

The work is done outside of any transaction and written in pieces; a question that an editor moves
meanwhile stays where they put it. Depends on the grouping from scratch and on the rows.
"""

import asyncio
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.database import Database
from bot.groups.agreement import Agreement, agreement
from bot.groups.joining import LINK
from bot.groups.linking import NOWHERE, Numbers, one_hot
from bot.groups.recounting import recount
from bot.groups.scratch import grouped
from bot.groups.space import Space
from bot.groups.standing import retire
from bot.groups.tables import Question, QuestionGroup

PART = 5000
"""Rows that are read at once."""
WRITTEN = 400
"""Ids in one statement, and groups that are counted in one transaction."""


@dataclass(frozen=True, slots=True)
class Regrouped:
    """What came of it. `agreement` compares the groups before with those after: the
    `adjusted_rand` of 1 says that they are the same."""

    questions: int
    moved: int
    groups_before: int
    groups_after: int
    agreement: Agreement


@dataclass(slots=True)
class Loaded:
    """Every question with a vector and a group: `vectors` as they are kept, float16."""

    ids: list[int]
    vectors: np.ndarray[tuple[int, ...], np.dtype[np.float16]]
    languages: list[str]
    groups: list[int]
    pinned: list[bool]


async def load(database: Database) -> Loaded:
    """Read them in parts."""
    rows: list[tuple[int, str, int, bool]] = []
    kept: list[bytes] = []
    after = 0
    columns = (Question.id, Question.language, Question.group_id, Question.pinned, Question.vector)
    while True:
        where = (Question.id > after, Question.vector.is_not(None), Question.group_id.is_not(None))
        query = select(*columns).where(*where).order_by(Question.id).limit(PART)
        async with database.read() as session:
            part = (await session.execute(query)).all()
        if not part:
            break
        rows += [(row[0], row[1], row[2] or 0, row[3]) for row in part]
        kept += [row[4] or b"" for row in part]
        after = part[-1][0]
    vectors = np.frombuffer(b"".join(kept), np.float16).reshape(max(len(kept), 1), -1)
    return Loaded(
        [row[0] for row in rows],
        vectors[: len(rows)],
        [row[1] for row in rows],
        [row[2] for row in rows],
        [row[3] for row in rows],
    )


def anchor(loaded: Loaded, settled: Collection[int]) -> None:
    """Pin, here alone, the most central question of each group that an editor named or marked: the
    group lives on around it, and is not put into another one."""
    groups = np.asarray(loaded.groups, np.int64)
    pinned = {group for group, held in zip(loaded.groups, loaded.pinned, strict=True) if held}
    for group in {*settled} - pinned:
        own = np.flatnonzero(groups == group)
        if len(own):
            vectors = loaded.vectors[own].astype(np.float32)
            loaded.pinned[own[int((vectors @ vectors.mean(axis=0)).argmax())]] = True


def regroup_all(loaded: Loaded, space: Space) -> list[int]:
    """The group of each question: a known one's id, or a new one's as a negative number. Blocks."""
    kinds = space.rows(loaded.languages)
    placed = space.placed(loaded.vectors, kinds)
    seeds = np.where(loaded.pinned, loaded.groups, NOWHERE).astype(np.int64)
    spoken = one_hot(kinds.tolist(), len(space.languages))
    return matched(grouped(placed, spoken, seeds, LINK), loaded.groups, seeds)


def matched(found: Numbers, before: Sequence[int], seeds: Numbers) -> list[int]:
    """Clusters by the ids of the groups before: the pairs that share most questions first, each
    once; what an editor put into a group has that group's id. Clusters without one have negative
    numbers."""
    shared = Counter(zip(found.tolist(), before, strict=True))
    names = {int(found[at]): int(seeds[at]) for at in np.flatnonzero(seeds != NOWHERE)}
    taken = set(names.values())
    for (cluster, group), _ in sorted(shared.items(), key=lambda one: (-one[1], one[0])):
        if cluster not in names and group not in taken:
            names[cluster] = group
            taken.add(group)
    return [names.get(one, -1 - one) for one in found.tolist()]


async def write(database: Database, loaded: Loaded, after: Sequence[int]) -> int:
    """Put the questions into their groups; how many moved."""
    moves: dict[int, list[int]] = defaultdict(list)
    went: dict[int, Counter[int]] = defaultdict(Counter)
    for question, old, new in zip(loaded.ids, loaded.groups, after, strict=True):
        went[old][new] += 1
        if old != new:
            moves[new].append(question)
    ids = await _make_groups(database, moves)
    for new, questions in moves.items():
        for at in range(0, len(questions), WRITTEN):
            where = (Question.id.in_(questions[at : at + WRITTEN]), Question.pinned.is_(False))
            async with database.write() as session:
                change = update(Question).where(*where)
                await session.execute(change.values(group_id=ids.get(new, new)))
    changed = {old for old, to in went.items() if set(to) != {old}} | {*moves}
    await _recount(database, sorted(ids.get(one, one) for one in changed))
    gone = {old: to.most_common(1)[0][0] for old, to in went.items() if old not in to}
    async with database.write() as session:
        await _lead(session, {old: ids.get(new, new) for old, new in gone.items()})
    return sum(map(len, moves.values()))


async def _make_groups(database: Database, moves: dict[int, list[int]]) -> dict[int, int]:
    new = [one for one in moves if one < 0]
    async with database.write() as session:
        rows = {one: QuestionGroup() for one in new}
        session.add_all(rows.values())
        await session.flush()
        return {one: row.id for one, row in rows.items()}


async def _recount(database: Database, ids: Sequence[int]) -> None:
    for at in range(0, len(ids), WRITTEN // 8):
        async with database.write() as session:
            await recount(session, ids[at : at + WRITTEN // 8])
        await asyncio.sleep(0)


async def _lead(session: AsyncSession, gone: dict[int, int]) -> None:
    """Links to groups that are empty now lead to where most of their questions are."""
    for old, new in gone.items():
        row = await session.get(QuestionGroup, old)
        if row is not None and row.size == 0:
            await retire(session, [old], new)


def compared(before: Sequence[int], after: Sequence[int], moved: int) -> Regrouped:
    """What came of it, in numbers."""
    counts = len(set(before)), len(set(after))
    return Regrouped(len(before), moved, *counts, agreement(before, after))
