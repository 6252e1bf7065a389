"""Rasa's memory of a conversation, taken away when a customer wants to be forgotten.

Rasa has no way to be told. Its SQLite file is reached here; where its store is elsewhere, whoever
runs that purges it (it is a cache). Depends on the standard library alone.
"""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

PATIENCE_S = 2.0


class TrackerCache:
    """The file that Rasa's tracker store writes."""

    def __init__(self, path: Path) -> None:
        self._path = path

    async def forget(self, conversation_id: str) -> int:
        """Delete what the file holds of a conversation; how many events. None where no file is."""
        return await asyncio.to_thread(self._forget, conversation_id)

    def _forget(self, conversation_id: str) -> int:
        if not self._path.exists():
            return 0
        with closing(sqlite3.connect(self._path, timeout=PATIENCE_S)) as connection, connection:
            query = "SELECT 1 FROM sqlite_master WHERE name = 'events'"
            if connection.execute(query).fetchone() is None:
                return 0
            gone = connection.execute("DELETE FROM events WHERE sender_id = ?", (conversation_id,))
            return gone.rowcount
