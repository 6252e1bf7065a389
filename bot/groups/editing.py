"""What editors do to groups: merging, splitting, moving, naming, marking, and undoing it.

Each edit is kept as a `GroupEdit` and pins the questions that it is about, so that neither new
questions nor regrouping take it back. Depends on the rows and on counting groups anew.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.database import Database, now
from bot.groups.errors import (
    EditNotFound,
    GroupNotFound,
    NoSuchMark,
    NothingToMerge,
    NothingToMove,
)
from bot.groups.recounting import recount
from bot.groups.tables import MARKS, GroupEdit, Question, QuestionGroup

AT_ONCE = 500
"""Ids in one statement."""
MOST_HOPS = 100


class Editor:
    """Edits over one database. `by` is always an agent's id."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def merge(self, ids: Collection[int], into: int, by: str) -> int:
        """Put the questions of the groups `ids` into the group `into`; the edit's id."""
        async with self._database.write() as session:
            target = (await living(session, into)).id
            sources = {(await living(session, one)).id for one in ids} - {target}
            if not sources:
                raise NothingToMerge
            moved = {one: await _questions(session, one) for one in sorted(sources)}
            pinned = await _pin(session, target, *sources)
            for source, questions in moved.items():
                await _put(session, questions, target)
                (await session.get_one(QuestionGroup, source)).merged_into = target
            await recount(session, {target, *sources})
            await _lead(session, sources, target)
            moves = {str(one): questions for one, questions in moved.items()}
            detail = {"groups": sorted(sources), "moved": moves, "pinned": pinned}
            return await _note(session, by, "merge", target, detail)

    async def split(self, group_id: int, question_ids: Collection[int], by: str) -> int:
        """Take some of a group's questions out into a group of their own; that group's id."""
        async with self._database.write() as session:
            source = (await living(session, group_id)).id
            group = QuestionGroup()
            session.add(group)
            await session.flush()
            await self._move(session, question_ids, source, group.id, by, "split")
            return group.id

    async def move(self, question_ids: Collection[int], into: int, by: str) -> list[int]:
        """Put questions, of whichever groups, into the group `into`; the edits' ids."""
        async with self._database.write() as session:
            target = (await living(session, into)).id
            where = Question.id.in_([*question_ids])
            rows = await session.execute(select(Question.id, Question.group_id).where(where))
            of: dict[int, list[int]] = defaultdict(list)
            for question, group_id in rows:
                if group_id is not None and group_id != target:
                    of[group_id].append(question)
            if not of:
                raise NothingToMove
            return [
                await self._move(session, own, source, target, by, "move")
                for source, own in sorted(of.items())
            ]

    async def _move(
        self,
        session: AsyncSession,
        question_ids: Collection[int],
        source: int,
        target: int,
        by: str,
        kind: str,
    ) -> int:
        own = set(await _questions(session, source))
        moved = sorted(own & {*question_ids})
        if not moved or (kind == "split" and len(moved) == len(own)):
            raise NothingToMove
        pinned = await _pin_questions(session, moved)
        # What stays is one thing as well, and not the other; what they join is the same as they.
        pinned += await _pin(session, source if kind == "split" else target)
        await _put(session, moved, target)
        await recount(session, {source, target})
        if len(moved) == len(own):
            await _lead(session, {source}, target)
        detail = {"groups": [target], "moved": {str(source): moved}, "pinned": sorted({*pinned})}
        return await _note(session, by, kind, source, detail)

    async def name(self, group_id: int, es: str | None, en: str | None, by: str) -> int:
        """Call a group something; None or nothing takes a name away. The edit's id."""
        async with self._database.write() as session:
            group = await living(session, group_id)
            before = {"es": group.name_es, "en": group.name_en}
            group.name_es, group.name_en = _clean(es), _clean(en)
            detail = {"before": before, "after": {"es": group.name_es, "en": group.name_en}}
            return await _note(session, by, "name", group.id, detail)

    async def mark(self, group_id: int, mark: str, by: str) -> int:
        """Mark a group with one of `MARKS`; the edit's id."""
        if mark not in MARKS:
            raise NoSuchMark(mark)
        async with self._database.write() as session:
            group = await living(session, group_id)
            detail = {"before": group.mark, "after": mark}
            group.mark = mark
            return await _note(session, by, "mark", group.id, detail)

    async def undo(self, edit_id: int, by: str) -> None:
        """Take one edit back: questions that are still where it put them, a name or mark that is
        still the one that it gave. What joined since stays."""
        async with self._database.write() as session:
            edit = await session.get(GroupEdit, edit_id, with_for_update=True)
            if edit is None or edit.undone_at is not None:
                raise EditNotFound(edit_id)
            edit.undone_at = now()
            edit.detail = {**edit.detail, "undone_by": by}
            await session.flush()
            if "moved" in edit.detail:
                await _unmove(session, edit)
            else:
                await _unsay(session, edit)


