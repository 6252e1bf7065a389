"""The company's rules in the words of the backoffice.

Nothing here reads a clock or a database. Depends on policies, settings and the views.
"""

from functools import cache

from bot.backoffice.views import Verdict
from bot.errors import BotError
from bot.policies.cases import REASONS
from bot.policies.days import ZONE, local, local_day, months_later
from bot.policies.decisions import FREE_EUR, RETURN_CODES, Decision
from bot.policies.policies import Policies
from bot.policies.sales import delivered_on
from bot.settings import Settings

__all__ = [
    "FREE_EUR",
    "ORDER_STATUSES",
    "RETURN_REASONS",
    "RETURN_STATUSES",
    "VERDICTS",
    "ZONE",
    "UnknownReason",
    "delivered_on",
    "line_of_product",
    "local",
    "local_day",
    "months_later",
    "standing_policies",
    "verdict_of",
]

ORDER_STATUSES = ("processing", "shipped", "delivered", "returned", "cancelled")
RETURN_STATUSES = ("requested", "approved", "received", "refunded", "rejected")
RETURN_REASONS = REASONS
VERDICTS = RETURN_CODES


class UnknownReason(BotError):
    """The reason is none of those that the policy knows."""

    def __init__(self, reason: str) -> None:
        known = ", ".join(RETURN_REASONS)
        super().__init__(f"{reason!r} is no reason for a return. Use one of: {known}.", 422)


@cache
def standing_policies() -> Policies:
    """The rules of the settings' folder, read at the first call."""
    return Policies.read(Settings().policies_dir)


def verdict_of(decision: Decision) -> Verdict:
    """A decision on a return in the form that the backoffice shows."""
    return Verdict(
        allowed=decision.allowed,
        code=decision.code,
        until=decision.until,
        shipping_cost_eur=decision.cost_eur,
        withdrawal_right=decision.withdrawal_right,
    )


def line_of_product(product_id: str) -> str:
    """The product line of lines.yml; empty where the policies do not know the product."""
    lines = standing_policies().book.lines
    return next((name for name, one in lines.items() if product_id in one.products), "")
