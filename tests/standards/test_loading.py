"""What is held in memory: after a change it is what a service that has just started reads."""

from datetime import date, datetime, timedelta

import numpy as np
import pytest
from sqlalchemy import delete

from bot.database import Database
from bot.groups.tables import QuestionGroup
from bot.standards import Period, Standards, Where, definitions
from bot.standards.columns import Block
from bot.standards.look import Look
from bot.standards.tables import FactDay, FactRow
from tests.standards.conftest import OFFICE
from tests.standards.recorded import record
from tests.standards.talk import MONDAY
from tests.standards.test_over_database import OWNERS, PERIOD, Clock, made_up


@pytest.fixture
def standards(database: Database) -> Standards:
    return Standards(database, OFFICE, clock=Clock())


async def agree(standards: Standards, database: Database, *periods: Period) -> None:
    """Every figure is what others read who hold nothing."""
    for period in periods:
        fresh = Standards(database, OFFICE, clock=Clock())
        assert await standards.figures(period, compare=True) == await fresh.figures(
            period, compare=True
        )


async def test_what_is_held_follows_what_happens(database: Database, standards: Standards) -> None:
    logs = made_up(21, 60)
    wide = Period.days(date(2026, 6, 1), PERIOD.last_day)
    for part in (logs[:20], logs[20:21], logs[21:]):
        await record(database, part, OWNERS)
        await standards.facts.refresh()
        await agree(standards, database, PERIOD, wide, PERIOD.before)


async def test_a_day_whose_facts_are_gone_is_gone(database: Database, standards: Standards) -> None:
    await record(database, made_up(22, 30), OWNERS)
    await standards.facts.refresh()
    n = (await standards.figure("containment", PERIOD)).n
    day = PERIOD.first_day.toordinal() + 3
    async with database.write() as session:
        await session.execute(delete(FactRow).where(FactRow.day == day))
        await session.execute(delete(FactDay).where(FactDay.day == day))
    assert 0 < (await standards.figure("containment", PERIOD)).n < n
    await agree(standards, database, PERIOD)


async def test_a_mark_of_a_group_counts_at_once(database: Database, standards: Standards) -> None:
    await record(database, made_up(23, 40), OWNERS)
    await standards.facts.refresh()
    before = (await standards.figure("containment", PERIOD)).n
    async with database.write() as session:
        session.add(QuestionGroup(id=3, mark="no_question"))
    assert (await standards.figure("containment", PERIOD)).n < before
    await agree(standards, database, PERIOD)


async def test_the_same_facts_are_not_read_again(database: Database, standards: Standards) -> None:
    await record(database, made_up(24, 20), OWNERS)
    await standards.facts.refresh()
    first = await standards.look(PERIOD)
    again = await standards.look(PERIOD)
    assert again.data.made is first.data.made
    await record(database, made_up(25, 1), OWNERS)
    await standards.facts.refresh()
    assert (await standards.look(PERIOD)).data.made is not first.data.made


async def test_steps_and_parts_are_the_figures_of_their_own(
    database: Database, standards: Standards
) -> None:
    await record(database, made_up(26, 60), OWNERS)
    await standards.facts.refresh()
    look = await standards.look(PERIOD, business=True)
    steps = list(PERIOD.steps("day"))
    for one in definitions().current:
        alone = [Look(look.data, step, business=True).figure(one) for step in steps]
        assert [point.figure for point in look.trend(one, steps)] == alone
        for name, part in look.by(one, "product"):
            if name:
                where = Where(product=name)
                assert Look(look.data, PERIOD, where, True).figure(one) == part


async def test_words_are_the_most_frequent_first(database: Database, standards: Standards) -> None:
    await record(database, made_up(27, 60), OWNERS)
    await standards.facts.refresh()
    look = await standards.look(PERIOD, Where(product="robot", language="es"))
    found = dict(await standards.by("containment", "product", PERIOD, Where(language="es")))
    known = sorted((name for name in found if name), key=lambda name: -found[name].n)
    assert look.words("product") == known
    assert set(look.words("language")) == {"es", "en"}


def rows_of(block: Block, day: datetime) -> Block:
    """The rows of one day."""
    return block.days(day.date().toordinal(), day.date().toordinal())


async def test_a_part_of_a_block_has_its_own_replies(
    database: Database, standards: Standards
) -> None:
    await record(database, made_up(28, 60), OWNERS)
    await standards.facts.refresh()
    whole = (await standards.look(PERIOD)).data.matter
    part = rows_of(whole, MONDAY + timedelta(days=5))
    rows = part.replies["row"] - part.base
    assert len(rows)
    assert 0 <= rows.min() <= rows.max() < len(part.rows)
    assert np.all(part.rows["day"] == (MONDAY + timedelta(days=5)).date().toordinal())
