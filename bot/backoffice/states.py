"""The words of every field with a fixed set of them, and which state follows which.

Pure; depends on the words of the policies.
"""

from bot.backoffice.policy import ORDER_STATUSES, RETURN_REASONS, UnknownReason
from bot.errors import BotError
from bot.policies.cases import CONDITIONS
from bot.policies.returns import WAYS

WISHES = ("refund", "exchange", "voucher")
CLAIM_KINDS = ("damaged", "wrong", "missing", "delay", "complaint", "safety")
SLOT_WAYS = ("drop_off", "pick_up", "home")

# Each state and those that may follow it; a state without followers is final.
FLOWS: dict[str, dict[str, tuple[str, ...]]] = {
    "order": {
        "processing": ("shipped", "cancelled"),
        "shipped": ("delivered", "returned"),
        "delivered": ("returned",),
        "returned": (),
        "cancelled": (),
    },
    "return": {
        "requested": ("approved", "rejected", "cancelled"),
        "approved": ("received", "rejected", "cancelled"),
        "received": ("refunded", "exchanged", "rejected"),
        "refunded": (),
        "exchanged": (),
        "rejected": (),
        "cancelled": (),
    },
    "refund": {
        "pending": ("sent", "failed"),
        "sent": ("done", "failed"),
        "failed": ("pending",),
        "done": (),
    },
    "repair": {
        "booked": ("received", "cancelled"),
        "received": ("quoted", "repairing", "cancelled"),
        "quoted": ("repairing", "declined"),
        "repairing": ("ready",),
        "ready": ("done",),
        "declined": ("done",),
        "done": (),
        "cancelled": (),
    },
    "claim": {
        "open": ("in_progress", "resolved", "rejected"),
        "in_progress": ("resolved", "rejected"),
        "resolved": (),
        "rejected": (),
    },
}
# A return in one of these stands for its items: none other can be opened for them.
RETURNS_STANDING = frozenset({"requested", "approved", "received", "refunded"})
ALLOWED = {
    "reason": RETURN_REASONS,
    "condition": CONDITIONS,
    "wish": WISHES,
    "way": WAYS,
    "kind": CLAIM_KINDS,
    "slot way": SLOT_WAYS,
    "order status": ORDER_STATUSES,
}


class UnknownWord(BotError):
    """A field has a value that nobody knows."""

    def __init__(self, field: str, value: str) -> None:
        known = ", ".join(ALLOWED[field])
        super().__init__(f"{value!r} is no {field}. Use one of: {known}.", 422)


class WrongState(BotError):
    """A matter cannot go to that state from where it is."""

    def __init__(self, number: str, was: str, becomes: str) -> None:
        message = f"{number} is {was}, and cannot become {becomes} any more. Ask a person of ours."
        super().__init__(message, 409)


def check_word(field: str, value: str | None) -> None:
    """Raise for a value that the field does not know (`UnknownReason` for a reason); None is
    nothing said."""
    if field == "reason" and value not in RETURN_REASONS:
        raise UnknownReason(str(value))
    if value is not None and value not in ALLOWED[field]:
        raise UnknownWord(field, value)


def check_step(kind: str, number: str, was: str, becomes: str) -> None:
    """Raise `WrongState` where `becomes` does not follow `was`."""
    if becomes not in FLOWS[kind].get(was, ()):
        raise WrongState(number, was, becomes)


def is_open(kind: str, status: str) -> bool:
    """Whether something may still follow."""
    return bool(FLOWS[kind].get(status))
