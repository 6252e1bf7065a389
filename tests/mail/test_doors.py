"""The doors of mail: a customer's transcript, a mail server's mails, and what admins see."""

from collections.abc import AsyncIterator

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import func, select

from bot import errors, web
from bot.agents import ROLES, Agents
from bot.conversations import Conversation
from bot.keys import holders
from bot.mail import INBOUND, SentMail, inbound_router, kept_router, transcript_router
from bot.tokens import Tokens
from tests.mail.conftest import EVA, Counter, answer_to, plain

PASSWORD = "correct horse"
TOKEN = "the mail server's token"
TRANSCRIPT = "/api/conversations/current/transcript"


@pytest.fixture
async def agents(counter: Counter) -> Agents:
    """An account of each role."""
    agents = Agents(counter.database)
    for role in ROLES:
        await agents.ensure(f"{role}@shop.example", role.title(), PASSWORD, role)
    return agents


@pytest.fixture
def tokens() -> Tokens:
    """Signs conversations."""
    return Tokens("a secret")


@pytest.fixture
async def door(
    counter: Counter, agents: Agents, tokens: Tokens
) -> AsyncIterator[httpx.AsyncClient]:
    """A client without a key, before the limits that the service has."""
    app = FastAPI()
    errors.install(app)
    app.add_middleware(web.BodyLimit, limit=50_000, skip=(INBOUND,))
    app.include_router(transcript_router(counter.mails, counter.transcript, tokens, "3/hour"))
    app.include_router(inbound_router(counter.inbound, TOKEN))
    app.include_router(kept_router(counter.database, holders(agents, ("admin",))))
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://counter") as client:
        yield client


def of(tokens: Tokens, conversation: Conversation) -> dict[str, str]:
    return {"Authorization": f"Bearer {tokens.issue(conversation.id)}"}


async def as_(door: httpx.AsyncClient, agents: Agents, role: str) -> None:
    key = await agents.log_in(f"{role}@shop.example", PASSWORD)
    door.headers["Authorization"] = f"Bearer {key}"


async def test_a_customer_has_the_transcript_sent(
    door: httpx.AsyncClient, counter: Counter, tokens: Tokens
) -> None:
    conversation = await counter.offline(email=None)
    headers = of(tokens, conversation)
    answer = await door.post(TRANSCRIPT, json={"email": f" {EVA}"}, headers=headers)
    assert (answer.status_code, answer.json()) == (202, {"email": EVA})
    [mail] = await counter.post()
    assert "El horno no calienta" in plain(mail)


async def test_without_a_token_nobody_gets_one(door: httpx.AsyncClient) -> None:
    for headers in ({}, {"Authorization": "Bearer x"}, {"Authorization": "Basic x"}):
        answer = await door.post(TRANSCRIPT, json={"email": EVA}, headers=headers)
        assert answer.status_code == 401


async def test_no_mailbox_is_filled_from_here(
    door: httpx.AsyncClient, counter: Counter, tokens: Tokens
) -> None:
    statuses = []
    for number in range(4):
        conversation = await counter.offline(email=None, language="en")
        body = {"email": EVA.upper() if number % 2 else EVA}
        answer = await door.post(TRANSCRIPT, json=body, headers=of(tokens, conversation))
        statuses.append(answer.status_code)
    assert statuses == [202, 202, 202, 429]
    assert "several transcripts" in answer.json()["error"]["message"]


async def test_a_wrong_address_is_said_in_the_customers_language_and_costs_nothing(
    door: httpx.AsyncClient, counter: Counter, tokens: Tokens
) -> None:
    conversation = await counter.offline(email=None)
    headers = of(tokens, conversation)
    for email in (
        "eva",
        "eva@mail.example\nBcc: x@y.example",
        "a@b.example,c@d.example",
        "x" * 300,
    ):
        answer = await door.post(TRANSCRIPT, json={"email": email}, headers=headers)
        assert answer.status_code == 422
    assert "no es una dirección" in answer.json()["error"]["message"]
    assert (await door.post(TRANSCRIPT, json={"email": EVA}, headers=headers)).status_code == 202
    async with counter.database.read() as session:
        assert await session.scalar(select(func.count()).select_from(SentMail)) == 1


async def answer_of(counter: Counter, text: str = "Es el LV-204") -> bytes:
    conversation = await counter.offline()
    await counter.say(conversation, "¿Qué número tiene?")
    counter.clock.wind(61)
    [mail] = await counter.post()
    return answer_to(mail, text).as_bytes()


