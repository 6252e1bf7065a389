"""The weekly report: what it says, as PDF and by mail, once a week."""

from collections.abc import AsyncIterator
from datetime import date, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

import pypdfium2
import pytest
from sqlalchemy import func, select

from bot.alerts import Readers, Wish
from bot.conversations import Transcript
from bot.database import Database
from bot.live import Live
from bot.mail import SentMail
from bot.mail.envelopes import Envelopes
from bot.mail.replies import Replies
from bot.mail.sender import Sender
from bot.mail.tables import MailAttachment
from bot.report import Gathering, NoWeek, Weekly, WeeklyReport, last_week, period_of, week_in
from bot.report.week import is_due
from bot.report.words import WORDS
from bot.standards import definitions
from tests.conftest import copied
from tests.oversight.conftest import NOW, Clock, Hire
from tests.oversight.history import GROUPS

MONDAY = datetime(2026, 11, 23, 6, 5)
"""Five past seven in Madrid."""
WEEK = date(2026, 11, 16)


class Post:
    """A transport that keeps what it is given."""

    def __init__(self) -> None:
        self.sent: list[EmailMessage] = []

    async def send(self, mail: EmailMessage, sender: str, to: str) -> None:
        """Keep it."""
        self.sent.append(mail)


@pytest.fixture
async def database(some_weeks: Path) -> AsyncIterator[Database]:
    """Some weeks of conversations."""
    async with copied(some_weeks) as database:
        yield database


async def sent(database: Database) -> list[str]:
    """To whom reports are in the outbox."""
    async with database.read() as session:
        query = select(SentMail.to).where(SentMail.kind == "report").order_by(SentMail.to)
        return [one.partition("@")[0] for one in await session.scalars(query)]


def words_of(data: bytes) -> str:
    """All words of a PDF."""
    pdf = pypdfium2.PdfDocument(data)
    return "\n".join(page.get_textpage().get_text_range() for page in pdf)


async def test_it_says_every_standard_with_its_definition(
    weekly: Weekly, gathering: Gathering
) -> None:
    report = await gathering.of(WEEK)
    for language in ("es", "en"):
        read = " ".join(words_of(await weekly.pdf(WEEK, language)).split())
        for one in definitions().current:
            assert " ".join(one.text[language].split()[:4]) in read
        for key in ("title", "repeated", "unanswered", "entries", "promises", "definitions"):
            assert WORDS[key][language] in read
    assert {one.definition.id for one in report.figures} == set(definitions().all)
    assert all(len(values) == 8 for values in report.trends.values())
    assert report.trends["containment"][-1] == next(
        one.value for one in report.figures if one.definition.id == "containment"
    )


async def test_what_is_asked_most_comes_first_in_the_readers_language(
    weekly: Weekly, gathering: Gathering
) -> None:
    report = await gathering.of(WEEK)
    asked = [one.asked for one in report.repeated]
    assert asked == sorted(asked, reverse=True)
    assert asked[0] > 1
    most = report.repeated[0].labels
    assert (most["es"], most["en"]) in GROUPS.values()
    read = words_of(await weekly.pdf(WEEK, "es"))
    assert most["es"][:25] in read.replace("\n", " ")


async def test_spanish_letters_are_in_the_pdf(weekly: Weekly) -> None:
    read = words_of(await weekly.pdf(WEEK, "es"))
    assert "Satisfacción" in read
    assert "Definiciones" in read
    assert "¿han servido?" in read


async def test_a_week_without_anything_has_a_report_too(weekly: Weekly) -> None:
    assert "None this week." in words_of(await weekly.pdf(date(2020, 1, 6), "en"))


async def test_it_goes_out_on_monday_morning_once_to_those_who_want_it(
    weekly: Weekly, readers: Readers, hire: Hire, clock: Clock, database: Database
) -> None:
    marta, mary, eva = [await hire(one) for one in ("marta", "mary", "eva")]
    agent = await hire("ana", role="agent")
    for one in (marta, mary, agent):
        await readers.set(one.id, Wish(weekly=True))
    assert not (await readers.wish(eva.id)).weekly
    clock.at = MONDAY - timedelta(minutes=6)
    assert await weekly.send_due() == 0, "it is not seven yet"
    clock.at = MONDAY
    assert await weekly.send_due() == 2
    assert await sent(database) == ["marta", "mary"]
    assert await weekly.send_due() == 0
    clock.at = MONDAY + timedelta(days=1)
    assert await weekly.send_due() == 0
    assert await weekly.sent(marta.id, WEEK) == MONDAY
    clock.at = MONDAY + timedelta(days=7)
    assert await weekly.send_due() == 2, "the next week is another one"


