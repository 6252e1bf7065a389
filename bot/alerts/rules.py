"""What each standard is held to: its definition's target over a week, or what a manager set.

Depends on the definitions, the rows and the audit log.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from math import isfinite

from sqlalchemy import delete, select

from bot.alerts.tables import AlertRule
from bot.audit import noted
from bot.database import Database, now
from bot.errors import Spoken
from bot.standards import Definition, Definitions, Figure

USUAL_DAYS, MOST_DAYS, MOST_LEAST = 7, 90, 100_000
BOUNDS = {"share": (0.0, 1.0), "s": (0.0, 2_592_000.0), "points": (-100.0, 100.0),
          "score": (1.0, 5.0), "count": (0.0, 1e9)}  # fmt: skip
MARGIN = {"share": 0.01, "points": 2.0, "score": 0.05}
"""By how much a standard must be better than its target to be well again; of times, a tenth."""


class BadRule(Spoken):
    """A rule with a target, a window or a number that makes no sense."""

    def __init__(self, english: str, spanish: str) -> None:
        super().__init__(english, spanish, 422)


@dataclass(frozen=True, slots=True)
class Rule:
    """A standard is broken where it is worse than `target` over the last `days` days of the
    company, today being one, from `least` cases on. `own`: a manager set it."""

    definition: Definition
    target: float
    days: int = USUAL_DAYS
    least: int = 0
    active: bool = True
    own: bool = False

    def says_something(self, figure: Figure) -> bool:
        """Whether there are enough cases."""
        return figure.value is not None and figure.n >= max(self.least, 1)

    def is_broken(self, figure: Figure) -> bool:
        """Whether the figure is worse than the target."""
        return self.says_something(figure) and self._above(figure, self.target) < 0

    def is_well(self, figure: Figure) -> bool:
        """Whether it is better by the margin, or as good as it can be: a figure that wavers about
        its target is told once, not each time."""
        if not self.says_something(figure):
            return False
        low, high = BOUNDS[self.definition.unit]
        unit, sign = self.definition.unit, self._sign
        margin = 0.1 * self.target if unit == "s" else MARGIN.get(unit, 0.0)
        wanted = min(max(self.target + sign * margin, low), high)
        return self._above(figure, wanted) >= 0

    @property
    def _sign(self) -> int:
        return 1 if self.definition.better == "higher" else -1

    def _above(self, figure: Figure, value: float) -> float:
        """How much better the figure is than a value."""
        return self._sign * ((figure.value or 0.0) - value)


class Rules:
    """The rules over one database; `clock` gives naive UTC."""

    def __init__(
        self, database: Database, known: Definitions, clock: Callable[[], datetime] = now
    ) -> None:
        self._database = database
        self._known = known
        self._clock = clock

    async def all(self) -> list[Rule]:
        """A rule for each standard that has a target, in the order of the definitions."""
        async with self._database.read() as session:
            rows = {one.standard: one for one in await session.scalars(select(AlertRule))}
        return [rule_of(one, rows.get(one.id)) for one in self._known.current if is_held(one)]

    async def change(
        self, by: str, standard: str, target: float, days: int, least: int, active: bool
    ) -> None:
        """Set the rule of a standard; `NoStandard`, `BadRule`."""
        definition = self._known.get(standard)
        check(definition, target, days, least)
        row = AlertRule(
            standard=standard, target=target, days=days, least=least, active=active,
            changed_by=by, changed_at=self._clock(),
        )  # fmt: skip
        act = noted(
            by, "alert_rule", self._clock(),
            standard=standard, target=target, days=days, least=least, active=active,
        )  # fmt: skip
        async with self._database.write() as session:
            await session.merge(row)
            session.add(act)

    async def reset(self, by: str, standard: str) -> None:
        """Back to the definition's own target."""
        self._known.get(standard)
        async with self._database.write() as session:
            await session.execute(delete(AlertRule).where(AlertRule.standard == standard))
            session.add(noted(by, "alert_rule", self._clock(), standard=standard, reset=True))


def is_held(definition: Definition) -> bool:
    """Whether a standard can be broken: it has a target and a better side."""
    return definition.target is not None and definition.better != "none"


def rule_of(definition: Definition, row: AlertRule | None) -> Rule:
    """The rule of a standard."""
    if row is None:
        return Rule(definition, definition.target or 0.0, least=definition.least)
    return Rule(definition, row.target, row.days, row.least, row.active, True)


def check(definition: Definition, target: float, days: int, least: int) -> None:
    """`BadRule` for what cannot be a rule."""
    low, high = BOUNDS[definition.unit]
    if not is_held(definition):
        raise BadRule(
            f"{definition.name['en']} has no target: it is neither better high nor low.",
            f"«{definition.name['es']}» no tiene objetivo: no es mejor ni alto ni bajo.",
        )
    if not isfinite(target) or not low <= target <= high:
        raise BadRule(
            f"The target {target:g} is out of range: give one from {low:g} to {high:g}.",
            f"El objetivo {target:g} no es posible: ponga uno entre {low:g} y {high:g}.",
        )
    if not 1 <= days <= MOST_DAYS:
        raise BadRule(
            f"{days} days is no window: give 1 to {MOST_DAYS}.",
            f"{days} días no es una ventana: ponga de 1 a {MOST_DAYS}.",
        )
    if not 1 <= least <= MOST_LEAST:
        raise BadRule(
            f"{least} is no number of cases: give 1 to {MOST_LEAST}.",
            f"{least} no es un número de casos: ponga de 1 a {MOST_LEAST}.",
        )
