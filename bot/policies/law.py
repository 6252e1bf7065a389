"""The legal limits that a policy may not fall short of, each with its law.

A limit counts for orders placed from its day on, in its country; "EU" for every country without a
limit of its own. Sources: the consolidated texts of the laws named. Depends on cases and figures.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import product
from typing import Any, Literal

from bot.policies.cases import CHANNELS, Cases, Situation
from bot.policies.editions import Edition
from bot.policies.figures import Figures

EU = "EU"
DISTANCE = ("web",)
# Conformity remedies are free of charge: what these reasons claim.
FAULTS = frozenset({"faulty", "damaged", "wrong_item"})
Sense = Literal["least", "most", "has", "is"]
SENSES = {
    "least": {"es": "al menos", "en": "at least"},
    "most": {"es": "como mucho", "en": "at most"},
    "has": {"es": "que incluya", "en": "it to include"},
    "is": {"es": "que sea", "en": "it to be"},
}


@dataclass(frozen=True, slots=True)
class Limit:
    """One limit. `sense` says how `value` bounds the figure; `only` are channels it is for."""

    policy: str
    figure: str
    country: str
    since: date
    sense: Sense
    value: Any
    law: str
    only: tuple[str, ...] = CHANNELS

    def allows(self, value: Any) -> bool:
        """Whether a figure of that value is within the limit."""
        if self.sense == "least":
            return bool(value >= self.value)
        if self.sense == "most":
            return bool(value <= self.value)
        return self.value in value if self.sense == "has" else bool(value == self.value)


DISTANCE_LAW = date(2014, 6, 13)
GOODS_LAW = date(2022, 1, 1)
BEFORE = date(1, 1, 1)
ES_LAW = "Real Decreto Legislativo 1/2007 (ES), art. {}"
PT_GOODS = "Decreto-Lei 84/2021 (PT), art. {}"
FR_LAW = "Code de la consommation (FR), art. {}"
EU_SALES = "Directive 2011/83/EU, art. {}"
EU_GOODS = "Directive (EU) 2019/771, art. {}"
EU_OLD = "Directive 1999/44/EC, art. {}"


def _withdrawal() -> Iterator[Limit]:
    laws = {
        "ES": ES_LAW.format(104),
        "PT": "Decreto-Lei 24/2014 (PT), art. 10",
        "FR": FR_LAW.format("L221-18"),
        EU: EU_SALES.format(9),
    }
    for country, law in laws.items():
        for figure in ("withdrawal_days", "return_days"):
            yield Limit("returns", figure, country, DISTANCE_LAW, "least", 14, law, DISTANCE)
        yield Limit(
            "returns", "counts_from", country, DISTANCE_LAW, "is", "delivery", law, DISTANCE
        )


def _refunds() -> Iterator[Limit]:
    laws = {
        "ES": ES_LAW.format(107),
        "PT": "Decreto-Lei 24/2014 (PT), art. 12",
        "FR": FR_LAW.format("L221-24"),
        EU: EU_SALES.format(13),
    }
    for country, law in laws.items():
        yield Limit("refunds", "refund_days", country, DISTANCE_LAW, "most", 14, law)
        yield Limit("refunds", "delivery_refunded", country, DISTANCE_LAW, "has", "withdrawal", law)


def _free_of_charge() -> Iterator[Limit]:
    for fault in sorted(FAULTS):
        yield Limit("returns", "free_reasons", EU, BEFORE, "has", fault, EU_OLD.format(3))
        yield Limit("returns", "free_reasons", EU, GOODS_LAW, "has", fault, EU_GOODS.format(14))
        yield Limit("returns", "free_reasons", "ES", BEFORE, "has", fault, ES_LAW.format(120))
        yield Limit("returns", "free_reasons", "ES", GOODS_LAW, "has", fault, ES_LAW.format(118))


def _guarantee() -> Iterator[Limit]:
    """Months of guarantee, of the presumption, and the day from which they count."""
    rows = (
        ("guarantee_months", "ES", BEFORE, 24, ES_LAW.format(123)),
        ("guarantee_months", "ES", GOODS_LAW, 36, ES_LAW.format(120)),
        ("guarantee_months", "PT", BEFORE, 24, "Decreto-Lei 67/2003 (PT), art. 5"),
        ("guarantee_months", "PT", GOODS_LAW, 36, PT_GOODS.format(12)),
        ("guarantee_months", "FR", BEFORE, 24, FR_LAW.format("L217-3")),
        ("guarantee_months", EU, BEFORE, 24, EU_OLD.format(5)),
        ("guarantee_months", EU, GOODS_LAW, 24, EU_GOODS.format(10)),
        ("presumed_months", "ES", BEFORE, 6, ES_LAW.format(123)),
        ("presumed_months", "ES", GOODS_LAW, 24, ES_LAW.format(121)),
        ("presumed_months", "PT", BEFORE, 24, "Decreto-Lei 67/2003 (PT), art. 3"),
        ("presumed_months", "PT", GOODS_LAW, 24, PT_GOODS.format(13)),
        ("presumed_months", "FR", BEFORE, 6, FR_LAW.format("L217-7")),
        ("presumed_months", "FR", date(2016, 3, 18), 24, FR_LAW.format("L217-7")),
        ("presumed_months", EU, BEFORE, 6, EU_OLD.format(5)),
        ("presumed_months", EU, GOODS_LAW, 12, EU_GOODS.format(11)),
        ("repeat_fault_months", "ES", GOODS_LAW, 12, ES_LAW.format(122)),
        ("paid_repair_months", "ES", BEFORE, 3, "Real Decreto 58/1988 (ES), art. 6"),
        ("spare_part_years", "ES", BEFORE, 5, ES_LAW.format(127)),
        ("spare_part_years", "ES", GOODS_LAW, 10, ES_LAW.format("127 bis")),
        ("spare_part_years", "PT", GOODS_LAW, 10, PT_GOODS.format(21)),
    )
    for figure, country, since, least, law in rows:
        yield Limit("warranty", figure, country, since, "least", least, law)
    yield Limit("warranty", "counts_from", EU, BEFORE, "is", "delivery", EU_OLD.format(5))
    yield Limit("warranty", "workshop_time_added", "ES", BEFORE, "is", True, ES_LAW.format(122))


LIMITS = (*_withdrawal(), *_refunds(), *_free_of_charge(), *_guarantee())
COUNTRIES = ("ES", "PT", "FR")
ELSEWHERE = "XX"


@dataclass(frozen=True, slots=True)
class Breach:
    """A figure that falls short of a limit in some situation."""

    limit: Limit
    country: str
    value: Any


def breaches(edition: Edition[Figures]) -> Iterator[Breach]:
    """The limits that `edition` breaks for orders placed while it is in force: of each figure and
    country the newest."""
    told = set()
    for limit in sorted(LIMITS, key=lambda one: one.since, reverse=True):
        cases = edition.figures.cases(limit.figure) if limit.policy == edition.policy else None
        in_time = edition.until is None or limit.since <= edition.until
        for situation in _situations(limit, cases) if cases and in_time else ():
            value, country = cases.of(situation) if cases else None, situation.country or EU
            wanted = limit.value if limit.sense == "has" else ""
            if limit.allows(value) or (limit.figure, country, wanted) in told:
                continue
            told.add((limit.figure, country, wanted))
            yield Breach(limit, EU if country == ELSEWHERE else country, value)


def _situations(limit: Limit, cases: Cases[Any]) -> Iterator[Situation]:
    """Every situation that the limit is about and the cases tell apart."""
    own = {one.country for one in LIMITS if one.figure == limit.figure and one.country != EU}
    others = [one for one in (*COUNTRIES, ELSEWHERE) if one not in own]
    countries = others if limit.country == EU else [limit.country]
    told_apart = ("line", "reason", "condition", "payment")
    ways = [[None, *sorted({*cases.values_of(one)})] for one in told_apart]
    for country, channel, *rest in product(countries, limit.only, *ways):
        yield Situation(country, channel, *rest)
