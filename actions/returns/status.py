"""Where a return is, and taking one back.

Depends on the backoffice and on forms about orders.
"""

from rasa_sdk.events import SlotSet

from actions import wording
from actions.desk import Desk
from actions.flow import Flow
from actions.forms import CONFIRMED, REQUESTED, Filling, OrderForm, Reader, read_confirmed
from actions.forms.choices import ordinal
from actions.forms.question import Question
from actions.returns.numbered import NONE_OPEN, ReturnForm
from actions.turn import Event, Turn
from bot.backoffice import Order, Return, WrongState

CANCELLABLE = ("requested", "approved")
GOING_WELL = (*CANCELLABLE, "received", "refunded", "exchanged")


class ValidateReturnStatus(ReturnForm):
    """Which order the return is of."""

    form = "return_status_form"
    intent = "return_status"
    slots = OrderForm.slots | frozenset({"return_number"})
    alike = frozenset({"request_return", "request_refund"})


class ReturnStatus(Flow):
    """Says how far each return of the order is, and what comes next."""

    form = "return_status_form"
    intent = "return_status"
    settles = frozenset(f"utter_return_is_{status}" for status in GOING_WELL)

    def name(self) -> str:
        return "action_return_status"

    async def act(self, turn: Turn) -> list[Event]:
        order = await self.find_order(turn)
        found = await self.desk.backoffice.returns_of(order.number, await self.proof(turn))
        named = [one for one in found if one.number == turn.slot("return_number")]
        for one in named or found:
            say_return(turn, order, one)
        if not found:
            turn.say("utter_return_none", order_number=order.number)
        await self.log(turn, "transaction", product=found[-1].product_id if found else None)
        return [SlotSet("return_number", None)]


def items_of(order: Order, one: Return) -> str:
    """What comes back with a return: "Siroco, 2 × Gregal"."""
    names = {item.product_id: item.name for item in order.items}
    told = [(names.get(it.product_id, it.product_id), it.quantity) for it in one.items]
    return ", ".join(f"{count} × {name}" if count > 1 else name for name, count in told)


def say_return(turn: Turn, order: Order, one: Return) -> None:
    """How far a return is."""
    turn.say(
        f"utter_return_is_{one.status}",
        return_number=one.number,
        items=items_of(order, one),
        opened=wording.day(one.opened_at, turn.language),
        way=way_of(one, turn.language),
        refunded=wording.day(one.refunded_at, turn.language),
        amount=wording.money(one.refund_eur, turn.language) if one.refund_eur else "-",
    )


def way_of(one: Return, language: str) -> str:
    """How it comes back, with the number of its label where it has one."""
    said = wording.WAYS[one.way][language]
    if one.address:
        said = f"{said}, {wording.plain(str(one.address))}"
    return f"{said} ({one.label})" if one.label else said


class ValidateCancelReturn(ReturnForm):
    """Which return, and a yes."""

    form = "cancel_return_form"
    intent = "cancel_return"
    slots = OrderForm.slots | frozenset({"return_number", CONFIRMED})
    alike = frozenset({"request_return", "return_status"})

    def needed(self, filling: Filling) -> list[str]:
        return [] if filling["return_number"] == NONE_OPEN else ["return_number", CONFIRMED]

    def readers(self) -> dict[str, Reader]:
        return {CONFIRMED: read_confirmed, **super().readers()}

    async def check(self, turn: Turn, filling: Filling) -> None:
        order = await self.find_order(turn, filling)
        if order is None:
            return
        found = [one.number for one in await open_returns(self.desk, order, filling)]
        if filling[REQUESTED] == "return_number" and not filling["return_number"]:
            filling["return_number"] = ordinal(turn.text, found)
        if filling["return_number"] not in found:
            filling["return_number"] = None
        if len(found) < 2:
            filling["return_number"] = found[0] if found else NONE_OPEN


async def open_returns(desk: Desk, order: Order, filling: Filling) -> list[Return]:
    """The returns of an order of which nothing has arrived."""
    found = await desk.backoffice.returns_of(order.number, filling.proof)
    return [one for one in found if one.status in CANCELLABLE]


class AskReturnNumber(Question):
    """Which of several returns, or whether this one: both have the order's returns to show."""

    def name(self) -> str:
        return "action_ask_return_number"

    async def ask(self, turn: Turn, filling: Filling) -> None:
        filling.owner = await self.desk.identity.customer_of(turn.conversation_id)
        order = await self.desk.backoffice.find_order(filling["order_number"], filling.proof)
        buttons = [
            wording.answer(f"{one.number} · {items_of(order, one)}", "return_number", one.number)
            for one in await open_returns(self.desk, order, filling)
        ]
        turn.say("utter_which_return", buttons=buttons)


class CancelReturn(Flow):
    """Takes the return back while nothing has arrived."""

    form = "cancel_return_form"
    intent = "cancel_return"
    settles = frozenset({"utter_return_cancelled"})

    def name(self) -> str:
        return "action_cancel_return"

    async def act(self, turn: Turn) -> list[Event]:
        number, order = turn.slot("return_number"), await self.find_order(turn)
        if number in (None, NONE_OPEN):
            await self._say_none(turn, order)
        elif not turn.slot(CONFIRMED):
            turn.say("utter_return_kept", return_number=number)
        else:
            await self._cancel(turn, number)
        await self.log(turn, "transaction")
        return [SlotSet("return_number", None), SlotSet(CONFIRMED, None)]

    async def _cancel(self, turn: Turn, number: str) -> None:
        proof, key = await self.proof(turn), turn.ids["message_id"]
        try:
            await self.desk.backoffice.cancel_return(number, proof, key)
        except WrongState:
            turn.say("utter_return_too_late", return_number=number)
        else:
            turn.say("utter_return_cancelled", return_number=number)

    async def _say_none(self, turn: Turn, order: Order) -> None:
        """There is none to cancel: what became of those there were."""
        found = await self.desk.backoffice.returns_of(order.number, await self.proof(turn))
        turn.say("utter_return_none_open", order_number=order.number)
        for one in found[-1:]:
            say_return(turn, order, one)
