"""The page of standards, driven without a browser."""

from collections.abc import AsyncIterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlencode

import httpx
import pytest
from fastapi import FastAPI
from nicegui import ui
from nicegui.testing import User
from sqlalchemy import select

from bot.agents import Agents
from bot.alerts import Alerts, Readers, Rules, Watch
from bot.console import AgentDesk, Lines, Queue, QueueDesk, Room
from bot.console.login import COOKIE
from bot.console.pages import Pages
from bot.console.standards import standards_router
from bot.console.standards_page import alert_words, words
from bot.console.standards_page.alerts_desk import AlertsDesk
from bot.console.standards_page.desk import StandardsDesk
from bot.console.standards_page.overview import SECTIONS
from bot.console.standards_page.page import StandardsRoom
from bot.console.standards_page.strip import Strip
from bot.console.standards_page.weekly import report_router
from bot.console.standards_page.weekly_desk import WeeklyDesk
from bot.console.tools import Tools
from bot.conversations import Hands, States, Transcript
from bot.database import Database
from bot.errors import install
from bot.live import Live
from bot.mail import SentMail
from bot.notes import Notebook
from bot.presence import Presence
from bot.report import Weekly
from bot.standards import Period, Standards, definitions
from tests.conftest import copied
from tests.core.test_console import simulated
from tests.oversight.conftest import NOW, Clock, Hire

RULE = "unanswered_rate"


@pytest.fixture
async def database(some_weeks: Path) -> AsyncIterator[Database]:
    """Some weeks of conversations."""
    async with copied(some_weeks) as database:
        yield database


class Simulated:
    """Whether simulated data are counted, as a test says."""

    counted = False

    async def __call__(self) -> bool:
        return self.counted


@pytest.fixture
def shown() -> Simulated:
    """Whether simulated data are counted."""
    return Simulated()


@pytest.fixture
def weekly_desk(weekly: Weekly, readers: Readers, agents: Agents, clock: Clock) -> WeeklyDesk:
    """What managers do about reports."""
    return WeeklyDesk(weekly, readers, agents, clock)


@pytest.fixture
async def visitor(
    database: Database, standards: Standards, agents: Agents, alerts: Alerts, rules: Rules,
    readers: Readers, watch: Watch, weekly_desk: WeeklyDesk, shown: Simulated, clock: Clock,
    transcript: Transcript, states: States, hands: Hands, live: Live,
) -> AsyncIterator[User]:  # fmt: skip
    """Somebody at the console who is not logged in."""
    desk = AgentDesk(transcript, states, hands, live)
    presence = Presence(database, live)
    queue = QueueDesk(desk, Queue(Lines(database), live), agents, presence)
    figures = StandardsDesk(standards, agents, {"levante": "Levante"}, shown)
    told = AlertsDesk(alerts, rules, readers, watch, agents, definitions())
    room = StandardsRoom(figures, told, weekly_desk, clock)
    rooms = [Room("/standards", "standards", "report", room.build)]
    tools = Tools(Notebook.over(database), presence.agents)
    above = Strip(told).build
    pages = Pages(desk, agents, "Tramontana", queue=queue, tools=tools, rooms=rooms, above=above)
    async with simulated(pages) as visitor:
        yield visitor


@pytest.fixture
async def marta(visitor: User, agents: Agents, hire: Hire) -> User:
    """A manager who reads Spanish."""
    await hire("marta")
    return await log_in(visitor, agents, "marta")


async def log_in(visitor: User, agents: Agents, name: str) -> User:
    """The visitor as the account of `name`."""
    key = await agents.log_in(f"{name}@tramontana.example", "a secret")
    visitor.http_client.cookies.set(COOKIE, key)
    return visitor


class Read(HTMLParser):
    """The words, links and ids of HTML."""

    def __init__(self, made: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.links: list[str] = []
        self.ids: list[str] = []
        self.feed(made)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.ids += filter(None, [given.get("id")])
        if tag == "a":
            self.links += filter(None, [given.get("href")])

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).replace("\u00a0", " ").split())


