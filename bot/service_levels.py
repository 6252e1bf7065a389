"""How long customers of people wait, against what was promised: three clocks. Pure.

Definitions, all in seconds during which people are there (`OpenSeconds`, so that nights and
holidays do not count):

- *first reply*: from the asking for a person to an agent's first message.
- *next reply*: from the customer's first words after an agent's last message to the agent's next
  message. It stands still while the agent has answered: then the customer must.
- *resolution*: from the asking to the end, without the time in which the customer had to answer
  (from an agent's message to the customer's next).

Depends on nothing of ours.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

OpenSeconds = Callable[[datetime, datetime], float]
"""Seconds between two moments (naive UTC) during which people are there; 0 for an empty span."""
Side = Literal["customer", "agent"]
Kind = Literal["first_reply", "next_reply", "resolution"]
Level = Literal["fine", "soon", "broken"]


def always_open(start: datetime, end: datetime) -> float:
    """The `OpenSeconds` of a place that never closes."""
    return max(0.0, (end - start).total_seconds())


@dataclass(frozen=True, slots=True)
class Targets:
    """Seconds allowed for each clock, and for a reply by `mail`; `warn` is the share of them after
    which it is "soon"."""

    first_reply: float = 300.0
    next_reply: float = 180.0
    resolution: float = 3600.0
    mail: float = 28800.0
    warn: float = 0.7

    def of(self, kind: Kind) -> float:
        """The target of one clock."""
        seconds: float = getattr(self, kind)
        return seconds


@dataclass(frozen=True, slots=True)
class Spoke:
    """Somebody wrote: when, and of which side."""

    at: datetime
    side: Side


@dataclass(frozen=True, slots=True)
class Timer:
    """One clock at one moment: seconds `used` of `target`. `paused` while the customer must
    answer; a clock that is done is not there at all."""

    kind: Kind
    used: float
    target: float
    paused: bool
    warn: float

    @property
    def left(self) -> float:
        """Seconds until it breaks; below zero once it has."""
        return self.target - self.used

    @property
    def level(self) -> Level:
        """How it stands."""
        if self.used >= self.target:
            return "broken"
        return "soon" if self.used >= self.warn * self.target else "fine"


Span = tuple[datetime, datetime]


def timers(
    asked_at: datetime,
    spoken: Sequence[Spoke],
    at: datetime,
    targets: Targets,
    open_seconds: OpenSeconds,
) -> list[Timer]:
    """The clocks that matter at the moment `at` of what was asked at `asked_at` and is not ended.

    `spoken` is in order. First reply and next reply are never there together; the resolution's is
    there always. What was said before the asking or after `at` is left out.
    """
    heard = [one for one in spoken if asked_at <= one.at <= at]
    theirs = customers_turns(heard)
    answered = any(one.side == "agent" for one in heard)
    paused = bool(heard) and answered and not waits_for_agent(heard)
    spans = {"resolution": list(without(theirs, asked_at, at))}
    if not answered:
        spans["first_reply"] = [(asked_at, at)]
    elif not paused:
        spans["next_reply"] = [(waiting_since(heard), at)]
    kinds: tuple[Kind, ...] = ("first_reply", "next_reply", "resolution")
    return [
        Timer(
            kind,
            sum(open_seconds(*span) for span in spans[kind]),
            targets.of(kind),
            paused,
            targets.warn,
        )
        for kind in kinds
        if kind in spans
    ]


def waits_for_agent(heard: Sequence[Spoke]) -> bool:
    """Whether the customer had the last word."""
    return heard[-1].side == "customer"


def waiting_since(heard: Sequence[Spoke]) -> datetime:
    """When the customer wrote first after the agent's last message."""
    since = heard[-1].at
    for one in reversed(heard):
        if one.side == "agent":
            break
        since = one.at
    return since


def customers_turns(heard: Sequence[Spoke]) -> list[tuple[datetime, datetime | None]]:
    """The spans in which the customer had to answer; the last one has no end while it lasts."""
    turns: list[tuple[datetime, datetime | None]] = []
    for one in heard:
        waits = bool(turns) and turns[-1][1] is None
        if one.side == "agent" and not waits:
            turns.append((one.at, None))
        elif one.side == "customer" and waits:
            turns[-1] = (turns[-1][0], one.at)
    return turns


def without(
    turns: Sequence[tuple[datetime, datetime | None]], start: datetime, end: datetime
) -> Iterator[Span]:
    """What is left of `start` to `end` without `turns`, which are in order and apart."""
    at = start
    for begin, over in turns:
        yield at, begin
        at = end if over is None else over
    yield at, end
