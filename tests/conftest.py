"""What every test may ask for: a database with all tables, and the nouns over it."""

import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from hypothesis import settings
from nicegui.testing import User

from bot.backoffice.filling import fill
from bot.conversations import Hands, States, Transcript
from bot.database import Database, upgrade
from bot.live import Live
from bot.settings import Settings
from tests.action_calls import Conversation, client, desk
from tests.knowledge.postgres import postgres

# How long an example takes tells how busy the machine is, not whether the code is right.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")
LOOKS = 100
"""How often a page is looked at for what must come, ten times a second."""
for look in (User.should_see, User.should_not_see):
    look.__kwdefaults__ = (look.__kwdefaults__ or {}) | {"retries": LOOKS}


@asynccontextmanager
async def copied(blank_database: Path) -> AsyncIterator[Database]:
    """A database over a copy of the blank one, gone afterwards."""
    # What a page still had under way may make a file again while its folder is taken away.
    where = blank_database.parent
    with tempfile.TemporaryDirectory(dir=where, ignore_cleanup_errors=True) as folder:
        database = Database(f"sqlite+aiosqlite:///{shutil.copy(blank_database, folder)}")
        try:
            yield database
        finally:
            await database.close()


@pytest.fixture(scope="session")
def memory_folder() -> Iterator[Path]:
    """A folder in memory where there is one: tests need not wait for a disk's flushes."""
    memory = Path("/dev/shm")
    where = memory if memory.is_dir() else None
    # A database that is closed late may make a file again while its folder is taken away.
    with tempfile.TemporaryDirectory(dir=where, ignore_cleanup_errors=True) as folder:
        yield Path(folder)


@pytest.fixture(scope="session")
def blank_database(memory_folder: Path) -> Path:
    """A SQLite file with every table and no row: migrated once, copied for each test."""
    path = memory_folder / "blank.db"
    upgrade(f"sqlite+aiosqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The address of a real PostgreSQL with pgvector, postgresql://...; one for all tests.

    Not below pytest's own folder: another pytest that starts closes that to the server's user.
    """
    with tempfile.TemporaryDirectory(prefix="postgres-") as folder, postgres(Path(folder)) as url:
        yield url


@pytest.fixture
async def database(blank_database: Path) -> AsyncIterator[Database]:
    """A database of its own for the test."""
    async with copied(blank_database) as database:
        yield database


@pytest.fixture
def transcript(database: Database) -> Transcript:
    """What was said."""
    return Transcript(database)


@pytest.fixture
def hands(database: Database) -> Hands:
    """The agents' side of the state machine over the empty database."""
    return Hands(database)


@pytest.fixture
def states(database: Database) -> States:
    """Who is in charge."""
    return States(database)


@pytest.fixture
def live() -> Live:
    """News of this process."""
    return Live()


@pytest.fixture
async def shop(database: Database) -> Database:
    """The sample orders, as many days ago as the sample says."""
    settings = Settings()
    await fill(database, settings.products_file, settings.shop_file)
    return database


@pytest.fixture
async def talk(shop: Database) -> AsyncIterator[Conversation]:
    """A conversation in English over the sample orders, with one passage and one FAQ entry."""
    async with client(desk(shop)) as http:
        yield Conversation(http)
