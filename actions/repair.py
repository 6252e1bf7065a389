"""Repairs: the manual's advice first, then a person with everything gathered.

Depends on the desk's look-up and the backoffice.
"""

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.interfaces import Action

from actions import wording
from actions.desk import Desk
from actions.flow import Flow
from actions.forms import ASIDES, SURE, TRANSACTIONS, Filling, Form
from actions.questions import say_answer
from actions.turn import Event, Turn
from bot.answering import Answer
from bot.lookup import Inquiry

# What a fault in the customer's words may be taken for: it is still the fault.
FAULT_LIKE = frozenset({"manual_question", "feedback_negative", "out_of_scope", "check_warranty"})
SHORTEST_FAULT = 4


class ValidateRepair(Form):
    """The product, and what is wrong with it."""

    form = "repair_form"
    intent = "request_repair"
    slots = frozenset({"product", "repair_fault"})

    def required(self, filling: Filling) -> list[str]:
        return ["product", "repair_fault"]

    async def begin(self, turn: Turn, filling: Filling) -> None:
        """Asked again right after the advice, the fault is the same one."""
        if turn.follows("action_repair") and filling["repair_advised"]:
            return
        filling["repair_advised"] = None
        filling["repair_fault"] = await self._fault_in(turn)

    def read(self, requested: str, turn: Turn, filling: Filling) -> None:
        if requested == "repair_fault" and not turn.is_button:
            others = (ASIDES | TRANSACTIONS) - FAULT_LIKE - {self.intent}
            aside = turn.intent in others and turn.confidence >= SURE
            if not aside and len(turn.text.strip()) >= SHORTEST_FAULT:
                filling["repair_fault"] = turn.text.strip()

    async def _fault_in(self, turn: Turn) -> str | None:
        """The opening message, when a manual knows what it describes."""
        if turn.is_button or turn.product is None:
            return None
        inquiry = Inquiry(turn.text, turn.language, turn.product, turn.product_words)
        found = await self.desk.lookup.find(inquiry, **turn.ids)
        told = isinstance(found, Answer) and found.kind == "manual"
        return turn.text if told else None


class AskProduct(Action):
    """Asks which product, with a button for each of the catalogue."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def name(self) -> str:
        return "action_ask_product"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[Event]:
        turn = Turn(dispatcher, tracker)
        names = {one.id: one.name for one in await self._desk.backoffice.products()}
        turn.say("utter_which_product", buttons=wording.products(names))
        return []


class Repair(Flow):
    """Gives the manual's advice once; after that, or without any, passes to a person."""

    form = "repair_form"
    intent = "request_repair"

    def name(self) -> str:
        return "action_repair"

    def ready(self, turn: Turn) -> bool:
        return bool(turn.slot("product") and turn.slot("repair_fault"))

    async def act(self, turn: Turn) -> list[Event]:
        fault = turn.slot("repair_fault")
        if turn.slot("repair_advised") == fault:
            return await self.hand_over(turn)
        inquiry = Inquiry(fault, turn.language, turn.slot("product"))
        found = await self.desk.lookup.find(inquiry, **turn.ids)
        if not isinstance(found, Answer) or found.kind != "manual":
            return await self.hand_over(turn)
        turn.say("utter_try_this_first", item=await self._name_of(turn.slot("product")))
        await say_answer(self.desk, turn, found, inquiry, "utter_advice", self.form)
        return [SlotSet("repair_advised", fault)]

    async def hand_over(self, turn: Turn) -> list[Event]:
        """Pass to a person with the product, the fault, and the order or serial number."""
        product = turn.slot("product")
        known = [turn.slot(name) for name in ("order_number", "serial_number") if turn.slot(name)]
        turn.say(
            "utter_repair_handoff",
            item=await self._name_of(product),
            fault=turn.slot("repair_fault"),
            known=", ".join(known) or wording.NOTHING_KNOWN[turn.language],
            attached={"handoff": {"reason": "policy_exception"}},
        )
        await self.log(turn, "escalated", reason="policy_exception", product=product)
        return [SlotSet("repair_fault", None), SlotSet("repair_advised", None)]

    async def _name_of(self, product_id: str) -> str:
        products = await self.desk.backoffice.products()
        return next((one.name for one in products if one.id == product_id), product_id)
