"""The customer's door over HTTP, as a widget uses it and as it should not."""

import asyncio
import json
import time

import httpx
import pytest
from sqlalchemy import delete

from bot.contacts import Contacts
from bot.conversations import Conversation, Ending, Hands, Message, MessageDraft, States
from bot.database import Database
from bot.live import Live, News
from bot.tokens import Tokens
from bot.words import ASSISTANT, PERSON, say
from tests.core.customer import Customer
from tests.core.fake_rasa import FakeRasa, Gate, Heard, replies

CARD = "4111 1111 1111 1111"


@pytest.fixture
async def customer(http: httpx.AsyncClient) -> Customer:
    """A customer with a conversation in Spanish."""
    return await Customer(http).start()


async def test_start_greets_in_the_pages_language(http: httpx.AsyncClient) -> None:
    begun = (await Customer(http).start("en-GB")).begun
    assert set(begun) == {
        "conversation_id", "token", "language", "state", "last_seq", "messages", "signed_in",
        "offline", "agent", "agent_read", "max_file_mb",
    }  # fmt: skip
    assert (begun["language"], begun["state"], begun["last_seq"]) == ("en", "bot", 1)
    [greeting] = begun["messages"]
    assert greeting["text"] == say("greeting", "en", company="Tramontana")
    assert (greeting["author"], greeting["author_name"]) == ("bot", "Assistant")
    assert greeting["created_at"].endswith("Z")


@pytest.mark.parametrize("language", [None, "fr", "es-MX", ""])
async def test_start_is_in_spanish_otherwise(http: httpx.AsyncClient, language: str) -> None:
    assert (await Customer(http).start(language)).begun["language"] == "es"


async def test_message_is_answered(customer: Customer, rasa: FakeRasa) -> None:
    response = await customer.send("  ¿Cuánto cuesta el envío?  ", client_id="client-id-1")
    assert response.status_code == 201
    body = response.json()
    assert set(body) == {"message", "replies"}
    message = body["message"]
    assert set(message) == {
        "seq", "client_id", "author", "author_name", "text", "created_at", "data",
    }  # fmt: skip
    assert (message["seq"], message["client_id"]) == (2, "client-id-1")
    assert message["text"] == "¿Cuánto cuesta el envío?"
    assert [one["seq"] for one in body["replies"]] == [3]
    assert rasa.messages == ["¿Cuánto cuesta el envío?"]


async def test_retry_is_not_a_second_message(customer: Customer, rasa: FakeRasa) -> None:
    first = await customer.send("¿precio?", client_id="client-id-1")
    again = await customer.send("¿precio?", client_id="client-id-1")
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    assert len(rasa.heard) == 1


async def test_two_retries_at_once_are_one_turn(customer: Customer, rasa: FakeRasa) -> None:
    both = await asyncio.gather(*(customer.send("¿precio?", None, "client-id-1") for _ in "ab"))
    assert sorted(one.status_code for one in both) == [200, 201]
    assert both[0].json() == both[1].json(), "the retry waits for the turn too"
    assert len(rasa.heard) == 1


async def test_retry_while_rasa_thinks_waits_for_the_answer(
    customer: Customer, rasa: FakeRasa
) -> None:
    rasa.answer = gate = Gate()
    first = asyncio.create_task(customer.send("¿precio?", client_id="client-id-1"))
    await gate.entered.wait()
    again = asyncio.create_task(customer.send("¿precio?", client_id="client-id-1"))
    await asyncio.sleep(0.02)
    gate.open.set()
    assert (await again).json() == (await first).json()


async def test_turn_goes_on_when_the_client_leaves(customer: Customer, rasa: FakeRasa) -> None:
    rasa.answer = gate = Gate()
    leaving = asyncio.create_task(customer.send("¿precio?"))
    await gate.entered.wait()
    leaving.cancel()
    gate.open.set()
    news = await customer.news(2, wait=5)
    assert [one["text"] for one in news["messages"]] == ["re: ¿precio?"]


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer ", "Bearer x.y.z", "Basic YTpi"])
async def test_bad_token_is_401(http: httpx.AsyncClient, header: str) -> None:
    headers = {"Authorization": header} if header else {}
    for method, path in (("GET", ""), ("POST", "/messages"), ("POST", "/person")):
        body = {"client_id": "client-id-1", "text": "hola"} if method == "POST" else None
        url = f"/api/conversations/current{path}"
        response = await http.request(method, url, headers=headers, json=body)
        assert response.status_code == 401, path
        assert response.json()["error"]["code"] == "BadToken"


async def test_token_of_a_conversation_that_is_gone_is_401(
    http: httpx.AsyncClient, tokens: Tokens
) -> None:
    headers = {"Authorization": f"Bearer {tokens.issue('gone')}"}
    assert (await http.get("/api/conversations/current", headers=headers)).status_code == 401


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("text", ["", "   ", "\n\t"])
async def test_empty_message_is_refused_in_the_customers_language(
    http: httpx.AsyncClient, language: str, text: str
) -> None:
    customer = await Customer(http).start(language)
    response = await customer.send(text)
    assert response.status_code == 422
    assert response.json()["error"]["message"] == say("empty", language)


