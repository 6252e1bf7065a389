"""What the office knows: its list, one entry, its history and sources, and what others ask.

Depends on the store and the groups' table (for groups that were merged).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.database import Database
from bot.editorial import store
from bot.editorial.tables import FaqDraft, FaqEvent, FaqSource, FaqVersion
from bot.editorial.wording import Wording
from bot.groups.tables import Question, QuestionGroup

IN_WORK = ("draft", "review", "approved", "scheduled")


@dataclass(frozen=True, slots=True)
class DraftFilter:
    """Which entries: in a state (or "work", "live"), of a topic, lacking a language ("es", "en"),
    for a group, with words in their id or questions; what is empty asks for nothing."""

    state: str = ""
    topic: str = ""
    missing: str = ""
    group_id: int | None = None
    words: str = ""

    def where(self) -> Iterator[ColumnElement[bool]]:
        """The conditions in SQL, but for the group."""
        if self.state == "work":
            yield FaqDraft.state.in_(IN_WORK)
        elif self.state == "live":
            yield FaqDraft.live_version.is_not(None)
        elif self.state:
            yield FaqDraft.state == self.state
        if self.topic:
            yield FaqDraft.topic == self.topic
        if self.missing:
            yield FaqDraft.missing.contains(self.missing, autoescape=True)
        for word in self.words.split():
            places = (FaqDraft.faq_id, FaqDraft.question_es, FaqDraft.question_en)
            yield or_(*(place.icontains(word, autoescape=True) for place in places))


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry and what its newest version says."""

    draft: FaqDraft
    version: FaqVersion
    wording: Wording


@dataclass(frozen=True, slots=True)
class Step:
    """One thing in an entry's history: a version that was written, or an act. `wording` and
    `before` (the version before it) are there for a version."""

    at: datetime
    kind: str
    number: int
    by: str
    note: str = ""
    of: int | None = None
    undone: bool = False
    wording: Wording | None = None
    before: Wording | None = None


class Publication(NamedTuple):
    """An entry and when it was published first, in naive UTC."""

    faq_id: str
    published_at: datetime


@dataclass(frozen=True, slots=True)
class Released:
    """A publication with its group, and when it ended; None while it lasts."""

    draft_id: int
    faq_id: str
    group_id: int
    published_at: datetime
    retired_at: datetime | None


