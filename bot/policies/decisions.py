"""What a policy decides and why, clause by clause.

Depends on editions and the words.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from bot.policies.days import in_words
from bot.policies.editions import Clause
from bot.policies.finding_words import FINDINGS
from bot.policies.texts import money
from bot.policies.words import CODES, LISTED

FREE_EUR = Decimal("0.00")
MONTHS_A_YEAR = 12
MONTHS = {"es": ("mes", "meses"), "en": ("month", "months")}
YEARS = {"es": ("año", "años"), "en": ("year", "years")}
RETURN_CODES = (
    "inside_window",
    "outside_window",
    "not_delivered",
    "order_cancelled",
    "already_open",
    "already_returned",
    "faulty_in_guarantee",
    "not_returnable",
    "condition_refused",
)
EXCEPTIONS = frozenset(
    {"outside_window", "faulty_in_guarantee", "condition_refused", "not_returnable"}
)
"""Verdicts on a return of which a person may make an exception."""
WARRANTY_CODES = (
    "covered",
    "cause_not_covered",
    "proof_needed",
    "expired",
    "not_delivered",
    "order_cancelled",
    "already_returned",
)
REFUND_CODES = (
    "due",
    "overdue",
    "waiting_for_product",
    "already_refunded",
    "nothing_due",
)


class Months(int):
    """Months, said as years where they are whole years."""

    def say(self, language: str) -> str:
        """ "3 años", "18 months"."""
        years, rest = divmod(self, MONTHS_A_YEAR)
        count, one, many = (self, *MONTHS[language]) if rest else (years, *YEARS[language])
        return f"{count} {one if count == 1 else many}"


@dataclass(frozen=True, slots=True)
class Finding:
    """One clause that was looked at: whether it holds, and the figures that mattered.

    `kind` names the sentence in `finding_words`; its `values` are dates, amounts (Decimal
    euros), numbers and names, said in each language's own form.
    """

    clause: Clause
    holds: bool
    kind: str
    values: Mapping[str, Any]

    def say(self, language: str) -> str:
        """The finding in a sentence, "es" or "en"."""
        said = {key: spoken(value, language) for key, value in self.values.items()}
        return FINDINGS[self.kind][language].format(**said)

    @property
    def es(self) -> str:
        """In Spanish."""
        return self.say("es")

    @property
    def en(self) -> str:
        """In English."""
        return self.say("en")

    def url(self, language: str | None = None) -> str:
        """Where customers read the clause."""
        return self.clause.url(language)


@dataclass(frozen=True, slots=True)
class Decision:
    """The verdict of a policy on one item.

    `code` is one of the codes of its policy. `until` is the last day on which it holds (of the
    return period, of the guarantee, for paying a refund); None where no day is known yet.
    `cost_eur` is what it costs the customer for certain (collection, or diagnosis outside the
    guarantee), `deduction_up_to_eur` what may be deducted besides once the product was seen.
    `amount_eur` is what is paid back, before such a deduction; None where nothing is.
    `means` are the ways it may be paid, `remedies` what the customer may choose from.
    `repair_eur` is the least and most that a repair outside the guarantee usually comes to.
    `withdrawal_right` says that the law gives the right, not only the company.
    """

    allowed: bool
    code: str
    until: date | None
    cost_eur: Decimal
    findings: tuple[Finding, ...]
    policy: str
    version: str
    withdrawal_right: bool = False
    deduction_up_to_eur: Decimal = FREE_EUR
    amount_eur: Decimal | None = None
    means: tuple[str, ...] = ()
    remedies: tuple[str, ...] = ()
    repair_eur: tuple[Decimal, Decimal] | None = None

    def say(self, language: str) -> str:
        """The verdict in a sentence."""
        until = in_words(self.until, language) if self.until else ""
        return CODES[self.policy][self.code][language].format(until=until)


def spoken(value: Any, language: str) -> str:
    """A value as people say it."""
    if isinstance(value, Months):
        return value.say(language)
    if isinstance(value, date):
        return in_words(value, language)
    if isinstance(value, Decimal):
        return money(value, language)
    if isinstance(value, tuple):
        return joined([LISTED[one][language] for one in value], language)
    return LISTED[value][language] if isinstance(value, str) and value in LISTED else str(value)


def joined(words: list[str], language: str) -> str:
    """ "a, b o c": a choice. Spanish says "u" before an o."""
    *first, last = words or ["-"]
    if not first:
        return last
    either = "or" if language == "en" else "u" if last.startswith(("o", "ho")) else "o"
    return f"{', '.join(first)} {either} {last}"
