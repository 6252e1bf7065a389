"""What people were asked for and promised: hand-overs and promises. Pure."""

import numpy as np

from bot.standards.counting.durations import counted
from bot.standards.data import Data, Parameters, Sample, Span, by_word, labelled, yes_no


def service_level(data: Data, span: Span, parameters: Parameters, business: bool) -> Sample:
    """A person wrote in time. Who still waits has waited until now, by the clock."""
    block = data.handover
    rows = counted(block, span)
    column = block.rows
    first = column["first_open_s" if business else "first_s"][rows]
    gone = column["done_open_s" if business else "done_s"][rows]
    waits = np.isnan(first) & np.isnan(gone)
    waited = np.where(waits, (data.as_of - column["at"][rows]) / 1e6, gone)
    target = parameters["seconds"]
    answered = ~np.isnan(first)
    in_time = answered & (first <= target)
    too_early = ~answered & (waited <= target)
    return labelled(
        block, rows, yes_no(in_time, too_early),
        ("late", answered), ("in_time", in_time), ("left", ~answered & ~waits),
        ("waits", waits), ("left_early", too_early),
    )  # fmt: skip


def handover_reasons(data: Data, span: Span, parameters: Parameters, business: bool) -> Sample:
    """Every hand-over with its reason."""
    rows = span.rows(data.handover)
    return by_word(data.handover, rows, np.ones(len(rows)), "reason")


def promises_kept(data: Data, span: Span, parameters: Parameters, business: bool) -> Sample:
    """What was promised in the span: kept, broken, open, let go."""
    block, rows = data.promise, span.rows(data.promise)
    label = block.rows["label"][rows]
    kept, broken = label == block.code("kept"), label == block.code("broken")
    is_open = label == block.code("open")
    return labelled(
        block, rows, yes_no(kept, ~kept & ~broken),
        ("let_go", True), ("kept", kept), ("broken", broken), ("open", is_open),
    )  # fmt: skip
