"""The service standards: definitions, the facts behind them, and the figures that managers read.

Everything that is recorded of a conversation becomes `events`; `facts` says what each matter,
hand-over, promise and score came to; `counting` counts facts by the rules that `definitions.yml`
has in both languages, each with its versions. `Standards` is what others ask:

    standards = Standards(database, hours, simulated=settings.demo)
    period, where = Period.last(30, now()), Where(language="es")
    await standards.figures(period, where, business=True, compare=True)   # list[Figure]
    await standards.trend("simple_share", period, "week")                 # list[Point]
    await standards.by("fcr_claimed", "product", period)                  # [(product, Figure)]
    await standards.rows("fcr_claimed", period, skip=0, limit=50)         # list[BehindRow]
    standards.csv("fcr_claimed", period)                                  # pieces of CSV
    await standards.side_by_side("simple_share", period)                  # a Figure per version
    await standards.facts.refresh()                                       # what changed
    await standards.facts.recompute()                                     # all, from scratch

Depends on the tables of contacts, conversations, questions, promises and surveys, on the hours, and
on numpy.
"""

from bot.standards.definitions import (
    Definition,
    Definitions,
    NoStandard,
    definitions,
    simple_from,
    simple_window_days,
)
from bot.standards.figure import Figure, Part
from bot.standards.look import Look, Point
from bot.standards.period import BadPeriod, Period, Step, Where
from bot.standards.rows import BehindRow
from bot.standards.standards import Dimension, Standards
from bot.standards.store import forget

__all__ = [
    "BadPeriod",
    "BehindRow",
    "Definition",
    "Definitions",
    "Dimension",
    "Figure",
    "Look",
    "NoStandard",
    "Part",
    "Period",
    "Point",
    "Standards",
    "Step",
    "Where",
    "definitions",
    "forget",
    "simple_from",
    "simple_window_days",
]
