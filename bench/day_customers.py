"""The customers of a support day: what each of them does, and one of them at the counter.

`bench/day_customers.yml` holds what they do. A customer sends over HTTP and types, hears and reads
over the socket, as the widget does, and takes as long over their words as people do. Depends on the
customer's doors alone.
"""

import asyncio
import io
import json
import random
import uuid
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import httpx
import yaml
from PIL import Image
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from bot.words import PERSON

FILE = Path(__file__).with_suffix(".yml")
HERE = "/api/conversations/current"
PEOPLE = (PERSON, "/ask_for_person")
WITH_PEOPLE = ("waiting", "agent")
LETTERS_A_S = 8.0
SHORTEST_S, LONGEST_S = 1.0, 10.0
"""What typing takes: as long as the words, within bounds."""
ENDED_S = 150.0
"""For how long they look whether the agent ends it, once they have said all."""
Json = dict[str, Any]


@dataclass(frozen=True)
class Script:
    """What one customer does; the head of the file says what each part means."""

    name: str
    language: str
    steps: tuple[tuple[str, str], ...]
    offered: str = ""
    answers: tuple[str, ...] = ()
    patience: float = 5.0
    eager: bool = False
    ends: bool = False
    score: int | None = None
    comment: str = ""

    @property
    def words(self) -> list[str]:
        """All that they type."""
        return [what for how, what in self.steps if how in ("say", "file")] + [*self.answers]


def scripts() -> list[Script]:
    """All of them, as they stand in the file."""
    rows = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return [_script(row) for row in rows]


def _script(row: Json) -> Script:
    steps = [(how, str(what)) for step in row.pop("steps") for how, what in step.items()]
    return Script(steps=tuple(steps), answers=tuple(row.pop("answers", ())), **row)


@dataclass(frozen=True)
class Clock:
    """How fast the day goes. `pace` shortens arrivals and absences, not typing and patience."""

    pace: float
    closes: float

    def left(self) -> float:
        """Seconds until the counter closes."""
        return max(0.0, self.closes - asyncio.get_running_loop().time())


@dataclass
class Visit:
    """What a customer saw: numbers of messages in the order of their coming, client ids that are
    kept, and what went wrong."""

    script: Script
    id: str = ""
    numbers: list[int] = field(default_factory=list)
    kept: set[str] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)


