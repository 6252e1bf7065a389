"""Returns: the form, its questions, opening one, and those that exist.

`words` reads answers, `numbered` finds returns, `items` which products, `judging` asks the
policies, `telling` words what they say. Depends on forms about orders, the backoffice and the
policies.
"""

from rasa_sdk.interfaces import Action

from actions.desk import Desk
from actions.returns.asking import questions
from actions.returns.form import ValidateReturn
from actions.returns.opening import OpenReturn
from actions.returns.status import (
    AskReturnNumber,
    CancelReturn,
    ReturnStatus,
    ValidateCancelReturn,
    ValidateReturnStatus,
)
from actions.returns.words import reason_in

__all__ = ["actions", "reason_in"]


def actions(desk: Desk) -> list[Action]:
    """All of them."""
    return [
        ValidateReturn(desk),
        *questions(desk),
        OpenReturn(desk),
        ValidateReturnStatus(desk),
        ReturnStatus(desk),
        ValidateCancelReturn(desk),
        AskReturnNumber(desk),
        CancelReturn(desk),
    ]
