"""Over a database: what is shown equals the naive figures, kept up or made from scratch."""

import asyncio
import random
from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import delete, func, select, update

from bot.contacts import Contact
from bot.database import Database
from bot.groups.tables import GroupEdit, Question, QuestionGroup
from bot.identity import IdentifiedConversation
from bot.settings import Settings
from bot.standards import Period, Standards, Where, forget
from bot.standards.__main__ import recompute
from bot.standards.events import Log
from bot.standards.tables import FactDay, FactRow
from bot.surveys import QualitySurvey, Survey, customer_key
from bot.waiting.tables import Promise
from tests.standards.conftest import OFFICE
from tests.standards.naive import Naive
from tests.standards.recorded import record
from tests.standards.talk import MONDAY, Talk

PERIOD = Period.days(MONDAY.date(), MONDAY.date() + timedelta(days=13))
NOW = MONDAY + timedelta(days=20)
OWNERS = {customer_key(name): name for name in ("ana", "ben", "eva")}


class Clock:
    """The time that a test says it is."""

    at = NOW

    def __call__(self) -> datetime:
        return self.at


def made_up(seed: int, count: int = 60) -> list[Log]:
    """A fortnight of conversations."""
    chance = random.Random(seed)
    return [one_talk(chance, f"c{seed}-{number}") for number in range(count)]


def one_talk(chance: random.Random, name: str) -> Log:
    customer = chance.choice([None, *OWNERS])
    talk = Talk(name, customer, chance.choice(["es", "en"]))
    at = MONDAY + timedelta(minutes=chance.randrange(14 * 1440))
    group, product = chance.randrange(1, 9), chance.choice([None, "brisa", "robot"])
    talk.ask(at, group, chance.choice(["answered_faq", "unanswered"]), product=product,
             feedback=chance.choice([None, 1, -1]))  # fmt: skip
    talk.reply(at + timedelta(seconds=chance.randrange(1, 5)))
    if chance.random() < 0.5:
        at += timedelta(seconds=30)
        talk.ask(at, None, "escalated", "ask_for_person")
        talk.hand(at + timedelta(seconds=1))
        talk.promise(at + timedelta(seconds=2), 5, chance.choice([True, False, None]))
        talk.claim(at + timedelta(seconds=chance.randrange(60, 600)))
        talk.say(at + timedelta(seconds=chance.randrange(600, 700)))
        talk.end(at + timedelta(seconds=1500), chance.choice(["solved", "unsolved", "spam"]))
        talk.score(at + timedelta(seconds=1600), "csat", chance.choice([None, 1, 3, 4, 5]))
    talk.score(at + timedelta(hours=1), "nps", chance.choice([None, 3, 8, 10]))
    talk.score(at + timedelta(hours=1), "empathy", chance.choice([1, 5]))
    return talk.log


@pytest.fixture
def standards(database: Database) -> Standards:
    return Standards(database, OFFICE, clock=Clock())


async def check(standards: Standards, logs: list[Log], **more: object) -> None:
    """All figures equal the naive ones."""
    language = more.get("language")
    naive = Naive(logs, PERIOD.start, PERIOD.end, NOW, **more).all()  # type: ignore[arg-type]
    where = Where(language=str(language) if language else None)
    for one in await standards.figures(PERIOD, where, business=bool(more.get("business"))):
        value, n = naive[one.definition.id]
        assert one.n == n, one.definition.id
        assert one.value == (None if value is None else pytest.approx(value, rel=1e-5))


async def test_what_is_shown_equals_what_the_events_say(
    database: Database, standards: Standards
) -> None:
    logs = made_up(1)
    await record(database, logs, OWNERS)
    assert await standards.facts.refresh() == len(logs)
    await check(standards, logs)
    await check(standards, logs, language="en", business=True)


