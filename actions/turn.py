"""One customer's message as an action sees it: who asked what, in which language, and when.

Depends on rasa_sdk's tracker and dispatcher, on `actions.history`, which reads the events, and
on the shape of a contact.
"""

from collections.abc import Iterable
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.history import QUESTIONS, Event, History, is_led, opens, words_of
from bot.contacts import ContactEntry

__all__ = ["QUESTIONS", "Event", "Turn"]

QUIET = frozenset({"action_listen", "action_extract_slots", "action_session_start"})


class Turn:
    """Reads the tracker of one action call and speaks through its dispatcher."""

    def __init__(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> None:
        self._dispatcher = dispatcher
        self._tracker = tracker
        self._history = History(tracker.events)
        self.message: Event = tracker.latest_message
        newest = self._history.newest()
        self.led: bool = is_led(newest)
        """Whether the message's words were sent as a payload that nobody pressed."""
        self.text: str = words_of(newest) if self.led else self.message.get("text") or ""

    @property
    def conversation_id(self) -> str:
        """The service's id of the conversation: Rasa's sender."""
        return str(self._tracker.sender_id)

    @property
    def ids(self) -> dict[str, str]:
        """The service's ids of the conversation and of its newest message."""
        metadata = self._history.newest().get("metadata") or {}
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
    def form(self) -> str:
        """The form that is open and waits for an answer; empty where none is."""
        return (self._tracker.active_loop or {}).get("name") or ""

    @property
    def in_form(self) -> bool:
        """Whether a form is open and waits for an answer."""
        return bool(self.form)

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
        metadata = self._history.newest().get("metadata") or {}
        return str(metadata.get("text") or "") if self.is_button else ""

    def slot(self, name: str) -> Any:
        """The value of a slot, or None."""
        return self._tracker.slots.get(name)

    def entity(self, name: str, message: Event | None = None) -> str | None:
        """The last value that a message (the newest by default) names for an entity."""
        entities = (message or self.message).get("entities") or []
        values = [one["value"] for one in entities if one.get("entity") == name]
        return values[-1] if values else None

    def entities(self, name: str) -> list[str]:
        """Every value that the message names for an entity, in order, each once."""
        named = self.message.get("entities") or []
        return list(dict.fromkeys(one["value"] for one in named if one.get("entity") == name))

    def waiting_words(self) -> str:
        """The parts of the message that come later: see `actions.matters`."""
        metadata = self._history.newest().get("metadata") or {}
        return " ".join(metadata.get("waiting") or ())

    def opening_words(self, form: str) -> str:
        """What the customer wrote to open `form`; a button is not written."""
        text = self._history.opener(form).get("text") or ""
        return "" if text.startswith("/") else text

    def opening_intent(self, form: str) -> str:
        """The intent of the message that opened `form`."""
        asked = self._history.opener(form)["parse_data"].get("intent") or {}
        return asked.get("name") or "nlu_fallback"

    def just_set(self) -> set[str]:
        """Slots that the newest message filled.

        A form that opens sets once more whatever was known before: then only what the message
        itself names is new.
        """
        since = self._history.since_message()
        slots = (event for event in since if event["event"] == "slot")
        filled = {event["name"] for event in slots if event["value"] is not None}
        if any(event["event"] == "active_loop" and event.get("name") for event in since):
            filled &= {one["entity"] for one in self.message.get("entities") or []}
        return filled

    def just_changed(self) -> set[str]:
        """Slots that the newest message filled with something else than they held."""
        return {name for name in self.just_set() if self._history.held(name) != self.slot(name)}

    def opened(self, form: str) -> bool:
        """Whether this very message started `form`."""
        return any(opens(event, form) for event in self._history.since_message())

    def answered_besides(self, form: str) -> bool:
        """Whether another action has answered this message already, before `form` goes on."""
        names = {
            event["name"] for event in self._history.since_message() if event["event"] == "action"
        }
        return bool(names - QUIET - {form})

    def follows(self, *actions: str) -> bool:
        """Whether one of `actions` answered the customer's message before this one."""
        return bool(self._history.actions_for(-2) & set(actions))

    def answered_with(self) -> set[str]:
        """The responses that the customer read before this message."""
        return uttered(self._history.done_for(-2))

    def ever_told(self) -> set[str]:
        """The responses that were said since the conversation began, or began anew."""
        return uttered(self._history.backwards())

    def latest_form(self) -> str | None:
        """The form that was opened last in this conversation, open or not."""
        opened = (
            event["name"] for event in self._history.backwards() if event["event"] == "active_loop"
        )
        return next((name for name in opened if name), None)

    def said_since(self, form: str, entity: str) -> str | None:
        """What the customer named for `entity` since `form` was opened, the newest first."""
        for event in self._history.backwards():
            if event["event"] == "user":
                found = self.entity(entity, event["parse_data"])
                if found or event is self._history.opener(form):
                    return found
        return None

    def earlier_words(self) -> str:
        """What the customer wrote last before this message; buttons are not written."""
        texts = [words_of(event) for event in self._history.messages()[:-1]]
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

        Rasa's interpolation stumbles over "0[" in a value, so a space goes in between; its REST
        channel cuts a message at a line that is quite empty.
        """
        text = values.pop("text", None)
        safe = {
            name: value.replace("0[", "0 [").replace("\n\n", "\n \n")
            for name, value in values.items()
        }
        self._dispatcher.utter_message(
            text=text, response=response, buttons=buttons, json_message=attached, **safe
        )

    def note_begun(self) -> None:
        """Tell the service that the customer's words began a form: it may be left before it ends,
        and what was asked counts all the same."""
        if not self.is_button:
            self._dispatcher.utter_message(json_message={"begun": True})

    @property
    def said(self) -> set[str]:
        """The responses that this action has said so far."""
        told = (message.get("response") for message in self._dispatcher.messages)
        return {response for response in told if response}

    def attach(self, **values: Any) -> None:
        """Let `values` ride on what was said last; they are for the service."""
        if self._dispatcher.messages:
            last = self._dispatcher.messages[-1]
            last["custom"] = {**(last.get("custom") or {}), **values}

    def contact(
        self, outcome: str, form: str | None = None, *, text: str | None = None, **more: Any
    ) -> ContactEntry:
        """The contact this turn belongs to: of the message that opened `form`, else this one.

        `text` says it better than the message's own words, where given.
        """
        asked = self._history.opener(form) if form else self._history.messages()[-1]
        asked = self._history.meant_by(asked)
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


def uttered(events: Iterable[Event]) -> set[str]:
    """The names of the responses among `events`."""
    said = (one.get("metadata") or {} for one in events if one["event"] == "bot")
    return {name for one in said if (name := one.get("utter_action"))}
