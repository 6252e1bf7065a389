"""The agents' console: NiceGUI's pages, driven without a browser."""

import gc
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime

import httpx
import pytest
from fastapi import FastAPI
from nicegui import Client, core, ui
from nicegui.elements.markdown import Markdown
from nicegui.functions.download import download
from nicegui.functions.navigate import Navigate
from nicegui.functions.notify import notify
from nicegui.testing import User
from nicegui.testing.general import nicegui_reset_globals, prepare_simulation

from bot.agents import Agents
from bot.answers import Answers
from bot.backoffice import local
from bot.console import AgentDesk, Lines, Queue, QueueDesk, login_router, mount
from bot.console.login import COOKIE
from bot.console.pages import Pages
from bot.console.parts import when
from bot.console.queue_view import QueueList
from bot.console.tools import Tools
from bot.console.words import label
from bot.conversations import Hands, MessageDraft, States, Transcript
from bot.database import Database, now
from bot.live import Live, News
from bot.notes import Notebook
from bot.pages import make_templates
from bot.presence import Presence
from bot.settings import Settings
from bot.surveys import Surveys
from bot.words import say

NOTICES = {"bot": MessageDraft("system", "espere")}


@asynccontextmanager
async def simulated(pages: Pages) -> AsyncIterator[User]:
    """A visitor of `pages`; as NiceGUI's own fixture, which would want a main file.

    It collects garbage before and after: what is old already (torch, Ray, every module of ours)
    need not be looked through twice a test, which takes seconds.
    """
    gc.freeze()
    with nicegui_reset_globals():
        os.environ["NICEGUI_USER_SIMULATION"] = "true"
        try:
            pages.register()
            prepare_simulation()
            ui.run()
            async with core.app.router.lifespan_context(core.app):
                transport = httpx.ASGITransport(core.app)
                async with httpx.AsyncClient(transport=transport, base_url="http://test") as http:
                    yield User(http)
        finally:
            del os.environ["NICEGUI_USER_SIMULATION"]
            ui.navigate, ui.notify, ui.download = Navigate(), notify, download
            # Otherwise NiceGUI takes the modules of the pages out of sys.modules.
            Client.page_routes.clear()


@pytest.fixture
def agent_desk(transcript: Transcript, states: States, hands: Hands, live: Live) -> AgentDesk:
    """What an agent can do."""
    return AgentDesk(transcript, states, hands, live)


@pytest.fixture
def queue_desk(agent_desk: AgentDesk, agents: Agents, database: Database, live: Live) -> QueueDesk:
    """What an agent can do from the queue."""
    queue = Queue(Lines(database), live)
    return QueueDesk(agent_desk, queue, agents, Presence(database, live))


@pytest.fixture
async def agents(database: Database) -> Agents:
    """Accounts of Ana and Luis."""
    agents = Agents(database)
    for name in ("Ana", "Luis"):
        await agents.ensure(f"{name}@example.com", name, "secret", "agent")
    return agents


@pytest.fixture
def tools(database: Database, live: Live) -> Tools:
    """What an agent has beside a conversation."""
    return Tools(
        Notebook.over(database),
        Presence(database, live).agents,
        surveys=Surveys(database),
        answers=Answers(database),
    )


@pytest.fixture
async def visitor(
    agent_desk: AgentDesk, agents: Agents, queue_desk: QueueDesk, tools: Tools
) -> AsyncIterator[User]:
    """Somebody who is not logged in."""
    pages = Pages(agent_desk, agents, "Tramontana", 0.05, queue=queue_desk, tools=tools)
    async with simulated(pages) as visitor:
        yield visitor


@pytest.fixture
async def ana(visitor: User, agents: Agents) -> User:
    """The visitor, logged in."""
    key = await agents.log_in("ana@example.com", "secret")
    visitor.http_client.cookies.set(COOKIE, key)
    return visitor


@pytest.fixture
async def waiting(transcript: Transcript, states: States) -> str:
    """A conversation in English that waits for a person."""
    conversation = await transcript.start("en", MessageDraft("bot", "Hello, **dear** customer"))
    citation = {"title": "Kettle", "heading": "Care", "page": 3, "url": "/manuals/kettle?passage=1"}
    answer = MessageDraft("bot", "Rinse it.", data={"citations": [citation]})
    await transcript.append(conversation.id, answer)
    wish = MessageDraft("customer", "It is <b>broken</b>", asks=False)
    await states.ask_for_person(conversation.id, wish, NOTICES)
    return conversation.id


async def texts(transcript: Transcript, conversation_id: str) -> list[str]:
    """All that was said."""
    return [one.text for one in await transcript.after(conversation_id, 0)]


@pytest.mark.parametrize("path", ["/", "/conversation/abc"])
async def test_strangers_are_sent_to_the_login(visitor: User, path: str) -> None:
    visitor.http_client.cookies.set(COOKIE, "made up")
    response = await visitor.http_client.get(path)
    assert (response.status_code, response.headers["location"]) == (307, "/console/login")


