"""Looks at the standards again and again: an alert when one breaks, its end when it is well again.

Each is written in the transaction that puts its mails in the outbox, and the database holds one
open alert for a standard at most: however many processes look, each is told once. Depends on the
rules, the readers, the letters and the standards.
"""

from collections import defaultdict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

import structlog
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.alerts.letters import memo
from bot.alerts.readers import readers_of
from bot.alerts.rules import Rule, Rules
from bot.alerts.tables import Alert
from bot.database import Database, now
from bot.mail import Memos, Outbox
from bot.standards import Definition, Figure, Period, Standards

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Post:
    """Where the mails go."""

    outbox: Outbox
    memos: Memos


class Watch:
    """Over one database. `simulated` tells whether simulated conversations are counted; `clock`
    gives naive UTC."""

    def __init__(
        self,
        database: Database,
        standards: Standards,
        rules: Rules,
        post: Post,
        simulated: Callable[[], Awaitable[bool]],
        clock: Callable[[], datetime] = now,
    ) -> None:
        self._database = database
        self._standards = standards
        self._rules = rules
        self._post = post
        self._simulated = simulated
        self._clock = clock

    async def check(self) -> int:
        """Look at every standard once; how many alerts began or ended."""
        rules = await self._rules.all()
        figures = await self._figures([one for one in rules if one.active])
        opened = await self._open()
        changed = 0
        for rule in rules:
            alert, figure = opened.get(rule.definition.id), figures.get(rule.definition.id)
            if alert and not rule.active:
                changed += await self._end(alert, rule.definition, None, "off")
            elif alert and figure and rule.is_well(figure):
                changed += await self._end(alert, rule.definition, figure.value, "kept")
            elif figure and alert is None and rule.is_broken(figure):
                changed += await self._begin(rule, figure)
        return changed

    async def _figures(self, rules: list[Rule]) -> dict[str, Figure]:
        """The figures, those of one window counted together."""
        windows: dict[int, list[str]] = defaultdict(list)
        for one in rules:
            windows[one.days].append(one.definition.id)
        found: dict[str, Figure] = {}
        for days, names in windows.items():
            period = Period.last(days, self._clock())
            for figure in await self._standards.figures(period, only=names):
                found[figure.definition.id] = figure
        return found

    async def _open(self) -> dict[str, Alert]:
        async with self._database.read() as session:
            rows = await session.scalars(select(Alert).where(Alert.open == 1))
            return {one.standard: one for one in rows}

    async def _begin(self, rule: Rule, figure: Figure) -> bool:
        """Write the alert; False where another process was first."""
        row = Alert(
            standard=rule.definition.id, version=rule.definition.version, target=rule.target,
            days=rule.days, value=figure.value, count=figure.n, began_at=self._clock(),
            simulated=await self._simulated(), open=1,
        )  # fmt: skip
        try:
            async with self._database.write() as session:
                session.add(row)
                await session.flush()
                await self._tell(session, row, rule.definition)
        except IntegrityError:
            return False
        log.info("standard_broken", standard=row.standard, value=row.value, target=row.target)
        return True

    async def _end(
        self, alert: Alert, definition: Definition, value: float | None, why: str
    ) -> bool:
        """Write the end, and tell it where the standard is kept again."""
        values = {"open": None, "ended_at": self._clock(), "ended_value": value, "ended_why": why}
        mine = (Alert.id == alert.id, Alert.open == 1)
        async with self._database.write() as session:
            done = await session.execute(update(Alert).where(*mine).values(**values))
            if not done.rowcount:  # type: ignore[attr-defined]
                return False
            if why == "kept":
                row = (await session.scalars(select(Alert).where(Alert.id == alert.id))).one()
                await self._tell(session, row, definition)
        log.info("standard_alert_ended", standard=alert.standard, value=value, why=why)
        return True

    async def _tell(self, session: AsyncSession, alert: Alert, definition: Definition) -> None:
        for reader in await readers_of(session, "alerts"):
            letter = memo(alert, definition, reader.language)
            self._post.outbox.put(session, self._post.memos.mail(letter, reader.email))
