"""The agents' home and the bell, page side: what a claim, a status and a switch do."""

import asyncio
import json
from collections.abc import AsyncIterator

import pytest
from nicegui.testing import User

from bot.agents import Agent, Agents
from bot.audit import AuditFilter, AuditLog
from bot.console import AgentDesk, Queue, QueueDesk
from bot.console.login import COOKIE
from bot.console.pages import Pages
from bot.console.queue_view import Bell, QueueList
from bot.console.queue_words import BELL, KEYS, SEARCH, WORDS
from bot.console.tools import Tools
from bot.console.words import label
from bot.conversations import AtCapacity, Hands, MessageDraft, States, Transcript
from bot.database import Database
from bot.live import Live
from bot.notes import Notebook
from bot.presence import Presence
from bot.roles import NotAllowed
from tests.core.test_console import simulated
from tests.queue.conftest import Ask
from tests.queue.test_queue import until

NOTICE = MessageDraft("system", "soy yo")


@pytest.fixture
async def agents(database: Database) -> Agents:
    """Ana and Luis, and Eva who writes manuals."""
    agents = Agents(database)
    for name, role in (("Ana", "agent"), ("Luis", "agent"), ("Eva", "content")):
        await agents.ensure(f"{name}@example.com", name, "secret", role)
    return agents


@pytest.fixture
def desk(
    transcript: Transcript,
    states: States,
    hands: Hands,
    live: Live,
    agents: Agents,
    queue: Queue,
    database: Database,
) -> QueueDesk:
    """What an agent can do from the queue."""
    agent_desk = AgentDesk(transcript, states, hands, live, audit=AuditLog(database))
    return QueueDesk(agent_desk, queue, agents, Presence(database, live))


async def one(agents: Agents, name: str) -> Agent:
    return await agents.of_email(f"{name}@example.com")


async def test_the_first_that_nobody_took_is_claimed(
    desk: QueueDesk, ask: Ask, agents: Agents, hands: Hands, transcript: Transcript
) -> None:
    ana, luis = await one(agents, "ana"), await one(agents, "luis")
    taken, free, last = await ask("uno"), await ask("dos"), await ask("tres")
    await hands.claim(taken, luis.id, NOTICE)
    assert await desk.claim_first(ana, ["no such", taken, free, last]) == free
    assert (await transcript.get(free)).assigned_agent == ana.id
    assert (await transcript.get(last)).state == "waiting"
    assert await desk.claim_first(ana, [taken]) is None


async def test_one_at_capacity_takes_none_of_them(
    desk: QueueDesk, ask: Ask, agents: Agents
) -> None:
    ana = await agents.change((await one(agents, "ana")).id, capacity=1)
    first, second = await ask("uno"), await ask("dos")
    assert await desk.claim_first(ana, [first]) == first
    with pytest.raises(AtCapacity):
        await desk.claim_first(ana, [second])


async def test_who_does_not_answer_customers_takes_none(
    desk: QueueDesk, ask: Ask, agents: Agents
) -> None:
    talk = await ask("uno")
    with pytest.raises(NotAllowed):
        await desk.claim_first(await one(agents, "eva"), [talk])


async def test_claims_and_statuses_are_in_the_audit_log(
    desk: QueueDesk, ask: Ask, agents: Agents, database: Database
) -> None:
    ana = await one(agents, "ana")
    await desk.claim_first(ana, [await ask("uno")])
    await desk.be(ana, "away")
    rows = await AuditLog(database).read(AuditFilter(agent_id=ana.id))
    assert {row.action for row in rows} >= {"claim", "status"}


async def test_switches_are_remembered_and_others_are_left_alone(
    desk: QueueDesk, agents: Agents
) -> None:
    ana = await one(agents, "ana")
    await desk.prefer(ana, "sound", False)
    await desk.prefer(ana, "notify", True)
    await desk.prefer(ana, "role", True)
    ana = await one(agents, "ana")
    assert (ana.sound, ana.notify, ana.role) == (False, True, "agent")


@pytest.fixture
async def ana(desk: QueueDesk, agents: Agents, database: Database) -> AsyncIterator[User]:
    """Ana, logged in."""
    tools = Tools(Notebook.over(database), desk.presence.agents)
    pages = Pages(desk.desk, agents, "Tramontana", queue=desk, tools=tools)
    async with simulated(pages) as visitor:
        key = await agents.log_in("ana@example.com", "secret")
        visitor.http_client.cookies.set(COOKIE, key)
        yield visitor


def bell(user: User) -> Bell:
    [found] = user.find(Bell).elements
    return found


def told(user: User) -> list[str]:
    """The scripts that wait to be sent to the page, those of the bell."""
    assert user.client is not None
    outbox = user.client.outbox
    sent = [message for _, _, message in outbox.message_history] + list(outbox.messages)
    scripts = [data.get("code", "") for _, kind, data in sent if kind == "run_javascript"]
    return [one for one in scripts if "'apply'" in one]


async def test_the_page_begins_with_the_lines_of_now(ana: User, ask: Ask) -> None:
    talk = await ask("¿hola?", "<b>gordo</b>")
    await ana.open("/")
    [line] = bell(ana).lines
    assert (line["id"], line["words"]) == (talk, "<b>gordo</b>")
    json.dumps(bell(ana).props["words"])


async def test_what_comes_is_told_to_the_page(ana: User, ask: Ask) -> None:
    await ana.open("/")
    assert bell(ana).lines == []
    talk = await ask("hola")
    await until(lambda: any(talk in one for one in told(ana)))


async def test_a_claim_leads_to_the_conversation(
    ana: User, ask: Ask, transcript: Transcript
) -> None:
    talk = await ask("hola")
    await ana.open("/")
    ana.find(QueueList).trigger("claim", [talk])
    await ana.should_see(label("state_agent", "es"), retries=30)
    assert (await transcript.get(talk)).state == "agent"


@pytest.mark.parametrize(("ids", "words"), [([], "none_to_claim"), (["gone"], "all_taken")])
async def test_what_cannot_be_claimed_is_said(ana: User, ids: list[str], words: str) -> None:
    await ana.open("/")
    ana.find(QueueList).trigger("claim", ids)
    await ana.should_see(WORDS[words]["es"], retries=20)


async def test_the_bell_switches_the_status(ana: User, desk: QueueDesk, agents: Agents) -> None:
    await ana.open("/")
    ana.find(Bell).trigger("status", "away")
    ana.find(Bell).trigger("prefer", ["sound", False])
    person = await one(agents, "ana")
    for _ in range(150):
        if await desk.status(person) == "away" and not (await one(agents, "ana")).sound:
            return
        await asyncio.sleep(0.02)
    pytest.fail("one of the two was not remembered")


@pytest.mark.parametrize("table", [WORDS, BELL, KEYS, SEARCH])
def test_every_text_is_there_in_both_languages(table: dict[str, dict[str, str]]) -> None:
    assert all(set(texts) == {"es", "en"} and all(texts.values()) for texts in table.values())
