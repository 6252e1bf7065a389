"""Is money owed for this item, how much, how and by when: pure functions of dates handed in.

Depends on editions, decisions and sales, and on returns for what is taken off.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import get_args

from bot.policies.cases import Situation
from bot.policies.days import working_days_later
from bot.policies.decisions import FREE_EUR, Decision, Finding, Months
from bot.policies.editions import Edition
from bot.policies.figures import Means, RefundsFigures
from bot.policies.returns import PERCENT, ReturnAsked, ReturnCase
from bot.policies.sales import Sale, SoldItem, checked, price_of

MEANS = (*get_args(Means), "voucher")


@dataclass(frozen=True, slots=True)
class RefundAsked:
    """What is known of the money: the return as it was asked for and the day it was (None for a
    cancelled order), the days on which the product arrived, the order was cancelled and the money
    was sent, and the means that the customer would like."""

    returned: ReturnAsked | None = None
    opened_on: date | None = None
    received_on: date | None = None
    cancelled_on: date | None = None
    refunded_on: date | None = None
    means: str | None = None

    def __post_init__(self) -> None:
        checked("means of refund", self.means, MEANS)


@dataclass(frozen=True, slots=True)
class RefundCase:
    """One item, one day. `taken_off` is the return that the money is for, as it was judged."""

    edition: Edition[RefundsFigures]
    taken_off: ReturnCase | None
    order: Sale
    item: SoldItem
    asked: RefundAsked
    today: date
    situation: Situation

    @property
    def figures(self) -> RefundsFigures:
        """Those of the order's date."""
        return self.edition.figures

    @property
    def cancelled(self) -> bool:
        """Whether the money is for an order that was cancelled."""
        return self.order.status == "cancelled"

    @property
    def until(self) -> date | None:
        """The last day for ordering the payment; the day the bank shows it once it was sent."""
        if self.asked.refunded_on:
            days = self.figures.bank_working_days.of(self.situation)
            return working_days_later(self.asked.refunded_on, days)
        if self.cancelled and self.asked.cancelled_on:
            days = self.figures.cancelled_working_days.of(self.situation)
            return working_days_later(self.asked.cancelled_on, days)
        if not self.cancelled and self.asked.received_on:
            days = self.figures.refund_days.of(self.situation)
            return self.asked.received_on + timedelta(days)
        return None

    @property
    def amount(self) -> Decimal:
        """What is paid back, before a deduction for use."""
        price = price_of(self.item)
        return price if self.taken_off is None else max(FREE_EUR, price - self.taken_off.cost)

    @property
    def means(self) -> tuple[str, ...]:
        """How it may be paid; a voucher only for who asks."""
        offered = self.figures.voucher_offered.of(self.situation)
        wanted = ("voucher",) if self.asked.means == "voucher" and offered else ()
        return (*wanted, *self.figures.means.of(self.situation))

    def decide(self) -> Decision:
        """The one verdict."""
        code = self.code()
        owed = code in ("due", "overdue", "waiting_for_product")
        return Decision(
            allowed=code in ("due", "overdue"),
            code=code,
            until=self.until if code != "nothing_due" else None,
            cost_eur=self.taken_off.cost if owed and self.taken_off else FREE_EUR,
            findings=tuple(self.findings(code)),
            policy="refunds",
            version=self.edition.version,
            deduction_up_to_eur=self.taken_off.deduction if owed and self.taken_off else FREE_EUR,
            amount_eur=self.amount if owed else None,
            means=self.means if owed else (),
        )

    def code(self) -> str:
        """The verdict's code."""
        if self.item.return_status == "refunded" or self.asked.refunded_on:
            return "already_refunded"
        if self.cancelled or self.item.return_status == "received":
            late = self.until is not None and self.today > self.until
            return "overdue" if late else "due"
        if self.item.return_status in ("requested", "approved"):
            return "waiting_for_product"
        return "nothing_due"

    def findings(self, code: str) -> Iterator[Finding]:
        """Each clause that was looked at."""
        if code == "nothing_due":
            return
        if code == "already_refunded":
            yield self.about_bank()
            return
        yield self.about_cancelled() if self.cancelled else self.about_time()
        yield self.about_bank()
        yield self.about_means()
        if self.figures.voucher_offered.of(self.situation):
            yield self.about_voucher()
        if self.taken_off:
            yield from self.about_return(self.taken_off)

    def about_time(self) -> Finding:
        """How long the company has."""
        days, received = self.figures.refund_days.of(self.situation), self.asked.received_on
        if received is None or self.until is None:
            return self.found("refund_days", True, "refund_once_here", days=days)
        holds = self.today <= self.until
        kind = "refund_by" if holds else "refund_late"
        return self.found("refund_days", holds, kind, day=received, days=days, until=self.until)

    def about_cancelled(self) -> Finding:
        """The same for a cancelled order."""
        days = self.figures.cancelled_working_days.of(self.situation)
        if self.asked.cancelled_on is None or self.until is None:
            return self.found("cancelled_working_days", True, "cancelled", days=days)
        holds = self.today <= self.until
        kind = "cancelled_by" if holds else "cancelled_late"
        values = {"day": self.asked.cancelled_on, "days": days, "until": self.until}
        return self.found("cancelled_working_days", holds, kind, **values)

    def about_bank(self) -> Finding:
        """What comes after the company has paid."""
        days = self.figures.bank_working_days.of(self.situation)
        if self.asked.refunded_on is None:
            return self.found("bank_working_days", True, "bank_time", days=days)
        return self.found("bank_working_days", True, "bank", days=days, until=self.until)

    def about_means(self) -> Finding:
        """By which means."""
        means, asked = self.figures.means.of(self.situation), self.asked.means
        if asked in (None, "voucher", *means):
            return self.found("means", True, "means", means=means)
        return self.found("means", False, "means_refused", means=means, asked=asked)

    def about_voucher(self) -> Finding:
        """What a voucher would be worth."""
        extra = self.figures.voucher_extra_percent.of(self.situation)
        worth = (self.amount * (PERCENT + extra) / PERCENT).quantize(Decimal("0.01"))
        months = Months(self.figures.voucher_months.of(self.situation))
        return self.found("voucher_offered", True, "voucher", amount=worth, months=months)

    def about_return(self, case: ReturnCase) -> Iterator[Finding]:
        """What the return gives and takes: exchange, delivery charge, collection, use."""
        exchange = self.figures.exchange_offered.of(self.situation)
        kind = "exchange" if exchange else "no_exchange"
        yield self.found("exchange_offered", exchange, kind)
        named = case.asked.reason in self.figures.delivery_refunded.of(self.situation)
        gives = named and (case.free or case.has_right())
        yield self.found("delivery_refunded", gives, "delivery_too" if gives else "delivery_not")
        yield from case.about_cost()

    def found(self, figure: str, holds: bool, kind: str, **values: object) -> Finding:
        """A finding at the clause that states `figure`."""
        return Finding(self.edition.clause_of(figure), holds, kind, values)
