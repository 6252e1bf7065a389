"""Files at the customers' door and in the console: taken with a token, given back with one."""

from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest
from fastapi import FastAPI

from bot import chat, console
from bot.agents import Agents
from bot.chat import ChatDesk
from bot.chat.files import PATH
from bot.console.login import COOKIE
from bot.contacts import Contacts
from bot.conversations import Hands, MessageDraft, States, Transcript
from bot.database import Database
from bot.files import Files
from bot.files.shelf import Shelf
from bot.language import LanguageDetector
from bot.live import Live
from bot.settings import Settings
from bot.tokens import Tokens
from bot.turns import Turns
from bot.words import PERSON, say
from tests.core.customer import Customer
from tests.core.fake_rasa import FakeRasa
from tests.files.made import opened, picture

TEXT = b"Serie: LV3-2607-018345"


@pytest.fixture
def limits() -> dict[str, str]:
    """Few files a minute."""
    return {"file_rate": "4/minute"}


@pytest.fixture
def files(database: Database, tmp_path: Path) -> Files:
    """Files of at most one megabyte."""
    return Files(database, Shelf(tmp_path / "files"), most_mb=1)


@pytest.fixture
def desk(
    transcript: Transcript, states: States, turns: Turns, live: Live, database: Database,
    detector: LanguageDetector, settings: Settings, files: Files,
) -> ChatDesk:  # fmt: skip
    """The customer's side with files."""
    contacts = Contacts(database)
    return ChatDesk(transcript, states, turns, live, contacts, detector, settings, files=files)


@pytest.fixture
async def app(
    app: FastAPI, files: Files, transcript: Transcript, settings: Settings, tokens: Tokens,
    agents: Agents,
) -> FastAPI:  # fmt: skip
    """The doors with those for files."""
    door = chat.FileDoor(files, transcript, settings.file_rate)
    app.include_router(chat.files_router(door, files, tokens))
    app.include_router(console.files_router(files, agents))
    return app


@pytest.fixture
def agents(database: Database) -> Agents:
    """Accounts."""
    return Agents(database)


@pytest.fixture
async def customer(http: httpx.AsyncClient) -> Customer:
    """A customer with a conversation in Spanish."""
    return await Customer(http).start()


@pytest.fixture
async def other(http: httpx.AsyncClient) -> Customer:
    """Another one, in English."""
    return await Customer(http).start("en")


async def upload(customer: Customer, data: bytes, name: str = "serie.txt") -> httpx.Response:
    """Send a file as the widget does."""
    headers = {**customer.headers, "X-File-Name": quote(name)}
    return await customer.http.post(PATH, content=data, headers=headers)


async def send(customer: Customer, text: str, *ids: str) -> httpx.Response:
    """Send a message with files."""
    body = {"client_id": f"message-with-{len(ids)}", "text": text, "files": list(ids)}
    path = "/api/conversations/current/messages"
    return await customer.http.post(path, json=body, headers=customer.headers)


async def test_a_file_goes_with_a_message_and_comes_back(
    customer: Customer, rasa: FakeRasa
) -> None:
    taken = await upload(customer, picture(), "Señal ñ.jpg")
    assert taken.status_code == 201
    told = taken.json()
    assert (told["name"], told["mime"], told["width"]) == ("Señal ñ.jpg", "image/jpeg", 40)
    sent = await send(customer, "así llegó", told["id"])
    assert sent.status_code == 201
    assert sent.json()["message"]["data"]["files"] == [told]
    assert [one["text"] for one in sent.json()["replies"]] == ["re: así llegó"]
    [notice, _] = (await customer.news(sent.json()["message"]["seq"]))["messages"]
    assert notice["text"] == say("files_kept", "es")
    given = await customer.http.get(f"{PATH}/{told['id']}", headers=customer.headers)
    assert opened(given.content).size == (40, 60)


