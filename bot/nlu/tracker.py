"""Has Rasa's SQLite tracker store write ahead, so that a message waits for no disk.

Rasa opens its file with SQLite's careful defaults: a rollback journal, flushed several times
at each message. The tracker is a cache (transcripts are the service's), so that a write-ahead
log, flushed now and then, is enough; a killed process still loses nothing committed. Depends
on the SQLAlchemy of Rasa's environment.
"""

from __future__ import annotations

import sqlite3
from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import Engine

PRAGMAS = ("journal_mode=WAL", "synchronous=NORMAL", "busy_timeout=5000")


def on_connect(connection: Any, record: Any) -> None:
    """Set the pragmas of a new SQLite connection; others are left alone."""
    if isinstance(connection, sqlite3.Connection):
        for pragma in PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")


def write_ahead() -> None:
    """From now on, for every engine of this process."""
    if not event.contains(Engine, "connect", on_connect):
        event.listen(Engine, "connect", on_connect)
