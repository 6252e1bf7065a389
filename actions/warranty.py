"""Whether a product is still covered, by serial number or by order. Depends on the guarantees."""

from rasa_sdk.events import SlotSet

from actions import clauses, wording
from actions.desk import Desk
from actions.flow import Flow
from actions.forms import Filling, OrderForm
from actions.forms.orders import products_of
from actions.turn import Event, Turn
from bot.backoffice import CustomerNotFound, SerialNotFound
from bot.fault_causes import cause_in
from bot.guarantees import Guarantee, Guarantees
from bot.policies import WarrantyAsked


class ValidateWarranty(OrderForm):
    """The serial number, which anybody may ask about, or the order."""

    form = "warranty_form"
    intent = "check_warranty"
    slots = frozenset({"serial_number", "serial_unknown", "order_number", "email", "postcode"})
    alike = frozenset({"register_product", "request_repair"})

    def required(self, filling: Filling) -> list[str]:
        return super().required(filling) if filling["serial_unknown"] else ["serial_number"]

    async def begin(self, turn: Turn, filling: Filling) -> None:
        given = turn.just_set()
        if "serial_number" in given:
            filling["serial_unknown"] = None
            return
        await super().begin(turn, filling)
        asked = turn.entity("product")
        by_serial = filling["serial_number"] and "order_number" not in given
        if by_serial and await self._is_of(filling["serial_number"], asked):
            filling["serial_unknown"] = None
            return
        filling.forget("serial_number")
        by_order = "order_number" in given or await self._is_in_orders(turn, filling, asked)
        filling["serial_unknown"] = True if by_order else None

    async def _is_in_orders(self, turn: Turn, filling: Filling, product: str | None) -> bool:
        """Whether an order that is known will do: it has the product that is named."""
        if filling["order_number"] and (filling["email"] or filling["postcode"]):
            await self.find_order(turn, filling)
        orders = [*filling.orders, *([filling.order] if filling.order else [])]
        return any(product is None or product in products_of(one) for one in orders)

    async def _is_of(self, serial: str, product: str | None) -> bool:
        """Whether a serial number that was given before may be the one meant now."""
        try:
            found = await self.desk.backoffice.warranty(serial)
        except SerialNotFound:
            return False
        return product in (None, found.product_id)

    def read(self, requested: str, turn: Turn, filling: Filling) -> None:
        given = turn.just_set()
        if "serial_number" in given:
            filling["serial_unknown"] = None
        elif requested == "serial_number" and turn.intent == "deny":
            filling["serial_unknown"] = True
            turn.say("utter_by_order_instead")
        elif "order_number" in given:
            filling["serial_unknown"] = True
        else:
            super().read(requested, turn, filling)

    async def check(self, turn: Turn, filling: Filling) -> None:
        if filling["serial_unknown"]:
            await self.find_order(turn, filling)
        elif filling["serial_number"]:
            await self._find_serial(turn, filling)

    async def _find_serial(self, turn: Turn, filling: Filling) -> None:
        """Keep a serial number that exists."""
        serial = filling["serial_number"]
        try:
            await self.desk.backoffice.warranty(serial)
        except SerialNotFound:
            filling.failed()
            filling["serial_number"] = None
            if filling.is_patient:
                turn.say("utter_serial_not_found", serial_number=serial)


class WarrantyStatus(Flow):
    """Says until when each product is covered, by which clauses, and what can be done next."""

    form = "warranty_form"
    intent = "check_warranty"
    settles = frozenset({"utter_warranty_covered", "utter_warranty_proof_needed"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._guarantees = Guarantees(desk.backoffice, desk.policies)

    def name(self) -> str:
        return "action_warranty"

    def ready(self, turn: Turn) -> bool:
        return super().ready(turn) if by_order(turn) else bool(turn.slot("serial_number"))

    async def act(self, turn: Turn) -> list[Event]:
        found = await (self._of_order(turn) if by_order(turn) else self._of_serial(turn))
        names = {one.id: one.name for one in await self.desk.backoffice.products()}
        for one in found:
            self._say(turn, one, names.get(one.product_id, one.product_id))
        product = found[0].product_id if len(found) == 1 else None
        await self.log(turn, "transaction", product=product)
        looked_up = SlotSet("serial_unknown", True if by_order(turn) else None)
        return [looked_up, *([SlotSet("product", product)] if product else [])]

    async def _of_order(self, turn: Turn) -> list[Guarantee]:
        """The product that was named, where the order has it; else all of it."""
        order, proof = await self.find_order(turn), await self.proof(turn)
        named = turn.said_since(self.form, "product")
        has = named if named in {one.product_id for one in order.items} else None
        asked = WarrantyAsked(cause_in(self._opener(turn)), proof="order_number")
        return await self._guarantees.of_order(order.number, proof, asked, has)

    async def _of_serial(self, turn: Turn) -> list[Guarantee]:
        """The whole decision for its owner, the dates for anybody."""
        serial = turn.slot("serial_number")
        asked = WarrantyAsked(cause_in(self._opener(turn)))
        try:
            proof = await self.proof(turn)
            return [await self._guarantees.of_owned(serial, proof, asked)]
        except (CustomerNotFound, SerialNotFound):
            return [await self._guarantees.of_serial(serial)]

    def _opener(self, turn: Turn) -> str:
        return turn.contact("transaction", self.form).text

    def _say(self, turn: Turn, guarantee: Guarantee, item: str) -> None:
        why = clauses.reasons(guarantee, turn.language, self.desk.settings.own_url)
        registered = clauses.REGISTERED[guarantee.registered][turn.language]
        turn.say(
            f"utter_warranty_{guarantee.code}",
            item=wording.plain(item),
            serial=wording.plain(guarantee.serial_number or "-"),
            ends=wording.day(guarantee.until, turn.language),
            registered=registered if guarantee.serial_number else "",
            why=why,
            buttons=next_steps(guarantee, turn.language),
        )


def next_steps(guarantee: Guarantee, language: str) -> list[wording.Button]:
    """What can be done with the product now."""
    steps = ["request_repair"] if guarantee.until else []
    if guarantee.returnable:
        steps.append("request_return")
    if guarantee.serial_number and not guarantee.registered and guarantee.code != "unknown":
        steps.append("register_product")
    return [wording.transaction(one, language) for one in steps]


def by_order(turn: Turn) -> bool:
    """Whether to look up an order: what the newest message gives wins, a serial number first."""
    given = turn.just_set() & {"serial_number", "order_number"}
    return "serial_number" not in given if given else bool(turn.slot("serial_unknown"))
