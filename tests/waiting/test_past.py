"""What is expected of a wait: quantiles with unfinished waits, and what they are taken from."""

import random
from datetime import datetime, timedelta

import numpy as np
import pytest

from bot.conversations import Escalation
from bot.waiting import Expected, Past, Promise, Wait
from bot.waiting.past import ENOUGH, expected, quantile
from tests.waiting.conftest import ASSUMED, TUESDAY, Counter


def waits(*seconds: float, weekday: int = 1, hour: int = 10, ended: bool = True) -> list[Wait]:
    return [Wait(weekday, hour, one, ended) for one in seconds]


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("q", [0.5, 0.9])
def test_without_unfinished_waits_it_is_the_quantile_that_numpy_gives(seed: int, q: float) -> None:
    chance = random.Random(seed)
    seconds = [chance.choice([chance.expovariate(0.01), 60.0]) for _ in range(seed * 7 + 1)]
    found = quantile(waits(*seconds), q)
    assert found == pytest.approx(float(np.quantile(seconds, q, method="inverted_cdf")))


def test_unfinished_waits_count_as_kaplan_and_meier_count_them() -> None:
    # Worked by hand: S(10) = 5/6, S(30) = 5/6 * 3/4 = 0.625, S(50) = 0.625 * 1/2 = 0.3125.
    known = [*waits(10, 30, 50), *waits(20, 40, 60, ended=False)]
    assert quantile(known, 0.3) == 30
    assert quantile(known, 0.5) == 50
    assert quantile(known, 0.9) == 60


def test_who_gives_up_makes_the_expected_wait_longer_not_shorter() -> None:
    served = waits(*range(60, 660, 20))
    gave_up = waits(*[300.0] * 30, ended=False)
    assert quantile([*served, *gave_up], 0.5) > quantile(served, 0.5)


def test_the_same_hour_of_the_week_goes_first_then_the_hour_then_all() -> None:
    here = waits(*[100.0] * ENOUGH)
    other_day = waits(*[200.0] * ENOUGH, weekday=4)
    other_hour = waits(*[300.0] * ENOUGH, weekday=4, hour=16)
    known = here + other_day + other_hour
    assert expected(known, 1, 10) == Expected(100, 100, "hour_of_week", ENOUGH)
    found = expected(known[1:], 1, 10)
    assert found is not None
    assert found.basis == "hour_of_day"
    found = expected(other_hour, 1, 10)
    assert found is not None
    assert (found.basis, found.median_s) == ("recent", 300)
    assert expected(other_hour[1:], 1, 10) is None


async def remember(
    counter: Counter, asked: datetime, minutes: float | None, **more: object
) -> Escalation:
    """A wait of the past that ended after `minutes`, if it did."""
    row = await counter.transcript.start("es")
    replied = asked + timedelta(minutes=minutes) if minutes is not None else None
    ended = (replied or asked) + timedelta(hours=1)
    values = {"reason": "safety", "ended_at": ended, "first_reply_at": replied, **more}
    escalation = Escalation(conversation_id=row.id, asked_at=asked, **values)
    async with counter.database.write() as session:
        session.add(escalation)
    return escalation


async def test_waits_of_this_hour_in_the_last_weeks_are_what_is_told(counter: Counter) -> None:
    for number in range(ENOUGH):
        asked = TUESDAY - timedelta(weeks=1 + number % 4, minutes=-number)
        await remember(counter, asked, 1 + number)
    told = await counter.waiting.of(await counter.ask(tell=False))
    assert told.expected == Expected(10 * 60, 18 * 60, "hour_of_week", ENOUGH + 1)


async def test_old_waits_and_those_of_the_night_teach_nothing(counter: Counter) -> None:
    for _ in range(ENOUGH):
        await remember(counter, TUESDAY - timedelta(weeks=9), 1)
        await remember(counter, TUESDAY - timedelta(days=1, hours=12), 500)
        await remember(counter, TUESDAY - timedelta(days=1), 5, reason="came_back")
    told = await counter.waiting.of(await counter.ask(tell=False))
    assert told.expected == ASSUMED


async def test_a_wait_over_night_counts_its_open_time(counter: Counter) -> None:
    for _ in range(ENOUGH):
        await remember(counter, datetime(2026, 11, 23, 16, 50), 60 * 15 + 20)  # until 8:10
    told = await counter.waiting.of(await counter.ask(tell=False))
    assert told.expected is not None
    assert (told.expected.basis, told.expected.median_s) == ("recent", 20 * 60)


async def test_who_left_an_address_waited_until_then(counter: Counter) -> None:
    asked = TUESDAY - timedelta(weeks=1)
    for _ in range(ENOUGH):
        await remember(counter, asked, 4)
        left = await remember(counter, asked, 50)
        at, due = asked + timedelta(minutes=2), asked + timedelta(days=1)
        promise = Promise(conversation_id=left.conversation_id, escalation_id=left.id,
                          kind="email", said_at=at, due_at=due, detail={})  # fmt: skip
        async with counter.database.write() as session:
            session.add(promise)
    told = await counter.waiting.of(await counter.ask(tell=False))
    assert told.expected is not None
    assert told.expected.p90_s == 4 * 60


async def test_what_is_known_of_the_past_is_five_minutes_old_at_most(counter: Counter) -> None:
    past = Past(counter.database, counter.hours, ASSUMED, counter.clock)
    assert await past.expected() == ASSUMED
    for _ in range(ENOUGH):
        await remember(counter, TUESDAY - timedelta(weeks=1), 4)
    counter.clock.on(seconds=299)
    assert await past.expected() == ASSUMED
    counter.clock.on(seconds=1)
    assert (await past.expected()).median_s == 4 * 60
