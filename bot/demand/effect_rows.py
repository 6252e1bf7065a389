"""What entries did: each publishing with the counts before and after, against the other groups.

A publishing is looked at up to the next one of the same entry, or to the day when it was retired;
its group is compared with all groups about which nobody published or decided anything in the same
weeks. Reads the tallies, the groups, the decisions and the editorial office's events.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.database import Database
from bot.demand.effects import WINDOW, Count, Effect, Four, Verdict, effect_of, verdict_of
from bot.demand.tables import GapDecision, QuestionDay
from bot.editorial.tables import FaqDraft, FaqEvent
from bot.groups.tables import QuestionGroup
from bot.policies.days import local_day

LOOKED_BACK = 182
ORDER: dict[Verdict, int] = {"no_change": 0, "worse": 1, "helped": 2, "too_early": 3}
MERGES = 20


@dataclass(frozen=True, slots=True)
class Publishing:
    """One publishing of an entry about a group, on a day of the company; `day`s in between of the
    window are those in which this version alone was live: to before `ends`, from after `begins`."""

    draft_id: int
    question_es: str
    question_en: str
    group_id: int
    day: date
    begins: date | None = None
    ends: date | None = None

    def days(self, today: date) -> int:
        """Whole days of each of the two windows; `today` is not over yet."""
        after = (min(self.ends or today, today) - self.day).days - 1
        before = (self.day - self.begins).days - 1 if self.begins else WINDOW
        return max(0, min(before, after, WINDOW))


@dataclass(frozen=True, slots=True)
class Tried:
    """A publishing with what became of it: questions that reached an agent, and those that the
    assistant had no answer to, as `Four`s."""

    publishing: Publishing
    days: int
    to_agent: Four
    unanswered: Four
    verdict: Verdict

    @property
    def effect(self) -> Effect:
        """On the share that reaches an agent."""
        return effect_of(self.to_agent)

    @property
    def on_unanswered(self) -> Effect:
        """On the share without an answer."""
        return effect_of(self.unanswered)


Day = tuple[int, int, int]
"""Asked, reached an agent, unanswered."""
Series = Mapping[int, Day]
"""By the day's ordinal."""


