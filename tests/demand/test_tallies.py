"""The tallies are as the questions are."""

from collections import Counter
from datetime import timedelta

from sqlalchemy import func, select, update

from bot.contacts import Contact
from bot.database import Database
from bot.demand.tables import QuestionDay
from bot.demand.tallies import LOOK_THROUGH, Tallies, midnight
from bot.groups.tables import Question
from tests.demand.conftest import TODAY
from tests.demand.rows import LIKED, NOON, TO_AGENT, Rows, missed


class Clock:
    """Tells the time that a test sets."""

    def __init__(self) -> None:
        self.at = NOON

    def __call__(self) -> object:
        return self.at


async def counted(database: Database, column: str = "asked") -> dict[int, float]:
    """A count of each group."""
    query = select(QuestionDay.group_id, func.sum(getattr(QuestionDay, column)))
    async with database.read() as session:
        rows = await session.execute(query.group_by(QuestionDay.group_id))
        return {group: float(count) for group, count in rows}


async def test_the_chore_counts_what_is_new(database: Database, rows: Rows) -> None:
    one, two = await rows.group("uno"), await rows.group("dos")
    for _ in range(3):
        await rows.ask(one, outcome=LIKED)
    await rows.ask(two, outcome=TO_AGENT)
    await rows.ask(None)
    tallies = Tallies(database, lambda: NOON)
    await tallies.refresh()
    assert await counted(database) == {one: 3, two: 1}
    assert await counted(database, "up") == {one: 3, two: 0}
    assert await counted(database, "agent_s") == {one: 0, two: 240}
    await rows.ask(two, outcome=missed())
    await tallies.refresh()
    assert await counted(database) == {one: 3, two: 2}


async def test_a_verdict_that_comes_later_is_counted(database: Database, rows: Rows) -> None:
    group = await rows.group("uno")
    asked = await rows.ask(group, days_ago=2)
    tallies = Tallies(database, lambda: NOON)
    await tallies.refresh()
    async with database.write() as session:
        mine = Contact.id == asked.contact_id
        await session.execute(update(Contact).where(mine).values(feedback=-1))
    await tallies.refresh()
    assert await counted(database, "down") == {group: 1}
    async with database.read() as session:
        [row] = await session.scalars(select(QuestionDay))
    assert (row.cause, row.asked) == ("unhelpful", 1)


async def test_old_questions_are_found_and_moved_ones_too(database: Database, rows: Rows) -> None:
    clock = Clock()
    one, two = await rows.group("uno"), await rows.group("dos")
    for days in (1, 40, 200):
        await rows.ask(one, days_ago=days)
    tallies = Tallies(database, clock)  # type: ignore[arg-type]
    await tallies.refresh()
    assert await counted(database) == {one: 3}
    async with database.write() as session:
        old = Question.asked_at < NOON - timedelta(100)
        await session.execute(update(Question).where(old).values(group_id=two))
    await tallies.refresh()
    assert await counted(database) == {one: 3}, "all are looked through now and then only"
    clock.at += LOOK_THROUGH + timedelta(seconds=1)
    await tallies.refresh()
    assert await counted(database) == {one: 2, two: 1}


async def test_many_wrong_groups_are_counted_by_days(database: Database, rows: Rows) -> None:
    groups = [await rows.group(f"grupo {n}") for n in range(45)]
    for n, group in enumerate(groups):
        await rows.ask(group, days_ago=n)
    await Tallies(database, lambda: NOON).refresh()
    assert await counted(database) == Counter(groups)


async def test_an_editors_change_counts_at_once(database: Database, rows: Rows) -> None:
    one, two = await rows.group("uno"), await rows.group("dos")
    await rows.ask(one, days_ago=50)
    tallies = Tallies(database, lambda: NOON)
    await tallies.recount_all()
    async with database.write() as session:
        await session.execute(update(Question).values(group_id=two))
    await tallies.recount({one, two})
    assert await counted(database) == {two: 1}


async def test_before_a_page_is_shown_todays_are_counted(database: Database, rows: Rows) -> None:
    clock = Clock()
    group = await rows.group("uno")
    tallies = Tallies(database, clock)  # type: ignore[arg-type]
    await tallies.fresh()
    await rows.ask(group)
    await tallies.fresh()
    assert await counted(database) == {}, "a moment ago"
    clock.at += timedelta(seconds=30)
    await tallies.fresh()
    assert await counted(database) == {group: 1}


async def test_two_processes_count_alike(database: Database, rows: Rows) -> None:
    group = await rows.group("uno")
    for days in range(20):
        await rows.ask(group, days_ago=days)
    first, second = (Tallies(database, lambda: NOON) for _ in range(2))
    await first.refresh()
    await second.refresh()
    await first.recount_all()
    assert await counted(database) == {group: 20}


def test_midnight_is_the_companys() -> None:
    assert midnight(TODAY).isoformat() == "2026-11-19T23:00:00"
