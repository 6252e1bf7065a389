"""Handing over under fire: everybody at a conversation at once, races, broken lines and kills.

`make bench PART=handoff` plays ten thousand conversations, a thousand claim races, five hundred
broken connections and five hundred kills, a quarter of the first two on PostgreSQL (half an
hour); `python -m bench handoff --plays 1000 --races 100 --cuts 100` fewer, `--first` other ones.
The players and judges are those of `tests/handoff`. Depends on them.
"""

import asyncio
import os
import random
import tempfile
import time
from argparse import ArgumentParser
from collections import Counter as Count
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import structlog
from rich.console import Console
from rich.table import Table

from bot.database import Database, upgrade
from tests.handoff.counter import Counter, MoodyRasa, Replica
from tests.handoff.databases import postgres_database
from tests.handoff.judges import JUDGES, Verdict
from tests.handoff.kills import lives
from tests.handoff.play import play
from tests.handoff.races import race
from tests.handoff.reconnects import counter_at, visits
from tests.knowledge.postgres import postgres

CHUNK = 250
"""Conversations, or races, over one new database."""
CUTS_EACH = 10
"""Broken connections, or kills, of one conversation."""
MEMORY = Path("/dev/shm")


@dataclass
class Tally:
    """What was done, and what is wrong with it."""

    done: int = 0
    verdict: Verdict = field(default_factory=Verdict)
    doubles: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    changes: Count[str] = field(default_factory=Count)

    def add(self, other: "Tally") -> None:
        """What another process found."""
        self.done += other.done
        self.verdict.add(other.verdict)
        self.doubles += other.doubles
        self.broken += other.broken
        self.changes += other.changes


@dataclass(frozen=True)
class Job:
    """Some of one kind of work. `server` is PostgreSQL's address, empty for SQLite."""

    kind: str
    first: int
    count: int
    server: str = ""


