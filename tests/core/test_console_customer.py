"""Beside a conversation an agent sees whose it is: what they own, what is open, what happened."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from nicegui import ui

from bot.backoffice import SqlBackoffice
from bot.backoffice.states import FLOWS
from bot.console import Lines, Queue, QueueDesk
from bot.console.customer import heading, line, word
from bot.console.keys import Keys
from bot.console.matter_words import KINDS, STATES
from bot.console.side import CustomerPanel, Place
from bot.console.tools import Tools
from bot.conversations import Hands, MessageDraft, States, Transcript
from bot.database import Database
from bot.identity import Identity, Limits
from bot.live import Live, News
from bot.notes import Notebook
from bot.presence import Presence
from bot.timeline import Timeline
from tests.backoffice.conftest import furnish
from tests.backoffice.rows import EMAIL
from tests.core.test_console import COOKIE as SESSION
from tests.core.test_console import NOTICES, AgentDesk, Agents, Pages, agents, simulated

__all__ = ["agents"]
RETURN = {"kind": "return", "number": "RMA-20031", "status": "approved", "items": ["1 x levante"]}


def test_every_state_of_a_matter_has_words_in_both_languages() -> None:
    named = {state for flow in FLOWS.values() for state in flow} | {"placed", "bot", "waiting"}
    assert named <= set(STATES)
    assert set(FLOWS) <= set(KINDS)
    for words in [*STATES.values(), *KINDS.values()]:
        assert set(words) == {"es", "en"}


@pytest.mark.parametrize(
    ("entry", "language", "expected"),
    [
        (RETURN, "es", "Devolución · RMA-20031 · aprobada · 1 x levante"),
        (RETURN, "en", "Return · RMA-20031 · approved · 1 x levante"),
        (
            {"kind": "contact", "text": "where is it?", "outcome": "unanswered"},
            "en",
            "Contact · unanswered · «where is it?»",
        ),
        (
            {"kind": "refund", "number": "RF-1", "status": "sent", "amount_eur": "389.00"},
            "es",
            "Reembolso · RF-1 · enviado al banco · 389.00 €",
        ),
    ],
)
def test_what_happened_is_one_line(entry: dict[str, Any], language: str, expected: str) -> None:
    assert line(entry, language) == expected


def test_the_heading_counts_open_matters() -> None:
    told: dict[str, Any] = {"customer": {"name": "Lucía"}, "open": []}
    assert heading(told, "es") == "Lucía"
    assert heading(told | {"open": [RETURN]}, "en") == "Lucía · 1 open matter"
    assert heading(told | {"open": [RETURN, RETURN]}, "es") == "Lucía · 2 asuntos abiertos"
    assert heading(None, "en") == word("nobody", "en")


@pytest.fixture
def timeline_desk(
    transcript: Transcript, states: States, live: Live, database: Database
) -> AgentDesk:
    """What an agent can do, with a shop behind it."""
    told = Timeline(SqlBackoffice(database), database)
    return AgentDesk(transcript, states, Hands(database), live, timeline=told)


async def test_an_agent_sees_who_it_is_once_that_is_known(
    database: Database,
    transcript: Transcript,
    states: States,
    live: Live,
    agents: Agents,
    timeline_desk: AgentDesk,
) -> None:
    shop = SqlBackoffice(await furnish(database))
    presence = Presence(database, live)
    queue = QueueDesk(timeline_desk, Queue(Lines(database), live), agents, presence)
    tools = Tools(Notebook.over(database), presence.agents, customer_every_s=0.05)
    pages = Pages(timeline_desk, agents, "Tramontana", 0.05, queue=queue, tools=tools)
    talk = await transcript.start("es")
    await states.ask_for_person(talk.id, MessageDraft("customer", "ayuda", asks=False), NOTICES)
    async with simulated(pages) as ana:
        ana.http_client.cookies.set(SESSION, await agents.log_in("ana@example.com", "secret"))
        await ana.open(f"/conversation/{talk.id}")
        await ana.should_see(word("nobody", "es"))
        await Identity(shop, database, Limits(slowest_s=0)).by_order(talk.id, "104512", EMAIL)
        live.publish(News(talk.id))
        await ana.should_see("Lucía", retries=20)
        await ana.should_see("TR-104512")
        await ana.should_not_see(word("nobody", "es"))


class Counted:
    """Counts how often the customer was asked for."""

    def __init__(self) -> None:
        self.times = 0

    async def __call__(self, conversation_id: str) -> None:
        self.times += 1


@pytest.fixture
async def counted(agents: Agents) -> AsyncIterator[tuple[Counted, CustomerPanel]]:
    """A panel on a page, and how often it asked."""
    [ana, _] = await agents.all()
    ask = Counted()
    panel = CustomerPanel(Place("c", ana, lambda text, data=None: None, Keys("es")), ask, 0.2)

    class Only:
        def register(self) -> None:
            ui.page("/")(panel.build)

    async with simulated(Only()) as visitor:  # type: ignore[arg-type]
        await visitor.open("/")
        yield ask, panel


async def test_the_customer_is_not_asked_for_when_people_talk(
    counted: tuple[Counted, CustomerPanel],
) -> None:
    asked, panel = counted
    await asyncio.sleep(0.3)
    for _ in range(3):
        await panel.on_news(News("c"), people_only=True)
        await panel.on_news(News("c", "marks"), people_only=False)
    await asyncio.sleep(0.3)
    assert asked.times == 1


async def test_the_customer_is_asked_for_seldom_when_much_happens(
    counted: tuple[Counted, CustomerPanel],
) -> None:
    asked, panel = counted
    for _ in range(20):
        await panel.on_news(News("c"), people_only=False)
    assert asked.times == 1
    await asyncio.sleep(0.5)
    assert asked.times == 2
