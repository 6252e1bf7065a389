"""The queue that all pages share: what a line tells, who is told of a change, and how often."""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import event, update

from bot.agents import Agents
from bot.backoffice.tables import CustomerRow, ProductRow
from bot.console import Lines, Queue
from bot.contacts import ContactEntry, Contacts
from bot.conversations import Escalation, Hands, MessageDraft, Transcript
from bot.database import Database, now
from bot.identity import IdentifiedConversation
from bot.live import Live, News
from bot.service_levels import Targets
from bot.waiting.tables import Callback
from tests.queue.conftest import Ask, Page

NOTICE = MessageDraft("system", "Ana le atiende")


async def until(true: Callable[[], Any], seconds: float = 3.0) -> None:
    """Wait until it is so."""
    for _ in range(int(seconds / 0.005)):
        if true():
            return
        await asyncio.sleep(0.005)
    pytest.fail("it did not come true in time")


async def test_a_line_tells_what_an_agent_must_know(
    page: Page, ask: Ask, database: Database, hands: Hands
) -> None:
    talk = await ask("¿Dónde está mi pedido?", "LLEVO UN MES ESPERANDO", reason="safety")
    entry = ContactEntry(talk, "m1", "?", "es", "order_status", 0.9, "unanswered", product="garbi")
    await Contacts(database).log(entry)
    await Contacts(database).record_feedback(talk, -1)
    async with database.write() as session:
        known = IdentifiedConversation(conversation_id=talk, customer_id="c1")
        session.add_all([customer("c1", "Nuria Vidal"), known, product("garbi", "Garbí")])
    [line] = (await page.open()).lines.values()
    assert line["words"] == "LLEVO UN MES ESPERANDO"
    assert (line["state"], line["reason"], line["language"]) == ("waiting", "safety", "es")
    assert (line["customer"], line["product"]) == ("Nuria Vidal", "Garbí")
    assert line["signs"] == ["capitals", "thumbs_down"]
    assert [one["kind"] for one in line["timers"]] == ["first_reply", "resolution"]
    assert all(one["running"] for one in line["timers"])


def product(id: str, name: str) -> ProductRow:
    return ProductRow(
        id=id, name=name, model="", serial_prefix="GA", category_es="", category_en="",
        price_cents=1,
    )  # fmt: skip


def customer(id: str, name: str) -> CustomerRow:
    return CustomerRow(
        id=id, name=name, email=f"{id}@example.com", language="es", country="ES", postcode="1",
        city="Soria",
    )  # fmt: skip


async def test_the_list_hides_what_masking_hides(page: Page, ask: Ask) -> None:
    await ask("Soy Luis, llámeme al 612 345 678 o a luis@example.com")
    [line] = (await page.open()).lines.values()
    assert line["words"] == "Soy Luis, llámeme al [PHONE] o a [EMAIL]"


async def test_who_waits_is_told_by_what_they_want(
    page: Page, ask: Ask, transcript: Transcript, hands: Hands, database: Database, live: Live
) -> None:
    talk = await ask("mi aire acondicionado gotea", "hola?", "mejor póngame con una persona")
    silent = await ask()
    await page.open()
    assert page.lines[talk]["words"] == "mi aire acondicionado gotea"
    assert page.lines[silent]["words"] == ""
    # To one's own customers one answers their last words.
    ana = await Agents(database).ensure("ana@example.com", "Ana", "viento de levante", "agent")
    await hands.claim(talk, ana.id, NOTICE)
    await transcript.append(talk, MessageDraft("customer", "vale"))
    live.publish(News(talk))
    await until(lambda: page.lines[talk]["words"] == "vale")


