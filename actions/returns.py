"""Opening a return: which product, why, and what the policy says. Depends on the backoffice."""

import re
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.interfaces import Action

from actions import wording
from actions.desk import Desk
from actions.flow import Flow
from actions.forms import PATIENCE, REQUESTED, Filling, OrderForm
from actions.turn import Event, Turn
from bot.backoffice import Order, OrderItem, Return, ReturnRefused, Verdict, item_of, return_verdict

# Words that give the reason away, the surest first. "Broken" on arrival is transport damage.
REASONS = {
    "wrong_item": r"equivocad|otro producto|no es lo que ped|no es el m[ií]o"
    r"|wrong|(?:not|isn'?t) (?:what|the one) i ordered|different (?:product|item)",
    "damaged": r"golpe|dañad|llegad[oa] (?:rot|mal)|lleg[óo] (?:muy |todo )?(?:rot|mal)|abollad"
    r"|damaged|crushed|dented|(?:arrived|came) (?:all )?(?:broken|smashed)",
    "faulty": r"no (?:me )?(?:funciona|va\b|enciende|arranca)|defect|aver[ií]|estrope|falla"
    r"|rot[oa]\b|doesn'?t work|not working|won'?t (?:work|turn on|start)|faulty|broken"
    r"|broke\b|stopped work",
    "withdrawal": r"no (?:me|nos) (?:gusta|convence|sirve|vale)|no l[oa] (?:quiero|necesito)"
    r"|arrepient|cambiado de (?:idea|opini[óo]n)|desist|demasiado"
    r"|don'?t (?:like|want|need)|no longer (?:want|need)|changed my mind|withdraw|regret"
    r"|too (?:big|small|noisy|loud)",
}


def reason_in(text: str) -> str | None:
    """The reason for a return that `text` gives in words, if it does."""
    lower = text.lower()
    return next((one for one, words in REASONS.items() if re.search(words, lower)), None)


class ValidateReturn(OrderForm):
    """Order, product of the order, and reason."""

    form = "return_form"
    intent = "request_return"
    slots = frozenset({"order_number", "email", "return_item", "return_reason"})

    def required(self, filling: Filling) -> list[str]:
        return ["order_number", "email", "return_item", "return_reason"]

    async def begin(self, turn: Turn, filling: Filling) -> None:
        await super().begin(turn, filling)
        filling["return_item"] = None
        if "return_reason" not in turn.just_set():
            filling["return_reason"] = None if turn.is_button else reason_in(turn.text)

    def read(self, requested: str, turn: Turn, filling: Filling) -> None:
        if requested == "return_reason" and not turn.is_button:
            filling["return_reason"] = reason_in(turn.text)
        if requested == "return_item":
            filling["return_item"] = turn.entity("product")

    async def check(self, turn: Turn, filling: Filling) -> None:
        order = await self.find_order(turn, filling)
        if order is None:
            filling["return_item"] = None
            return
        chosen = choice(order, filling["return_item"] or turn.said_since(self.form, "product"))
        if filling["return_item"] and chosen is None:
            filling.failed()
            if filling.attempts < PATIENCE:
                turn.say("utter_invalid_return_item")
        filling["return_item"] = chosen


def choice(order: Order, product_id: str | None) -> str | None:
    """The product to return: the one named if the order has it, or its only one."""
    held = {item.product_id for item in order.items}
    if product_id in held:
        return product_id
    return held.pop() if len(held) == 1 and product_id is None else None


class AskReturnItem(Action):
    """Asks which product of the order, with a button for each."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def name(self) -> str:
        return "action_ask_return_item"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[Event]:
        turn = Turn(dispatcher, tracker)
        number, email = turn.slot("order_number"), turn.slot("email")
        order = await self._desk.backoffice.find_order(number, email)
        names = {item.product_id: item.name for item in order.items}
        turn.say("utter_which_item", buttons=wording.products(names))
        return []


class OpenReturn(Flow):
    """Opens the return, or says why the policy does not allow it and what else there is."""

    form = "return_form"
    intent = "request_return"

    def name(self) -> str:
        return "action_open_return"

    def ready(self, turn: Turn) -> bool:
        return super().ready(turn) and bool(turn.slot("return_item") and turn.slot("return_reason"))

    async def act(self, turn: Turn) -> list[Event]:
        number, email = turn.slot("order_number"), turn.slot("email")
        order = await self.desk.backoffice.find_order(number, email)
        item, reason = item_of(order, turn.slot("return_item")), turn.slot("return_reason")
        verdict = return_verdict(order, item, reason, self.desk.backoffice.today())
        try:
            opened = await self.desk.backoffice.open_return(
                number, email, item.product_id, reason, turn.message_id(self.form)
            )
        except ReturnRefused as refused:
            say_refused(turn, order, item, refused.verdict)
        else:
            say_opened(turn, item, verdict, opened)
        await self.log(turn, "transaction", product=item.product_id)
        forgotten = [SlotSet("return_item", None), SlotSet("return_reason", None)]
        return [*forgotten, SlotSet("product", item.product_id), SlotSet(REQUESTED, None)]


def say_opened(turn: Turn, item: OrderItem, verdict: Verdict, opened: Return) -> None:
    """The number of the return, and what collection costs."""
    response = "utter_return_opened"
    if not verdict.shipping_cost_eur:
        response = "utter_return_opened_free"
    if verdict.code == "already_open":
        response = "utter_return_already_open"
    cost = wording.money(verdict.shipping_cost_eur, turn.language)
    turn.say(response, item=item.name, return_number=opened.number, shipping_cost=cost)


def say_refused(turn: Turn, order: Order, item: OrderItem, verdict: Verdict) -> None:
    """Why not, in the words of that verdict."""
    turn.say(
        f"utter_return_{verdict.code}",
        item=item.name,
        order_number=order.number,
        until=wording.day(verdict.until, turn.language),
    )
