"""The FAQ's pages, driven without a browser: from a draft to what customers get, and back."""

from collections.abc import AsyncIterator
from dataclasses import replace

import httpx
import pytest
from fastapi import FastAPI
from nicegui import ui
from nicegui.elements.upload_files import SmallFileUpload
from nicegui.testing import User

from bot import errors
from bot.agents import Agents
from bot.audit import AuditLog
from bot.console import AgentDesk, Lines, Queue, QueueDesk, Room
from bot.console.audit_words import ACTIONS
from bot.console.faq import FaqRoom
from bot.console.faq_files import faq_router
from bot.console.faq_parts import FaqDesk
from bot.console.faq_times import BadMoment, moment, shown
from bot.console.faq_words import TOPICS, WORDS
from bot.console.login import COOKIE
from bot.console.pages import Pages
from bot.console.tools import Tools
from bot.conversations import Hands, States, Transcript
from bot.database import Database
from bot.editorial import DraftFilter, DraftSource, Editorial, Quote, csv_file
from bot.editorial.words import ACTS
from bot.faqs import Faqs
from bot.live import Live
from bot.notes import Notebook
from bot.presence import Presence
from tests.core.test_console import simulated
from tests.editorial.conftest import ANA, EVA, KETTLE, Make, about

WAIT = 30


@pytest.fixture
async def agents(database: Database) -> Agents:
    """Eva writes in Spanish, Carla in English, Ben only answers customers."""
    agents = Agents(database)
    for name, role, language in (
        ("Eva", "content", "es"),
        ("Carla", "manager", "en"),
        ("Ben", "agent", "es"),
    ):
        one = await agents.ensure(f"{name.lower()}@example.com", name, "a secret", role)
        await agents.set_language(one.id, language)
    return agents


@pytest.fixture
async def visitor(
    agents: Agents,
    office: Editorial,
    database: Database,
    transcript: Transcript,
    states: States,
    hands: Hands,
    live: Live,
) -> AsyncIterator[User]:
    """Somebody at the console who is not logged in."""
    desk = AgentDesk(transcript, states, hands, live, audit=AuditLog(database))
    presence = Presence(database, live)
    queue = QueueDesk(desk, Queue(Lines(database), live), agents, presence)
    tools = Tools(Notebook.over(database), presence.agents)
    rooms = [Room("/faq", "faq", "content", FaqRoom(FaqDesk(office, agents)).build)]
    pages = Pages(desk, agents, "Tramontana", queue=queue, tools=tools, rooms=rooms)
    async with simulated(pages) as visitor:
        yield visitor


@pytest.fixture
async def eva(visitor: User, agents: Agents) -> User:
    """The visitor as Eva."""
    return await log_in(visitor, agents, "eva")


async def log_in(visitor: User, agents: Agents, name: str) -> User:
    key = await agents.log_in(f"{name}@example.com", "a secret")
    visitor.http_client.cookies.set(COOKIE, key)
    return visitor


async def test_it_is_for_those_who_write_content(visitor: User, agents: Agents) -> None:
    await log_in(visitor, agents, "ben")
    await visitor.open("/faq")
    await visitor.should_see("Esta página es para")


async def test_the_list_tells_how_far_each_is_and_filters(eva: User, make: Make) -> None:
    await make("kettle", "published")
    half = replace(about("half"), question_en="", answer_en="")
    await make("half", says=half)
    await eva.open("/faq")
    await eva.should_see("2 entradas")
    await eva.should_see("publicada")
    await eva.should_see("falta el inglés")
    await eva.open("/faq?state=live")
    await eva.should_see("1 entrada")
    await eva.should_not_see("falta el inglés")
    await eva.open("/faq?words=nada")
    await eva.should_see("Ninguna entrada con esos filtros.")


async def test_from_nothing_to_a_published_entry(eva: User, office: Editorial, faqs: Faqs) -> None:
    await eva.open("/faq?new=1")
    for name, value in KETTLE.values().items():
        text = "\n".join(value) if isinstance(value, list) else value
        eva.find(marker=name).clear().type(text)
    eva.find(marker="save").click()
    await eva.should_see("borrador", retries=WAIT)
    await eva.open("/faq?draft=1&view=check")
    for press, then in (
        ("submit", "en revisión"),
        ("approve", "aprobada"),
        ("publish", "publicada"),
    ):
        eva.find(marker=press).click()
        await eva.should_see(then, retries=WAIT)
    assert [one.answer for one in await faqs.entries()] == [KETTLE.answer_es, KETTLE.answer_en]
    [line] = await office.reading.lines(DraftFilter(), 5)
    assert line.faq_id == "products-jug-kettle-cleaned"