async def test_a_process_that_comes_later_sends_nothing_twice(
    weekly: Weekly, gathering: Gathering, readers: Readers, hire: Hire, clock: Clock,
    database: Database,
) -> None:  # fmt: skip
    marta = await hire("marta")
    await readers.set(marta.id, Wish(weekly=True))
    clock.at = MONDAY
    await weekly.send_due()
    report = await gathering.of(WEEK)
    assert not await weekly._once(report, marta, b"%PDF"), "the database refuses a second one"
    async with database.read() as session:
        assert await session.scalar(select(func.count()).select_from(WeeklyReport)) == 1
    assert await sent(database) == ["marta"]


async def test_whoever_asks_for_it_now_does_not_get_it_again_on_monday(
    weekly: Weekly, readers: Readers, hire: Hire, clock: Clock, database: Database
) -> None:
    marta = await hire("marta", language="en")
    await readers.set(marta.id, Wish(weekly=True))
    clock.at = MONDAY - timedelta(hours=5)
    await weekly.send_to(marta, WEEK)
    clock.at = MONDAY
    assert await weekly.send_due() == 0
    await weekly.send_to(marta, WEEK)
    assert len(await sent(database)) == 2, "asked for again is sent again"
    await weekly.send_to(marta, WEEK + timedelta(days=7))
    assert await weekly.sent(marta.id, WEEK + timedelta(days=7)) is None, "that week is not over"


async def test_the_pdf_goes_with_the_mail_and_is_gone_from_the_outbox(
    weekly: Weekly, hire: Hire, database: Database, transcript: Transcript,
    live: Live, clock: Clock,
) -> None:  # fmt: skip
    marta = await hire("marta")
    await weekly.send_to(marta, WEEK)
    post = Post()
    replies = Replies("counter@tramontana.example", "secret", False)
    envelopes = Envelopes("Tramontana", replies)
    sender = Sender(database, post, envelopes, transcript, live, clock)
    assert await sender.send_due() == 1
    [mail] = post.sent
    assert mail["Subject"] == "Informe semanal de servicio: 16–22 de noviembre de 2026"
    [file] = list(mail.iter_attachments())
    assert (file.get_filename(), file.get_content_type()) == (
        "informe-2026-11-16.pdf", "application/pdf",
    )  # fmt: skip
    assert "Informe semanal" in words_of(file.get_content())
    plain = mail.get_body(("plain",))
    assert plain is not None
    assert "Resuelto sin personas" in plain.get_content()
    async with database.read() as session:
        assert await session.scalar(select(func.count()).select_from(MailAttachment)) == 0


def test_weeks_are_the_companys() -> None:
    assert last_week(datetime(2026, 11, 22, 22, 59)) == date(2026, 11, 9)
    assert last_week(datetime(2026, 11, 22, 23, 0)) == WEEK, "Monday has begun in Madrid"
    period = period_of(WEEK)
    assert (period.first_day, period.last_day) == (WEEK, date(2026, 11, 22))
    assert not is_due(datetime(2026, 11, 23, 5, 59))
    assert is_due(datetime(2026, 11, 23, 6, 0))
    assert is_due(datetime(2026, 11, 25, 5, 59))
    assert not is_due(datetime(2026, 11, 25, 6, 0))
    assert is_due(datetime(2026, 7, 20, 5, 0)), "seven in summer"


def test_a_day_names_its_week() -> None:
    assert week_in("2026-11-18", NOW) == WEEK
    assert week_in("", NOW) == WEEK
    assert week_in("2026-11-24", NOW) == date(2026, 11, 23)
    for text in ("2026-12-01", "x", "1999-01-01"):
        with pytest.raises(NoWeek):
            week_in(text, NOW)