class Effects:
    """Publishings of one database and what became of them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def tried(self, today: date, simulated: bool = False) -> list[Tried]:
        """Those of the last half year, those that changed nothing first."""
        since = today - timedelta(LOOKED_BACK)
        async with self._database.read() as session:
            published = await _publishings(session, since)
            if not published:
                return []
            first = min(one.day for one in published) - timedelta(WINDOW)
            touched = await _touched(session, first, published)
            own = await _series(session, first, simulated, touched.keys())
            total = (await _series(session, first, simulated, None)).get(0, {})
        found = [tried(one, today, own, total, touched) for one in published]
        return sorted(found, key=lambda one: (ORDER[one.verdict], -one.to_agent.after.asked))


def tried(
    one: Publishing,
    today: date,
    own: Mapping[int, Series],
    total: Series,
    touched: Mapping[int, Sequence[date]],
) -> Tried:
    """What became of a publishing. Pure. `touched` are the days on which something was done about
    a group; those with one in the windows are not among the others."""
    days = one.days(today)
    before, after = _window(one.day, -days), _window(one.day, days)
    span = (one.day - timedelta(days), one.day + timedelta(days))
    busy = [g for g, when in touched.items() if any(span[0] <= day <= span[1] for day in when)]
    left_out = [own.get(group, {}) for group in {*busy, one.group_id}]
    mine = [_summed(own.get(one.group_id, {}), window) for window in (before, after)]
    others = [
        _less(_summed(total, window), [_summed(each, window) for each in left_out])
        for window in (before, after)
    ]
    fours = [Four(*(Count(day[at], day[0]) for day in (*mine, *others))) for at in (1, 2)]
    return Tried(one, days, fours[0], fours[1], verdict_of(fours[0], days))


def _window(day: date, days: int) -> range:
    """The `days` days after `day`, or before it where they are negative; itself is in neither."""
    at = day.toordinal()
    return range(at + 1, at + days + 1) if days >= 0 else range(at + days, at)


def _summed(series: Series, window: range) -> Day:
    rows = [series[day] for day in window if day in series]
    return sum(r[0] for r in rows), sum(r[1] for r in rows), sum(r[2] for r in rows)


def _less(total: Day, parts: Iterable[Day]) -> Day:
    asked, agent, unanswered = total
    for part in parts:
        asked, agent, unanswered = asked - part[0], agent - part[1], unanswered - part[2]
    return max(0, asked), max(0, agent), max(0, unanswered)


async def _publishings(session: AsyncSession, since: date) -> list[Publishing]:
    """Every publishing since a day that was not taken back, with the days around it on which the
    entry changed."""
    kinds = FaqEvent.kind.in_(("published", "retired"))
    columns = (
        FaqEvent.kind, FaqEvent.at, FaqDraft.id, FaqDraft.question_es, FaqDraft.question_en,
        FaqDraft.group_id,
    )  # fmt: skip
    query = (
        select(*columns)
        .join(FaqDraft, FaqDraft.id == FaqEvent.draft_id)
        .where(kinds, FaqEvent.undone_at.is_(None), FaqDraft.group_id.is_not(None))
        .order_by(FaqEvent.at, FaqEvent.id)
    )
    of_draft: dict[int, list[Any]] = defaultdict(list)
    for row in await session.execute(query):
        of_draft[row.id].append(row)
    homes = await _homes(session, {rows[0].group_id for rows in of_draft.values()})
    found = []
    for rows in of_draft.values():
        found += publishings(rows, homes)
    return [one for one in found if one.day >= since]


def publishings(rows: Sequence[Any], homes: Mapping[int, int]) -> list[Publishing]:
    """The publishings among the events of one entry, in order. Those of one day are one."""
    days = [local_day(row.at) for row in rows]
    found = []
    for at, row in enumerate(rows):
        later = [day for day in days[at + 1 :] if day > days[at]]
        same_day_after = any(day == days[at] for day in days[at + 1 :])
        if row.kind != "published" or same_day_after:
            continue
        earlier = [day for day in days[:at] if day < days[at]]
        named = (row.id, row.question_es, row.question_en)
        home = homes.get(row.group_id, row.group_id)
        begins, ends = max(earlier, default=None), min(later, default=None)
        found.append(Publishing(*named, home, days[at], begins, ends))
    return found


async def _homes(session: AsyncSession, groups: Iterable[int]) -> dict[int, int]:
    """Where the questions of groups are that were merged away."""
    homes = {one: one for one in groups}
    for _ in range(MERGES):
        query = select(QuestionGroup.id, QuestionGroup.merged_into).where(
            QuestionGroup.id.in_({*homes.values()}), QuestionGroup.merged_into.is_not(None)
        )
        merged: dict[int, int] = {one: into or one for one, into in await session.execute(query)}
        if not merged:
            break
        homes = {one: merged.get(at, at) for one, at in homes.items()}
    return homes


async def _touched(
    session: AsyncSession, since: date, published: Iterable[Publishing]
) -> dict[int, list[date]]:
    """The days on which something was done about a group."""
    found: dict[int, list[date]] = defaultdict(list)
    for one in published:
        found[one.group_id].append(one.day)
    query = select(GapDecision.group_id, GapDecision.at).where(GapDecision.undone_at.is_(None))
    for group, at in await session.execute(query):
        if local_day(at) >= since:
            found[group].append(local_day(at))
    return found


async def _series(
    session: AsyncSession, since: date, simulated: bool, groups: Iterable[int] | None
) -> dict[int, dict[int, Day]]:
    """The days of each of `groups`, or of all together (as group 0) where that is None."""
    day = QuestionDay
    sums = (func.sum(day.asked), func.sum(day.to_agent), func.sum(day.unanswered))
    where = [day.day >= since.toordinal()]
    if not simulated:
        where.append(day.simulated.is_(False))
    found: dict[int, dict[int, Day]] = defaultdict(dict)
    if groups is None:
        nothing = select(QuestionGroup.id).where(QuestionGroup.mark == "no_question")
        query = select(day.day, *sums).where(*where, day.group_id.not_in(nothing))
        for at, *counts in await session.execute(query.group_by(day.day)):
            found[0][at] = (int(counts[0]), int(counts[1]), int(counts[2]))
        return found
    of_groups = select(day.group_id, day.day, *sums).where(*where, day.group_id.in_(groups))
    for group, at, *counts in await session.execute(of_groups.group_by(day.group_id, day.day)):
        found[group][at] = (int(counts[0]), int(counts[1]), int(counts[2]))
    return found