class Customer:
    """One customer, from the first word to the last."""

    def __init__(self, url: str, script: Script, clock: Clock, dice: random.Random) -> None:
        self._url = url
        self._script = script
        self._clock = clock
        self._dice = dice
        self._http = httpx.AsyncClient(base_url=url, timeout=60)
        self._socket: ClientConnection | None = None
        self._token = ""
        self._state = "bot"
        self._heard: list[Json] = []
        self._agent_types = False
        self._news = asyncio.Event()
        self.visit = Visit(script)

    async def come(self) -> Visit:
        """Do all of it. What goes wrong is a fault of the visit, not the end of the day."""
        try:
            async with self._http:
                await self._start()
                await self._stay()
        except (httpx.HTTPError, OSError, TimeoutError) as error:
            self.visit.faults.append(f"{type(error).__name__}: {error}")
        return self.visit

    async def _start(self) -> None:
        body = {"language": self._script.language}
        answer = await self._http.post("/api/conversations", json=body)
        told = answer.raise_for_status().json()
        self.visit.id, self._token = told["conversation_id"], told["token"]
        self._http.headers["Authorization"] = f"Bearer {self._token}"

    async def _stay(self) -> None:
        """The steps, one stretch on the page after the other; then people, then the end."""
        rest = list(self._script.steps)
        while rest:
            async with self._page():
                while rest and rest[0][0] != "away":
                    await self._do(*rest.pop(0))
                if not rest:
                    await self._with_people()
                    await self._go()
            if rest:
                await asyncio.sleep(min(self._clock.left(), self._absence(rest.pop(0)[1])))

    def _absence(self, seconds: str) -> float:
        return max(8.0, float(seconds) * self._clock.pace)

    async def _do(self, how: str, what: str) -> None:
        """One step; one who is offered a person, and wants one, leaves the others out."""
        if self._clock.left() <= 0 or self._state == "closed":
            return
        await getattr(self, f"_{how}")(what)
        if self._script.offered == "take" and self._state == "bot":
            await self._take_person()

    async def _say(self, text: str) -> None:
        await self._type(text)
        await self._send(text)

    async def _send(
        self, text: str, payload: str | None = None, files: tuple[str, ...] = ()
    ) -> None:
        """One message; what the assistant answers has come when this ends."""
        client_id = str(uuid.uuid4())
        body = {"client_id": client_id, "text": text, "payload": payload, "files": [*files]}
        answer = await self._http.post(f"{HERE}/messages", json=body)
        if answer.is_error:
            self.visit.faults.append(f"{text[:40]!r} was refused: {answer.text[:200]}")
            return
        self.visit.kept.add(client_id)
        number = answer.json()["message"]["seq"]
        await self._until(lambda: number in self.visit.numbers, 10)

    async def _press(self, title: str) -> None:
        """The newest button with `title` in it; nothing where there is none."""
        for one in self._buttons():
            if title.lower() in one["title"].lower() or one["payload"] == f"@{title}":
                await asyncio.sleep(self._dice.uniform(1, 4))
                return await self._send(one["title"], one["payload"])

    async def _take_person(self) -> None:
        for one in self._buttons():
            if one["payload"] in PEOPLE:
                await asyncio.sleep(self._dice.uniform(1, 4))
                return await self._send(one["title"], one["payload"])

    def _buttons(self) -> list[Json]:
        """Those below the newest messages, the last first."""
        return [one for row in reversed(self._heard[-4:]) for one in row["data"].get("buttons", ())]

    async def _ask(self, _: str) -> None:
        if self._state == "bot":
            await self._post("person", {"client_id": str(uuid.uuid4())})
            await self._until(lambda: self._state != "bot", 10)

    async def _email(self, address: str) -> None:
        await asyncio.sleep(self._dice.uniform(2, 6))
        await self._post("email", {"email": address})

    async def _call(self, phone: str) -> None:
        """One of the first times that are free."""
        await asyncio.sleep(self._dice.uniform(2, 6))
        free = (await self._http.get(f"{HERE}/callback")).raise_for_status().json()["slots"]
        slot = self._dice.choice(free[:4])["slot"]
        await self._post("callback", {"phone": phone, "slot": slot})

    async def _file(self, text: str) -> None:
        await self._type(text)
        name = {"X-File-Name": "foto.png", "Content-Type": "image/png"}
        answer = await self._http.post(f"{HERE}/files", content=picture(), headers=name)
        if answer.is_error:
            self.visit.faults.append(f"the picture was refused: {answer.text[:200]}")
        else:
            await self._send(text, files=(answer.json()["id"],))

    async def _with_people(self) -> None:
        """Wait for an agent, and answer them, until one of the two is through."""
        answers, patience = list(self._script.answers), self._script.patience * 60
        # Who has it is told after the words that led there.
        await self._until(lambda: self._state in WITH_PEOPLE, 3)
        seen = self._agents_words()
        while self._state in WITH_PEOPLE:
            wait = patience if answers or not seen else ENDED_S
            asked = len(self._agents_words())
            if self._script.eager and answers and await self._types_now(wait):
                await self._say(answers.pop(0))
            if not await self._until(partial(self._news_of_people, asked), wait):
                return
            seen = self._agents_words()
            await asyncio.sleep(self._dice.uniform(2, 6))
            if self._state == "agent" and answers and len(seen) > asked:
                await self._say(answers.pop(0))

    async def _types_now(self, seconds: float) -> bool:
        """Whether the agent types, before anything else happens."""
        count = len(self._heard)
        await self._until(lambda: self._agent_types or len(self._heard) > count, seconds)
        return self._agent_types and self._dice.random() < 0.5

    def _news_of_people(self, asked: int) -> bool:
        """The agent has said something, or has it no more."""
        return len(self._agents_words()) > asked or self._state not in WITH_PEOPLE

    def _agents_words(self) -> list[Json]:
        return [one for one in self._heard if one["author"] == "agent"]

    async def _go(self) -> None:
        """Say how it was, if they do; end it, if they do, or if they waited in vain."""
        if self._script.score and (self._agents_words() or self._state == "bot"):
            await asyncio.sleep(self._dice.uniform(1, 4))
            opinion = {"score": self._script.score, "comment": self._script.comment}
            await self._post("csat", opinion)
        if self._script.ends and self._state != "closed":
            await self._post("end", {})
            await self._until(lambda: self._state == "closed", 5)

    async def _post(self, what: str, body: Json) -> None:
        answer = await self._http.post(f"{HERE}/{what}", json=body)
        if answer.is_error:
            self.visit.faults.append(f"{what} was refused: {answer.text[:200]}")

    async def _type(self, text: str) -> None:
        """As long as it takes a person, telling that they type."""
        seconds = len(text) / LETTERS_A_S * self._dice.uniform(0.7, 1.3)
        await self._tell({"type": "typing", "on": True})
        await asyncio.sleep(min(LONGEST_S, max(SHORTEST_S, seconds)))
        await self._tell({"type": "typing", "on": False})

    async def _tell(self, frame: Json) -> None:
        if self._socket:
            with suppress(ConnectionClosed):
                await self._socket.send(json.dumps(frame))

    async def _until(self, holds: Callable[[], bool], seconds: float) -> bool:
        """Whether `holds` comes true within `seconds`, and before the counter closes."""
        with suppress(TimeoutError):
            async with asyncio.timeout(min(seconds, self._clock.left())):
                while not holds():
                    self._news.clear()
                    await self._news.wait()
        return holds()

    @asynccontextmanager
    async def _page(self) -> AsyncIterator[None]:
        """A stretch with the page open: everything after what they have comes by itself."""
        async with connect(f"{self._url.replace('http', 'ws', 1)}/api/live") as socket:
            self._socket = socket
            after = self.visit.numbers[-1] if self.visit.numbers else 0
            await socket.send(json.dumps({"token": self._token, "after": after}))
            hears = asyncio.create_task(self._hear(socket))
            try:
                yield
            finally:
                self._socket = None
                hears.cancel()

    async def _hear(self, socket: ClientConnection) -> None:
        """Take what comes, until the page is closed."""
        with suppress(ConnectionClosed):
            async for text in socket:
                await self._take(json.loads(text))
                self._news.set()

    async def _take(self, frame: Json) -> None:
        self._state = frame.get("state", self._state)
        if frame["type"] == "typing":
            self._agent_types = frame["author"] == "agent" and frame["on"]
        elif frame["type"] == "message":
            message = frame["message"]
            self._agent_types = False
            self._heard.append(message)
            self.visit.numbers.append(message["seq"])
            await self._tell({"type": "marks", "got": message["seq"], "read": message["seq"]})


def picture() -> bytes:
    """A photo, as far as the counter can tell."""
    found = io.BytesIO()
    Image.new("RGB", (320, 240), (148, 150, 155)).save(found, "PNG")
    return found.getvalue()
