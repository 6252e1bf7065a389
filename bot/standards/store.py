"""Facts kept: written where they changed, and packed by day for those who count.

Every change of a fact makes its day newer; packed facts that are older than their day are not used.
Depends on the rows and the packing.
"""

import asyncio
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.database import Database
from bot.standards.facts import Fact, key_of
from bot.standards.packing import Day, day_of, packed, unpacked
from bot.standards.tables import FactDay, FactRow

COLUMNS = tuple(getattr(FactRow, name) for name in Fact._fields)
DayKind = tuple[int, str]
AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Known:
    """A fact as it is kept."""

    id: int
    fact: Fact


class Store:
    """The facts of one database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def keep(self, conversations: Collection[str], facts: Sequence[Fact]) -> int:
        """Make `facts` all there is of the conversations; how many rows changed."""
        try:
            return await self._keep(conversations, facts)
        except IntegrityError:
            # Another process has kept some of them meanwhile.
            return await self._keep(conversations, facts)

    async def _keep(self, conversations: Collection[str], facts: Sequence[Fact]) -> int:
        async with self._database.read() as session:
            known = await self._known(session, conversations)
        new, gone = difference(known, facts)
        if not new and not gone:
            return 0
        days = {(one.day, one.kind) for one in new} | {
            (one.fact.day, one.fact.kind) for one in gone
        }
        async with self._database.write() as session:
            await _delete(session, [one.id for one in gone])
            if new:
                await session.execute(insert(FactRow), [one._asdict() for one in new])
            await newer(session, days)
        return len(new) + len(gone)

    async def _known(self, session: AsyncSession, conversations: Collection[str]) -> list[Known]:
        where = FactRow.conversation_id.in_(conversations)
        rows = await session.execute(select(FactRow.id, *COLUMNS).where(where))
        return [Known(row[0], Fact._make(row[1:])) for row in rows]

    async def regroup(self, changes: Sequence[tuple[int, int | None]], days: set[int]) -> None:
        """Put the facts of these ids in other groups; `days` are theirs."""
        async with self._database.write() as session:
            rows = [{"id": number, "group_id": group} for number, group in changes]
            await session.execute(update(FactRow), rows)
            await newer(session, {(day, "matter") for day in days})

    async def revisions(self, first: int, last: int) -> dict[DayKind, int]:
        """The revision of every day that has facts, from one day to another, by kind."""
        where = FactDay.day.between(first, last)
        columns = select(FactDay.day, FactDay.kind, FactDay.revision).where(where)
        async with self._database.read() as session:
            return {(day, kind): number for day, kind, number in await session.execute(columns)}

    async def days(self, wanted: Collection[DayKind]) -> dict[DayKind, tuple[int, Day]]:
        """The facts of days and kinds with their revision; of days whose packed facts are old, they
        are read one by one, and not kept."""
        days = {day for day, _ in wanted}
        if not days:
            return {}
        columns = (FactDay.day, FactDay.kind, FactDay.revision, FactDay.packed, FactDay.data)
        query = select(*columns).where(FactDay.day.between(min(days), max(days)))
        kinds = {kind for _, kind in wanted}
        found: dict[DayKind, tuple[int, Day]] = {}
        async with self._database.read() as session:
            rows = (await session.execute(query.where(FactDay.kind.in_(kinds)))).all()
            for day, kind, revision, done, data in rows:
                if (day, kind) in wanted:
                    facts = unpacked(data) if data and done == revision else None
                    found[day, kind] = (revision, facts or await _made(session, day, kind))
        return found

    async def pack(self, most: int = 32) -> int:
        """Keep the blocks of days that have none or an old one; how many were made."""
        stale = select(FactDay.day, FactDay.kind, FactDay.revision)
        query = stale.where(FactDay.packed != FactDay.revision).order_by(FactDay.day.desc())
        async with self._database.read() as session:
            rows = (await session.execute(query.limit(most))).all()
            blocks = [packed(await _made(session, day, kind)) for day, kind, _ in rows]
        if rows:
            async with self._database.write() as session:
                for (day, kind, revision), data in zip(rows, blocks, strict=True):
                    mine = (FactDay.day == day, FactDay.kind == kind, FactDay.revision == revision)
                    change = update(FactDay).where(*mine)
                    await session.execute(change.values(packed=revision, data=data))
        return len(rows)


async def newer(session: AsyncSession, days: Iterable[DayKind]) -> None:
    """Let days know that their blocks are old."""
    make: Any = sqlite.insert
    if session.get_bind().dialect.name == "postgresql":
        make = postgresql.insert
    rows = [{"day": day, "kind": kind, "revision": 1, "packed": 0} for day, kind in sorted(days)]
    if rows:
        added = make(FactDay).values(rows)
        again = {"revision": FactDay.revision + 1}
        key = [FactDay.day, FactDay.kind]
        await session.execute(added.on_conflict_do_update(index_elements=key, set_=again))


async def forget(session: AsyncSession, conversations: Collection[str]) -> None:
    """Let the facts of a forgotten customer's conversations be nobody's; they still count."""
    mine = FactRow.conversation_id.in_(conversations)
    days = {(day, kind) for day, kind in await session.execute(
        select(FactRow.day, FactRow.kind).where(mine).distinct()
    )}  # fmt: skip
    for one in conversations:
        values = {"customer": key_of(one), "known": False}
        await session.execute(
            update(FactRow).where(FactRow.conversation_id == one).values(**values)
        )
    await newer(session, days)


async def _made(session: AsyncSession, day: int, kind: str) -> Day:
    """A day's facts as they are."""
    where = (FactRow.day == day, FactRow.kind == kind)
    rows = (await session.execute(select(FactRow.id, *COLUMNS).where(*where))).all()
    return await asyncio.to_thread(day_of, rows)


async def _delete(session: AsyncSession, ids: Sequence[int]) -> None:
    for start in range(0, len(ids), AT_ONCE):
        await session.execute(delete(FactRow).where(FactRow.id.in_(ids[start : start + AT_ONCE])))


def difference(known: Sequence[Known], facts: Sequence[Fact]) -> tuple[list[Fact], list[Known]]:
    """The facts that are new or other than before, and the kept ones that are no more so."""
    before = {(one.fact.conversation_id, one.fact.kind, one.fact.ref): one for one in known}
    after = {(one.conversation_id, one.kind, one.ref): one for one in facts}
    new = [one for key, one in after.items() if key not in before or before[key].fact != one]
    gone = [one for key, one in before.items() if after.get(key) != one.fact]
    return new, gone
