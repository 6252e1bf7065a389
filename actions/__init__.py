"""What the assistant does: one file a flow, translating between Rasa and the nouns of `bot`.

`build` makes the actions over one `Desk`; `actions.webhook` is the door that Rasa calls.
Names are those of `domain.yml`. Depends on `bot.*`; only `bot.app` depends on it.
"""

from rasa_sdk.interfaces import Action

from actions.desk import Desk
from actions.fallback import Fallback, Inform, Stop
from actions.feedback import Feedback
from actions.orders import OrderStatus, ValidateOrderStatus
from actions.person import Handoff
from actions.questions import AnswerQuestion
from actions.refunds import RefundStatus, ValidateRefund
from actions.repair import AskProduct, Repair, ValidateRepair
from actions.returns import AskReturnItem, OpenReturn, ValidateReturn
from actions.warranty import ValidateWarranty, WarrantyStatus

__all__ = ["Desk", "build"]


def build(desk: Desk) -> list[Action]:
    """Every action and form of the domain, over `desk`."""
    order, refund, warranty = OrderStatus(desk), RefundStatus(desk), WarrantyStatus(desk)
    repair, handoff, questions = Repair(desk), Handoff(desk), AnswerQuestion(desk)
    return [
        questions,
        order,
        ValidateOrderStatus(desk),
        OpenReturn(desk),
        AskReturnItem(desk),
        ValidateReturn(desk),
        refund,
        ValidateRefund(desk),
        warranty,
        ValidateWarranty(desk),
        repair,
        AskProduct(desk),
        ValidateRepair(desk),
        handoff,
        Feedback(desk, repair, handoff, questions),
        Fallback(desk, questions),
        Inform({order.form: order, refund.form: refund, warranty.form: warranty}, questions),
        Stop(),
    ]
