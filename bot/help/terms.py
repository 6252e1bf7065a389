"""The policies that hold today for a product, as figures with the clause each stands in. Pure.

For what is usual here: bought on the website, delivered in the home country, paid by card. What
differs elsewhere is said in the clause. Depends on the policies.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from bot.guarantees import HOME_CHANNEL, HOME_COUNTRY
from bot.pages import Language, euros
from bot.policies import Policies
from bot.policies.cases import Situation
from bot.policies.editions import Clause, Edition
from bot.policies.figures import Figures

Phrase = Callable[[Any, Language], str]
POLICIES = ("returns", "refunds", "warranty")


@dataclass(frozen=True, slots=True)
class Fact:
    """One figure in words, the clause that states it, and whether other cases differ."""

    label: str
    value: str
    clause: Clause
    url: str
    differs: bool


@dataclass(frozen=True, slots=True)
class Terms:
    """What one policy says of a product: its title, its version, its facts and its page."""

    policy: str
    title: str
    version: str
    since: date
    facts: tuple[Fact, ...]
    url: str


def counted(es: tuple[str, str], en: tuple[str, str]) -> Phrase:
    """A number with its unit, in the singular where it is one."""

    def said(value: Any, language: Language) -> str:
        one, many = es if language == "es" else en
        return f"{value} {one if value == 1 else many}"

    return said


def price(value: Decimal, language: Language) -> str:
    """An amount, or that it is free."""
    return euros(value, language) if value else {"es": "gratis", "en": "free"}[language]


def term(months: int, language: Language) -> str:
    """Months, as years where they are whole ones."""
    if months % 12 or not months:
        return counted(("mes", "meses"), ("month", "months"))(months, language)
    return counted(("año", "años"), ("year", "years"))(months // 12, language)


DAYS = counted(("día natural", "días naturales"), ("calendar day", "calendar days"))
WORKING_DAYS = counted(("día laborable", "días laborables"), ("working day", "working days"))
YEARS = counted(("año", "años"), ("year", "years"))

FACTS: dict[str, tuple[tuple[str, str, str, Phrase], ...]] = {
    "returns": (
        ("return_days", "Plazo para devolverlo", "Time to return it", DAYS),
        ("hand_over_days", "Para entregarlo, ya aceptado", "To hand it over, once agreed", DAYS),
        ("pick_up_eur", "Recogida en su casa", "Collection from your home", price),
        ("drop_off_eur", "Entrega en una tienda", "Handing it over at a shop", price),
    ),
    "refunds": (
        ("refund_days", "Reembolso, como máximo", "Refund, at most", DAYS),
        ("bank_working_days", "Lo que tarda su banco", "What your bank takes", WORKING_DAYS),
        ("voucher_extra_percent", "Si prefiere un vale, de más", "More if you choose a voucher",
         lambda value, language: f"{value}\u00a0%" if language == "es" else f"{value}%"),
    ),
    "warranty": (
        ("guarantee_months", "Garantía legal", "Legal guarantee", term),
        ("repair_working_days", "Reparación, lo habitual", "Repair, usually", WORKING_DAYS),
        ("replace_after_days", "Se lo cambiamos si pasan", "We replace it after", DAYS),
        ("diagnosis_eur", "Diagnóstico, fuera de garantía", "Diagnosis, out of guarantee", price),
        ("pick_up_eur", "Recogida, fuera de garantía", "Collection, out of guarantee", price),
        ("spare_part_years", "Recambios, cuando ya no se haga", "Spare parts, once discontinued",
         YEARS),
    ),
}  # fmt: skip
"""What is told of each policy: the figure, what it is called in Spanish and English, how it is
said."""


def terms_for(
    policies: Policies, product: str, today: date, language: Language
) -> tuple[Terms, ...]:
    """The policies in force on `today` for `product`; figures that a version does not state are
    left out, and so is what is nothing."""
    lines = policies.book.lines
    line = next((name for name, one in lines.items() if product in one.products), None)
    usual = Situation(HOME_COUNTRY, HOME_CHANNEL, line, reason="withdrawal", payment="card")
    return tuple(_terms(policies.on(one, today), usual, language) for one in POLICIES)


def _terms(edition: Edition[Figures], usual: Situation, language: Language) -> Terms:
    facts = (_fact(edition, row, usual, language) for row in FACTS[edition.policy])
    return Terms(
        edition.policy,
        edition.title[language],
        edition.version,
        edition.since,
        tuple(fact for fact in facts if fact),
        f"/policies/{edition.policy}?lang={language}",
    )


def _fact(
    edition: Edition[Figures],
    row: tuple[str, str, str, Phrase],
    usual: Situation,
    language: Language,
) -> Fact | None:
    name, es, en, phrase = row
    cases = edition.figures.cases(name)
    if cases is None or name not in edition.homes:
        return None
    value = cases.of(usual)
    if name == "voucher_extra_percent" and not value:
        return None
    clause = edition.clause_of(name)
    label = es if language == "es" else en
    return Fact(label, phrase(value, language), clause, clause.url(language), cases.only is None)
