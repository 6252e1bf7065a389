"""Approval, publishing, retiring and taking either back: all that reaches customers.

A version is published only where that very version was approved, and the row that customers are
answered from changes in the same transaction as the entry. Depends on the store, the checks by a
function, `bot.faqs` and `bot.roles`.
"""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

import structlog
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.audit import SYSTEM
from bot.database import Database, now
from bot.editorial import store
from bot.editorial.errors import BadTime, NotApproved, NotReady, OwnWords, TooLateToUndo
from bot.editorial.store import Editor
from bot.editorial.tables import FaqDraft, FaqEvent, FaqVersion
from bot.editorial.wording import Wording
from bot.editorial.writing import RIGHT
from bot.errors import BotError
from bot.faqs import hide, put
from bot.roles import need

log = structlog.get_logger()
Stops = Callable[[FaqDraft, Wording], Awaitable[list[str]]]
"""The names of the checks that stand against approval."""
UNDO_WITHIN = timedelta(hours=1)
READY = ("approved", "scheduled", "retired")


class Releasing:
    """Releases entries of one database. `clock` gives the present in naive UTC."""

    def __init__(
        self,
        database: Database,
        stops: Stops,
        four_eyes: bool = False,
        clock: Callable[[], datetime] = now,
    ) -> None:
        """With `four_eyes` nobody approves a version that they wrote themselves."""
        self._database = database
        self._stops = stops
        self._four_eyes = four_eyes
        self._clock = clock

    def may_approve(self, version: FaqVersion, by: Editor) -> bool:
        """Whether the rule of four eyes lets `by` approve it."""
        return not (self._four_eyes and version.by == by.id)

    async def approve(self, draft_id: int, seen: int, by: Editor) -> None:
        """`by` has read version `seen` and answers for it.

        `NotReady` names the checks against it, `OwnWords` where four eyes are asked for.
        """
        need(by, RIGHT)
        async with self._database.read() as session:
            draft = await store.entry(session, draft_id)
            version = await store.version(session, draft_id, seen)
        if not self.may_approve(version, by):
            raise OwnWords
        if stops := await self._stops(draft, Wording.of(version.content)):
            raise NotReady(stops)
        at = self._clock()
        async with self._database.write() as session:
            change = {"state": "approved", "approved_version": seen}
            draft = await store.move(session, draft_id, seen, change, ("review",))
            mine = (FaqVersion.draft_id == draft_id, FaqVersion.number == seen)
            read = update(FaqVersion).where(*mine)
            await session.execute(read.values(approved_at=at, approved_by=by.id))
            store.note(session, draft, "approved", by.id, at)

    async def publish(self, draft_id: int, seen: int, by: Editor) -> None:
        """Make version `seen` what customers are answered with; `NotApproved` where nobody read
        that one."""
        need(by, RIGHT)
        await self._publish(draft_id, seen, by.id)

    async def retire(self, draft_id: int, live: int, by: Editor) -> None:
        """Take the entry from customers, of whom version `live` is read."""
        need(by, RIGHT)
        await self._retire(draft_id, live, by.id)

    async def schedule(
        self,
        draft_id: int,
        seen: int,
        by: Editor,
        publish_at: datetime | None,
        retire_at: datetime | None,
    ) -> None:
        """Publish version `seen` later, or retire what is live (or will be) later; None: not.

        `BadTime` for what is past or the wrong way round.
        """
        need(by, RIGHT)
        self._check_times(publish_at, retire_at)
        async with self._database.write() as session:
            draft = await store.entry(session, draft_id)
            state = draft.state
            if publish_at:
                if draft.approved_version != seen:
                    raise NotApproved(seen)
                await store.move(session, draft_id, seen, {"state": "scheduled"}, READY)
            elif state == "scheduled":
                await store.move(session, draft_id, seen, {"state": "approved"}, ("scheduled",))
            times = {"publish_at": publish_at, "retire_at": retire_at}
            draft = await store.move(session, draft_id, seen, times)
            kind = "scheduled" if publish_at or retire_at else "unscheduled"
            told = " / ".join(f"{one:%Y-%m-%d %H:%M}" for one in (publish_at, retire_at) if one)
            store.note(session, draft, kind, by.id, self._clock(), words=told)

    async def undo(self, event_id: int, by: Editor) -> FaqDraft:
        """Take back a publication or retirement that is the last thing that customers noticed of
        the entry; `TooLateToUndo`."""
        need(by, RIGHT)
        at = self._clock()
        async with self._database.write() as session:
            event = await self._undoable(session, event_id, at)
            draft = await store.entry(session, event.draft_id)
            expected = event.version if event.kind == "published" else None
            if draft.live_version != expected:
                raise TooLateToUndo
            await _show(session, draft, event.before)
            draft.live_version = event.before
            draft.state = _state_before(draft, event)
            store.note(session, draft, "undone", by.id, at, number=event.version, words=event.kind)
            return draft

    async def last_act(self, by: str | None = None, draft_id: int | None = None) -> FaqEvent | None:
        """The newest publication or retirement, of an editor or an entry, that can be taken
        back still."""
        where = [
            FaqEvent.kind.in_(("published", "retired")),
            FaqEvent.at > self._clock() - UNDO_WITHIN,
        ]
        if by:
            where.append(FaqEvent.by == by)
        if draft_id:
            where.append(FaqEvent.draft_id == draft_id)
        newest = select(FaqEvent).where(*where).order_by(FaqEvent.id.desc()).limit(1)
        async with self._database.read() as session:
            found = (await session.scalars(newest)).one_or_none()
            return found if found and found.undone_at is None else None

    async def tend(self) -> int:
        """Publish and retire what is due; how many. Several processes may do it at once."""
        at, done = self._clock(), 0
        async with self._database.read() as session:
            due = (FaqDraft.state == "scheduled", FaqDraft.publish_at <= at)
            to_publish = list(await session.scalars(select(FaqDraft).where(*due)))
            over = (FaqDraft.live_version.is_not(None), FaqDraft.retire_at <= at)
            to_retire = list(await session.scalars(select(FaqDraft).where(*over)))
        acts = [self._publish(one.id, one.version, SYSTEM) for one in to_publish]
        acts += [self._retire(one.id, one.live_version or 0, SYSTEM) for one in to_retire]
        for act in acts:
            try:
                await act
                done += 1
            except BotError as error:
                log.info("faq_schedule_passed_over", why=error.message)
        return done

    async def _publish(self, draft_id: int, seen: int, by: str) -> None:
        at = self._clock()
        async with self._database.write() as session:
            before = (await store.entry(session, draft_id)).live_version
            change = {"state": "published", "live_version": seen, "publish_at": None}
            draft = await store.move(session, draft_id, seen, change, READY)
            if draft.approved_version != seen:
                raise NotApproved(seen)
            await _show(session, draft, seen)
            store.note(session, draft, "published", by, at, before=before)

    async def _retire(self, draft_id: int, live: int, by: str) -> None:
        at = self._clock()
        async with self._database.write() as session:
            mine = (FaqDraft.id == draft_id, FaqDraft.live_version == live)
            change = update(FaqDraft).where(*mine).values(live_version=None, retire_at=None)
            done = await session.execute(change)
            draft = await store.entry(session, draft_id)
            if done.rowcount != 1:  # type: ignore[attr-defined]
                raise TooLateToUndo
            if draft.state == "published":
                draft.state = "retired"
            await _show(session, draft, None)
            store.note(session, draft, "retired", by, at, number=live, before=live)

    async def _undoable(self, session: AsyncSession, event_id: int, at: datetime) -> FaqEvent:
        event = await session.get(FaqEvent, event_id)
        if event is None or event.kind not in ("published", "retired"):
            raise TooLateToUndo
        mine = (FaqEvent.draft_id == event.draft_id, FaqEvent.kind.in_(("published", "retired")))
        newest = select(FaqEvent.id).where(*mine).order_by(FaqEvent.id.desc()).limit(1)
        fresh = event.at > at - UNDO_WITHIN and await session.scalar(newest) == event_id
        still = (FaqEvent.id == event_id, FaqEvent.undone_at.is_(None))
        done = await session.execute(update(FaqEvent).where(*still).values(undone_at=at))
        if not fresh or done.rowcount != 1:  # type: ignore[attr-defined]
            raise TooLateToUndo
        return event

    def _check_times(self, publish_at: datetime | None, retire_at: datetime | None) -> None:
        times = [one for one in (publish_at, retire_at) if one]
        if any(one <= self._clock() for one in times) or times != sorted(set(times)):
            raise BadTime


async def _show(session: AsyncSession, draft: FaqDraft, number: int | None) -> None:
    """Make version `number` what customers read; None: nothing."""
    if number is None:
        await hide(session, draft.faq_id)
        return
    says = await store.wording(session, draft.id, number)
    await put(session, draft.faq_id, **says.values())


def _state_before(draft: FaqDraft, event: FaqEvent) -> str:
    """The state after `event` is taken back; one with newer work keeps that work's state."""
    if event.kind == "published" and draft.state == "published":
        return "approved"
    return "published" if event.kind == "retired" and draft.state == "retired" else draft.state
