"""A customer at the door over HTTP, as the widget without sockets would be."""

import uuid
from typing import Any

import httpx


class Customer:
    """One conversation; `say` gives the replies to a message."""

    def __init__(
        self, url: str, language: str, timeout: float = 30.0, customer: str | None = None
    ) -> None:
        self._http = httpx.Client(base_url=url, timeout=timeout)
        asked = {"language": language} | ({"customer": customer} if customer else {})
        started = self._http.post("/api/conversations", json=asked)
        started.raise_for_status()
        self.conversation_id: str = started.json()["conversation_id"]
        self.token: str = started.json()["token"]
        self._auth = {"Authorization": f"Bearer {self.token}"}

    def say(self, text: str, payload: str | None = None) -> list[dict[str, Any]]:
        """Send `text` and give the messages that came after it."""
        body = {"client_id": str(uuid.uuid4()), "text": text, "payload": payload}
        path = "/api/conversations/current/messages"
        answer = self._http.post(path, json=body, headers=self._auth)
        answer.raise_for_status()
        found: list[dict[str, Any]] = answer.json()["replies"]
        return found

    def press(self, title: str, replies: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Press the button whose title holds `title`."""
        for reply in replies:
            for button in reply["data"].get("buttons", ()):
                if title.lower() in button["title"].lower():
                    return self.say(button["title"], button["payload"])
        raise AssertionError(f"no button {title!r} in {replies}")

    def news(self, after: int = 0, wait: float = 0) -> dict[str, Any]:
        """State and messages after number `after`."""
        found: dict[str, Any] = self._http.get(
            "/api/conversations/current",
            params={"after": after, "wait": wait},
            headers=self._auth,
        ).json()
        return found

    def close(self) -> None:
        """Give the connection back."""
        self._http.close()


def words_of(replies: list[dict[str, Any]]) -> str:
    """Everything that was said, in one string."""
    return "\n".join(reply["text"] for reply in replies)
