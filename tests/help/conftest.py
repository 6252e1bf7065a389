"""The help pages of the sample company, for each test anew but for the index."""

import asyncio
import shutil
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from bot.database import Database
from tests.help.site import Site, seeded, write_index


@pytest.fixture(scope="session")
def help_index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample manuals as an index, written once."""
    return write_index(tmp_path_factory.mktemp("help") / "index")


@pytest.fixture(scope="session")
def shared(
    blank_database: Path, help_index: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Site]:
    """Pages for tests that change nothing."""
    file = shutil.copy(blank_database, tmp_path_factory.mktemp("shared") / "help.db")
    url = f"sqlite+aiosqlite:///{file}"

    async def fill() -> None:
        database = Database(url)
        await seeded(Site(database, help_index))
        await database.close()

    asyncio.run(fill())
    database = Database(url)
    yield Site(database, help_index, help_rate="10000/minute")
    asyncio.run(database.close())


@pytest.fixture
def reader(shared: Site) -> httpx.AsyncClient:
    """A visitor's browser on pages that no test changes."""
    return shared.client()


@pytest.fixture
async def site(database: Database, help_index: Path) -> Site:
    """The pages over a database with the sample FAQ."""
    return await seeded(Site(database, help_index))


@pytest.fixture
def client(site: Site) -> httpx.AsyncClient:
    """A visitor's browser."""
    return site.client()
