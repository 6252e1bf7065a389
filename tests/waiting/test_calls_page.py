"""The console's page of calls, and what managers see of promises."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from nicegui.testing import User

from bot.agents import Agent, Agents
from bot.audit import AuditFilter, AuditLog
from bot.console import AgentDesk, CallsDesk, CallsRoom, Lines, Queue, QueueDesk, Room
from bot.console.calls_words import WORDS
from bot.console.login import COOKIE
from bot.console.pages import Pages
from bot.console.tools import Tools
from bot.conversations import MessageDraft
from bot.database import Database
from bot.notes import Notebook
from bot.presence import Presence
from bot.roles import NotAllowed
from bot.waiting import CallbackGone
from tests.core.test_console import simulated
from tests.waiting.conftest import Counter


@pytest.fixture
def agents(database: Database) -> Agents:
    """The accounts."""
    return Agents(database)


@pytest.fixture
def calls(counter: Counter) -> CallsDesk:
    """The calls of the counter."""
    audit = AuditLog(counter.database, counter.clock)
    own = (counter.callbacks, counter.promises, audit, counter.live, counter.clock)
    return CallsDesk(*own, Lines(counter.database))


@pytest.fixture
async def visitor(counter: Counter, calls: CallsDesk, agents: Agents) -> AsyncIterator[User]:
    """Somebody at the console who is not logged in."""
    database, live = counter.database, counter.live
    presence = Presence(database, live)
    desk = AgentDesk(counter.transcript, counter.states, counter.hands, live)
    queue = QueueDesk(desk, Queue(Lines(database), live), agents, presence)
    tools = Tools(Notebook.over(database), presence.agents)
    rooms = [Room("/calls", "calls", "answer", CallsRoom(calls).build)]
    pages = Pages(desk, agents, "Tramontana", queue=queue, tools=tools, rooms=rooms)
    async with simulated(pages) as visitor:
        yield visitor


async def hired(agents: Agents, name: str, role: str = "agent") -> Agent:
    return await agents.ensure(f"{name.lower()}@example.com", name, "a secret", role)


async def enter(visitor: User, agents: Agents, name: str) -> None:
    key = await agents.log_in(f"{name.lower()}@example.com", "a secret")
    visitor.http_client.cookies.set(COOKIE, key)
    await visitor.open("/calls")


async def booked(counter: Counter, phone: str = "612345678", language: str = "es") -> str:
    mine = await counter.ask(language)
    await counter.choices.book(mine, phone, (await counter.choices.free())[0].begins_at)
    return mine


async def test_a_call_tells_what_it_is_about(
    counter: Counter, calls: CallsDesk, agents: Agents, visitor: User
) -> None:
    ana, mine = await hired(agents, "Ana"), await booked(counter)
    for text in ("La lavadora no centrifuga", "mejor póngame con una persona"):
        await counter.transcript.append(mine, MessageDraft("customer", text))
    [call] = await calls.calls(ana)
    assert (call.words, call.customer) == ("La lavadora no centrifuga", "")
    await enter(visitor, agents, "Ana")
    await visitor.should_see("La lavadora no centrifuga")


async def test_calls_are_listed_with_number_slot_and_whether_it_is_time(
    counter: Counter, calls: CallsDesk, agents: Agents
) -> None:
    ana = await hired(agents, "Ana")
    mine = await booked(counter, language="en")
    [call] = await calls.calls(ana)
    assert (call.conversation_id, call.language) == (mine, "en")
    assert (call.phone, call.title) == ("+34 612 34 56 78", "martes 24, 10:30-11:00")
    assert call.due == "later"
    counter.clock.on(minutes=30)
    assert (await calls.calls(ana))[0].due == "now"
    counter.clock.on(minutes=31)
    assert (await calls.calls(ana))[0].due == "late"


async def test_a_call_is_noted_in_the_audit_log_and_made_by_one(
    counter: Counter, calls: CallsDesk, agents: Agents
) -> None:
    ana, luis = await hired(agents, "Ana"), await hired(agents, "Luis")
    mine = await booked(counter)
    [call] = await calls.calls(ana)
    await calls.called(ana, call.id, reached=True)
    with pytest.raises(CallbackGone):
        await calls.called(luis, call.id, reached=True)
    [noted] = await AuditLog(counter.database).read(AuditFilter(action="called"))
    assert (noted.agent_id, noted.conversation_id) == (ana.id, mine)
    assert noted.detail == {"reached": True}


async def test_who_does_not_pick_up_reads_that_we_called(
    counter: Counter, calls: CallsDesk, agents: Agents
) -> None:
    ana, mine = await hired(agents, "Ana"), await booked(counter, language="en")
    await calls.called(ana, (await calls.calls(ana))[0].id, reached=False)
    [*_, last] = await counter.transcript.after(mine, 0)
    assert last.data == {"notice": "callback_missed"}
    assert last.text.startswith("We called you on +34 612 34 56 78 (10:00) and nobody answered.")


async def test_those_who_answer_nobody_see_no_calls(calls: CallsDesk, agents: Agents) -> None:
    writer = await hired(agents, "Marta", "content")
    with pytest.raises(NotAllowed):
        await calls.calls(writer)
    with pytest.raises(NotAllowed):
        await calls.called(writer, 1, reached=True)


async def test_figures_are_for_managers(counter: Counter, calls: CallsDesk, agents: Agents) -> None:
    await booked(counter)
    assert await calls.scores(await hired(agents, "Ana")) == []
    scores = await calls.scores(await hired(agents, "Eva", "manager"))
    assert [(one.kind, one.made) for one in scores] == [("wait", 1), ("email", 0), ("callback", 1)]


async def test_an_agent_calls_from_the_page(
    visitor: User, counter: Counter, agents: Agents
) -> None:
    await hired(agents, "Ana")
    await booked(counter)
    await enter(visitor, agents, "Ana")
    await visitor.should_see("+34 612 34 56 78")
    await visitor.should_see("martes 24, 10:30-11:00")
    await visitor.should_not_see("Promesas de los últimos 30 días")
    visitor.find(marker="reached-1").click()
    await visitor.should_see("Nadie espera una llamada.", retries=20)
    assert await counter.callbacks.listed() == []


async def test_a_manager_sees_how_promises_were_kept(
    visitor: User, counter: Counter, agents: Agents
) -> None:
    await hired(agents, "Eva", "manager")
    await counter.answered(await counter.ask())
    await counter.ask()
    counter.clock.on(minutes=11)
    await counter.promises.score()
    await enter(visitor, agents, "Eva")
    await visitor.should_see("Promesas de los últimos 30 días")
    await visitor.should_see("50%")


async def test_a_call_that_a_colleague_made_is_refused_on_the_page(
    visitor: User, counter: Counter, agents: Agents
) -> None:
    await hired(agents, "Ana")
    await booked(counter)
    await enter(visitor, agents, "Ana")
    await visitor.should_see(marker="reached-1")
    await counter.callbacks.called(1, "luis", reached=True)
    visitor.find(marker="reached-1").click()
    await visitor.should_see("Esa llamada ya se hizo o se anuló.", retries=20)


def test_every_text_is_there_in_both_languages() -> None:
    assert all(set(one) == {"es", "en"} for one in WORDS.values())


async def test_a_day_of_calls_keeps_its_order(counter: Counter) -> None:
    slots = await counter.choices.free()
    for slot in (slots[3], slots[0], slots[2]):
        await counter.choices.book(await counter.ask(), "612345678", slot.begins_at)
    listed = [call.slot_at for call, _ in await counter.callbacks.listed()]
    assert listed == sorted(listed)
    assert listed[0] - counter.clock.at == timedelta(minutes=30)
