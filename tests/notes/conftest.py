"""A conversation, and what agents keep beside it."""

import pytest

from bot.conversations import Transcript
from bot.database import Database
from bot.notes import Notebook


@pytest.fixture
def notebook(database: Database) -> Notebook:
    """Over the empty database."""
    return Notebook.over(database)


@pytest.fixture
async def talk_id(transcript: Transcript) -> str:
    """A conversation."""
    return (await transcript.start("es")).id
