"""What has happened in a conversation, read from Rasa's tracker: its events, in order.

Depends on the shape of Rasa's events alone.
"""

from collections.abc import Iterator, Sequence
from typing import Any

Event = dict[str, Any]
QUESTIONS = frozenset({"faq_question", "manual_question"})


def since_restart(events: Sequence[Event]) -> Sequence[Event]:
    """Events after the last restart: Rasa's tracker keeps those before it too, but what was said
    then was settled by people, and a yes is no answer to it."""
    for place in range(len(events) - 1, -1, -1):
        if events[place]["event"] == "restart":
            return events[place + 1 :]
    return events


class History:
    """The events of one conversation since it began, or began anew, up to the newest message and
    what was done for it."""

    def __init__(self, events: Sequence[Event]) -> None:
        self._events = since_restart(events)

    def backwards(self) -> Iterator[Event]:
        """Every event, the newest first."""
        return iter(reversed(self._events))

    def messages(self) -> list[Event]:
        """What the customer said, the oldest first."""
        return [event for event in self._events if event["event"] == "user"]

    def newest(self) -> Event:
        """The message that is answered now; empty before the first one."""
        return next((one for one in self.backwards() if one["event"] == "user"), {})

    def since_message(self) -> list[Event]:
        """Events after the newest message, in order."""
        return self.done_for(-1)

    def held(self, slot: str) -> Any:
        """What `slot` held before the newest message."""
        before = self._events[: len(self._events) - len(self.since_message())]
        slots = (one for one in reversed(before) if one["event"] == "slot")
        return next((one["value"] for one in slots if one["name"] == slot), None)

    def done_for(self, position: int) -> list[Event]:
        """Events after the customer's message at `position` (-1 the newest), before the next."""
        messages = self.messages()
        if len(messages) < -position:
            return []
        done, inside = [], False
        for event in self._events:
            if event["event"] == "user":
                inside = event is messages[position]
            elif inside:
                done.append(event)
        return done

    def actions_for(self, position: int) -> set[str]:
        """The actions that answered the customer's message at `position`."""
        return {one["name"] for one in self.done_for(position) if one["event"] == "action"}

    def opener(self, form: str) -> Event:
        """The message that opened `form` the last time; the newest message when none did."""
        found = False
        for event in self.backwards():
            found = found or opens(event, form)
            if found and event["event"] == "user":
                return event
        return self.newest()

    def meant_by(self, asked: Event) -> Event:
        """The words behind a button that only said what an earlier message meant.

        A button that chooses another answer is a contact of its own: the first one stays, with
        what was said of it.
        """
        messages = self.messages()
        position = next(i for i, one in enumerate(messages) if one is asked)
        entities = asked["parse_data"].get("entities") or []
        chooses = any(one.get("entity") == "source" for one in entities)
        if chooses or not words_of(asked).startswith("/") or position == 0:
            return asked
        suggested = "action_fallback" in self.actions_for(position - len(messages) - 1)
        same = asked["parse_data"]["intent"]["name"] in QUESTIONS
        return messages[position - 1] if suggested or same else asked


def is_led(event: Event) -> bool:
    """Whether a customer's message was sent as a payload for its words' sake."""
    return bool((event.get("metadata") or {}).get("led"))


def words_of(event: Event) -> str:
    """What a customer wrote; a button's payload for a button."""
    metadata = event.get("metadata") or {}
    return str((metadata.get("text") if is_led(event) else event.get("text")) or "")


def opens(event: Event, form: str) -> bool:
    """Whether an event is the opening of `form`."""
    return event["event"] == "active_loop" and event.get("name") == form
