"""Where an order is, and a claim when it is late. Depends on the backoffice."""

import re
from collections.abc import Iterable

from rasa_sdk.events import SlotSet

from actions import wording
from actions.flow import Flow
from actions.forms import Filling, OrderForm
from actions.orders.claims import order_asked_about, say_claims
from actions.turn import Event, Turn
from bot.backoffice import Claim, ClaimRequest, Order

ON_ITS_WAY = ("processing", "shipped")
LATE, NOT_RECEIVED = "late", "not_received"
NOT_HERE = re.compile(
    r"\b(?:no|nunca) (?:me |nos |lo |la |los |las |ha |han |he |hemos )*(?:lleg|recib)"
    r"|\bno l[oa]s? ten(?:go|emos)\b"
    r"|(?:never|not|n't|n’t) (?:\w+ )?(?:got|get|came|come|arriv|receiv|have it|turned up)",
    re.IGNORECASE,
)
OPEN = ("open", "in_progress")
UNSETTLED = frozenset(
    {"utter_order_late", "utter_order_late_claimed", "utter_delay_claim_opened"}
    | {"utter_claim_standing", "utter_claim_is_rejected"}
    | {f"utter_claim_is_{status}" for status in OPEN}
)
"""Who reads one of these still waits for something."""


class ValidateOrderStatus(OrderForm):
    """Which order."""

    form = "order_status_form"
    intent = "order_status"
    alike = frozenset({"change_address", "cancel_order"})

    def fits(self, order: Order) -> bool:
        return order.status in ON_ITS_WAY

    async def begin(self, turn: Turn, filling: Filling) -> None:
        """ "What about my claim?" is about the order that was complained of."""
        if filling.owner and "order_number" not in turn.just_set() and not turn.is_button:
            claims = (await self.desk.backoffice.record_of(filling.owner)).claims
            asked = order_asked_about(turn.text, claims)
            self.choose(filling, next((o for o in filling.orders if o.number == asked), None))
        await super().begin(turn, filling)


class OrderStatus(Flow):
    """Says the state of the order with its dates and its tracking number; when it is late, that
    it is, and offers a claim. The buttons' `order_wish` opens one."""

    form = "order_status_form"
    intent = "order_status"

    def name(self) -> str:
        return "action_order_status"

    def settles_with(self, said: set[str]) -> bool:
        return not said & UNSETTLED

    async def act(self, turn: Turn) -> list[Event]:
        order = await self.find_order(turn)
        wish = turn.entity("order_wish")
        if wish:
            await self.claim(turn, order, wish)
        else:
            await self._say(turn, order)
            if order.status == "delivered" and NOT_HERE.search(turn.opening_words(self.form)):
                await self.claim(turn, order, NOT_RECEIVED)
        product = order.items[0].product_id if len(order.items) == 1 else None
        await self.log(turn, "transaction", product=product)
        named = [SlotSet("product", product)] if product else []
        return [SlotSet("order_wish", None), *named]

    async def claim(self, turn: Turn, order: Order, wish: str) -> None:
        """Open a claim for a parcel that does not come; one is enough."""
        standing = standing_claim(await self._claims(turn), order)
        if standing:
            turn.say("utter_claim_standing", claim_number=standing.number)
            return
        text = wording.LATE_CLAIMS[wish][turn.language]
        request = ClaimRequest("delay", text, order.number)
        proof, key = await self.proof(turn), turn.ids["message_id"]
        claim = await self.desk.backoffice.open_claim(request, proof, key)
        turn.say("utter_delay_claim_opened", claim_number=claim.number)

    async def claim_late(self, turn: Turn) -> list[Event]:
        """A yes to the offer of a claim."""
        await self.claim(turn, await self.find_order(turn), LATE)
        await self.log(turn, "transaction")
        return []

    async def _claims(self, turn: Turn) -> tuple[Claim, ...]:
        """All claims of the customer, oldest first."""
        proof = await self.proof(turn)
        return (await self.desk.backoffice.record_of(proof.customer_id)).claims

    async def _say(self, turn: Turn, order: Order) -> None:
        turn.say(
            f"utter_order_{order.status}",
            order_number=order.number,
            items=wording.items(order.items),
            placed=wording.day(order.placed_at, turn.language),
            shipped=wording.day(order.shipped_at, turn.language),
            delivered=wording.day(order.delivered_at, turn.language),
            carrier=order.carrier or "-",
            tracking_number=order.tracking_number or "-",
        )
        claims = await self._claims(turn)
        told = self._say_expected(turn, order, claims)
        say_claims(turn, order, claims, told)

    def _say_expected(self, turn: Turn, order: Order, claims: tuple[Claim, ...]) -> str:
        """When it comes, or that it is late; the number of the claim that was told with it."""
        if order.status not in ON_ITS_WAY or order.expected_on is None:
            return ""
        late = order.expected_on < self.desk.backoffice.today()
        expected = wording.day(order.expected_on, turn.language)
        standing = standing_claim(claims, order) if late else None
        if standing:
            number = standing.number
            turn.say("utter_order_late_claimed", expected=expected, claim_number=number)
        else:
            turn.say("utter_order_late" if late else "utter_order_expected", expected=expected)
        return standing.number if standing else ""


def standing_claim(claims: Iterable[Claim], order: Order) -> Claim | None:
    """The open claim about the delay of the order, if there is one."""
    mine = [one for one in claims if one.order_number == order.number and one.kind == "delay"]
    return next((one for one in mine if one.status in OPEN), None)