async def test_what_is_given_back_can_only_be_saved(customer: Customer) -> None:
    told = (await upload(customer, TEXT, 'a "b"; ñ.txt')).json()
    given = await customer.http.get(f"{PATH}/{told['id']}", headers=customer.headers)
    assert given.content == TEXT
    assert given.headers["content-type"] == "text/plain; charset=utf-8"
    assert given.headers["x-content-type-options"] == "nosniff"
    assert given.headers["content-security-policy"] == "default-src 'none'; sandbox"
    assert given.headers["cache-control"] == "private, no-store"
    named = given.headers["content-disposition"]
    assert named.startswith("attachment; ")
    assert "filename*=UTF-8''a%20b%3B%20%C3%B1.txt" in named


async def test_a_file_without_words_is_for_a_person_and_the_assistant_is_not_asked(
    customer: Customer, rasa: FakeRasa
) -> None:
    told = (await upload(customer, TEXT)).json()
    [notice] = (await send(customer, "", told["id"])).json()["replies"]
    assert notice["author"] == "system"
    assert notice["data"]["buttons"] == [{"title": say("talk_to_person", "es"), "payload": PERSON}]
    assert rasa.messages == []


async def test_a_retry_with_files_is_one_message(customer: Customer) -> None:
    told = (await upload(customer, TEXT)).json()
    first, again = [await send(customer, "", told["id"]) for _ in "ab"]
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json()["message"] == again.json()["message"]


async def test_nobody_elses_file_can_be_read_or_sent(customer: Customer, other: Customer) -> None:
    told = (await upload(customer, TEXT)).json()
    read = await other.http.get(f"{PATH}/{told['id']}", headers=other.headers)
    assert (read.status_code, read.json()["error"]["code"]) == (404, "FileNotFound")
    sent = await send(other, "mine", told["id"])
    assert sent.status_code == 409
    assert "not there any more" in sent.json()["error"]["message"]
    assert (await customer.http.get(f"{PATH}/{told['id']}")).status_code == 401
    assert (await customer.http.post(PATH, content=TEXT)).status_code == 401


@pytest.mark.parametrize("declared", [True, False])
async def test_too_much_is_refused_before_it_is_read(customer: Customer, declared: bool) -> None:
    read = 0

    async def body() -> AsyncIterator[bytes]:
        nonlocal read
        for _ in range(40):
            read += 1
            yield b"x" * 100_000

    headers = {**customer.headers, "X-File-Name": "mucho.txt"}
    if declared:
        headers["Content-Length"] = "4000000"
    response = await customer.http.post(PATH, content=body(), headers=headers)
    assert response.status_code == 413
    assert "más de 1 MB" in response.json()["error"]["message"]


async def test_a_malicious_file_is_refused_in_the_customers_language(other: Customer) -> None:
    response = await upload(other, b"<script>alert(1)</script>", "picture.jpg")
    assert response.status_code == 422
    assert response.json()["error"]["code"] == "FileRefused"
    assert "contains a program" in response.json()["error"]["message"]


async def test_many_files_in_a_row_are_too_many(customer: Customer) -> None:
    codes = [(await upload(customer, TEXT)).status_code for _ in range(5)]
    assert codes == [201, 201, 201, 201, 429]


async def test_a_closed_conversation_takes_no_file(customer: Customer, states: States) -> None:
    await states.end(customer.id, MessageDraft("system", "…"))
    assert (await upload(customer, TEXT)).status_code == 409


async def test_the_console_gives_files_to_agents_alone(
    customer: Customer, agents: Agents, hands: Hands
) -> None:
    told = (await upload(customer, TEXT)).json()
    path = f"/console/files/{told['id']}"
    stranger = await customer.http.get(path, headers={"Accept-Language": "en"})
    assert stranger.status_code == 401
    assert "log in to the console" in stranger.json()["error"]["message"]
    await agents.ensure("ana@example.org", "Ana", "correct horse", "agent")
    key = await agents.log_in("ana@example.org", "correct horse")
    given = await customer.http.get(path, headers={"Cookie": f"{COOKIE}={key}"})
    assert given.content == TEXT
    assert given.headers["content-disposition"].startswith("attachment; ")
    missing = await customer.http.get(f"{path}x", headers={"Cookie": f"{COOKIE}={key}"})
    assert missing.status_code == 404
