"""Reading and moving one entry in a transaction: what writing and releasing share.

Every change is a compare-and-set on the version and the state that its editor saw. Depends on the
office's tables, the audit log's row and errors.
"""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.audit import noted
from bot.editorial.errors import DraftNotFound, Outdated, WrongState
from bot.editorial.tables import STATES, FaqDraft, FaqEvent, FaqVersion
from bot.editorial.wording import Wording


class Editor(Protocol):
    """An agent, as far as the office is concerned."""

    @property
    def id(self) -> str:
        """Under what the audit log knows them."""

    @property
    def email(self) -> str:
        """Whose account it is."""

    @property
    def role(self) -> str:
        """One of `bot.roles.ROLES`."""


async def entry(session: AsyncSession, draft_id: int) -> FaqDraft:
    """The entry as it is now; `DraftNotFound`."""
    found = await session.get(FaqDraft, draft_id, populate_existing=True)
    if found is None:
        raise DraftNotFound(draft_id)
    return found


async def version(session: AsyncSession, draft_id: int, number: int) -> FaqVersion:
    """One version of an entry; `DraftNotFound`."""
    mine = (FaqVersion.draft_id == draft_id, FaqVersion.number == number)
    found = (await session.scalars(select(FaqVersion).where(*mine))).one_or_none()
    if found is None:
        raise DraftNotFound(draft_id)
    return found


async def wording(session: AsyncSession, draft_id: int, number: int) -> Wording:
    """What a version says; `DraftNotFound`."""
    return Wording.of((await version(session, draft_id, number)).content)


async def move(
    session: AsyncSession,
    draft_id: int,
    seen: int,
    values: Mapping[str, Any],
    states: Collection[str] = STATES,
) -> FaqDraft:
    """Change the entry where version `seen` is still its newest and its state one of `states`.

    `Outdated` where there is a newer version, `WrongState` where it is in another state.
    """
    unchanged = (FaqDraft.id == draft_id, FaqDraft.version == seen, FaqDraft.state.in_(states))
    done = await session.execute(update(FaqDraft).where(*unchanged).values(**values))
    now_is = await entry(session, draft_id)
    if done.rowcount == 1:  # type: ignore[attr-defined]
        return now_is
    if now_is.version != seen:
        raise Outdated(seen, now_is.version, now_is.updated_by)
    raise WrongState(now_is.state)


def note(
    session: AsyncSession,
    draft: FaqDraft,
    kind: str,
    by: str,
    at: datetime,
    *,
    number: int | None = None,
    before: int | None = None,
    words: str = "",
) -> FaqEvent:
    """Write the act into the entry's history and into the audit log, in the same transaction."""
    number = number or draft.version
    event = FaqEvent(
        draft_id=draft.id, kind=kind, version=number, before=before, note=words, at=at, by=by
    )
    session.add(event)
    session.add(noted(by, f"faq_{kind}", at, faq=draft.faq_id, version=number))
    return event
