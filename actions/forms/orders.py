"""Forms about an order: whose it is, which one, and what shows it.

A conversation whose customer is known (signed in, or identified before) chooses among their own
orders and is asked for nothing else; others give a number and the e-mail or postcode of the
order. Depends on identity and the backoffice.
"""

import re
from typing import ClassVar

from actions.desk import Desk
from actions.forms.choices import ordinal
from actions.forms.corrections import NOUNS, means_another, means_the_other
from actions.forms.filling import REQUESTED, Filling
from actions.forms.form import Form, Reader
from actions.forms.pieces import ORDER_DIGITS, joined
from actions.turn import Turn
from bot.backoffice import CustomerNotFound, Order
from bot.identity import NotIdentified
from bot.masking import EMAIL

SHOWN = 5
POSTCODE = re.compile(r"(?<![\w-])(\d{4}-\d{3}|\d{4,5})(?![\w-])")
NUMBER = re.compile(r"(?<![\w-])(?:tr\W?)?(\d{6})(?![\w-])", re.IGNORECASE)
WHOLE_NUMBER = re.compile(r"(?<!\w)tr\W?(\d{6})(?![\w-])", re.IGNORECASE)
PROOFS = ("email", "postcode")


class OrderForm(Form):
    """A form about an order, which is found by its number and its e-mail or postcode, or chosen
    among those of a customer who is known."""

    slots: ClassVar[frozenset[str]] = frozenset(
        {"order_number", "email", "postcode", "number_pieces"}
    )
    nouns = NOUNS

    def required(self, filling: Filling) -> list[str]:
        """Which order, whose; then what the form itself needs."""
        if filling.order is None:
            return ["order_number", "email"]
        return self.needed(filling)

    def needed(self, filling: Filling) -> list[str]:
        """What is needed besides, of `filling.order`."""
        return []

    def fits(self, order: Order) -> bool:
        """Whether an order may be meant when the customer does not say which."""
        return True

    async def look_up(self, turn: Turn, filling: Filling) -> None:
        await know(self.desk, turn, filling)

    async def begin(self, turn: Turn, filling: Filling) -> None:
        """ "Another order" forgets the number that is known; a product that it has not, too."""
        filling.forget("number_pieces")
        read_waiting(turn, filling)
        if not turn.is_button:
            read_number(turn, filling)
        if "order_number" not in turn.just_set() and self._means_another(turn, filling):
            before, filling["order_number"] = filling.order, None
            filling.orders = [one for one in filling.orders if one is not before]
            filling.order = None
        if filling["order_number"] is None:
            self.choose(filling, only_choice(self.candidates(filling, turn.entity("product"))))

    def _means_another(self, turn: Turn, filling: Filling) -> bool:
        product = turn.entity("product")
        lacks = product and filling.order and product not in products_of(filling.order)
        return means_another(turn.text) or bool(lacks)

    def candidates(self, filling: Filling, product: str | None = None) -> list[Order]:
        """The customer's orders that may be meant, the newest first."""
        having = [one for one in filling.orders if not product or product in products_of(one)]
        return [one for one in having if self.fits(one)] or having

    def choose(self, filling: Filling, order: Order | None) -> None:
        """Take `order` for the one that is meant."""
        if order:
            filling["order_number"], filling.order = order.number, order

    def readers(self) -> dict[str, Reader]:
        return {"order_number": self.read_order, "email": read_proof}

    def read(self, requested: str, turn: Turn, filling: Filling) -> None:
        super().read(requested, turn, filling)
        if requested == "order_number" and not turn.is_button:
            read_number(turn, filling)
            self._read_pieces(turn, filling)

    def read_order(self, turn: Turn, filling: Filling) -> str | None:
        """One of the customer's own orders, by its product or its place in the list."""
        if turn.is_button or "order_number" in turn.just_set():
            return None
        if means_the_other(turn.text) and filling["order_number"]:
            others = [one for one in self.candidates(filling) if one is not filling.order]
            return others[0].number if len(others) == 1 else None
        product = turn.entity("product")
        named = only_choice(self.candidates(filling, product)) if product else None
        found = named or ordinal(turn.text, self.candidates(filling)[:SHOWN])
        return found.number if found else None

    def _read_pieces(self, turn: Turn, filling: Filling) -> None:
        """A number that is told a few digits at a time."""
        if filling["order_number"] or turn.just_set() & self.slots:
            return
        so_far = joined(filling["number_pieces"], turn.text)
        if so_far and len(so_far) == ORDER_DIGITS:
            filling["order_number"], filling["number_pieces"] = f"TR-{so_far}", None
        elif so_far:
            filling["number_pieces"] = so_far

    def correct(self, requested: str, turn: Turn, filling: Filling) -> None:
        """ "No, the other one" of several: none of them is chosen any more."""
        before = dict(filling.changes)
        super().correct(requested, turn, filling)
        if filling.changes == before and means_the_other(turn.text):
            filling.forget("order_number")

    async def check(self, turn: Turn, filling: Filling) -> None:
        await self.find_order(turn, filling)

    async def find_order(self, turn: Turn, filling: Filling) -> Order | None:
        """The order, once it is known whose it is; nothing is kept when there is no such order
        for that e-mail or postcode."""
        number = filling["order_number"]
        filling.order = own_order(filling, number)
        if number is None or filling.order:
            return filling.order
        filling.forget("number_pieces")
        proved = filling[REQUESTED] == "email" or any(turn.entity(one) for one in PROOFS)
        if filling.owner and not proved:
            # What they said before was about their own orders.
            filling.forget(*PROOFS)
        said = filling["email"] or filling["postcode"]
        if said is None:
            return None
        return await self._identify(turn, filling, number, said)

    async def _identify(self, turn: Turn, filling: Filling, number: str, said: str) -> Order | None:
        try:
            order = await self.desk.identity.by_order(turn.conversation_id, number, said)
        except NotIdentified as refused:
            not_identified(turn, filling, refused, "utter_order_not_found", number)
            # A person wants to see the number that was tried last.
            filling.forget(*PROOFS, *(["order_number"] if filling.is_patient else []))
            return None
        filling.owner, filling.order, filling["identified"] = order.customer_id, order, True
        return order


