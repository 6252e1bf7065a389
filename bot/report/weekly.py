"""Weekly reports: made, and sent to managers who want them, once for each week.

That one was sent is written in the transaction that puts its mail in the outbox, under a key that
the database keeps unique: neither a restart nor a second process sends it twice. Depends on the
gathering, the PDF, the readers and mails.
"""

import asyncio
from collections.abc import Callable
from datetime import date, datetime

import structlog
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from bot.agents import Agent
from bot.alerts.readers import readers_of
from bot.alerts.watch import Post
from bot.database import Database, now
from bot.mail import Attachment, Mail
from bot.report.content import Gathering, WeekReport
from bot.report.pdf import pdf_of
from bot.report.tables import WeeklyReport
from bot.report.told import memo_of
from bot.report.week import is_due, last_week
from bot.report.words import word

log = structlog.get_logger()
PDF = "application/pdf"


class Weekly:
    """Reports of one company; `clock` gives naive UTC."""

    def __init__(
        self,
        database: Database,
        gathering: Gathering,
        post: Post,
        company: str,
        clock: Callable[[], datetime] = now,
    ) -> None:
        self._database = database
        self._gathering = gathering
        self._post = post
        self._company = company
        self._clock = clock

    async def pdf(self, week: date, language: str) -> bytes:
        """The report of the week that begins on a Monday."""
        return await self._written(await self._gathering.of(week), language)

    async def send_due(self) -> int:
        """On Monday morning, to everybody who wants it and has not got it; how many were sent."""
        at = self._clock()
        if not is_due(at):
            return 0
        week = last_week(at)
        async with self._database.read() as session:
            readers = await readers_of(session, "weekly")
            had = select(WeeklyReport.agent_id).where(WeeklyReport.week == week)
            done = set(await session.scalars(had))
        missing = [one for one in readers if one.id not in done]
        if not missing:
            return 0
        report = await self._gathering.of(week)
        files = {one: await self._written(report, one) for one in {a.language for a in missing}}
        sent = [await self._once(report, one, files[one.language]) for one in missing]
        log.info("weekly_reports_sent", week=week.isoformat(), count=sum(sent))
        return sum(sent)

    async def send_to(self, agent: Agent, week: date) -> None:
        """Send one now because its reader asks for it; Monday's is not sent again then."""
        report = await self._gathering.of(week)
        file = await self._written(report, agent.language)
        if not await self._once(report, agent, file):
            async with self._database.write() as session:
                self._post.outbox.put(session, self._mail(report, agent, file))

    async def sent(self, agent_id: str, week: date) -> datetime | None:
        """When the report of a week was first sent to a manager."""
        mine = (WeeklyReport.agent_id == agent_id, WeeklyReport.week == week)
        async with self._database.read() as session:
            return (await session.scalars(select(WeeklyReport.sent_at).where(*mine))).first()

    async def _written(self, report: WeekReport, language: str) -> bytes:
        return await asyncio.to_thread(pdf_of, report, language, self._company)

    async def _once(self, report: WeekReport, agent: Agent, file: bytes) -> bool:
        """Send it unless it was sent; a week that is not over does not count as sent."""
        if report.week > last_week(self._clock()):
            return False
        try:
            async with self._database.write() as session:
                mail_id = self._post.outbox.put(session, self._mail(report, agent, file))
                row = WeeklyReport(
                    week=report.week, agent_id=agent.id, mail_id=mail_id, sent_at=self._clock()
                )
                session.add(row)
        except IntegrityError:
            return False
        return True

    def _mail(self, report: WeekReport, agent: Agent, file: bytes) -> Mail:
        name = word("file", agent.language, week=report.week.isoformat())
        memo = memo_of(report, agent.language)
        return self._post.memos.mail(memo, agent.email, Attachment(name, PDF, file))
