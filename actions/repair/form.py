"""The form of a repair: what is broken and how, the advice, whose it is, when, and yes or no.

Depends on what forms have in common, the parts of a repair beside it, and the backoffice.
"""

from actions import pick_up, wording
from actions.desk import Desk
from actions.forms import (
    CONFIRMED,
    Filling,
    OrderForm,
    Reader,
    find_owned,
    know,
    own_words,
    read_confirmed,
)
from actions.forms.form import FEW_WORDS, is_question
from actions.forms.orders import only_choice
from actions.forms.question import Question
from actions.repair.advice import (
    NOT_NEEDED,
    SKIPS,
    SOLVED,
    TRIED,
    Advice,
    is_about_faults,
    is_danger,
    read_step,
)
from actions.repair.booking import FETCHED, Booking
from actions.repair.terms import asks_terms
from actions.repair.times import TIMES, Times
from actions.turn import Turn
from bot.answering import Answer
from bot.backoffice import Order, OrderItem, SerialNotFound
from bot.lookup import Inquiry
from bot.symptoms import tells_symptom

# What a fault in the customer's words may be taken for: it is still the fault.
FAULT_LIKE = frozenset(
    {
        "manual_question",
        "feedback_negative",
        "feedback_positive",
        "out_of_scope",
        "check_warranty",
        "request_repair",
    }
    | {"report_damaged", "report_missing_part", "complaint", "safety"}
)
SHORTEST_FAULT = 4
GOES_ON = frozenset({"order_number", "serial_number", "email", "postcode"})
"""Who gives one of these while advice is told wants the repair."""
ADVICE = ("repair_tried", "repair_advice")
OWN = (
    *ADVICE,
    *TIMES,
    *pick_up.SLOTS,
    "repair_shown",
    "repair_of",
    "repair_told",
    "repair_number",
    CONFIRMED,
)
"""What one repair leaves in the slots."""


