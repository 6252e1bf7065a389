"""The way to Rasa: one customer's message in, the assistant's replies out.

Rasa's REST channel answers 200 with an empty list when something inside it failed, so an
empty answer is an error here. The caller commits before it calls, because Rasa calls our
webhook back before it answers. Depends on `bot.errors`, on courtesies and on what an intent is.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import httpx

from bot.courtesies import without_greeting
from bot.errors import BotError
from bot.matters import Understood

# What a body that is not of Rasa's form leads to: no JSON, or JSON of another shape.
NOT_RASAS = (ValueError, KeyError, TypeError, AttributeError)


class RasaUnavailable(BotError):
    """The assistant did not answer."""

    def __init__(self, why: str) -> None:
        super().__init__(f"The assistant did not answer: {why}. Is Rasa running?", 503)


@dataclass(frozen=True, slots=True)
class RasaReply:
    """One reply: words with their buttons, and what an action attached to them."""

    text: str
    buttons: list[dict[str, str]] = field(default_factory=list)
    custom: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Remembered:
    """What the assistant keeps of a conversation: every slot of `domain.yml`, and the one that an
    open form waits for."""

    slots: dict[str, Any]
    asked_for: str | None = None


def escaped(text: str) -> str:
    """A customer's words so that Rasa never reads them as an intent.

    Rasa takes a leading "/" for "/intent{...}"; U+2044 looks like it and means nothing.
    """
    stripped = text.strip()
    return "\u2044" + stripped[1:] if stripped.startswith("/") else stripped


class RasaClient:
    """Rasa's REST channel behind one httpx client, whose base URL is Rasa's address."""

    def __init__(self, http: httpx.AsyncClient, timeout_s: float) -> None:
        self._http = http
        self._timeout = timeout_s

    async def say(
        self,
        sender: str,
        text: str,
        *,
        language: str,
        client_message: str,
        payload: str | None = None,
        led: bool = False,
        waiting: Sequence[str] = (),
    ) -> list[RasaReply]:
        """Send `text` (or the `payload` of one of our own buttons) and give the replies.

        `led` says that nobody pressed the payload: it stands for the words. `waiting` are other
        matters of the same message, to be taken up once this one has ended.
        Raises `RasaUnavailable` when Rasa cannot be reached, is late, or answers nothing.
        """
        body = {
            "sender": sender,
            "message": payload or escaped(without_greeting(text)),
            # The words travel beside a button's payload: the contact log wants them.
            "metadata": {
                "language": language,
                "client_message": client_message,
                "text": text,
                **({"led": True} if led else {}),
                **({"waiting": [*waiting]} if waiting else {}),
            },
        }
        try:
            response = await self._http.post(
                "/webhooks/rest/webhook", json=body, timeout=self._timeout
            )
            response.raise_for_status()
            replies = [_reply(one) for one in response.json()]
        except (httpx.HTTPError, *NOT_RASAS) as error:
            raise RasaUnavailable(type(error).__name__) from error
        if not replies:
            raise RasaUnavailable("it returned no reply")
        return replies

    async def understand(self, text: str) -> Understood:
        """The intent of `text` as the assistant's pipeline sees it; no conversation hears it."""
        try:
            response = await self._http.post(
                "/model/parse", json={"text": escaped(text)}, timeout=self._timeout
            )
            response.raise_for_status()
            intent = response.json()["intent"]
            return Understood(intent["name"] or "nlu_fallback", float(intent["confidence"]))
        except (httpx.HTTPError, *NOT_RASAS) as error:
            raise RasaUnavailable(type(error).__name__) from error

    async def asked_for(self, conversation_id: str) -> str | None:
        """The slot that the conversation's open form waits for; None where none is open."""
        return (await self.remembered(conversation_id)).asked_for

    async def remembered(self, conversation_id: str, within_s: float | None = None) -> Remembered:
        """What the assistant keeps of a conversation; `RasaUnavailable` after `within_s` seconds,
        or the time of a turn."""
        try:
            response = await self._http.get(
                f"/conversations/{conversation_id}/tracker",
                params={"include_events": "NONE"},
                timeout=within_s or self._timeout,
            )
            response.raise_for_status()
            tracker = response.json()
            slots = dict(tracker["slots"])
            form = (tracker.get("active_loop") or {}).get("name")
            waits_for = str(slots.get("requested_slot") or form) if form else None
            return Remembered(slots, waits_for)
        except (httpx.HTTPError, *NOT_RASAS) as error:
            raise RasaUnavailable(type(error).__name__) from error

    async def start_over(self, conversation_id: str) -> None:
        """Forget what a conversation was about, open forms and all; as if it began now."""
        try:
            response = await self._http.post(
                f"/conversations/{conversation_id}/tracker/events",
                params={"include_events": "NONE"},
                json=[{"event": "restart"}],
                timeout=self._timeout,
            )
            response.raise_for_status()
        except httpx.HTTPError as error:
            raise RasaUnavailable(type(error).__name__) from error

    async def check(self) -> str:
        """The model file Rasa has loaded; `RasaUnavailable` when it has none."""
        try:
            response = await self._http.get("/status", timeout=3.0)
            response.raise_for_status()
            model = response.json()["model_file"]
        except (httpx.HTTPError, *NOT_RASAS) as error:
            raise RasaUnavailable(type(error).__name__) from error
        if not model:
            raise RasaUnavailable("it has loaded no model")
        return str(model)


def _reply(raw: dict[str, Any]) -> RasaReply:
    """One element of the REST channel's list."""
    custom = raw.get("custom") or {}
    return RasaReply(raw.get("text") or "", raw.get("buttons") or [], custom)
