"""The form of a return: which items, why, in which condition, for what, and how they come back.

Only what changes the verdict is asked for; it ends as soon as the policy says no. Depends on
forms about orders and the policies.
"""

from collections.abc import Mapping
from typing import Any, ClassVar

from actions import pick_up
from actions.forms import (
    CONFIRMED,
    REQUESTED,
    SURE,
    Filling,
    OrderForm,
    Reader,
    own_words,
    read_confirmed,
)
from actions.forms.choices import count_in
from actions.forms.corrections import NOUNS
from actions.returns import items, telling, words
from actions.returns.items import lines
from actions.returns.judging import Judged, condition_matters, judge
from actions.turn import Turn
from bot.backoffice import Order
from bot.policies import ReturnAsked

FEW_WORDS = 3
PICK_UP = "pick_up"
ANSWERS: tuple[str, ...] = (
    "return_items",
    "return_quantity",
    "return_reason",
    "return_condition",
    "return_wish",
)
ANSWERS += ("return_way", CONFIRMED, "claim_text", *pick_up.SLOTS)
AFTER = {
    "order_number": ("return_items", "return_condition", "return_wish", "return_way"),
    "return_items": ("return_quantity", "return_condition", "return_wish", "return_way"),
    "return_reason": ("return_condition", "return_wish", "return_way"),
    "return_way": pick_up.SLOTS,
}
"""What hangs on an answer: it is asked again when that one changes."""
WITHOUT_RETURN = frozenset({"claim", "exception", "repair"})


class ValidateReturn(OrderForm):
    """Order, items, reason and, where they matter, condition, wish, way; then a yes."""

    form = "return_form"
    intent = "request_return"
    intents = frozenset({"exchange_product", "report_damaged"})
    slots = OrderForm.slots | frozenset(ANSWERS)
    ahead = frozenset({"return_reason", "return_condition", "return_wish", "return_way"})
    nouns: ClassVar[dict[str, str]] = {
        **NOUNS,
        "return_reason": r"motivo|raz[oó]n|reason",
        "return_condition": r"estado|condition",
        "return_items": r"producto|art[ií]culo|product|item",
        "return_wish": r"reembolso|cambio|vale\b|refund|exchange|voucher",
        "return_way": r"recogida|env[ií]o|etiqueta|tienda|collection|shipping|label|shop",
    }

    def fits(self, order: Order) -> bool:
        return order.status == "delivered"

    async def begin(self, turn: Turn, filling: Filling) -> None:
        if turn.entity("return_wish") == "exception":
            return
        kept = {"return_reason"} if turn.entity("return_reason") else set()
        filling.forget(*(one for one in ANSWERS if one not in kept))
        await super().begin(turn, filling)
        if not turn.is_button:
            self._read_opening(turn, filling)
        if turn.intent == "exchange_product":
            filling["return_wish"] = "exchange"
        if turn.intent == "report_damaged":
            filling["return_reason"] = filling["return_reason"] or "damaged"

    def _read_opening(self, turn: Turn, filling: Filling) -> None:
        """What the opening message tells already."""
        filling["return_reason"] = filling["return_reason"] or words.reason_in(turn.text)
        if turn.intent == "report_damaged":
            filling["claim_text"] = own_words(turn, self.own_intents)
        if words.condition_in(turn.text) == "unused":
            filling["return_condition"] = "unused"
        if filling.order:
            filling["return_items"] = items.items_in(turn, filling.order)

    def needed(self, filling: Filling) -> list[str]:
        if filling["return_wish"] == "exception":
            return []
        asked = ["return_items"]
        if items.uncounted(filling["return_items"] or []):
            return [*asked, "return_quantity"]
        asked.append("return_reason")
        judged = self._judged(filling)
        if judged is None:
            return asked
        if judged.allowed and self._condition_matters(filling):
            asked.append("return_condition")
        if not judged.allowed:
            return asked
        asked.append("return_wish")
        if filling["return_wish"] in WITHOUT_RETURN:
            return asked
        fetched = filling["return_way"] == PICK_UP
        return [*asked, "return_way", *(pick_up.needed(filling) if fetched else []), CONFIRMED]

    def readers(self) -> dict[str, Reader]:
        return {
            "return_items": read_items,
            "return_quantity": read_quantity,
            "return_reason": read_reason,
            "return_condition": lambda turn, filling: in_words(turn, words.condition_in),
            "return_wish": lambda turn, filling: (
                in_words(turn, words.wish_in)
                or by_intent(turn, filling, "return_wish", words.WISH_BY_INTENT)
            ),
            "return_way": lambda turn, filling: in_words(turn, words.way_in),
            CONFIRMED: read_confirmed,
            **super().readers(),
        }

    def read(self, requested: str, turn: Turn, filling: Filling) -> None:
        """Another address for the collection goes first: it is told when all else is known. More
        of what was wrong on arrival is kept with what was told before."""
        if filling["return_way"] == PICK_UP and pick_up.read(requested, turn, filling):
            return
        before = dict(filling.changes)
        super().read(requested, turn, filling)
        told, damage = filling["claim_text"], turn.intent == "report_damaged"
        more = own_words(turn, self.own_intents) if damage and told else None
        if more and filling.changes == before:
            filling["claim_text"] = f"{told} {more}"

    def correct(self, requested: str, turn: Turn, filling: Filling) -> None:
        """ "No, just one": of the item that was chosen."""
        before = dict(filling.changes)
        super().correct(requested, turn, filling)
        recounted = read_recount(turn, filling) if filling.changes == before else None
        if recounted:
            filling["return_items"] = recounted
            self.changed("return_items", filling)

    def is_aside(self, turn: Turn) -> bool:
        """A word or two, such as "the money", is about this return."""
        about = turn.intent in ("request_refund", "exchange_product")
        return super().is_aside(turn) and not (about and len(turn.text.split()) <= FEW_WORDS)

    def changed(self, slot: str, filling: Filling) -> None:
        filling.forget(*AFTER.get(slot, ()), CONFIRMED)

    async def check(self, turn: Turn, filling: Filling) -> None:
        order = await self.find_order(turn, filling)
        if order is None:
            filling.forget("return_items", "return_quantity")
            return
        self._check_items(turn, filling, order)
        self._count(filling)
        self._drop_refused(turn, filling)
        self._check_wish(turn, filling)

    def _check_items(self, turn: Turn, filling: Filling, order: Order) -> None:
        """Keep items that the order has; take the only ones there are."""
        held = {item.product_id for item in order.items}
        if any(one[0] not in held for one in filling["return_items"] or []):
            filling.forget(*AFTER["order_number"])
        if filling["return_items"]:
            return
        said = turn.said_since(self.form, "product")
        named = [items.chosen(one) for one in order.items if one.product_id == said]
        whole = items.all_in(turn.opening_words(self.form), order)
        filling["return_items"] = named or whole or (None if said else items.only_option(order))

    def _count(self, filling: Filling) -> None:
        """A count that was given belongs to the item that had none."""
        if filling["return_quantity"] and filling["return_items"]:
            count = int(filling["return_quantity"])
            filling["return_items"] = items.counted(filling["return_items"], count)
            filling["return_quantity"] = None

    def _drop_refused(self, turn: Turn, filling: Filling) -> None:
        """Of several items, those that may not come back are told and left out."""
        judged = self._judged(filling)
        if judged is None or judged.allowed or len(judged.refused) == len(judged.items):
            return
        for item, decision in judged.refused:
            verdict = telling.verdict([decision], turn.language, self.desk.settings.own_url)
            turn.say("utter_return_item_left_out", item=item.name, verdict=verdict)
        refused = {item.product_id for item, _ in judged.refused}
        filling["return_items"] = [one for one in filling["return_items"] if one[0] not in refused]

    def _check_wish(self, turn: Turn, filling: Filling) -> None:
        """What is not offered is said and asked for; what needs no choice is chosen."""
        judged = self._judged(filling)
        if judged is None or not judged.allowed or filling["return_wish"] == "exception":
            return
        offered = offered_to(turn, self.form, judged)
        if filling["return_wish"] and filling["return_wish"] not in offered:
            turn.say("utter_return_wish_not_offered")
            filling["return_wish"] = None
        if len(offered) == 1:
            filling["return_wish"] = offered[0]

    def _judged(self, filling: Filling) -> Judged | None:
        """The decision, once items and reason are known; the condition as far as it is."""
        choice, reason, order = filling["return_items"], filling["return_reason"], filling.order
        if not (order and choice and reason) or items.uncounted(choice):
            return None
        asked = ReturnAsked(reason, filling["return_condition"], filling["return_way"] or PICK_UP)
        today = self.desk.backoffice.today()
        return judge(self.desk.policies, order, lines(order, choice), asked, today)

    def _condition_matters(self, filling: Filling) -> bool:
        order = filling.order
        if order is None:
            return False
        chosen, today = lines(order, filling["return_items"]), self.desk.backoffice.today()
        reason = filling["return_reason"]
        return condition_matters(self.desk.policies, order, chosen, reason, today)