async def read(user: User, **asked: object) -> Read:
    """The page that an address asks for."""
    await user.open(f"/standards?{urlencode(asked)}")
    made = [one.content for one in user.find(kind=ui.html).elements]
    return Read("".join(made))


async def test_agents_are_told_for_whom_it_is(visitor: User, agents: Agents, hire: Hire) -> None:
    await hire("ana", role="agent")
    await (await log_in(visitor, agents, "ana")).open("/standards")
    await visitor.should_see("Esta página es para: manager, admin")
    await visitor.should_not_see("Primera respuesta")


@pytest.mark.parametrize("language", ["es", "en"])
async def test_every_standard_has_its_number_and_its_definition(
    visitor: User, agents: Agents, hire: Hire, standards: Standards, language: str
) -> None:
    await hire("marta", language=language)
    page = await read(await log_in(visitor, agents, "marta"))
    for one in definitions().current:
        assert f"standard-{one.id}" in page.ids
        assert one.name[language] in page.text
        assert " ".join(one.text[language].split()) in page.text
    assert "{" not in page.text
    figures = await standards.figures(Period.last(30, NOW))
    contained = next(one for one in figures if one.definition.id == "containment")
    assert contained.value is not None
    said = f"{100 * contained.value:.1f}"
    assert (said if language == "en" else said.replace(".", ",")) in page.text


async def test_every_figure_opens_its_rows(marta: User, standards: Standards) -> None:
    page = await read(marta)
    figures = await standards.figures(Period.last(30, NOW))
    for one in figures:
        if one.n + one.left_out:
            assert f"/console/standards?standard={one.definition.id}&rows=1" in page.links
    behind = await read(marta, standard="containment", rows=1)
    rows = [one for one in behind.links if one.startswith("/console/conversation/")]
    counted = next(one for one in figures if one.definition.id == "containment")
    assert len(rows) == min(50, counted.n)
    assert f"{counted.n} filas: {counted.n} cuentan y 0 no." in behind.text


async def test_rows_are_paged_and_narrowed_to_what_they_count_as(
    marta: User, standards: Standards
) -> None:
    figure = await standards.figure("containment", Period.last(30, NOW))
    handed = next(one.n for one in figure.parts if one.name == "handed_over")
    page = await read(marta, standard="containment", rows=1, counted_as="handed_over")
    rows = [one for one in page.links if one.startswith("/console/conversation/")]
    assert len(rows) == min(50, handed)
    assert f"{handed} filas que cuentan como «pasó a una persona»." in page.text
    second = await read(marta, standard="containment", rows=1, page=2)
    rows = [one for one in second.links if one.startswith("/console/conversation/")]
    assert len(rows) == figure.n - 50
    assert "Página 2 de 2" in second.text


async def test_one_standard_has_its_parts_and_both_versions(marta: User) -> None:
    page = await read(marta, standard="simple_share")
    for version in definitions().all["simple_share"]:
        assert " ".join(version.text["es"].split()) in page.text
    for title in ("Por producto", "Por idioma", "Por tema", "Por canal", "Cómo cuenta cada fila"):
        assert title in page.text
    assert "/console/standards/rows.csv?standard=simple_share" in page.links


async def test_each_point_of_a_trend_opens_its_rows(marta: User, standards: Standards) -> None:
    page = await read(marta, standard="containment", days=7)
    points = [one for one in page.links if "rows=1" in one and "from=" in one]
    trend = await standards.trend("containment", Period.last(7, NOW))
    assert len(points) == sum(one.figure.n > 0 for one in trend) > 4
    busiest = max(trend, key=lambda one: one.figure.n)
    day = busiest.period.first_day.isoformat()
    assert f"/console/standards?from={day}&until={day}&standard=containment&rows=1" in points
    page = await read(marta, standard="containment", rows=1, **{"from": day, "until": day})
    assert f"{busiest.figure.n} fila" in page.text


