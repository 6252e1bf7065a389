"""The shop's own records, as the counter asks for them, and what customers ask of the shop.

`protocol` is the interface; `sql` (our own tables) and `http` (a shop's own system) stand behind
it. `views` and `matters` are what is shown and asked, `problems` what can be wrong, `policy` the
company's rules, `states` the words and steps; each other noun owns its SQL.
Depends on `bot.database` and `bot.webhooks`.
"""

from bot.backoffice.http import HttpBackoffice
from bot.backoffice.matters import (
    Bought,
    Claim,
    ClaimRequest,
    CustomerFile,
    Forgotten,
    Kept,
    Refund,
    Repair,
    RepairRequest,
    Return,
    ReturnItem,
    ReturnRequest,
    Slot,
)
from bot.backoffice.policy import (
    RETURN_REASONS,
    VERDICTS,
    UnknownReason,
    local,
    local_day,
)
from bot.backoffice.problems import (
    AlreadyRegistered,
    BadRequest,
    CustomerNotFound,
    ItemNotInOrder,
    MatterNotFound,
    NotInvoiced,
    OrderNotFound,
    ReturnRefused,
    SerialNotFound,
    ShopUnavailable,
    SlotTaken,
    TooLate,
    UnknownSerial,
    item_of,
)
from bot.backoffice.proofs import Proof
from bot.backoffice.protocol import Backoffice
from bot.backoffice.sql import SqlBackoffice
from bot.backoffice.states import UnknownWord, WrongState
from bot.backoffice.views import (
    Address,
    Customer,
    Invoice,
    Order,
    OrderItem,
    Owned,
    Product,
    Verdict,
    Warranty,
)

__all__ = [
    "RETURN_REASONS",
    "VERDICTS",
    "Address",
    "AlreadyRegistered",
    "Backoffice",
    "BadRequest",
    "Bought",
    "Claim",
    "ClaimRequest",
    "Customer",
    "CustomerFile",
    "CustomerNotFound",
    "Forgotten",
    "HttpBackoffice",
    "Invoice",
    "ItemNotInOrder",
    "Kept",
    "MatterNotFound",
    "NotInvoiced",
    "Order",
    "OrderItem",
    "OrderNotFound",
    "Owned",
    "Product",
    "Proof",
    "Refund",
    "Repair",
    "RepairRequest",
    "Return",
    "ReturnItem",
    "ReturnRefused",
    "ReturnRequest",
    "SerialNotFound",
    "ShopUnavailable",
    "Slot",
    "SlotTaken",
    "SqlBackoffice",
    "TooLate",
    "UnknownReason",
    "UnknownSerial",
    "UnknownWord",
    "Verdict",
    "Warranty",
    "WrongState",
    "item_of",
    "local",
    "local_day",
]
