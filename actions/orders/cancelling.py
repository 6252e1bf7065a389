"""Cancelling an order that has not left. Depends on the backoffice and the policies."""

from dataclasses import replace

from rasa_sdk.events import SlotSet

from actions import wording
from actions.flow import Flow
from actions.forms import CONFIRMED, Filling, OrderForm, Reader, know, read_confirmed
from actions.forms.question import Question
from actions.returns.telling import clauses
from actions.turn import Event, Turn
from bot.backoffice import Order, TooLate
from bot.policies import RefundAsked

CAN_CHANGE = "processing"


class ValidateCancelOrder(OrderForm):
    """Which order, and a yes; nothing more where it is too late."""

    form = "cancel_order_form"
    intent = "cancel_order"
    slots = OrderForm.slots | frozenset({CONFIRMED})

    def fits(self, order: Order) -> bool:
        return order.status == CAN_CHANGE

    async def begin(self, turn: Turn, filling: Filling) -> None:
        filling.forget(CONFIRMED)
        await super().begin(turn, filling)

    def needed(self, filling: Filling) -> list[str]:
        can = filling.order is not None and filling.order.status == CAN_CHANGE
        return [CONFIRMED] if can else []

    def readers(self) -> dict[str, Reader]:
        return {CONFIRMED: read_confirmed, **super().readers()}


class AskCancelOrderConfirmed(Question):
    """Shall this order be cancelled?"""

    def name(self) -> str:
        return "action_ask_cancel_order_form_confirmed"

    async def ask(self, turn: Turn, filling: Filling) -> None:
        await know(self.desk, turn, filling)
        if filling.order:
            turn.say(
                "utter_cancel_order_summary",
                order_number=filling.order.number,
                items=wording.items(filling.order.items),
                amount=wording.money(filling.order.total_eur, turn.language),
            )


class CancelOrder(Flow):
    """Cancels it and says when the money comes, or why it is too late and what else there is."""

    form = "cancel_order_form"
    intent = "cancel_order"
    settles = frozenset({"utter_cancel_order_done"})

    def name(self) -> str:
        return "action_cancel_order"

    async def act(self, turn: Turn) -> list[Event]:
        order = await self.find_order(turn)
        if order.status != CAN_CHANGE:
            turn.say(f"utter_cancel_order_{order.status}", order_number=order.number)
        elif not turn.slot(CONFIRMED):
            turn.say("utter_cancel_order_kept", order_number=order.number)
        else:
            await self._cancel(turn, order)
        await self.log(turn, "transaction")
        return [SlotSet(CONFIRMED, None)]

    async def _cancel(self, turn: Turn, order: Order) -> None:
        proof, key = await self.proof(turn), turn.ids["message_id"]
        try:
            cancelled = await self.desk.backoffice.cancel_order(order.number, proof, key)
        except TooLate:
            # It left between the question and the answer.
            turn.say("utter_cancel_order_shipped", order_number=order.number)
            return
        turn.say(
            "utter_cancel_order_done",
            order_number=order.number,
            amount=wording.money(order.total_eur, turn.language),
            clauses=self._when(turn, replace(cancelled, status="cancelled")),
        )

    def _when(self, turn: Turn, order: Order) -> str:
        """When the money comes back, by clause."""
        today = self.desk.backoffice.today()
        asked = RefundAsked(cancelled_on=today)
        found = self.desk.policies.decide_refund(order, order.items[0], asked, today).findings
        told = [one for one in found if one.kind in ("cancelled_by", "bank_time", "means")]
        return clauses(told, turn.language, self.desk.settings.own_url)
