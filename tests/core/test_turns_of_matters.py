"""What the service does with a message before and after Rasa: danger, matters, opinions."""

import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from bot.agents import Agent
from bot.chat import ChatDesk
from bot.console.desk import AgentDesk
from bot.contacts import Contacts
from bot.conversations import Conversation, Ending, Hands, Message, MessageDraft, States, Transcript
from bot.database import Database
from bot.language import LanguageDetector
from bot.leads import Leads, Topics
from bot.live import Live
from bot.matters import Understood
from bot.nlu.products import ProductNames
from bot.rasa_client import RasaClient, RasaUnavailable
from bot.settings import Settings
from bot.surveys import Asking, Surveys
from bot.tracker_cache import TrackerCache
from bot.turns import Turns
from tests.core.fake_rasa import FakeRasa, Heard, replies

LEADS = Leads(ProductNames([]))


async def understand(text: str) -> Understood:
    return Understood("order_status" if "order" in text else "nlu_fallback", 0.9)


async def cut(text: str, conversation_id: str) -> list[str]:
    return text.split(" + ")


@pytest.fixture
def asking(database: Database) -> Asking:
    return Asking(Surveys(database), understand)


@pytest.fixture
async def turns(
    transcript: Transcript, states: States, rasa: FakeRasa, live: Live, asking: Asking
) -> AsyncIterator[Turns]:
    """Turns that read danger, cut messages and ask for opinions."""
    async with rasa.client() as http:
        client = RasaClient(http, 2.0)
        topics = Topics(transcript.topic_offered, ProductNames([]))
        turns = Turns(
            transcript, states, client, live, 2.0, lead=LEADS, chosen=topics, cut=cut, asking=asking
        )
        yield turns
        await turns.drain(5)


async def say(
    transcript: Transcript, turns: Turns, conversation: Conversation, text: str
) -> list[Message]:
    draft = MessageDraft("customer", text, client_id=f"client-{text}")
    message, _ = await transcript.append(conversation.id, draft)
    return await turns.start(message)


async def test_danger_goes_to_rasa_as_such_with_its_words(
    transcript: Transcript, turns: Turns, conversation: Conversation, rasa: FakeRasa
) -> None:
    await say(transcript, turns, conversation, "echa humo y huele a quemado")
    (heard,) = rasa.heard
    assert heard["message"] == "/safety"
    assert heard["metadata"]["led"] is True
    assert heard["metadata"]["text"] == "echa humo y huele a quemado"


async def test_an_offered_topic_goes_to_rasa_as_a_question_with_its_words(
    transcript: Transcript, turns: Turns, conversation: Conversation, rasa: FakeRasa
) -> None:
    offer = {"buttons": [{"title": "Noise (Garbí GB-8)", "payload": None}]}
    await transcript.append(conversation.id, MessageDraft("bot", "Not sure.", "b1", data=offer))
    await say(transcript, turns, conversation, "Noise (Garbí GB-8)")
    await say(transcript, turns, conversation, "Noise (Garbí GB-8)?")
    assert [one["message"] for one in rasa.heard] == ["/manual_question", "Noise (Garbí GB-8)?"]
    assert rasa.heard[0]["metadata"]["led"] is True
    assert rasa.heard[0]["metadata"]["text"] == "Noise (Garbí GB-8)"


async def test_a_message_that_began_a_form_says_so(
    transcript: Transcript, turns: Turns, conversation: Conversation, rasa: FakeRasa
) -> None:
    async def answer(heard: Heard) -> httpx.Response:
        began = {"recipient_id": "1", "custom": {"begun": True}}
        asks = {"recipient_id": "1", "text": "Which order?"}
        return replies(began, asks) if heard["message"] == "a refund" else replies(asks)

    rasa.answer = answer
    told = await say(transcript, turns, conversation, "a refund")
    assert [(one.text, one.data) for one in told] == [("Which order?", {})]
    await say(transcript, turns, conversation, "TR-104512")
    said = [one for one in await transcript.after(conversation.id, 0) if one.author == "customer"]
    assert [one.data.get("begun", False) for one in said] == [True, False]


async def test_the_next_matter_is_sent_once_an_action_says_so(
    transcript: Transcript, turns: Turns, conversation: Conversation, rasa: FakeRasa
) -> None:
    async def answer(heard: Heard) -> httpx.Response:
        first = {"recipient_id": "1", "text": f"re: {heard['message']}"}
        more = {"recipient_id": "1", "text": "next", "custom": {"next_matter": "two"}}
        return replies(first, more) if heard["message"] == "one" else replies(first)

    rasa.answer = answer
    told = await say(transcript, turns, conversation, "one + two")
    assert [one.text for one in told] == ["re: one", "next", "re: two"]
    assert rasa.heard[0]["metadata"]["waiting"] == ["two"]
    ids = [one["metadata"]["client_message"] for one in rasa.heard]
    assert ids == ["client-one + two", "client-one + two.2"]
    assert "next_matter" not in told[1].data