def run(eval_dir: Path, words: Sequence[str] = ()) -> dict[str, Any]:
    """Play everything, print the tables; the counts under `handoff`."""
    given = options(words)
    started = time.monotonic()
    with memory() as folder, postgres(folder) as url:
        tallies = {
            kind: tally_of(list(jobs(kind, given.first, count, url)))
            for kind, count in (
                ("interleavings", given.plays),
                ("claim_races", given.races),
                ("reconnects", given.cuts // 2),
                ("kills", given.cuts - given.cuts // 2),
            )
        }
    show(tallies, time.monotonic() - started)
    return {"handoff": figures(tallies)}


def options(words: Sequence[str]) -> Any:
    """What follows `handoff` on the command line."""
    parser = ArgumentParser(prog="python -m bench handoff")
    parser.add_argument("--plays", type=int, default=10_000, help="conversations played")
    parser.add_argument("--races", type=int, default=1_000, help="claim races")
    parser.add_argument("--cuts", type=int, default=1_000, help="broken connections and kills")
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    return parser.parse_args(words)


def jobs(kind: str, first: int, count: int, server: str) -> Iterator[Job]:
    """`count` in portions, each fourth on PostgreSQL. Kills and the door are SQLite's."""
    both = kind in ("interleavings", "claim_races")
    for number, start in enumerate(range(first, first + count, CHUNK)):
        size = min(CHUNK, first + count - start)
        yield Job(kind, start, size, server if both and number % 4 == 1 else "")


def tally_of(found: list[Job]) -> Tally:
    """The jobs done, in order of their seeds. Each waits for its database half of the time: two
    processes for each core."""
    total, processes = Tally(), 2 * (os.cpu_count() or 1)
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        for number, tally in enumerate(pool.map(work, found), 1):
            total.add(tally)
            kind = found[0].kind
            print(f"\r{kind}: {total.done} ({number} of {len(found)}) ", end="", flush=True)
    print()
    return total


def work(job: Job) -> Tally:
    """One job in a process of its own."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(50))
    with memory() as folder:
        return asyncio.run(WORK[job.kind](job, folder))


@contextmanager
def memory() -> Iterator[Path]:
    """A folder in memory where there is one."""
    with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as folder:
        yield Path(folder)


@asynccontextmanager
async def replicas(job: Job, folder: Path) -> AsyncIterator[list[Database]]:
    """Two connections to one new database with all tables."""
    if job.server:
        one = await postgres_database(job.server)
    else:
        one = Database(f"sqlite+aiosqlite:///{folder / 'counter.db'}")
        await asyncio.to_thread(upgrade, one.url)
    other = Database(one.url)
    yield [one, other]
    await one.close()
    await other.close()


async def played(job: Job, folder: Path) -> Tally:
    """Conversations with everybody at them."""
    tally, rasa = Tally(), MoodyRasa(random.Random(job.first))
    async with replicas(job, folder) as databases, rasa.client() as http:
        for seed in range(job.first, job.first + job.count):
            counter = Counter([Replica(one, http) for one in databases], rasa)
            tally.done += 1
            for case in await play(counter, seed):
                tally.verdict.judge(case, seed)
                tally.changes.update(one.why for one in case.changes)
    return tally


async def raced(job: Job, folder: Path) -> Tally:
    """Claim races."""
    tally = Tally()
    async with replicas(job, folder) as databases:
        for seed in range(job.first, job.first + job.count):
            tally.done += 1
            tally.doubles += await race(databases, random.Random(seed))
    return tally


async def visited(job: Job, folder: Path) -> Tally:
    """Connections that break, at the real door."""
    tally, chance = Tally(), random.Random(job.first)
    rasa = MoodyRasa(chance)
    async with rasa.client() as http:
        door, service = counter_at(folder, http)
        await service.database.upgrade()
        for _ in range(0, job.count, CUTS_EACH):
            tally.done += CUTS_EACH
            tally.broken += await visits(door, service.hands, service.live, chance, CUTS_EACH)
        await service.turns.drain(10)
        await service.database.close()
    return tally


async def killed(job: Job, folder: Path) -> Tally:
    """Processes that are killed."""
    tally, rasa = Tally(), MoodyRasa(random.Random(job.first))
    async with replicas(job, folder) as [database, _], rasa.client() as http:
        for seed in range(job.first, job.first + job.count, CUTS_EACH):
            counter = Counter([Replica(database, http)], rasa)
            tally.done += CUTS_EACH
            for case in await lives(counter, folder, seed, CUTS_EACH):
                tally.verdict.judge(case, seed)
                tally.changes.update(one.why for one in case.changes)
    return tally


WORK: dict[str, Callable[[Job, Path], Coroutine[Any, Any, Tally]]] = {
    "interleavings": played,
    "claim_races": raced,
    "reconnects": visited,
    "kills": killed,
}


def figures(tallies: dict[str, Tally]) -> dict[str, int]:
    """The counts; `lost_messages` are among the violations."""
    broken = sum(len(one.broken) for one in tallies.values())
    return {
        **{kind: tally.done for kind, tally in tallies.items()},
        "violations": sum(len(one.verdict.sentences) for one in tallies.values()) + broken,
        "double_claims": sum(len(one.doubles) for one in tallies.values()),
        "lost_messages": sum(one.verdict.lost for one in tallies.values()) + broken,
    }


def show(tallies: dict[str, Tally], seconds: float) -> None:
    """What was played, what each judge found, and the first sentences of what is wrong."""
    console, table = Console(), Table("", *tallies)
    table.add_row("done", *(str(one.done) for one in tallies.values()))
    for judge in JUDGES:
        counts = [len(one.verdict.found.get(judge.__name__, ())) for one in tallies.values()]
        judged = [one.verdict.cases for one in tallies.values()]
        shown = [str(count) if of else "" for count, of in zip(counts, judged, strict=True)]
        table.add_row(judge.__name__.replace("_", " "), *shown)
    table.add_row("claimed twice", *(str(len(one.doubles)) for one in tallies.values()))
    table.add_row("the widget shows otherwise", *(str(len(one.broken)) for one in tallies.values()))
    console.print(table)
    changes = sum((one.changes for one in tallies.values()), Count[str]())
    console.print(", ".join(f"{why} {count}" for why, count in changes.most_common()))
    console.print(f"{seconds:.0f} s")
    for tally in tallies.values():
        for sentence in [*tally.doubles, *tally.broken, *tally.verdict.sentences][:10]:
            console.print(sentence)
