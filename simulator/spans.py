"""Whose turn it was while a matter was open, from the books alone. Pure.

With the assistant in charge it has to act after the customer's words, and the customer after its
own. Between a hand-over and the claim it is the queue's time; then the agent's from the claim on
and after the customer's words, and the customer's after the agent's. Depends on the books.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime

from simulator.books import Entry

Event = tuple[datetime, int, str]
"""A moment, what goes first at one moment, and what happened: who spoke, or who has it now."""


def events_of(entry: Entry) -> list[Event]:
    """Everything that passes the turn on, in order; at one moment words come before changes."""
    said = [(at, 0, who) for at, who in entry.said if who != "over"]
    moved: list[Event] = []
    for one in entry.handovers:
        moved.append((one.at, 1, "to_queue"))
        if one.claimed_at:
            moved.append((one.claimed_at, 1, "to_agent"))
        if one.ended_at:
            moved.append((one.ended_at, 1, "to_assistant"))
    return sorted([*said, *moved])


def held(entry: Entry, since: datetime, until: datetime) -> Counter[str]:
    """Seconds of the assistant, the queue, the agent and the customer between two moments."""
    found: Counter[str] = Counter()
    for begin, end, who in stretches(entry, since, until):
        found[who] += (end - begin).total_seconds()  # type: ignore[assignment]
    return found


def stretches(
    entry: Entry, since: datetime, until: datetime
) -> Iterator[tuple[datetime, datetime, str]]:
    """The time between two moments, cut where the turn passes on."""
    has, answered, at = "assistant", False, since
    for moment, _, what in events_of(entry):
        if moment >= until:
            break
        if moment > at:
            yield at, moment, whose(has, answered)
            at = moment
        if what.startswith("to_"):
            has, answered = what.removeprefix("to_"), answered and what != "to_agent"
        else:
            answered = what != "customer"
    if until > at:
        yield at, until, whose(has, answered)


def whose(has: str, answered: bool) -> str:
    """Who has to act where somebody has the conversation, and the customer is answered or not."""
    return "queue" if has == "queue" else "customer" if answered else has
