"""The pages of training examples, driven without a browser."""

from collections.abc import AsyncIterator

import pytest
from fastapi import FastAPI
from httpx import ASGITransport, AsyncClient
from nicegui import ui
from nicegui.testing import User

from bot import errors
from bot.agents import Agents
from bot.audit import AuditFilter, AuditLog
from bot.console import AgentDesk, Lines, Queue, QueueDesk, Room
from bot.console.audit_words import ACTIONS
from bot.console.login import COOKIE
from bot.console.pages import Pages
from bot.console.tools import Tools
from bot.console.training import TrainingDesk, TrainingRoom, training_router
from bot.console.training.words import WORDS
from bot.conversations import Hands, States, Transcript
from bot.database import Database
from bot.live import Live
from bot.notes import Notebook
from bot.presence import Presence
from bot.proposals import forget
from bot.proposals.choosing import WEIGHTS
from bot.proposals.lines import REASONS
from bot.proposals.tables import MEASURED, STATES
from bot.roles import NotAllowed
from tests.core.test_console import simulated
from tests.proposals.shop import Shop


@pytest.fixture
def agents(database: Database) -> Agents:
    """Accounts."""
    return Agents(database)


@pytest.fixture
def audit(database: Database) -> AuditLog:
    """What was done."""
    return AuditLog(database)


@pytest.fixture
def desk(shop: Shop, agents: Agents, audit: AuditLog) -> TrainingDesk:
    """What editors do."""
    ours = shop.confirming, shop.proposals, shop.scores, shop.measuring
    return TrainingDesk(*ours, agents, audit, shop.folder)


@pytest.fixture
async def visitor(
    desk: TrainingDesk, agents: Agents, database: Database, transcript: Transcript, hands: Hands,
    states: States, live: Live,
) -> AsyncIterator[User]:  # fmt: skip
    """Somebody at the console's pages who is not logged in."""
    talks, presence = AgentDesk(transcript, states, hands, live), Presence(database, live)
    queue = QueueDesk(talks, Queue(Lines(database), live), agents, presence)
    tools = Tools(Notebook.over(database), agents)
    rooms = [Room("/training", "training", "content", TrainingRoom(desk).build)]
    pages = Pages(talks, agents, "Tramontana", queue=queue, tools=tools, rooms=rooms)
    async with simulated(pages) as visitor:
        yield visitor


async def log_in(
    visitor: User, agents: Agents, role: str = "content", language: str = "es"
) -> None:
    """The visitor as an account of that role."""
    await agents.ensure("eva@example.com", "Eva", "a secret", role, language=language)
    key = await agents.log_in("eva@example.com", "a secret")
    visitor.http_client.cookies.set(COOKIE, key)


async def actions(audit: AuditLog) -> set[str]:
    return {row.action for row in await audit.read(AuditFilter())}


async def test_the_page_is_for_editors(visitor: User, agents: Agents) -> None:
    response = await visitor.http_client.get("/training")
    assert (response.status_code, response.headers["location"]) == (307, "/console/login")
    await log_in(visitor, agents, "agent")
    await visitor.open("/training")
    await visitor.should_see("Esta página es para")


async def test_who_loses_the_right_can_do_nothing_more(
    desk: TrainingDesk, agents: Agents, shop: Shop
) -> None:
    eva = await agents.ensure("eva@example.com", "Eva", "a secret", "content")
    group = await shop.confirmed()
    await agents.change(eva.id, role="agent")
    for act in (desk.make(eva), desk.confirm(eva, group, "order_status"), desk.latest(eva)):
        with pytest.raises(NotAllowed):
            await act


async def test_an_editor_confirms_a_group_makes_a_proposal_and_takes_a_line_out(
    visitor: User, agents: Agents, shop: Shop, audit: AuditLog
) -> None:
    group = await shop.confirmed()
    await shop.confirming.take_back(group)
    await log_in(visitor, agents)
    await visitor.open("/training")
    await visitor.should_see("Todavía no hay propuestas.")
    visitor.find(marker=f"confirm-{group}").click()
    await visitor.should_see("Confirmado: Estado del pedido", retries=20)
    await visitor.should_see("1 grupo confirmado", retries=20)
    visitor.find(marker="make").click()
    await visitor.should_see("Propuesta 1", retries=30)
    await visitor.should_see("+    - por dónde va el envío")
    await visitor.should_see("entendida como Cancelar el pedido (90 %)")
    await visitor.should_see("1 · el asistente ya las entiende")
    visitor.find(marker="remove-1").click()
    await visitor.should_not_see("+    - por dónde va el envío", retries=30)
    assert {"group_confirmed", "proposal_made", "proposal_thinned"} <= await actions(audit)


