"""Writing entries: drafts, versions, submitting. Nothing here reaches a customer.

Depends on the store, `bot.faqs` (entries that were there before the office) and `bot.roles`.
"""

import re
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.audit import SYSTEM, noted
from bot.database import Database, now
from bot.editorial import store
from bot.editorial.errors import Outdated, WrongState
from bot.editorial.sources import DraftSource
from bot.editorial.store import Editor
from bot.editorial.tables import FaqDraft, FaqVersion
from bot.editorial.wording import Wording
from bot.faqs import Faq
from bot.knowledge.words import SAID_EVERYWHERE, fold
from bot.roles import need

RIGHT = "content"
SLUG_WORDS = 6
UNTITLED = "entry"
TRIES = 3
"""Two who draft at the same moment may choose the same id: the second chooses again."""


class Writing:
    """Writes entries into one database. `clock` gives the present in naive UTC."""

    def __init__(self, database: Database, clock: Callable[[], datetime] = now) -> None:
        self._database = database
        self._clock = clock

    async def draft(self, source: DraftSource, by: Editor, why: str = "drafted") -> int:
        """Begin a draft, or the next version of the entry `source.faq_id`; the draft's number."""
        need(by, RIGHT)
        await self.adopt()
        for _ in range(TRIES - 1):
            with suppress(IntegrityError):
                return await self._draft(source, by, why)
        return await self._draft(source, by, why)

    async def open(self, wording: Wording, by: Editor) -> int:
        """Begin an entry with what an editor wrote; its id is made from the question."""
        need(by, RIGHT)
        await self.adopt()
        async with self._database.write() as session:
            told = wording.tidy()
            faq_id = await _free_id(session, told)
            return (await self._new(session, faq_id, told, None, by, "written")).id

    async def begin(self, faq_id: str, wording: Wording, by: Editor, why: str = "imported") -> int:
        """Begin the entry `faq_id` with `wording` as it is; its number. `Outdated` where
        somebody began one with that id meanwhile."""
        need(by, RIGHT)
        try:
            async with self._database.write() as session:
                draft = await self._new(session, faq_id, wording.tidy(), None, by, why)
                return draft.id
        except IntegrityError as error:
            raise Outdated(0, 1, "") from error

    async def save(
        self,
        draft_id: int,
        wording: Wording,
        seen: int,
        by: Editor,
        why: str = "written",
        of: int | None = None,
    ) -> int:
        """Keep `wording` as the next version after `seen`; its number.

        `seen` itself where nothing is different. `Outdated` where somebody else was first: nothing
        is written then. A publication that was scheduled is off, for it was of the version before.
        """
        need(by, RIGHT)
        async with self._database.write() as session:
            draft = await store.entry(session, draft_id)
            return await self._next(session, draft, wording.tidy(), seen, by.id, why, of)

    async def restore(self, draft_id: int, number: int, seen: int, by: Editor) -> int:
        """Make what version `number` says the next version after `seen`; its number."""
        async with self._database.read() as session:
            old = await store.wording(session, draft_id, number)
        return await self.save(draft_id, old, seen, by, "restored", number)

    async def submit(self, draft_id: int, seen: int, by: Editor) -> None:
        """Ask for somebody to read version `seen`."""
        await self._step(draft_id, seen, by, ("draft",), "review", "submitted")

    async def send_back(self, draft_id: int, seen: int, by: Editor, words: str = "") -> None:
        """It was read and must be worked on; `words` say why."""
        states = ("review", "approved")
        await self._step(draft_id, seen, by, states, "draft", "returned", words)

    async def discard(self, draft_id: int, seen: int, by: Editor) -> None:
        """Put away an entry that customers never saw; `WrongState` for one that they read."""
        need(by, RIGHT)
        async with self._database.write() as session:
            away = {"state": "retired", "publish_at": None}
            draft = await store.move(session, draft_id, seen, away)
            if draft.live_version is not None:
                raise WrongState("published")
            store.note(session, draft, "discarded", by.id, self._clock())

    async def link(self, draft_id: int, group_id: int | None, by: Editor) -> None:
        """Say for which group of questions an entry is."""
        need(by, RIGHT)
        async with self._database.write() as session:
            (await store.entry(session, draft_id)).group_id = group_id

    async def adopt(self) -> int:
        """Take entries into the office that were published before it, or past it; how many."""
        known = select(FaqDraft.faq_id)
        try:
            async with self._database.write() as session:
                rows = list(await session.scalars(select(Faq).where(Faq.id.not_in(known))))
                taken = [(row, adopted(row)) for row in rows]
                session.add_all(draft for _, draft in taken)
                await session.flush()
                at = self._clock()
                session.add_all(_first_version(row, draft.id, at) for row, draft in taken)
                return len(rows)
        except IntegrityError:
            # Another process took them in meanwhile.
            return 0

    async def _draft(self, source: DraftSource, by: Editor, why: str) -> int:
        async with self._database.write() as session:
            mine = select(FaqDraft).where(FaqDraft.faq_id == (source.faq_id or ""))
            there = (await session.scalars(mine)).one_or_none()
            draft = await self._amended(session, there, source, by, why) if there else None
            if draft is None:
                wording = source.wording()
                faq_id = source.faq_id or await _free_id(session, wording)
                draft = await self._new(session, faq_id, wording, source.group_id, by, why)
            session.add_all(quote.row(draft.id) for quote in source.quotes)
            return draft.id

    async def _step(
        self,
        draft_id: int,
        seen: int,
        by: Editor,
        states: tuple[str, ...],
        state: str,
        kind: str,
        words: str = "",
    ) -> None:
        need(by, RIGHT)
        async with self._database.write() as session:
            draft = await store.move(session, draft_id, seen, {"state": state}, states)
            store.note(session, draft, kind, by.id, self._clock(), words=words[:2000])

    async def _amended(
        self, session: AsyncSession, draft: FaqDraft, source: DraftSource, by: Editor, why: str
    ) -> FaqDraft:
        before = await store.wording(session, draft.id, draft.version)
        wording = source.wording(before)
        await self._next(session, draft, wording, draft.version, by.id, why, None)
        draft.group_id = source.group_id or draft.group_id
        return draft

    async def _new(
        self,
        session: AsyncSession,
        faq_id: str,
        wording: Wording,
        group_id: int | None,
        by: Editor,
        why: str,
    ) -> FaqDraft:
        at = self._clock()
        draft = FaqDraft(
            faq_id=faq_id,
            group_id=group_id,
            created_at=at,
            updated_at=at,
            updated_by=by.id,
            **_shown(wording),
        )
        session.add(draft)
        await session.flush()
        session.add(_version(draft.id, 1, wording, why, at, by.id))
        store.note(session, draft, "drafted", by.id, at)
        return draft

    async def _next(
        self,
        session: AsyncSession,
        draft: FaqDraft,
        wording: Wording,
        seen: int,
        by: str,
        why: str,
        of: int | None,
    ) -> int:
        if draft.version == seen and wording == await store.wording(session, draft.id, seen):
            return seen
        at, number = self._clock(), seen + 1
        values: dict[str, Any] = {"state": "draft", "version": number, "publish_at": None}
        values |= _shown(wording) | {"updated_at": at, "updated_by": by}
        await store.move(session, draft.id, seen, values)
        session.add(_version(draft.id, number, wording, why, at, by, of))
        session.add(noted(by, "faq_written", at, faq=draft.faq_id, version=number))
        return number


