"""An hour of a support day: forty customers come to the counter one after the other.

`python -m bench day --minutes 60 --seed 1` starts the whole product on a free port, prints the
address and the login of the agents' console, and lets the customers of `day_customers.yml` come:
the agents' seats are yours. `--agents 2` plays that many agents in a browser, so that nobody is
needed; `--url` goes to a counter that runs already, on this machine. At the end a table tells what
came of it, from what the doors and the database say.

Depends on the customers, the agents and the report beside it.
"""

import asyncio
import random
import tempfile
from argparse import ArgumentParser, Namespace
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.console import Console

from bench.day_agents import playing
from bench.day_customers import Clock, Customer, Script, Visit, scripts
from bench.day_report import read, show
from bot.agents import Agents
from bot.database import Database
from bot.settings import Settings
from tests.product import Product

PASSWORD = "levante y poniente"
STAFF = {
    "ana@tramontana.example": ("Ana", "admin", "es"),
    "luis@tramontana.example": ("Luis Vega", "agent", "en"),
    "eva@tramontana.example": ("Eva Roca", "agent", "es"),
    "sara@tramontana.example": ("Sara Gil", "manager", "es"),
}
"""Name, role and console's language of those who work at the counter."""
ARRIVE = 0.8
"""In which part of the day all have come."""
CLOSES_AFTER_S = 240.0
"""How long the counter stays open for those who are at it when the day is over."""


@dataclass(frozen=True)
class Place:
    """A counter that runs, and the database behind it."""

    url: str
    database: str


def run(eval_dir: Path, words: Sequence[str] = ()) -> dict[str, Any]:
    """Let the day pass and print what came of it; the numbers below `day`."""
    given, console = options(words), Console()
    with counter(given) as place:
        greet(place, console)
        figures = asyncio.run(pass_by(place, given, console))
    return {"day": figures}


def options(words: Sequence[str]) -> Namespace:
    """What follows `day` on the command line."""
    parser = ArgumentParser(prog="python -m bench day")
    parser.add_argument("--minutes", type=float, default=60, help="how long the day is")
    parser.add_argument("--seed", type=int, default=1, help="who comes when")
    parser.add_argument("--agents", type=int, default=0, help="agents that are played")
    parser.add_argument("--url", default="", help="a counter that runs already")
    parser.add_argument("--database", default="", help="its database, where it is not the usual")
    return parser.parse_args(words)


@contextmanager
def counter(given: Namespace) -> Iterator[Place]:
    """The counter of `--url`, or one of its own for as long as the context lasts."""
    if given.url:
        yield Place(given.url.rstrip("/"), given.database or Settings().database)
        return
    with tempfile.TemporaryDirectory() as folder:
        product = Product(Path(folder), {"MOSTRADOR_LOGIN_RATE": "1000/minute"})
        product.seed()
        place = Place(product.url, f"sqlite+aiosqlite:///{folder}/mostrador.db")
        asyncio.run(hire(place.database))
        product.start()
        try:
            product.wait_until_ready()
            yield place
        finally:
            product.stop()


async def hire(url: str) -> None:
    """Make the accounts of the staff."""
    database = Database(url)
    agents = Agents(database)
    for email, (name, role, language) in STAFF.items():
        agent = await agents.ensure(email, name, PASSWORD, role)
        await agents.set_language(agent.id, language)
    await database.close()


def greet(place: Place, console: Console) -> None:
    """Where the agents' seats are."""
    console.print(f"The console: {place.url}/console/")
    for email, (name, role, _) in STAFF.items():
        console.print(f"  {email}  {PASSWORD!r}  ({name}, {role})")


async def pass_by(place: Place, given: Namespace, console: Console) -> dict[str, float]:
    """The day itself, and its figures."""
    dice, loop = random.Random(given.seed), asyncio.get_running_loop()
    clock = Clock(given.minutes / 60, loop.time() + given.minutes * 60 + CLOSES_AFTER_S)
    staff = [one for one, (_, role, _) in STAFF.items() if role == "agent"]
    async with playing(place.url, staff[: given.agents], PASSWORD, given.seed):
        coming = [
            asyncio.create_task(comes(place.url, script, clock, at, random.Random(dice.random())))
            for script, at in arrivals(scripts(), given.minutes * 60, dice)
        ]
        visits = await told(coming, console)
    async with opened(place.database) as database:
        day = await read(database, visits)
    show(day, console)
    return day.figures()


def arrivals(
    every: Sequence[Script], seconds: float, dice: random.Random
) -> list[tuple[Script, float]]:
    """Who comes when: in any order, at any moment of the day but its end."""
    times = sorted(dice.uniform(0, ARRIVE * seconds) for _ in every)
    return list(zip(dice.sample(list(every), len(every)), times, strict=True))


async def comes(url: str, script: Script, clock: Clock, after: float, dice: random.Random) -> Visit:
    """One customer, `after` seconds from now."""
    await asyncio.sleep(after)
    return await Customer(url, script, clock, dice).come()


async def told(coming: Sequence[asyncio.Task[Visit]], console: Console) -> list[Visit]:
    """All visits; a line for each as it ends."""
    visits: list[Visit] = []
    for one in asyncio.as_completed(coming):
        visits.append(visit := await one)
        name = f"{visit.script.name} ({visit.script.language})"
        console.print(f"  {len(visits):2} of {len(coming)} gone: {name}", highlight=False)
    return visits


@asynccontextmanager
async def opened(url: str) -> AsyncIterator[Database]:
    """The database of `url`, to read in."""
    database = Database(url)
    try:
        yield database
    finally:
        await database.close()
