"""The clock jumps from event to event, in order, and waits for whoever is busy."""

import asyncio
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.agenda import Agenda

START = datetime(2026, 10, 1, 8)


class Time:
    """A clock that moves only when it is set."""

    def __init__(self) -> None:
        self.now = START
        self.jumps: list[datetime] = []

    def read(self) -> datetime:
        """The present."""
        return self.now

    async def go_to(self, moment: datetime) -> None:
        """Set it."""
        self.jumps.append(moment)
        self.now = moment


def agenda(time: Time, together: float = 0) -> Agenda:
    """An agenda over that clock."""
    return Agenda(time.read, time.go_to, timedelta(seconds=together))


async def test_everybody_is_woken_in_the_order_of_their_time() -> None:
    time, said = Time(), []
    plan = agenda(time)

    async def sleeper(name: str, *pauses: float) -> None:
        for pause in pauses:
            await plan.sleep(pause)
            said.append((name, (time.now - START).total_seconds()))

    plan.start(sleeper("slow", 50, 50))
    plan.start(sleeper("fast", 20, 20, 20))
    await plan.run(START + timedelta(seconds=70))
    assert said == [("fast", 20), ("fast", 40), ("slow", 50), ("fast", 60)]
    assert time.now == START + timedelta(seconds=70)
    await plan.stop()


async def test_the_clock_stands_while_somebody_is_busy() -> None:
    time, seen = Time(), []
    plan = agenda(time)

    async def busy() -> None:
        await plan.sleep(10)
        for _ in range(20):
            await asyncio.sleep(0)
        seen.append(time.now)

    async def next_one() -> None:
        await plan.sleep(11)
        seen.append(time.now)

    plan.start(busy())
    plan.start(next_one())
    await plan.run(START + timedelta(seconds=60))
    assert seen == [START + timedelta(seconds=10), START + timedelta(seconds=11)]


async def test_a_signal_wakes_who_waits_and_a_wait_has_an_end() -> None:
    time, told = Time(), []
    plan = agenda(time)
    bell = plan.signal()

    async def waits(seconds: float) -> None:
        rang = await plan.wait(bell, seconds)
        told.append((rang, (time.now - START).total_seconds()))

    async def rings() -> None:
        await plan.sleep(30)
        bell.fire()

    plan.start(waits(10))
    plan.start(waits(100))
    plan.start(rings())
    await plan.run(START + timedelta(seconds=200))
    assert told == [(False, 10), (True, 30)]


async def test_what_is_near_in_time_goes_on_together() -> None:
    time, together = Time(), []
    plan = agenda(time, together=30)

    async def one(after: float) -> None:
        await plan.sleep(after)
        together.append(time.now)

    for after in (10, 25, 45):
        plan.start(one(after))
    await plan.run(START + timedelta(seconds=100))
    assert together == [START + timedelta(seconds=one) for one in (10, 10, 45)]


async def test_what_fails_is_raised() -> None:
    plan = agenda(Time())

    async def fails() -> None:
        await plan.sleep(5)
        raise ValueError("too late")

    plan.start(fails())
    with pytest.raises(ValueError, match="too late"):
        await plan.run(START + timedelta(seconds=10))
    await plan.stop()


async def test_what_is_not_due_by_then_is_broken_off() -> None:
    plan, said = agenda(Time()), []

    async def late() -> None:
        await plan.sleep(500)
        said.append("too late")

    plan.start(late())
    plan.start(late(), START + timedelta(seconds=400))
    await plan.run(START + timedelta(seconds=10))
    await plan.stop()
    assert said == []


@given(st.lists(st.floats(0.001, 1000), min_size=1, max_size=12), st.floats(0, 60))
def test_time_never_goes_back(pauses: list[float], together: float) -> None:
    time = Time()

    async def all_of_them() -> None:
        plan = agenda(time, together)
        for pause in pauses:
            plan.start(plan.sleep(pause))
        await plan.run(START + timedelta(seconds=2000))

    asyncio.run(all_of_them())
    assert time.jumps == sorted(time.jumps)
    assert time.now == START + timedelta(seconds=2000)
