"""The rows of confirmed groups, of proposals with their examples, and of their measurements."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, String, Text, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from bot.database import Base, now

OPEN, TAKEN, REJECTED, WITHDRAWN = STATES = ("open", "taken", "rejected", "withdrawn")
"""Of a proposal: to be decided; taken into the training files or not; nothing of it is left."""
WAITING, MEASURING, READY, FAILED, CANCELLED, INTERRUPTED = MEASURED = (
    "waiting", "measuring", "ready", "failed", "cancelled", "interrupted",
)  # fmt: skip
FORGOTTEN = ""


class ConfirmedGroup(Base):
    """An editor says that what a group asks is `intent`; `by` is the agent's id."""

    __tablename__ = "confirmed_group"

    group_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    intent: Mapped[str] = mapped_column(String(40), index=True)
    by: Mapped[str] = mapped_column(String(36))
    at: Mapped[datetime] = mapped_column(default=now)


class Proposal(Base):
    """Examples to be taken into the training files, or not. `left_out` counts by reason the
    questions that became no example, `simulated` says that a simulator asked some of them."""

    __tablename__ = "proposal"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    made_at: Mapped[datetime] = mapped_column(default=now)
    by: Mapped[str] = mapped_column(String(36))
    state: Mapped[str] = mapped_column(String(10), default=OPEN, index=True)
    reason: Mapped[str] = mapped_column(Text, default="")
    decided_by: Mapped[str | None] = mapped_column(String(36))
    decided_at: Mapped[datetime | None]
    left_out: Mapped[dict[str, int]] = mapped_column(JSON, default=dict)
    simulated: Mapped[bool] = mapped_column(default=False)


class ProposedExample(Base):
    """One line of a proposal. `why` it was chosen, what the assistant took it for then and how
    sure it was. `removed`: an editor does not want it.

    `digest` is what `bot.proposals.alike.digest` makes of the text; it stays when the text is
    forgotten, so that the line is found where it was taken into the files.
    """

    __tablename__ = "proposed_example"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    proposal_id: Mapped[int] = mapped_column(index=True)
    group_id: Mapped[int]
    question_id: Mapped[int] = mapped_column(index=True)
    conversation_id: Mapped[str] = mapped_column(String(64), index=True)
    intent: Mapped[str] = mapped_column(String(40))
    language: Mapped[str] = mapped_column(String(2))
    text: Mapped[str] = mapped_column(Text)
    digest: Mapped[str] = mapped_column(String(64))
    why: Mapped[str] = mapped_column(String(10))
    taken_for: Mapped[str | None] = mapped_column(String(40))
    confidence: Mapped[float | None]
    removed: Mapped[bool] = mapped_column(default=False)


class ProposalScore(Base):
    """One measurement of a proposal. `slot` is 1 while it is measured, which only one can be.

    `base` is a digest of all that the score without the patch hangs on, `patch` one of the lines
    that it adds. `beat_at`: when its process last showed that it lives, `done` its part, 0 to 1.
    """

    __tablename__ = "proposal_score"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    proposal_id: Mapped[int] = mapped_column(index=True)
    asked_at: Mapped[datetime] = mapped_column(default=now)
    by: Mapped[str] = mapped_column(String(36))
    state: Mapped[str] = mapped_column(String(12), default=WAITING, index=True)
    slot: Mapped[int | None] = mapped_column(unique=True)
    owner: Mapped[str | None] = mapped_column(String(32))
    beat_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    stage: Mapped[str] = mapped_column(String(12), default="")
    done: Mapped[float] = mapped_column(default=0.0)
    base: Mapped[str] = mapped_column(String(64), default="", index=True)
    patch: Mapped[str] = mapped_column(String(64), default="")
    test_file: Mapped[str] = mapped_column(String(200), default="")
    result: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    problem: Mapped[str] = mapped_column(Text, default="")


async def forget(session: AsyncSession, conversation_ids: Collection[str]) -> None:
    """Take what these conversations gave out of every proposal, in `session`'s transaction.

    Patches are made from the rows, so that none has the lines any more; an open proposal without
    any line left is withdrawn.
    """
    mine = ProposedExample.conversation_id.in_(conversation_ids)
    touched = select(ProposedExample.proposal_id).where(mine).distinct()
    ids = list(await session.scalars(touched))
    await session.execute(update(ProposedExample).where(mine).values(text=FORGOTTEN))
    await withdraw_empty(session, ids)


async def withdraw_empty(session: AsyncSession, ids: Collection[int]) -> None:
    """Withdraw those open proposals of `ids` that have no line any more."""
    left = select(ProposedExample.proposal_id).where(
        ProposedExample.text != FORGOTTEN, ProposedExample.removed.is_(False)
    )
    empty = (Proposal.id.in_(ids), Proposal.state == OPEN, Proposal.id.not_in(left))
    change = update(Proposal).where(*empty).values(state=WITHDRAWN, decided_at=now())
    await session.execute(change)
