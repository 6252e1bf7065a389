"""What the policy says of a choice of items: one decision each, and what is common to them.

Depends on the policies.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bot.backoffice import Order, OrderItem
from bot.policies import Decision, Policies, ReturnAsked
from bot.policies.cases import CONDITIONS

WISHES = ("refund", "exchange", "voucher")


@dataclass(frozen=True, slots=True)
class Judged:
    """The decisions on `items`, in their order."""

    items: tuple[OrderItem, ...]
    decisions: tuple[Decision, ...]

    @property
    def refused(self) -> list[tuple[OrderItem, Decision]]:
        """What may not come back."""
        both = zip(self.items, self.decisions, strict=True)
        return [(item, one) for item, one in both if not one.allowed]

    @property
    def allowed(self) -> bool:
        """Whether all of it may come back."""
        return not self.refused

    @property
    def remedies(self) -> tuple[str, ...]:
        """What the customer may choose from, for all items alike."""
        first, *rest = self.decisions
        return tuple(one for one in first.remedies if all(one in d.remedies for d in rest))

    @property
    def cost(self) -> Decimal:
        """What the way back costs: one collection for all of it."""
        return max(one.cost_eur for one in self.decisions)

    @property
    def amount(self) -> Decimal:
        """What is paid back, before a deduction for use."""
        price = sum((item.unit_price_eur * item.quantity for item in self.items), Decimal(0))
        return max(Decimal(0), price - self.cost)


def judge(
    policies: Policies, order: Order, items: list[OrderItem], asked: ReturnAsked, today: date
) -> Judged:
    """Each item by the rules of the order's day."""
    found = [policies.decide_return(order, item, asked, today) for item in items]
    return Judged(tuple(items), tuple(found))


def condition_matters(
    policies: Policies, order: Order, items: list[OrderItem], reason: str, today: date
) -> bool:
    """Whether the verdict hangs on the condition: if not, it is not asked for."""
    outcomes = set()
    for condition in CONDITIONS:
        found = judge(policies, order, items, ReturnAsked(reason, condition), today)
        outcomes.add(tuple((one.code, one.deduction_up_to_eur) for one in found.decisions))
    return len(outcomes) > 1