async def know(desk: Desk, turn: Turn, filling: Filling) -> None:
    """Whose the conversation is, and their orders."""
    filling.owner = await desk.identity.customer_of(turn.conversation_id)
    if filling.owner is None:
        return
    try:
        record = await desk.backoffice.record_of(filling.owner)
    except CustomerNotFound:
        filling.owner = None
        return
    filling.orders = sorted(record.orders, key=lambda one: one.placed_at, reverse=True)
    filling.order = own_order(filling, filling["order_number"])
    if not filling["identified"]:
        filling["identified"] = True


def own_order(filling: Filling, number: str | None) -> Order | None:
    """The order of that number among the customer's own."""
    held = [filling.order] if filling.order else []
    return next((one for one in [*held, *filling.orders] if one.number == number), None)


def not_identified(
    turn: Turn, filling: Filling, refused: NotIdentified, response: str, number: str
) -> None:
    """Count it and say so in words that are the same whatever was wrong."""
    filling.failed()
    if refused.offer_person:
        filling.give_up()
    if filling.is_patient:
        turn.say(response, number=number)


def read_number(turn: Turn, filling: Filling) -> None:
    """A number that is plainly in the words, and the postcode after it, where no entity says so:
    "TR-104512, 17003"."""
    found = WHOLE_NUMBER.search(turn.text)
    if found is None or filling["order_number"]:
        return
    filling["order_number"] = f"TR-{found[1]}"
    filling.order = own_order(filling, filling["order_number"])
    code = POSTCODE.search(turn.text, found.end())
    if code and not (filling["email"] or filling["postcode"]):
        filling["postcode"] = code[1]


def read_waiting(turn: Turn, filling: Filling) -> None:
    """What the parts of the message that must wait say already: "my refund, and the invoice,
    order TR-104512"."""
    words = turn.waiting_words()
    number, email = NUMBER.search(words), EMAIL.search(words)
    if number and filling["order_number"] is None:
        filling["order_number"] = f"TR-{number[1]}"
        filling.order = own_order(filling, filling["order_number"])
    if email and filling["email"] is None:
        filling["email"] = email[0].lower()


def read_proof(turn: Turn, filling: Filling) -> str | None:
    """The e-mail or the postcode that shows whose the order is, in words or as an entity."""
    said = turn.entity("email") or turn.entity("postcode")
    found = POSTCODE.search(turn.text) if not (said or turn.is_button) else None
    return said or (found[1] if found else None)


def products_of(order: Order) -> set[str]:
    """The ids of what was bought with it."""
    return {item.product_id for item in order.items}


def only_choice(orders: list[Order]) -> Order | None:
    """The one that is meant where there is only one."""
    return orders[0] if len(orders) == 1 else None