@pytest.mark.parametrize("language", ["es", "en"])
async def test_100000_characters_are_refused_with_the_limit(
    http: httpx.AsyncClient, language: str, rasa: FakeRasa
) -> None:
    customer = await Customer(http).start(language)
    response = await customer.send("a" * 100_000)
    assert response.status_code == 422
    assert "100000" in response.json()["error"]["message"]
    assert "4000" in response.json()["error"]["message"]
    assert rasa.heard == []


@pytest.mark.parametrize(
    "text", ["?", "x" * 4000, "👩‍👩‍👧", "\u202eabc", "a\x00b", "<script>x</script>"]
)
async def test_strange_but_short_messages_are_taken_as_they_are(
    customer: Customer, text: str
) -> None:
    response = await customer.send(text)
    assert response.status_code == 201
    assert response.json()["message"]["text"] == text.replace("\x00", "")


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"client_id": "short", "text": "hola"},
        {"client_id": "c" * 65, "text": "hola"},
        {"client_id": "client-id-1", "text": None},
        {"client_id": "client-id-1", "text": "hola", "payload": "/x" * 1001},
        {"client_id": "\ud800", "text": "hola"},
        [],
    ],
)
async def test_body_of_another_form_is_422(customer: Customer, body: object) -> None:
    path = "/api/conversations/current/messages"
    headers = {**customer.headers, "Content-Type": "application/json"}
    response = await customer.http.post(path, content=json.dumps(body), headers=headers)
    assert response.status_code == 422
    assert response.json()["error"]["code"] == "BadRequest"


async def test_half_a_character_is_no_crash(customer: Customer, rasa: FakeRasa) -> None:
    path = "/api/conversations/current/messages"
    body = b'{"client_id": "client-id-1", "text": "hola \\ud800"}'
    headers = {**customer.headers, "Content-Type": "application/json"}
    response = await customer.http.post(path, content=body, headers=headers)
    assert response.status_code == 201
    assert rasa.messages == ["hola ?"]


async def test_button_that_was_offered_sends_its_intent(customer: Customer, rasa: FakeRasa) -> None:
    async def offer(heard: Heard) -> httpx.Response:
        return replies({"text": "¿Sigo?", "buttons": [{"title": "Sí", "payload": "/affirm"}]})

    rasa.answer = offer
    await customer.said("quiero devolver un grifo")
    await customer.said("Sí", "/affirm")
    assert rasa.messages[-1] == "/affirm"


@pytest.mark.parametrize("payload", ["/restart", "/affirm{}", "affirm"])
async def test_button_that_was_not_offered_is_refused(
    customer: Customer, rasa: FakeRasa, payload: str
) -> None:
    response = await customer.send("Sí", payload)
    assert response.status_code == 422
    assert response.json()["error"]["message"] == say("not_offered", "es")
    assert rasa.heard == []


async def test_words_that_look_like_an_intent_are_words(customer: Customer, rasa: FakeRasa) -> None:
    await customer.said("/restart")
    assert rasa.messages == ["⁄restart"]
    assert (await customer.news(1))["messages"][0]["text"] == "/restart"


async def test_conversation_follows_the_customers_language(
    customer: Customer, rasa: FakeRasa
) -> None:
    await customer.said("Hello, I would like to return my kettle please")
    assert rasa.heard[-1]["metadata"]["language"] == "en"
    assert (await customer.news())["language"] == "en"
    await customer.said("TR-104512")
    assert rasa.heard[-1]["metadata"]["language"] == "en"


async def test_card_number_is_masked_before_it_is_kept_or_sent(
    customer: Customer, rasa: FakeRasa
) -> None:
    await customer.said(f"mi tarjeta es {CARD} gracias")
    assert rasa.messages == ["mi tarjeta es [CARD] gracias"]
    await customer.said(f"{CARD}", PERSON)
    assert "4111" not in str(await customer.news())


@pytest.mark.parametrize("limits", [{"message_rate": "3/minute"}])
async def test_rate_limit_is_told_and_does_not_count_retries(http: httpx.AsyncClient) -> None:
    customer = await Customer(http).start()
    assert (await customer.send("uno", client_id="client-id-1")).status_code == 201
    for _ in range(4):
        assert (await customer.send("uno", client_id="client-id-1")).status_code == 200
    await customer.said("dos")
    await customer.said("tres")
    response = await customer.send("cuatro")
    assert response.status_code == 429
    assert response.json()["error"]["message"] == say("too_fast", "es")
    await (await Customer(http).start()).said("otro cliente")


@pytest.mark.parametrize("limits", [{"conversation_rate": "2/minute"}])
async def test_conversations_of_one_address_are_limited(http: httpx.AsyncClient) -> None:
    for _ in range(2):
        await Customer(http).start()
    response = await http.post("/api/conversations", json={"language": "en"})
    assert response.status_code == 429
    assert response.json()["error"]["message"] == say("too_fast", "en")


