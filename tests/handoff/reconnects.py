"""A customer's browser whose connection breaks at any moment, at the real door.

It keeps what it said until it is acknowledged and says it again on the next socket; it asks for
what it lacks by the last number that it has. What it shows at the end is the judge.
"""

import asyncio
import random
from contextlib import suppress
from pathlib import Path
from typing import Any

import httpx
from fastapi import FastAPI

from bot.app import add_customer_doors
from bot.conversations import AlreadyClaimed, Ending, Hands, MessageDraft, NotYours
from bot.live import Live, News
from bot.service import Service, build
from bot.settings import Settings
from bot.words import ASSISTANT, PERSON
from tests.core.wire import Socket

Frame = dict[str, Any]
LONGEST_VISIT_S = 0.08
QUIET_S = 0.2
LAST_VISITS = 50
BUTTONS = {PERSON: "persona", ASSISTANT: "asistente"}


class Widget:
    """What the customer sees in one conversation, and what is wrong with it."""

    def __init__(self, app: FastAPI, begun: Frame, chance: random.Random) -> None:
        self._app, self._token, self._chance = app, begun["token"], chance
        self._unsaid: dict[str, Frame] = {}
        self.said: set[str] = set()
        self.shown: list[Frame] = list(begun["messages"])
        self.wrong: list[str] = []

    async def visit(self, words: int, *, stay: bool = False) -> None:
        """Connect, say again what is not acknowledged, and `words` new messages; then the
        connection breaks, or (`stay`) the customer waits until nothing comes any more."""
        for _ in range(words):
            self._think_of_something()
        async with Socket(self._app) as socket:
            hello = {"type": "hello", "token": self._token, "after": len(self.shown)}
            socket.send(hello)
            for frame in self._unsaid.values():
                socket.send(frame)
            with suppress(TimeoutError):
                async with asyncio.timeout(
                    None if stay else self._chance.random() * LONGEST_VISIT_S
                ):
                    while True:
                        async with asyncio.timeout(QUIET_S):
                            self._take(await socket.receive())

    async def settle(self) -> None:
        """Come back until everything is acknowledged and nothing new comes."""
        for _ in range(LAST_VISITS):
            before = len(self.shown)
            await self.visit(0, stay=True)
            if not self._unsaid and len(self.shown) == before:
                return

    def _think_of_something(self) -> None:
        client_id = f"message-{len(self.said)}-of-the-widget"
        payload = self._chance.choice((None, None, None, None, PERSON, ASSISTANT))
        text = BUTTONS.get(payload or "", f"¿{client_id}?")
        frame = {"type": "message", "client_id": client_id, "text": text, "payload": payload}
        self._unsaid[client_id] = frame
        self.said.add(client_id)

    def _take(self, frame: Frame) -> None:
        if frame["type"] == "ack":
            self._unsaid.pop(frame["client_id"], None)
        elif frame["type"] == "error":
            self.wrong.append(f"{frame['code']}: {frame['message']}")
        elif frame["type"] == "message":
            if frame["message"]["seq"] != len(self.shown) + 1:
                self.wrong.append(f"{frame['message']['seq']} came after {len(self.shown)}")
            self.shown.append(frame["message"])

    def compare(self, messages: list[Frame]) -> list[str]:
        """What is wrong with what was shown, where `messages` is the transcript."""
        own = [one["client_id"] for one in messages if one["author"] == "customer"]
        if self.shown != messages:
            self.wrong.append(f"{len(self.shown)} messages are shown of {len(messages)}")
        if self._unsaid:
            self.wrong.append(f"{len(self._unsaid)} messages were never acknowledged")
        if sorted(own) != sorted(self.said):
            self.wrong.append(f"{len(own)} of {len(self.said)} messages are kept")
        return self.wrong


async def visits(
    app: FastAPI, hands: Hands, live: Live, chance: random.Random, count: int
) -> list[str]:
    """A conversation over `count` broken connections, while agents come and go; what is wrong."""
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app), base_url="http://counter"
    ) as http:
        begun = (await http.post("/api/conversations", json={"language": "es"})).json()
        widget = Widget(app, begun, chance)
        agents = asyncio.create_task(_agents(hands, live, begun["conversation_id"], chance))
        for _ in range(count):
            await widget.visit(chance.choice((0, 1, 1, 2)))
        agents.cancel()
        await asyncio.wait([agents])
        auth = {"Authorization": f"Bearer {begun['token']}"}
        for _ in range(LAST_VISITS):
            await widget.settle()
            news = (await http.get("/api/conversations/current", headers=auth)).json()
            # On a busy machine a last answer may come after the quiet.
            if len(news["messages"]) == len(widget.shown):
                break
    return widget.compare(news["messages"])


async def _agents(hands: Hands, live: Live, id: str, chance: random.Random) -> None:
    """Ana claims, answers and resolves whenever there is something to."""
    while True:
        await asyncio.sleep(chance.random() * 0.05)
        with suppress(AlreadyClaimed, NotYours):
            await hands.claim(id, "ana", MessageDraft("system", "Ana"))
            live.publish(News(id))
            await hands.say(id, "ana", MessageDraft("agent", "hola", author_name="Ana"))
            live.publish(News(id))
            await hands.resolve(id, "ana", Ending("bot"), MessageDraft("system", "adiós"))
            live.publish(News(id))


def counter_at(folder: Path, rasa: httpx.AsyncClient) -> tuple[FastAPI, Service]:
    """A service's own doors for customers, over an empty database in `folder`."""
    settings = Settings(
        _env_file=None,
        var_dir=folder,
        secret="a secret for tests alone",
        conversation_rate="100000/minute",
        message_rate="100000/minute",
    )
    service, app = build(settings, rasa), FastAPI()
    add_customer_doors(app, service)
    return app, service
