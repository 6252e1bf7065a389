"""Where an order is. Depends on the backoffice."""

from actions import wording
from actions.flow import Flow
from actions.forms import OrderForm
from actions.turn import Event, Turn


class ValidateOrderStatus(OrderForm):
    """Number and e-mail of the order."""

    form = "order_status_form"
    intent = "order_status"


class OrderStatus(Flow):
    """Says the state of the order with its dates and its tracking number."""

    form = "order_status_form"
    intent = "order_status"

    def name(self) -> str:
        return "action_order_status"

    async def act(self, turn: Turn) -> list[Event]:
        order = await self.desk.backoffice.find_order(turn.slot("order_number"), turn.slot("email"))
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
        await self.log(turn, "transaction")
        return []
