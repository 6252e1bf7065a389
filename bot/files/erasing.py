"""Files forgotten in the transaction that forgets what was said; a sweep then removes the bytes.

Depends on conversations' tables and the row.
"""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.conversations.tables import Conversation, Message
from bot.files.tables import StoredFile

ERASED = "-"
"""The name of a file that is gone."""


async def erase_in(session: AsyncSession, conversation_ids: Collection[str], at: datetime) -> None:
    """Nobody is given the files of these conversations, and of those merged into them, any more."""
    merged = select(Conversation.id).where(Conversation.merged_into.in_(conversation_ids))
    own = StoredFile.conversation_id.in_(conversation_ids)
    await _erase(session, or_(own, StoredFile.conversation_id.in_(merged)), at)


async def erase_of(
    session: AsyncSession, conversation_id: str, besides: Collection[str], at: datetime
) -> int:
    """The same for what the customer sent in one conversation, but for the messages of the client
    ids `besides`; the number of files."""
    where = (Message.conversation_id == conversation_id, Message.author == "customer")
    gone: list[str] = []
    for message in await session.scalars(select(Message).where(*where)):
        if message.client_id not in besides and message.data.get("files"):
            gone += [one["id"] for one in message.data["files"]]
            message.data = {key: value for key, value in message.data.items() if key != "files"}
    if gone:
        await _erase(session, StoredFile.id.in_(gone), at)
    return len(gone)


async def _erase(session: AsyncSession, where: ColumnElement[bool], at: datetime) -> None:
    change = update(StoredFile).where(where, StoredFile.erased_at.is_(None))
    await session.execute(change.values(erased_at=at, name=ERASED))
