"""What became of questions after an entry was published."""

from datetime import date, datetime, timedelta
from types import SimpleNamespace

from sqlalchemy import update

from bot.agents import Agent
from bot.demand import Demand
from bot.demand.decisions import Decisions
from bot.demand.effect_rows import Publishing, publishings, tried
from bot.editorial import DraftSource
from bot.editorial.tables import FaqDraft, FaqEvent
from bot.groups.tables import QuestionGroup
from tests.demand.conftest import TODAY
from tests.demand.rows import ANSWERED, NOON, TO_AGENT, Rows

DAY = date(2026, 10, 10)
ONE = Publishing(1, "¿Café?", "Coffee?", 1, DAY)


async def publish(demand: Demand, by: Agent, group: int, days_ago: int) -> int:
    """An entry about a group that was published some days ago."""
    draft = await demand.office.draft(DraftSource(question_es="¿Café?", group_id=group), by)
    at = NOON - timedelta(days_ago)
    async with demand.database.write() as session:
        session.add(FaqEvent(draft_id=draft, kind="published", version=1, at=at, by=by.id))
        row = await session.get_one(FaqDraft, draft)
        row.state, row.live_version = "published", 1
    return draft


async def asked(rows: Rows, group: int, before: tuple[int, int], after: tuple[int, int]) -> None:
    """So many questions to an agent, of so many, in the weeks before and after ten days ago."""
    for (hits, count), at in ((before, 15), (after, 5)):
        for n in range(count):
            outcome = TO_AGENT if n < hits else ANSWERED
            await rows.ask(group, outcome=outcome, days_ago=at + n % 5 - 2)


async def test_an_entry_that_helped_and_one_that_did_not(
    rows: Rows, demand: Demand, carla: Agent
) -> None:
    helped, not_helped, alone, busy = [await rows.group(f"g{n}") for n in range(4)]
    await asked(rows, helped, (25, 30), (3, 30))
    await asked(rows, not_helped, (12, 30), (12, 30))
    await asked(rows, alone, (15, 50), (15, 50))
    await asked(rows, busy, (0, 40), (40, 40))
    await demand.tallies.recount_all()
    await publish(demand, carla, helped, 10)
    await publish(demand, carla, not_helped, 10)
    then = Decisions(demand.database, lambda: NOON - timedelta(3))
    await then.decide(carla.id, busy, "no_content", "done")
    found = await demand.effects.tried(TODAY)
    assert [(one.publishing.group_id, one.verdict) for one in found] == [
        (not_helped, "no_change"),
        (helped, "helped"),
    ]
    one = found[1]
    assert one.days == 9
    assert (one.to_agent.before.hits, one.to_agent.before.asked) == (25, 30)
    assert (one.to_agent.after.hits, one.to_agent.after.asked) == (3, 30)
    # Neither the other entry's group nor the one that something was done about.
    assert (one.to_agent.others_before.hits, one.to_agent.others_before.asked) == (15, 50)
    assert (one.to_agent.others_after.hits, one.to_agent.others_after.asked) == (15, 50)
    assert one.unanswered.before.hits == 25
    assert one.effect.change < -0.6


async def test_a_group_that_was_merged_is_followed(
    rows: Rows, demand: Demand, carla: Agent
) -> None:
    gone, home = await rows.group("a"), await rows.group("b")
    async with demand.database.write() as session:
        (await session.get_one(QuestionGroup, gone)).merged_into = home
    await publish(demand, carla, gone, 10)
    [one] = await demand.effects.tried(TODAY)
    assert one.publishing.group_id == home
    assert one.verdict == "too_early"


async def test_what_was_taken_back_or_is_long_ago_is_not_told(
    rows: Rows, demand: Demand, carla: Agent
) -> None:
    group = await rows.group("a")
    taken_back = await publish(demand, carla, group, 10)
    await publish(demand, carla, group, 300)
    async with demand.database.write() as session:
        mine = (FaqEvent.draft_id == taken_back, FaqEvent.kind == "published")
        await session.execute(update(FaqEvent).where(*mine).values(undone_at=NOON))
    assert await demand.effects.tried(TODAY) == []


def event(kind: str, day: int) -> SimpleNamespace:
    """Something that was done with an entry in October."""
    named = {"id": 1, "question_es": "¿Café?", "question_en": "Coffee?", "group_id": 1}
    return SimpleNamespace(kind=kind, at=datetime(2026, 10, day, 10), **named)


def test_each_version_has_its_own_time() -> None:
    events = [event("published", 3), event("published", 10), event("retired", 20)]
    first, second = publishings(events, {})
    assert (first.day.day, first.begins, first.ends) == (3, None, date(2026, 10, 10))
    assert (second.day.day, second.begins, second.ends) == (
        10,
        date(2026, 10, 3),
        date(2026, 10, 20),
    )
    assert (first.days(TODAY), second.days(TODAY)) == (6, 6)


def test_what_was_published_twice_on_a_day_counts_once() -> None:
    [one] = publishings([event("published", 3), event("published", 3)], {})
    assert one.ends is None


def test_windows_do_not_count_the_day_itself_or_today() -> None:
    assert ONE.days(DAY) == 0
    assert ONE.days(DAY + timedelta(1)) == 0
    assert ONE.days(DAY + timedelta(8)) == 7
    assert ONE.days(DAY + timedelta(99)) == 28


def test_the_counts_are_those_of_the_two_windows() -> None:
    at = DAY.toordinal()
    own = {1: {at - 3: (9, 9, 9), at - 2: (5, 3, 1), at: (50, 50, 50), at + 2: (6, 1, 0)}}
    total = {day: (100, 20, 10) for day in range(at - 9, at + 9)}
    found = tried(ONE, DAY + timedelta(3), own, total, {1: [DAY]})
    assert found.days == 2
    four = found.to_agent
    assert (four.before.hits, four.before.asked) == (3, 5)
    assert (four.after.hits, four.after.asked) == (1, 6)
    assert (four.others_before.hits, four.others_before.asked) == (37, 195)
    assert (four.others_after.hits, four.others_after.asked) == (39, 194)
