"""A part is missing: written down as a claim. Depends on the backoffice."""

import re
from typing import ClassVar

from rasa_sdk.events import SlotSet

from actions import wording
from actions.flow import Flow
from actions.forms import Filling, OrderForm, Reader, know, own_words
from actions.forms.choices import ordinal
from actions.forms.corrections import NOUNS
from actions.forms.question import Question
from actions.turn import Event, Turn
from bot.backoffice import ClaimRequest, Order
from bot.knowledge.words import SAID_EVERYWHERE
from bot.masking import EMAIL
from bot.nlu.text import fold

SHORTEST = 5
# What "a part is missing from my order" is made of: it does not say which part.
SPANISH = """
falta faltan faltaba faltaban faltado falto pieza piezas parte partes cosa cosas algo alguna algun
componente accesorio accesorios pedido caja paquete embalaje dentro producto aparato articulo compra
incompleto incompleta completo completa llega llego llegado venido viene vino recibido han hay habia
esta estaba venia abrir abierto traia trae trajo todo todos toda entero nada poner ponia deberia
debia tendria venir estar tiene tenia parece creo ayuda
"""
ENGLISH = """
missing part parts piece peice pieces bit bits something thing things some order box package parcel
packaging inside product item appliance purchase incomplete complete arrived came come comes got
received opened opening was were wasn isn should have had has been there everything whole anything
nothing included include one ones help
"""
SAYS_NOTHING = SAID_EVERYWHERE.union(SPANISH.split(), ENGLISH.split())


class ValidateMissing(OrderForm):
    """Which order, which product of it, what is missing."""

    form = "missing_form"
    intent = "report_missing_part"
    slots = OrderForm.slots | frozenset({"claim_item", "claim_text"})
    alike = frozenset({"report_damaged", "request_return", "order_status"})
    free = frozenset({"claim_text"})
    nouns: ClassVar[dict[str, str]] = {**NOUNS, "claim_item": r"producto|art[ií]culo|product|item"}

    def fits(self, order: Order) -> bool:
        return order.status == "delivered"

    async def begin(self, turn: Turn, filling: Filling) -> None:
        filling.forget("claim_item", "claim_text")
        await super().begin(turn, filling)
        said = own_words(turn, self.own_intents)
        if said and names_what(turn):
            filling["claim_text"] = said

    def needed(self, filling: Filling) -> list[str]:
        return ["claim_item", "claim_text"]

    def readers(self) -> dict[str, Reader]:
        return {
            "claim_item": read_item,
            "claim_text": lambda turn, filling: own_words(turn, self._fault_like, SHORTEST),
            **super().readers(),
        }

    @property
    def _fault_like(self) -> frozenset[str]:
        """What words about a missing part may be taken for."""
        others = frozenset({"out_of_scope", "manual_question", "feedback_negative"})
        return self.own_intents | self.alike | others

    async def check(self, turn: Turn, filling: Filling) -> None:
        order = await self.find_order(turn, filling)
        if order is None or filling["claim_item"]:
            return
        held = [item.product_id for item in order.items]
        said = turn.said_since(self.form, "product")
        filling["claim_item"] = said if said in held else held[0] if len(held) == 1 else None


def names_what(turn: Turn) -> bool:
    """Whether an opening message says what is missing: a word besides those of any such message
    and those that name the product or who writes."""
    rest = EMAIL.sub(" ", turn.text).replace(turn.product_words or "\0", " ")
    words = set(re.findall(r"[^\W\d_]{3,}", fold(rest)))
    return bool(words - SAYS_NOTHING)


def read_item(turn: Turn, filling: Filling) -> str | None:
    """The product of the order, by name or by its place."""
    held = [item.product_id for item in filling.order.items] if filling.order else []
    named = [one for one in turn.entities("product") if one in held]
    if named:
        return named[-1]
    return None if turn.is_button else ordinal(turn.text, held)


class AskClaimItem(Question):
    """Which product of the order."""

    def name(self) -> str:
        return "action_ask_claim_item"

    async def ask(self, turn: Turn, filling: Filling) -> None:
        await know(self.desk, turn, filling)
        items = filling.order.items if filling.order else []
        names = {item.product_id: item.name for item in items}
        turn.say("utter_which_claim_item", buttons=wording.products(names))


class ReportMissing(Flow):
    """Opens the claim and says what comes next."""

    form = "missing_form"
    intent = "report_missing_part"

    def name(self) -> str:
        return "action_report_missing"

    def ready(self, turn: Turn) -> bool:
        return bool(super().ready(turn) and turn.slot("claim_item") and turn.slot("claim_text"))

    async def act(self, turn: Turn) -> list[Event]:
        order, item = await self.find_order(turn), turn.slot("claim_item")
        request = ClaimRequest("missing", turn.slot("claim_text"), order.number, item)
        proof, key = await self.proof(turn), turn.message_id(self.form)
        claim = await self.desk.backoffice.open_claim(request, proof, key)
        names = {one.product_id: one.name for one in order.items}
        told = wording.plain(claim.text)
        turn.say("utter_missing_opened", claim_number=claim.number, item=names[item], told=told)
        await self.log(turn, "transaction", product=item)
        forgotten = [SlotSet("claim_item", None), SlotSet("claim_text", None)]
        return [*forgotten, SlotSet("product", item)]
