"""Who had to act, and for how long: assistant, queue, agent and customer apart. Pure.

The assistant is never closed: its time is counted by the clock in business hours too. Depends on
the events alone.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.standards.events import Log, Moved, Said

OpenSeconds = Callable[[datetime, datetime], float]
"""Seconds of business hours between two moments of naive UTC."""
Holder = Literal["assistant", "queue", "agent", "customer"]
SERVICE = ("assistant", "agent")


def seconds(since: datetime, until: datetime) -> float:
    """By the clock; 0 where `until` is not later."""
    return max(0.0, (until - since).total_seconds())


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer to what the customer wrote since the last one; `at` is their first message."""

    at: datetime
    by: str
    seconds: float
    open_seconds: float


def replies_of(log: Log, open_seconds: OpenSeconds) -> Iterator[Reply]:
    """Every reply: from the customer's first message after the last answer to the next message of
    the assistant or an agent. What is unanswered when people end the matter is left out."""
    since: datetime | None = None
    for one in story(log):
        if isinstance(one, Moved):
            since = None if one.why in ("resolve", "end") else since
        elif one.side == "customer":
            since = since or one.at
        elif one.side in SERVICE and since is not None:
            yield Reply(since, one.side, *spans(since, one.at, one.side, open_seconds))
            since = None


def spans(since: datetime, until: datetime, by: str, opened: OpenSeconds) -> tuple[float, float]:
    """Seconds by the clock and in business hours of something that the assistant or people did."""
    wall = seconds(since, until)
    return wall, wall if by == "assistant" else opened(since, until)


def story(log: Log) -> list[Said | Moved]:
    """What was said and who was in charge in order; at one moment, words before changes."""
    return sorted([*log.said, *log.moved], key=lambda one: one.at)


def held(
    log: Log, since: datetime, until: datetime, opened: OpenSeconds
) -> dict[Holder, tuple[float, float]]:
    """Seconds by the clock and in business hours between two moments, by who had to act.

    With the assistant in charge: the assistant after the customer's words, the customer after the
    assistant's. Waiting for people: the queue. With an agent: the agent from taking it and after
    the customer's words, the customer after the agent's.
    """
    found: dict[Holder, tuple[float, float]] = {}
    for start, end, holder in stretches(log, since, until):
        wall, in_hours = found.get(holder, (0.0, 0.0))
        more, more_in_hours = spans(start, end, holder, opened)
        found[holder] = (wall + more, in_hours + more_in_hours)
    return found


def stretches(
    log: Log, since: datetime, until: datetime
) -> Iterator[tuple[datetime, datetime, Holder]]:
    """The time between two moments cut where somebody else has to act."""
    state, theirs, at = "bot", False, since
    for one in story(log):
        if one.at >= until:
            break
        if one.at > at:
            yield at, one.at, holder_of(state, theirs)
            at = one.at
        if isinstance(one, Moved):
            theirs = theirs and not (one.state == "agent" and state != "agent")
            state = one.state
        elif one.side != "system":
            theirs = one.side in SERVICE
    if until > at:
        yield at, until, holder_of(state, theirs)


def holder_of(state: str, theirs: bool) -> Holder:
    """Who has to act; `theirs`: the customer was the last to be answered."""
    if state == "waiting":
        return "queue"
    if theirs or state == "closed":
        return "customer"
    return "agent" if state == "agent" else "assistant"


def first_after(said: Sequence[Said], at: datetime, sides: tuple[str, ...]) -> Said | None:
    """The first message of one of `sides` at `at` or later."""
    return next((one for one in said if one.at >= at and one.side in sides), None)
