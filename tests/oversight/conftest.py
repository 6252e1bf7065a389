"""The manager's side of the standards over one database, on a clock that a test sets."""

import asyncio
import shutil
from collections.abc import Awaitable, Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from bot.agents import Agent, Agents
from bot.alerts import Alerts, Readers, Rules, Watch
from bot.alerts.watch import Post
from bot.database import Database
from bot.demand import Demand, ProductTerms, demand_of
from bot.hours import Hours
from bot.mail import Memos, Outbox
from bot.report import Gathering, Weekly
from bot.standards import Standards
from bot.standards.definitions import definitions
from tests.oversight.history import fill

NOW = datetime(2026, 11, 24, 9, 0)
"""A Tuesday, ten o'clock in Madrid."""
MANAGER = "marta@tramontana.example"
Hire = Callable[..., Awaitable[Agent]]


class Clock:
    """The time that a test says it is."""

    def __init__(self, at: datetime = NOW) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at


def demand_over(database: Database, clock: Callable[[], datetime], simulated: bool) -> Demand:
    """What customers ask, as far as a report reads it: without drafts."""
    nobody: Any = None
    return demand_of(
        database, nobody, nobody, nobody, nobody, ProductTerms(database),
        definitions().get("simple_share"), products={"levante": "Levante", "cierzo": "Cierzo"},
        simulated=simulated, clock=clock,
    )  # fmt: skip


@pytest.fixture
def clock() -> Clock:
    """The time."""
    return Clock()


@pytest.fixture
def standards(database: Database, clock: Clock) -> Standards:
    """The standards."""
    return Standards(database, Hours.always(), clock=clock)


@pytest.fixture
def agents(database: Database) -> Agents:
    """Accounts."""
    return Agents(database)


@pytest.fixture
def hire(agents: Agents) -> Hire:
    """`await hire("marta", "manager", "en")`: an account."""

    async def make(name: str, role: str = "manager", language: str = "es") -> Agent:
        made = await agents.ensure(f"{name}@tramontana.example", name.title(), "a secret", role)
        await agents.set_language(made.id, language)
        return await agents.get(made.id)

    return make


@pytest.fixture
def post(clock: Clock) -> Post:
    """Where mails go."""
    memos = Memos("Tramontana", "https://shop.example")
    return Post(Outbox("counter@tramontana.example", clock), memos)


async def nothing_simulated() -> bool:
    """Whether simulated data are counted."""
    return False


@pytest.fixture
def rules(database: Database, clock: Clock) -> Rules:
    """What standards are held to."""
    return Rules(database, definitions(), clock)


@pytest.fixture
def watch(
    database: Database, standards: Standards, rules: Rules, post: Post, clock: Clock
) -> Watch:
    """What looks at them."""
    return Watch(database, standards, rules, post, nothing_simulated, clock)


@pytest.fixture
def alerts(database: Database, clock: Clock) -> Alerts:
    """Alerts."""
    return Alerts(database, clock)


@pytest.fixture
def readers(database: Database) -> Readers:
    """Who gets mails."""
    return Readers(database)


@pytest.fixture
def gathering(database: Database, standards: Standards, clock: Clock) -> Gathering:
    """What reports say."""
    demand = demand_over(database, clock, False)
    return Gathering(standards, demand, nothing_simulated, clock)


@pytest.fixture(scope="session")
def some_weeks(blank_database: Path, memory_folder: Path) -> Path:
    """A database with three weeks of conversations before `NOW`, to be copied."""
    path = memory_folder / "weeks.db"
    shutil.copy(blank_database, path)

    async def made() -> None:
        database = Database(f"sqlite+aiosqlite:///{path}")
        await fill(database, NOW, count=60, days=21)
        await Standards(database, Hours.always(), clock=Clock()).facts.recompute()
        await demand_over(database, Clock(), False).tallies.recount_all()
        await database.close()

    asyncio.run(made())
    return path


@pytest.fixture
def weekly(database: Database, gathering: Gathering, post: Post, clock: Clock) -> Weekly:
    """Reports."""
    return Weekly(database, gathering, post, "Tramontana", clock)
