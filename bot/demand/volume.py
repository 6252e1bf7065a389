"""The groups of a view by how often they were asked, a page of them at a time.

Reads the tallies and the groups; for the groups of the page alone also the weeks, the languages,
the period before, and what is written about them. Depends on the editorial office's table.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import ColumnElement, Integer, Subquery, func, literal_column, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.database import Database
from bot.demand.tables import QuestionDay
from bot.demand.view import PAGE, Simple, View
from bot.editorial.tables import FaqDraft
from bot.groups.tables import QuestionGroup

WEEKS = 12
COUNTS = ("asked", "unanswered", "alone", "to_agent", "up", "down", "agent_s")


@dataclass(frozen=True, slots=True)
class Written:
    """An entry about a group: its draft's number, and its state in the editorial office."""

    draft_id: int
    state: str
    live: bool


@dataclass(frozen=True, slots=True)
class Group:
    """A group in a view. `weeks` are how often it was asked in each of the last `WEEKS` weeks,
    oldest first; `before` in the period before; `agent_s` are seconds of agents."""

    id: int
    label_es: str
    label_en: str
    mark: str
    topic: str | None
    product: str | None
    asked: int
    unanswered: int
    alone: int
    to_agent: int
    up: int
    down: int
    agent_s: float
    before: int = 0
    weeks: tuple[int, ...] = ()
    languages: dict[str, int] = field(default_factory=dict)
    products: dict[str, int] = field(default_factory=dict)
    written: tuple[Written, ...] = ()

    def label(self, language: str) -> str:
        """What it is called in `language`, or in the other one."""
        ours, other = self.label_es, self.label_en
        if language == "en":
            ours, other = other, ours
        return ours or other or f"#{self.id}"

    @property
    def change(self) -> float | None:
        """The change against the period before, 0.5 for half as many more; None from nothing."""
        return (self.asked - self.before) / self.before if self.before else None

    def part_of(self, asked: int) -> float | None:
        """Its part of all questions that were `asked`; None of a group that is no question."""
        return self.asked / asked if asked and self.mark != "no_question" else None

    def share(self, count: int) -> float:
        """The share of its questions that `count` are."""
        return count / self.asked if self.asked else 0.0


@dataclass(frozen=True, slots=True)
class Page:
    """Some of the groups of a view; `count` is how many there are in all."""

    groups: tuple[Group, ...]
    count: int


class Volume:
    """Groups by volume in one database."""

    def __init__(self, database: Database, simple: Simple) -> None:
        self._database = database
        self._simple = simple

    async def page(
        self, view: View, near: Collection[int] = (), size: int = PAGE, most: int = 0
    ) -> Page:
        """A page of `size` groups, or the first `most` of all. `near`: groups that are about what
        is searched for, beside those that have it in their label."""
        found = self._found(view, near)
        limits = (most, 0) if most else (size, (view.page - 1) * size)
        async with self._database.read() as session:
            rows = (await session.execute(found.limit(limits[0]).offset(limits[1]))).all()
            if rows:
                count = rows[0].found
            else:
                counted = select(func.count()).select_from(found.subquery())
                count = (await session.scalars(counted)).one()
            groups = await _with_more(session, view, rows)
        return Page(tuple(groups), int(count))

    async def group(self, view: View, group_id: int) -> Group | None:
        """One group in a view, however often it was asked there; None where there is none."""
        sums = [func.coalesce(func.sum(getattr(QuestionDay, one)), 0).label(one) for one in COUNTS]
        counted = select(*sums).where(QuestionDay.group_id == group_id, *view.where())
        async with self._database.read() as session:
            row = await session.get(QuestionGroup, group_id)
            if row is None:
                return None
            counts = (await session.execute(counted)).one()._mapping
            plain = _plain(row.id, _label(row, "es"), _label(row, "en"), row)
            [group] = await _more(session, view, [Group(**plain, **counts)])
            return group

    def _found(self, view: View, near: Collection[int]) -> Any:
        """The groups of the view, each with its counts, and how many there are."""
        sums = sums_of(view)
        group = QuestionGroup
        query = (
            select(
                group.id, group.name_es, group.label_es, group.name_en, group.label_en,
                group.mark, group.topic, group.product, *(sums.c[one] for one in COUNTS),
                func.count().over().label("found"),
            )
            .join(sums, sums.c.group_id == group.id)
            .where(*_of_groups(view, near))
        )  # fmt: skip
        if view.simple:
            often = simple_groups(view, self._simple)
            query = query.join(often, often.c.group_id == group.id)
        if view.sort == "change":
            before = sums_of(view.earlier)
            grown = sums.c.asked - func.coalesce(before.c.asked, 0)
            query = query.outerjoin(before, before.c.group_id == group.id)
            query = query.order_by(grown.desc())
        return query.order_by(*(_sorted(view, sums)), group.id)


def sums_of(view: View) -> Subquery:
    """The counts of each group in a view."""
    sums = [func.sum(getattr(QuestionDay, one)).label(one) for one in COUNTS]
    grouped = select(QuestionDay.group_id, *sums).where(*view.where())
    return grouped.group_by(QuestionDay.group_id).subquery()


