"""Orders: where one is, cancelling it, sending it elsewhere, its invoice, what is missing.

One file each. Depends on forms about orders, the backoffice and the policies.
"""

from rasa_sdk.interfaces import Action

from actions.desk import Desk
from actions.orders.address import AskAddressConfirmed, ChangeAddress, ValidateAddress
from actions.orders.cancelling import AskCancelOrderConfirmed, CancelOrder, ValidateCancelOrder
from actions.orders.invoice import RequestInvoice, ValidateInvoice
from actions.orders.missing import AskClaimItem, ReportMissing, ValidateMissing
from actions.orders.status import OrderStatus, ValidateOrderStatus

__all__ = ["OrderStatus", "actions"]


def actions(desk: Desk) -> list[Action]:
    """All but `OrderStatus`, which others go on with."""
    return [
        ValidateOrderStatus(desk),
        ValidateCancelOrder(desk),
        AskCancelOrderConfirmed(desk),
        CancelOrder(desk),
        ValidateAddress(desk),
        AskAddressConfirmed(desk),
        ChangeAddress(desk),
        ValidateInvoice(desk),
        RequestInvoice(desk),
        ValidateMissing(desk),
        AskClaimItem(desk),
        ReportMissing(desk),
    ]
