"""Forms about a return that exists: found by its own number, or by the order that it is of.

Depends on forms about orders, identity and the backoffice.
"""

import re

from actions.forms import CONFIRMED, REQUESTED, Filling, OrderForm
from actions.forms.orders import PROOFS, not_identified
from actions.turn import Turn
from bot.backoffice import MatterNotFound, Order
from bot.backoffice.numbers import return_number
from bot.identity import NotIdentified

NUMBER = re.compile(r"\brma\W{0,3}(\d{5,7})\b", re.IGNORECASE)
NONE_OPEN = "-"
"""In the slot of the number: there is no return that could be cancelled."""


def number_in(text: str) -> str | None:
    """The number of a return in `text`, as "RMA-20031"."""
    found = NUMBER.search(text)
    return return_number(int(found[1])) if found else None


class ReturnForm(OrderForm):
    """A form about a return that exists: which order it is of, or its own number."""

    def required(self, filling: Filling) -> list[str]:
        """With the return's own number the order's is not needed."""
        named = filling["return_number"] and not filling["order_number"]
        return ["email"] if filling.order is None and named else super().required(filling)

    def fits(self, order: Order) -> bool:
        return any(item.return_number for item in order.items)

    async def begin(self, turn: Turn, filling: Filling) -> None:
        filling.forget("return_number", CONFIRMED)
        named = None if turn.is_button else number_in(turn.text)
        if named:
            self._take(named, turn, filling)
        else:
            await super().begin(turn, filling)

    def read(self, requested: str, turn: Turn, filling: Filling) -> None:
        named = None if turn.is_button else number_in(turn.text)
        if named:
            self._take(named, turn, filling)
        else:
            super().read(requested, turn, filling)

    def _take(self, named: str, turn: Turn, filling: Filling) -> None:
        """A return by its number: the order that was talked about before does not matter, and its
        digits are no postcode."""
        filling["return_number"] = named
        if filling["postcode"] and filling["postcode"] in named:
            filling.forget("postcode")
        if "order_number" not in turn.just_set():
            filling.forget("order_number")
            filling.order = None

    async def find_order(self, turn: Turn, filling: Filling) -> Order | None:
        named = filling["return_number"]
        if filling["order_number"] or named in (None, NONE_OPEN):
            return await super().find_order(turn, filling)
        found = await self._own(named, filling) or await self._shown(named, turn, filling)
        if found:
            filling.owner, filling["identified"] = found.customer_id, True
            self.choose(filling, found)
        return found

    async def _own(self, named: str, filling: Filling) -> Order | None:
        """The order of a return of the customer whose conversation it is."""
        if filling.owner is None:
            return None
        try:
            mine = await self.desk.backoffice.find_return(named, filling.proof)
        except MatterNotFound:
            return None
        return await self.desk.backoffice.find_order(mine.order_number, filling.proof)

    async def _shown(self, named: str, turn: Turn, filling: Filling) -> Order | None:
        """The order of a return whose e-mail or postcode is given; what was said before a
        customer was known was about their own orders."""
        if filling.owner and not (turn.just_set() & set(PROOFS) or filling[REQUESTED] == "email"):
            filling.forget(*PROOFS)
        said = filling["email"] or filling["postcode"]
        if said is None:
            return None
        try:
            return await self.desk.identity.by_return(turn.conversation_id, named, said)
        except NotIdentified as refused:
            not_identified(turn, filling, refused, "utter_return_not_found", named)
            filling.forget(*PROOFS, *(["return_number"] if filling.is_patient else []))
            return None
