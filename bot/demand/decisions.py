"""What editors did about unanswered questions, and until when that holds.

A fix that needs an entry keeps the questions off the list while the entry is in work, and from its
publishing on until somebody asks in vain again; one that needs none, from the moment it was made.
An entry that nobody worked on, that is retired or was thrown away mends nothing. Depends on the
editorial office's tables.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Subquery, and_, case, func, literal, select, update

from bot.agents import Agent
from bot.database import Database, now
from bot.demand.tables import GapDecision
from bot.editorial.tables import FaqDraft, FaqEvent
from bot.errors import Spoken
from bot.groups.tables import QuestionGroup

FIXES = ("written", "phrase", "product", "reworded", "person_only", "no_question", "done")
NEVER = datetime(9999, 1, 1)
SHOWN = 12


class DecisionGone(Spoken):
    """There is no such decision that stands."""

    def __init__(self) -> None:
        super().__init__(
            "That decision was taken back already. Reload the page.",
            "Esa decisión ya se había deshecho. Vuelva a cargar la página.",
            409,
        )


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision as it is shown: by whom, about which group."""

    row: GapDecision
    by: str
    label_es: str
    label_en: str


class Decisions:
    """The decisions of one database. `clock` gives the present in naive UTC."""

    def __init__(self, database: Database, clock: Callable[[], datetime] = now) -> None:
        self._database = database
        self._clock = clock

    async def decide(
        self,
        by: str,
        group_id: int,
        cause: str,
        fix: str,
        draft_id: int | None = None,
        **detail: Any,
    ) -> GapDecision:
        """Note it; `detail` must be what JSON can hold."""
        row = GapDecision(
            at=self._clock(), by=by, group_id=group_id, cause=cause, fix=fix, draft_id=draft_id,
            detail=detail,
        )  # fmt: skip
        async with self._database.write() as session:
            session.add(row)
        return row

    async def take_back(self, decision_id: int) -> GapDecision:
        """The decision does not hold any more; `DecisionGone` where it did not."""
        standing = (GapDecision.id == decision_id, GapDecision.undone_at.is_(None))
        change = update(GapDecision).where(*standing).values(undone_at=self._clock())
        async with self._database.write() as session:
            done = await session.execute(change)
            if not done.rowcount:  # type: ignore[attr-defined]
                raise DecisionGone
            return await session.get_one(GapDecision, decision_id)

    async def latest(self, most: int = SHOWN) -> list[Decided]:
        """The newest that hold."""
        group = QuestionGroup
        names = (
            func.coalesce(group.name_es, group.label_es, ""),
            func.coalesce(group.name_en, group.label_en, ""),
        )
        query = (
            select(GapDecision, Agent.name, *names)
            .outerjoin(Agent, Agent.id == GapDecision.by)
            .outerjoin(group, group.id == GapDecision.group_id)
            .where(GapDecision.undone_at.is_(None))
            .order_by(GapDecision.id.desc())
            .limit(most)
        )
        async with self._database.read() as session:
            rows = (await session.execute(query)).all()
        return [Decided(row, name or row.by, es, en) for row, name, es, en in rows]


def settled() -> Subquery:
    """Group, cause and `until`: what was asked up to then needs nothing more. A group and cause
    is not there where nothing was decided, or what was decided came to nothing."""
    newest = (
        select(func.max(GapDecision.id).label("id"))
        .where(GapDecision.undone_at.is_(None))
        .group_by(GapDecision.group_id, GapDecision.cause)
        .subquery()
    )
    live = (
        select(FaqEvent.draft_id, func.max(FaqEvent.at).label("at"))
        .where(FaqEvent.kind == "published", FaqEvent.undone_at.is_(None))
        .group_by(FaqEvent.draft_id)
        .subquery()
    )
    in_work = FaqDraft.state.in_(("draft", "review", "approved", "scheduled"))
    until = case(
        (GapDecision.draft_id.is_(None), GapDecision.at),
        (in_work, literal(NEVER)),
        (and_(FaqDraft.state == "published", live.c.at >= GapDecision.at), live.c.at),
    )
    return (
        select(GapDecision.group_id, GapDecision.cause, GapDecision.fix, until.label("until"))
        .join(newest, newest.c.id == GapDecision.id)
        .outerjoin(FaqDraft, FaqDraft.id == GapDecision.draft_id)
        .outerjoin(live, live.c.draft_id == GapDecision.draft_id)
        .subquery()
    )


def written_about() -> Subquery:
    """Group and `at`: when the newest entry that is live was published about it, whoever asked for
    it. One about a group that was merged away is about the one that has its questions."""
    home = func.coalesce(QuestionGroup.merged_into, FaqDraft.group_id)
    return (
        select(home.label("group_id"), func.max(FaqEvent.at).label("at"))
        .join(FaqDraft, FaqDraft.id == FaqEvent.draft_id)
        .outerjoin(QuestionGroup, QuestionGroup.id == FaqDraft.group_id)
        .where(FaqEvent.kind == "published", FaqEvent.undone_at.is_(None))
        .where(FaqDraft.live_version.is_not(None), FaqDraft.group_id.is_not(None))
        .group_by(home)
        .subquery()
    )
