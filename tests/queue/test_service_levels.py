"""The three clocks: their definitions on examples, and what must hold of any conversation."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.service_levels import Spoke, Targets, Timer, always_open, timers

START = datetime(2026, 3, 2, 9, 0)
TARGETS = Targets(first_reply=300, next_reply=180, resolution=3600, warn=0.5)


def at(seconds: float) -> datetime:
    return START + timedelta(seconds=seconds)


def nine_to_six(since: datetime, until: datetime) -> float:
    """Open seconds of a place that is open every day from 9 to 18."""
    total, day = 0.0, since.replace(hour=0, minute=0, second=0, microsecond=0)
    while day < until:
        begin, end = day + timedelta(hours=9), day + timedelta(hours=18)
        total += max(0.0, (min(end, until) - max(begin, since)).total_seconds())
        day += timedelta(days=1)
    return total


def said(*spoken: tuple[float, str]) -> list[Spoke]:
    return [Spoke(at(seconds), side) for seconds, side in spoken]  # type: ignore[arg-type]


def clocks(seconds: float, *spoken: tuple[float, str]) -> dict[str, Timer]:
    found = timers(START, said(*spoken), at(seconds), TARGETS, always_open)
    return {one.kind: one for one in found}


def test_nobody_has_answered_yet() -> None:
    found = clocks(100)
    assert {kind: one.used for kind, one in found.items()} == {
        "first_reply": 100,
        "resolution": 100,
    }
    assert found["first_reply"].left == 200
    assert not found["first_reply"].paused


def test_more_words_of_the_customer_do_not_begin_the_first_reply_anew() -> None:
    assert clocks(100, (10, "customer"), (90, "customer"))["first_reply"].used == 100


def test_after_the_answer_all_stands_still_until_the_customer_writes() -> None:
    found = clocks(500, (60, "agent"))
    assert set(found) == {"resolution"}
    assert (found["resolution"].used, found["resolution"].paused) == (60, True)


def test_the_next_reply_counts_from_the_first_words_after_the_answer() -> None:
    found = clocks(200, (60, "agent"), (100, "customer"), (150, "customer"))
    assert found["next_reply"].used == 100
    assert found["resolution"].used == 160
    assert not found["resolution"].paused


def test_two_answers_in_a_row_are_one_pause() -> None:
    found = clocks(300, (60, "agent"), (80, "agent"), (200, "customer"), (250, "agent"))
    assert found["resolution"].used == 60 + 50


@pytest.mark.parametrize(
    ("seconds", "level"),
    [(0, "fine"), (149, "fine"), (150, "soon"), (300, "broken"), (9e5, "broken")],
)
def test_a_clock_warns_before_it_breaks(seconds: float, level: str) -> None:
    assert clocks(seconds)["first_reply"].level == level


def test_a_night_does_not_count() -> None:
    asked, morning = datetime(2026, 3, 2, 17, 59), datetime(2026, 3, 3, 9, 2)
    found = timers(asked, [], morning, TARGETS, nine_to_six)
    assert {one.kind: one.used for one in found} == {"first_reply": 180, "resolution": 180}


def test_what_was_said_before_the_asking_is_left_out() -> None:
    before = [Spoke(at(-60), "agent"), Spoke(at(-30), "customer")]
    [first, _] = timers(START, before, at(10), TARGETS, always_open)
    assert (first.kind, first.used) == ("first_reply", 10)


talks = st.lists(
    st.tuples(st.integers(0, 200_000), st.sampled_from(["customer", "agent"])), max_size=12
).map(sorted)
moments = st.integers(0, 300_000)


@given(talks, moments)
def test_a_reply_is_owed_or_the_customer_must_answer(
    talk: list[tuple[int, str]], moment: int
) -> None:
    found = {one.kind: one for one in timers(START, said(*talk), at(moment), TARGETS, nine_to_six)}
    assert "resolution" in found
    assert ("first_reply" in found) + ("next_reply" in found) + found["resolution"].paused == 1
    answered = any(side == "agent" and when <= moment for when, side in talk)
    assert ("first_reply" in found) == (not answered)


@given(talks, moments)
def test_no_clock_counts_more_than_the_open_time_since_the_asking(
    talk: list[tuple[int, str]], moment: int
) -> None:
    open_time = nine_to_six(START, at(moment))
    for one in timers(START, said(*talk), at(moment), TARGETS, nine_to_six):
        assert 0 <= one.used <= open_time


@given(talks, moments, st.integers(0, 50_000))
def test_time_alone_never_turns_a_clock_back(
    talk: list[tuple[int, str]], moment: int, more: int
) -> None:
    quiet = [one for one in talk if one[0] <= moment]
    earlier = timers(START, said(*quiet), at(moment), TARGETS, nine_to_six)
    later = timers(START, said(*quiet), at(moment + more), TARGETS, nine_to_six)
    assert [one.kind for one in earlier] == [one.kind for one in later]
    for before, after in zip(earlier, later, strict=True):
        assert after.used >= before.used
        if before.paused:
            assert after.used == before.used


@given(talks, moments)
def test_the_resolution_is_all_time_but_the_customers(
    talk: list[tuple[int, str]], moment: int
) -> None:
    """Counted second by second by another, slower rule."""
    heard = [one for one in talk if one[0] <= moment]
    used, last, customers = 0, 0, False
    for when, side in heard:
        used += 0 if customers else when - last
        last, customers = when, side == "agent"
    used += 0 if customers else moment - last
    [resolution] = [
        one
        for one in timers(START, said(*heard), at(moment), TARGETS, always_open)
        if one.kind == "resolution"
    ]
    assert resolution.used == used