async def test_the_figure_of_an_earlier_definition_opens_its_rows(
    marta: User, standards: Standards
) -> None:
    earlier, present = definitions().all["simple_share"]
    here = "/console/standards?"
    page = await read(marta, standard="simple_share")
    assert f"{here}version={earlier.version}&standard=simple_share&rows=1" in page.links
    assert f"{here}standard=simple_share&rows=1" in page.links
    assert not any(f"version={present.version}" in one for one in page.links)
    rows = await read(marta, standard="simple_share", rows=1, version=earlier.version)
    assert "Estas filas son las de una definición anterior:" in rows.text
    assert " ".join(earlier.text["es"].split()) in rows.text
    csv = f"/console/standards/rows.csv?standard=simple_share&version={earlier.version}"
    assert csv in rows.links
    figures = await standards.side_by_side("simple_share", Period.last(30, NOW))
    for part in figures[0].parts:
        asked = f"standard=simple_share&rows=1&counted_as={part.name}&version={earlier.version}"
        assert here + asked in rows.links


async def test_a_definition_that_changed_in_the_period_is_side_by_side(marta: User) -> None:
    changed = "La definición cambió en este periodo"
    assert changed in (await read(marta)).text
    assert changed not in (await read(marta, **{"from": "2026-10-05", "until": "2026-11-20"})).text


async def test_filters_are_in_the_address_and_narrow_the_figures(
    marta: User, standards: Standards
) -> None:
    page = await read(marta, days=90, language="en", by="channel")
    assert "Solo inglés." in page.text
    assert "/console/standards?days=7&language=en&by=channel" in page.links
    by = dict(await standards.by("containment", "language", Period.last(90, NOW)))
    assert f"de {by['en'].n}" in page.text
    assert by["en"].n < by["en"].n + by["es"].n


async def test_an_empty_period_says_so(marta: User) -> None:
    page = await read(marta, **{"from": "2020-01-01", "until": "2020-01-07"})
    assert page.text.count("Sin datos en el periodo") == len(definitions().current)
    assert "En este periodo no hay nada que contar." in page.text


@pytest.mark.parametrize(
    "asked", [{"from": "x"}, {"standard": "nonsense"}, {"show": "weekly", "week": "2099-01-01"}]
)
async def test_what_cannot_be_shown_is_said(marta: User, asked: dict[str, str]) -> None:
    await marta.open(f"/standards?{urlencode(asked)}")
    await marta.should_see("No se puede mostrar")


async def test_simulated_data_are_named(marta: User, shown: Simulated) -> None:
    await marta.open("/standards")
    await marta.should_not_see(marker="simulated")
    shown.counted = True
    await marta.open("/standards?standard=csat&rows=1")
    await marta.should_see("Datos simulados.")


async def test_a_broken_standard_is_in_a_strip_until_somebody_has_seen_it(
    marta: User, watch: Watch, alerts: Alerts, rules: Rules
) -> None:
    await marta.open("/")
    await marta.should_not_see(marker="broken-strip")
    await rules.change("marta", RULE, 0.001, 30, 1, True)
    await watch.check()
    opened = await alerts.open()
    assert opened
    await marta.open("/")
    await marta.should_see(marker="broken-strip")
    await marta.open("/standards?show=alerts")
    for one in opened:
        marta.find(marker=f"seen-{one.standard}").click()
        await marta.should_see("Enterado: Marta")
    await marta.open("/")
    await marta.should_not_see(marker="broken-strip")


async def test_a_manager_changes_what_is_watched(marta: User, rules: Rules, alerts: Alerts) -> None:
    await marta.open("/standards?show=alerts")
    field = marta.find(marker=f"target_share-{RULE}")
    field.clear().type("99")
    marta.find(marker=f"least-{RULE}").clear().type("1")
    marta.find(marker=f"save-{RULE}").click()
    await marta.should_see("Preguntas sin respuesta: guardado.")
    [rule] = [one for one in await rules.all() if one.definition.id == RULE]
    assert (rule.target, rule.least, rule.own) == (0.99, 1, True)
    assert RULE not in {one.standard for one in await alerts.open()}
    field.clear().type("200")
    marta.find(marker=f"save-{RULE}").click()
    await marta.should_see("no es posible")


