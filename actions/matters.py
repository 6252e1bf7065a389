"""Several matters of one message, one after the other: what is waiting, and taking it up.

The service cuts a message and sends the parts that must wait along with the first one
(`metadata.waiting`). After every action the webhook asks here: once no form is open and nothing
was asked, the next matter is announced, and the service sends its words as a message of its own.
Any flow is part of it without doing anything. Depends on rasa_sdk's dispatcher and
the shape of its events.
"""

from typing import Any

from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.history import since_restart

SLOT = "waiting_matters"
LONGEST_QUOTE = 120
# After these the customer's answer comes first.
QUESTIONS = frozenset(
    {"utter_question_which_product", "utter_which_question", "utter_ask_why", "utter_give_up"}
    | {"utter_advice", "utter_did_you_mean", "utter_not_understood", "utter_what_for"}
    | {"utter_other_answers", "utter_try_other", "utter_offer_person"}
)
# Half of a rule: the other half speaks.
SILENT = frozenset({"action_language"})
ENDS_ALL = frozenset({"goodbye", "ask_for_person", "safety"})

Event = dict[str, Any]


def take_up(call: dict[str, Any], result: dict[str, Any]) -> None:
    """Add to `result`, what an action gave, the next matter if its time has come."""
    tracker, name = call.get("tracker") or {}, str(call.get("next_action"))
    seen, left = waiting(tracker)
    if not left or name in SILENT or form_after(tracker, result["events"]):
        return
    if ends_all(tracker, result):
        result["events"].append(SlotSet(SLOT, {"seen": seen, "left": []}))
    elif not asks(result):
        result["responses"].append(announcement(left[0]))
        result["events"].append(SlotSet(SLOT, {"seen": seen, "left": left[1:]}))


def waiting(tracker: dict[str, Any]) -> tuple[str, list[str]]:
    """The message whose matters were queued last, and the matters that wait, in their order."""
    kept = (tracker.get("slots") or {}).get(SLOT) or {}
    seen, left = kept.get("seen") or "", list(kept.get("left") or [])
    for event in reversed(since_restart(tracker.get("events") or [])):
        metadata = event.get("metadata") or {} if event.get("event") == "user" else {}
        if metadata.get("waiting"):
            newest = str(metadata.get("client_message") or "")
            return (seen, left) if newest == seen else (newest, left + list(metadata["waiting"]))
    return seen, left


def form_after(tracker: dict[str, Any], events: list[Event]) -> str | None:
    """The form that is open once `events` have happened."""
    form = (tracker.get("active_loop") or {}).get("name")
    for event in events:
        form = event.get("name") if event.get("event") == "active_loop" else form
    return form


def asks(result: dict[str, Any]) -> bool:
    """Whether the action waits for an answer to what it said, or for another action."""
    said = {response.get("response") for response in result["responses"]}
    more = any(event.get("event") == "followup" for event in result["events"])
    return more or bool(said & QUESTIONS)


def ends_all(tracker: dict[str, Any], result: dict[str, Any]) -> bool:
    """Whether the customer leaves, or a person takes over: they see what was asked for."""
    intent = ((tracker.get("latest_message") or {}).get("intent") or {}).get("name")
    handed = any((one.get("custom") or {}).get("handoff") for one in result["responses"])
    return handed or intent in ENDS_ALL


def announcement(words: str) -> dict[str, Any]:
    """Says which matter is next, for the customer and for the service."""
    dispatcher = CollectingDispatcher()
    quote = words if len(words) <= LONGEST_QUOTE else words[:LONGEST_QUOTE].rstrip() + "…"
    dispatcher.utter_message(
        response="utter_next_matter",
        matter=quote.replace("0[", "0 ["),
        json_message={"next_matter": words},
    )
    made: dict[str, Any] = dispatcher.messages[0]
    return made
