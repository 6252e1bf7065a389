"""Customer, assistant, two agents, a supervisor and crashes at once: what must hold afterwards.

A few of what `make bench PART=handoff` plays by the thousand.
"""

import random
import time
from pathlib import Path

from bot.database import Database
from tests.handoff.counter import Counter, MoodyRasa, Replica
from tests.handoff.judges import Verdict
from tests.handoff.kills import lives
from tests.handoff.play import play
from tests.handoff.races import race
from tests.handoff.reconnects import counter_at, visits

SECONDS = 3.0
"""How long conversations are played on each database; at least `FEWEST`."""
FEWEST = 5


async def test_nothing_is_broken_whoever_does_what_when(any_database: Database) -> None:
    second, verdict = Database(any_database.url), Verdict()
    rasa, started, seed = MoodyRasa(random.Random(0)), time.monotonic(), 0
    async with rasa.client() as http:
        while seed < FEWEST or time.monotonic() - started < SECONDS:
            counter = Counter([Replica(one, http) for one in (any_database, second)], rasa)
            for case in await play(counter, seed):
                verdict.judge(case, seed)
            seed += 1
    await second.close()
    print(f"{seed} interleavings, {len(verdict.sentences)} violations")
    assert verdict.sentences == []


async def test_exactly_one_wins_each_race(any_database: Database) -> None:
    second = Database(any_database.url)
    found = [await race([any_database, second], random.Random(seed)) for seed in range(10)]
    await second.close()
    assert [one for one in found if one] == []


async def test_killed_processes_lose_nothing(any_database: Database, tmp_path: Path) -> None:
    verdict, rasa = Verdict(), MoodyRasa(random.Random(0))
    async with rasa.client() as http:
        counter = Counter([Replica(any_database, http)], rasa)
        for case in await lives(counter, tmp_path, "killed", 4):
            verdict.judge(case, "killed")
    assert verdict.sentences == []


async def test_broken_connections_lose_nothing(tmp_path: Path) -> None:
    chance = random.Random(0)
    rasa = MoodyRasa(chance)
    async with rasa.client() as http:
        door, service = counter_at(tmp_path, http)
        await service.database.upgrade()
        assert await visits(door, service.hands, service.live, chance, 8) == []
        await service.turns.drain(10)
        await service.database.close()
