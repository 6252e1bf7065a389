"""Promises: written down with the words that make them, and scored when they are due.

- *wait* is kept by a person's first words in the conversation, not later than `due_at`.
- *email* is kept by a person's first words after the promise: they go out by mail.
- *callback* is kept by the call, answered or not, that began before `due_at`.

A promise is let go (settled, neither kept nor broken) when the customer needs it no more before
it was due: they chose another way, went back to the assistant, or it was no matter of its own. An
agent who ends a matter without a word lets nothing go. A promise that was broken is scored at
once; when it was done after all is written down later, so that it shows how late. Depends on the
conversations' tables.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.conversations import Escalation, Message
from bot.database import Database, now
from bot.waiting.tables import Callback, Promise

KINDS = ("wait", "email", "callback")
NEEDLESS = ("withdrawn", "merged", "spam")
"""How an escalation ends in which nobody needs an answer any more."""
FORGOTTEN_AFTER = timedelta(days=30)
"""How long after a broken promise it is still looked whether it was done after all."""


@dataclass(frozen=True, slots=True)
class Score:
    """How many promises of one kind were made, are open, were kept, broken and let go; `late_s` is
    how late broken ones were done in the mean, None where none was."""

    kind: str
    made: int
    open: int
    kept: int
    broken: int
    let_go: int
    late_s: float | None

    @property
    def share_kept(self) -> float | None:
        """Kept ones of all that were kept or broken; None without any."""
        scored = self.kept + self.broken
        return self.kept / scored if scored else None


async def newest(session: AsyncSession, conversation_id: str) -> Promise | None:
    """What was promised last in a conversation, unless it was let go."""
    let_go = Promise.settled_at.is_not(None) & Promise.kept.is_(None)
    query = select(Promise).where(Promise.conversation_id == conversation_id, ~let_go)
    return (await session.scalars(query.order_by(Promise.id.desc()).limit(1))).first()


async def opened(session: AsyncSession, escalation: Escalation, kind: str) -> Promise | None:
    """The promise of a kind that is open in an escalation."""
    mine = (Promise.escalation_id == escalation.id, Promise.kind == kind)
    query = select(Promise).where(*mine, Promise.settled_at.is_(None)).order_by(Promise.id.desc())
    return (await session.scalars(query.limit(1))).first()


async def of_call(session: AsyncSession, callback: Callback) -> Promise | None:
    """The open promise to make a call."""
    mine = (Promise.conversation_id == callback.conversation_id, Promise.kind == "callback")
    found = await session.scalars(select(Promise).where(*mine, Promise.settled_at.is_(None)))
    return next((one for one in found if call_of(one) == callback.id), None)


def promise(
    session: AsyncSession,
    escalation: Escalation,
    kind: str,
    at: datetime,
    due: datetime,
    **detail: Any,
) -> Promise:
    """Write a promise down in the transaction of the words that make it."""
    row = Promise(
        conversation_id=escalation.conversation_id,
        escalation_id=escalation.id,
        kind=kind,
        said_at=at,
        due_at=due,
        detail=detail,
    )
    session.add(row)
    return row


async def let_go(session: AsyncSession, conversation_id: str, at: datetime, *kinds: str) -> None:
    """The customer chose something else: open promises of `kinds` end; what was kept or broken by
    then stays so."""
    mine = (Promise.conversation_id == conversation_id, Promise.kind.in_(kinds))
    query = select(Promise).where(*mine, Promise.settled_at.is_(None))
    rows = list(await session.scalars(query))
    found = await _what_became(session, rows)
    for row in rows:
        settle(row, *found[row.id], at)
        row.settled_at = row.settled_at or at


class Promises:
    """The promises of one database."""

    def __init__(self, database: Database, clock: Callable[[], datetime] = now) -> None:
        self._database = database
        self._clock = clock

    async def score(self) -> int:
        """Settle what can be settled by now; how many were."""
        at = self._clock()
        late = Promise.kept.is_(False) & Promise.kept_at.is_(None)
        recent = Promise.settled_at > at - FORGOTTEN_AFTER
        undone = or_(Promise.settled_at.is_(None), late & recent)
        async with self._database.read() as session:
            rows = list(await session.scalars(select(Promise).where(undone).order_by(Promise.id)))
            found = await _what_became(session, rows)
        changed = [row for row in rows if settle(row, *found[row.id], at)]
        if not changed:
            return 0
        settled = 0
        async with self._database.write() as session:
            for one in changed:
                row = await session.get_one(Promise, one.id, with_for_update=True)
                was = row.settled_at
                settle(row, *found[row.id], at)
                settled += was is None and row.settled_at is not None
        return settled

    async def scores(self, since: datetime) -> list[Score]:
        """What became of the promises made since then, by kind."""
        async with self._database.read() as session:
            rows = list(await session.scalars(select(Promise).where(Promise.said_at >= since)))
        return [score_of(kind, [one for one in rows if one.kind == kind]) for kind in KINDS]

    async def of(self, conversation_id: str) -> list[Promise]:
        """Everything promised in a conversation, in order."""
        query = select(Promise).where(Promise.conversation_id == conversation_id)
        async with self._database.read() as session:
            return list(await session.scalars(query.order_by(Promise.id)))


def score_of(kind: str, rows: Sequence[Promise]) -> Score:
    """The score of promises of one kind."""
    broken = [one for one in rows if one.kept is False]
    late = [(one.kept_at - one.due_at).total_seconds() for one in broken if one.kept_at]
    kept = sum(one.kept is True for one in rows)
    still = sum(one.settled_at is None for one in rows)
    return Score(
        kind,
        made=len(rows),
        open=still,
        kept=kept,
        broken=len(broken),
        let_go=len(rows) - still - kept - len(broken),
        late_s=sum(late) / len(late) if late else None,
    )


Found = tuple[datetime | None, datetime | None]
"""When the promised thing was done, and when it was no longer needed."""


def settle(row: Promise, done: datetime | None, over: datetime | None, at: datetime) -> bool:
    """Score one promise, as the file's head says; whether anything changed."""
    if done is not None and row.kept_at is None and row.kept is not True:
        row.kept_at, row.kept = done, done <= row.due_at
        row.settled_at = row.settled_at or at
        return True
    if done is None and row.settled_at is None and (at > row.due_at or over is not None):
        broken = over is None or over > row.due_at
        row.settled_at, row.kept = at, False if broken else None
        return True
    return False


