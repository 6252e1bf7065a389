"""A person, because the customer asked; they get what is known already.

Depends on the contact log and on what forms gather.
"""

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import ActiveLoop, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.interfaces import Action

from actions.desk import Desk
from actions.forms import gathered, handed
from actions.turn import Event, Turn

REASON = "asked_for_person"


class Handoff(Action):
    """Asks the service to escalate, and leaves the form that was open."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def name(self) -> str:
        return "action_handoff"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[Event]:
        return await self.hand_over(Turn(dispatcher, tracker))

    async def hand_over(self, turn: Turn) -> list[Event]:
        """Ask for a person on behalf of this message, and log it as a contact."""
        known = await gathered(self._desk, turn)
        attached = handed(turn, REASON)
        if known:
            turn.say("utter_handoff_known", attached=attached, known=known)
        else:
            turn.say("utter_handoff", attached=attached)
        self._desk.contacts.log_soon(turn.contact("escalated", reason=REASON))
        return [ActiveLoop(None), SlotSet("requested_slot", None)]