async def test_checks_are_shown_with_their_level(eva: User, make: Make) -> None:
    await make("kettle", "review", replace(KETTLE, answer_en=""))
    await eva.open("/faq?draft=1&view=check")
    await eva.should_see("8 bien, 0 por mirar, 1 que impiden aprobar.", retries=WAIT)
    await eva.should_see("Falta la respuesta en inglés.")
    eva.find(marker="approve").click()
    await eva.should_see("Todavía no se puede aprobar", retries=WAIT)


async def test_the_second_of_two_editors_keeps_their_text_and_sees_the_others(
    eva: User, office: Editorial, make: Make
) -> None:
    await make("kettle")
    await eva.open("/faq?draft=1")
    eva.find(marker="answer_en").clear().type("Mine.")
    await office.writing.save(1, replace(KETTLE, answer_en="Theirs."), 1, ANA)
    eva.find(marker="save").click()
    await eva.should_see("guardó la versión 2 mientras usted escribía", retries=WAIT)
    [field] = eva.find(marker="answer_en").elements
    assert isinstance(field, ui.textarea)
    assert field.value == "Mine."
    assert (await office.reading.entry(1)).wording.answer_en == "Theirs."
    eva.find(marker="mine").click()
    await eva.should_see("Guardado como versión 3.", retries=WAIT)
    assert (await office.reading.entry(1)).wording.answer_en == "Mine."


async def test_or_takes_what_the_other_wrote(eva: User, office: Editorial, make: Make) -> None:
    await make("kettle")
    await eva.open("/faq?draft=1")
    eva.find(marker="answer_en").clear().type("Mine.")
    await office.writing.save(1, replace(KETTLE, answer_en="Theirs."), 1, ANA)
    eva.find(marker="save").click()
    await eva.should_see(marker="theirs", retries=WAIT)
    eva.find(marker="theirs").click()
    [field] = eva.find(marker="answer_en").elements
    assert isinstance(field, ui.textarea)
    await eva.should_not_see(marker="theirs", retries=WAIT)
    assert field.value == "Theirs."


async def test_what_was_read_is_what_is_approved(eva: User, office: Editorial, make: Make) -> None:
    await make("kettle", "review")
    await eva.open("/faq?draft=1&view=check")
    await office.writing.save(1, replace(KETTLE, answer_en="Slipped in."), 1, ANA)
    await office.writing.submit(1, 2, ANA)
    eva.find(marker="approve").click()
    await eva.should_see("Alguien guardó la versión 2", retries=WAIT)
    assert (await office.reading.entry(1)).draft.state == "review"


async def test_a_publication_is_undone_with_one_click(eva: User, make: Make, faqs: Faqs) -> None:
    await make("kettle", "published")
    await eva.open("/faq?draft=1&view=check")
    eva.find(marker="do_undo").click()
    await eva.should_see("Deshecho", retries=WAIT)
    assert await faqs.entries() == []


async def test_retired_from_the_page(eva: User, make: Make, faqs: Faqs) -> None:
    await make("kettle", "published")
    await eva.open("/faq?draft=1&view=check")
    eva.find(marker="retire").click()
    await eva.should_see("Retirada: los clientes ya no la reciben.", retries=WAIT)
    assert await faqs.entries() == []


async def test_sent_back_with_a_reason_that_the_history_tells(
    eva: User, make: Make, office: Editorial
) -> None:
    await make("kettle", "review")
    await eva.open("/faq?draft=1&view=check")
    eva.find(marker="send_back").click()
    eva.find(marker="reason").type("Falta la cantidad.")
    eva.find(marker="do_send_back").click()
    await eva.should_see("borrador", retries=WAIT)
    await eva.open("/faq?draft=1&view=history")
    await eva.should_see("Falta la cantidad.")


async def test_scheduled_from_the_page_and_a_bad_time_is_named(
    eva: User, make: Make, office: Editorial
) -> None:
    await make("kettle", "approved")
    await eva.open("/faq?draft=1&view=check")
    eva.find(marker="schedule").click()
    eva.find(marker="publish_at").type("mañana")
    eva.find(marker="save_times").click()
    await eva.should_see("«mañana» no es una fecha con hora.", retries=WAIT)
    eva.find(marker="publish_at").clear().type("2999-01-02T10:00")
    eva.find(marker="save_times").click()
    await eva.should_see("programada", retries=WAIT)
    at = (await office.reading.entry(1)).draft.publish_at
    assert f"{at:%Y-%m-%d %H:%M}" == "2999-01-02 09:00"


