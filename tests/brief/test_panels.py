"""Beside a conversation: the brief, what to answer with, and the forms of the shop."""

import asyncio
from collections.abc import AsyncIterator, Callable

import pytest
from nicegui.testing import User
from sqlalchemy import update

from bot.agents import Agents
from bot.audit import AuditLog
from bot.backoffice import SqlBackoffice
from bot.backoffice.policy import standing_policies
from bot.backoffice.states import WISHES
from bot.backoffice.tables import OrderItemRow
from bot.brief import Passages, Who, compose
from bot.brief.passages import unmarked
from bot.brief.words import HOW, LABELS, REASONS, RECEPTIONS, SLOTS, TOPICS, word
from bot.console import (
    AgentDesk,
    BriefDesk,
    MatterDesk,
    QueueDesk,
    brief_panel,
    matter_panel,
)
from bot.console import action_words as acting
from bot.console.brief_desk import addressed
from bot.console.pages import Pages
from bot.console.tools import Tools
from bot.conversations import Hands, MessageDraft, States, Transcript
from bot.database import Database
from bot.identity import Identity, Limits
from bot.live import Live, News
from bot.matters import REQUESTS
from bot.notes import Notebook
from bot.policies.overrides import Overrides
from bot.policies.returns import WAYS
from bot.presence import Presence
from bot.solved import Learning, Solved
from tests.action_calls import desk as actions_desk
from tests.backoffice.rows import EMAIL
from tests.brief.script import Script
from tests.brief.test_gathering import NAMES, Make, assistant, briefs, shop, talk
from tests.core.test_console import COOKIE, agents, queue_desk, simulated
from tests.solved.test_finding import LEAK, Words, now, solve, timedelta

__all__ = ["agents", "briefs", "queue_desk", "shop"]


@pytest.fixture
def agent_desk(transcript: Transcript, states: States, hands: Hands, live: Live) -> AgentDesk:
    """What an agent can do."""
    return AgentDesk(transcript, states, hands, live)


@pytest.fixture
async def page(
    database: Database,
    shop: SqlBackoffice,
    briefs: Make,
    agent_desk: AgentDesk,
    agents: Agents,
    queue_desk: QueueDesk,
    live: Live,
) -> AsyncIterator[User]:
    """Ana at the console, with both panels, over one passage and one solved conversation."""
    words = Words()
    await solve(database, "My espresso machine drips underneath", LEAK)
    await Learning(database, shop, words, lambda: now() + timedelta(minutes=9)).learn()
    passages = Passages(actions_desk(database).lookup, NAMES, "https://shop.example")
    desk = BriefDesk(briefs(assistant({})), passages, Solved(database, words, least=0.4))
    identity = Identity(shop, database, Limits(slowest_s=0))
    matters = MatterDesk(
        shop, standing_policies(), identity, Overrides(database), AuditLog(database), live
    )
    panels = [brief_panel(desk, 0.05), matter_panel(matters)]
    tools = Tools(Notebook.over(database), Presence(database, live).agents, panels=panels)
    pages = Pages(agent_desk, agents, "Tramontana", 0.05, queue=queue_desk, tools=tools)
    async with simulated(pages) as user:
        user.http_client.cookies.set(COOKIE, await agents.log_in("ana@example.com", "secret"))
        yield user


async def mine(database: Database, agents: Agents, *texts: str) -> str:
    """A conversation in English that Ana has."""
    said = await talk(database, "en", *texts)
    ana = next(one for one in await agents.all() if one.name == "Ana")
    await Hands(database).claim(said, ana.id, MessageDraft("system", "..."))
    return said


def written(user: User) -> str:
    """What stands in the reply."""
    [field] = user.find(marker="reply").elements
    return str(field.value)  # type: ignore[attr-defined]


async def test_the_brief_is_above_what_to_answer_with(
    page: User, database: Database, agents: Agents
) -> None:
    said = await mine(database, agents, "Hi. My espresso machine drips underneath, help!")
    await page.open(f"/conversation/{said}")
    await page.should_see("My espresso machine drips underneath, help!", marker="unanswered")
    await page.should_see(word("nobody", "es"))
    await page.should_see("empty the drip tray")
    await page.should_see(LEAK)


async def test_one_key_inserts_a_passage_with_its_source_and_another_a_solved_reply(
    page: User, database: Database, agents: Agents
) -> None:
    said = await mine(database, agents, "My espresso machine drips underneath")
    await page.open(f"/conversation/{said}")
    await page.should_see(marker="send", retries=100)
    await inserted(page, "insert-1", "empty the drip tray")
    await inserted(page, "insert-4", LEAK)
    page.find(marker="send").click()
    await until(lambda: not written(page))
    sent = [one for one in await Transcript(database).after(said, 0) if one.author == "agent"]
    assert [one.data["citations"][0]["page"] for one in sent] == [12]
    assert LEAK in sent[0].text


async def test_the_brief_follows_the_conversation(
    page: User, database: Database, agents: Agents, live: Live
) -> None:
    said = await mine(database, agents, "Hello!")
    await page.open(f"/conversation/{said}")
    await page.should_see(word("nothing_asked", "es"))
    draft = MessageDraft("customer", "Why does my robot stop in the hall?")
    await Transcript(database).append(said, draft)
    live.publish(News(said))
    await page.should_see("Why does my robot stop in the hall?", marker="unanswered", retries=100)
    await page.should_see("Cierzo")


