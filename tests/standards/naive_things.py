"""The matters of conversations a second time, in plain loops, from the text of the definitions.

Nothing of `bot.standards` is used but the shapes of the events.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise

from bot.standards.events import Asked, Escalated, Log

DAY = timedelta(days=1)
OPENS, CLOSES = 9, 17
"""Business hours of the tests: Monday to Friday, in UTC."""


def wall(since: datetime, until: datetime, business: bool, by: str = "agent") -> float:
    """Seconds; in business hours those of people only while they are open."""
    if until <= since:
        return 0.0
    if not business or by == "assistant":
        return (until - since).total_seconds()
    total, day = 0.0, since.replace(hour=0, minute=0, second=0, microsecond=0)
    while day < until:
        begin, end = day + timedelta(hours=OPENS), day + timedelta(hours=CLOSES)
        if day.weekday() < 5:
            total += max(0.0, (min(end, until) - max(begin, since)).total_seconds())
        day += DAY
    return total


@dataclass
class Thing:
    """A matter, with what is said of it."""

    log: Log
    asked: Asked
    wish: bool
    handed: Escalated | None = None
    csat: float | None = None
    waits: list[tuple[float, float]] = field(default_factory=list)
    """Seconds of each reply by the clock and in business hours."""

    @property
    def at(self) -> datetime:
        return self.asked.at

    @property
    def who(self) -> str:
        return self.log.customer or f"conversation {self.log.conversation_id}"

    @property
    def answered(self) -> bool:
        """Whether the assistant answered it or did the transaction."""
        if self.asked.outcome is None:
            return self.asked.answered_by == "assistant"
        return self.asked.outcome in ("answered_faq", "answered_manual", "transaction")

    @property
    def put_to_people(self) -> bool:
        """Whether people had the conversation as it was asked."""
        return self.handed is not None and self.handed.at <= self.asked.at

    @property
    def resolved(self) -> bool | None:
        """None: still with people, or left out."""
        people = self.handed
        if people is None:
            return self.answered and self.asked.feedback != -1
        if people.ended_at is None or people.outcome in ("merged", "spam"):
            return None
        if people.outcome == "withdrawn":
            words = [one for one in self.log.said if one.side in ("agent", "customer")
                     and people.at <= one.at <= people.ended_at]  # fmt: skip
            return bool(words) and words[-1].side == "agent"
        return people.outcome == "solved"

    @property
    def helped(self) -> bool | None:
        if self.handed is None and self.asked.feedback is not None:
            return self.asked.feedback == 1
        return None if self.csat is None else self.csat >= 4

    @property
    def over_at(self) -> datetime | None:
        """When it ended, well or not; None while it has not."""
        if self.handed is not None:
            return self.handed.ended_at
        if not self.answered:
            return None
        since = max(self.at, self.asked.logged_at or self.at)
        for one in self.log.said:
            if one.at >= since and one.side == "assistant":
                return one.at
        return since

    def time_of(self, whose: str, business: bool) -> float:
        """Seconds in which it was somebody's turn, looked at one second after another's turn."""
        assert self.over_at is not None
        moments = sorted({self.at, self.over_at}
                         | {one.at for one in (*self.log.said, *self.log.moved)
                            if self.at < one.at < self.over_at})  # fmt: skip
        total = 0.0
        for begin, end in pairwise(moments):
            if self.turn_at(begin) == whose:
                total += wall(begin, end, business, whose)
        return total

    def turn_at(self, moment: datetime) -> str:
        """Whose turn it is from a moment on."""
        state, customers_turn = "bot", False
        for one in sorted([*self.log.said, *self.log.moved], key=lambda each: each.at):
            if one.at > moment:
                break
            new_state = getattr(one, "state", None)
            if new_state is not None:
                if new_state == "agent" and state != "agent":
                    customers_turn = False
                state = new_state
            elif one.side == "customer":
                customers_turn = False
            elif one.side in ("assistant", "agent"):
                customers_turn = True
        if state == "waiting":
            return "queue"
        if state == "closed" or customers_turn:
            return "customer"
        return "agent" if state == "agent" else "assistant"


NO_MATTER = ["greet", "goodbye", "thank", "affirm", "deny", "cancel", "inform"]
NO_MATTER += ["language_switch", "ask_if_bot", "feedback_positive", "feedback_negative"]


def things(log: Log) -> list[Thing]:
    """The matters of one conversation."""
    asked = []
    for one in sorted(log.asked, key=lambda each: each.at):
        wish = one.topic == "ask_for_person"
        nothing = one.cause == "off_topic" or one.no_question
        nothing = nothing or (one.topic in NO_MATTER and one.question_id is None)
        if wish or not nothing:
            asked.append(one)
    questions = [one for one in asked if one.topic != "ask_for_person"]
    found: list[Thing] = []
    for one in asked:
        wish = one.topic == "ask_for_person"
        if wish and any(one.at - DAY <= each.at <= one.at for each in questions):
            continue
        if wish:
            way = [each for each in log.escalated if each.at >= one.at or has(each, one.at)]
            if way and any(each.at > one.at and has(way[0], each.at) for each in questions):
                continue
        found.append(Thing(log, one, wish))
    for place, thing in enumerate(found):
        following = found[place + 1].at if place + 1 < len(found) else None
        for each in log.escalated:
            begins = thing.at <= each.at <= thing.at + DAY
            before_next = following is None or each.at < following
            if has(each, thing.at) or (begins and before_next):
                thing.handed = each
                break
    once: list[Thing] = []
    for thing in found:
        again = thing.handed is not None and thing.asked.group_id is not None and any(
            each.handed is thing.handed and each.asked.group_id == thing.asked.group_id
            for each in once
        )  # fmt: skip
        if not again:
            once.append(thing)
    replies(log, once)
    for score in log.scored:
        mine = [each for each in once if each.at <= score.at]
        if mine and score.kind == "csat" and score.value is not None:
            mine[-1].csat = score.value
    return once


def has(each: Escalated, at: datetime) -> bool:
    """Whether people have the conversation."""
    return each.at <= at and (each.ended_at is None or each.ended_at > at)


def replies(log: Log, once: list[Thing]) -> None:
    """How long the customer waited each time, noted on the matter of the time."""
    first = None
    for one in sorted([*log.said, *log.moved], key=lambda each: each.at):
        if getattr(one, "why", None) in ("resolve", "end"):
            first = None
        side = getattr(one, "side", None)
        if side == "customer" and first is None:
            first = one.at
        if side in ("assistant", "agent") and first is not None:
            mine = [each for each in once if each.at <= first] or once[:1]
            for each in mine[-1:]:
                both = (wall(first, one.at, False, side), wall(first, one.at, True, side))
                each.waits.append(both)
            first = None
