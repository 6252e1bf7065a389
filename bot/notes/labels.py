"""Labels on conversations: short words that agents agree on. Depends on `bot.database`."""

from collections.abc import Iterable

from sqlalchemy import delete, func, select
from sqlalchemy.exc import IntegrityError

from bot.database import Database
from bot.errors import BotError
from bot.notes.tables import ConversationLabel

LONGEST = 40


class LabelRejected(BotError):
    """It is no label."""

    def __init__(self, name: str) -> None:
        words = f"A label has 1 to {LONGEST} characters; {name[:60]!r} has {len(name)}."
        super().__init__(words, 422)


def normal(name: str) -> str:
    """`name` as it is kept: lower case, single spaces, no "#"; `LabelRejected`."""
    kept = " ".join(name.lower().replace("#", " ").split())
    if not 0 < len(kept) <= LONGEST:
        raise LabelRejected(kept)
    return kept


class Labels:
    """Labels over one database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def put(self, conversation_id: str, name: str, agent_id: str) -> str:
        """Put a label on a conversation, once; the label as it is kept."""
        row = ConversationLabel(
            conversation_id=conversation_id, name=normal(name), agent_id=agent_id
        )
        try:
            async with self._database.write() as session:
                session.add(row)
        except IntegrityError:
            pass  # It has it already.
        return normal(name)

    async def take(self, conversation_id: str, name: str) -> None:
        """Take a label off."""
        where = (ConversationLabel.conversation_id == conversation_id,)
        async with self._database.write() as session:
            gone = delete(ConversationLabel).where(*where, ConversationLabel.name == name)
            await session.execute(gone)

    async def of(self, conversation_id: str) -> list[str]:
        """The labels of a conversation by name."""
        return (await self.of_many([conversation_id])).get(conversation_id, [])

    async def of_many(self, conversation_ids: Iterable[str]) -> dict[str, list[str]]:
        """The labels of each of the conversations that has any."""
        where = ConversationLabel.conversation_id.in_(list(conversation_ids))
        columns = select(ConversationLabel.conversation_id, ConversationLabel.name).where(where)
        found: dict[str, list[str]] = {}
        async with self._database.read() as session:
            for conversation_id, name in await session.execute(
                columns.order_by(ConversationLabel.name)
            ):
                found.setdefault(conversation_id, []).append(name)
        return found

    async def known(self, limit: int = 30) -> list[str]:
        """The labels in use, the most used first."""
        name, uses = ConversationLabel.name, func.count()
        query = select(name).group_by(name).order_by(uses.desc(), name).limit(limit)
        async with self._database.read() as session:
            return list(await session.scalars(query))
