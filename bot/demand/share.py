"""The share of simple questions in a view: of all, and by product, language, channel and week.

What a simple question is says `bot.demand.view.Simple`. Groups that are no questions are not
counted, nor is what has no group yet. Depends on the tallies and the groups.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlalchemy import func, select

from bot.database import Database
from bot.demand.tables import QuestionDay
from bot.demand.view import Simple, View
from bot.demand.volume import simple_groups, weeks_ago
from bot.groups.tables import QuestionGroup

BY = ("product", "language", "channel", "week")


@dataclass(slots=True)
class Part:
    """Some questions: how many, how many of them are simple, and of the simple ones how many the
    assistant settled alone and how many seconds of agents they took."""

    asked: int = 0
    simple: int = 0
    simple_alone: int = 0
    simple_agent_s: float = 0.0

    def add(self, other: "Part") -> None:
        """Count `other` in."""
        self.asked += other.asked
        self.simple += other.simple
        self.simple_alone += other.simple_alone
        self.simple_agent_s += other.simple_agent_s

    @property
    def share(self) -> float | None:
        """Simple questions of all questions; None where there are none."""
        return self.simple / self.asked if self.asked else None

    @property
    def alone(self) -> float | None:
        """What the assistant settles alone of the simple ones."""
        return self.simple_alone / self.simple if self.simple else None

    @property
    def each_s(self) -> float | None:
        """Seconds of agents that a simple question takes, those of the assistant included."""
        return self.simple_agent_s / self.simple if self.simple else None


@dataclass(frozen=True, slots=True)
class Share:
    """All questions of a view, and its parts: `by["product"]["levante"]`. A week is the number of
    whole weeks before the view's end, 0 the last."""

    all: Part
    by: dict[str, dict[str, Part]] = field(default_factory=dict)
    simulated: int = 0


Row = tuple[str, str, str, int, bool, bool, int, int, float]
"""Product, language, channel, weeks ago, simulated, simple; asked, alone, seconds of agents."""


class Shares:
    """The share over one database."""

    def __init__(self, database: Database, simple: Simple) -> None:
        self._database = database
        self.simple = simple

    async def of(self, view: View) -> Share:
        """The share in `view`; its marks, topic and search are not asked for."""
        return share_of(await self._rows(view))

    async def _rows(self, view: View) -> list[Row]:
        groups = simple_groups(view, self.simple)
        often = groups.c.group_id.is_not(None).label("often")
        day, week = QuestionDay, weeks_ago(view.until.toordinal())
        keys = (day.product, day.language, day.channel, week, day.simulated, often)
        counts = (func.sum(day.asked), func.sum(day.alone), func.sum(day.agent_s))
        query = (
            select(*keys, *counts)
            .outerjoin(groups, groups.c.group_id == day.group_id)
            .join(QuestionGroup, QuestionGroup.id == day.group_id)
            .where(QuestionGroup.mark != "no_question", *view.where())
            .group_by(day.product, day.language, day.channel, week, day.simulated, "often")
        )
        async with self._database.read() as session:
            return [tuple(row) for row in await session.execute(query)]  # type: ignore[misc]


def share_of(rows: Iterable[Row]) -> Share:
    """The parts added up. Pure."""
    share = Share(Part(), {name: {} for name in BY})
    simulated = 0
    for product, language, channel, week, made_up, simple, asked, alone, seconds in rows:
        part = Part(int(asked))
        if simple:
            part = Part(int(asked), int(asked), int(alone), float(seconds))
        simulated += int(asked) if made_up else 0
        share.all.add(part)
        values = (product, language, channel, str(int(week)))
        for name, value in zip(BY, values, strict=True):
            share.by[name].setdefault(value, Part()).add(part)
    return Share(share.all, share.by, simulated)
