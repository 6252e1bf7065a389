"""Questions of confirmed groups, and the lines that are chosen among them.

Depends on groups, the contact log, the training files and the choice.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sqlalchemy import ColumnElement, Row, exists, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.contacts import Contact
from bot.groups.tables import Question
from bot.nlu.products import read_products
from bot.proposals.choosing import Candidate, Choice, Known, choose
from bot.proposals.flows import Flows, read_flows
from bot.proposals.lines import Cleaner, Marker
from bot.proposals.messages import read_messages
from bot.proposals.tables import OPEN, TAKEN, Proposal, ProposedExample

OF_A_GROUP = 500
"""A group's newest questions among which examples are looked for."""


@dataclass(frozen=True)
class Sources:
    """The files that proposals are made from and for. `most`: lines of one intent in one."""

    flows: Path
    tests: Path
    products: Path
    most: int = 20

    def read(self) -> tuple[Flows, Marker]:
        """The training files, and what marks lines as they do."""
        flows = read_flows(self.flows)
        return flows, Marker.of(flows, read_products(self.products))

    def choose(self, candidates: Sequence[Candidate]) -> Choice:
        """Lines that are new to the training files and to the test, and have a place there."""
        flows = read_flows(self.flows)
        cleaner = Cleaner.of(flows, read_products(self.products))
        tests = [one.text for one in read_messages(self.tests)]
        known = Known.of(flows.examples(), tests)
        return choose(candidates, cleaner, known, self.most)


async def candidates_of(
    session: AsyncSession, groups: Mapping[int, str], demo: bool
) -> list[Candidate]:
    """The newest questions of `groups` (intent by id) that no proposal has or had: those of a
    rejected one may come again, those that an editor took out may not."""
    found = []
    for group_id, intent in groups.items():
        query = (
            select(Question, Contact.intent, Contact.confidence)
            .outerjoin(Contact, Contact.id == Question.contact_id)
            .where(Question.group_id == group_id, ~_proposed())
            .order_by(Question.asked_at.desc())
            .limit(OF_A_GROUP)
        )
        if not demo:
            query = query.where(Question.simulated.is_(False))
        found += [_candidate(row, intent) for row in (await session.execute(query)).all()]
    return found


def _proposed() -> ColumnElement[bool]:
    kept = or_(Proposal.state.in_((OPEN, TAKEN)), ProposedExample.removed.is_(True))
    return exists(
        select(ProposedExample.id)
        .join(Proposal, Proposal.id == ProposedExample.proposal_id)
        .where(ProposedExample.question_id == Question.id, kept)
    )


def _candidate(row: Row[Question, str, float], intent: str) -> Candidate:
    question, taken_for, confidence = row
    vector = question.vector
    return Candidate(
        question.id,
        question.group_id or 0,
        question.conversation_id,
        question.text,
        question.language,
        intent,
        taken_for,
        confidence,
        np.frombuffer(vector, np.float16).astype(np.float32) if vector else None,
        question.simulated,
    )
