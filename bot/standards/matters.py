"""Which matters there are in a conversation, and which escalation each was handed over with. Pure.

A matter is a question or request that counts. The rules, as the definitions say them:

- What is off topic, manners (thanks, yes, no), and what asks nothing as the grouping of questions
  sees it, are no matter.
- A wish for a person is no matter where a question stands before it in the conversation within a
  day, for it was that question that was handed over; nor where a question is put to people before
  the escalation ends, for then the wish only led to it. Else it is a matter that is no question.
- What is said to people again is no second matter: a question of the same group as one that the
  same escalation carries already.

Depends on the events alone.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.standards.events import Asked, Escalated, Log

WISH = "ask_for_person"
MANNERS = frozenset(
    {"greet", "thank", "goodbye", "affirm", "deny", "cancel", "inform", "ask_if_bot"}
    | {"language_switch", "feedback_positive", "feedback_negative"}
)
"""Intents of contacts that ask nothing, unless a group has them as a question."""
SAME_MATTER = timedelta(days=1)
"""How long a question is what a later wish for a person is about."""


@dataclass(frozen=True, slots=True)
class Matter:
    """A matter, and the escalation that carries it to people, if any does."""

    asked: Asked
    wish: bool
    escalated: Escalated | None = None

    @property
    def at(self) -> datetime:
        """When it was asked."""
        return self.asked.at


def matters_of(log: Log) -> list[Matter]:
    """The matters of a conversation in order."""
    asked = sorted((one for one in log.asked if counts(one)), key=lambda one: one.at)
    left = [one for one in asked if not is_wish(one) or stands_alone(one, asked, log.escalated)]
    ends: list[datetime | None] = [*(one.at for one in left[1:]), None]
    found = [
        Matter(one, is_wish(one), carrier(one, end, log.escalated))
        for one, end in zip(left, ends, strict=False)
    ]
    return list(without_again(found))


def counts(one: Asked) -> bool:
    """Whether something was asked at all."""
    if is_wish(one):
        return True
    if one.cause == "off_topic" or one.no_question:
        return False
    return one.question_id is not None or one.topic not in MANNERS


def is_wish(one: Asked) -> bool:
    """Whether a person was asked for, and nothing else."""
    return one.topic == WISH


def stands_alone(wish: Asked, asked: Sequence[Asked], escalated: Sequence[Escalated]) -> bool:
    """Whether no question stands before a wish, nor after it in the same escalation."""
    questions = [one for one in asked if not is_wish(one)]
    if any(wish.at - SAME_MATTER <= one.at <= wish.at for one in questions):
        return False
    led_to = next((one for one in escalated if is_open(one, wish.at) or one.at >= wish.at), None)
    return led_to is None or not any(
        wish.at < one.at and is_open(led_to, one.at) for one in questions
    )


def is_open(one: Escalated, at: datetime) -> bool:
    """Whether people have the conversation at a moment because of an escalation."""
    return one.at <= at and (one.ended_at is None or at < one.ended_at)


def carrier(one: Asked, until: datetime | None, escalated: Sequence[Escalated]) -> Escalated | None:
    """The escalation that is open as something is asked, or the first that begins before the next
    matter and within a day."""
    for each in escalated:
        if is_open(each, one.at):
            return each
        before_next = until is None or each.at < until
        if one.at <= each.at <= one.at + SAME_MATTER and before_next:
            return each
    return None


def without_again(matters: Sequence[Matter]) -> Iterator[Matter]:
    """The matters without those that were said to people again."""
    carried: set[tuple[int, int]] = set()
    for one in matters:
        if one.escalated is None or one.asked.group_id is None:
            yield one
            continue
        key = (one.escalated.id, one.asked.group_id)
        if key not in carried:
            carried.add(key)
            yield one
