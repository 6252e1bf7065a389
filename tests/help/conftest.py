"""The help pages of the sample company, for each test anew but for the index."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import httpx
import pytest

from bot.database import Database
from tests.conftest import copied
from tests.help.site import Site, seeded, write_index


@pytest.fixture(scope="session")
def help_index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample manuals as an index, written once."""
    return write_index(tmp_path_factory.mktemp("help") / "index")


@pytest.fixture(scope="session")
def filled_database(blank_database: Path, help_index: Path) -> Path:
    """A SQLite file with the sample FAQ: filled once, copied for each test."""
    file = Path(shutil.copy(blank_database, blank_database.with_name("help.db")))

    async def fill() -> None:
        database = Database(f"sqlite+aiosqlite:///{file}")
        await seeded(Site(database, help_index))
        await database.close()

    asyncio.run(fill())
    return file


@pytest.fixture
async def database(filled_database: Path) -> AsyncIterator[Database]:
    """A database of its own for the test, with the sample FAQ."""
    async with copied(filled_database) as database:
        yield database


@pytest.fixture(scope="session")
def shared(
    filled_database: Path, help_index: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Site]:
    """Pages for tests that change nothing."""
    file = shutil.copy(filled_database, tmp_path_factory.mktemp("shared") / "help.db")
    database = Database(f"sqlite+aiosqlite:///{file}")
    yield Site(database, help_index, help_rate="10000/minute")
    asyncio.run(database.close())


@pytest.fixture
def reader(shared: Site) -> httpx.AsyncClient:
    """A visitor's browser on pages that no test changes."""
    return shared.client()


@pytest.fixture
def site(database: Database, help_index: Path) -> Site:
    """The pages over a database with the sample FAQ."""
    return Site(database, help_index)


@pytest.fixture
def client(site: Site) -> httpx.AsyncClient:
    """A visitor's browser."""
    return site.client()
