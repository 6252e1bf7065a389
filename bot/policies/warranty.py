"""Is this item in guarantee, and what does a repair cost outside it: pure functions.

The rules of the day of the order judge the guarantee; a repair outside it is a new contract, so
its prices are those of today. Depends on editions, decisions and sales.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import get_args

from bot.policies.cases import Situation
from bot.policies.days import months_later
from bot.policies.decisions import FREE_EUR, Decision, Finding, Months
from bot.policies.editions import Edition
from bot.policies.figures import Cause, Proof, WarrantyFigures
from bot.policies.sales import Sale, SoldItem, checked, started_on

CAUSES = get_args(Cause)
PROOFS = get_args(Proof)


@dataclass(frozen=True, slots=True)
class WarrantyAsked:
    """What is known of the fault.

    `cause` is what the workshop found, None before it looked. `proof` is the proof of purchase
    that the customer has; `proof_missing` says that there is none. `workshop_days` were spent in
    repair before, `same_fault_repaired_on` is the day on which this very fault was repaired.
    """

    cause: str | None = None
    proof: str | None = None
    proof_missing: bool = False
    workshop_days: int = 0
    same_fault_repaired_on: date | None = None

    def __post_init__(self) -> None:
        checked("cause of a fault", self.cause, CAUSES)
        checked("proof of purchase", self.proof, PROOFS)


def guarantee_ends(
    edition: Edition[WarrantyFigures], order: Sale, situation: Situation
) -> date | None:
    """The last day of the guarantee; None before delivery."""
    start = started_on(order, edition.figures.counts_from.of(situation))
    months = edition.figures.guarantee_months.of(situation)
    return None if start is None else months_later(start, months)


@dataclass(frozen=True, slots=True)
class WarrantyCase:
    """One item, one fault, one day. `prices` is the policy of today."""

    edition: Edition[WarrantyFigures]
    prices: Edition[WarrantyFigures]
    order: Sale
    item: SoldItem
    asked: WarrantyAsked
    today: date
    situation: Situation

    @property
    def figures(self) -> WarrantyFigures:
        """Those of the order's date."""
        return self.edition.figures

    @property
    def until(self) -> date | None:
        """The last day on which it is covered, time in the workshop and the second repair of
        the same fault included."""
        ends = guarantee_ends(self.edition, self.order, self.situation)
        if ends is None:
            return None
        added = self.asked.workshop_days if self.adds_workshop else 0
        return max(ends + timedelta(added), self.repeated_until or ends)

    @property
    def adds_workshop(self) -> bool:
        """Whether days in the workshop lengthen the guarantee."""
        return self.figures.workshop_time_added.of(self.situation)

    @property
    def repeated_until(self) -> date | None:
        """Until when the company answers for a repair it has made."""
        repaired = self.asked.same_fault_repaired_on
        months = self.figures.repeat_fault_months.of(self.situation)
        return months_later(repaired, months) if repaired else None

    @property
    def has_proof(self) -> bool:
        """Whether the purchase is proved; nothing said is no reason to refuse."""
        held = self.figures.proof_held.of(self.situation)
        accepted = self.figures.proofs.of(self.situation)
        given = self.asked.proof in accepted if self.asked.proof else not self.asked.proof_missing
        return held or given

    @property
    def repair_eur(self) -> tuple[Decimal, Decimal] | None:
        """What a repair outside the guarantee usually comes to, where today's policy says it."""
        figures = self.prices.figures
        if figures.repair_from_eur is None or figures.repair_to_eur is None:
            return None
        least, most = figures.repair_from_eur, figures.repair_to_eur
        return least.of(self.situation), most.of(self.situation)

    def decide(self) -> Decision:
        """The one verdict."""
        code = self.code()
        paid = code in ("expired", "cause_not_covered")
        return Decision(
            allowed=code == "covered",
            code=code,
            until=self.until,
            cost_eur=self.prices.figures.diagnosis_eur.of(self.situation) if paid else FREE_EUR,
            findings=tuple(self.findings(paid)),
            policy="warranty",
            version=self.edition.version,
            remedies=("repair",) if code == "covered" else (),
            repair_eur=self.repair_eur if paid else None,
        )

    def code(self) -> str:
        """The verdict's code."""
        standing = standing_of(self.order, self.item)
        if standing or self.until is None:
            return standing or "not_delivered"
        if self.today > self.until:
            return "expired"
        if self.asked.cause in self.edition.causes:
            return "cause_not_covered"
        return "covered" if self.has_proof else "proof_needed"

    def findings(self, paid: bool) -> Iterator[Finding]:
        """Each clause that was looked at."""
        if standing_of(self.order, self.item) or self.until is None:
            return
        yield from self.about_time()
        if self.today <= self.until:
            yield from self.about_fault()
            yield from self.about_proof()
        if paid:
            yield from self.about_price()
        else:
            home = self.figures.home_repair.of(self.situation)
            yield self.found("home_repair", home, "home_repair" if home else "workshop_repair")

    def about_time(self) -> Iterator[Finding]:
        """Length, start, and what lengthens it."""
        figures, situation = self.figures, self.situation
        ends = guarantee_ends(self.edition, self.order, situation)
        start = started_on(self.order, figures.counts_from.of(situation))
        holds = bool(ends and self.today <= ends)
        months = Months(figures.guarantee_months.of(situation))
        kind = "guarantee_on" if holds else "guarantee_over"
        yield self.found("guarantee_months", holds, kind, months=months, until=ends)
        counts_from = figures.counts_from.of(situation)
        yield self.found("counts_from", True, "guarantee_starts", start=counts_from, day=start)
        if self.asked.workshop_days and self.adds_workshop:
            days = self.asked.workshop_days
            yield self.found("workshop_time_added", True, "workshop", days=days)
        if self.repeated_until:
            again = self.today <= self.repeated_until
            values = {"day": self.asked.same_fault_repaired_on, "until": self.repeated_until}
            kind = "repeated" if again else "not_repeated"
            yield self.found("repeat_fault_months", again, kind, **values)

    def about_fault(self) -> Iterator[Finding]:
        """The cause, and who has to prove that the defect is original."""
        start = started_on(self.order, self.figures.counts_from.of(self.situation))
        cause = self.asked.cause
        if cause is not None and cause in self.edition.causes:
            clause = self.edition.clauses[self.edition.causes[cause]]
            yield Finding(clause, True, "cause", {"cause": cause})
        elif start:
            until = months_later(start, self.figures.presumed_months.of(self.situation))
            holds = self.today <= until
            kind = "presumed" if holds else "not_presumed"
            shown = until if holds else until + timedelta(1)
            yield self.found("presumed_months", holds, kind, until=shown)

    def about_proof(self) -> Iterator[Finding]:
        """Whether the purchase is proved, where that was asked or is held."""
        if self.figures.proof_held.of(self.situation):
            yield self.found("proof_held", True, "proof_held")
        elif not self.has_proof:
            proofs = self.figures.proofs.of(self.situation)
            yield self.found("proofs", False, "proof_missing", proofs=proofs)
        elif self.asked.proof:
            yield self.found("proofs", True, "proof_given", proof=self.asked.proof)

    def about_price(self) -> Iterator[Finding]:
        """What it costs outside the guarantee, by today's policy."""
        amount = self.prices.figures.diagnosis_eur.of(self.situation)
        clause = self.prices.clause_of("diagnosis_eur")
        yield Finding(clause, True, "diagnosis", {"amount": amount})
        if self.repair_eur:
            values = dict(zip(("least", "most"), self.repair_eur, strict=True))
            clause = self.prices.clause_of("repair_from_eur")
            yield Finding(clause, True, "repair_range", values)

    def found(self, figure: str, holds: bool, kind: str, **values: object) -> Finding:
        """A finding at the clause that states `figure`."""
        return Finding(self.edition.clause_of(figure), holds, kind, values)


def standing_of(order: Sale, item: SoldItem) -> str | None:
    """Why there is no guarantee at all, or None."""
    if order.status == "cancelled":
        return "order_cancelled"
    if item.return_status == "refunded":
        return "already_returned"
    return None