async def test_the_weekly_report_is_wished_for_and_sent_now(
    marta: User, readers: Readers, agents: Agents, database: Database
) -> None:
    await marta.open("/standards?show=weekly")
    await marta.should_see("Semana: 16–22 de noviembre de 2026")
    marta.find(marker="weekly-by-mail").click()
    await marta.should_see("Anotado.")
    [account] = [one for one in await agents.all() if one.name == "Marta"]
    assert (await readers.wish(account.id)).weekly
    marta.find(marker="send-now").click()
    await marta.should_see("Enviado a marta@tramontana.example", retries=40)
    async with database.read() as session:
        sent = await session.scalars(select(SentMail.to).where(SentMail.kind == "report"))
        assert list(sent) == ["marta@tramontana.example"]


@pytest.fixture
async def door(
    standards: Standards, agents: Agents, weekly_desk: WeeklyDesk
) -> AsyncIterator[httpx.AsyncClient]:
    """The files of the page."""
    app = FastAPI()
    install(app)
    app.include_router(standards_router(standards, agents))
    app.include_router(report_router(weekly_desk, agents))
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as http:
        yield http


async def test_the_pdf_is_for_managers(door: httpx.AsyncClient, agents: Agents, hire: Hire) -> None:
    await hire("marta")
    await hire("ana", role="agent")
    path = "/console/standards/report.pdf?week=2026-11-18&language=en"
    assert (await door.get(path)).headers["location"] == "/console/login"
    door.cookies.set(COOKIE, await agents.log_in("ana@tramontana.example", "a secret"))
    assert (await door.get(path)).status_code == 403
    door.cookies.set(COOKIE, await agents.log_in("marta@tramontana.example", "a secret"))
    given = await door.get(path)
    assert given.headers["content-type"] == "application/pdf"
    assert 'filename="report-2026-11-16.pdf"' in given.headers["content-disposition"]
    assert given.content.startswith(b"%PDF")
    assert (await door.get("/console/standards/report.pdf?week=x")).status_code == 422


def test_every_standard_has_its_section_and_every_part_its_words() -> None:
    placed = [one for names in SECTIONS.values() for one in names]
    assert sorted(placed) == sorted(definitions().all)
    for texts in (words.WORDS, words.PARTS, alert_words.WORDS):
        assert all(set(one) == {"es", "en"} and all(one.values()) for one in texts.values())


async def test_every_part_that_standards_have_is_worded(standards: Standards) -> None:
    for figure in await standards.figures(Period.last(90, NOW)):
        for part in figure.parts:
            known = part.name in words.PARTS or part.name in words.CONSOLE
            assert known, f"{figure.definition.id}: {part.name}"


async def test_today_is_said_at_once(marta: User, standards: Standards) -> None:
    page = await read(marta)
    today = await standards.figures(Period.last(1, NOW))
    matters = next(one for one in today if one.definition.id == "containment")
    said = "un asunto" if matters.n == 1 else f"{matters.n} asuntos"
    expected = f"Hoy, hasta ahora: {said}." if matters.n else "Hoy no hay todavía nada que contar."
    assert expected in page.text
    assert "Hoy, hasta ahora" not in (await read(marta, days=1)).text
    assert "Hoy, hasta ahora" not in (await read(marta, until="2026-11-10")).text


async def test_figures_of_parts_open_their_rows(marta: User) -> None:
    page = await read(marta, days=90)
    path = "/console/standards?days=90&product=levante&standard=csat"
    assert f"{path}&rows=1" in page.links
    one = await read(marta, days=90, standard="csat")
    assert path in one.links
    assert f"{path}&rows=1" in one.links