async def _what_became(session: AsyncSession, rows: Sequence[Promise]) -> dict[int, Found]:
    """What became of each, by id, in a few queries for all of them."""
    ids = [one.escalation_id for one in rows]
    query = select(Escalation).where(Escalation.id.in_(ids))
    escalations = {one.id: one for one in await session.scalars(query)}
    written = await _written(session, [one.id for one in rows if one.kind == "email"])
    calls = [call_of(one) for one in rows]
    called = select(Callback.id, Callback.called_at).where(Callback.id.in_(calls))
    calls_at = {row[0]: row[1] for row in await session.execute(called)}
    found: dict[int, Found] = {}
    for row in rows:
        escalation = escalations.get(row.escalation_id or 0)
        if row.kind == "callback":
            found[row.id] = (calls_at.get(call_of(row)), None)
        elif row.kind == "email":
            found[row.id] = (written.get(row.id), _needless(escalation, row))
        else:
            replied = escalation.first_reply_at if escalation else None
            found[row.id] = (replied, _needless(escalation, row))
    return found


def call_of(row: Promise) -> int:
    """The call that was promised; 0 where none was."""
    return int(row.detail.get("callback", 0))


async def _written(session: AsyncSession, promises: Sequence[int]) -> dict[int, datetime]:
    """A person's first words after each of these promises."""
    after = (
        Message.conversation_id == Promise.conversation_id,
        Message.author == "agent",
        Message.created_at >= Promise.said_at,
    )
    query = select(Promise.id, func.min(Message.created_at)).join(Message, and_(*after))
    query = query.where(Promise.id.in_(promises)).group_by(Promise.id)
    return {row[0]: row[1] for row in await session.execute(query)}


def _needless(escalation: Escalation | None, row: Promise) -> datetime | None:
    """When nobody needed it any more, if that came."""
    if escalation is None:
        return row.said_at
    return escalation.ended_at if escalation.outcome in NEEDLESS else None
