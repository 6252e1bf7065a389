"""Waiting on a real PostgreSQL: writers do not queue there, so that races are real."""

import asyncio
from collections import Counter as Tally
from collections.abc import AsyncIterator
from uuid import uuid4

import asyncpg
import pytest
from sqlalchemy import make_url

from bot.database import Database
from bot.hours import Hours
from bot.waiting import SlotTaken
from tests.waiting.conftest import Clock, Counter, People


@pytest.fixture
async def counter(
    postgres_server: str, clock: Clock, people: People, hours: Hours
) -> AsyncIterator[Counter]:
    """Everything over a database of the server's."""
    name = f"mostrador_{uuid4().hex}"
    connection = await asyncpg.connect(postgres_server)
    await connection.execute(f"CREATE DATABASE {name}")
    await connection.close()
    url = make_url(postgres_server).set(drivername="postgresql+asyncpg", database=name)
    database = Database(url.render_as_string(hide_password=False))
    await database.upgrade()
    yield Counter(database, clock, people, hours)
    await database.close()


async def test_of_many_at_once_only_as_many_as_there_are_places_get_a_slot(
    counter: Counter,
) -> None:
    slots = (await counter.choices.free())[:3]
    asking = [await counter.ask() for _ in range(12)]
    found = await asyncio.gather(
        *(
            counter.choices.book(one, "612345678", slots[number % 3].begins_at)
            for number, one in enumerate(asking)
        ),
        return_exceptions=True,
    )
    taken = Tally(call.slot_at for call, _ in await counter.callbacks.listed())
    assert taken == {one.begins_at: 2 for one in slots}
    assert sum(isinstance(one, SlotTaken) for one in found) == 6


async def test_told_from_everywhere_at_once_it_is_told_and_promised_once(counter: Counter) -> None:
    mine = await counter.ask(tell=False)
    await asyncio.gather(
        *(counter.telling.tell(mine) for _ in range(5)),
        *(counter.telling.catch_up() for _ in range(3)),
    )
    assert len(await counter.notices(mine)) == len(await counter.promises.of(mine)) == 1


async def test_a_day_of_waiting_goes_the_same_way_there(counter: Counter) -> None:
    first, second = await counter.ask(), await counter.ask("en")
    assert (await counter.waiting.of(second)).position == 2
    await counter.choices.leave_email(first, "eva@example.com")
    assert (await counter.waiting.of(second)).position == 1
    await counter.answered(second)
    assert await counter.promises.score() == 1
    scores = await counter.promises.scores(counter.clock.at)
    assert [(one.kept, one.let_go, one.open) for one in scores] == [(1, 1, 0), (0, 0, 1), (0, 0, 0)]
