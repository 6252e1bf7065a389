"""The customer's door, as the widget uses it: over HTTP, with the conversation's token.

Depends on the door alone.
"""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import httpx
import jwt

from bot.demo import HEADER

HERE = "/api/conversations/current"
PERSON = "/ask_for_person"
Json = dict[str, Any]


@dataclass(frozen=True)
class Key:
    """What a simulator shows: the demonstration's token, and the secret with which the shop signs
    its customers in."""

    token: str
    shop_secret: str
    audience: str = "mostrador"

    def customer(self, customer_id: str) -> str:
        """The shop's token of a customer; signatures age by the machine's clock."""
        claims = {"sub": customer_id, "aud": self.audience, "exp": 4102444800}
        return jwt.encode(claims, self.shop_secret, algorithm="HS256")


class Refused(Exception):
    """The door did not take what the customer did."""


@dataclass
class Heard:
    """Messages that came, in order; `state` is who is in charge by then."""

    messages: list[Json] = field(default_factory=list)

    @property
    def replies(self) -> list[Json]:
        """What the assistant said."""
        return [one for one in self.messages if one["author"] == "bot"]

    @property
    def text(self) -> str:
        """All of it in one."""
        return "\n".join(one["text"] for one in self.replies)

    @property
    def headings(self) -> list[str]:
        """Title and heading of every citation."""
        return [
            f"{cited['title']} {cited['heading']}"
            for one in self.replies
            for cited in one["data"].get("citations", ())
        ]

    @property
    def buttons(self) -> list[Json]:
        """Those offered, the newest message's last."""
        return [button for one in self.messages for button in one["data"].get("buttons", ())]

    @property
    def is_answer(self) -> bool:
        """Whether something was answered out of the FAQ or a manual."""
        return any("answer" in one["data"] for one in self.replies)

    @property
    def survey(self) -> str:
        """The kind of the question about the service that was put, if any."""
        return next((one["data"]["survey"] for one in self.replies if "survey" in one["data"]), "")

    @property
    def notices(self) -> Iterator[Json]:
        """What the system told, with its facts."""
        return (one["data"] for one in self.messages if "notice" in one["data"])


class Conversation:
    """One customer's conversation at the door. `last` is the newest number that came, `sent` the
    client's id of the newest message."""

    def __init__(self, http: httpx.AsyncClient, key: Key) -> None:
        self._http = http
        self._key = key
        self._headers: dict[str, str] = {}
        self.id = ""
        self.last = 0
        self.sent = ""

    async def start(self, language: str, customer_id: str | None) -> None:
        """Open it; for a customer whom the shop has signed in it is theirs."""
        body: Json = {"language": language}
        if customer_id:
            body["customer"] = self._key.customer(customer_id)
        headers = {HEADER: self._key.token}
        told = await self._sent("/api/conversations", body, headers)
        self.id, self.last = told["conversation_id"], told["last_seq"]
        self._headers = {"Authorization": f"Bearer {told['token']}"}

    async def say(self, text: str, payload: str | None = None) -> tuple[datetime, Heard]:
        """Send a message: when the page shows it, and what came after it."""
        self.sent = str(uuid.uuid4())
        body = {"client_id": self.sent, "text": text, "payload": payload}
        return self._taken(await self._sent(f"{HERE}/messages", body, self._headers))

    async def ask_for_person(self) -> tuple[datetime, Heard]:
        """Press the widget's button for a person."""
        body = {"client_id": str(uuid.uuid4())}
        return self._taken(await self._sent(f"{HERE}/person", body, self._headers))

    async def news(self) -> tuple[str, Heard]:
        """Who is in charge, and the messages that came meanwhile."""
        answer = await self._http.get(
            HERE, params={"after": self.last}, headers=self._headers, timeout=60
        )
        told: Json = _checked(answer)
        self.last = told["last_seq"]
        return told["state"], Heard(told["messages"])

    async def read(self) -> None:
        """All that came was looked at."""
        await self._sent(f"{HERE}/marks", {"got": self.last, "read": self.last}, self._headers)

    async def end(self) -> None:
        """Close it."""
        await self._sent(f"{HERE}/end", {}, self._headers)

    async def rate(self, score: int, comment: str) -> None:
        """Say how it was, from 1 to 5."""
        await self._sent(f"{HERE}/csat", {"score": score, "comment": comment}, self._headers)

    async def short_survey(self) -> list[str]:
        """The dimensions of quality that are asked after the end; none where nothing is asked."""
        told: Json = await self._sent(f"{HERE}/quality/asked", {}, self._headers)
        return [one["dimension"] for one in told["statements"]]

    async def rate_quality(self, scores: dict[str, int]) -> None:
        """Answer the short survey; what is left out stays unanswered."""
        await self._sent(f"{HERE}/quality", {"scores": scores}, self._headers)

    async def leave_email(self, email: str) -> Json:
        """Have the answer mailed; what is true of the wait then."""
        told: Json = await self._sent(f"{HERE}/email", {"email": email}, self._headers)
        return told

    async def free_calls(self) -> list[Json]:
        """The times at which a call can be booked."""
        answer = await self._http.get(f"{HERE}/callback", headers=self._headers, timeout=60)
        slots: list[Json] = _checked(answer)["slots"]
        return slots

    async def book_call(self, phone: str, slot: str) -> Json:
        """Have them call; what is true of the wait then."""
        body = {"phone": phone, "slot": slot}
        told: Json = await self._sent(f"{HERE}/callback", body, self._headers)
        return told

    def _taken(self, told: Json) -> tuple[datetime, Heard]:
        heard = Heard(told["replies"])
        self.last = max([told["message"]["seq"], *(one["seq"] for one in heard.messages)])
        return time_of(told["message"]), heard

    async def _sent(self, path: str, body: Json, headers: dict[str, str]) -> Json:
        return _checked(await self._http.post(path, json=body, headers=headers, timeout=60))


def _checked(answer: httpx.Response) -> Json:
    if answer.is_error:
        raise Refused(f"{answer.request.url.path} {answer.status_code}: {answer.text[:200]}")
    told: Json = answer.json()
    return told


def time_of(message: Json) -> datetime:
    """When the page says that a message was written, in naive UTC."""
    return moment_of(message["created_at"])


def moment_of(text: str) -> datetime:
    """ISO 8601 with its Z as naive UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=None)
