"""What depends on other matters: repeated questions, and customers who come back. Pure.

Matters are told from one another by their customer and their group of questions over all of the
data, whatever the figures are narrowed to.
"""

from dataclasses import replace

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


def simple_share(data: Data, span: Span, parameters: Parameters, business: bool) -> Sample:
    """Questions whose group is asked often; those that the assistant settled alone are apart."""
    block, rows = data.matter, span.rows(data.matter)
    left_out, simple = simple_of(block, rows, span, parameters)
    alone = ~block.rows["handed"][rows] & (block.rows["resolved"][rows] == 1)
    no_group = block.rows["group_id"][rows] < 0
    return labelled(
        block, rows, yes_no(simple, left_out),
        ("rare", True), ("simple", simple), ("simple_alone", simple & alone),
        ("no_group", no_group), ("wish", block.rows["wish"][rows]),
    )  # fmt: skip


def simple_cost(data: Data, span: Span, parameters: Parameters, business: bool) -> Sample:
    """The time of people in each simple question that is over; the others are no rows of it."""
    block, every = data.matter, span.rows(data.matter)
    rows = every[simple_of(block, every, span, parameters)[1]]
    handed = block.rows["handed"][rows]
    spent = block.rows["agent_open_s" if business else "agent_s"][rows]
    seconds = np.where(handed, spent, 0.0)
    is_open = np.isnan(seconds)
    return labelled(
        block, rows, seconds,
        ("assistant", True), ("people", handed), ("undecided", is_open),
    )  # fmt: skip


def simple_of(
    block: Block, rows: Indices, span: Span, parameters: Parameters
) -> tuple[Flags, Flags]:
    """Which of `rows` are no questions of a group, and which are simple questions: their group was
    asked at least `simple_from` times in the `window_days` that end with the span, or in the span
    where that is longer."""
    first = min(span.start, span.end - int(parameters["window_days"]) * DAY_US)
    counted = questions(block, Span(first, span.end).rows(block))
    groups = block.rows["group_id"]
    size = int(groups.max(initial=0)) + 1
    often = np.bincount(groups[counted], minlength=size) >= parameters["simple_from"]
    left_out = np.ones(len(rows), bool)
    left_out[np.isin(rows, questions(block, rows), assume_unique=True)] = False
    return left_out, ~left_out & often[np.maximum(groups[rows], 0)]


def questions(block: Block, rows: Indices) -> Indices:
    """Those of `rows` that are questions of a group."""
    found: Indices = rows[(block.rows["group_id"][rows] >= 0) & ~block.rows["wish"][rows]]
    return found


def fcr_durable(data: Data, span: Span, parameters: Parameters, business: bool) -> Sample:
    """Resolved, and the customer did not come back with the same group of questions."""
    block, rows = data.matter, span.rows(data.matter)
    window = int(parameters["days"]) * DAY_US
    resolved = block.rows["resolved"][rows]
    ends = ends_of(block)
    again = came_back(block, ends, window)[rows]
    undecided = (ends[rows] + window > data.as_of) | (resolved < 0)
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


def came_back(block: Block, ends: Indices, window: int) -> Flags:
    """Whether the same customer asked of the same group after the end of each matter, within a
    window (microseconds)."""
    found = np.zeros(len(block.rows), bool)
    asked = questions(block, np.arange(len(block.rows)))
    if not len(asked):
        return found
    at, groups = block.rows["at"][asked], block.rows["group_id"][asked]
    customers = np.unique(block.rows["customer"][asked], return_inverse=True)[1]
    both = customers.astype(np.int64) * (int(groups.max()) + 1) + groups
    order = np.lexsort((at, both))
    keys, _, counts = np.unique(both[order], return_index=True, return_counts=True)
    if len(keys) == len(asked):
        return found
    repeated = np.repeat(counts > 1, counts)
    found[asked[order[repeated]]] = follows(
        both[order][repeated], at[order][repeated], ends[asked][order][repeated], window
    )
    return found


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
    block = data.matter
    every = np.arange(span.slice(block).stop)
    every = every[block.rows["known"][every]]
    customers = block.rows["customer"][every]
    order = np.lexsort((every, customers))
    every, customers = every[order], customers[order]
    at, day = block.rows["at"][every], block.rows["day"][every]
    inside = at >= span.start
    window = int(parameters["days"]) * DAY_US
    first = first_since(customers, at, at - window)
    last = np.searchsorted(customers, customers, side="right") - 1
    back = (day[first] != day) | (day[last] != day)
    rows = every[inside]
    found = labelled(block, rows, yes_no(back[inside]), ("once", True), ("came_back", back[inside]))
    return replace(found, keys=customers[inside])


def first_since(keys: Indices, at: Indices, since: Indices) -> Indices:
    """For rows sorted by key and time: the first row of the same key at each one's `since` or
    later. To the millisecond."""
    if not len(keys):
        return np.zeros(0, np.int64)
    begin = int(at.min())
    place = np.unique(keys, return_inverse=True)[1].astype(np.int64)
    width = (int(at.max()) - begin) // 1000 + 1
    line = place * width + (at - begin) // 1000
    wanted = place * width + np.maximum(since - begin, 0) // 1000
    found: Indices = np.searchsorted(line, wanted)
    return found
