"""Unanswered questions, by cause and group: those that nobody has done anything about, and those
that were asked in vain again after something was done.

Groups that are for people alone are counted apart. Reads the tallies, the groups and the decisions.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.contacts import Contact
from bot.database import Database
from bot.demand.asked import Put
from bot.demand.days import CAUSES
from bot.demand.decisions import settled, written_about
from bot.demand.tables import QuestionDay
from bot.demand.view import PAGE, View
from bot.groups.tables import Question, QuestionGroup

SAMPLES = 2


@dataclass(frozen=True, slots=True)
class Sample:
    """A question as it was asked, masked."""

    text: str
    language: str


@dataclass(frozen=True, slots=True)
class Gap:
    """The questions of a group that are unanswered for one cause. `again` is the fix after which
    they were asked in vain again."""

    group_id: int
    cause: str
    label_es: str
    label_en: str
    product: str | None
    count: int
    last_at: datetime
    again: str = ""
    samples: tuple[Sample, ...] = field(default=())

    def label(self, language: str) -> str:
        """What the group is called in `language`, or in the other one."""
        ours, other = self.label_es, self.label_en
        if language == "en":
            ours, other = other, ours
        return ours or other or f"#{self.group_id}"


@dataclass(frozen=True, slots=True)
class Gaps:
    """A page of gaps with one cause; `counts` are questions and groups by cause, `apart` those of
    groups for people alone."""

    gaps: tuple[Gap, ...]
    counts: dict[str, tuple[int, int]]
    apart: tuple[int, int] = (0, 0)


class Unanswered:
    """Gaps of one database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def page(self, view: View, cause: str, size: int = PAGE) -> Gaps:
        """The gaps with `cause`, the most frequent first."""
        async with self._database.read() as session:
            counts = await _counts(session, view)
            query = _found(view).where(QuestionDay.cause == cause)
            ordered = query.order_by(func.sum(QuestionDay.asked).desc(), QuestionDay.group_id)
            limited = ordered.limit(size).offset((view.page - 1) * size)
            gaps = [_gap(row) for row in (await session.execute(limited)).all()]
            gaps = await _with_samples(session, view, gaps)
            apart = (await session.execute(_apart(view))).one()
        return Gaps(tuple(gaps), counts, (int(apart[0] or 0), int(apart[1])))

    async def one(self, view: View, group_id: int, cause: str) -> Gap | None:
        """The gap of a group; None where it has none, or something was done about it."""
        query = _found(view).where(QuestionDay.cause == cause, QuestionDay.group_id == group_id)
        async with self._database.read() as session:
            row = (await session.execute(query)).first()
            found = await _with_samples(session, view, [_gap(row)]) if row else []
        return found[0] if found else None

    async def asked(self, view: View, group_id: int, cause: str, most: int = 8) -> list[Put]:
        """The newest questions of a gap."""
        columns = (
            Question.id, Question.conversation_id, Question.text, Question.language,
            Question.product, Question.asked_at, Question.answered_by, Contact.outcome,
            Contact.cause, Contact.feedback, Contact.feedback_reason, Question.pinned,
            Question.simulated,
        )  # fmt: skip
        shown = [] if view.simulated else [Question.simulated.is_(False)]
        mine = (Question.group_id == group_id, has_cause(cause), *shown)
        query = select(*columns).join(Contact, Contact.id == Question.contact_id).where(*mine)
        async with self._database.read() as session:
            rows = await session.execute(query.order_by(Question.asked_at.desc()).limit(most))
            return [Put(*tuple(row)) for row in rows]


def _found(view: View) -> Any:
    """What is open in a view, by group and cause."""
    done, live, group = settled(), written_about(), QuestionGroup
    names = (
        func.coalesce(group.name_es, group.label_es, "").label("label_es"),
        func.coalesce(group.name_en, group.label_en, "").label("label_en"),
    )
    last, until = func.max(QuestionDay.last_at), func.max(done.c.until)
    published = func.max(live.c.at)
    same = and_(done.c.group_id == QuestionDay.group_id, done.c.cause == QuestionDay.cause)
    return (
        select(
            QuestionDay.group_id, QuestionDay.cause, *names, group.product,
            func.sum(QuestionDay.asked).label("count"), last.label("last_at"),
            func.max(done.c.fix).label("fix"), until.label("until"), published.label("published"),
        )
        .join(group, group.id == QuestionDay.group_id)
        .outerjoin(done, same)
        .outerjoin(live, live.c.group_id == QuestionDay.group_id)
        .where(QuestionDay.cause != "", group.mark == "open", *_of(view))
        .group_by(QuestionDay.group_id, QuestionDay.cause, group.id)
        .having(or_(until.is_(None), last > until), or_(published.is_(None), last > published))
    )  # fmt: skip


def _apart(view: View) -> Any:
    """Questions and groups that are for people alone."""
    groups = func.count(QuestionDay.group_id.distinct())
    query = select(func.sum(QuestionDay.asked), groups)
    joined = query.join(QuestionGroup, QuestionGroup.id == QuestionDay.group_id)
    return joined.where(QuestionDay.cause != "", QuestionGroup.mark == "person_only", *_of(view))


def _of(view: View) -> list[ColumnElement[bool]]:
    group, where = QuestionGroup, [*view.where()]
    if view.topic:
        where.append(group.topic == view.topic)
    if view.search:
        texts = (group.name_es, group.name_en, group.label_es, group.label_en)
        where.append(or_(*(one.icontains(view.search, autoescape=True) for one in texts)))
    return where


async def _counts(session: AsyncSession, view: View) -> dict[str, tuple[int, int]]:
    found = _found(view).subquery()
    query = select(found.c.cause, func.sum(found.c.count), func.count()).group_by(found.c.cause)
    rows = await session.execute(query)
    counts = {cause: (int(asked), int(groups)) for cause, asked, groups in rows}
    return {cause: counts.get(cause, (0, 0)) for cause in CAUSES}


def _gap(row: Any) -> Gap:
    # None where the fix came to nothing: then it is as if nothing had been done.
    again = row.fix if row.until else "written" if row.published else ""
    named = (row.group_id, row.cause, row.label_es, row.label_en, row.product)
    return Gap(*named, int(row.count), row.last_at, again)


async def _with_samples(session: AsyncSession, view: View, gaps: Sequence[Gap]) -> list[Gap]:
    """The gaps with their newest questions."""
    shown = [] if view.simulated else [Question.simulated.is_(False)]
    texts = select(Question.text, Question.language)
    query = texts.join(Contact, Contact.id == Question.contact_id).where(*shown)
    found = []
    for gap in gaps:
        mine = query.where(Question.group_id == gap.group_id, has_cause(gap.cause))
        newest = mine.order_by(Question.asked_at.desc()).limit(SAMPLES)
        rows = (await session.execute(newest)).all()
        found.append(replace(gap, samples=tuple(Sample(*row) for row in rows)))
    return found


def has_cause(cause: str) -> ColumnElement[bool]:
    """Contacts with one of `CAUSES`: as `bot.demand.days.cause_of` has it."""
    if cause == "unhelpful":
        return and_(Contact.feedback == -1, Contact.outcome.startswith("answered"))
    known = Contact.cause == cause
    if cause == "no_content":
        known = or_(Contact.cause.is_(None), known)
    return and_(Contact.outcome == "unanswered", known)
