"""The short survey after a conversation: who is asked, and what they answered.

Depends on `bot.database`, conversations and the dimensions.
"""

import hashlib
from collections.abc import Callable, Mapping
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from bot.conversations import Conversation
from bot.database import Database, now
from bot.surveys.dimensions import DIMENSIONS
from bot.surveys.tables import QualitySurvey


def chosen(conversation_id: str, one_in: int) -> bool:
    """Whether a conversation is one of those whose customer is asked: always the same for the same
    id, and one in `one_in` of them; 0: none."""
    if one_in <= 0:
        return False
    digest = hashlib.sha256(f"short survey {conversation_id}".encode()).digest()
    return int.from_bytes(digest[:8], "big") % one_in == 0


class QualitySurveys:
    """Over one database; one customer in `one_in` is asked. `clock` gives naive UTC."""

    def __init__(
        self, database: Database, one_in: int, clock: Callable[[], datetime] = now
    ) -> None:
        self._database = database
        self._one_in = one_in
        self._clock = clock

    async def ask(self, conversation: Conversation) -> bool:
        """Whether the customer is asked now; it is noted that they are. Never before the end, and
        not again once they have answered or passed it over."""
        if conversation.state != "closed" or not chosen(conversation.id, self._one_in):
            return False
        row = await self.of(conversation.id) or await self._begun(conversation)
        return row is not None and row.answered_at is None

    async def answer(self, conversation_id: str, scores: Mapping[str, int]) -> bool:
        """Note the scores (1 to 5) by dimension, once; those that are not there were left out, and
        with none the survey was passed over. False where nobody was asked, or they answered."""
        values = {name: scores[name] for name in DIMENSIONS if name in scores}
        open_one = (
            QualitySurvey.conversation_id == conversation_id,
            QualitySurvey.answered_at.is_(None),
        )
        change = update(QualitySurvey).where(*open_one)
        async with self._database.write() as session:
            done = await session.execute(change.values(**values, answered_at=self._clock()))
            return bool(done.rowcount)  # type: ignore[attr-defined]

    async def of(self, conversation_id: str) -> QualitySurvey | None:
        """The survey of a conversation."""
        query = select(QualitySurvey).where(QualitySurvey.conversation_id == conversation_id)
        async with self._database.read() as session:
            return (await session.scalars(query)).first()

    async def _begun(self, conversation: Conversation) -> QualitySurvey | None:
        """Its row; another window of the same customer may have been first."""
        row = QualitySurvey(
            conversation_id=conversation.id,
            language=conversation.language,
            asked_at=self._clock(),
            simulated=conversation.simulated,
        )
        try:
            async with self._database.write() as session:
                session.add(row)
        except IntegrityError:
            return await self.of(conversation.id)
        return row
