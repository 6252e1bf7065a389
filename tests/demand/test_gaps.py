"""Unanswered questions leave the list when something is done, and come back if it did not help."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select, update

from bot.agents import Agent
from bot.database import Database
from bot.demand import Demand
from bot.demand.decisions import DecisionGone, Decisions
from bot.demand.gaps import Gap
from bot.editorial import DraftSource
from bot.editorial.tables import FaqDraft, FaqEvent
from bot.groups.tables import QuestionGroup
from tests.demand.conftest import VIEW
from tests.demand.rows import DISLIKED, LIKED, NOON, Rows, missed

DAY = timedelta(days=1)


async def gaps(demand: Demand, cause: str = "no_content") -> list[Gap]:
    """What is open for a cause."""
    await demand.tallies.recount_all()
    return list((await demand.unanswered.page(VIEW, cause)).gaps)


async def decide(
    demand: Demand, group: int, fix: str, at: datetime = NOON, draft: int | None = None
) -> int:
    """Something is done about a group's missing content; the decision's number."""
    then = Decisions(demand.database, lambda: at)
    return (await then.decide("eva", group, "no_content", fix, draft)).id


async def test_questions_are_listed_by_cause_with_examples(rows: Rows, demand: Demand) -> None:
    filters, drip = await rows.group("filtros", "filters"), await rows.group("gotea")
    for n in range(3):
        await rows.ask(filters, f"filtro {n}", missed(), days_ago=n)
    await rows.ask(filters, "filtro bueno", LIKED)
    await rows.ask(filters, "filtro raro", missed("ranked_low"))
    await rows.ask(drip, "gotea", missed(None))
    await rows.ask(drip, "no me sirve", DISLIKED)
    found = await gaps(demand)
    assert [(one.group_id, one.count) for one in found] == [(filters, 3), (drip, 1)]
    assert [one.text for one in found[0].samples] == ["filtro 0", "filtro 1"]
    assert [one.group_id for one in await gaps(demand, "unhelpful")] == [drip]
    counts = (await demand.unanswered.page(VIEW, "no_content")).counts
    assert counts["no_content"] == (4, 2)
    assert counts["ranked_low"] == (1, 1)
    assert counts["off_topic"] == (0, 0)


async def test_filters_and_simulated_questions(rows: Rows, demand: Demand) -> None:
    group = await rows.group("filtros", "filters", topic="manual_question")
    await rows.ask(group, "filter", missed(), language="en", product="levante")
    await rows.ask(group, "filtro", missed(), simulated=True)
    await demand.tallies.recount_all()
    for asked, count in (
        ({}, [1]), ({"simulated": True}, [2]), ({"language": "es"}, []),
        ({"product": "levante"}, [1]), ({"search": "FILT"}, [1]), ({"search": "agua"}, []),
        ({"topic": "other"}, []),
    ):  # fmt: skip
        page = await demand.unanswered.page(replace(VIEW, **asked), "no_content")  # type: ignore[arg-type]
        assert [one.count for one in page.gaps] == count, asked


async def test_groups_for_people_only_are_counted_apart(rows: Rows, demand: Demand) -> None:
    bill = await rows.group("factura", mark="person_only")
    nothing = await rows.group("hola", mark="no_question")
    await rows.ask(bill, "factura", missed())
    await rows.ask(nothing, "hola", missed())
    assert await gaps(demand) == []
    assert (await demand.unanswered.page(VIEW, "no_content")).apart == (1, 1)


async def test_what_is_mended_leaves_and_comes_back_when_asked_in_vain(
    rows: Rows, demand: Demand
) -> None:
    group = await rows.group("filtros")
    await rows.ask(group, "filtro", missed(), days_ago=3)
    await decide(demand, group, "done", NOON - 2 * DAY)
    assert await gaps(demand) == []
    assert await demand.unanswered.one(VIEW, group, "no_content") is None
    await rows.ask(group, "filtro", LIKED, days_ago=1)
    assert await gaps(demand) == [], "it was answered"
    await rows.ask(group, "filtro", missed(), days_ago=1)
    [back] = await gaps(demand)
    assert (back.again, back.count) == ("done", 2)
    assert await demand.unanswered.one(VIEW, group, "no_content") == back


async def test_another_cause_is_another_gap(rows: Rows, demand: Demand) -> None:
    group = await rows.group("filtros")
    await rows.ask(group, "filtro", missed("ranked_low"))
    await decide(demand, group, "done")
    assert [one.group_id for one in await gaps(demand, "ranked_low")] == [group]


async def test_while_an_entry_is_in_work_it_is_off_the_list(
    rows: Rows, demand: Demand, carla: Agent, database: Database
) -> None:
    group = await rows.group("filtros")
    await rows.ask(group, "filtro", missed(), days_ago=5)
    draft = await demand.office.draft(DraftSource(question_es="¿Filtros?", group_id=group), carla)
    await decide(demand, group, "written", NOON - 4 * DAY, draft)
    await rows.ask(group, "filtro", missed(), days_ago=3)
    assert await gaps(demand) == []
    published = NOON - 2 * DAY
    async with database.write() as session:
        live = {"state": "published", "live_version": 1}
        await session.execute(update(FaqDraft).where(FaqDraft.id == draft).values(**live))
        event = FaqEvent(draft_id=draft, kind="published", version=1, at=published, by="eva")
        session.add(event)
    assert await gaps(demand) == [], "what was asked before it was published does not count"
    await rows.ask(group, "filtro", missed(), days_ago=1)
    assert [one.again for one in await gaps(demand)] == ["written"]
    async with database.write() as session:
        await session.execute(update(FaqDraft).values(state="retired", live_version=None))
    assert [one.again for one in await gaps(demand)] == [""]


async def test_what_was_asked_before_any_entry_about_it_was_published_needs_nothing(
    rows: Rows, demand: Demand, carla: Agent, database: Database
) -> None:
    group, merged = await rows.group("filtros"), await rows.group("filtro")
    await rows.ask(group, "filtro", missed(), days_ago=5)
    await demand.office.draft(DraftSource(question_es="¿Filtros?", group_id=merged), carla)
    async with database.write() as session:
        (await session.get_one(QuestionGroup, merged)).merged_into = group
        [draft] = await session.scalars(select(FaqDraft))
        draft.state, draft.live_version = "published", 1
        at = NOON - 2 * DAY
        session.add(FaqEvent(draft_id=draft.id, kind="published", version=1, at=at, by="eva"))
    assert await gaps(demand) == [], "nobody decided anything, but it is answered by now"
    await rows.ask(group, "el filtro", missed(), days_ago=1)
    assert [(one.count, one.again) for one in await gaps(demand)] == [(2, "written")]
    async with database.write() as session:
        (await session.get_one(FaqDraft, draft.id)).live_version = None
    assert [one.again for one in await gaps(demand)] == [""]


async def test_a_draft_that_was_thrown_away_mends_nothing(rows: Rows, demand: Demand) -> None:
    group = await rows.group("filtros")
    await rows.ask(group, "filtro", missed(), days_ago=1)
    await decide(demand, group, "written", NOON, draft=77)
    assert [one.group_id for one in await gaps(demand)] == [group]


async def test_an_entry_that_nobody_worked_on_since_mends_nothing(
    rows: Rows, demand: Demand, carla: Agent, database: Database
) -> None:
    group = await rows.group("filtros")
    await rows.ask(group, "filtro", missed(), days_ago=5)
    draft = await demand.office.draft(DraftSource(question_es="¿Filtros?", group_id=group), carla)
    async with database.write() as session:
        live = {"state": "published", "live_version": 1}
        await session.execute(update(FaqDraft).values(**live))
        at = NOON - 20 * DAY
        session.add(FaqEvent(draft_id=draft, kind="published", version=1, at=at, by="eva"))
    await decide(demand, group, "reworded", NOON - 4 * DAY, draft)
    assert [one.again for one in await gaps(demand)] == ["written"], "it was only opened"
    async with database.write() as session:
        await session.execute(update(FaqDraft).values(state="draft"))
    assert await gaps(demand) == [], "somebody writes"
    async with database.write() as session:
        await session.execute(update(FaqDraft).values(state="published"))
        at = NOON - 2 * DAY
        session.add(FaqEvent(draft_id=draft, kind="published", version=2, at=at, by="eva"))
    assert await gaps(demand) == []
    await rows.ask(group, "filtro", missed(), days_ago=1)
    assert [one.again for one in await gaps(demand)] == ["reworded"]


async def test_the_newest_decision_holds_and_can_be_taken_back(rows: Rows, demand: Demand) -> None:
    group = await rows.group("filtros")
    await rows.ask(group, "filtro", missed(), days_ago=1)
    await decide(demand, group, "done", NOON - 2 * DAY)
    last = await decide(demand, group, "done", NOON)
    assert await gaps(demand) == []
    shown = await demand.decisions.latest()
    assert (shown[0].row.id, shown[0].by, shown[0].label_es) == (last, "eva", "filtros")
    await demand.decisions.take_back(last)
    assert [one.group_id for one in await gaps(demand)] == [group]
    with pytest.raises(DecisionGone):
        await demand.decisions.take_back(last)


async def test_the_questions_of_a_gap_are_its_own(rows: Rows, demand: Demand) -> None:
    group = await rows.group("filtros")
    await rows.ask(group, "bien", LIKED)
    for n in range(3):
        await rows.ask(group, f"mal {n}", DISLIKED, days_ago=n)
    asked = await demand.unanswered.asked(VIEW, group, "unhelpful")
    assert [one.text for one in asked] == ["mal 0", "mal 1", "mal 2"]
    assert {one.feedback for one in asked} == {-1}
