"""A customer at the HTTP door, for tests."""

import uuid
from dataclasses import dataclass, field
from typing import Any

import httpx


@dataclass
class Customer:
    """One conversation as a widget holds it."""

    http: httpx.AsyncClient
    begun: dict[str, Any] = field(default_factory=dict)

    async def start(self, language: str | None = "es") -> "Customer":
        """Open a conversation."""
        response = await self.http.post("/api/conversations", json={"language": language})
        assert response.status_code == 201, response.text
        self.begun = response.json()
        return self

    @property
    def id(self) -> str:
        """The conversation's id."""
        return str(self.begun["conversation_id"])

    @property
    def headers(self) -> dict[str, str]:
        """What shows whose conversation it is."""
        return {"Authorization": f"Bearer {self.begun['token']}"}

    async def send(
        self, text: str, payload: str | None = None, client_id: str = ""
    ) -> httpx.Response:
        """Send a message."""
        body = {"client_id": client_id or str(uuid.uuid4()), "text": text, "payload": payload}
        path = "/api/conversations/current/messages"
        return await self.http.post(path, json=body, headers=self.headers)

    async def said(self, text: str, payload: str | None = None) -> list[str]:
        """Send a message that is taken; what came after it."""
        response = await self.send(text, payload)
        assert response.status_code == 201, response.text
        return [one["text"] for one in response.json()["replies"]]

    async def ask_for_person(self, client_id: str = "") -> httpx.Response:
        """Press the button that asks for a person."""
        body = {"client_id": client_id or str(uuid.uuid4())}
        path = "/api/conversations/current/person"
        return await self.http.post(path, json=body, headers=self.headers)

    async def news(self, after: int = 0, wait: float = 0) -> dict[str, Any]:
        """What is new after a number."""
        response = await self.http.get(
            "/api/conversations/current",
            params={"after": after, "wait": wait},
            headers=self.headers,
        )
        assert response.status_code == 200, response.text
        found: dict[str, Any] = response.json()
        return found