async def test_a_proposal_is_measured_before_ones_eyes(
    visitor: User, agents: Agents, shop: Shop
) -> None:
    await shop.confirmed()
    await shop.proposals.make("ana")
    await log_in(visitor, agents, language="en")
    await visitor.open("/training?proposal=1")
    await visitor.should_see("not measured")
    visitor.find(marker="measure").click()
    await visitor.should_see("waiting to be measured", retries=30)
    assert await shop.measuring.step()
    await visitor.should_see("Right now, wrong before: 2", retries=60)
    await visitor.should_see("Wrong now, right before: 0")
    await visitor.should_see("+33.3")
    await visitor.open("/training")
    await visitor.should_see("measured", kind=ui.label)


async def test_a_measurement_is_cancelled_on_the_page(
    visitor: User, agents: Agents, shop: Shop
) -> None:
    await shop.confirmed()
    await shop.proposals.make("ana")
    await shop.measuring.ask(1, "ana")
    await log_in(visitor, agents)
    await visitor.open("/training?proposal=1")
    visitor.find(marker="cancel").click()
    await visitor.should_see("medición cancelada", retries=30)
    assert not await shop.measuring.step()


async def test_a_proposal_is_rejected_with_a_reason(
    visitor: User, agents: Agents, shop: Shop, audit: AuditLog
) -> None:
    await shop.confirmed()
    await shop.proposals.make("ana")
    await log_in(visitor, agents)
    await visitor.open("/training?proposal=1")
    visitor.find(marker="reject").click()
    await visitor.should_see("Diga por qué, en pocas palabras.", retries=20)
    visitor.find(marker="reason").type("hay pocos")
    visitor.find(marker="reject").click()
    await visitor.should_see("Motivo: hay pocos", retries=30)
    await visitor.should_see("rechazada")
    await visitor.should_not_see(marker="take")
    assert "proposal_rejected" in await actions(audit)


async def test_a_group_shows_who_differs_and_takes_another_intent(
    visitor: User, agents: Agents, shop: Shop
) -> None:
    group = await shop.confirmed()
    await log_in(visitor, agents)
    await visitor.open(f"/training?group={group}")
    await visitor.should_see("Confirmado: Estado del pedido")
    await visitor.should_see("is my delivery on its way")
    await visitor.should_see("Sin clasificar")
    visitor.find(marker="take_back").click()
    await visitor.should_not_see("Confirmado: Estado del pedido", retries=30)
    assert await shop.confirming.confirmed() == {}


async def test_what_is_not_there_is_said(visitor: User, agents: Agents) -> None:
    await log_in(visitor, agents)
    await visitor.open("/training?proposal=99")
    await visitor.should_see("No hay ninguna propuesta 99.")
    await visitor.open("/training?group=99")
    await visitor.should_see("No hay ningún grupo 99.")
    await visitor.open("/training?intent=nonsense&from=abc&show=odd")
    await visitor.should_see("No hay grupos que mostrar.")


async def test_a_forgotten_line_is_told_of(visitor: User, agents: Agents, shop: Shop) -> None:
    await shop.confirmed()
    await shop.proposals.make("ana")
    async with shop.database.write() as session:
        await forget(session, ["other"])
    await log_in(visitor, agents)
    await visitor.open("/training?proposal=1")
    await visitor.should_see("pidieron que se les olvidara: 1.")
    await visitor.should_not_see("cuándo llegará el envío")


async def test_files_are_for_editors_and_leave_a_trace(
    desk: TrainingDesk, agents: Agents, shop: Shop, audit: AuditLog
) -> None:
    await shop.confirmed()
    await shop.proposals.make("ana")
    app = FastAPI()
    errors.install(app)
    app.include_router(training_router(desk, agents))
    async with AsyncClient(transport=ASGITransport(app), base_url="http://console") as http:
        assert (await http.get("/console/training/1.patch")).status_code == 307
        for name, role, status in (("ana", "agent", 403), ("eva", "content", 200)):
            await agents.ensure(f"{name}@example.com", name, "a secret", role)
            key = await agents.log_in(f"{name}@example.com", "a secret")
            http.cookies.set(COOKIE, key)
            answers = [
                await http.get(f"/console/training/1.{one}") for one in ("patch", "csv", "yml")
            ]
            assert {one.status_code for one in answers} == {status}
        patch, rows, flow = answers
        assert patch.text.startswith("--- a/data/flows/orders.yml\n")
        assert 'filename="proposal-1.patch"' in patch.headers["content-disposition"]
        assert rows.text.startswith("text,language,intent")
        assert flow.text.startswith('version: "3.1"')
        assert (await http.get("/console/training/1.exe")).status_code == 404
        assert (await http.get("/console/training/9.csv")).status_code == 404
    assert "proposal_exported" in await actions(audit)


def test_every_text_exists_in_both_languages() -> None:
    assert [key for key, said in WORDS.items() if set(said) != {"es", "en"}] == []
    names = [*STATES, *MEASURED, *(f"why_{one}" for one in WEIGHTS)]
    names += [f"out_{one}" for one in REASONS if one != "no_place"]
    assert [one for one in names if one not in WORDS] == []
    ours = ("group_confirmed", "proposal_made", "proposal_rejected", "measurement_cancelled")
    assert set(ours) <= set(ACTIONS)
