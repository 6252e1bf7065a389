"""The company's rules on returns and guarantees, as pure functions of dates handed in.

Sources: the published policies in `data/sample/policies` and the laws named beside each
constant. Nothing here reads a clock or a database. Depends on the views alone.

The returns policy also excludes opened hygiene parts (filters, brewing groups, mop pads).
That is information for the customer: the catalogue sells whole appliances, and a part that
comes back inside its appliance is accepted, so no verdict needs it.
"""

from calendar import monthrange
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from bot.backoffice.views import Order, OrderItem, Verdict
from bot.errors import BotError

ORDER_STATUSES = ("processing", "shipped", "delivered", "returned", "cancelled")
RETURN_STATUSES = ("requested", "approved", "received", "refunded", "rejected")
RETURN_REASONS = ("withdrawal", "faulty", "damaged", "wrong_item")
VERDICTS = (
    "inside_window",
    "outside_window",
    "not_delivered",
    "order_cancelled",
    "already_open",
    "already_returned",
    "faulty_in_guarantee",
)

# Returns policy 2.1: calendar days counted from the day after delivery.
WINDOW_DAYS = 30
# Real Decreto Legislativo 1/2007 (consumer law), article 104: withdrawal from distance sales.
LEGAL_DAYS = 14
# Returns policy 4.2: collection from the customer's home, taken off the refund.
PICK_UP_EUR = Decimal("6.90")
FREE_EUR = Decimal("0.00")
# Returns policy 5.1: the reasons for which collection is free.
AT_OUR_COST = frozenset({"faulty", "damaged", "wrong_item"})
# Returns policy 1.2: after the window these are repaired under the guarantee instead.
REPAIRED = frozenset({"faulty", "damaged"})
# Real Decreto-ley 7/2021 (ES) and Decreto-Lei 84/2021 (PT): three years for what was bought
# since 2022-01-01; code de la consommation, article L217-3 (FR): two years.
GUARANTEE_MONTHS = {"ES": 36, "PT": 36, "FR": 24}
THREE_YEARS_SINCE = date(2022, 1, 1)
# Directive (EU) 2019/771, article 10: the least in every member state, and the rule before 2022.
LEAST_MONTHS = 24
# The calendar on which the company counts days.
ZONE = ZoneInfo("Europe/Madrid")


class UnknownReason(BotError):
    """The reason is none of those that the policy knows."""

    def __init__(self, reason: str) -> None:
        known = ", ".join(RETURN_REASONS)
        super().__init__(f"{reason!r} is no reason for a return. Use one of: {known}.", 422)


def local(moment: datetime) -> datetime:
    """`moment` (naive UTC) as the company's clocks and calendar show it."""
    return moment.replace(tzinfo=UTC).astimezone(ZONE)


def local_day(moment: datetime) -> date:
    """The company's calendar day at `moment` (naive UTC)."""
    return local(moment).date()


def delivered_on(order: Order) -> date | None:
    """The day from which window and guarantee count; None before delivery."""
    return None if order.delivered_at is None else local_day(order.delivered_at)


def window_ends(delivered: date) -> date:
    """The last day on which a return may be requested."""
    return delivered + timedelta(days=WINDOW_DAYS)


def withdrawal_ends(delivered: date) -> date:
    """The last day of the legal right of withdrawal, for distance sales."""
    return delivered + timedelta(days=LEGAL_DAYS)


def guarantee_months(country: str, bought: date) -> int:
    """Months of legal guarantee in the country of delivery (two letters)."""
    months = GUARANTEE_MONTHS.get(country.upper(), LEAST_MONTHS)
    return months if bought >= THREE_YEARS_SINCE else LEAST_MONTHS


def months_later(day: date, months: int) -> date:
    """The same day of the month `months` later, or that month's last day where it has none.

    Counting from date to date is the rule of the Spanish Código Civil, article 5.1.
    """
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def guarantee_ends(order: Order) -> date | None:
    """The last day of the legal guarantee; None before delivery."""
    delivered = delivered_on(order)
    if delivered is None:
        return None
    return months_later(delivered, guarantee_months(order.country, local_day(order.placed_at)))


def pick_up_cost(reason: str) -> Decimal:
    """What collection costs the customer who returns for `reason`, in euros."""
    return FREE_EUR if reason in AT_OUR_COST else PICK_UP_EUR


def return_verdict(order: Order, item: OrderItem, reason: str, today: date) -> Verdict:
    """Whether `item` may be returned for `reason` on the day `today`; `UnknownReason` if none."""
    if reason not in RETURN_REASONS:
        raise UnknownReason(reason)
    cost = pick_up_cost(reason)
    standing = _standing(order, item)
    delivered = delivered_on(order)
    until = window_ends(delivered) if delivered else None
    if delivered is None or until is None or standing:
        return Verdict(False, standing or "not_delivered", until, cost)
    if today <= until:
        right = order.channel == "web" and today <= withdrawal_ends(delivered)
        return Verdict(True, "inside_window", until, cost, withdrawal_right=right)
    guarantee = guarantee_ends(order)
    if reason in REPAIRED and guarantee and today <= guarantee:
        return Verdict(False, "faulty_in_guarantee", guarantee, FREE_EUR)
    return Verdict(False, "outside_window", until, cost)


def _standing(order: Order, item: OrderItem) -> str | None:
    """What forbids a return whatever the day, or None."""
    if order.status == "cancelled":
        return "order_cancelled"
    if item.return_status in ("requested", "approved", "received"):
        return "already_open"
    if item.return_status == "refunded" or order.status == "returned":
        return "already_returned"
    return None
