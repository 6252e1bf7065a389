"""Alerts as managers read them, and that somebody has seen one.

Depends on the rows and the audit log.
"""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import select, update

from bot.alerts.tables import Alert
from bot.audit import noted
from bot.database import Database, now
from bot.errors import Spoken

PAGE = 50


class AlertGone(Spoken):
    """There is no such alert, or somebody has seen it already."""

    def __init__(self) -> None:
        super().__init__(
            "Somebody has acknowledged this alert already.",
            "Alguien ya se ha dado por enterado de este aviso.",
            409,
        )


class Alerts:
    """The alerts of one database; `clock` gives naive UTC."""

    def __init__(self, database: Database, clock: Callable[[], datetime] = now) -> None:
        self._database = database
        self._clock = clock

    async def open(self) -> list[Alert]:
        """Those that are not over, the oldest first."""
        query = select(Alert).where(Alert.open == 1).order_by(Alert.id)
        async with self._database.read() as session:
            return list(await session.scalars(query))

    async def history(self, limit: int = PAGE) -> list[Alert]:
        """Those that are over, the newest first."""
        query = select(Alert).where(Alert.open.is_(None)).order_by(Alert.id.desc()).limit(limit)
        async with self._database.read() as session:
            return list(await session.scalars(query))

    async def acknowledge(self, alert_id: int, by: str) -> Alert:
        """Note that a manager has seen it: the first one counts. `AlertGone`."""
        mine = (Alert.id == alert_id, Alert.seen_at.is_(None))
        async with self._database.write() as session:
            values = {"seen_by": by, "seen_at": self._clock()}
            done = await session.execute(update(Alert).where(*mine).values(**values))
            if not done.rowcount:  # type: ignore[attr-defined]
                raise AlertGone
            row = (await session.scalars(select(Alert).where(Alert.id == alert_id))).one()
            session.add(
                noted(by, "alert_seen", self._clock(), alert=alert_id, standard=row.standard)
            )
        return row