async def test_who_is_to_be_called_does_not_wait_for_a_mail(
    page: Page, ask: Ask, database: Database
) -> None:
    talk, other = await ask("la lavadora"), await ask("el robot")
    async with database.write() as session:
        at = now() + timedelta(hours=1)
        call = {"phone": "+34600000119", "slot_at": at, "ends_at": at + timedelta(minutes=30)}
        session.add(Callback(conversation_id=talk, place=1, **call))
        session.add(Callback(conversation_id=other, place=None, state="cancelled", **call))
    await page.open()
    assert (page.lines[talk]["call"], page.lines[other]["call"]) == (True, False)


async def test_conversations_with_the_assistant_are_not_in_it(
    page: Page, transcript: Transcript, live: Live, ask: Ask
) -> None:
    talk = await transcript.start("es")
    await page.open()
    await transcript.append(talk.id, MessageDraft("customer", "hola"))
    live.publish(News(talk.id))
    other = await ask("una persona")
    await until(lambda: page.told)
    assert set(page.lines) == {other}


async def test_every_page_is_told_the_same_text_for_one_look(
    queue: Queue, ask: Ask, database: Database, transcript: Transcript, live: Live
) -> None:
    talk = await ask("hola")
    texts: list[list[str]] = [[] for _ in range(30)]
    for heard in texts:
        await queue.enter(heard.append)
    asked: list[str] = []

    def count(*args: Any) -> None:
        asked.append(args[2])

    event.listen(database.engine.sync_engine, "before_cursor_execute", count)
    await transcript.append(talk, MessageDraft("customer", "¿hay alguien?"))
    asked.clear()
    live.publish(News(talk))
    await until(lambda: all(texts))
    assert len(asked) == 3
    assert all(heard[0] is texts[0][0] for heard in texts)


async def test_news_that_come_together_make_one_look(page: Page, ask: Ask, live: Live) -> None:
    await page.open()
    await asyncio.gather(*(ask(f"cliente {n}") for n in range(8)))
    await until(lambda: len(page.lines) == 8)
    page.told.clear()
    for one in list(page.lines):
        live.publish(News(one))
    await asyncio.sleep(0.1)
    assert page.told == []


async def test_a_claim_is_told_and_an_end_takes_the_line_away(
    page: Page, ask: Ask, hands: Hands, live: Live, agents: Agents
) -> None:
    talk = await ask("hola")
    await page.open()
    ana, luis = await agents.all()
    await hands.claim(talk, ana.id, NOTICE)
    live.publish(News(talk))
    await until(lambda: page.lines[talk]["state"] == "agent")
    assert (page.lines[talk]["agent"], page.lines[talk]["agent_name"]) == (ana.id, "Ana")
    await hands.transfer(talk, ana.id, luis.id, NOTICE)
    live.publish(News(talk))
    await until(lambda: page.lines[talk]["state"] == "waiting")
    assert (page.lines[talk]["routed_name"], page.lines[talk]["returned"]) == ("Luis", 1)
    async with hands._database.write() as session:
        await session.execute(update(Escalation).values(ended_at=now()))
    live.publish(News(talk))
    await until(lambda: not page.lines)


@pytest.fixture
async def agents(database: Database) -> Agents:
    """Accounts of Ana and Luis."""
    agents = Agents(database)
    for name in ("Ana", "Luis"):
        await agents.ensure(f"{name}@example.com", name, "secret", "agent")
    return agents


async def test_words_that_nobody_answered_are_counted(
    page: Page, ask: Ask, hands: Hands, live: Live, transcript: Transcript, agents: Agents
) -> None:
    talk = await ask("hola")
    ana, _ = await agents.all()
    await hands.claim(talk, ana.id, NOTICE)
    await hands.say(talk, ana.id, MessageDraft("agent", "¿Qué tal?"))
    [line] = (await page.open()).lines.values()
    assert line["unanswered"] == 0
    assert [one["paused"] for one in line["timers"]] == [True]
    for text in ("mal", "muy mal"):
        await transcript.append(talk, MessageDraft("customer", text))
    live.publish(News(talk))
    await until(lambda: page.lines[talk]["unanswered"] == 2)
    assert [one["kind"] for one in page.lines[talk]["timers"]] == ["next_reply", "resolution"]