def simple_groups(view: View, simple: Simple) -> Subquery:
    """The groups whose questions are simple ones in a view."""
    grouped = select(QuestionDay.group_id).where(*view.whole(simple.days).where())
    often = func.sum(QuestionDay.asked) >= simple.times
    return grouped.group_by(QuestionDay.group_id).having(often).subquery()


def _of_groups(view: View, near: Collection[int]) -> list[ColumnElement[bool]]:
    group = QuestionGroup
    where = [group.mark == view.mark if view.mark else group.mark != "no_question"]
    if view.topic:
        where.append(group.topic == view.topic)
    if view.search:
        texts = (group.name_es, group.name_en, group.label_es, group.label_en)
        named = [one.icontains(view.search, autoescape=True) for one in texts]
        where.append(or_(*named, group.id.in_(near)))
    return where


def _sorted(view: View, sums: Subquery) -> tuple[Any, ...]:
    counts = {
        "unanswered": (sums.c.unanswered,),
        "thumbs": (sums.c.down,),
        "agents": (sums.c.agent_s,),
    }.get(view.sort, ())
    return tuple(one.desc() for one in (*counts, sums.c.asked))


async def _with_more(session: AsyncSession, view: View, rows: Sequence[Any]) -> list[Group]:
    groups = [
        Group(
            **_plain(row.id, row.name_es or row.label_es, row.name_en or row.label_en, row),
            **{one: getattr(row, one) for one in COUNTS},
        )
        for row in rows
    ]
    return await _more(session, view, groups)


def _plain(id: int, label_es: str | None, label_en: str | None, row: Any) -> dict[str, Any]:
    named = {"id": id, "label_es": label_es or "", "label_en": label_en or ""}
    return named | {"mark": row.mark, "topic": row.topic, "product": row.product}


def _label(row: QuestionGroup, language: str) -> str | None:
    if language == "es":
        return row.name_es or row.label_es
    return row.name_en or row.label_en


async def _more(session: AsyncSession, view: View, groups: list[Group]) -> list[Group]:
    """The groups with what is shown of those of a page alone."""
    ids = [one.id for one in groups]
    before = await _asked_by(session, view.earlier, ids)
    weeks = await weeks_of(session, view, ids)
    languages = await _asked_by(session, view, ids, QuestionDay.language)
    products = await _asked_by(session, view, ids, QuestionDay.product)
    written = await written_about(session, ids)
    return [
        replace(
            one,
            before=sum(before.get(one.id, {}).values()),
            weeks=weeks[one.id],
            languages=languages.get(one.id, {}),
            products=products.get(one.id, {}),
            written=written.get(one.id, ()),
        )
        for one in groups
    ]


async def _asked_by(
    session: AsyncSession, view: View, ids: Sequence[int], column: Any = QuestionDay.language
) -> dict[int, dict[str, int]]:
    """How often each group was asked, by a column of the tallies, the most first."""
    asked = func.sum(QuestionDay.asked)
    query = select(QuestionDay.group_id, column, asked).where(
        QuestionDay.group_id.in_(ids), *view.where()
    )
    found: dict[int, dict[str, int]] = {}
    rows = await session.execute(query.group_by(QuestionDay.group_id, column).order_by(-asked))
    for group, value, count in rows:
        found.setdefault(group, {})[value] = int(count)
    return found


async def weeks_of(
    session: AsyncSession, view: View, ids: Sequence[int]
) -> dict[int, tuple[int, ...]]:
    """How often each group was asked in each of the `WEEKS` weeks that end with the view."""
    last = view.until.toordinal()
    ago = weeks_ago(last)
    query = select(QuestionDay.group_id, ago, func.sum(QuestionDay.asked)).where(
        QuestionDay.group_id.in_(ids),
        QuestionDay.day.between(last - 7 * WEEKS + 1, last),
        *list(view.where())[1:],
    )
    found = {one: [0] * WEEKS for one in ids}
    for group, week, count in await session.execute(query.group_by(QuestionDay.group_id, ago)):
        found[group][WEEKS - 1 - int(week)] += int(count)
    return {one: tuple(weeks) for one, weeks in found.items()}


def weeks_ago(last: int) -> ColumnElement[int]:
    """How many whole weeks before the day `last` a tally is. Written out: PostgreSQL takes two
    parameters for two different expressions, of which one is not grouped."""
    return literal_column(f"(({int(last)} - question_day.day) / 7)", Integer)


async def written_about(
    session: AsyncSession, ids: Sequence[int]
) -> dict[int, tuple[Written, ...]]:
    """The entries that were drafted for each group, what is live first."""
    draft = FaqDraft
    columns = (draft.group_id, draft.id, draft.state, draft.live_version)
    query = select(*columns).where(draft.group_id.in_(ids)).order_by(draft.id)
    found: dict[int, list[Written]] = {}
    for group, id, state, live in await session.execute(query):
        found.setdefault(group or 0, []).append(Written(id, state, live is not None))
    return {one: tuple(sorted(all, key=lambda w: not w.live)) for one, all in found.items()}
