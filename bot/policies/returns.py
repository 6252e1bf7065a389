"""May this item be returned, until when and at what cost: pure functions of dates handed in.

Depends on editions, decisions and sales; on the warranty for what happens after the period.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from bot.policies.cases import CONDITIONS, REASONS, Situation
from bot.policies.decisions import FREE_EUR, Decision, Finding, Months
from bot.policies.editions import Edition
from bot.policies.figures import RefundsFigures, ReturnsFigures, WarrantyFigures
from bot.policies.sales import (
    STANDING,
    Sale,
    SoldItem,
    checked,
    delivered_on,
    price_of,
    started_on,
)
from bot.policies.warranty import guarantee_ends

WAYS = ("pick_up", "label", "shop")
SHOP = "shop"
PERCENT = 100


@dataclass(frozen=True, slots=True)
class ReturnAsked:
    """What the customer asks for. `condition` is None while it is not known: then nothing is
    refused for it. `way` is how the product comes back: pick_up, label (a
    parcel, at the price of a collection) or shop."""

    reason: str
    condition: str | None = None
    way: str = "pick_up"

    def __post_init__(self) -> None:
        checked("reason for a return", self.reason, REASONS)
        checked("condition of a product", self.condition, CONDITIONS)
        checked("way to send a product back", self.way, WAYS)


@dataclass(frozen=True, slots=True)
class Rules:
    """The three policies as they stood on the day of the order."""

    returns: Edition[ReturnsFigures]
    refunds: Edition[RefundsFigures]
    warranty: Edition[WarrantyFigures]


@dataclass(frozen=True, slots=True)
class ReturnCase:
    """One item, one request, one day."""

    rules: Rules
    order: Sale
    item: SoldItem
    asked: ReturnAsked
    today: date
    situation: Situation

    @property
    def figures(self) -> ReturnsFigures:
        """Those of the order's date."""
        return self.rules.returns.figures

    @property
    def start(self) -> date | None:
        """The day from which the period counts."""
        return started_on(self.order, self.figures.counts_from.of(self.situation))

    @property
    def until(self) -> date | None:
        """The last day of the period."""
        days = self.figures.return_days.of(self.situation)
        return None if self.start is None else self.start + timedelta(days)

    @property
    def right_until(self) -> date | None:
        """The last day of the legal right of withdrawal; None for purchases in a shop."""
        delivered = delivered_on(self.order)
        if delivered is None or self.order.channel == SHOP:
            return None
        return delivered + timedelta(self.figures.withdrawal_days.of(self.situation))

    @property
    def repaired_until(self) -> date | None:
        """The last day of the guarantee, where a repair takes the place of a return."""
        if self.asked.reason not in self.figures.repair_after.of(self.situation):
            return None
        return guarantee_ends(self.rules.warranty, self.order, self.situation)

    @property
    def free(self) -> bool:
        """Whether collection is at the company's cost."""
        return self.asked.reason in self.figures.free_reasons.of(self.situation)

    @property
    def cost(self) -> Decimal:
        """What sending it back costs the customer."""
        figure = self.figures.drop_off_eur if self.asked.way == SHOP else self.figures.pick_up_eur
        return FREE_EUR if self.free else figure.of(self.situation)

    @property
    def deduction(self) -> Decimal:
        """The most that may be deducted for use, in euros."""
        percent = self.figures.value_loss_percent.of(self.situation)
        return (price_of(self.item) * percent / PERCENT).quantize(Decimal("0.01"))

    def decide(self) -> Decision:
        """The one verdict."""
        code = self.code()
        allowed = code == "inside_window"
        repaired = code == "faulty_in_guarantee"
        return Decision(
            allowed=allowed,
            code=code,
            until=self.repaired_until if repaired else self.until,
            cost_eur=FREE_EUR if repaired else self.cost,
            findings=tuple(self.findings()),
            policy="returns",
            version=self.rules.returns.version,
            withdrawal_right=allowed and self.has_right(),
            deduction_up_to_eur=self.deduction if allowed else FREE_EUR,
            amount_eur=max(FREE_EUR, price_of(self.item) - self.cost) if allowed else None,
            means=self.rules.refunds.figures.means.of(self.situation) if allowed else (),
            remedies=self.remedies() if allowed else ("repair",) if repaired else (),
        )

    def code(self) -> str:
        """The verdict's code. Inside the period condition and kind of item decide; after it,
        the reason."""
        standing = standing_of(self.order, self.item)
        if standing or self.until is None:
            return standing or "not_delivered"
        if self.today <= self.until:
            return self.code_inside()
        repaired = self.repaired_until
        if repaired and self.today <= repaired:
            return "faulty_in_guarantee"
        return "outside_window"

    def code_inside(self) -> str:
        """The code while the period lasts."""
        if self.figures.not_returnable.of(self.situation):
            return "not_returnable"
        return "inside_window" if self.accepts_condition() else "condition_refused"

    def accepts_condition(self) -> bool:
        """Whether the product may be in that condition. What is faulty is not refused for it, and
        distance purchases may be tried: there use costs money and never the right itself."""
        accepted = self.figures.accepted_conditions.of(self.situation)
        return self.asked.condition in (None, *accepted) or self.free or self.has_right()

    def has_right(self) -> bool:
        """Whether the legal right of withdrawal still runs."""
        return self.right_until is not None and self.today <= self.right_until

    def remedies(self) -> tuple[str, ...]:
        """What the customer may choose from."""
        if self.free:
            return self.figures.fault_remedies.of(self.situation)
        refunds = self.rules.refunds.figures
        exchange = ("exchange",) if refunds.exchange_offered.of(self.situation) else ()
        voucher = ("voucher",) if refunds.voucher_offered.of(self.situation) else ()
        return ("refund", *exchange, *voucher)

    def findings(self) -> Iterator[Finding]:
        """Each clause that was looked at; none where no rule was needed."""
        if standing_of(self.order, self.item) or self.until is None:
            return
        yield from self.about_time()
        if self.today <= self.until:
            yield from self.about_condition()
            if self.code_inside() == "inside_window":
                yield from self.about_cost()
        else:
            yield from self.about_repair()

    def about_time(self) -> Iterator[Finding]:
        """The period, and the legal right."""
        figures, inside = self.figures, bool(self.until and self.today <= self.until)
        yield self.found(
            "return_days",
            inside,
            "window_open" if inside else "window_closed",
            days=figures.return_days.of(self.situation),
            start=figures.counts_from.of(self.situation),
            day=self.start,
            until=self.until,
        )
        if self.right_until:
            right = self.has_right()
            yield self.found(
                "withdrawal_days",
                right,
                "withdrawal" if right else "withdrawal_over",
                days=figures.withdrawal_days.of(self.situation),
                until=self.right_until,
            )

    def about_condition(self) -> Iterator[Finding]:
        """How the product comes back, where that is known."""
        condition = self.asked.condition
        if condition is None:
            return
        if self.figures.not_returnable.of(self.situation):
            yield self.found("not_returnable", True, "opened_hygiene", condition=condition)
            return
        taken = self.accepts_condition()
        accepted = self.figures.accepted_conditions.of(self.situation)
        kind = "condition_taken" if taken else "condition_not_taken"
        values = {"condition": condition, "accepted": accepted}
        yield self.found("accepted_conditions", taken, kind, **values)
        if taken and self.deduction:
            yield self.found(
                "value_loss_percent",
                True,
                "value_loss",
                condition=condition,
                percent=self.figures.value_loss_percent.of(self.situation),
                amount=self.deduction,
            )

    def about_cost(self) -> Iterator[Finding]:
        """Who pays the way back, and what a fault gives a choice of."""
        kind = "free" if self.free else "not_free"
        yield self.found("free_reasons", self.free, kind, reason=self.asked.reason)
        if self.free:
            remedies = self.figures.fault_remedies.of(self.situation)
            yield self.found("fault_remedies", True, "fault_remedies", remedies=remedies)
        elif self.asked.way == SHOP:
            yield self.found("drop_off_eur", True, "drop_off", amount=self.cost)
        else:
            yield self.found("pick_up_eur", True, "pick_up", amount=self.cost)

    def about_repair(self) -> Iterator[Finding]:
        """After the period: a repair under the guarantee, or nothing."""
        repaired = self.asked.reason in self.figures.repair_after.of(self.situation)
        yield self.found("repair_after", repaired, "repaired" if repaired else "not_repaired")
        until = self.repaired_until
        if until:
            holds = self.today <= until
            edition = self.rules.warranty
            months = Months(edition.figures.guarantee_months.of(self.situation))
            values = {"months": months, "until": until}
            kind = "guarantee_on" if holds else "guarantee_over"
            yield Finding(edition.clause_of("guarantee_months"), holds, kind, values)

    def found(self, figure: str, holds: bool, kind: str, **values: object) -> Finding:
        """A finding at the clause that states `figure`."""
        return Finding(self.rules.returns.clause_of(figure), holds, kind, values)


def standing_of(order: Sale, item: SoldItem) -> str | None:
    """What forbids a return whatever the day, or None."""
    if order.status == "cancelled":
        return "order_cancelled"
    if item.return_status in STANDING:
        return "already_open"
    if item.return_status == "refunded" or order.status == "returned":
        return "already_returned"
    return None
