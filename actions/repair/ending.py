"""How a repair ended: solved by the manual, booked, not wanted, or given up with a person's offer.

Depends on the form's slots and the booking.
"""

from typing import Any

from rasa_sdk.events import SlotSet

from actions.flow import Flow
from actions.forms import CONFIRMED
from actions.repair.booking import say_booked
from actions.repair.form import OWN
from actions.turn import Event, Turn


class Repair(Flow):
    """Says how it ended, logs it, and forgets what was asked."""

    form = "repair_form"
    intent = "request_repair"
    settles = frozenset({"utter_repair_booked"})

    def name(self) -> str:
        return "action_repair"

    def ready(self, turn: Turn) -> bool:
        solved = turn.slot("repair_advice") == "solved"
        return bool(solved or turn.slot("repair_number") or turn.slot(CONFIRMED) is False)

    async def act(self, turn: Turn) -> list[Event]:
        if turn.slot("repair_advice") == "solved":
            await self.desk.contacts.record_feedback(turn.conversation_id, 1)
            turn.say("utter_repair_solved")
            return done()
        product = turn.slot("product")
        if turn.slot("repair_number"):
            await say_booked(self.desk, turn)
        else:
            turn.say("utter_repair_not_booked")
        await self.log(turn, "transaction", product=product)
        return done()


def done() -> list[Event]:
    """Forget what this repair left; product and number of the order stay for what follows."""
    kept: list[Any] = [SlotSet(name, None) for name in (*OWN, "repair_fault")]
    return kept
