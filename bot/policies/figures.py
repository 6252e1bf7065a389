"""The figures that decisions read, by policy: the vocabulary of `figures:` in the files.

A figure that texts state and nothing decides by is listed too, so that a misspelt name is never
taken for one of those. Amounts are euros. Depends on cases.
"""

from decimal import Decimal
from typing import Annotated, Any, ClassVar, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from bot.policies.cases import Cases, Situation

Reason = Literal["withdrawal", "faulty", "damaged", "wrong_item"]
Condition = Literal["unused", "opened", "used"]
Start = Literal["delivery", "purchase"]
Remedy = Literal["refund", "exchange", "repair", "voucher"]
Means = Literal["original", "cash", "transfer"]
Proof = Literal["invoice", "receipt", "order_number", "bank_statement", "registration"]
Cause = Literal["limescale", "commercial_use", "other_parts", "accident", "misuse", "wear"]


def _whole(value: Any) -> Any:
    """YAML reads `true` and `14.5` where a count is wanted: neither is one."""
    if isinstance(value, bool) or not isinstance(value, int):
        raise PydanticCustomError("whole_number", "a whole number is needed")
    return value


def _euros(value: Any) -> Any:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise PydanticCustomError("euros", "an amount in euros is needed")
    return value


def _two_places(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.01"))


Count = Annotated[int, BeforeValidator(_whole), Field(ge=0)]
Percent = Annotated[int, BeforeValidator(_whole), Field(ge=0, le=100)]
Eur = Annotated[
    Decimal,
    BeforeValidator(_euros),
    Field(ge=0, lt=100_000, decimal_places=2),
    AfterValidator(_two_places),
]


class Figures(BaseModel):
    """What all policies share. `dimensions` are the conditions that its cases may ask for."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    dimensions: ClassVar[tuple[str, ...]] = ("country", "channel", "line")

    reply_working_days: Cases[Count] | None = None

    def cases(self, name: str) -> Cases[Any] | None:
        """The cases of the figure `name`; None where this version does not state it."""
        found: Cases[Any] | None = getattr(self, name, None)
        return found

    def value(self, name: str, situation: Situation) -> Any:
        """The figure `name` in `situation`; None where this version does not state it."""
        cases = self.cases(name)
        return None if cases is None else cases.of(situation)


class ReturnsFigures(Figures):
    """Until when, in which condition and at what cost a product comes back."""

    dimensions = ("country", "channel", "line", "reason", "condition")

    return_days: Cases[Count]
    counts_from: Cases[Start]
    withdrawal_days: Cases[Count]
    accepted_conditions: Cases[tuple[Condition, ...]]
    value_loss_percent: Cases[Percent]
    not_returnable: Cases[bool]
    pick_up_eur: Cases[Eur]
    drop_off_eur: Cases[Eur]
    free_reasons: Cases[tuple[Reason, ...]]
    fault_remedies: Cases[tuple[Remedy, ...]]
    repair_after: Cases[tuple[Reason, ...]]
    hand_over_days: Cases[Count] | None = None
    send_back_eur: Cases[Eur] | None = None
    transit_photo_hours: Cases[Count] | None = None


class RefundsFigures(Figures):
    """When, how and how much money comes back."""

    dimensions = ("country", "channel", "line", "reason", "payment")

    refund_days: Cases[Count]
    cancelled_working_days: Cases[Count]
    bank_working_days: Cases[Count]
    means: Cases[tuple[Means, ...]]
    voucher_offered: Cases[bool]
    voucher_extra_percent: Cases[Percent]
    voucher_months: Cases[Count]
    exchange_offered: Cases[bool]
    delivery_refunded: Cases[tuple[Reason, ...]]
    exchange_working_days: Cases[Count] | None = None
    inspection_working_days: Cases[Count] | None = None


class WarrantyFigures(Figures):
    """How long the guarantee lasts and what a repair costs outside it."""

    guarantee_months: Cases[Count]
    counts_from: Cases[Start]
    presumed_months: Cases[Count]
    proofs: Cases[tuple[Proof, ...]]
    proof_held: Cases[bool]
    repeat_fault_months: Cases[Count]
    workshop_time_added: Cases[bool]
    home_repair: Cases[bool]
    diagnosis_eur: Cases[Eur]
    pick_up_eur: Cases[Eur]
    drop_off_eur: Cases[Eur]
    repair_from_eur: Cases[Eur] | None = None
    repair_to_eur: Cases[Eur] | None = None
    repair_working_days: Cases[Count] | None = None
    repair_most_working_days: Cases[Count] | None = None
    replace_after_days: Cases[Count] | None = None
    quote_days: Cases[Count] | None = None
    paid_repair_months: Cases[Count] | None = None
    spare_part_years: Cases[Count] | None = None
    example_quote_eur: Cases[Eur] | None = None
    example_rest_eur: Cases[Eur] | None = None


FIGURES: dict[str, type[Figures]] = {
    "returns": ReturnsFigures,
    "refunds": RefundsFigures,
    "warranty": WarrantyFigures,
}
POLICIES = tuple(FIGURES)
