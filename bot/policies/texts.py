"""Figures in the texts of clauses: `{pick_up_eur}` is "6,90 €" or "€6.90".

`{name}`, `{name:shop}` (the case for shops; `withdrawal+used` for several conditions),
`{refunds.name}` (of another policy at that time), `{name|years}` (months as years),
`{name|next}` (one more). Depends on figures and cases.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from bot.policies.cases import KNOWN, Situation
from bot.policies.figures import Figures

PLACEHOLDER = re.compile(r"\{(?:(\w+)\.)?(\w+)(?::([\w+]+))?(?:\|(\w+))?\}")
MONTHS_A_YEAR = 12
SHAPES = ("", "years", "next")


@dataclass(frozen=True, slots=True)
class Named:
    """One figure as a text names it. `policy` is empty for the text's own policy."""

    policy: str
    figure: str
    of: str
    shape: str

    def value(self, figures: Figures) -> Any:
        """Its value; None without such a figure, `LookupError` where the case is not said."""
        cases = figures.cases(self.figure)
        if cases is None:
            return None
        if not self.of and len(cases.root) > 1:
            raise LookupError(self.figure)
        return cases.of(situation_of(self.of))

    def __str__(self) -> str:
        return f"{self.policy}.{self.figure}" if self.policy else self.figure


def named_in(text: str) -> list[tuple[str, Named]]:
    """Every figure that `text` names, with the words that name it."""
    return [
        (found[0], Named(*(part or "" for part in found.groups())))
        for found in PLACEHOLDER.finditer(text)
    ]


def situation_of(words: str) -> Situation:
    """ "withdrawal+used" as a situation. The words of all dimensions differ."""
    situation = Situation()
    for word in filter(None, words.split("+")):
        known = [name for name, fit in KNOWN.items() if word in fit]
        name = known[0] if known else "country" if re.fullmatch("[A-Z]{2}", word) else "line"
        situation = situation.but(**{name: word})
    return situation


def shown(value: Any, named: Named, language: str) -> str:
    """A value as a text writes it."""
    if named.shape == "years":
        return f"{value / MONTHS_A_YEAR:g}"
    if named.shape == "next":
        return str(value + 1)
    return money(value, language) if isinstance(value, Decimal) else str(value)


def money(amount: Decimal, language: str) -> str:
    """Euros as they are written, cents only where there are any: "6,90 €", "€29"."""
    number = f"{amount:,.2f}".removesuffix(".00")
    if language == "en":
        return f"€{number}"
    return number.translate(str.maketrans(",.", ".,")) + " €"


def unwrapped(text: str) -> str:
    """`text` with one line for each paragraph and item, however the file wraps it."""
    return re.sub(r"(?<!\n)\n(?!\n|- ) *", " ", text.strip())
