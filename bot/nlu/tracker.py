"""Rasa's tracker store, sparing a message what SQLite and SQLAlchemy repeat at each turn.

The rows are those of Rasa's own SQL store, so that either reads what the other wrote. What
differs: the trackers in use stay in memory instead of being rebuilt from their events, new
events are written in one statement, and a SQLite file is opened once and written ahead
(a killed process still loses nothing committed). One worker is assumed: with several, name
Rasa's own store in endpoints.yml. Depends on Rasa and the SQLAlchemy of its environment.
"""

from __future__ import annotations

import json
from collections import OrderedDict
from itertools import islice
from typing import Any

import sqlalchemy as sa
from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.events import Event
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy.orm import sessionmaker
from sqlalchemy.pool import QueuePool

PRAGMAS = ("journal_mode=WAL", "synchronous=NORMAL", "busy_timeout=5000")
STORED = "_stored_events"


class RememberingTrackerStore(SQLTrackerStore):
    """Rasa's SQL store that remembers the `kept` trackers used last."""

    def __init__(self, *args: Any, kept: int = 300, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._kept = kept
        self._recent: OrderedDict[str, DialogueStateTracker] = OrderedDict()
        if self.engine.dialect.name == "sqlite":
            self._open_once()

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """The tracker of the current session.

        One that is handed out is forgotten until it is saved: if the turn fails half-way, the
        next one starts from what was stored.
        """
        kept = self._recent.pop(sender_id, None)
        if kept is not None:
            return kept
        tracker: DialogueStateTracker | None = await super().retrieve(sender_id)
        if tracker is not None:
            setattr(tracker, STORED, len(tracker.events))
        return tracker

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Write the events that are new, and remember the tracker."""
        await self.stream_events(tracker)
        rows = [self._row(tracker.sender_id, event) for event in self._new_events(tracker)]
        if rows:
            with self.engine.begin() as connection:
                connection.execute(self.SQLEvent.__table__.insert(), rows)
        setattr(tracker, STORED, len(tracker.events))
        self._recent[tracker.sender_id] = tracker
        while len(self._recent) > self._kept:
            self._recent.popitem(last=False)

    def _new_events(self, tracker: DialogueStateTracker) -> list[Event]:
        stored = getattr(tracker, STORED, None)
        if stored is None:
            with self.session_scope() as session:
                return list(self._additional_events(session, tracker))
        return list(islice(tracker.events, stored, None))

    def _row(self, sender_id: str, event: Event) -> dict[str, Any]:
        """The columns that Rasa's own store fills."""
        data = event.as_dict()
        return {
            "sender_id": sender_id,
            "type_name": event.type_name,
            "timestamp": data.get("timestamp"),
            "intent_name": data.get("parse_data", {}).get("intent", {}).get("name"),
            "action_name": data.get("name"),
            "data": json.dumps(data),
        }

    def _open_once(self) -> None:
        """Keep the file open between messages, in write-ahead mode."""
        url, old = self.engine.url, self.engine
        self.engine = sa.create_engine(
            url, poolclass=QueuePool, connect_args={"check_same_thread": False}
        )
        sa.event.listen(self.engine, "connect", _set_pragmas)
        self.sessionmaker = sessionmaker(bind=self.engine)
        old.dispose()


def _set_pragmas(connection: Any, record: Any) -> None:
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
