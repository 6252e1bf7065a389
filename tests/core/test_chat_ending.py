"""Marks, faces, ending and opinions at the customers' door."""

from collections.abc import Awaitable, Callable

import httpx
import pytest
from fastapi import FastAPI

from bot import chat
from bot.agents import Agents
from bot.chat import ChatDesk, Faces
from bot.contacts import Contacts
from bot.conversations import Hands, MessageDraft, States, Transcript
from bot.database import Database
from bot.language import LanguageDetector
from bot.live import Live, News
from bot.settings import Settings
from bot.surveys import Surveys
from bot.tokens import Tokens
from bot.turns import Turns
from bot.words import say
from tests.core.customer import Customer
from tests.core.test_chat_socket import Frame, hello, standing, until
from tests.core.wire import Socket

NOTICE = MessageDraft("system", "…")
MARTA = {"name": "Marta Gil", "initials": "MG", "picture": None}
Attended = Callable[[], Awaitable[str]]


@pytest.fixture
def agents(database: Database) -> Agents:
    """Accounts."""
    return Agents(database)


@pytest.fixture
def surveys(database: Database) -> Surveys:
    """Opinions."""
    return Surveys(database)


@pytest.fixture
def desk(
    transcript: Transcript, states: States, turns: Turns, live: Live, database: Database,
    detector: LanguageDetector, settings: Settings, hands: Hands, agents: Agents,
) -> ChatDesk:  # fmt: skip
    """The customer's side with agents' faces and marks."""
    contacts, faces = Contacts(database), Faces(agents)
    return ChatDesk(
        transcript, states, turns, live, contacts, detector, settings, hands=hands, faces=faces
    )


@pytest.fixture
def app(
    app: FastAPI, transcript: Transcript, states: States, live: Live, surveys: Surveys,
    tokens: Tokens,
) -> FastAPI:  # fmt: skip
    """The doors with that for ending."""
    app.include_router(chat.ending_router(chat.Ending(transcript, states, live, surveys), tokens))
    return app


@pytest.fixture
async def customer(http: httpx.AsyncClient) -> Customer:
    """A customer with a conversation in Spanish."""
    return await Customer(http).start()


@pytest.fixture
def attended(customer: Customer, agents: Agents, hands: Hands) -> Attended:
    """Has Marta take the customer's conversation; gives her id."""

    async def attend() -> str:
        await customer.ask_for_person()
        marta = await agents.ensure("marta@example.org", "Marta Gil", "correct horse", "agent")
        await hands.claim(customer.id, marta.id, NOTICE)
        return marta.id

    return attend


async def post(customer: Customer, path: str, body: dict[str, object]) -> httpx.Response:
    """Post to the customer's door."""
    url = f"/api/conversations/current/{path}"
    return await customer.http.post(url, json=body, headers=customer.headers)


async def test_the_customer_sees_who_has_the_conversation(
    customer: Customer, attended: Attended
) -> None:
    assert (await customer.news())["agent"] is None
    await attended()
    news = await customer.news()
    assert (news["state"], news["agent"]) == ("agent", MARTA)


async def test_the_socket_tells_of_the_agent_their_typing_and_what_they_read(
    app: FastAPI, customer: Customer, attended: Attended, hands: Hands, live: Live
) -> None:
    async with Socket(app) as socket:
        await hello(socket, customer.begun)
        marta = await attended()
        live.publish(News(customer.id))
        found = await until(socket, lambda one: one.get("state") == "agent")
        assert found[-1] == {"type": "state", **standing("agent", agent=MARTA)}
        live.publish(News(customer.id, "typing", marta, True))
        [*_, typing] = await until(socket, lambda one: one["type"] == "typing")
        expected = {"type": "typing", "author": "agent", "on": True, "name": "Marta Gil"}
        assert typing == expected
        await hands.mark(customer.id, "agent", read=2)
        live.publish(News(customer.id, "marks", marta))
        [*_, read] = await until(socket, lambda one: one["type"] == "state")
        assert read["agent_read"] == 2


@pytest.mark.parametrize("way", ["http", "socket"])
async def test_marks_of_the_customer_are_kept_and_told(
    app: FastAPI, customer: Customer, transcript: Transcript, live: Live, way: str
) -> None:
    marks: Frame = {"got": 1, "read": 1}
    async with live.subscribe(customer.id) as news:
        if way == "http":
            assert (await post(customer, "marks", marks)).status_code == 200
            assert (await post(customer, "marks", marks)).status_code == 200
        else:
            async with Socket(app) as socket:
                await hello(socket, customer.begun, after=1)
                for _ in "ab":
                    socket.send({"type": "marks", **marks})
                socket.send({"type": "ping"})
                await until(socket, lambda one: one["type"] == "pong")
        assert news.get_nowait() == News(customer.id, "marks", "customer")
        assert news.empty(), "the same marks again are no news"
    row = await transcript.get(customer.id)
    assert (row.customer_got_seq, row.customer_read_seq) == (1, 1)


@pytest.mark.parametrize("language", ["es", "en"])
async def test_a_customer_ends_the_conversation(
    http: httpx.AsyncClient, states: States, language: str
) -> None:
    customer = await Customer(http).start(language)
    await customer.ask_for_person()
    ended = await post(customer, "end", {})
    assert ended.json()["state"] == "closed"
    assert (await post(customer, "end", {})).json() == ended.json(), "a second time is nothing"
    assert (await customer.news())["messages"][-1]["text"] == say("ended_by_you", language)
    assert await states.listed("waiting") == []
    assert (await customer.send("¿hola?")).status_code == 409


async def test_an_opinion_is_noted_of_whoever_served(
    customer: Customer, attended: Attended, surveys: Surveys
) -> None:
    await attended()
    await post(customer, "end", {})
    assert (await post(customer, "csat", {"score": 2})).json() == {"score": 2}
    again = await post(customer, "csat", {"score": 5, "comment": " Muy amable, 600112233 "})
    assert again.status_code == 200
    survey = await surveys.newest(customer.id, "csat")
    assert survey is not None
    assert (survey.about, survey.score, survey.awaits) == ("agent", 5, None)
    assert survey.comment is not None
    assert survey.comment.startswith("Muy amable")
    assert "600112233" not in survey.comment


async def test_an_opinion_of_the_assistant_is_not_an_agents(
    customer: Customer, surveys: Surveys
) -> None:
    await post(customer, "end", {})
    await post(customer, "csat", {"score": 1, "comment": ""})
    survey = await surveys.newest(customer.id, "csat")
    assert survey is not None
    assert (survey.about, survey.score) == ("conversation", 1)


@pytest.mark.parametrize("score", [0, 6, "cinco", None])
async def test_a_score_is_from_1_to_5(customer: Customer, score: object) -> None:
    assert (await post(customer, "csat", {"score": score})).status_code == 422


async def test_strangers_end_and_rate_nothing(http: httpx.AsyncClient) -> None:
    for path in ("end", "csat", "marks"):
        body = {"score": 5}
        assert (await http.post(f"/api/conversations/current/{path}", json=body)).status_code == 401
