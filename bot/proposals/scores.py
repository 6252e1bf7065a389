"""The rows of measurements: asked for, claimed by one process, kept alive, ended.

`slot` is unique, so that the database lets one process measure at a time, on however many machines.
Depends on the database and the tables.
"""

from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select, update
from sqlalchemy.exc import IntegrityError

from bot.database import Database, now
from bot.errors import Spoken
from bot.proposals.tables import (
    CANCELLED,
    INTERRUPTED,
    MEASURING,
    READY,
    WAITING,
    ProposalScore,
)

DEAD_S = 30.0
"""Seconds without a beat after which a measuring process counts as gone."""


class AlreadyMeasuring(Spoken):
    """It is measured, or waits for it."""

    def __init__(self, proposal_id: int) -> None:
        super().__init__(
            f"Proposal {proposal_id} is being measured already.",
            f"La propuesta {proposal_id} ya se está midiendo.",
            409,
        )


class Scores:
    """Over one database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def ask(self, proposal_id: int, by: str) -> int:
        """A measurement that waits; its id. `AlreadyMeasuring`."""
        await self.sweep()
        at_it = (
            ProposalScore.proposal_id == proposal_id,
            ProposalScore.state.in_((WAITING, MEASURING)),
        )
        async with self._database.write() as session:
            if (await session.scalars(select(ProposalScore.id).where(*at_it))).first():
                raise AlreadyMeasuring(proposal_id)
            row = ProposalScore(proposal_id=proposal_id, by=by, asked_at=now())
            session.add(row)
            await session.flush()
            return row.id

    async def latest(self, proposal_id: int) -> ProposalScore | None:
        """The newest measurement; one whose process is gone is told as interrupted."""
        mine = ProposalScore.proposal_id == proposal_id
        query = select(ProposalScore).where(mine).order_by(ProposalScore.id.desc()).limit(1)
        async with self._database.read() as session:
            row = (await session.scalars(query)).first()
        if row and row.state == MEASURING and _is_dead(row):
            row.state = INTERRUPTED
        return row

    async def ready(self, proposal_id: int) -> ProposalScore | None:
        """The newest that has a result."""
        mine = (ProposalScore.proposal_id == proposal_id, ProposalScore.state == READY)
        query = select(ProposalScore).where(*mine).order_by(ProposalScore.id.desc()).limit(1)
        async with self._database.read() as session:
            return (await session.scalars(query)).first()

    async def answers(self, base: str) -> list[str] | None:
        """The answers without any patch that an earlier measurement on the same files kept."""
        same = (ProposalScore.base == base, ProposalScore.state == READY)
        query = select(ProposalScore.result).where(*same).order_by(ProposalScore.id.desc()).limit(1)
        async with self._database.read() as session:
            found = (await session.scalars(query)).first()
        return found["answers"] if found else None

    async def cancel(self, proposal_id: int) -> bool:
        """End what waits or is measured; whether there was anything. Its process notices soon."""
        mine = (
            ProposalScore.proposal_id == proposal_id,
            ProposalScore.state.in_((WAITING, MEASURING)),
        )
        async with self._database.write() as session:
            ended = update(ProposalScore).where(*mine).values(state=CANCELLED, ended_at=now())
            return bool((await session.execute(ended)).rowcount)  # type: ignore[attr-defined]

    async def sweep(self) -> None:
        """What a process that is gone left measuring is interrupted, and the next one may begin."""
        gone = and_(ProposalScore.slot.is_not(None), _old())
        async with self._database.read() as session:
            if (await session.scalars(select(ProposalScore.id).where(gone))).first() is None:
                return
        async with self._database.write() as session:
            freed = update(ProposalScore).where(gone)
            left = freed.where(ProposalScore.state == MEASURING)
            await session.execute(left.values(state=INTERRUPTED, ended_at=now()))
            await session.execute(freed.values(slot=None))

    async def claim(self, owner: str) -> ProposalScore | None:
        """The measurement that waited longest, now `owner`'s; None where none waits or another is
        measured."""
        await self.sweep()
        waiting = select(ProposalScore).where(ProposalScore.state == WAITING)
        async with self._database.read() as session:
            if (await session.scalars(waiting.limit(1))).first() is None:
                return None
        try:
            async with self._database.write() as session:
                oldest = waiting.order_by(ProposalScore.id).limit(1).with_for_update()
                row = (await session.scalars(oldest)).first()
                if row:
                    row.state, row.slot, row.owner, row.beat_at = MEASURING, 1, owner, now()
                    row.stage = "start"
                return row
        except IntegrityError:
            return None

    async def beat(self, score_id: int, owner: str, stage: str, done: float) -> bool:
        """Show that it goes on; False where it is not wanted any more."""
        mine = and_(
            ProposalScore.id == score_id,
            ProposalScore.owner == owner,
            ProposalScore.state == MEASURING,
        )
        return await self._change(mine, beat_at=now(), stage=stage, done=done)

    async def end(self, score_id: int, owner: str, state: str, **values: Any) -> None:
        """It ended so; one that was cancelled stays that. The next may begin."""
        mine = and_(ProposalScore.id == score_id, ProposalScore.owner == owner)
        still = and_(mine, ProposalScore.state == MEASURING)
        await self._change(still, state=state, ended_at=now(), **values)
        await self._change(mine, slot=None)

    async def _change(self, where: ColumnElement[bool], **values: Any) -> bool:
        async with self._database.write() as session:
            done = await session.execute(update(ProposalScore).where(where).values(**values))
            return bool(done.rowcount)  # type: ignore[attr-defined]


def _old() -> ColumnElement[bool]:
    limit = now() - timedelta(seconds=DEAD_S)
    return or_(ProposalScore.beat_at.is_(None), ProposalScore.beat_at < limit)


def _is_dead(row: ProposalScore) -> bool:
    return row.beat_at is None or row.beat_at < now() - timedelta(seconds=DEAD_S)
