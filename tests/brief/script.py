"""Conversations written down line by line, as evidence for a brief."""

from datetime import datetime
from typing import Any

from bot.brief import Evidence, Who
from bot.contacts import Contact
from bot.conversations import Message

AT = datetime(2026, 6, 15, 10)
CITED = {"title": "Levante", "heading": "Faults › Leaks", "page": 12, "url": "/manuals/levante"}


class Script:
    """What was said and logged in one conversation; each call adds a line."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.messages: list[Message] = []
        self.contacts: list[Contact] = []

    def asks(self, text: str, outcome: str = "", **logged: Any) -> "Script":
        """The customer writes to the assistant; `outcome` is how its contact ended, if it has
        one."""
        message = self._say("customer", text, turn="done")
        if outcome:
            self._log(message, outcome, **logged)
        return self

    def logs(self, outcome: str, text: str, part: int = 1, **logged: Any) -> "Script":
        """A contact of its own for a part of the newest message."""
        message = self.messages[-1]
        number = message.client_id if part == 1 else f"{message.client_id}.{part}"
        self._log(message, outcome, text=text, message_id=number, **logged)
        return self

    def writes(self, text: str) -> "Script":
        """The customer writes while people are in charge."""
        self._say("customer", text)
        return self

    def presses(self, title: str, payload: str) -> "Script":
        """The customer presses a button of ours."""
        self._say("customer", title, payload=payload, turn="done")
        return self

    def wants_person(self) -> "Script":
        """The button for a person."""
        title = "Hablar con una persona" if self.language == "es" else "Talk to a person"
        message = self._say("customer", title, payload="@person")
        self._log(message, "escalated", intent="ask_for_person", reason="asked_for_person")
        return self

    def bot(self, text: str, **data: Any) -> "Script":
        """The assistant says something."""
        self._say("bot", text, data=data)
        return self

    def agent(self, text: str) -> "Script":
        """An agent says something."""
        self._say("agent", text)
        return self

    def notice(self, key: str) -> "Script":
        """The service says something."""
        self._say("system", key, data={"notice": key})
        return self

    def evidence(self, **more: Any) -> Evidence:
        """All of it; the customer is nobody unless `who` says otherwise."""
        given = {"who": Who("nobody")} | more
        return Evidence(self.language, self.messages, contacts=self.contacts, **given)

    def _say(self, author: str, text: str, **values: Any) -> Message:
        number = len(self.messages) + 1
        row = {"payload": None, "data": {}, "turn": "none"} | values
        message = Message(
            conversation_id="c",
            seq=number,
            client_id=f"m{number}",
            author=author,
            author_name="",
            text=text,
            epoch=1,
            tries=0,
            created_at=AT,
            **row,
        )
        self.messages.append(message)
        return message

    def _log(self, message: Message, outcome: str, **logged: Any) -> None:
        values = {
            "message_id": message.client_id,
            "text": message.text,
            "intent": "manual_question",
            "product": None,
            "feedback": None,
            "feedback_reason": None,
            "reason": None,
        } | logged
        self.contacts.append(
            Contact(
                conversation_id="c",
                language=self.language,
                confidence=0.9,
                outcome=outcome,
                created_at=AT,
                **values,
            )
        )
