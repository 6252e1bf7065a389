"""A counter with everybody at it: one service's objects over a database, with a played Rasa that
is slow, gives up or fails as chance has it."""

import asyncio
import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeVar

import httpx
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.conversations import (
    Conversation,
    Escalation,
    HandChange,
    Hands,
    Message,
    States,
    Transcript,
)
from bot.database import Database, now
from bot.live import Live
from bot.rasa_client import RasaClient
from bot.turns import Turns
from tests.core.fake_rasa import FakeRasa, Heard, replies
from tests.handoff.judges import Case

PATIENCE_S = 0.05
"""After this a turn counts as lost with its process; so that some are asked twice."""
FAILS, GIVES_UP, SLOW = 0.15, 0.15, 0.3


class MoodyRasa(FakeRasa):
    """Answers in two halves, gives up, or fails, until `calm`."""

    def __init__(self, chance: random.Random) -> None:
        super().__init__()
        self.chance, self.calm = chance, False
        self.answer = self._moody

    async def _moody(self, heard: Heard) -> httpx.Response:
        self.heard.clear()
        asked = heard["metadata"]["client_message"]
        mood = 1.0 if self.calm else self.chance.random()
        if not self.calm and self.chance.random() < SLOW:
            await asyncio.sleep(self.chance.random() * 0.01)
        if mood < FAILS:
            return replies() if mood < FAILS / 2 else httpx.Response(500)
        if mood < FAILS + GIVES_UP:
            custom = {"custom": {"handoff": {"reason": "low_confidence"}}}
            return replies({"text": f"re: {asked}"}, {"text": f"fire: {asked}"}, custom)
        return replies({"text": f"re: {asked}"}, {"text": f"more: {asked}"})


class Replica:
    """One process's objects. `crash` ends its turns as a kill would, and starts it anew."""

    def __init__(self, database: Database, rasa: httpx.AsyncClient) -> None:
        self.database = database
        self.transcript, self.states = Transcript(database), States(database)
        self.hands = Hands(database)
        self._rasa = RasaClient(rasa, 2.0)
        self._running: list[asyncio.Task[list[Message]]] = []
        self._start()

    def _start(self) -> None:
        self.turns = Turns(self.transcript, self.states, self._rasa, Live(), PATIENCE_S - 5)

    def answer(self, messages: Sequence[Message]) -> None:
        """Have the assistant answer what it owes."""
        self._running += [self.turns.start(one) for one in messages if one.turn == "pending"]

    async def crash(self) -> None:
        """The turns under way end wherever they are."""
        running, self._running = self._running, []
        for turn in running:
            turn.cancel()
        if running:
            await asyncio.wait(running)
        self._start()


@dataclass
class Counter:
    """Two processes over one database."""

    replicas: Sequence[Replica]
    rasa: MoodyRasa

    @property
    def first(self) -> Replica:
        """Any of them."""
        return self.replicas[0]

    async def answer_everything(self) -> None:
        """The assistant is well again, and time passes until nothing is owed."""
        self.rasa.calm = True
        for replica in self.replicas:
            await replica.turns.drain(10)
        while await self._owed():
            long_ago = update(Message).where(Message.turn == "pending")
            async with self.first.database.write() as session:
                await session.execute(long_ago.values(asked_at=now() - timedelta(minutes=5)))
            await self.first.turns.recover()
            await self.first.turns.drain(10)

    async def _owed(self) -> bool:
        pending = select(Message.id).where(Message.turn == "pending").limit(1)
        async with self.first.database.read() as session:
            return (await session.scalar(pending)) is not None

    async def case(self, conversation_id: str, kept: frozenset[str]) -> Case:
        """What is left of a conversation."""
        async with self.first.database.read() as session:
            row = await session.get_one(Conversation, conversation_id)
            messages = await _all(session, Message, row.id)
            changes = await _all(session, HandChange, row.id)
            escalations = await _all(session, Escalation, row.id)
        into = await self.case(row.merged_into, frozenset()) if row.merged_into else None
        return Case(row, messages, changes, escalations, kept, into)


T = TypeVar("T", Message, HandChange, Escalation)


async def _all(session: AsyncSession, table: type[T], conversation_id: str) -> list[T]:
    """A conversation's rows of one table, in the order in which they were written."""
    rows = select(table).where(table.conversation_id == conversation_id).order_by(table.id)
    return list(await session.scalars(rows))