async def test_a_return_is_opened_with_its_verdict_in_sight(
    page: User, database: Database, agents: Agents, shop: SqlBackoffice
) -> None:
    said = await mine(database, agents, "I want to return it")
    await page.open(f"/conversation/{said}")
    await press(page, "matter-return")
    await page.should_see(acting.word("identify_why", "es"))
    fill(page, "identify-number", "TR-104512")
    fill(page, "identify-proof", "wrong@example.com")
    page.find(marker="identify").click()
    await page.should_see(acting.word("not_identified", "es"))
    fill(page, "identify-proof", EMAIL)
    page.find(marker="identify").click()
    await page.should_see(acting.word("no_exception", "es"), retries=100)


async def test_an_exception_needs_a_reason(
    page: User, database: Database, agents: Agents, shop: SqlBackoffice
) -> None:
    said = await mine(database, agents, "I want to return it")
    await Identity(shop, database, Limits(slowest_s=0)).by_order(said, "104512", EMAIL)
    await page.open(f"/conversation/{said}")
    await press(page, "matter-return")
    await page.should_see(marker="item", retries=100)
    fill(page, "item", "TR-100100/levante")
    await page.should_see(acting.word("open_anyway", "es"))
    page.find(marker="open-anyway").click()
    await page.should_see(acting.word("why_missing", "es"))
    fill(page, "override", "The courier was late")
    page.find(marker="open-anyway").click()
    await page.should_see(marker="opened", retries=100)
    await inserted(page, "tell", "RMA-20031")
    record = await shop.record_of("c1")
    assert [one.order_number for one in record.returns] == ["TR-100100"]


async def test_one_of_two_comes_back(
    page: User, database: Database, agents: Agents, shop: SqlBackoffice
) -> None:
    async with database.write() as session:
        bought = OrderItemRow.order_number == "TR-100100"
        await session.execute(update(OrderItemRow).where(bought).values(quantity=2))
    said = await mine(database, agents, "I want to return one of them")
    await Identity(shop, database, Limits(slowest_s=0)).by_order(said, "104512", EMAIL)
    await page.open(f"/conversation/{said}")
    await press(page, "matter-return")
    await page.should_see(marker="item", retries=100)
    await page.should_not_see(marker="quantity")
    fill(page, "item", "TR-100100/levante")
    await page.should_see(marker="quantity")
    fill(page, "quantity", "1")
    fill(page, "override", "The courier was late")
    page.find(marker="open-anyway").click()
    await page.should_see(marker="opened", retries=100)
    record = await shop.record_of("c1")
    assert [item.quantity for one in record.returns for item in one.items] == [1]


async def test_the_guarantee_is_open_to_strangers(
    page: User, database: Database, agents: Agents
) -> None:
    said = await mine(database, agents, "Is it covered?")
    await page.open(f"/conversation/{said}")
    await press(page, "matter-warranty")
    await page.should_see(marker="serial", retries=100)
    fill(page, "serial", "nonsense")
    page.find(marker="look-warranty").click()
    await page.should_see(acting.word("not_found", "es"))
    fill(page, "serial", "LV3-2605-000001")
    page.find(marker="look-warranty").click()
    await page.should_see("LV3-2605-000001")


def fill(page: User, marker: str, value: str) -> None:
    """Write `value` into a field."""
    page.find(marker=marker).trigger("change", value)


async def until(so: Callable[[], bool]) -> None:
    """Wait until it is so, ten seconds at most."""
    for _ in range(500):
        if so():
            return
        await asyncio.sleep(0.02)
    raise AssertionError("it never came to be")


async def inserted(page: User, marker: str, words: str) -> None:
    """Press a button until its words stand in the reply: the page may still be on its way."""
    for _ in range(50):
        await press(page, marker)
        await asyncio.sleep(0.2)
        if words in written(page):
            return
    raise AssertionError(f"{words!r} was not inserted")


async def press(page: User, marker: str) -> None:
    """Press a button once it is there."""
    await page.should_see(marker=marker, retries=100)
    page.find(marker=marker).click()


def test_everything_is_said_in_both_languages() -> None:
    tables = (TOPICS, HOW, RECEPTIONS, REASONS, LABELS, SLOTS)
    for table in (*tables, acting.WORDS, acting.TOLD, acting.WISHES, acting.MEANS):
        for key, words in table.items():
            assert set(words) == {"es", "en"}, key
            assert all(words.values()), key
    assert set(TOPICS) >= REQUESTS
    assert set(acting.WISHES) == set(WISHES)
    assert set(acting.TOLD) == set(WAYS)


def test_a_solved_reply_is_addressed_to_this_customer() -> None:
    nobody = compose(Script("es").evidence())
    lucia = compose(Script("es").evidence(who=Who("identified", "Lucía Ferrer")))
    reply = "Buenos días, [NAME]: vacíe la bandeja."
    assert addressed(reply, lucia) == "Buenos días, Lucía: vacíe la bandeja."
    assert addressed(reply, nobody) == "Buenos días: vacíe la bandeja."


def test_a_passage_is_inserted_as_plain_words() -> None:
    assert unmarked("- **Weight**: 68 kg\n\n```\ntype: 1\n```") == "- Weight: 68 kg\n\ntype: 1"
