"""Files taken and given back: bytes on the shelf, rows in the database.

The bytes are on disk before the row is written, so that a row never promises what is not there;
what a crash leaves between the two is swept. Depends on the database, conversations' tables, and
the other files of this package.
"""

import asyncio
import uuid
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.conversations.tables import Conversation
from bot.conversations.transcript import conversation_in
from bot.database import Database, now
from bot.files.check import Checked, checked
from bot.files.erasing import ERASED
from bot.files.shelf import NoRoom, Shelf
from bot.files.tables import StoredFile
from bot.files.words import FileNotFound, FileRefused

MB = 1_000_000
MOST_AT_ONCE = 6
"""Files in one message."""
UNSENT_FOR = timedelta(days=1)
STRAY_S = 3600.0


@dataclass(frozen=True, slots=True)
class FileTold:
    """A file as messages and doors show it; `size` in bytes, `width` and `height` of pictures."""

    id: str
    name: str
    mime: str
    size: int
    width: int | None
    height: int | None

    def as_dict(self) -> dict[str, Any]:
        """For a message's data."""
        return asdict(self)


class Files:
    """Files over one shelf and one database.

    `most_mb` is the largest one that is taken (0: none is), `conversation_mb` what all of a
    conversation may take. At most two are checked at once: a picture is large while it is drawn.
    """

    def __init__(
        self,
        database: Database,
        shelf: Shelf,
        most_mb: int = 10,
        conversation_mb: int = 60,
        clock: Callable[[], datetime] = now,
    ) -> None:
        self._database = database
        self._shelf = shelf
        self._conversation_mb = conversation_mb
        self._clock = clock
        self._checking = asyncio.Semaphore(2)
        self.most_mb = most_mb

    @property
    def most_bytes(self) -> int:
        """The largest file that is taken."""
        return self.most_mb * MB

    async def take(
        self,
        conversation_id: str,
        author: str,
        name: str,
        data: bytes,
        language: str | None = None,
    ) -> FileTold:
        """Check and keep a file of `author` ("customer" or "agent").

        `FileRefused` speaks `language`, or that of the conversation. A picture is drawn anew. A
        customer's file is there for a day until a message takes it.
        """
        language = language or await self._language(conversation_id)
        self._check_size(name, len(data), language)
        await self._check_room(conversation_id, len(data), language)
        async with self._checking:
            kept = await asyncio.to_thread(checked, name, data, language)
        row = self._row(conversation_id, author, kept)
        try:
            await asyncio.to_thread(self._shelf.put, row.id, kept.data)
        except NoRoom as error:
            raise FileRefused("no_room", language) from error
        try:
            async with self._database.write() as session:
                session.add(row)
        except BaseException:
            await asyncio.to_thread(self._shelf.remove, row.id)
            raise
        return told(row)

    async def told(self, conversation_id: str, ids: Sequence[str]) -> list[FileTold]:
        """The customer's own files of `ids`, in their order; `FileRefused` ("gone") otherwise."""
        if not ids:
            return []
        language = await self._language(conversation_id)
        if len(ids) > MOST_AT_ONCE:
            raise FileRefused("too_many_at_once", language, limit=MOST_AT_ONCE)
        where = (
            StoredFile.id.in_(ids),
            StoredFile.conversation_id == conversation_id,
            StoredFile.author == "customer",
            StoredFile.erased_at.is_(None),
        )
        async with self._database.write() as session:
            taken = update(StoredFile).where(*where, StoredFile.sent_at.is_(None))
            await session.execute(taken.values(sent_at=self._clock()))
            found = {one.id: one for one in await session.scalars(select(StoredFile).where(*where))}
        if set(found) != set(ids):
            raise FileRefused("gone", language)
        return [told(found[one]) for one in dict.fromkeys(ids)]

    async def open(self, file_id: str, conversation_id: str | None = None) -> tuple[FileTold, Path]:
        """The file and where its bytes lie; `FileNotFound` for whoever may not see it.

        A customer sees those of `conversation_id` and of what was merged into it; an agent (None)
        sees all.
        """
        async with self._database.read() as session:
            row = await session.get(StoredFile, file_id)
            if row is None or row.erased_at is not None:
                raise FileNotFound(file_id)
            if conversation_id and not await _leads_to(
                session, row.conversation_id, conversation_id
            ):
                raise FileNotFound(file_id)
        path = self._shelf.path(row.id)
        if not await asyncio.to_thread(path.is_file):
            raise FileNotFound(file_id)
        return told(row), path

    async def conversation_of(self, file_id: str) -> str:
        """Where it was sent; `FileNotFound`."""
        async with self._database.read() as session:
            row = await session.get(StoredFile, file_id)
        if row is None:
            raise FileNotFound(file_id)
        return row.conversation_id

    async def sweep(self) -> int:
        """Remove the bytes of what was erased or never sent, and what a crash left; how many."""
        before = self._clock() - UNSENT_FOR
        unsent = (StoredFile.sent_at.is_(None), StoredFile.created_at < before)
        wanted = or_(StoredFile.erased_at.is_not(None), unsent[0] & unsent[1])
        query = select(StoredFile.id).where(StoredFile.removed_at.is_(None), wanted)
        async with self._database.read() as session:
            ids = list(await session.scalars(query))
        for one in ids:
            await asyncio.to_thread(self._shelf.remove, one)
        if ids:
            await self._note_removed(ids)
        return len(ids) + await self._sweep_strays()

    async def _note_removed(self, ids: Sequence[str]) -> None:
        at = self._clock()
        gone = {"name": ERASED, "removed_at": at, "erased_at": at}
        async with self._database.write() as session:
            for start in range(0, len(ids), 500):
                some = StoredFile.id.in_(ids[start : start + 500])
                await session.execute(update(StoredFile).where(some).values(**gone))

    async def _sweep_strays(self) -> int:
        """Bytes of which no row knows: the process died between the two."""
        lying = await asyncio.to_thread(self._shelf.old_ids, STRAY_S)
        names = list(lying)
        known: set[str] = set()
        async with self._database.read() as session:
            for start in range(0, len(names), 500):
                some = StoredFile.id.in_(names[start : start + 500])
                known |= set(await session.scalars(select(StoredFile.id).where(some)))
        for name in set(names) - known:
            await asyncio.to_thread(lying[name].unlink, True)
        return len(set(names) - known)

    def _check_size(self, name: str, size: int, language: str) -> None:
        if not self.most_mb:
            raise FileRefused("not_allowed", language)
        if size > self.most_bytes:
            raise FileRefused("too_large", language, name=name[:80], limit=self.most_mb)

    async def _check_room(self, conversation_id: str, size: int, language: str) -> None:
        mine = (StoredFile.conversation_id == conversation_id, StoredFile.erased_at.is_(None))
        total = select(func.coalesce(func.sum(StoredFile.size), 0)).where(*mine)
        async with self._database.read() as session:
            if (await session.scalars(total)).one() + size > self._conversation_mb * MB:
                raise FileRefused("too_many", language, limit=self._conversation_mb)

    async def _language(self, conversation_id: str) -> str:
        async with self._database.read() as session:
            return (await conversation_in(session, conversation_id)).language

    def _row(self, conversation_id: str, author: str, kept: Checked) -> StoredFile:
        at = self._clock()
        return StoredFile(
            id=str(uuid.uuid4()),
            conversation_id=conversation_id,
            author=author,
            name=kept.name,
            mime=kept.mime,
            size=len(kept.data),
            width=kept.width,
            height=kept.height,
            created_at=at,
            sent_at=None if author == "customer" else at,
        )


def told(row: StoredFile) -> FileTold:
    """The row as it is shown."""
    return FileTold(row.id, row.name, row.mime, row.size, row.width, row.height)


async def _leads_to(session: AsyncSession, source: str, target: str) -> bool:
    """Whether `source` is `target`, or was merged into it, perhaps over others."""
    seen: set[str] = set()
    at: str | None = source
    while at and at not in seen:
        if at == target:
            return True
        seen.add(at)
        row = await session.get(Conversation, at)
        at = row.merged_into if row else None
    return False
