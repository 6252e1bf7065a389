"""The customer's door over WebSocket: frames, lost sockets, strange frames."""

import uuid
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from bot.live import Live, News
from bot.tokens import Tokens
from bot.words import PERSON, say
from tests.core.fake_rasa import FakeRasa, Heard, replies
from tests.core.wire import Closed, Socket

Frame = dict[str, Any]


@pytest.fixture
async def begun(http: httpx.AsyncClient) -> Frame:
    """A conversation: its id and token."""
    found: Frame = (await http.post("/api/conversations", json={"language": "es"})).json()
    return found


async def hello(socket: Socket, begun: Frame, after: int = 0) -> Frame:
    """Say whose conversation it is; the frame that comes back."""
    socket.send({"type": "hello", "token": begun["token"], "after": after})
    return await socket.receive()


def standing(state: str, **more: Any) -> Frame:
    """How a conversation in `state` stands, as every frame says it."""
    return {"state": state, "offline": False, "agent": None, "agent_read": 0, **more}


async def code_of(socket: Socket) -> int:
    """The code with which the socket is closed."""
    with pytest.raises(Closed) as closed:
        await socket.receive()
    return closed.value.code


def message(text: str, **more: Any) -> Frame:
    """A message frame."""
    return {"type": "message", "client_id": str(uuid.uuid4()), "text": text, **more}


async def until(socket: Socket, wanted: Callable[[Frame], bool]) -> list[Frame]:
    """Frames up to and with the first that is `wanted`."""
    frames: list[Frame] = []
    while not frames or not wanted(frames[-1]):
        frames.append(await socket.receive())
    return frames


def reply(frame: Frame) -> bool:
    """Whether the frame is a message that the customer did not write."""
    return frame["type"] == "message" and frame["message"]["author"] != "customer"


async def test_hello_sends_all_that_the_client_lacks(app: FastAPI, begun: Frame) -> None:
    async with Socket(app) as socket:
        ready = {"type": "ready", "last_seq": 1, **standing("bot")}
        assert await hello(socket, begun) == ready
        assert await socket.receive() == {"type": "message", "message": begun["messages"][0]}


async def test_message_is_acknowledged_and_answered(
    app: FastAPI, begun: Frame, rasa: FakeRasa
) -> None:
    async with Socket(app) as socket:
        await hello(socket, begun, after=1)
        sent = message("¿precio?")
        socket.send(sent)
        frames = await until(socket, reply)
    kinds = [one["type"] for one in frames]
    assert {"type": "ack", "client_id": sent["client_id"], "seq": 2} in frames
    assert {"type": "typing", "author": "bot", "on": True} in frames
    assert [one["message"]["seq"] for one in frames if one["type"] == "message"] == [2, 3]
    assert set(kinds) <= {"ack", "typing", "message"}
    assert rasa.messages == ["¿precio?"]


async def test_retry_on_the_next_socket_is_one_message(
    app: FastAPI, begun: Frame, rasa: FakeRasa
) -> None:
    sent = message("¿precio?")
    for _ in range(2):
        async with Socket(app) as socket:
            await hello(socket, begun, after=3)
            socket.send(sent)
            [*_, ack] = await until(socket, lambda one: one["type"] == "ack")
            assert ack["seq"] == 2
    async with Socket(app) as socket:
        await hello(socket, begun, after=1)
        texts = [one["message"]["text"] for one in await until(socket, reply) if "message" in one]
    assert texts == ["¿precio?", "re: ¿precio?"]
    assert len(rasa.heard) == 1


async def test_answer_that_came_while_away_is_sent_on_return(app: FastAPI, begun: Frame) -> None:
    async with Socket(app) as socket:
        await hello(socket, begun, after=1)
        socket.send(message("¿precio?"))
        await until(socket, lambda one: one["type"] == "ack")
    async with Socket(app) as socket:
        await hello(socket, begun, after=2)
        [*_, last] = await until(socket, reply)
    assert last["message"]["text"] == "re: ¿precio?"


async def test_two_windows_see_the_same(app: FastAPI, begun: Frame) -> None:
    async with (
        Socket(app) as one,
        Socket(app) as other,
    ):
        await hello(one, begun, after=1)
        await hello(other, begun, after=1)
        one.send(message("¿precio?"))
        assert (await until(other, reply))[-1] == (await until(one, reply))[-1]


async def test_change_of_hands_is_told(app: FastAPI, begun: Frame) -> None:
    async with Socket(app) as socket:
        await hello(socket, begun, after=1)
        socket.send(message("Hablar con una persona", payload=PERSON))
        [*_, state] = await until(socket, lambda one: one["type"] == "state")
        assert state == {"type": "state", **standing("waiting")}