def _version(
    draft_id: int,
    number: int,
    wording: Wording,
    why: str,
    at: datetime,
    by: str,
    of: int | None = None,
) -> FaqVersion:
    content = wording.values()
    return FaqVersion(
        draft_id=draft_id, number=number, content=content, why=why, at=at, by=by, of=of
    )


def _shown(wording: Wording) -> dict[str, Any]:
    """The columns of an entry that its newest version fills, for lists."""
    return {
        "topic": wording.topic[:40],
        "question_es": wording.question_es,
        "question_en": wording.question_en,
        "missing": " ".join(wording.missing),
    }


def adopted(row: Faq) -> FaqDraft:
    """A row of the FAQ as an entry of the office, with a first version that is live."""
    return FaqDraft(
        faq_id=row.id,
        state="published" if row.published else "retired",
        live_version=1 if row.published else None,
        approved_version=1,
        created_at=row.updated_at,
        updated_at=row.updated_at,
        updated_by=SYSTEM,
        **_shown(_wording_of(row)),
    )


def _first_version(row: Faq, draft_id: int, at: datetime) -> FaqVersion:
    version = _version(draft_id, 1, _wording_of(row), "adopted", row.updated_at, SYSTEM)
    version.approved_at, version.approved_by = at, SYSTEM
    return version


def _wording_of(row: Faq) -> Wording:
    return Wording.of({name: getattr(row, name) for name in Wording().values()})


async def _free_id(session: AsyncSession, wording: Wording) -> str:
    """An id that says what the entry is about, with a number where another one has it."""
    stem = slug(wording)
    alike = FaqDraft.faq_id.startswith(stem, autoescape=True)
    taken = {*await session.scalars(select(FaqDraft.faq_id).where(alike))}
    if stem not in taken:
        return stem
    count = await session.scalar(select(func.count()).select_from(FaqDraft).where(alike)) or 0
    return next(one for n in range(2, count + 3) if (one := f"{stem}-{n}") not in taken)


def slug(wording: Wording) -> str:
    """An id from the English question, else the Spanish one: topic and its telling words."""
    asked = wording.question_en or wording.question_es
    words = re.findall(r"[a-z0-9]+", fold(asked))
    telling = [one for one in words if one not in SAID_EVERYWHERE] or words
    topic = re.findall(r"[a-z0-9]+", fold(wording.topic))
    found = "-".join((*topic, *(one for one in telling[:SLUG_WORDS] if one not in topic)))
    return found[:60].strip("-") or UNTITLED
