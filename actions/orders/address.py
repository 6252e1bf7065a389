"""Sending an order elsewhere while it has not left: part by part, read back, confirmed.

Depends on the backoffice and on how addresses are written.
"""

from typing import Any, ClassVar

from rasa_sdk.events import SlotSet

from actions import wording
from actions.flow import Flow
from actions.forms import ASIDES, CONFIRMED, SURE, Filling, OrderForm, Reader, read_confirmed
from actions.forms.corrections import NOUNS
from actions.forms.question import Question
from actions.orders.addresses import (
    PARTS,
    address_of,
    city_in,
    fill_parts,
    parts_in,
    postcode_in,
    street_in,
)
from actions.turn import Event, Turn
from bot.backoffice import Address, BadRequest, Order, TooLate

CAN_CHANGE = "processing"


class ValidateAddress(OrderForm):
    """Which order; street, postcode and town; and a yes."""

    form = "address_form"
    intent = "change_address"
    slots = OrderForm.slots | frozenset({*PARTS, CONFIRMED})
    alike = frozenset({"order_status"})
    free = frozenset({"address_street", "address_city"})
    nouns: ClassVar[dict[str, str]] = {
        "address_postcode": NOUNS["postcode"],
        "address_street": r"calle|street|direcci[oó]n|address|portal|piso|n[úu]mero de la casa",
        "address_city": r"ciudad|poblaci[oó]n|pueblo|localidad|city|town",
        "email": NOUNS["email"],
        "order_number": r"\bpedido\b|\border\b",
    }

    def fits(self, order: Order) -> bool:
        return order.status == CAN_CHANGE

    async def begin(self, turn: Turn, filling: Filling) -> None:
        filling.forget(*PARTS, CONFIRMED)
        await super().begin(turn, filling)
        if not turn.is_button:
            fill_parts(turn.text, filling)

    def needed(self, filling: Filling) -> list[str]:
        can = filling.order is not None and filling.order.status == CAN_CHANGE
        return [*PARTS, CONFIRMED] if can else []

    def readers(self) -> dict[str, Reader]:
        return {
            "address_street": lambda turn, filling: in_words(turn, street_in),
            "address_postcode": lambda turn, filling: in_words(turn, postcode_in),
            "address_city": lambda turn, filling: in_words(turn, city_in),
            CONFIRMED: read_confirmed,
            **super().readers(),
        }

    def read(self, requested: str, turn: Turn, filling: Filling) -> None:
        whole = not turn.is_button and requested in (*PARTS, CONFIRMED)
        if whole and "street" in parts_in(turn.text):
            fill_parts(turn.text, filling)
            filling.forget(CONFIRMED)
            return
        super().read(requested, turn, filling)

    def changed(self, slot: str, filling: Filling) -> None:
        filling.forget(CONFIRMED)


def in_words(turn: Turn, read: Any) -> str | None:
    """What `read` finds, unless the message is a button or surely something else."""
    aside = turn.intent in ASIDES - {"goodbye", "greet", "out_of_scope"} and turn.confidence >= SURE
    found: str | None = None if turn.is_button or aside else read(turn.text)
    return found


def new_address(turn: Turn, order: Order) -> Address:
    """The new address; the country is that of the order where nothing else is said."""
    usual = order.address.country if order.address else order.country
    return address_of(map(turn.slot, PARTS), usual)


class AskAddressConfirmed(Question):
    """Reads the new address back."""

    def name(self) -> str:
        return "action_ask_address_form_confirmed"

    async def ask(self, turn: Turn, filling: Filling) -> None:
        order = await ChangeAddress(self.desk).find_order(turn)
        address = wording.plain(str(new_address(turn, order)))
        turn.say("utter_address_summary", order_number=order.number, address=address)


class ChangeAddress(Flow):
    """Changes it, or says why it is too late and what else there is."""

    form = "address_form"
    intent = "change_address"
    settles = frozenset({"utter_address_done"})

    def name(self) -> str:
        return "action_change_address"

    async def act(self, turn: Turn) -> list[Event]:
        order = await self.find_order(turn)
        if order.status != CAN_CHANGE:
            turn.say(f"utter_address_{order.status}", order_number=order.number)
        elif not turn.slot(CONFIRMED):
            turn.say("utter_address_kept", order_number=order.number)
        else:
            await self._change(turn, order)
        await self.log(turn, "transaction")
        return [SlotSet(name, None) for name in (*PARTS, CONFIRMED)]

    async def _change(self, turn: Turn, order: Order) -> None:
        proof, key = await self.proof(turn), turn.ids["message_id"]
        address, backoffice = new_address(turn, order), self.desk.backoffice
        try:
            await backoffice.change_address(order.number, proof, address, key)
        except TooLate:
            turn.say("utter_address_shipped", order_number=order.number)
        except BadRequest:
            turn.say("utter_address_kept", order_number=order.number)
        else:
            shown = wording.plain(str(address))
            turn.say("utter_address_done", order_number=order.number, address=shown)
