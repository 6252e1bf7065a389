"""Where the money of a return or a cancelled order is. Depends on the backoffice and policies."""

from rasa_sdk.events import SlotSet

from actions import wording
from actions.flow import Flow
from actions.forms import OrderForm, gathered, handed
from actions.returns.numbered import ReturnForm
from actions.returns.status import items_of
from actions.returns.telling import clauses
from actions.turn import Event, Turn
from bot.backoffice import Order, OrderItem, Refund, Return, item_of
from bot.policies import RefundAsked, ReturnAsked

ON_ITS_WAY = ("pending", "sent")
RETURNING = ("requested", "approved", "received")
WHEN = ("refund_once_here", "cancelled", "bank_time")
"""Findings that say when money comes."""
REASON = "policy_exception"
PAID_FOR = {
    "return": {
        "es": "de la devolución {number} (pedido {order})",
        "en": "for return {number} (order {order})",
    },
    "cancelled": {
        "es": "del pedido {order}, que se canceló,",
        "en": "for order {order}, which was cancelled,",
    },
    "order": {"es": "del pedido {order}", "en": "for order {order}"},
}


class ValidateRefund(ReturnForm):
    """Which order it is about, or which return."""

    form = "refund_form"
    intent = "request_refund"
    slots = OrderForm.slots | frozenset({"return_number"})
    # "Of the return of TR-103900", "of the one I cancelled".
    alike = frozenset({"request_return", "return_status", "cancel_order", "cancel_return"})

    def fits(self, order: Order) -> bool:
        return order.status == "cancelled" or any(item.return_number for item in order.items)


class RefundStatus(Flow):
    """Says how far each refund of the order is, when to expect it, or that there is none; money
    that is late or came back goes to a person."""

    form = "refund_form"
    intent = "request_refund"
    settles = frozenset(
        {f"utter_refund_is_{one}" for one in (*ON_ITS_WAY, "done")}
        | {f"utter_refund_return_{one}" for one in RETURNING}
        | {"utter_refund_cancelled", "utter_refund_exchanged", "utter_refund_return_exchanged"}
    )

    def name(self) -> str:
        return "action_refund_status"

    async def act(self, turn: Turn) -> list[Event]:
        order, proof = await self.find_order(turn), await self.proof(turn)
        refunds = await self.desk.backoffice.refunds_of(order.number, proof)
        returns = await self.desk.backoffice.returns_of(order.number, proof)
        named = turn.slot("return_number")
        if named in [one.number for one in returns]:
            returns = [one for one in returns if one.number == named]
            refunds = [one for one in refunds if one.return_number == named]
        late = [one for one in refunds if self._is_late(one)]
        for one in refunds:
            say_refund(turn, order, one, one in late)
        paid = {one.return_number for one in refunds}
        for waiting in [one for one in returns if one.number not in paid]:
            self._say_waiting(turn, order, waiting)
        if order.status == "cancelled" and not refunds:
            self._say_cancelled(turn, order)
        elif not (refunds or returns):
            turn.say("utter_refund_no_return", order_number=order.number)
        return await self._end(turn, late)

    def _is_late(self, one: Refund) -> bool:
        """Whether a person must see to it."""
        overdue = one.status in ON_ITS_WAY and one.expected_on < self.desk.backoffice.today()
        return overdue or one.status == "failed"

    def _clauses(self, turn: Turn, order: Order, item: OrderItem, asked: RefundAsked) -> str:
        """When the money comes, by clause."""
        today = self.desk.backoffice.today()
        found = self.desk.policies.decide_refund(order, item, asked, today).findings
        return clauses(
            [one for one in found if one.kind in WHEN], turn.language, self.desk.settings.own_url
        )

    def _say_cancelled(self, turn: Turn, order: Order) -> None:
        """An order that was cancelled, without its money on record yet."""
        turn.say(
            "utter_refund_cancelled",
            order_number=order.number,
            items=wording.items(order.items),
            clauses=self._clauses(turn, order, order.items[0], RefundAsked()),
        )

    def _say_waiting(self, turn: Turn, order: Order, one: Return) -> None:
        """A return without its money yet: when that comes, by clause; an exchange has none."""
        exchanged = one.wish == "exchange" and one.status in RETURNING
        asked = RefundAsked(
            ReturnAsked(one.reason, one.condition, one.way), self.desk.backoffice.today()
        )
        turn.say(
            "utter_refund_exchanged" if exchanged else f"utter_refund_return_{one.status}",
            return_number=one.number,
            items=items_of(order, one),
            opened=wording.day(one.opened_at, turn.language),
            clauses=self._clauses(turn, order, item_of(order, one.product_id), asked),
        )

    async def _end(self, turn: Turn, late: list[Refund]) -> list[Event]:
        if late:
            known = await gathered(self.desk, turn)
            attached = handed(turn, REASON)
            turn.say("utter_refund_handoff", known=known, attached=attached)
        outcome = "escalated" if late else "transaction"
        await self.log(turn, outcome, reason=REASON if late else None)
        return [SlotSet("requested_slot", None), SlotSet("return_number", None)]


def say_refund(turn: Turn, order: Order, one: Refund, late: bool) -> None:
    """How far a refund is, how much, by which means and until when."""
    is_late = late and one.status in ON_ITS_WAY
    turn.say(
        "utter_refund_overdue" if is_late else f"utter_refund_is_{one.status}",
        reason=reason_of(order, one, turn.language),
        amount=wording.money(one.amount_eur, turn.language),
        part=wording.PART[one.partial][turn.language],
        means=wording.MEANS.get(one.means, {}).get(turn.language, one.means),
        asked=wording.day(one.asked_at, turn.language),
        expected=wording.day(one.expected_on, turn.language),
        done=wording.day(one.done_at, turn.language),
    )


def reason_of(order: Order, one: Refund, language: str) -> str:
    """What the money is for: a return, the cancellation, or the order where neither is known."""
    if one.return_number:
        kind = "return"
    else:
        kind = "cancelled" if order.status == "cancelled" else "order"
    said = PAID_FOR[kind][language]
    return said.format(order=order.number, number=one.return_number)
