"""The standards as they truly are: counted from the books by the words of the definitions.

It uses nothing of `bot.standards`: where the two differ, one of them is wrong. A visit's matters
are what its customer had in mind, not what a group makes of their words. Pure.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import zip_longest
from statistics import mean, median
from zoneinfo import ZoneInfo

from simulator.books import WISH, Asking, Books, Entry, Handover
from simulator.spans import held

SIMPLE_FROM = 5
IN_TIME_S = 300.0
SATISFIED = 4
PEOPLE = ("queue", "agent", "customer")
DIMENSIONS = ("tangibles", "reliability", "responsiveness", "assurance", "empathy")
BACK_WITHIN = timedelta(days=7)
ZONE = ZoneInfo("Europe/Madrid")


@dataclass(frozen=True)
class Count:
    """A figure and how many it rests on; a share is from 0 to 1, a time in seconds. `cases` are
    those of a median, in order."""

    value: float
    n: int
    cases: tuple[float, ...] = field(default=(), compare=False, repr=False)

    def between(self, other: float) -> float:
        """The share of the cases that lie between the median and `other`."""
        least, most = sorted((self.value, other))
        return sum(least < one < most for one in self.cases) / self.n


@dataclass(frozen=True)
class Matter:
    """What was asked in a visit, the hand-over that carried it, and when it ended."""

    entry: Entry
    asking: Asking
    handover: Handover | None

    @property
    def ended_at(self) -> datetime | None:
        """When it ended; None while people have it."""
        if self.handover:
            return self.handover.ended_at
        return self.asking.done_at or self.asking.answered_at or self.asking.at

    @property
    def is_resolved(self) -> bool:
        """Whether nothing is open at its end (claimed)."""
        if self.handover is None:
            return self.asking.bot in ("answered", "done") and self.asking.thumb != -1
        left = self.handover.outcome == "left" and self.handover.agent_last
        return self.handover.outcome == "solved" or left


def truth(books: Books) -> dict[str, Count]:
    """Every standard that the books know, by its id."""
    matters = [one for entry in books.entries for one in matters_of(entry)]
    handovers = [one for entry in books.entries for one in entry.handovers]
    return {
        "first_response": middle(first_responses(matters)),
        "first_response_agent": middle(_waits(handovers)),
        "mean_response": average(one for entry in books.entries for one in responses(entry)),
        "fcr_claimed": share(one.is_resolved for one in matters if one.ended_at),
        "fcr_durable": share(durable(matters, books.until)),
        "fcr_confirmed": share(confirmed(books.entries)),
        "resolution": middle(resolutions(matters)),
        "simple_share": share(simple(matters)),
        "simple_cost": average(simple_costs(matters)),
        "simple_time": middle(resolutions(simple_ones(matters))),
        "service_level": share(in_time(handovers, books.until)),
        "csat": share(one >= 4 for one in _given(books.entries, "csat")),
        "nps": net(_given(books.entries, "nps")),
        "containment": share(one.handover is None for one in matters),
        "handover_rate": share(one.handover is not None for one in matters),
        "handover_reasons": Count(float(len(handovers)), len(handovers)),
        "promises_kept": share(kept(books)),
        "returning_customers": share(returning(books.entries)),
        "unanswered_rate": share(unanswered(books.entries)),
        "time_assistant": average(one["assistant"] for one in turns(ended(matters))),
        **{f"time_{who}": average(one[who] for one in turns(carried(matters))) for who in PEOPLE},
        "quality": average(one for name in DIMENSIONS for one in _given(books.entries, name)),
        **{f"quality_{name}": average(_given(books.entries, name)) for name in DIMENSIONS},
    }


def matters_of(entry: Entry) -> Iterator[Matter]:
    """The matters of a visit: a wish for a person is the question's beside it, and what is said to
    people again is no second one."""
    carried: set[tuple[int, str]] = set()
    questions = [one for one in entry.askings if one.matter != WISH]
    for asking in questions or entry.askings:
        if asking.handover is None:
            yield Matter(entry, asking, None)
            continue
        key = (asking.handover, asking.matter)
        if key not in carried:
            carried.add(key)
            yield Matter(entry, asking, entry.handovers[asking.handover])


def first_responses(matters: Iterable[Matter]) -> Iterator[float]:
    """From each question to its first answer."""
    for one in matters:
        if one.asking.answered_at:
            yield (one.asking.answered_at - one.asking.at).total_seconds()


def responses(entry: Entry) -> Iterator[float]:
    """What a customer waited each time that they wrote."""
    since: datetime | None = None
    for at, who in sorted(entry.said):
        if who == "over":
            since = None
        elif who == "customer":
            since = since or at
        elif since is not None:
            yield (at - since).total_seconds()
            since = None


def _waits(handovers: Iterable[Handover]) -> Iterator[float]:
    for one in handovers:
        if one.first_words_at:
            yield (one.first_words_at - one.at).total_seconds()


def durable(matters: Sequence[Matter], until: datetime) -> Iterator[bool]:
    """Of each matter whose seven days have passed: resolved, and the customer not back with it."""
    asked: dict[tuple[str, str], list[datetime]] = {}
    for one in matters:
        asked.setdefault(who_and_what(one), []).append(one.asking.at)
    for one in matters:
        end = one.ended_at
        if end is None or end + BACK_WITHIN > until or one.asking.matter == WISH:
            continue
        later = (at for at in asked[who_and_what(one)] if at > max(end, one.asking.at))
        yield one.is_resolved and not any(at <= end + BACK_WITHIN for at in later)


def who_and_what(matter: Matter) -> tuple[str, str]:
    """The customer, or the conversation of one who is not known; and the matter."""
    entry = matter.entry
    return entry.customer if entry.known else entry.conversation, matter.asking.matter


def confirmed(entries: Iterable[Entry]) -> Iterator[bool]:
    """Of each matter of which the customer said something: whether it helped them. A thumb is of
    the assistant's answer; of what people had only a score says something."""
    for entry in entries:
        matters = sorted(matters_of(entry), key=lambda one: one.asking.at)
        for one, after in zip_longest(matters, matters[1:]):
            until = after.asking.at if after else datetime.max
            if one.handover is None and one.asking.thumb:
                yield one.asking.thumb > 0
            elif scores := scored(entry, one.asking.at, until):
                yield scores[-1] >= SATISFIED