async def test_what_goes_on_is_followed(database: Database, standards: Standards) -> None:
    logs = made_up(2)
    await record(database, logs[:40], OWNERS)
    await standards.facts.refresh()
    await check(standards, logs[:40])
    longer = [*made_up(3)[:5]]
    later = [replace(one, conversation_id=logs[n].conversation_id) for n, one in enumerate(longer)]
    await record(database, [*later, *logs[40:]], OWNERS)
    await standards.facts.refresh()
    await check(standards, [*later, *logs[5:]])


async def test_from_scratch_gives_the_same(database: Database, standards: Standards) -> None:
    logs = made_up(4)
    await record(database, logs, OWNERS)
    await standards.facts.refresh()
    shown = await standards.figures(PERIOD)
    async with database.write() as session:
        await session.execute(delete(FactRow))
        await session.execute(delete(FactDay))
    fresh = Standards(database, OFFICE, clock=Clock())
    assert await fresh.facts.recompute() == len(logs)
    assert await fresh.figures(PERIOD) == shown


async def test_nothing_is_written_where_nothing_changed(
    database: Database, standards: Standards
) -> None:
    logs = made_up(5, 10)
    await record(database, logs, OWNERS)
    await standards.facts.refresh()
    assert await standards.facts.conversations([one.conversation_id for one in logs]) == 0


async def test_a_verdict_without_a_message_is_found_within_the_look_back(
    database: Database, standards: Standards
) -> None:
    await standards.facts.refresh()
    talk = Talk("late")
    talk.ask(MONDAY, 1)
    await record(database, [talk.log], {})
    await standards.facts.refresh()
    assert (await standards.figure("fcr_confirmed", PERIOD)).n == 0
    async with database.write() as session:
        await session.execute(update(Contact).values(feedback=1))
    await standards.facts.refresh()
    assert (await standards.figure("fcr_confirmed", PERIOD)).value == 1


async def test_questions_that_editors_move_are_followed(
    database: Database, standards: Standards
) -> None:
    logs = []
    for number in range(6):
        talk = Talk(f"m{number}")
        talk.ask(MONDAY + timedelta(hours=number), number % 2 + 1)
        logs.append(talk.log)
    await record(database, logs, {})
    await standards.facts.refresh()
    assert (await standards.figure("simple_share", PERIOD)).value == 0
    async with database.write() as session:
        await session.execute(update(Question).values(group_id=1))
        session.add(GroupEdit(by="ana", kind="merge", group_id=2))
    await standards.facts.refresh()
    assert (await standards.figure("simple_share", PERIOD)).value == 1
    async with database.write() as session:
        session.add(QuestionGroup(id=1, mark="no_question"))
    assert (await standards.figure("simple_share", PERIOD)).n == 0


async def test_a_forgotten_customer_is_nobody_and_still_counts(
    database: Database, standards: Standards
) -> None:
    logs = made_up(6, 20)
    await record(database, logs, OWNERS)
    await standards.facts.refresh()
    ana = customer_key("ana")
    hers = [one.conversation_id for one in logs if one.customer == ana]
    async with database.write() as session:
        await forget(session, hers)
        mine = IdentifiedConversation.conversation_id.in_(hers)
        await session.execute(delete(IdentifiedConversation).where(mine))
    async with database.read() as session:
        assert ana not in set(await session.scalars(select(FactRow.customer)))
    assert await standards.facts.conversations(hers) == 0
    await check(standards, [replace(one, customer=None) if one.customer == ana else one
                            for one in logs])  # fmt: skip


async def test_a_promise_and_a_survey_that_come_late_are_followed(
    database: Database, standards: Standards
) -> None:
    await standards.facts.refresh()
    talk = Talk("late")
    talk.ask(MONDAY, 1)
    talk.promise(MONDAY, 5, None)
    talk.score(MONDAY, "csat", None)
    talk.score(MONDAY, "empathy", None)
    await record(database, [talk.log], {})
    later = Standards(database, OFFICE, clock=Clock())
    await later.facts.refresh()
    await later.facts.recompute()
    async with database.write() as session:
        await session.execute(update(Promise).values(kept=True, settled_at=NOW, kept_at=NOW))
        await session.execute(update(Survey).values(score=5, answered_at=NOW))
        await session.execute(update(QualitySurvey).values(empathy=3, answered_at=NOW))
    await later.facts.refresh()
    for name, value in (("promises_kept", 1), ("csat", 1), ("quality_empathy", 3)):
        assert (await later.figure(name, PERIOD)).value == value


