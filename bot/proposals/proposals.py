"""Proposals of training examples: made from confirmed groups, read, thinned out, decided.

Nothing here writes a training file: a proposal is shown as a patch, made anew from its rows and the
files as they are now. Depends on the candidates and the tables beside it.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.database import Database, now
from bot.errors import Spoken
from bot.proposals.alike import digest
from bot.proposals.candidates import Sources, candidates_of
from bot.proposals.choosing import Choice, Chosen
from bot.proposals.confirming import Confirming
from bot.proposals.tables import (
    FORGOTTEN,
    OPEN,
    REJECTED,
    TAKEN,
    Proposal,
    ProposedExample,
    withdraw_empty,
)

LATEST = 50
LONGEST_REASON = 500


class NoProposal(Spoken):
    """There is no such proposal."""

    def __init__(self, proposal_id: int) -> None:
        super().__init__(
            f"There is no proposal {proposal_id}.", f"No hay ninguna propuesta {proposal_id}.", 404
        )


class NothingToPropose(Spoken):
    """No confirmed group has a question that would teach the assistant anything."""

    def __init__(self, left_out: dict[str, int]) -> None:
        super().__init__(
            "No question of the confirmed groups makes a new example.",
            "Ninguna pregunta de los grupos confirmados da un ejemplo nuevo.",
            409,
        )
        self.left_out = left_out


class Decided(Spoken):
    """The proposal was decided already."""

    def __init__(self, proposal_id: int) -> None:
        super().__init__(
            f"Proposal {proposal_id} is not open any more.",
            f"La propuesta {proposal_id} ya no está abierta.",
            409,
        )


class NoReason(Spoken):
    """Who decides says why."""

    def __init__(self) -> None:
        super().__init__("Say why, in a few words.", "Diga por qué, en pocas palabras.", 422)


@dataclass(frozen=True)
class Told:
    """A proposal, the lines that stand in it, and how many of it were forgotten."""

    row: Proposal
    examples: Sequence[ProposedExample]
    forgotten: Sequence[str] = ()


class Proposals:
    """Over one database. `demo`: whether what simulators asked is taken in."""

    def __init__(
        self, database: Database, confirming: Confirming, sources: Sources, demo: bool = False
    ) -> None:
        self._database = database
        self._confirming = confirming
        self._demo = demo
        self.sources = sources

    async def make(self, by: str) -> Told:
        """A proposal of all confirmed groups, without what another one has; `NothingToPropose`."""
        groups = await self._confirming.confirmed()
        async with self._database.read() as session:
            candidates = await candidates_of(session, groups, self._demo)
        choice = await asyncio.to_thread(self.sources.choose, candidates)
        if not choice.chosen:
            raise NothingToPropose(dict(choice.left_out))
        return await self.get(await self._keep(choice, by))

    async def _keep(self, choice: Choice, by: str) -> int:
        simulated = any(one.candidate.simulated for one in choice.chosen)
        left_out = dict(sorted(choice.left_out.items()))
        async with self._database.write() as session:
            row = Proposal(by=by, made_at=now(), left_out=left_out, simulated=simulated)
            session.add(row)
            await session.flush()
            session.add_all(_example(row.id, one) for one in choice.chosen)
            return row.id

    async def get(self, proposal_id: int) -> Told:
        """One proposal; `NoProposal`."""
        async with self._database.read() as session:
            row = await session.get(Proposal, proposal_id)
            if row is None:
                raise NoProposal(proposal_id)
            mine = ProposedExample.proposal_id == proposal_id
            order = ProposedExample.intent, ProposedExample.id
            found = list(
                await session.scalars(select(ProposedExample).where(mine).order_by(*order))
            )
        wanted = [one for one in found if not one.removed]
        kept = [one for one in wanted if one.text != FORGOTTEN]
        gone = [one.digest for one in wanted if one.text == FORGOTTEN]
        return Told(row, kept, gone)

    async def latest(self) -> list[tuple[Proposal, int]]:
        """The newest proposals and how many lines each has."""
        lines = (
            select(func.count())
            .select_from(ProposedExample)
            .where(
                ProposedExample.proposal_id == Proposal.id,
                ProposedExample.removed.is_(False),
                ProposedExample.text != FORGOTTEN,
            )
            .scalar_subquery()
        )
        query = select(Proposal, lines).order_by(Proposal.id.desc()).limit(LATEST)
        async with self._database.read() as session:
            return [(row, count) for row, count in (await session.execute(query)).all()]

    async def remove(self, proposal_id: int, example_id: int) -> None:
        """Take a line out of an open proposal, for good; `Decided`, `NoProposal`."""
        mine = ProposedExample.id == example_id, ProposedExample.proposal_id == proposal_id
        async with self._database.write() as session:
            await _open(session, proposal_id)
            await session.execute(update(ProposedExample).where(*mine).values(removed=True))
            await withdraw_empty(session, [proposal_id])

    async def decide(self, proposal_id: int, taken: bool, reason: str, by: str) -> None:
        """Note that it was taken into the training files, or that it was rejected, and why.

        `Decided`, `NoProposal`, `NoReason` (a rejection without).
        """
        reason = reason.strip()[:LONGEST_REASON]
        if not taken and not reason:
            raise NoReason
        async with self._database.write() as session:
            row = await _open(session, proposal_id)
            row.state = TAKEN if taken else REJECTED
            row.reason, row.decided_by, row.decided_at = reason, by, now()


async def _open(session: AsyncSession, proposal_id: int) -> Proposal:
    row = await session.get(Proposal, proposal_id, with_for_update=True)
    if row is None:
        raise NoProposal(proposal_id)
    if row.state != OPEN:
        raise Decided(proposal_id)
    return row


def _example(proposal_id: int, one: Chosen) -> ProposedExample:
    asked = one.candidate
    return ProposedExample(
        proposal_id=proposal_id,
        group_id=asked.group_id,
        question_id=asked.question_id,
        conversation_id=asked.conversation_id,
        intent=asked.intent,
        language=one.language,
        text=one.text,
        digest=digest(one.text),
        why=asked.why,
        taken_for=asked.taken_for,
        confidence=asked.confidence,
    )
