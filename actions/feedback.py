"""Whether an answer helped, said with a button, in words, or with a bare yes or no.

A yes or no is read against what the customer had just been told. Depends on the contact log
and on the two flows that a yes or no may go on with: the person's and the repair's.
"""

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.interfaces import Action

from actions.desk import Desk
from actions.person import Handoff
from actions.repair import Repair
from actions.turn import Event, Turn

HELPED = frozenset({"feedback_positive", "affirm"})
ANSWERS = frozenset({"utter_answer", "utter_advice"})
OFFERS = frozenset(
    {"utter_offer_person", "utter_give_up", "utter_sorry", "utter_no_answer", "utter_ask_if_bot"}
    | {"utter_no_answer_topics", "utter_refund_rejected", "utter_return_not_delivered"}
)


class Feedback(Action):
    """Notes the verdict on the newest contact and goes on from there."""

    def __init__(self, desk: Desk, repair: Repair, handoff: Handoff) -> None:
        self._desk = desk
        self._repair = repair
        self._handoff = handoff

    def name(self) -> str:
        return "action_feedback"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[Event]:
        turn = Turn(dispatcher, tracker)
        told = turn.answered_with()
        if turn.intent in ("affirm", "deny") and not told & ANSWERS:
            return await self._bare(turn, told)
        helped = turn.intent in HELPED
        await self._desk.contacts.record_feedback(turn.conversation_id, 1 if helped else -1)
        if helped:
            turn.say("utter_glad")
            return [SlotSet("repair_fault", None), SlotSet("repair_advised", None)]
        if "utter_advice" in told and turn.slot("repair_advised"):
            return await self._repair.hand_over(turn)
        turn.say("utter_sorry")
        return []

    async def _bare(self, turn: Turn, told: set[str]) -> list[Event]:
        """A yes or no to something else than an answer."""
        if turn.intent == "affirm" and told & OFFERS:
            return await self._handoff.hand_over(turn)
        if turn.intent == "deny" and "utter_did_you_mean" in told:
            turn.say("utter_offer_person")
            return [SlotSet("fallback_count", 2)]
        turn.say("utter_all_right")
        return []
