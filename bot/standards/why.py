"""Why a figure changed: which product, topic, language or channel most of the change is of. Pure.

The change of a mean is the sum of what its parts add: of each part, how far its rows are from the
mean of the period before, as a share of all rows, now less before. That counts both what became
better or worse and what became more or less frequent. Of a median, it is the share of rows above
the earlier median that is looked at: the median moves as that share does. Depends on the samples
and figures.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from bot.standards.data import Numbers, Sample
from bot.standards.definitions import Definition
from bot.standards.figure import Figure, figure

DIMENSIONS = ("product", "topic", "language", "channel")
MOST_OF_IT = 0.4
"""How much of a change a part makes at least."""
ABOVE_ITS_SIZE = 0.2
"""By how much that is above its part of the rows: most of everything is no reason."""
LEAST = 5


@dataclass(frozen=True, slots=True)
class Reason:
    """`name` is the part's in its dimension; `part` how much of the change is of it, 1 being all;
    `now` and `before` the part's own figures, with value and number alone."""

    dimension: str
    name: str
    part: float
    now: Figure
    before: Figure


@dataclass(frozen=True, slots=True)
class Side:
    """The rows of one of the two periods that count, and what each does to the figure."""

    sample: Sample
    effects: Numbers

    @property
    def mean(self) -> float:
        """The mean of what the rows do."""
        return float(self.effects.mean())

    def sums(self, dimension: str, names: dict[str, int]) -> tuple[Numbers, Numbers]:
        """Rows and effects of each name; a name that is new gets the next number."""
        codes, places = np.unique(self.sample.column(dimension), return_inverse=True)
        known = [names.setdefault(self.sample.block.word(int(one)), len(names)) for one in codes]
        mine = np.array(known, np.int64)[places]
        count = np.bincount(mine, minlength=len(names)).astype(np.float64)
        effects = np.bincount(mine, self.effects, minlength=len(names)).astype(np.float64)
        return count, effects


@dataclass(frozen=True, slots=True, order=True)
class Share:
    """What a part makes of the change, and how much that is above its part of the rows."""

    above: float
    part: float
    dimension: str
    name: str


def reason(definition: Definition, now: Sample, before: Sample) -> Reason | None:
    """What most of the change is of; None where it is of everything."""
    if definition.of == "count":
        return None
    new, old = sides(definition, now.once(), before.once())
    if not len(new.effects) or not len(old.effects) or new.mean == old.mean:
        return None
    found = [one for dimension in DIMENSIONS for one in shares(dimension, new, old)]
    if not found:
        return None
    most = max(found)
    own = (figure_of(definition, one.sample, most) for one in (new, old))
    return Reason(most.dimension, most.name, most.part, *own)


def shares(dimension: str, new: Side, old: Side) -> Iterator[Share]:
    """The parts of one dimension that make much of the change."""
    names: dict[str, int] = {}
    was, effect_was = old.sums(dimension, names)
    many, effect = new.sums(dimension, names)
    was.resize(len(many), refcheck=False)
    effect_was.resize(len(many), refcheck=False)
    of_new, of_old = many / many.sum(), was / was.sum()
    added = effect / many.sum() - of_new * old.mean - (effect_was / was.sum() - of_old * old.mean)
    parts = added / (new.mean - old.mean)
    above = parts - np.maximum(of_new, of_old)
    for name, place in names.items():
        enough = name and min(many[place], was[place]) >= LEAST
        if enough and parts[place] >= MOST_OF_IT and above[place] >= ABOVE_ITS_SIZE:
            yield Share(float(above[place]), float(parts[place]), dimension, name)


def sides(definition: Definition, now: Sample, before: Sample) -> tuple[Side, Side]:
    """Both periods, without what is left out."""
    new, old = (one.only(~np.isnan(one.values)) for one in (now, before))
    if definition.of != "median" or not len(old.values):
        return Side(new, new.values), Side(old, old.values)
    usual = np.median(old.values)
    return tuple(Side(one, (one.values > usual).astype(np.float64)) for one in (new, old))  # type: ignore[return-value]


def figure_of(definition: Definition, sample: Sample, one: Share) -> Figure:
    """The figure of one part."""
    mine = sample.column(one.dimension) == sample.block.code(one.name)
    return figure(definition, sample.only(mine), brief=True)