class Reading:
    """Reads one database; `simulated` questions of customers are taken in or left out."""

    def __init__(self, database: Database, simulated: bool = False) -> None:
        self._database = database
        self._simulated = simulated

    async def lines(self, wanted: DraftFilter, limit: int, offset: int = 0) -> list[FaqDraft]:
        """Entries, those in work first, then by topic and id."""
        order = (FaqDraft.state.not_in(IN_WORK), FaqDraft.topic, FaqDraft.faq_id)
        async with self._database.read() as session:
            query = await _filtered(session, select(FaqDraft), wanted)
            rows = await session.scalars(query.order_by(*order).limit(limit).offset(offset))
            return list(rows)

    async def count(self, wanted: DraftFilter) -> int:
        """How many there are of them."""
        async with self._database.read() as session:
            query = await _filtered(session, select(func.count()).select_from(FaqDraft), wanted)
            return int((await session.scalars(query)).one())

    async def states(self) -> dict[str, int]:
        """How many entries are in each state."""
        query = select(FaqDraft.state, func.count()).group_by(FaqDraft.state)
        async with self._database.read() as session:
            return {state: count for state, count in await session.execute(query)}

    async def topics(self) -> list[str]:
        """Every topic that an entry has, by name."""
        query = select(FaqDraft.topic).distinct().order_by(FaqDraft.topic)
        async with self._database.read() as session:
            return list(await session.scalars(query))

    async def entry(self, draft_id: int, number: int | None = None) -> Entry:
        """An entry with its newest version, or version `number`; `DraftNotFound`."""
        async with self._database.read() as session:
            draft = await store.entry(session, draft_id)
            version = await store.version(session, draft_id, number or draft.version)
        return Entry(draft, version, Wording.of(version.content))

    async def draft_of(self, faq_id: str) -> int | None:
        """The number of the entry with that id; None where the office has none."""
        async with self._database.read() as session:
            return await session.scalar(select(FaqDraft.id).where(FaqDraft.faq_id == faq_id))

    async def sources(self, draft_id: int) -> list[FaqSource]:
        """Where its words come from, in the order in which they came."""
        mine = select(FaqSource).where(FaqSource.draft_id == draft_id).order_by(FaqSource.id)
        async with self._database.read() as session:
            return list(await session.scalars(mine))

    async def wordings(self) -> dict[str, tuple[FaqDraft, Wording]]:
        """Every entry with its newest wording, by id."""
        newest = and_(FaqVersion.draft_id == FaqDraft.id, FaqVersion.number == FaqDraft.version)
        query = select(FaqDraft, FaqVersion.content).join(FaqVersion, newest)
        async with self._database.read() as session:
            rows = (await session.execute(query.order_by(FaqDraft.topic, FaqDraft.faq_id))).all()
        return {draft.faq_id: (draft, Wording.of(content)) for draft, content in rows}

    async def live(self) -> list[tuple[str, Wording]]:
        """What customers read, by topic and id."""
        shown = and_(FaqVersion.draft_id == FaqDraft.id, FaqVersion.number == FaqDraft.live_version)
        query = select(FaqDraft.faq_id, FaqVersion.content).join(FaqVersion, shown)
        async with self._database.read() as session:
            rows = (await session.execute(query.order_by(FaqDraft.topic, FaqDraft.faq_id))).all()
        return [(faq_id, Wording.of(content)) for faq_id, content in rows]

    async def history(self, draft_id: int) -> list[Step]:
        """All that happened to an entry, the newest first."""
        async with self._database.read() as session:
            of = select(FaqVersion).where(FaqVersion.draft_id == draft_id)
            versions = list(await session.scalars(of.order_by(FaqVersion.number)))
            acts = select(FaqEvent).where(FaqEvent.draft_id == draft_id, FaqEvent.kind != "drafted")
            events = list(await session.scalars(acts.order_by(FaqEvent.id)))
        steps = [*_written(versions), *map(_done, events)]
        return sorted(steps, key=lambda one: one.at)[::-1]

    async def questions(self, group_id: int, limit: int) -> list[tuple[str, str, str | None]]:
        """The newest questions of a group: text, language and product."""
        async with self._database.read() as session:
            mine = Question.group_id.in_(await _with_merged(session, group_id))
            columns = select(Question.text, Question.language, Question.product).where(mine)
            if not self._simulated:
                columns = columns.where(Question.simulated.is_(False))
            newest = columns.order_by(Question.asked_at.desc()).limit(4 * limit)
            rows = (await session.execute(newest)).all()
        distinct = {(text, language): product for text, language, product in rows if len(text) > 1}
        return [(*asked, product) for asked, product in distinct.items()][:limit]

    async def drafts_of_group(self, group_id: int) -> list[FaqDraft]:
        """The entries for a group and for those that were merged into it, the newest first."""
        async with self._database.read() as session:
            of = FaqDraft.group_id.in_(await _with_merged(session, group_id))
            newest = select(FaqDraft).where(of).order_by(FaqDraft.id.desc())
            return list(await session.scalars(newest))

    async def published_for_group(self, group_id: int) -> list[Publication]:
        """The entries that were published for a group, each with the first time, the oldest
        first; a publication that was taken back counts as none."""
        async with self._database.read() as session:
            of = FaqDraft.group_id.in_(await _with_merged(session, group_id))
            query = _published().where(of)
            rows = (await session.execute(query)).all()
        first: dict[str, datetime] = {}
        for draft, event in rows:
            first.setdefault(draft.faq_id, event.at)
        return [Publication(*one) for one in first.items()]

    async def released(self) -> list[Released]:
        """Every publication for a group that still stands or was retired, the oldest first."""
        async with self._database.read() as session:
            query = _published().where(FaqDraft.group_id.is_not(None))
            rows = (await session.execute(query)).all()
            ended = select(FaqEvent).where(FaqEvent.kind == "retired", FaqEvent.undone_at.is_(None))
            ends = list(await session.scalars(ended.order_by(FaqEvent.id)))
        return [_released(draft, event, ends) for draft, event in rows]


def _published() -> Select[FaqDraft, FaqEvent]:
    """Publications that were not taken back, the oldest first."""
    stands = (FaqEvent.kind == "published", FaqEvent.undone_at.is_(None))
    query = select(FaqDraft, FaqEvent).join(FaqEvent, FaqEvent.draft_id == FaqDraft.id)
    return query.where(*stands).order_by(FaqEvent.id)


def _released(draft: FaqDraft, event: FaqEvent, ends: list[FaqEvent]) -> Released:
    after = (end.at for end in ends if end.draft_id == draft.id and end.id > event.id)
    group_id = draft.group_id or 0
    return Released(draft.id, draft.faq_id, group_id, event.at, next(after, None))


def _written(versions: list[FaqVersion]) -> Iterator[Step]:
    before = None
    for one in versions:
        wording = Wording.of(one.content)
        yield Step(one.at, one.why, one.number, one.by, "", one.of, False, wording, before)
        before = wording


def _done(event: FaqEvent) -> Step:
    gone = event.undone_at is not None
    return Step(event.at, event.kind, event.version, event.by, event.note, undone=gone)


async def _filtered(session: AsyncSession, query: Select[Any], wanted: DraftFilter) -> Select[Any]:
    query = query.where(*wanted.where())
    if wanted.group_id is None:
        return query
    return query.where(FaqDraft.group_id.in_(await _with_merged(session, wanted.group_id)))


async def _with_merged(session: AsyncSession, group_id: int) -> set[int]:
    """The group and all whose questions it has taken over."""
    found, new = {group_id}, {group_id}
    while new:
        into = select(QuestionGroup.id).where(QuestionGroup.merged_into.in_(new))
        new = {*await session.scalars(into)} - found
        found |= new
    return found
