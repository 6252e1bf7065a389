"""Whether an answer helped, said with a button, in words, or with a bare yes or no.

Depends on the contact log and, for advice that did not help, on the repair flow.
"""

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.interfaces import Action

from actions.desk import Desk
from actions.repair import Repair
from actions.turn import Event, Turn

ANSWERING = ("action_answer", "action_repair", "action_fallback")
HELPED = frozenset({"feedback_positive", "affirm"})


class Feedback(Action):
    """Notes the verdict on the newest contact and goes on from there."""

    def __init__(self, desk: Desk, repair: Repair) -> None:
        self._desk = desk
        self._repair = repair

    def name(self) -> str:
        return "action_feedback"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[Event]:
        turn = Turn(dispatcher, tracker)
        if turn.intent in ("affirm", "deny") and not turn.follows(*ANSWERING):
            turn.say("utter_all_right")
            return []
        helped = turn.intent in HELPED
        await self._desk.contacts.record_feedback(turn.conversation_id, 1 if helped else -1)
        if helped:
            turn.say("utter_glad")
            return [SlotSet("repair_fault", None), SlotSet("repair_advised", None)]
        if turn.follows("action_repair") and turn.slot("repair_advised"):
            return await self._repair.hand_over(turn)
        turn.say("utter_sorry")
        return []