async def test_escalation_by_an_action_is_told(app: FastAPI, begun: Frame, rasa: FakeRasa) -> None:
    async def handoff(heard: Heard) -> httpx.Response:
        attached = {"handoff": {"reason": "safety"}}
        return replies({"text": "Le paso con una persona."}, {"custom": attached})

    rasa.answer = handoff
    async with Socket(app) as socket:
        await hello(socket, begun, after=1)
        socket.send(message("huele a quemado"))
        frames = await until(socket, lambda one: one["type"] == "state")
    assert frames[-1]["state"] == "waiting"
    assert any(reply(one) for one in frames)


async def test_ping_is_answered(app: FastAPI, begun: Frame) -> None:
    async with Socket(app) as socket:
        await hello(socket, begun, after=1)
        socket.send({"type": "ping"})
        assert await socket.receive() == {"type": "pong"}


async def test_typing_of_others_is_told_and_the_customers_own_is_not(
    app: FastAPI, begun: Frame, live: Live
) -> None:
    async with Socket(app) as socket:
        await hello(socket, begun, after=1)
        socket.send({"type": "typing", "on": True})
        socket.send({"type": "ping"})
        assert await socket.receive() == {"type": "pong"}
        news = News(begun["conversation_id"], "typing", "agent", True)
        live.publish(news)
        assert await socket.receive() == {"type": "typing", "author": "agent", "on": True}


@pytest.mark.parametrize("token", ["", "x.y.z", "é", "a" * 5000])
async def test_bad_token_closes_with_4401(app: FastAPI, token: str) -> None:
    async with Socket(app) as socket:
        socket.send({"type": "hello", "token": token})
        assert await code_of(socket) == 4401


async def test_conversation_that_is_gone_closes_with_4401(app: FastAPI, tokens: Tokens) -> None:
    async with Socket(app) as socket:
        socket.send({"type": "hello", "token": tokens.issue("gone")})
        assert await code_of(socket) == 4401


@pytest.mark.parametrize(
    "first", ["", "{", "[]", "null", '{"type": "hello"}', '{"token": 5}', '{"token": null}']
)
async def test_first_frame_of_another_form_closes_with_4400(app: FastAPI, first: str) -> None:
    async with Socket(app) as socket:
        socket.send_text(first)
        assert await code_of(socket) == 4400


@pytest.mark.parametrize("after", [-1, 10**30, "x", None])
async def test_strange_number_closes_with_4400(app: FastAPI, begun: Frame, after: object) -> None:
    async with Socket(app) as socket:
        socket.send({"type": "hello", "token": begun["token"], "after": after})
        assert await code_of(socket) == 4400


@pytest.mark.parametrize(
    "frame",
    [
        "{",
        "[]",
        "5",
        "{}",
        '{"type": "message"}',
        '{"type": "message", "client_id": "", "text": "hola"}',
        '{"type": "message", "client_id": "client-id-1", "text": 5}',
        '{"type": "typing"}',
        '{"type": "dance"}',
    ],
)
async def test_strange_frame_is_an_error_and_the_socket_goes_on(
    app: FastAPI, begun: Frame, frame: str
) -> None:
    async with Socket(app) as socket:
        await hello(socket, begun, after=1)
        socket.send_text(frame)
        assert (await socket.receive())["code"] == "BadFrame"
        socket.send({"type": "ping"})
        assert await socket.receive() == {"type": "pong"}


@pytest.mark.parametrize(
    ("text", "words"),
    [("", say("empty", "es")), ("a" * 100_000, say("too_long", "es", length=100000, limit=4000))],
)
async def test_refused_message_is_an_error_with_its_id(
    app: FastAPI, begun: Frame, text: str, words: str
) -> None:
    async with Socket(app) as socket:
        await hello(socket, begun, after=1)
        sent = message(text)
        socket.send(sent)
        assert await socket.receive() == {
            "type": "error",
            "code": "MessageRejected",
            "message": words,
            "client_id": sent["client_id"],
        }


@pytest.mark.parametrize(
    ("origin", "allowed"),
    [
        ("http://counter", True),
        ("https://shop.example", True),
        ("https://evil.example", False),
        ("null", False),
    ],
)
async def test_only_known_sites_may_open_a_socket(
    app: FastAPI, begun: Frame, origin: str, allowed: bool
) -> None:
    async with Socket(app, origin=origin) as socket:
        if allowed:
            assert (await hello(socket, begun))["type"] == "ready"
        else:
            assert await code_of(socket) == 4403
