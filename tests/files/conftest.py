"""Files over a shelf in the test's own folder."""

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.conversations import Conversation, Transcript
from bot.database import Database
from bot.files import Files
from bot.files.shelf import Shelf


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the bytes lie."""
    return tmp_path / "files"


@pytest.fixture
def lying(folder: Path) -> Callable[[], list[str]]:
    """The names of all that lies there."""
    return lambda: sorted(one.name for one in folder.glob("*/*"))


@pytest.fixture
def files(database: Database, folder: Path) -> Files:
    """Files of at most 2 MB, 5 MB for a conversation."""
    return Files(database, Shelf(folder), most_mb=2, conversation_mb=5)


@pytest.fixture
async def conversation(transcript: Transcript) -> Conversation:
    """A conversation in Spanish."""
    return await transcript.start("es")


@pytest.fixture
async def english(transcript: Transcript) -> Conversation:
    """One in English."""
    return await transcript.start("en")
