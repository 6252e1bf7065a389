"""A process that serves a conversation, and is killed at any moment.

What its customer was told is kept it writes to a journal first, which outlives it; the next
process sends again what the customer does not know to be kept, as a client would.
"""

import asyncio
import multiprocessing
import os
import random
import signal
import time
from dataclasses import dataclass
from multiprocessing.context import ForkServerContext
from pathlib import Path

import structlog

from bot.conversations import Message
from bot.database import Database
from tests.handoff.counter import Counter, MoodyRasa, Replica
from tests.handoff.judges import Case
from tests.handoff.play import Agent, Customer, Supervisor, finish

LONGEST_LIFE_S = 0.12
MANY = 10_000


@dataclass(frozen=True)
class Journal:
    """Lines that a killed process leaves: "sent" or "kept", a conversation, a client's id."""

    path: Path

    def write(self, *words: str) -> None:
        """One line, with the file system before this returns."""
        line = " ".join(words) + "\n"
        file = os.open(self.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        os.write(file, line.encode())
        os.close(file)

    def read(self, kind: str, conversation_id: str) -> list[str]:
        """The client's ids of that kind."""
        lines = self.path.read_text().splitlines() if self.path.exists() else []
        words = [line.split() for line in lines]
        return [one[2] for one in words if one[:2] == [kind, conversation_id]]


class RememberedCustomer(Customer):
    """A customer whose browser outlives the service."""

    journal: Journal

    async def send_again(self) -> None:
        """What is not known to be kept."""
        for id in (self.id, self.other):
            kept = set(self.journal.read("kept", id))
            for client_id in self.journal.read("sent", id):
                if client_id not in kept:
                    await self.send(id, client_id)

    async def send(self, id: str, client_id: str) -> None:
        self.journal.write("sent", id, client_id)
        await super().send(id, client_id)

    def keep(self, message: Message) -> None:
        self.journal.write("kept", message.conversation_id, message.client_id)


@dataclass(frozen=True)
class Life:
    """What one process is told: the database, the journal, the two conversations, and its seed."""

    url: str
    journal: Path
    ids: tuple[str, str]
    seed: str


def serve(life: Life) -> None:
    """Everybody is at it, until the process is killed."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(50))
    asyncio.run(_serve(life))


async def _serve(life: Life) -> None:
    database, rasa = Database(life.url), MoodyRasa(random.Random(life.seed))
    async with rasa.client() as http:
        at = Replica(database, http)
        customer = RememberedCustomer("customer", life.seed, at, *life.ids)
        customer.journal = Journal(life.journal)
        people = (("ana", Agent), ("luis", Agent), ("eva", Supervisor))
        players = [customer, *(kind(name, life.seed, at, *life.ids) for name, kind in people)]
        await at.turns.recover()
        await customer.send_again()
        await asyncio.gather(*(one.act(MANY) for one in players))


def forks() -> ForkServerContext:
    """Where processes come from that have imported everything before they begin."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.handoff.kills"])
    return context


def kill_one(context: ForkServerContext, life: Life, chance: random.Random) -> None:
    """Begin a life, and end it as a crash would, at any moment after its first words."""
    process = context.Process(target=serve, args=(life,), daemon=True)
    before = _size(life.journal)
    process.start()
    assert process.pid is not None
    while process.is_alive() and _size(life.journal) == before:
        time.sleep(0.002)
    time.sleep(chance.random() * LONGEST_LIFE_S)
    assert process.is_alive(), f"{life.seed} ended by itself"
    os.kill(process.pid, signal.SIGKILL)
    process.join()


async def lives(counter: Counter, folder: Path, seed: object, kills: int) -> list[Case]:
    """A conversation, and another one of the same customer, served by `kills` processes one after
    the other, each of which is killed; and seen to its end by `counter`, in this one."""
    start, context = counter.first.transcript.start, forks()
    ids = ((await start("es")).id, (await start("es")).id)
    chance, journal = random.Random(f"{seed}"), Journal(folder / f"{seed}.journal")
    url = counter.first.database.url
    for number in range(kills):
        life = Life(url, journal.path, ids, f"{seed}.{number}")
        await asyncio.to_thread(kill_one, context, life, chance)
    for one in ids:
        await finish(counter, one)
    return [await counter.case(one, frozenset(journal.read("kept", one))) for one in ids]


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0
