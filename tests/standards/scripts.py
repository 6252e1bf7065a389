"""Random conversations for hypothesis: lists of steps that a talk takes or leaves out."""

from datetime import datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from bot.standards.events import Log
from bot.surveys import customer_key
from tests.standards.talk import MONDAY, Talk

OUTCOMES = ("answered_faq", "answered_manual", "transaction", "unanswered", "escalated", None)
ENDS = ("solved", "unsolved", "elsewhere", "no_answer", "spam", "merged", "withdrawn")
GAPS = st.sampled_from([1, 2, 7, 40, 299, 300, 301, 900, 5400, 40_000, 90_000, 400_000, 700_000])
QUALITY = ("tangibles", "reliability", "responsiveness", "assurance", "empathy")

asks = st.tuples(
    st.just("ask"),
    st.sampled_from([None, 1, 1, 2, 3]),
    st.sampled_from(OUTCOMES),
    st.sampled_from(["faq_question", "request_return", "thank"]),
    st.sampled_from([None, 1, -1]),
    st.sampled_from([None, None, None, "off_topic"]),
)
wishes = st.tuples(st.just("wish"))
plain = st.sampled_from([("reply",), ("hand",), ("claim",), ("say",), ("release",), ("write",),
                         ("notice",)])  # fmt: skip
ends = st.tuples(st.just("end"), st.sampled_from(ENDS), st.sampled_from(["bot", "closed"]))
promises = st.tuples(st.just("promise"), st.sampled_from([1, 60]),
                     st.sampled_from([True, False, None]), st.sampled_from([-1, 0, 5]))  # fmt: skip
scores = st.one_of(
    st.tuples(st.just("score"), st.just("csat"), st.sampled_from([None, 1, 3, 4, 5])),
    st.tuples(st.just("score"), st.just("nps"), st.sampled_from([None, 0, 6, 7, 9, 10])),
    st.tuples(st.just("score"), st.sampled_from(QUALITY), st.sampled_from([None, 1, 5])),
)
steps = st.lists(
    st.tuples(GAPS, st.one_of(asks, asks, wishes, plain, plain, plain, ends, promises, scores)),
    max_size=14,
)
talks = st.tuples(
    st.sampled_from([None, customer_key("ana"), customer_key("ben")]),
    st.sampled_from(["es", "en"]),
    st.integers(0, 6 * 86_400),
    steps,
)
logs = st.lists(talks, max_size=5).map(lambda made: [log_of(n, *one) for n, one in enumerate(made)])


def log_of(number: int, customer: str | None, language: str, start: int, made: Any) -> Log:
    """The conversation that a list of steps makes."""
    talk = Talk(f"t{number}", customer, language)
    at = MONDAY + timedelta(seconds=start)
    for gap, step in made:
        at += timedelta(seconds=gap)
        take(talk, at, *step)
    return talk.log


def take(talk: Talk, at: datetime, kind: str, *more: Any) -> None:
    """One step."""
    if kind == "ask":
        group, outcome, topic, feedback, cause = more
        talk.ask(at, group, outcome, topic, None, feedback, cause)
    elif kind == "wish":
        talk.ask(at, None, "escalated", "ask_for_person")
    elif kind == "end":
        talk.end(at, *more)
    elif kind == "promise":
        talk.promise(at, *more)
    elif kind == "score":
        talk.score(at, *more)
    else:
        getattr(talk, kind)(at)
