"""What is to be seen in a view of the standards, counted from one look at the facts. Pure.

Depends on the looks and figures of the standards.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.console.standards_page.address import DIMENSIONS, View
from bot.quantities import verdict_in
from bot.standards import Definition, Definitions, Figure, Look, Point
from bot.standards.figure import figure
from bot.standards.why import Reason, reason

GLANCE = (
    "first_response", "service_level", "fcr_durable", "containment", "simple_share",
    "unanswered_rate", "csat", "nps",
)  # fmt: skip
"""The standards that a manager looks at first."""
TABLE = (
    "first_response", "fcr_durable", "containment", "unanswered_rate", "simple_share", "csat",
)  # fmt: skip
"""The standards of the table by product, language, topic or channel."""
MATTERS = "containment"
"""A standard that counts every matter."""
TELLING = (
    "first_response", "first_response_agent", "service_level", "mean_response", "resolution",
    "fcr_claimed", "fcr_confirmed", "fcr_durable", "containment", "unanswered_rate", "csat", "nps",
    "promises_kept", "quality", "simple_cost", "simple_time",
)  # fmt: skip
"""The standards of which it is told that they changed; the others say the same as one of them."""
MOST_CHANGES = 5
Broken = Sequence[tuple[str, Figure]]


@dataclass(frozen=True)
class Changed:
    """A standard that became better or worse by more than chance, and what most of that is of."""

    figure: Figure
    verdict: str
    reason: Reason | None

    @property
    def weight(self) -> float:
        """The change in widths of the interval."""
        low, high = self.figure.low, self.figure.high
        wide = (high - low) if low is not None and high is not None else 0.0
        return abs(self.figure.change or 0.0) / max(wide, 1e-9)


@dataclass(frozen=True)
class Overview:
    """Every standard of a view: figures with the period before, those of today by name, a trend for
    each, what changed and why, the versions of those whose definition changed in the period, what
    can be chosen by dimension, and the table."""

    figures: Sequence[Figure]
    today: Mapping[str, Figure]
    trends: Mapping[str, Sequence[Point]]
    changes: Sequence[Changed]
    versions: Mapping[str, Sequence[Figure]]
    choices: Mapping[str, Sequence[str]]
    table: Mapping[str, Broken]


def overview_of(known: Definitions, look: Look, view: View) -> Overview:
    """Everything of a view."""
    seen = {one.id: seen_of(one, look, view) for one in known.current}
    changes = [one.changed for one in seen.values() if one.changed]
    changes.sort(key=lambda one: (one.verdict != "worse", -one.weight))
    return Overview(
        figures=[one.figure for one in seen.values()],
        today={name: one.today for name, one in seen.items() if one.today},
        trends={name: one.trend for name, one in seen.items()},
        changes=changes[:MOST_CHANGES],
        versions={
            name: [look.figure(each) for each in known.all[name]]
            for name, one in seen.items()
            if is_redefined(one.figure.definition, view)
        },
        choices={one: choices(look, one) for one in DIMENSIONS},
        table={name: one.parts for name, one in seen.items() if one.parts is not None},
    )


@dataclass(frozen=True)
class Seen:
    """All that is shown of one standard in an overview, counted from one sample."""

    figure: Figure
    trend: Sequence[Point]
    today: Figure | None
    changed: Changed | None
    parts: Broken | None


def seen_of(definition: Definition, look: Look, view: View) -> Seen:
    """Count it."""
    sample, before = look.sample(definition), look.at(view.period.before).sample(definition)
    now = replace(figure(definition, sample), previous=figure(definition, before, brief=True))
    steps = list(view.drawn.steps(view.step))
    in_table, told = definition.id in (MATTERS, *TABLE), definition.id in TELLING
    verdict = verdict_in(now) if told else "neutral"
    changed = verdict in ("better", "worse")
    return Seen(
        now,
        look.at(view.drawn).trend(definition, steps, brief=True),
        today_of(definition, look, view),
        Changed(now, verdict, reason(definition, sample, before)) if changed else None,
        look.by(definition, view.by, brief=True) if in_table else None,
    )


def today_of(definition: Definition, look: Look, view: View) -> Figure | None:
    """The figure of today so far, of those looked at first."""
    if view.today is None or definition.id not in (MATTERS, *GLANCE):
        return None
    return figure(definition, look.at(view.today).sample(definition), brief=True)


def is_redefined(definition: Definition, view: View) -> bool:
    """Whether a definition changed within the period."""
    period = view.period
    return definition.version > 1 and period.first_day < definition.since <= period.last_day


def choices(look: Look, dimension: str) -> list[str]:
    """What can be chosen in a dimension, the most frequent first, and what is chosen."""
    chosen, named = getattr(look.where, dimension), look.words(dimension)
    return named if chosen is None or chosen in named else [chosen, *named]


@dataclass(frozen=True)
class One:
    """One standard of a view, from all sides, and what most of its change is of."""

    figure: Figure
    trend: Sequence[Point]
    versions: Sequence[Figure]
    parts: Mapping[str, Broken]
    reason: Reason | None


def one_of(known: Definitions, look: Look, view: View, name: str) -> One:
    """One standard; `NoStandard`."""
    definition = known.get(name)
    sample, before = look.sample(definition), look.at(view.period.before).sample(definition)
    now = replace(figure(definition, sample), previous=figure(definition, before, brief=True))
    clear = verdict_in(now) in ("better", "worse")
    trend = look.at(view.drawn).trend(definition, list(view.drawn.steps(view.step)), brief=True)
    parts = {one: look.by(definition, one, brief=True) for one in DIMENSIONS}
    versions = [now if one is definition else look.figure(one) for one in known.all[name]]
    return One(now, trend, versions, parts, reason(definition, sample, before) if clear else None)