async def test_a_mail_server_hands_in_a_mail_and_may_do_it_again(
    door: httpx.AsyncClient, counter: Counter
) -> None:
    raw = await answer_of(counter)
    headers = {"Authorization": f"Bearer {TOKEN}", "Content-Type": "message/rfc822"}
    states = []
    for _ in range(2):
        answer = await door.post(INBOUND, content=raw, headers=headers)
        states.append((answer.status_code, answer.json()["state"]))
    assert states == [(200, "joined"), (200, "known")]


@pytest.mark.parametrize("header", ["", "Bearer ", "Bearer wrong", f"Basic {TOKEN}", TOKEN])
async def test_nobody_else_hands_in_anything(
    door: httpx.AsyncClient, counter: Counter, header: str
) -> None:
    raw = await answer_of(counter)
    headers = {"Authorization": header} if header else {}
    assert (await door.post(INBOUND, content=raw, headers=headers)).status_code == 401


async def test_without_a_token_in_the_settings_the_door_is_closed(counter: Counter) -> None:
    app = FastAPI()
    errors.install(app)
    app.include_router(inbound_router(counter.inbound, ""))
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://counter") as client:
        for header in ("Bearer ", "Bearer x"):
            answer = await client.post(INBOUND, content=b"x", headers={"Authorization": header})
            assert answer.status_code == 401


async def test_an_empty_body_is_refused(door: httpx.AsyncClient) -> None:
    headers = {"Authorization": f"Bearer {TOKEN}"}
    assert (await door.post(INBOUND, content=b" \n", headers=headers)).status_code == 422


async def test_a_mail_that_is_too_large_is_written_down_and_not_sent_again(
    door: httpx.AsyncClient, counter: Counter, agents: Agents
) -> None:
    async def endless() -> AsyncIterator[bytes]:
        yield b"From: eva@mail.example\nSubject: huge\nMessage-ID: <h@x>\n\n"
        for _ in range(100):
            yield b"x" * 50_000

    headers = {"Authorization": f"Bearer {TOKEN}"}
    answer = await door.post(INBOUND, content=endless(), headers=headers)
    assert (answer.status_code, answer.json()["reason"]) == (200, "too_large")
    await as_(door, agents, "admin")
    [kept] = (await door.get("/api/mail/kept")).json()
    assert (kept["subject"], kept["reason"], kept["state"]) == ("huge", "too_large", "kept")


@pytest.mark.parametrize("role", ["agent", "content", "manager"])
async def test_what_was_kept_is_for_admins_alone(
    door: httpx.AsyncClient, agents: Agents, role: str
) -> None:
    assert (await door.get("/api/mail/kept")).status_code == 401
    await as_(door, agents, role)
    for path in ("/api/mail/kept", "/api/mail/kept/x", "/api/mail/sent"):
        assert (await door.get(path)).status_code == 403


async def test_admins_see_what_was_kept_and_why_and_can_have_it_as_a_file(
    door: httpx.AsyncClient, counter: Counter, agents: Agents
) -> None:
    raw = (await answer_of(counter, "<script>x</script>")).replace(b"eva@", b"mallory@")
    await counter.inbound.take(raw)
    await as_(door, agents, "admin")
    [kept] = (await door.get("/api/mail/kept")).json()
    assert kept["reason"] == "wrong_sender"
    assert kept["sender"] == "mallory@mail.example"
    file = await door.get(f"/api/mail/kept/{kept['key']}")
    assert file.content == raw
    assert file.headers["content-type"] == "application/octet-stream"
    assert file.headers["content-disposition"].startswith("attachment;")
    assert file.headers["x-content-type-options"] == "nosniff"
    assert (await door.get("/api/mail/kept/unknown")).status_code == 404


async def test_admins_see_what_did_not_go_out_and_send_it_again(
    door: httpx.AsyncClient, counter: Counter, agents: Agents
) -> None:
    await counter.mails.transcript((await counter.offline()).id, EVA)
    counter.folder.write_text("in the way")
    for seconds in (0, 10, 60):
        counter.clock.wind(seconds)
        await counter.sender.send_due()
    await as_(door, agents, "admin")
    [mail] = (await door.get("/api/mail/sent", params={"state": "given_up"})).json()
    assert (mail["to"], mail["tries"]) == (EVA, 3)
    counter.folder.unlink()
    again = await door.post(f"/api/mail/sent/{mail['id']}/retry")
    assert (again.status_code, again.json()["state"]) == (200, "waiting")
    counter.clock.wind(365 * 24 * 3600)
    assert len(await counter.post()) == 1
    assert (await door.post(f"/api/mail/sent/{mail['id']}/retry")).status_code == 404
