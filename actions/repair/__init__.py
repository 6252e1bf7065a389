"""Repairs: the manual's advice first, then whose and which product, when, and the booking.

`form` listens; `advice` says what the manual advises, `times` when it is brought or fetched,
`booking` what it costs and the booking itself, `ending` how it ended, `status` how it is going,
`quotes` what the workshop asks for it, `words` fills the braces. Depends on what forms have in
common, the guarantees and the backoffice.
"""

from rasa_sdk.interfaces import Action

from actions.desk import Desk
from actions.repair.advice import AskRepairAdvice
from actions.repair.booking import AskConfirmed
from actions.repair.ending import Repair
from actions.repair.form import FAULT_LIKE, AskProduct, ValidateRepair
from actions.repair.quotes import AskRepairQuote
from actions.repair.status import AskRepairNumber, RepairStatus, ValidateRepairStatus
from actions.repair.times import AskRepairPlace, AskRepairSlot, AskRepairWay

__all__ = ["FAULT_LIKE", "actions"]


def actions(desk: Desk) -> list[Action]:
    """Every action and form about repairs, over `desk`."""
    return [
        Repair(desk),
        ValidateRepair(desk),
        AskProduct(desk),
        AskRepairAdvice(desk),
        AskRepairWay(desk),
        AskRepairPlace(desk),
        AskRepairSlot(desk),
        AskConfirmed(desk),
        RepairStatus(desk),
        ValidateRepairStatus(desk),
        AskRepairNumber(desk),
        AskRepairQuote(desk),
    ]