class ValidateRepair(OrderForm):
    """The product, what is wrong with it, whether the advice helped, whose it is, and when."""

    form = "repair_form"
    intent = "request_repair"
    slots = OrderForm.slots | {"serial_number", "product", "repair_fault", *OWN}
    alike = frozenset({"check_warranty", "repair_status", "report_damaged", "register_product"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._advice, self._times, self._booking = Advice(desk), Times(desk), Booking(desk)

    def required(self, filling: Filling) -> list[str]:
        if filling["repair_advice"] == "solved" or filling["repair_number"]:
            return []
        first = ["product", "repair_fault", "repair_advice"]
        if filling["repair_of"]:
            where = pick_up.needed(filling) if filling["repair_way"] in FETCHED else []
            return [*first, *self._times.needed(filling), *where, CONFIRMED]
        return [*first, *(["email"] if filling["serial_number"] else ["order_number", "email"])]

    def fits(self, order: Order) -> bool:
        """What was not delivered cannot be broken yet."""
        return order.status == "delivered"

    def is_danger(self, turn: Turn) -> bool:
        """What a fault sounds like is no danger yet: the words must say it."""
        return is_danger(turn)

    async def look_up(self, turn: Turn, filling: Filling) -> None:
        await super().look_up(turn, filling)
        if filling["repair_of"]:
            await self._times.look_up(filling)

    async def begin(self, turn: Turn, filling: Filling) -> None:
        filling.forget(*OWN)
        filling["repair_fault"] = await self._fault_in(turn)
        if TRIED.search(turn.text) and not turn.is_button:
            filling["repair_advice"] = NOT_NEEDED
        await self._keep_serial(turn, filling)
        if filling["serial_number"] is None:
            await super().begin(turn, filling)

    async def _keep_serial(self, turn: Turn, filling: Filling) -> None:
        """A serial number counts for the product that it is of, and says which that is."""
        serial, given = filling["serial_number"], turn.just_set()
        if serial is None:
            return
        if "order_number" in given and "serial_number" not in given:
            filling.forget("serial_number")
            return
        try:
            found = await self.desk.backoffice.warranty(serial)
        except SerialNotFound:
            filling.forget("serial_number")
            return
        if "serial_number" in given or filling["product"] is None:
            filling["product"] = found.product_id
        elif filling["product"] != found.product_id:
            filling.forget("serial_number")

    async def _fault_in(self, turn: Turn) -> str | None:
        """The opening message, when it says what happens or the manual knows the fault."""
        if turn.is_button:
            return None
        if tells_symptom(turn.text):
            return turn.text
        if turn.product is None:
            return None
        inquiry = Inquiry(turn.text, turn.language, turn.product, turn.product_words)
        found = await self.desk.lookup.find(inquiry, **turn.ids)
        return turn.text if isinstance(found, Answer) and is_about_faults(found) else None

    def readers(self) -> dict[str, Reader]:
        return {
            "repair_fault": read_fault,
            "repair_advice": read_step,
            "repair_way": self._times.read_way,
            "repair_place": self._times.read_place,
            CONFIRMED: read_confirmed,
            **super().readers(),
        }

    def read(self, requested: str, turn: Turn, filling: Filling) -> None:
        """The choice of a place and a time goes first: it is also how one is changed at the
        end."""
        if filling["repair_way"] in FETCHED and pick_up.read(requested, turn, filling):
            filling.forget(CONFIRMED)
            return
        if requested in ("repair_slot", CONFIRMED) and self._times.read(turn, filling):
            filling.forget(CONFIRMED)
            filling.seen["read"] = True
            return
        if requested == "repair_fault" and asks_terms(turn) and not is_question(turn):
            turn.say("utter_repair_terms_later")
            # Rasa takes a form that fills nothing for one that has stepped aside.
            filling["form_attempts"] = filling.attempts
            filling.seen["read"] = True
            return
        if requested == "repair_advice" and turn.just_set() & GOES_ON:
            filling["repair_advice"] = NOT_NEEDED
            return
        if requested == "repair_advice" and read_step(turn, filling) == "next":
            self._advice.asked_for_more(turn, filling)
            return
        super().read(requested, turn, filling)

    def _read_words(self, turn: Turn, filling: Filling) -> bool:
        """A wish for another time is read although the same times are left."""
        read = super()._read_words(turn, filling)
        return read or "read" in filling.seen

    def changed(self, slot: str, filling: Filling) -> None:
        if slot in ("repair_way", "repair_place"):
            self._times.forget(slot, filling)
        if slot == "repair_way":
            filling.forget(*pick_up.SLOTS)
        if slot in ("order_number", "serial_number"):
            filling.forget("repair_of", "repair_told", *TIMES)
        filling.forget(CONFIRMED)

    async def check(self, turn: Turn, filling: Filling) -> None:
        if self._product_changed(turn, filling):
            filling.forget(*ADVICE, "repair_of", "repair_told", *TIMES, CONFIRMED)
        await self._advice.prepare(turn, filling)
        if not filling["repair_of"] or turn.just_set() & {"order_number", "serial_number"}:
            await self._find(turn, filling)
            if filling["repair_of"] and filling.attempts:
                filling["form_attempts"] = 0
        if filling["repair_of"] and filling["repair_advice"] not in (None, "solved"):
            await self._booking.tell_terms(turn, filling)
            await self._times.prepare(turn, filling)
            await self._booking.book(turn, filling)

    def _product_changed(self, turn: Turn, filling: Filling) -> bool:
        known = filling["repair_of"] or {}
        tried_other = "product" in turn.just_set() and filling["repair_tried"]
        other = known.get("product") not in (None, filling["product"])
        return not turn.opened(self.form) and bool(tried_other or other)

    async def _find(self, turn: Turn, filling: Filling) -> None:
        """Which product it is and whose, once number and e-mail or postcode are known."""
        filling.forget("repair_of")
        if "serial_number" in turn.just_set():
            await self._keep_serial(turn, filling)
        elif "order_number" in turn.just_set():
            filling.forget("serial_number")
        if filling["serial_number"]:
            owned = await find_owned(self.desk, turn, filling)
            if owned:
                filling["product"] = owned.product_id
                found = owned.order_number, owned.product_id, owned.serial_number
                filling["repair_of"] = dict(zip(("order", "product", "serial"), found, strict=True))
            return
        if filling["order_number"] is None and filling["product"]:
            self.choose(filling, only_choice(self.candidates(filling, filling["product"])))
        order = await self.find_order(turn, filling)
        if order:
            self._take_item(turn, filling, order)

    def _take_item(self, turn: Turn, filling: Filling, order: Order) -> None:
        """The product of the order; one that the order has not is said and asked again."""
        names = {item.product_id: item for item in order.items}
        if filling["product"] is None and len(names) == 1:
            filling["product"] = next(iter(names))
        item = names.get(filling["product"])
        if item and not self._is_there(turn, order, item):
            filling.failed()
        elif item:
            found = order.number, item.product_id, item.serial_number
            filling["repair_of"] = dict(zip(("order", "product", "serial"), found, strict=True))
            return
        elif filling["product"]:
            filling.failed()
            if filling.is_patient:
                said = wording.items(order.items)
                turn.say("utter_repair_not_in_order", order_number=order.number, items=said)
        filling["order_number"] = filling.order = None

    def _is_there(self, turn: Turn, order: Order, item: OrderItem) -> bool:
        """Whether the customer can have it: delivered, and not returned."""
        returned = item.return_status == "refunded"
        if order.status == "delivered" and not returned:
            return True
        cancelled = "order_cancelled" if order.status == "cancelled" else "not_delivered"
        code = "already_returned" if returned or order.status == "returned" else cancelled
        turn.say(f"utter_warranty_{code}", item=wording.plain(item.name))
        return False

    def refusal(self, turn: Turn, requested: str) -> str:
        lost = turn.intent == "deny" and requested == "order_number"
        return "unknown_repair_order" if lost else super().refusal(turn, requested)


class AskProduct(Question):
    """Asks which product: of the order where it is known, else of the catalogue."""

    def name(self) -> str:
        return "action_ask_product"

    async def ask(self, turn: Turn, filling: Filling) -> None:
        await know(self.desk, turn, filling)
        bought = [one for order in filling.orders if order.delivered_at for one in order.items]
        names = {one.product_id: one.name for one in bought}
        names = names or {one.id: one.name for one in await self.desk.backoffice.products()}
        turn.say("utter_which_product", buttons=wording.products(names))


def read_fault(turn: Turn, filling: Filling) -> str | None:
    """What is wrong, in the customer's words, when that was asked; danger is no fault to keep."""
    if filling["requested_slot"] != "repair_fault" or is_danger(turn):
        return None
    few = len(turn.text.split()) <= FEW_WORDS
    if SOLVED.search(turn.text):
        return None
    if few and (SKIPS.search(turn.text) or turn.just_set() & GOES_ON):
        return None
    return own_words(turn, FAULT_LIKE, SHORTEST_FAULT)