async def living(session: AsyncSession, group_id: int) -> QuestionGroup:
    """The group that has the questions of `group_id` now; `GroupNotFound`."""
    found = await session.get(QuestionGroup, group_id)
    for _ in range(MOST_HOPS):
        if found is None:
            break
        if found.merged_into is None:
            return found
        found = await session.get(QuestionGroup, found.merged_into)
    raise GroupNotFound(group_id)


def _clean(name: str | None) -> str | None:
    return " ".join((name or "").split())[:200] or None


async def _note(
    session: AsyncSession, by: str, kind: str, group_id: int, detail: dict[str, Any]
) -> int:
    edit = GroupEdit(by=by, kind=kind, group_id=group_id, detail=detail, at=now())
    session.add(edit)
    await session.flush()
    return edit.id


async def _questions(session: AsyncSession, group_id: int) -> list[int]:
    query = select(Question.id).where(Question.group_id == group_id).order_by(Question.id)
    return [*await session.scalars(query)]


async def _pin(session: AsyncSession, *group_ids: int) -> list[int]:
    """Pin all questions of groups; those that were not pinned before."""
    where = (Question.group_id.in_(group_ids), Question.pinned.is_(False))
    loose = [*await session.scalars(select(Question.id).where(*where))]
    await session.execute(update(Question).where(*where).values(pinned=True))
    return sorted(loose)


async def _pin_questions(session: AsyncSession, ids: Sequence[int]) -> list[int]:
    loose: list[int] = []
    for part in _parts(ids):
        where = (Question.id.in_(part), Question.pinned.is_(False))
        loose += await session.scalars(select(Question.id).where(*where))
        await session.execute(update(Question).where(*where).values(pinned=True))
    return sorted(loose)


async def _put(session: AsyncSession, ids: Sequence[int], group_id: int) -> None:
    for part in _parts(ids):
        change = update(Question).where(Question.id.in_(part))
        await session.execute(change.values(group_id=group_id))


async def _lead(session: AsyncSession, sources: Collection[int], target: int) -> None:
    """Links to groups that are empty now lead to `target`."""
    empty = (QuestionGroup.id.in_(sources), QuestionGroup.size == 0)
    await session.execute(update(QuestionGroup).where(*empty).values(merged_into=target))


async def _unmove(session: AsyncSession, edit: GroupEdit) -> None:
    """Questions go back to where they came from, if they are where the edit put them."""
    targets = {edit.group_id} if edit.kind == "merge" else {*edit.detail["groups"]}
    here = {(await living(session, one)).id for one in targets}
    for source, ids in edit.detail["moved"].items():
        for part in _parts(ids):
            where = (Question.id.in_(part), Question.group_id.in_(here))
            change = update(Question).where(*where)
            await session.execute(change.values(group_id=int(source)))
    for part in _parts(edit.detail["pinned"]):
        change = update(Question).where(Question.id.in_(part))
        await session.execute(change.values(pinned=False))
    sources = {int(one) for one in edit.detail["moved"]}
    await recount(session, here | sources)
    for one in here:
        await _lead(session, {one} - sources, min(sources))


async def _unsay(session: AsyncSession, edit: GroupEdit) -> None:
    group = await living(session, edit.group_id)
    before, after = edit.detail["before"], edit.detail["after"]
    if edit.kind == "mark":
        group.mark = before if group.mark == after else group.mark
    elif {"es": group.name_es, "en": group.name_en} == after:
        group.name_es, group.name_en = before["es"], before["en"]


def _parts(ids: Sequence[int]) -> list[Sequence[int]]:
    return [ids[at : at + AT_ONCE] for at in range(0, len(ids), AT_ONCE)]
