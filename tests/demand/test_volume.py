"""Groups by volume, with filters."""

from dataclasses import replace

import pytest

from bot.agents import Agent
from bot.database import Database
from bot.demand import Demand
from bot.demand.view import View
from bot.demand.volume import WEEKS, Group, Volume
from bot.editorial import DraftSource
from tests.demand.conftest import SIMPLE, VIEW
from tests.demand.rows import DISLIKED, LIKED, TO_AGENT, Rows, missed


@pytest.fixture
async def volume(database: Database, rows: Rows, demand: Demand) -> Volume:
    """Three groups: 1 is asked 5 times, 2 three times by mail in English, 3 is no question."""
    cafe = await rows.group("café", "coffee", topic="manual_question", product="levante")
    bill = await rows.group("factura", None, topic="request_invoice", mark="person_only")
    nothing = await rows.group("¿qué tal?", "how are you?", mark="no_question")
    for outcome in (LIKED, LIKED, DISLIKED, TO_AGENT, missed()):
        await rows.ask(cafe, "café", outcome, product="levante")
    for days in (1, 8, 40):
        await rows.ask(bill, "bill", TO_AGENT, days_ago=days, language="en", channel="mail")
    await rows.ask(cafe, "coffee", days_ago=30, language="en", product="cierzo")
    for _ in range(9):
        await rows.ask(nothing, "¿qué tal?")
    await demand.tallies.recount_all()
    return Volume(database, SIMPLE)


async def labels(volume: Volume, view: View) -> list[str]:
    """The groups of a view in their order."""
    return [one.label("es") for one in (await volume.page(view)).groups]


async def test_the_most_asked_come_first_with_what_became_of_them(volume: Volume) -> None:
    page = await volume.page(VIEW)
    assert [(one.label("es"), one.asked) for one in page.groups] == [("café", 5), ("factura", 2)]
    assert page.count == 2
    cafe = page.groups[0]
    assert (cafe.unanswered, cafe.alone, cafe.to_agent, cafe.up, cafe.down) == (2, 3, 1, 2, 1)
    assert cafe.agent_s == 240
    assert cafe.before == 1
    assert cafe.change == 4.0
    assert cafe.languages == {"es": 5}
    assert cafe.products == {"levante": 5}
    assert page.groups[1].change == 1.0


async def test_weeks_are_those_that_end_with_the_view(volume: Volume) -> None:
    cafe, bill = (await volume.page(VIEW)).groups
    assert len(cafe.weeks) == WEEKS
    assert cafe.weeks[-1] == 5
    assert cafe.weeks[-5] == 1
    assert sum(bill.weeks) == 3


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"language": "en"}, ["factura"]),
        ({"channel": "mail"}, ["factura"]),
        ({"product": "levante"}, ["café"]),
        ({"product": "-"}, ["factura"]),
        ({"product": "terral"}, []),
        ({"topic": "request_invoice"}, ["factura"]),
        ({"mark": "person_only"}, ["factura"]),
        ({"mark": "no_question"}, ["¿qué tal?"]),
        ({"search": "FACT"}, ["factura"]),
        ({"search": "coff"}, ["café"]),
        ({"search": "100%"}, []),
        ({"days": 91, "language": "en"}, ["factura", "café"]),
        ({"simple": True}, ["café"]),
        ({"simple": True, "days": 91}, ["café", "factura"]),
        ({"simple": True, "language": "en", "days": 91}, ["factura", "café"]),
        ({"sort": "unanswered"}, ["café", "factura"]),
        ({"sort": "agents"}, ["factura", "café"]),
        ({"sort": "thumbs"}, ["café", "factura"]),
        ({"sort": "change"}, ["café", "factura"]),
    ],
)
async def test_filters(volume: Volume, asked: dict[str, object], found: list[str]) -> None:
    assert await labels(volume, replace(VIEW, **asked)) == found  # type: ignore[arg-type]


async def test_groups_that_are_near_are_found_whatever_they_are_called(volume: Volume) -> None:
    page = await volume.page(replace(VIEW, search="espresso"), near=[1])
    assert [one.id for one in page.groups] == [1]


async def test_pages_have_their_size_and_the_count_of_all(volume: Volume) -> None:
    second = await volume.page(replace(VIEW, page=2), size=1)
    assert [one.label("es") for one in second.groups] == ["factura"]
    assert second.count == 2
    beyond = await volume.page(replace(VIEW, page=9), size=1)
    assert (beyond.groups, beyond.count) == ((), 2)


async def test_what_is_written_about_a_group_is_told(
    volume: Volume, demand: Demand, carla: Agent
) -> None:
    draft = await demand.office.draft(DraftSource(question_es="¿Café?", group_id=1), carla)
    cafe = (await volume.page(VIEW)).groups[0]
    assert [(one.draft_id, one.state, one.live) for one in cafe.written] == [
        (draft, "draft", False)
    ]


async def test_one_group_is_there_even_when_nobody_asked(volume: Volume) -> None:
    group = await volume.group(replace(VIEW, language="en", days=7), 1)
    assert group
    assert (group.asked, group.share(group.alone)) == (0, 0.0)
    assert await volume.group(VIEW, 99) is None


async def test_simulated_questions_count_where_they_are_wished_for(
    volume: Volume, demand: Demand, rows: Rows
) -> None:
    await rows.ask(1, simulated=True)
    await demand.tallies.recount_all()
    assert (await volume.page(VIEW)).groups[0].asked == 5
    assert (await volume.page(replace(VIEW, simulated=True))).groups[0].asked == 6


def test_a_label_is_in_the_language_or_in_the_other() -> None:
    group = Group(7, "café", "", "open", None, None, 0, 0, 0, 0, 0, 0, 0.0)
    assert (group.label("en"), group.label("es")) == ("café", "café")
    assert replace(group, label_es="").label("en") == "#7"