async def test_a_language_that_an_action_names_is_the_conversations(
    transcript: Transcript, turns: Turns, conversation: Conversation, rasa: FakeRasa
) -> None:
    async def answer(heard: Heard) -> httpx.Response:
        return replies({"recipient_id": "1", "text": "ok", "custom": {"language": "en"}})

    rasa.answer = answer
    await say(transcript, turns, conversation, "hola")
    assert (await transcript.get(conversation.id)).language == "en"


async def test_after_a_settled_matter_an_opinion_is_asked_and_taken_without_rasa(
    transcript: Transcript, turns: Turns, conversation: Conversation, rasa: FakeRasa
) -> None:
    async def answer(heard: Heard) -> httpx.Response:
        settled = {"settled": {"about": "order_status", "customer": None}}
        return replies({"recipient_id": "1", "text": "sent", "custom": settled})

    rasa.answer = answer
    told = await say(transcript, turns, conversation, "mi pedido")
    assert [one.data.get("survey") for one in told] == [None, "csat"]
    await say(transcript, turns, conversation, "muy bien")
    assert rasa.messages == ["mi pedido"]
    await say(transcript, turns, conversation, "another order")
    assert rasa.messages == ["mi pedido", "another order"]


async def test_danger_while_people_are_in_charge_is_urgent_and_answered(
    transcript: Transcript, states: States, turns: Turns, live: Live, database: Database,
    detector: LanguageDetector, settings: Settings,
) -> None:  # fmt: skip
    def danger(text: str) -> bool:
        return LEADS(text) is not None

    desk = ChatDesk(
        transcript, states, turns, live, Contacts(database), detector, settings, is_danger=danger
    )
    waiting = []
    for number, text in enumerate(("sigo esperando", "ahora echa humo")):
        row = await desk.start("es", "here")
        await desk.ask_for_person(row.id, f"person-{number}")
        await desk.send(row.id, f"message-{number}", text, None)
        waiting.append(row.id)
    listed = await states.listed("waiting")
    assert [(row.id, escalation.reason) for row, escalation in listed] == [
        (waiting[1], "safety"), (waiting[0], "asked_for_person"),
    ]  # fmt: skip
    assert "112" in (await transcript.after(waiting[1], 0))[-1].text
    assert "112" not in (await transcript.after(waiting[0], 0))[-1].text


async def test_an_agent_who_resolves_leaves_a_question_behind(
    hands: Hands, transcript: Transcript, states: States, live: Live, asking: Asking,
    desk: ChatDesk, database: Database,
) -> None:  # fmt: skip
    row = await desk.start("en", "here")
    await desk.ask_for_person(row.id, "person-1")
    await hands.claim(row.id, "agent-1", MessageDraft("system", "claimed"))
    agents = AgentDesk(transcript, states, hands, live, asking)
    ana = Agent(id="agent-1", name="Ana")
    await agents.resolve(row.id, ana, Ending("bot"))
    said = await transcript.after(row.id, 0)
    assert said[-1].data["survey"] == "csat"
    (survey,) = await Surveys(database).since(row.created_at)
    assert survey.about == "agent"


async def test_an_intent_is_asked_of_rasa(rasa: FakeRasa) -> None:
    async def hear(request: httpx.Request) -> httpx.Response:
        assert request.url.path == "/model/parse"
        return httpx.Response(200, json={"intent": {"name": "greet", "confidence": 0.7}})

    async with httpx.AsyncClient(
        transport=httpx.MockTransport(hear), base_url="http://rasa"
    ) as http:
        assert await RasaClient(http, 1.0).understand("hi") == Understood("greet", 0.7)
    rasa.up = False
    async with rasa.client() as http:
        with pytest.raises(RasaUnavailable):
            await RasaClient(http, 1.0).understand("hi")


async def test_rasas_memory_of_one_conversation_goes(tmp_path: Path) -> None:
    path = tmp_path / "tracker.db"
    assert await TrackerCache(path).forget("one") == 0
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE events (sender_id TEXT, data TEXT)")
        connection.executemany("INSERT INTO events VALUES (?, '')", [("one",), ("one",), ("two",)])
    assert await TrackerCache(path).forget("one") == 2
    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT sender_id FROM events").fetchall() == [("two",)]


@pytest.mark.parametrize(
    ("tracker", "slot"),
    [
        ({"active_loop": {"name": "return_form"}, "slots": {"requested_slot": "reason"}}, "reason"),
        ({"active_loop": {"name": "return_form"}, "slots": {}}, "return_form"),
        ({"active_loop": {}, "slots": {"requested_slot": "reason"}}, None),
    ],
)
async def test_what_an_open_form_asks_for_is_read_off_rasa(
    tracker: dict[str, object], slot: str | None
) -> None:
    async def hear(request: httpx.Request) -> httpx.Response:
        assert request.url.path == "/conversations/one/tracker"
        return httpx.Response(200, json=tracker)

    async with httpx.AsyncClient(
        transport=httpx.MockTransport(hear), base_url="http://rasa"
    ) as http:
        assert await RasaClient(http, 1.0).asked_for("one") == slot
