"""The small assistant over an empty database."""

from pathlib import Path

import pytest

from bot.database import Database
from tests.proposals.shop import Shop


@pytest.fixture
def shop(database: Database, tmp_path: Path) -> Shop:
    """Its files and everything of proposals; no question yet."""
    return Shop(tmp_path, database)
