"""What depends on other matters: repeated questions, and customers who come back. Pure.

Matters are told from one another by their customer and their group of questions over all of the
data, whatever the figures are narrowed to. What is found out about all of them at once is kept with
the data.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from bot.standards.columns import Block
from bot.standards.data import (
    DAY_US,
    Data,
    Flags,
    Indices,
    Parameters,
    Sample,
    Span,
    labelled,
    yes_no,
)

NEVER = np.iinfo(np.int64).max
"""A moment that does not come."""
SPREAD = 0x9E3779B97F4A7C15 >> 24
"""Puts the groups of one customer far from one another."""


def simple_share(data: Data, span: Span, parameters: Parameters, business: bool) -> Sample:
    """Questions whose group is asked often; those that the assistant settled alone are apart."""
    block, rows = data.matter, span.rows(data.matter)
    is_question, simple = simple_of(data, rows, span, parameters)
    alone = ~block.rows["handed"][rows] & (block.rows["resolved"][rows] == 1)
    no_group = block.rows["group_id"][rows] < 0
    return labelled(
        block, rows, yes_no(simple, ~is_question),
        ("rare", True), ("simple", simple), ("simple_alone", simple & alone),
        ("no_group", no_group), ("wish", block.rows["wish"][rows]),
    )  # fmt: skip


def simple_cost(data: Data, span: Span, parameters: Parameters, business: bool) -> Sample:
    """The time of people in each simple question that is over; the others are no rows of it."""
    block, every = data.matter, span.rows(data.matter)
    rows = every[simple_of(data, every, span, parameters)[1]]
    handed = block.rows["handed"][rows]
    spent = block.rows["agent_open_s" if business else "agent_s"][rows]
    seconds = np.where(handed, spent, 0.0)
    return labelled(
        block, rows, seconds,
        ("assistant", True), ("people", handed), ("undecided", np.isnan(seconds)),
    )  # fmt: skip


def simple_time(data: Data, span: Span, parameters: Parameters, business: bool) -> Sample:
    """From each simple question to its end, where it was resolved; the others are no rows of it."""
    block, every = data.matter, span.rows(data.matter)
    rows = every[simple_of(data, every, span, parameters)[1]]
    seconds = block.rows["done_open_s" if business else "done_s"][rows]
    return labelled(
        block, rows, seconds,
        ("assistant", True), ("agent", block.rows["handed"][rows]),
        ("not_resolved", np.isnan(seconds)),
    )  # fmt: skip


def simple_of(data: Data, rows: Indices, span: Span, parameters: Parameters) -> tuple[Flags, Flags]:
    """Which of `rows` are questions of a group, and which are simple questions: their group was
    asked at least `simple_from` times in the `window_days` that end with the span, or in the span
    where that is longer."""
    first = min(span.start, span.end - int(parameters["window_days"]) * DAY_US)
    places, size = data.once("groups", places_of)
    asked = np.bincount(places[Span(first, span.end).bounds(data.matter)], minlength=size)
    often = asked >= parameters["simple_from"]
    often[0] = False
    mine = places[rows]
    return mine > 0, often[mine]


def places_of(block: Block) -> tuple[Indices, int]:
    """A number of the group of each row from 1 on, 0 for what is no question of a group; and how
    many numbers there are."""
    places = block.rows["group_id"].astype(np.int64) + 1
    places[block.rows["wish"]] = 0
    return places, int(places.max(initial=0)) + 1


def fcr_durable(data: Data, span: Span, parameters: Parameters, business: bool) -> Sample:
    """Resolved, and the customer did not come back with the same group of questions."""
    block, rows = data.matter, span.rows(data.matter)
    window = int(parameters["days"]) * DAY_US
    resolved = block.rows["resolved"][rows]
    again = came_back(data, window)[rows]
    undecided = (data.once("ends", ends_of)[rows] + window > data.as_of) | (resolved < 0)
    no_group = (block.rows["group_id"][rows] < 0) | block.rows["wish"][rows]
    return labelled(
        block, rows, yes_no((resolved == 1) & ~again, undecided | no_group),
        ("not_resolved", True), ("durable", resolved == 1), ("came_back", again & (resolved == 1)),
        ("undecided", undecided), ("no_group", no_group),
    )  # fmt: skip


def ends_of(block: Block) -> Indices:
    """When each matter was over, by the clock; when it was asked where that is not known."""
    took = np.nan_to_num(block.rows["done_s"].astype(np.float64))
    ends: Indices = block.rows["at"] + np.rint(took * 1e6).astype(np.int64)
    return ends


def came_back(data: Data, window: int) -> Flags:
    """Whether the same customer asked of the same group after the end of each matter, within a
    window (microseconds)."""

    def find(block: Block) -> Flags:
        ends, at = data.once("ends", ends_of), block.rows["at"]
        who, group = block.rows["customer"], data.once("groups", places_of)[0]
        rows = maybe_repeated(np.flatnonzero(group), who, group)
        order = rows[np.lexsort((group[rows], who[rows]))]
        keys = stretches((who[order], group[order]))
        found = np.zeros(len(block.rows), bool)
        found[order] = follows(keys, at[order], ends[order], window)
        return found

    return data.once(("came_back", window), find)


def maybe_repeated(rows: Indices, who: Indices, group: Indices) -> Indices:
    """Those of `rows` whose customer has several of their group, and a few others: what is alike
    falls into one of very many boxes, and what is alone in its box is alone."""
    boxes = 1 << (4 * len(rows) + 1).bit_length()
    box = (who[rows] ^ group[rows] * SPREAD) & (boxes - 1)
    found: Indices = rows[np.bincount(box, minlength=boxes)[box] > 1]
    return found


def stretches(keys: Sequence[Indices]) -> Indices:
    """A number for each stretch of sorted rows in which all keys stay the same, from nought."""
    changes = np.zeros(len(keys[0]), np.int64)
    for one in keys:
        changes[1:] |= one[1:] != one[:-1]
    return np.cumsum(changes)


def follows(keys: Indices, at: Indices, ends: Indices, window: int) -> Flags:
    """For rows sorted by key and time: whether a row of the same key is after each one's end and
    within the window of it. A row is looked for among those after it, one further in each round."""
    found = np.zeros(len(keys), bool)
    waiting = np.arange(len(keys))
    ahead = 1
    while len(waiting):
        waiting = waiting[waiting + ahead < len(keys)]
        other = waiting + ahead
        alike = keys[other] == keys[waiting]
        waiting, other = waiting[alike], other[alike]
        after = at[other] > ends[waiting]
        found[waiting[after]] = at[other[after]] <= ends[waiting[after]] + window
        waiting = waiting[~after]
        ahead += 1
    return found


def returning_customers(data: Data, span: Span, parameters: Parameters, business: bool) -> Sample:
    """The matters of known customers, each customer counted at their first: whether they asked on
    another day within the days before it, or later in the span."""
    block, rows = data.matter, span.rows(data.matter)
    rows = rows[block.rows["known"][rows]]
    days = data.once("other_days", other_days)
    since = block.rows["at"][rows] - int(parameters["days"]) * DAY_US
    back = (days.before[rows] >= since) | (days.after[rows] < span.end)
    found = labelled(block, rows, yes_no(back), ("once", True), ("came_back", back))
    return replace(found, keys=block.rows["customer"][rows])


@dataclass(frozen=True, slots=True)
class OtherDays:
    """For each row, when its customer asked last on a day before, and first on a day after it."""

    before: Indices
    after: Indices


def other_days(block: Block) -> OtherDays:
    """Find them for the matters of known customers."""
    size = len(block.rows)
    found = OtherDays(np.full(size, -NEVER), np.full(size, NEVER))
    rows = np.flatnonzero(block.rows["known"])
    if not len(rows):
        return found
    order = rows[np.argsort(block.rows["customer"][rows], kind="stable")]
    who, at = block.rows["customer"][order], block.rows["at"][order]
    day = stretches((who, block.rows["day"][order]))
    first = np.flatnonzero(np.diff(day, prepend=-1))
    last = np.append(first[1:], len(order)) - 1
    # A stretch and the next one are two days of one customer, or of two.
    alike = who[first[1:]] == who[first[:-1]]
    before, after = np.full(len(first), -NEVER), np.full(len(first), NEVER)
    before[1:][alike] = at[last[:-1]][alike]
    after[:-1][alike] = at[first[1:]][alike]
    found.before[order], found.after[order] = before[day], after[day]
    return found