def offered_to(turn: Turn, form: str, judged: Judged) -> tuple[str, ...]:
    """What there is to choose from; who reports a damage may also leave it at that."""
    reports = turn.opening_intent(form) == "report_damaged"
    return (*judged.remedies, "claim") if reports else judged.remedies


def in_words(turn: Turn, read: Any) -> str | None:
    """What `read` finds in a message; a button has no words."""
    found: str | None = None if turn.is_button else read(turn.text)
    return found


def asked_for(filling: Filling, slot: str) -> bool:
    """Whether that is what was asked."""
    return bool(filling[REQUESTED] == slot)


def by_intent(turn: Turn, filling: Filling, slot: str, meant: Mapping[str, str]) -> str | None:
    """What the message's intent means as an answer to `slot`, where that was asked."""
    sure = asked_for(filling, slot) and not turn.is_button and turn.confidence >= SURE
    return meant.get(turn.intent) if sure else None


def read_reason(turn: Turn, filling: Filling) -> str | None:
    """The reason by its words, by what the message is about, or by what the product does not do."""
    said = in_words(turn, words.reason_in)
    meant = by_intent(turn, filling, "return_reason", words.REASON_BY_INTENT)
    fault = in_words(turn, words.fault_in) if asked_for(filling, "return_reason") else None
    return said or meant or fault


def read_items(turn: Turn, filling: Filling) -> Any:
    """Items of the order, by product, place in the list, "both" or "the other one"."""
    return items.items_in(turn, filling.order, filling["return_items"]) if filling.order else None


def read_recount(turn: Turn, filling: Filling) -> items.Chosen | None:
    """Another count of the one item that was chosen."""
    choice, order = filling["return_items"] or [], filling.order
    if len(choice) != 1 or order is None:
        return None
    held = [one for one in order.items if one.product_id == choice[0][0]]
    count = count_in(turn.text, held[0].quantity) if held and held[0].quantity > 1 else None
    return [[choice[0][0], count]] if count not in (None, choice[0][1]) else None


def read_quantity(turn: Turn, filling: Filling) -> int | None:
    """How many of the item whose count is not known."""
    product = items.uncounted(filling["return_items"] or [])
    held = (
        [one for one in filling.order.items if one.product_id == product] if filling.order else []
    )
    return count_in(turn.text, held[0].quantity) if held and not turn.is_button else None
