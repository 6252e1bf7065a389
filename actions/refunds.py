"""Where the money of a return or a cancelled order is. Depends on the backoffice."""

from actions import wording
from actions.flow import Flow
from actions.forms import OrderForm
from actions.turn import Event, Turn
from bot.backoffice import Order, Return


class ValidateRefund(OrderForm):
    """Number and e-mail of the order."""

    form = "refund_form"
    intent = "request_refund"
    alike = frozenset({"request_return"})  # "of the return of TR-103900"


class RefundStatus(Flow):
    """Says how far each return of the order is, or that there is none."""

    form = "refund_form"
    intent = "request_refund"

    def name(self) -> str:
        return "action_refund_status"

    async def act(self, turn: Turn) -> list[Event]:
        number, email = turn.slot("order_number"), turn.slot("email")
        order = await self.desk.backoffice.find_order(number, email)
        returns = await self.desk.backoffice.returns_of(number, email)
        for one in returns:
            say_return(turn, order, one)
        if not returns:
            say_without_return(turn, order)
        await self.log(turn, "transaction")
        return []


def say_return(turn: Turn, order: Order, one: Return) -> None:
    """How far a return is."""
    names = {item.product_id: item.name for item in order.items}
    turn.say(
        f"utter_refund_{one.status}",
        return_number=one.number,
        item=names[one.product_id],
        opened=wording.day(one.opened_at, turn.language),
        refunded=wording.day(one.refunded_at, turn.language),
        amount=wording.money(one.refund_eur or order.total_eur, turn.language),
    )


def say_without_return(turn: Turn, order: Order) -> None:
    """No return: either the order was cancelled or there is nothing to pay back."""
    response = "cancelled_order" if order.status == "cancelled" else "no_return"
    amount = wording.money(order.total_eur, turn.language)
    turn.say(f"utter_refund_{response}", order_number=order.number, amount=amount)
