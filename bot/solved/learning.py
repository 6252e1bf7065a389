"""Learns from each conversation that a person has solved: a chore, a few at a time.

An escalation is looked at once, when it can no longer be undone; rows of another model are
embedded again. Several processes may do it at once. Depends on conversations, contacts, identity,
the backoffice (for names to take out) and the embedder.
"""

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Protocol

import numpy as np
import structlog
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.backoffice import Backoffice, CustomerNotFound
from bot.contacts import Contact
from bot.conversations import UNDO_WITHIN, Conversation, Escalation, Message
from bot.database import Database, now
from bot.identity import IdentifiedConversation
from bot.knowledge.faq_index import Matrix
from bot.solved.cases import Told, case_of
from bot.solved.masking import anonymous, own_words, without_greeting
from bot.solved.tables import SolvedCase

log = structlog.get_logger()
AT_ONCE = 100


class Embedder(Protocol):
    """What is needed of an embedder; vectors of different `model_id`s do not compare."""

    @property
    def model_id(self) -> str: ...

    def embed_queries(self, texts: list[str], /) -> Matrix: ...


class Learning:
    """Learns into one database. `clock` gives the present in naive UTC."""

    def __init__(
        self,
        database: Database,
        backoffice: Backoffice,
        embedder: Embedder,
        clock: Callable[[], datetime] = now,
    ) -> None:
        self._database = database
        self._backoffice = backoffice
        self._embedder = embedder
        self._clock = clock

    async def learn(self, limit: int = AT_ONCE) -> int:
        """Look at up to `limit` escalations that ended as solved; how many cases are new."""
        async with self._database.read() as session:
            waiting = await _unseen(session, self._clock() - UNDO_WITHIN, limit)
        learnt = 0
        for escalation in waiting:
            learnt += await self._learn(escalation)
        await self._embed_again(limit)
        return learnt

    async def _learn(self, escalation: Escalation) -> int:
        async with self._database.read() as session:
            conversation, told, product = await _read(session, escalation)
        own = await self._own_words(escalation.conversation_id) if told else frozenset()
        row = SolvedCase(
            escalation_id=escalation.id,
            conversation_id=escalation.conversation_id,
            language=conversation.language,
            topic=escalation.result_topic or escalation.topic,
            product=escalation.product or product,
            question=anonymous(told.question, own) if told else "",
            reply=without_greeting(anonymous(told.reply, own)) if told else "",
            solved_at=escalation.ended_at,
        )
        if told:
            await self._give_vector([row])
        try:
            async with self._database.write() as session:
                session.add(row)
        except IntegrityError:
            # Another process was first.
            return 0
        return int(told is not None)

    async def _own_words(self, conversation_id: str) -> frozenset[str] | set[str]:
        """What names the customer, where they are known; `ShopUnavailable` ends this round."""
        async with self._database.read() as session:
            known = await session.get(IdentifiedConversation, conversation_id)
        if known is None:
            return frozenset()
        try:
            one = (await self._backoffice.record_of(known.customer_id)).customer
        except CustomerNotFound:
            return frozenset()
        at = one.address
        return own_words(one.name, at.street, at.city, at.postcode)

    async def _embed_again(self, limit: int) -> None:
        """Give rows that another model has read the vectors of this one."""
        other = (SolvedCase.vector.is_not(None), SolvedCase.model != self._embedder.model_id)
        async with self._database.read() as session:
            rows = [*await session.scalars(select(SolvedCase).where(*other).limit(limit))]
        if rows:
            await self._give_vector(rows)
            async with self._database.write() as session:
                for row in rows:
                    await session.merge(row)

    async def _give_vector(self, rows: Sequence[SolvedCase]) -> None:
        questions = [one.question for one in rows]
        vectors = await asyncio.to_thread(self._embedder.embed_queries, questions)
        for row, vector in zip(rows, vectors, strict=True):
            row.vector, row.model = vector.astype(np.float16).tobytes(), self._embedder.model_id


async def _unseen(session: AsyncSession, before: datetime, limit: int) -> list[Escalation]:
    seen = select(SolvedCase.escalation_id)
    where = (
        Escalation.outcome == "solved",
        Escalation.ended_at < before,
        Escalation.id.not_in(seen),
    )
    query = select(Escalation).where(*where).order_by(Escalation.id).limit(limit)
    return [*await session.scalars(query)]


async def _read(
    session: AsyncSession, escalation: Escalation
) -> tuple[Conversation, Told | None, str | None]:
    """The conversation, the case in it, and the product that its contacts name last."""
    conversation = await session.get_one(Conversation, escalation.conversation_id)
    mine = {"conversation_id": escalation.conversation_id}
    said = select(Message).filter_by(**mine).where(Message.created_at <= escalation.ended_at)
    messages = [*await session.scalars(said.order_by(Message.seq))]
    logged = select(Contact).filter_by(**mine).where(Contact.created_at <= escalation.ended_at)
    contacts = [*await session.scalars(logged.order_by(Contact.id))]
    earlier = (Escalation.ended_at.is_not(None), Escalation.id < escalation.id)
    before = select(Escalation.ended_at).filter_by(**mine).where(*earlier)
    ended = (await session.scalars(before.order_by(Escalation.id.desc()).limit(1))).one_or_none()
    after = max((one.seq for one in messages if ended and one.created_at <= ended), default=0)
    products = [one.product for one in contacts if one.product]
    return conversation, case_of(messages, contacts, after), products[-1] if products else None
