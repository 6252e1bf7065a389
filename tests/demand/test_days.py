"""Counting questions by day."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.demand.days import CAUSES, Asked, Sums, cause_of, differs, tally
from tests.demand.rows import NOON

ONE = Asked(1, NOON, "es", "levante", "web", False, "assistant", "answered_faq")


def asked(**values: object) -> Asked:
    """A question that differs from the usual one."""
    return ONE._replace(**values)


QUESTIONS = st.builds(
    Asked,
    st.integers(1, 3),
    st.integers(0, 60 * 24 * 5).map(lambda minutes: NOON - timedelta(minutes=minutes)),
    st.sampled_from(["es", "en"]),
    st.sampled_from([None, "levante"]),
    st.sampled_from(["web", "mail"]),
    st.booleans(),
    st.sampled_from(["assistant", "agent", "nobody"]),
    st.sampled_from([None, "answered_faq", "answered_manual", "transaction", "unanswered"]),
    st.sampled_from([None, "no_content", "ranked_low"]),
    st.sampled_from([None, 1, -1]),
    st.floats(0, 900),
)


@settings(deadline=None)
@given(st.lists(QUESTIONS, max_size=40))
def test_every_question_is_counted_once(questions: list[Asked]) -> None:
    found = tally(questions)
    assert sum(one.asked for one in found.values()) == len(questions)
    nobody = sum(one.answered_by == "nobody" for one in questions)
    agents = sum(one.answered_by == "agent" for one in questions)
    assert sum(one.to_agent for one in found.values()) == agents
    assert sum(one.alone for one in found.values()) == len(questions) - agents - nobody
    assert sum(one.unanswered for one in found.values()) >= nobody


@settings(deadline=None)
@given(st.lists(QUESTIONS, max_size=20))
def test_the_order_of_questions_does_not_matter(questions: list[Asked]) -> None:
    there, back = tally(questions), tally(questions[::-1])
    assert there.keys() == back.keys()
    assert [one.asked for one in there.values()] == [back[key].asked for key in there]
    assert [one.last_at for one in there.values()] == [back[key].last_at for key in there]


def test_a_day_is_one_of_the_company() -> None:
    """Half past eleven at night in UTC is the next day in Madrid."""
    late = asked(asked_at=datetime(2026, 11, 20, 23, 30))
    [key] = tally([late])
    assert key.day == datetime(2026, 11, 21).toordinal()


@pytest.mark.parametrize(
    ("values", "cause", "unanswered"),
    [
        ({}, "", 0),
        ({"feedback": 1}, "", 0),
        ({"feedback": -1}, "unhelpful", 0),
        ({"feedback": -1, "outcome": "transaction"}, "", 0),
        ({"outcome": "unanswered", "cause": "ranked_low"}, "ranked_low", 1),
        ({"outcome": "unanswered", "cause": None}, "no_content", 1),
        ({"outcome": "unanswered", "cause": "no_content", "answered_by": "agent"}, "no_content", 1),
        ({"outcome": None, "answered_by": "agent"}, "", 0),
        ({"outcome": None, "answered_by": "nobody"}, "", 1),
    ],
)
def test_why_a_question_has_no_answer(
    values: dict[str, object], cause: str, unanswered: int
) -> None:
    one = asked(**values)
    assert cause_of(one) == cause
    assert cause in ("", *CAUSES)
    [sums] = tally([one]).values()
    assert sums.unanswered == unanswered


def test_only_days_that_differ_are_written_again() -> None:
    today, before = asked(), asked(asked_at=NOON - timedelta(1))
    kept = tally([today, before])
    assert differs(tally([today, before]), kept) == set()
    assert differs(tally([today, before, before]), kept) == {NOON.toordinal() - 1}
    assert differs(tally([today]), kept) == {NOON.toordinal() - 1}
    assert isinstance(next(iter(kept.values())), Sums)
