"""Whether a product is still covered, by serial number or by order. Depends on the backoffice."""

from rasa_sdk.events import SlotSet

from actions import wording
from actions.flow import Flow
from actions.forms import PATIENCE, Filling, OrderForm
from actions.turn import Event, Turn
from bot.backoffice import OrderNotFound, SerialNotFound, Warranty


class ValidateWarranty(OrderForm):
    """The serial number, or the order when the customer does not have it."""

    form = "warranty_form"
    intent = "check_warranty"
    slots = frozenset({"serial_number", "serial_unknown", "order_number", "email"})

    def required(self, filling: Filling) -> list[str]:
        by_order = filling["serial_unknown"]
        return ["order_number", "email"] if by_order else ["serial_number"]

    async def begin(self, turn: Turn, filling: Filling) -> None:
        await super().begin(turn, filling)
        given = turn.just_set()
        by_order = "order_number" in given
        if not given & {"order_number", "serial_number"} and filling["serial_number"] is None:
            by_order = await self._is_in_known_order(turn, filling)
        filling["serial_unknown"] = True if by_order and "serial_number" not in given else None

    async def _is_in_known_order(self, turn: Turn, filling: Filling) -> bool:
        """Whether the order talked about before will do: it has the product that is named."""
        number, email, asked = filling["order_number"], filling["email"], turn.entity("product")
        if not (number and email):
            return False
        try:
            order = await self.desk.backoffice.find_order(number, email)
        except OrderNotFound:
            return False
        return asked is None or asked in {item.product_id for item in order.items}

    def read(self, requested: str, turn: Turn, filling: Filling) -> None:
        given = turn.just_set()
        if "serial_number" in given:
            filling["serial_unknown"] = None
        elif requested == "serial_number" and turn.intent == "deny":
            filling["serial_unknown"] = True
            turn.say("utter_by_order_instead")
        elif "order_number" in given:
            filling["serial_unknown"] = True

    async def check(self, turn: Turn, filling: Filling) -> None:
        if filling["serial_unknown"]:
            await self.find_order(turn, filling)
        elif filling["serial_number"]:
            await self._find_serial(turn, filling)

    async def _find_serial(self, turn: Turn, filling: Filling) -> None:
        """Keep a serial number that exists, and is of the product just asked about."""
        serial, asked = filling["serial_number"], turn.entity("product")
        try:
            found = await self.desk.backoffice.warranty(serial)
        except SerialNotFound:
            filling.failed()
            filling["serial_number"] = None
            if filling.attempts < PATIENCE:
                turn.say("utter_serial_not_found", serial_number=serial)
            return
        if "serial_number" not in turn.just_set() and asked not in (None, found.product_id):
            filling["serial_number"] = None


class WarrantyStatus(Flow):
    """Says until when each product is covered."""

    form = "warranty_form"
    intent = "check_warranty"

    def name(self) -> str:
        return "action_warranty"

    def ready(self, turn: Turn) -> bool:
        return super().ready(turn) if by_order(turn) else bool(turn.slot("serial_number"))

    async def act(self, turn: Turn) -> list[Event]:
        found = await self._find(turn)
        names = {one.id: one.name for one in await self.desk.backoffice.products()}
        for one in found:
            say_warranty(turn, one, names)
        if not found:
            turn.say("utter_warranty_none", order_number=turn.slot("order_number"))
        product = found[0].product_id if len(found) == 1 else None
        await self.log(turn, "transaction", product=product)
        looked_up = SlotSet("serial_unknown", True if by_order(turn) else None)
        return [looked_up, *([SlotSet("product", product)] if product else [])]

    async def _find(self, turn: Turn) -> list[Warranty]:
        """By the serial number; else the items of the order that were delivered."""
        if not by_order(turn):
            return [await self.desk.backoffice.warranty(turn.slot("serial_number"))]
        number, email = turn.slot("order_number"), turn.slot("email")
        found = await self.desk.backoffice.warranty_of_order(number, email)
        return [one for one in found if one.status != "unknown"]


def by_order(turn: Turn) -> bool:
    """Whether to look up an order: what the newest message gives wins, a serial number first."""
    given = turn.just_set() & {"serial_number", "order_number"}
    return "serial_number" not in given if given else bool(turn.slot("serial_unknown"))


def say_warranty(turn: Turn, warranty: Warranty, names: dict[str, str]) -> None:
    """Covered or not, and until when."""
    turn.say(
        f"utter_warranty_{warranty.status}",
        item=names.get(warranty.product_id, warranty.product_id),
        serial=warranty.serial_number or "-",
        ends=wording.day(warranty.ends_on, turn.language),
    )