async def test_agent_claims_answers_and_resolves(
    ana: User, waiting: str, transcript: Transcript
) -> None:
    await ana.open("/")
    ana.find(QueueList).trigger("claim", [waiting])
    await ana.should_see(label("send", "es"), retries=20)
    await ana.should_see("Kettle · Care, p. 3")
    assert ana.back_history[-1] == f"/conversation/{waiting}"
    row = await transcript.get(waiting)
    assert row.state == "agent"

    ana.find(marker="reply").type("Let us send you a new one.")
    ana.find(marker="send").click()
    await ana.should_see("Let us send you a new one.", kind=ui.label, retries=20)

    ana.find(marker="resolve").click()
    await ana.should_see(marker="do_resolve", retries=20)
    ana.find(marker="do_resolve").click()
    await ana.should_see(label("conversations", "es"), retries=20)
    said = await texts(transcript, waiting)
    assert said[-3:] == [
        say("claimed", "en", agent="Ana"),
        "Let us send you a new one.",
        say("resolved", "en", agent="Ana"),
    ]
    assert (await transcript.get(waiting)).state == "bot"


async def test_conversation_is_followed_live(
    ana: User, waiting: str, transcript: Transcript, live: Live
) -> None:
    await ana.open(f"/conversation/{waiting}")
    await ana.should_see(label("state_waiting", "es"))
    await transcript.append(waiting, MessageDraft("customer", "Are you there?"))
    live.publish(News(waiting))
    await ana.should_see("Are you there?", retries=20)
    live.publish(News(waiting, "typing", "customer", True))
    await ana.should_see(label("typing", "es"), retries=20)


async def test_second_agent_is_told_that_it_is_taken(
    hands: Hands, ana: User, waiting: str, states: States, agents: Agents, transcript: Transcript
) -> None:
    await ana.open(f"/conversation/{waiting}")
    luis = await agents.of_session(await agents.log_in("luis@example.com", "secret"))
    assert luis is not None
    await hands.claim(waiting, luis.id, MessageDraft("system", "soy Luis"))
    ana.find(marker="claim").click()
    await ana.should_see(label("taken", "es"), retries=20)
    assert (await transcript.get(waiting)).assigned_agent == luis.id


@pytest.mark.parametrize("path", ["/", "/conversation/{}"])
async def test_open_page_ends_with_the_login(
    ana: User, waiting: str, agents: Agents, path: str
) -> None:
    ui.page("/login")(lambda: ui.label("the login"))
    await ana.open(path.format(waiting))
    await ana.should_see("Ana")
    await agents.log_out(ana.http_client.cookies[COOKIE])
    await ana.should_see("the login", retries=20)


async def test_unknown_conversation_says_so(ana: User) -> None:
    await ana.open("/conversation/abc")
    await ana.should_see(label("not_found", "es"))


async def test_language_of_the_agent_is_changed(ana: User, agents: Agents) -> None:
    await ana.open("/")
    ana.find(label("language", "es")).click()
    await ana.should_see(label("log_out", "en"), retries=20)
    await ana.should_see(label("conversations", "en"))


async def test_sources_lead_out_of_the_console(ana: User, waiting: str) -> None:
    page = await ana.open(f"/conversation/{waiting}")
    links = [str(one.props["href"]) for one in page.elements.values() if one.tag == "a"]
    assert links == ["/manuals/kettle?passage=1"]


def test_times_are_the_companys_and_name_another_day() -> None:
    assert when(datetime(2026, 1, 31, 23, 30)) == "01/02/2026 00:30"
    assert when(datetime(2026, 7, 1, 10, 0)) == "01/07/2026 12:00"
    today = now()
    assert when(today) == f"{local(today):%H:%M}"


async def test_our_texts_repeat_a_customers_html_as_words(
    ana: User, waiting: str, transcript: Transcript
) -> None:
    text = "Problema: <img src=x> ![p](https://elsewhere.example/p.png) **fin**"
    await transcript.append(waiting, MessageDraft("bot", text))
    page = await ana.open(f"/conversation/{waiting}")
    drawn = [one.props["innerHTML"] for one in page.elements.values() if isinstance(one, Markdown)]
    assert "&lt;img src=x" in drawn[-1]
    assert "<img" not in drawn[-1]
    assert "<strong>fin</strong>" in drawn[-1]


async def test_console_is_mounted_beside_the_login(
    agent_desk: AgentDesk,
    agents: Agents,
    queue_desk: QueueDesk,
    tools: Tools,
    settings: Settings,
) -> None:
    app = FastAPI()
    app.include_router(login_router(agents, make_templates("Tramontana"), settings))
    with nicegui_reset_globals():
        try:
            mount(app, agent_desk, agents, "Tramontana", queue_desk, tools)
            transport = httpx.ASGITransport(app)
            async with (
                app.router.lifespan_context(app),
                httpx.AsyncClient(
                    transport=transport, base_url="http://x", follow_redirects=True
                ) as http,
            ):
                assert label("log_in", "es") in (await http.get("/console/")).text
                form = {"email": "ana@example.com", "password": "secret"}
                page = await http.post("/console/login", data=form)
                assert (page.status_code, page.url.path) == (200, "/console/")
                assert label("conversations", "es") in page.text
        finally:
            Client.page_routes.clear()
