"""A simulated morning: the whole service with a played Rasa, customers, agents, and the books."""

import json
import re
from collections import Counter
from collections.abc import AsyncIterator
from datetime import date, datetime
from pathlib import Path

import httpx
import pytest
from nicegui import Client
from nicegui.testing.general import nicegui_reset_globals
from sqlalchemy import select

from bot import seed
from bot.agents import Agent
from bot.app import create_app
from bot.clock import CLOCK
from bot.conversations import Conversation, Escalation, Message
from bot.editorial.tables import FaqDraft
from bot.groups.tables import QuestionGroup
from bot.proposals.tables import ProposedExample
from bot.service import Service, build
from bot.settings import Settings
from bot.surveys.dimensions import DIMENSIONS
from bot.surveys.tables import QualitySurvey, Survey
from simulator import editor, library
from simulator.books import Books
from simulator.month import Month, Run
from simulator.place import Place, demo_settings, place_of
from simulator.real import RealCustomers, check_nobody_is_real
from simulator.staff import STAFF, hired
from simulator.truth import truth

pytestmark = pytest.mark.model
DAY = date(2026, 10, 5)
BEGINS, ENDS = datetime(2026, 10, 4, 22), datetime(2026, 10, 5, 8, 30)
PEOPLE = re.compile(r"persona|alguien|agente|person|somebody|human|agent|dos veces|twice", re.I)
ANSWER = {
    "text": "El envío de accesorios cuesta 3,90 € / €3.90.",
    "custom": {"answer": "an-answer"},
    "buttons": [{"title": "+", "payload": "/feedback_positive"}],
}
UNKNOWN = {"text": "No encuentro una respuesta segura a eso.", "buttons": []}
HANDED = {"text": "", "custom": {"handoff": {"reason": "asked_for_person"}}}


def plays_rasa(request: httpx.Request) -> httpx.Response:
    """Answers what is about prices, hands over who wants a person, and knows nothing else."""
    path = request.url.path
    if path == "/status":
        return httpx.Response(200, json={"model_file": "assistant.tar.gz"})
    if path == "/model/parse":
        return httpx.Response(200, json={"intent": {"name": "nlu_fallback", "confidence": 0.1}})
    if path.endswith("/tracker"):
        return httpx.Response(200, json={"slots": {}, "active_loop": {}})
    if path.endswith("/tracker/events"):
        return httpx.Response(200, json={})
    said = json.loads(request.content)["message"]
    reply = HANDED if PEOPLE.search(said) else ANSWER if len(said) % 2 else UNKNOWN
    return httpx.Response(200, json=[reply])


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A demonstration of nobody's environment."""
    return demo_settings(
        Settings(_env_file=None, var_dir=tmp_path, log_level="ERROR")
    ).with_secrets()


@pytest.fixture
async def place(settings: Settings) -> AsyncIterator[Place]:
    """The service as of that day's midnight."""
    CLOCK.begin_at(BEGINS)
    try:
        await seed.run(settings)
        rasa = httpx.AsyncClient(transport=httpx.MockTransport(plays_rasa), base_url="http://rasa")
        service = build(settings, rasa)
        # The console's pages are one for the process: those of earlier tests go first.
        with nicegui_reset_globals():
            transport = httpx.ASGITransport(create_app(service))
            async with httpx.AsyncClient(transport=transport, base_url="http://counter") as http:
                yield place_of(service, http)
            Client.page_routes.clear()
        await closed(service)
    finally:
        CLOCK.reset()


async def closed(service: Service) -> None:
    """Give back what it has open."""
    await service.turns.drain(5)
    await service.contacts.explained()
    await service.lookup.close()
    await service.http.aclose()
    await service.database.close()


async def test_a_morning_passes_and_the_books_say_what_the_rows_say(
    place: Place, settings: Settings
) -> None:
    books = await Month(place, Run(DAY, 1, seed=2), until=ENDS).pass_by()
    assert len(books.entries) >= 8
    assert [one.faults for one in books.entries if one.faults] == []
    async with place.service.database.read() as session:
        talks = {one.id: one for one in await session.scalars(select(Conversation))}
        said = list(await session.scalars(select(Message).order_by(Message.id)))
        handed = list(await session.scalars(select(Escalation)))
        scores = list(await session.scalars(select(Survey).where(Survey.score.is_not(None))))
        short = list(await session.scalars(select(QualitySurvey)))
        agents = {one.email for one in await session.scalars(select(Agent))}
    assert set(talks) == {one.conversation for one in books.entries}
    assert all(one.simulated for one in talks.values())
    assert all(BEGINS <= one.created_at <= ENDS for one in talks.values())
    assert agents >= {one.email for one in STAFF}
    check_handovers(books, handed, said)
    given = [one for each in books.entries for one in each.scores if one.value is not None]
    assert sorted((one.kind, one.score or 0) for one in scores) == sorted(
        (one.kind, one.value or 0) for one in given if one.kind not in DIMENSIONS
    )
    assert sorted(
        (name, getattr(one, name) or 0) for one in short for name in DIMENSIONS
    ) == sorted((name, value or 0) for name in DIMENSIONS for value in values_of(books, name))
    assert truth(books)["containment"].n >= len(books.entries)
    # The very database may be simulated on again: nobody real was there.
    await check_nobody_is_real(settings)
    await check_office(place)


async def check_office(place: Place) -> None:
    """Editors and managers find something to do: what was published, what waits, whom to teach."""
    known = library.read()
    [*_, (_, manager)] = await hired(place)
    await editor.publish(place, manager)
    await editor.begin(place, manager, known)
    await place.oversee()
    await editor.go_on(place, manager, known)
    async with place.service.database.read() as session:
        states = Counter(await session.scalars(select(FaqDraft.state)))
        marks = set(await session.scalars(select(QuestionGroup.mark)))
        examples = list(await session.scalars(select(ProposedExample)))
    assert states["draft"] == 2
    assert states["review"] == 1
    assert states["published"] >= 1
    assert "person_only" in marks
    assert examples


def values_of(books: Books, kind: str) -> list[int]:
    """What customers gave where a dimension was put to them, 0 where they gave nothing."""
    scores = [one for each in books.entries for one in each.scores]
    return sorted(one.value or 0 for one in scores if one.kind == kind)


def check_handovers(books: Books, handed: list[Escalation], said: list[Message]) -> None:
    """Each hand-over is in the books, with the time of a person's first words."""
    told = [(one.conversation, each) for one in books.entries for each in one.handovers]
    assert sorted(key for key, _ in told) == sorted(one.conversation_id for one in handed)
    assert any(each.first_words_at for _, each in told)
    replied = {one.conversation_id: one.first_reply_at for one in handed}
    words = {(one.conversation_id, one.created_at) for one in said if one.author == "agent"}
    for key, each in told:
        assert (each.first_words_at is None) == (replied[key] is None)
        assert each.first_words_at is None or (key, each.first_words_at) in words


async def test_nothing_is_simulated_where_a_real_customer_was(
    place: Place, settings: Settings
) -> None:
    await check_nobody_is_real(settings)
    await place.service.transcript.start("es")
    with pytest.raises(RealCustomers, match="1 conversation"):
        await check_nobody_is_real(settings)