@pytest.mark.parametrize(
    ("said", "thanks", "unanswered"),
    [
        ("Se la recogemos mañana.", "vale, muchas gracias", 0),
        ("We collect it tomorrow.", "Great, thanks!", 0),
        ("¿Le va bien mañana?", "vale, gracias", 1),
        ("We collect it tomorrow.", "no, thanks", 1),
        ("We collect it tomorrow.", "thanks, at what time?", 1),
    ],
)
async def test_nobody_owes_an_answer_to_thanks(
    page: Page, ask: Ask, hands: Hands, transcript: Transcript, agents: Agents,
    said: str, thanks: str, unanswered: int,
) -> None:  # fmt: skip
    talk = await ask("gotea")
    ana, _ = await agents.all()
    await hands.claim(talk, ana.id, NOTICE)
    await hands.say(talk, ana.id, MessageDraft("agent", said))
    await transcript.append(talk, MessageDraft("customer", thanks))
    [line] = (await page.open()).lines.values()
    assert line["unanswered"] == unanswered
    assert line["timers"][0]["paused"] == (unanswered == 0)


async def test_a_lost_piece_of_news_is_made_up_for(
    database: Database, live: Live, ask: Ask, transcript: Transcript
) -> None:
    queue = Queue(Lines(database), live, again_s=0.05)
    page = await Page(queue).open()
    talk = await ask("hola")
    await until(lambda: talk in page.lines)
    await transcript.append(talk, MessageDraft("customer", "nadie lo cuenta"))
    await until(lambda: page.lines[talk]["words"] == "nadie lo cuenta")
    page.close()


async def test_a_failed_look_does_not_end_the_news(
    database: Database, live: Live, ask: Ask, page: Page
) -> None:
    class Failing(Lines):
        async def of(self, ids: Any) -> Any:
            if not self.failed:
                self.failed = True
                raise ConnectionError("the database is gone for a moment")
            return await super().of(ids)

        failed = False

    page.queue = Queue(Failing(database), live)
    await page.open()
    first = await ask("uno")
    await asyncio.sleep(0.05)
    second = await ask("dos")
    await until(lambda: second in page.lines)
    live.publish(News(first))
    await until(lambda: first in page.lines)


async def test_a_page_that_fails_does_not_keep_the_others_from_hearing(
    queue: Queue, ask: Ask, page: Page
) -> None:
    def broken(text: str) -> None:
        raise RuntimeError("this page is gone")

    await queue.enter(broken)
    await page.open()
    await ask("hola")
    await until(lambda: page.lines)
    queue.leave(broken)


async def test_nothing_is_read_while_nobody_looks(queue: Queue, page: Page, ask: Ask) -> None:
    await page.open()
    page.close()
    await ask("hola")
    await asyncio.sleep(0.05)
    assert page.told == []
    assert len((await page.open()).lines) == 1


async def test_clocks_stop_when_it_closes_and_every_page_hears_of_it(
    database: Database, live: Live, ask: Ask
) -> None:
    at = [now()]
    closes = at[0] + timedelta(minutes=5)

    def open_seconds(since: datetime, until: datetime) -> float:
        return max(0.0, (min(until, closes) - since).total_seconds())

    queue = Queue(Lines(database), live, Targets(), open_seconds, lambda: at[0], again_s=0.05)
    talk = await ask("hola")
    page = await Page(queue).open()
    assert page.lines[talk]["timers"][0]["running"]
    at[0] = closes + timedelta(hours=3)
    await until(lambda: not page.lines[talk]["timers"][0]["running"])
    assert page.lines[talk]["timers"][0]["used"] == pytest.approx(300, abs=5)
    assert page.lines[talk]["waited"] == pytest.approx(3 * 3600 + 300, abs=5)
    page.close()
