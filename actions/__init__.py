"""What the assistant does: one file a flow, translating between Rasa and the nouns of `bot`.

`build` makes the actions over one `Desk`; `actions.webhook` is the door that Rasa calls.
Names are those of `domain.yml`. Depends on `bot.*`; only `bot.app` depends on it.
"""

from rasa_sdk.interfaces import Action

from actions import orders, register, repair, returns
from actions.complaint import AskComplaintWay, Complaint, ValidateComplaint
from actions.desk import Desk
from actions.fallback import Fallback, Inform, Stop
from actions.feedback import Feedback
from actions.forms import AskEmail, AskOrderNumber
from actions.languages import Language, LanguageSpoken
from actions.person import Handoff
from actions.privacy import Delete, Privacy, ValidateDelete
from actions.questions import AnswerQuestion
from actions.refunds import RefundStatus, ValidateRefund
from actions.safety import Safety
from actions.smalltalk import SmallTalk
from actions.warranty import ValidateWarranty, WarrantyStatus

__all__ = ["Desk", "build"]


def build(desk: Desk) -> list[Action]:
    """Every action and form of the domain, over `desk`."""
    order, refund, warranty = orders.OrderStatus(desk), RefundStatus(desk), WarrantyStatus(desk)
    handoff, questions = Handoff(desk), AnswerQuestion(desk)
    return [
        questions,
        AskOrderNumber(desk),
        AskEmail(desk),
        order,
        *orders.actions(desk),
        *returns.actions(desk),
        refund,
        ValidateRefund(desk),
        warranty,
        ValidateWarranty(desk),
        *repair.actions(desk),
        *register.actions(desk),
        handoff,
        Feedback(desk, handoff, questions, {"utter_order_late": order.claim_late}),
        Safety(desk, questions),
        Complaint(desk),
        AskComplaintWay(desk),
        ValidateComplaint(desk),
        Privacy(desk),
        Delete(desk),
        ValidateDelete(desk),
        Language(),
        LanguageSpoken(questions),
        SmallTalk(),
        Fallback(desk, questions),
        Inform({order.form: order, refund.form: refund, warranty.form: warranty}, questions),
        Stop(),
    ]