async def test_poll_returns_at_once_what_is_there(customer: Customer) -> None:
    started = time.monotonic()
    news = await customer.news(0, wait=20)
    assert [one["seq"] for one in news["messages"]] == [1]
    assert (news["state"], news["last_seq"], news["typing"]) == ("bot", 1, False)
    assert time.monotonic() - started < 5


async def test_poll_waits_for_what_is_written_meanwhile(customer: Customer) -> None:
    polling = asyncio.create_task(customer.news(1, wait=20))
    await asyncio.sleep(0.05)
    await customer.said("hola")
    assert [one["text"] for one in (await polling)["messages"]][:1] == ["hola"]


async def test_poll_ends_empty_when_nothing_comes(customer: Customer) -> None:
    news = await customer.news(1, wait=0.05)
    assert news["messages"] == []


async def test_poll_tells_who_types_but_not_the_customer(customer: Customer, live: Live) -> None:
    polling = asyncio.create_task(customer.news(1, wait=20))
    await asyncio.sleep(0.1)
    live.publish(News(customer.id, "typing", "customer", True))
    await asyncio.sleep(0.02)
    assert not polling.done()
    live.publish(News(customer.id, "typing", "agent", True))
    assert (await polling)["typing"] is True


@pytest.mark.parametrize("query", ["after=-1", "after=99999999999999999999", "wait=26", "wait=x"])
async def test_poll_with_a_strange_number_is_422(customer: Customer, query: str) -> None:
    url = f"/api/conversations/current?{query}"
    assert (await customer.http.get(url, headers=customer.headers)).status_code == 422


async def test_person_is_asked_for_while_rasa_is_down(
    customer: Customer, rasa: FakeRasa, database: Database
) -> None:
    rasa.up = False
    assert await customer.said("¿precio?") == [say("unavailable", "es")]
    response = await customer.ask_for_person("client-id-1")
    again = await customer.ask_for_person("client-id-1")
    assert (response.status_code, again.status_code) == (201, 200)
    assert response.json() == again.json()
    [notice] = response.json()["replies"]
    assert notice["text"] == say("waiting", "es")
    assert notice["data"] == {"notice": "handed"}
    assert (await customer.news())["state"] == "waiting"
    [contact] = await Contacts(database).of_conversation(customer.id)
    assert (contact.outcome, contact.reason) == ("escalated", "asked_for_person")
    assert contact.message_id == "client-id-1"


async def test_ten_presses_of_the_person_button_at_once(customer: Customer, states: States) -> None:
    pressed = await asyncio.gather(*(customer.ask_for_person("client-id-1") for _ in range(10)))
    assert sorted(one.status_code for one in pressed) == [200] * 9 + [201]
    assert len((await customer.news(1))["messages"]) == 2
    assert len(await states.listed("waiting")) == 1


async def test_customer_may_go_back_to_the_assistant(customer: Customer, rasa: FakeRasa) -> None:
    await customer.ask_for_person()
    assert await customer.said("¿sigue ahí?") == []
    assert await customer.said("Seguir", ASSISTANT) == [say("with_assistant", "es")]
    assert await customer.said("hola") == ["re: hola"]
    assert rasa.messages == ["¿sigue ahí?", "hola"], "what was written meanwhile is answered"


async def test_person_button_says_what_is(hands: Hands, customer: Customer, states: States) -> None:
    await customer.ask_for_person()
    again = await customer.ask_for_person()
    assert [one["text"] for one in again.json()["replies"]] == [say("already_waiting", "es")]
    await hands.claim(customer.id, "ana", MessageDraft("system", "soy Ana"))
    for payload in (PERSON, ASSISTANT):
        assert await customer.said("botón", payload) == [say("already_with_agent", "es")]
    assert (await customer.news())["state"] == "agent"


@pytest.mark.parametrize("language", ["es", "en"])
async def test_closed_conversation_says_so(
    hands: Hands, http: httpx.AsyncClient, states: States, language: str
) -> None:
    customer = await Customer(http).start(language)
    await customer.ask_for_person()
    await hands.claim(customer.id, "ana", MessageDraft("system", "soy Ana"))
    await hands.resolve(customer.id, "ana", Ending("closed"), MessageDraft("system", "adiós"))
    for response in (await customer.send("¿hola?"), await customer.ask_for_person()):
        assert response.status_code == 409
        assert response.json()["error"] == {
            "code": "ConversationClosed",
            "message": say("is_closed", language),
        }


async def test_conversation_purged_in_mid_chat_is_401(
    customer: Customer, database: Database
) -> None:
    async with database.write() as session:
        await session.execute(delete(Message).where(Message.conversation_id == customer.id))
        await session.execute(delete(Conversation).where(Conversation.id == customer.id))
    assert (await customer.send("hola")).status_code == 401


async def test_sixty_customers_at_once(http: httpx.AsyncClient, rasa: FakeRasa) -> None:
    customers = await asyncio.gather(*(Customer(http).start() for _ in range(60)))
    found = await asyncio.gather(*(one.said(f"hola {n}") for n, one in enumerate(customers)))
    assert found == [[f"re: hola {n}"] for n in range(60)]
