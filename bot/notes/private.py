"""Private notes: written by an agent, read by agents, calling colleagues by "@name".

Depends on `bot.database`.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.database import Database, now
from bot.errors import BotError
from bot.notes.tables import Draft, Mention, Note

LONGEST = 4000


class NoteRejected(BotError):
    """The note cannot be kept as it is."""

    def __init__(self, length: int) -> None:
        words = f"A note has 1 to {LONGEST} characters; this one has {length}."
        super().__init__(words, 422)


def called(text: str, people: Mapping[str, str]) -> list[str]:
    """The ids of those whose name (`people`: name by id) stands behind an "@" in `text`.

    The longest name that fits counts: "@Ana Ruiz" calls Ana Ruiz and not Ana.
    """
    folded, found = text.casefold(), []
    for agent_id, name in sorted(people.items(), key=lambda one: -len(one[1])):
        mark = f"@{name.casefold()}"
        if name and mark in folded:
            found.append(agent_id)
            folded = folded.replace(mark, " ")
    return found


class Notes:
    """Notes over one database."""

    def __init__(self, database: Database, clock: Callable[[], datetime] = now) -> None:
        self._database = database
        self._clock = clock

    async def add(
        self, conversation_id: str, agent_id: str, name: str, text: str, calls: Iterable[str] = ()
    ) -> Note:
        """Keep what the agent `name` wrote; the agents `calls` find it among their mentions."""
        text = text.strip()
        if not 0 < len(text) <= LONGEST:
            raise NoteRejected(len(text))
        note = Note(
            conversation_id=conversation_id,
            agent_id=agent_id,
            author_name=name,
            text=text,
            created_at=self._clock(),
        )
        async with self._database.write() as session:
            session.add(note)
            await session.flush()
            for one in set(calls) - {agent_id}:
                mention = Mention(
                    note_id=note.id, agent_id=one, conversation_id=conversation_id, seen_at=None
                )
                session.add(mention)
        return note

    async def after(self, conversation_id: str, note_id: int = 0) -> list[Note]:
        """The notes with a number above `note_id`, oldest first."""
        where = (Note.conversation_id == conversation_id, Note.id > note_id)
        async with self._database.read() as session:
            return list(await session.scalars(select(Note).where(*where).order_by(Note.id)))

    async def mentions(self, agent_id: str, limit: int = 50) -> Sequence[Note]:
        """The notes that call the agent and that they have not seen, newest first."""
        where = (Mention.agent_id == agent_id, Mention.seen_at.is_(None))
        query = select(Note).join(Mention, Mention.note_id == Note.id).where(*where)
        async with self._database.read() as session:
            return list(await session.scalars(query.order_by(Note.id.desc()).limit(limit)))

    async def seen(self, agent_id: str, conversation_id: str) -> bool:
        """The agent reads the conversation's notes; whether one of them called."""
        where = (
            Mention.agent_id == agent_id,
            Mention.conversation_id == conversation_id,
            Mention.seen_at.is_(None),
        )
        count = select(func.count()).select_from(Mention).where(*where)
        async with self._database.read() as session:
            if not (await session.scalars(count)).one():
                return False
        async with self._database.write() as session:
            change = update(Mention).where(*where).values(seen_at=self._clock())
            await session.execute(change)
        return True


async def forget(session: AsyncSession, conversation_ids: Collection[str]) -> None:
    """Take the notes and drafts of conversations away, in the caller's transaction."""
    for table in (Mention, Note, Draft):
        await session.execute(delete(table).where(table.conversation_id.in_(conversation_ids)))
