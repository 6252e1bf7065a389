"""One customer's message as an action sees it: who asked what, in which language, and when.

Depends on rasa_sdk's tracker and dispatcher and on the shape of a contact.
"""

from collections.abc import Iterator
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from bot.contacts import ContactEntry

Event = dict[str, Any]
QUESTIONS = frozenset({"faq_question", "manual_question"})
QUIET = frozenset({"action_listen", "action_extract_slots", "action_session_start"})


class Turn:
    """Reads the tracker of one action call and speaks through its dispatcher."""

    def __init__(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> None:
        self._dispatcher = dispatcher
        self._tracker = tracker
        self.message: Event = tracker.latest_message
        self.text: str = self.message.get("text") or ""

    @property
    def conversation_id(self) -> str:
        """The service's id of the conversation: Rasa's sender."""
        return str(self._tracker.sender_id)

    @property
    def ids(self) -> dict[str, str]:
        """The service's ids of the conversation and of its newest message."""
        metadata = self._users()[-1].get("metadata") or {}
        return {
            "conversation_id": self.conversation_id,
            "message_id": metadata.get("client_message") or "",
        }

    @property
    def language(self) -> str:
        """The language of what is said now: that of `domain.yml`'s responses."""
        return "es" if self.slot("language") == "es" else "en"

    @property
    def intent(self) -> str:
        """The message's intent; nlu_fallback when there is none."""
        return (self.message.get("intent") or {}).get("name") or "nlu_fallback"

    @property
    def confidence(self) -> float:
        """The intent's confidence, 0 to 1."""
        return float((self.message.get("intent") or {}).get("confidence") or 0.0)

    @property
    def is_button(self) -> bool:
        """Whether the message is one of our buttons: only they reach Rasa with a slash."""
        return self.text.startswith("/")

    @property
    def in_form(self) -> bool:
        """Whether a form is open and waits for an answer."""
        return bool((self._tracker.active_loop or {}).get("name"))

    @property
    def product(self) -> str | None:
        """The product the message names, else the one talked about before."""
        return self.entity("product") or self.slot("product")

    @property
    def product_words(self) -> str:
        """The words of the message that name the product, as they were written."""
        named = [one for one in self.message.get("entities") or [] if one["entity"] == "product"]
        return " ".join(
            self.text[one["start"] : one["end"]]
            for one in named
            if "start" in one and one["value"] == self.product
        )

    @property
    def title(self) -> str:
        """What is written on the button that was pressed; empty where that is not known."""
        metadata = self._users()[-1].get("metadata") or {}
        return str(metadata.get("text") or "") if self.is_button else ""

    def slot(self, name: str) -> Any:
        """The value of a slot, or None."""
        return self._tracker.slots.get(name)

    def entity(self, name: str, message: Event | None = None) -> str | None:
        """The last value that a message (the newest by default) names for an entity."""
        entities = (message or self.message).get("entities") or []
        values = [one["value"] for one in entities if one.get("entity") == name]
        return values[-1] if values else None

    def just_set(self) -> set[str]:
        """Slots that the newest message filled."""
        events = (event for event in self._since_message() if event["event"] == "slot")
        return {event["name"] for event in events if event["value"] is not None}

    def opened(self, form: str) -> bool:
        """Whether this very message started `form`."""
        return any(_opens(event, form) for event in self._since_message())

    def answered_besides(self, form: str) -> bool:
        """Whether another action has answered this message already, before `form` goes on."""
        names = {event["name"] for event in self._since_message() if event["event"] == "action"}
        return bool(names - QUIET - {form})

    def follows(self, *actions: str) -> bool:
        """Whether one of `actions` answered the customer's message before this one."""
        return bool(self._done_for(-2) & set(actions))

    def answered_with(self) -> set[str]:
        """The responses that the customer read before this message."""
        return {
            name
            for event in self._done_events(-2)
            if event["event"] == "bot"
            and (name := (event.get("metadata") or {}).get("utter_action"))
        }

    def latest_form(self) -> str | None:
        """The form that was opened last in this conversation, open or not."""
        opened = (event["name"] for event in self._reversed() if event["event"] == "active_loop")
        return next((name for name in opened if name), None)

    def said_since(self, form: str, entity: str) -> str | None:
        """What the customer named for `entity` since `form` was opened, the newest first."""
        for event in self._reversed():
            if event["event"] == "user":
                found = self.entity(entity, event["parse_data"])
                if found or event is self._asked_by(form):
                    return found
        return None

    def earlier_words(self) -> str:
        """What the customer wrote last before this message; buttons are not written."""
        texts = [event.get("text") or "" for event in self._users()[:-1]]
        return next((text for text in reversed(texts) if not text.startswith("/")), "")

    def say(
        self,
        response: str,
        *,
        buttons: list[dict[str, str | None]] | None = None,
        attached: dict[str, Any] | None = None,
        **values: str,
    ) -> None:
        """Utter a response of the domain. A value named `text` is uttered as it is.

        Rasa's interpolation stumbles over "0[" in a value, so a space goes in between.
        """
        text = values.pop("text", None)
        safe = {name: value.replace("0[", "0 [") for name, value in values.items()}
        self._dispatcher.utter_message(
            text=text, response=response, buttons=buttons, json_message=attached, **safe
        )

    def contact(
        self, outcome: str, form: str | None = None, *, text: str | None = None, **more: Any
    ) -> ContactEntry:
        """The contact this turn belongs to: of the message that opened `form`, else this one.

        `text` says it better than the message's own words, where given.
        """
        asked = self._asked_by(form) if form else self._users()[-1]
        asked = self._meant_by(asked)
        metadata = asked.get("metadata") or {}
        intent = asked["parse_data"].get("intent") or {}
        return ContactEntry(
            conversation_id=self.conversation_id,
            message_id=metadata.get("client_message") or asked["message_id"],
            text=text or metadata.get("text") or asked.get("text") or "",
            language=self.language,
            intent=intent.get("name") or "nlu_fallback",
            confidence=float(intent.get("confidence") or 0.0),
            outcome=outcome,
            **more,
        )

    def message_id(self, form: str) -> str:
        """The client's id of the message that opened `form`."""
        return self.contact("transaction", form).message_id

    def _reversed(self) -> Iterator[Event]:
        return iter(reversed(self._tracker.events))

    def _users(self) -> list[Event]:
        return [event for event in self._tracker.events if event["event"] == "user"]

    def _since_message(self) -> list[Event]:
        """Events after the newest message, in order."""
        events: list[Event] = []
        for event in self._reversed():
            if event["event"] == "user":
                break
            events.append(event)
        return events[::-1]

    def _done_events(self, position: int) -> list[Event]:
        """Events after the customer's message at `position` (-1 the newest), before the next."""
        users = self._users()
        if len(users) < -position:
            return []
        done, inside = [], False
        for event in self._tracker.events:
            if event["event"] == "user":
                inside = event is users[position]
            elif inside:
                done.append(event)
        return done

    def _done_for(self, position: int) -> set[str]:
        """The actions that answered the customer's message at `position`."""
        return {one["name"] for one in self._done_events(position) if one["event"] == "action"}

    def _asked_by(self, form: str) -> Event:
        """The message that opened `form` the last time; the newest message when none did."""
        newest = self._users()[-1]
        found = False
        for event in self._reversed():
            found = found or _opens(event, form)
            if found and event["event"] == "user":
                return event
        return newest

    def _meant_by(self, asked: Event) -> Event:
        """The words behind a button that only said what an earlier message meant.

        A button that chooses another answer is a contact of its own: the first one stays, with
        what was said of it.
        """
        users = self._users()
        position = next(i for i, one in enumerate(users) if one is asked)
        chooses = self.entity("source", asked["parse_data"])
        if chooses or not (asked.get("text") or "").startswith("/") or position == 0:
            return asked
        suggested = "action_fallback" in self._done_for(position - len(users) - 1)
        same = asked["parse_data"]["intent"]["name"] in QUESTIONS
        return users[position - 1] if suggested or same else asked


def _opens(event: Event, form: str) -> bool:
    return event["event"] == "active_loop" and event.get("name") == form