async def test_two_that_keep_the_same_facts_at_once_agree(
    database: Database, standards: Standards
) -> None:
    logs = made_up(7, 20)
    await record(database, logs, OWNERS)
    other = Standards(database, OFFICE, clock=Clock())
    await asyncio.gather(standards.facts.refresh(), other.facts.refresh())
    await check(standards, logs)
    await check(other, logs)


async def test_a_day_whose_block_is_old_is_read_from_its_facts(
    database: Database, standards: Standards
) -> None:
    logs = made_up(8, 12)
    await record(database, logs[:6], OWNERS)
    await standards.facts.refresh()
    assert (await standards.figure("containment", PERIOD)).n == 6
    await record(database, logs[6:], OWNERS)
    await standards.facts.conversations([one.conversation_id for one in logs[6:]])
    await check(standards, logs)
    await check(Standards(database, OFFICE, clock=Clock()), logs)


async def test_the_command_makes_everything_from_scratch(tmp_path: Path) -> None:
    settings = Settings(_env_file=None, var_dir=tmp_path)  # type: ignore[call-arg]
    database = Database(settings.database)
    await database.upgrade()
    await record(database, made_up(9, 8), OWNERS)
    assert await recompute(settings) == 8
    async with database.read() as session:
        assert (
            await session.scalar(select(func.count()).where(FactDay.packed != FactDay.revision))
            == 0
        )
        assert await session.scalar(select(func.count(FactRow.id))) > 8
    await database.close()


async def test_figures_trend_parts_and_rows_agree(database: Database, standards: Standards) -> None:
    await record(database, made_up(10, 80), OWNERS)
    await standards.facts.refresh()
    for one in await standards.figures(PERIOD):
        name = one.definition.id
        rows = await standards.rows(name, PERIOD, limit=1000)
        values = [row.value for row in rows if row.value is not None]
        assert len(values) == one.n, name
        assert len(rows) == one.n + one.left_out, name
        assert Counter(row.counted_as for row in rows) == {part.name: part.n for part in one.parts}
        assert [row.at for row in rows] == sorted((row.at for row in rows), reverse=True)
        pieces = "".join([piece async for piece in standards.csv(name, PERIOD)])
        assert len(pieces.splitlines()) == len(rows) + 1, name
        if name != "returning_customers":
            for dimension in ("language", "product", "topic", "channel"):
                parts = await standards.by(name, dimension, PERIOD)
                assert sum(part.n for _, part in parts) == one.n, name
        # What is simple, and who came back, depends on the period.
        if name not in ("returning_customers", "simple_cost", "simple_time"):
            steps = await standards.trend(name, PERIOD, "day")
            assert sum(step.figure.n for step in steps) == one.n, name


async def test_pages_of_rows_follow_one_another(database: Database, standards: Standards) -> None:
    await record(database, made_up(11, 30), OWNERS)
    await standards.facts.refresh()
    whole = await standards.rows("mean_response", PERIOD, limit=100)
    pages = [
        await standards.rows("mean_response", PERIOD, skip=n, limit=7) for n in range(0, 99, 7)
    ]
    assert [row for page in pages for row in page] == whole


async def test_simulated_customers_count_only_where_they_may_come(database: Database) -> None:
    talks = [Talk("real"), Talk("played", simulated=True)]
    for talk in talks:
        talk.ask(MONDAY, 1)
    await record(database, [one.log for one in talks], {})
    real = Standards(database, OFFICE, clock=Clock())
    await real.facts.refresh()
    assert (await real.figure("containment", PERIOD)).n == 1
    played = Standards(database, OFFICE, simulated=True, clock=Clock())
    assert (await played.figure("containment", PERIOD)).n == 2
    assert [one.simulated for one in await played.rows("containment", PERIOD)].count(True) == 1
