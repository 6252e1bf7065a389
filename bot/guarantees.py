"""Whether a product is covered and what a repair of it costs, clause by clause.

Whoever has a serial number learns the dates, which are nobody's secret; the whole decision needs
the order. Depends on the backoffice and the policies.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import cast

from bot.backoffice import Backoffice, Order, OrderItem, Proof, Warranty, local_day
from bot.policies import Decision, Policies, ReturnAsked, WarrantyAsked
from bot.policies.cases import Situation
from bot.policies.decisions import Finding
from bot.policies.editions import Clause, Edition
from bot.policies.figures import WarrantyFigures

HOME_COUNTRY, HOME_CHANNEL = "ES", "web"
"""What is assumed of a product whose order nobody may see; prices do not hang on it."""


@dataclass(frozen=True, slots=True)
class Guarantee:
    """The guarantee of one product.

    `code` is one of the policy's codes, "unknown" where no sale of ours is on record. `findings`
    are empty without the order; then `clauses` are those that say how long and from when.
    `excluded` is what the guarantee never pays for, with the clause that says so; `returnable`
    says that it may also be sent back still.
    """

    product_id: str
    serial_number: str | None
    code: str
    until: date | None
    registered: bool
    findings: tuple[Finding, ...] = ()
    clauses: tuple[Clause, ...] = ()
    excluded: tuple[tuple[str, Clause], ...] = ()
    returnable: bool = False


@dataclass(frozen=True, slots=True)
class Terms:
    """What a repair costs and where it is done. `covered` is None where nobody can say yet.

    Amounts are euros: `prices` the least and the most, None where the policy does not say;
    `diagnosis` is paid if the quote is refused. `home` says that it is repaired at the
    customer's home, and `clauses` name what each follows from.
    """

    covered: bool | None
    until: date | None
    home: bool
    prices: tuple[Decimal, Decimal] | None
    diagnosis: Decimal
    pick_up: Decimal
    code: str
    findings: tuple[Finding, ...] = ()


class Guarantees:
    """Judges products by the policies, over the shop's records."""

    def __init__(self, backoffice: Backoffice, policies: Policies) -> None:
        self._backoffice = backoffice
        self._policies = policies

    async def of_serial(self, serial_number: str) -> Guarantee:
        """For anybody who has the number; `SerialNotFound`."""
        return self._by_dates(await self._backoffice.warranty(serial_number))

    async def of_owned(
        self, serial_number: str, proof: Proof | str, asked: WarrantyAsked
    ) -> Guarantee:
        """For its owner, decided clause by clause where they bought it from us.

        Raises `SerialNotFound` where it is not theirs.
        """
        owned = await self._backoffice.find_serial(serial_number, proof)
        if owned.order_number is None:
            return await self.of_serial(serial_number)
        order = await self._backoffice.find_order(owned.order_number, proof)
        mine = [one for one in order.items if one.serial_number == owned.serial_number]
        return self.decided(order, mine[0], asked, owned.registered)

    async def of_order(
        self, number: str, proof: Proof | str, asked: WarrantyAsked, product: str | None = None
    ) -> list[Guarantee]:
        """Those of an order's items, or of one product of it; `OrderNotFound`."""
        order = await self._backoffice.find_order(number, proof)
        known = await self._backoffice.warranty_of_order(number, proof)
        registered = {one.serial_number for one in known if one.registered}
        items = [one for one in order.items if product in (None, one.product_id)]
        return [self.decided(order, one, asked, one.serial_number in registered) for one in items]

    def decided(
        self, order: Order, item: OrderItem, asked: WarrantyAsked, registered: bool
    ) -> Guarantee:
        """That of an item of an order, clause by clause."""
        decision: Decision = self._policies.decide_warranty(
            order, item, asked, self._backoffice.today()
        )
        edition = self._edition(local_day(order.placed_at))
        back = self._policies.decide_return(
            order, item, ReturnAsked("faulty"), self._backoffice.today()
        )
        return Guarantee(
            item.product_id,
            item.serial_number,
            decision.code,
            decision.until,
            registered,
            findings=decision.findings,
            excluded=excluded(edition) if decision.allowed else (),
            returnable=back.code == "inside_window",
        )

    def terms(self, order: Order, item: OrderItem, asked: WarrantyAsked) -> Terms:
        """What a repair of `item` costs today."""
        decision = self._policies.decide_warranty(order, item, asked, self._backoffice.today())
        terms = self.price_list(item.product_id, decision.until)
        covered = decision.code in ("covered", "proof_needed")
        unclear = decision.code in ("not_delivered", "order_cancelled", "already_returned")
        return Terms(
            covered=None if unclear else covered,
            until=decision.until,
            home=terms.home,
            prices=None if covered else decision.repair_eur or terms.prices,
            diagnosis=decision.cost_eur,
            pick_up=Decimal("0.00") if covered else terms.pick_up,
            code=decision.code,
            findings=decision.findings,
        )

    def price_list(self, product_id: str, until: date | None = None) -> Terms:
        """Today's prices of repairs of a product, whoever has it; covered as far as `until`."""
        today = self._backoffice.today()
        edition = self._edition(today)
        situation = Situation(HOME_COUNTRY, HOME_CHANNEL, self._line(product_id))
        figures = edition.figures
        least = figures.value("repair_from_eur", situation)
        most = figures.value("repair_to_eur", situation)
        covered = until is not None and today <= until
        return Terms(
            covered=None if until is None else covered,
            until=until,
            home=figures.home_repair.of(situation),
            prices=None if covered or least is None or most is None else (least, most),
            diagnosis=Decimal("0.00") if covered else figures.diagnosis_eur.of(situation),
            pick_up=Decimal("0.00") if covered else figures.pick_up_eur.of(situation),
            code="unknown" if until is None else "covered" if covered else "expired",
        )

    def _by_dates(self, known: Warranty) -> Guarantee:
        codes = {"valid": "covered", "expired": "expired"}
        code = codes.get(known.status, "unknown")
        edition = self._edition(known.starts_on or self._backoffice.today())
        clauses = [edition.clause_of(name) for name in ("guarantee_months", "counts_from")]
        return Guarantee(
            known.product_id,
            known.serial_number,
            code,
            known.ends_on,
            known.registered,
            clauses=tuple(clauses),
            excluded=excluded(edition) if code == "covered" else (),
        )

    def _edition(self, day: date) -> Edition[WarrantyFigures]:
        return cast(Edition[WarrantyFigures], self._policies.on("warranty", day))

    def _line(self, product_id: str) -> str | None:
        lines = self._policies.book.lines
        return next((name for name, one in lines.items() if product_id in one.products), None)


def excluded(edition: Edition[WarrantyFigures]) -> tuple[tuple[str, Clause], ...]:
    """Each cause that the guarantee does not pay for, with its clause, in the policy's order."""
    return tuple((cause, edition.clauses[place]) for cause, place in edition.causes.items())
