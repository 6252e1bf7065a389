"""Questions asked and answered, over one database."""

import hashlib
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import or_, select, update

from bot.database import Database, now
from bot.masking import mask
from bot.surveys.tables import Survey

AGAIN = {"csat": timedelta(hours=24), "nps": timedelta(days=90)}
"""How long a conversation (CSAT) or a customer (NPS) is left alone after having been asked."""
STALE = timedelta(hours=12)
LONGEST_COMMENT = 2000


def customer_key(customer_id: str) -> str:
    """Who a customer is, without saying it: 32 hex digits of the id's SHA-256."""
    return hashlib.sha256(customer_id.encode()).hexdigest()[:32]


class Surveys:
    """`clock` gives the present in naive UTC."""

    def __init__(self, database: Database, clock: Callable[[], datetime] = now) -> None:
        self._database = database
        self._clock = clock

    async def ask(
        self, kind: str, conversation_id: str, about: str, language: str, customer: str | None
    ) -> Survey | None:
        """Note that the question is put; None where it was put not long ago.

        CSAT: once a conversation and day for the assistant's matters, once for agents' ones.
        NPS: once a customer and 90 days, and never to somebody unknown.
        """
        customer = customer or await self._known(conversation_id)
        who = Survey.customer == customer if kind == "nps" else self._alike(conversation_id, about)
        if kind == "nps" and customer is None:
            return None
        recent = (Survey.kind == kind, who, Survey.asked_at > self._clock() - AGAIN[kind])
        row = Survey(
            conversation_id=conversation_id, customer=customer, kind=kind, about=about[:40],
            language=language, awaits="score", asked_at=self._clock(),
        )  # fmt: skip
        async with self._database.write() as session:
            if (await session.scalars(select(Survey.id).where(*recent).limit(1))).first():
                return None
            await self._close(session, conversation_id)
            session.add(row)
        return row

    async def open(self, conversation_id: str) -> Survey | None:
        """The question that the next message may answer."""
        where = (
            Survey.conversation_id == conversation_id,
            Survey.awaits.is_not(None),
            Survey.asked_at > self._clock() - STALE,
        )
        async with self._database.read() as session:
            query = select(Survey).where(*where).order_by(Survey.id.desc()).limit(1)
            return (await session.scalars(query)).first()

    async def newest(self, conversation_id: str, kind: str) -> Survey | None:
        """The last question of `kind`, open or not: a button answers it at any time."""
        where = (Survey.conversation_id == conversation_id, Survey.kind == kind)
        async with self._database.read() as session:
            query = select(Survey).where(*where).order_by(Survey.id.desc()).limit(1)
            return (await session.scalars(query)).first()

    async def score(self, survey: Survey, score: int) -> None:
        """Note the score, the last one given; a comment may follow."""
        await self._set(survey, score=score, answered_at=self._clock(), awaits="comment")

    async def comment(self, survey: Survey, text: str) -> None:
        """Note the comment, masked."""
        await self._set(survey, comment=mask(text)[:LONGEST_COMMENT], awaits=None)

    async def pass_over(self, survey: Survey) -> None:
        """The customer speaks of something else: words are no answer any more."""
        await self._set(survey, awaits=None)

    async def forget(self, conversation_id: str, customer: str | None) -> int:
        """Take away the comments and the name of a customer; scores stay, nobody's."""
        mine = Survey.conversation_id == conversation_id
        where = or_(mine, Survey.customer == customer) if customer else mine
        values = {"comment": None, "customer": None, "awaits": None}
        async with self._database.write() as session:
            done = await session.execute(update(Survey).where(where).values(**values))
            return int(done.rowcount)  # type: ignore[attr-defined]

    async def since(self, moment: datetime) -> Sequence[Survey]:
        """Every question put since `moment`, oldest first."""
        async with self._database.read() as session:
            query = select(Survey).where(Survey.asked_at >= moment).order_by(Survey.id)
            return list(await session.scalars(query))

    async def _known(self, conversation_id: str) -> str | None:
        """Whose the conversation was when something was asked in it before."""
        where = (Survey.conversation_id == conversation_id, Survey.customer.is_not(None))
        async with self._database.read() as session:
            return (await session.scalars(select(Survey.customer).where(*where).limit(1))).first()

    def _alike(self, conversation_id: str, about: str) -> Any:
        by_agent = Survey.about == "agent" if about == "agent" else Survey.about != "agent"
        return (Survey.conversation_id == conversation_id) & by_agent

    async def _close(self, session: Any, conversation_id: str) -> None:
        where = (Survey.conversation_id == conversation_id, Survey.awaits.is_not(None))
        await session.execute(update(Survey).where(*where).values(awaits=None))

    async def _set(self, survey: Survey, **values: Any) -> None:
        async with self._database.write() as session:
            await session.execute(update(Survey).where(Survey.id == survey.id).values(**values))