def scored(entry: Entry, since: datetime, until: datetime) -> list[int]:
    """The CSAT given to questions put between two moments."""
    csat = [one for one in entry.scores if one.kind == "csat" and since <= one.at < until]
    return [one.value for one in csat if one.value is not None]


def ended(matters: Iterable[Matter]) -> Iterator[Matter]:
    """Those that came to an end: answered or done by the assistant, or ended by people."""
    for one in matters:
        if one.handover.ended_at if one.handover else one.asking.bot in ("answered", "done"):
            yield one


def carried(matters: Iterable[Matter]) -> Iterator[Matter]:
    """Those of the ended ones that people had."""
    return (one for one in ended(matters) if one.handover)


def turns(matters: Iterable[Matter]) -> list[Counter[str]]:
    """The seconds of each by whose turn it was."""
    return [held(one.entry, one.asking.at, one.ended_at) for one in matters if one.ended_at]


def simple_costs(matters: Sequence[Matter]) -> Iterator[float]:
    """The agents' seconds of each simple question that is over; none for those people never had."""
    for one in simple_ones(matters):
        if one.handover is None or one.handover.ended_at:
            yield turns([one])[0]["agent"] if one.handover else 0.0


def simple_ones(matters: Sequence[Matter]) -> Iterator[Matter]:
    """The simple questions."""
    questions = [one for one in matters if one.asking.matter != WISH]
    return (one for one, often in zip(questions, simple(matters), strict=True) if often)


def resolutions(matters: Iterable[Matter]) -> Iterator[float]:
    """From each question to the end, where it was resolved."""
    for one in matters:
        if one.ended_at and one.is_resolved:
            yield (one.ended_at - one.asking.at).total_seconds()


def simple(matters: Iterable[Matter]) -> Iterator[bool]:
    """Of each question: whether it was asked five times or more."""
    asked = [one.asking.matter for one in matters if one.asking.matter != WISH]
    times = Counter(asked)
    return (times[one] >= SIMPLE_FROM for one in asked)


def in_time(handovers: Iterable[Handover], until: datetime) -> Iterator[bool]:
    """Of each who waited long enough, or was answered: whether a person wrote in time."""
    for one in handovers:
        if one.first_words_at:
            yield (one.first_words_at - one.at).total_seconds() <= IN_TIME_S
        elif ((one.ended_at or until) - one.at).total_seconds() > IN_TIME_S:
            yield False


def kept(books: Books) -> Iterator[bool]:
    """Of each promise that is decided: whether it was kept."""
    for entry in books.entries:
        for one in entry.promises:
            if one.done_at:
                yield one.done_at <= one.due_at
            elif one.due_at < (one.needless_at or books.until):
                yield False


def returning(entries: Iterable[Entry]) -> Iterator[bool]:
    """Of each known customer: whether they asked on more days than one."""
    days: dict[str, set[object]] = {}
    for entry in entries:
        if entry.known:
            days.setdefault(entry.customer, set()).update(_day(one.at) for one in entry.askings)
    return (len(found) > 1 for found in days.values() if found)


def unanswered(entries: Iterable[Entry]) -> Iterator[bool]:
    """Of each question that the assistant was asked: whether it had no answer. It has none where it
    takes the question for something else, or begins a form that leads nowhere."""
    for entry in entries:
        for one in entry.askings:
            if one.matter != WISH and one.bot:
                yield one.bot not in ("answered", "done")


def _given(entries: Iterable[Entry], kind: str) -> list[int]:
    scores = [one for entry in entries for one in entry.scores if one.kind == kind]
    return [one.value for one in scores if one.value is not None]


def _day(at: datetime) -> object:
    return at.replace(tzinfo=ZoneInfo("UTC")).astimezone(ZONE).date()


def share(found: Iterable[bool]) -> Count:
    """How many of them are true."""
    values = list(found)
    return Count(sum(values) / len(values) if values else float("nan"), len(values))


def middle(found: Iterable[float]) -> Count:
    """The median."""
    values = tuple(sorted(found))
    return Count(median(values) if values else float("nan"), len(values), values)


def average(found: Iterable[float]) -> Count:
    """The mean."""
    values = list(found)
    return Count(mean(values) if values else float("nan"), len(values))


def net(scores: Sequence[int]) -> Count:
    """Promoters less detractors, in points."""
    points = [100 if one >= 9 else -100 if one <= 6 else 0 for one in scores]
    return average(points)