async def test_history_restores_an_old_version(eva: User, make: Make, office: Editorial) -> None:
    await make("kettle")
    await office.writing.save(1, replace(KETTLE, answer_en="Worse."), 1, EVA)
    await eva.open("/faq?draft=1&view=history")
    await eva.should_see("Respuesta en inglés")
    eva.find(marker="restore-1").click()
    await eva.should_see("versión 3", retries=WAIT)
    assert (await office.reading.entry(1)).wording == KETTLE


async def test_sources_stand_beside_and_what_was_forgotten_is_said(
    eva: User, office: Editorial
) -> None:
    reply = Quote("reply", "es", "Con vinagre.", "c-9")
    gone = Quote("question", "es", "-", "c-8")
    await office.draft(DraftSource(question_es="¿Cómo?", quotes=(reply, gone)), EVA)
    await eva.open("/faq?draft=1")
    await eva.should_see("Con vinagre.")
    await eva.should_see("Borrada a petición del cliente.")


async def test_an_import_shows_what_would_change_and_makes_drafts(
    eva: User, office: Editorial, make: Make, faqs: Faqs
) -> None:
    await make("kettle", "published")
    out = csv_file.written([("kettle", replace(KETTLE, topic="care")), ("new", about("new"))])
    data = (out + "Malo,t,q,a,q,a,,\n").encode()
    await eva.open("/faq?view=import")
    [upload] = eva.find(marker="upload").elements
    assert isinstance(upload, ui.upload)
    await upload.handle_uploads([upload_of(data)])
    await eva.should_see("«Malo» no sirve de identificador", retries=WAIT)
    await eva.should_see("Línea 4, columna «id»")
    eva.find(marker="do_import").click()
    await eva.should_see("2 borradores hechos. Ninguno está publicado.", retries=WAIT)
    assert [one.id for one in await faqs.entries()] == ["kettle", "kettle"]
    assert await office.reading.count(DraftFilter(state="draft")) == 2


def upload_of(data: bytes) -> SmallFileUpload:
    """A file as a browser sends it."""
    return SmallFileUpload("faq.csv", "text/csv", data)


async def test_the_page_is_in_the_editors_language(
    visitor: User, agents: Agents, make: Make
) -> None:
    await make("kettle", "review")
    carla = await log_in(visitor, agents, "carla")
    await carla.open("/faq")
    await carla.should_see("in review")
    await carla.open("/faq?draft=1&view=check")
    await carla.should_see("I have read both languages: approve version 1")


async def test_an_entry_that_is_not_there_is_said(eva: User) -> None:
    await eva.open("/faq?draft=77")
    await eva.should_see("No hay ningún borrador 77")


@pytest.mark.parametrize("words", [WORDS, TOPICS], ids=["words", "topics"])
def test_every_text_exists_in_both_languages(words: dict[str, dict[str, str]]) -> None:
    assert [key for key, said in words.items() if set(said) != {"es", "en"}] == []


def test_times_are_the_companys() -> None:
    summer = moment("2026-07-01T10:00")
    assert f"{summer:%H:%M}" == "08:00"
    assert shown(summer) == "2026-07-01T10:00"
    assert moment(" ") is None
    assert shown(None) == ""
    with pytest.raises(BadMoment, match="tomorrow"):
        moment("tomorrow")


@pytest.fixture
async def door(office: Editorial, agents: Agents) -> AsyncIterator[httpx.AsyncClient]:
    """The way to the file."""
    app = FastAPI()
    errors.install(app)
    app.include_router(faq_router(office, agents))
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as http:
        yield http


async def test_the_file_is_for_editors_and_has_what_customers_read(
    door: httpx.AsyncClient, agents: Agents, make: Make
) -> None:
    await make("kettle", "published")
    await make("half", says=replace(about("half"), answer_en=""))
    assert (await door.get("/console/faq.csv")).status_code == 307
    door.cookies.set(COOKIE, await agents.log_in("ben@example.com", "a secret"))
    assert (await door.get("/console/faq.csv")).status_code == 403
    door.cookies.set(COOKIE, await agents.log_in("eva@example.com", "a secret"))
    live = (await door.get("/console/faq.csv")).content
    assert [one.faq_id for one in csv_file.read(live).lines] == ["kettle"]
    every = (await door.get("/console/faq.csv?drafts=1")).text
    assert "half" in every


def test_every_act_of_the_office_has_words_in_the_audit_log() -> None:
    versions = {"written", "imported", "restored", "adopted"}
    assert {f"faq_{one}" for one in ACTS.keys() - versions} | {"faq_written"} <= set(ACTIONS)
