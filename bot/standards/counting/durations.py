"""Times: until an answer, until a reply, until the end, and who had to act. Pure. In seconds."""

import numpy as np

from bot.standards.columns import Block
from bot.standards.data import Data, Indices, Parameters, Sample, Span, labelled


def first_response(data: Data, span: Span, parameters: Parameters, business: bool) -> Sample:
    """From the question to the first answer."""
    block, rows = data.matter, span.rows(data.matter)
    return answered_by(block, rows, business)


def first_response_agent(data: Data, span: Span, parameters: Parameters, business: bool) -> Sample:
    """From joining the queue to a person's first words."""
    block, rows = data.handover, counted(data.handover, span)
    return answered_by(block, rows, business)


def counted(block: Block, span: Span) -> Indices:
    """The hand-overs of a span that say something of the service."""
    rows = span.rows(block)
    label = block.rows["label"][rows]
    found: Indices = rows[(label != block.code("spam")) & (label != block.code("merged"))]
    return found


def answered_by(block: Block, rows: Indices, business: bool) -> Sample:
    """The time to the first answer, by who gave it."""
    seconds = block.rows["first_open_s" if business else "first_s"][rows]
    by = block.rows["first_by"][rows]
    return labelled(
        block, rows, seconds,
        ("assistant", True), ("agent", by == block.code("agent")), ("nobody", by < 0),
    )  # fmt: skip


def mean_response(data: Data, span: Span, parameters: Parameters, business: bool) -> Sample:
    """Every reply; a matter is there once for each of its own."""
    inside = span.bounds(data.matter)
    block = data.matter.part(inside.start, inside.stop)
    told, about = block.replies, span.about(data.matter, inside)
    rows = told["row"].astype(np.int64) - block.base
    seconds, agent = told["open_seconds" if business else "seconds"], told["agent"]
    if about is not None:
        kept = about[rows]
        rows, seconds, agent = rows[kept], seconds[kept], agent[kept]
    rows += inside.start
    return labelled(data.matter, rows, seconds, ("assistant", True), ("agent", agent))


def resolution(data: Data, span: Span, parameters: Parameters, business: bool) -> Sample:
    """From the question to the end of what was resolved."""
    block, rows = data.matter, span.rows(data.matter)
    seconds = block.rows["done_open_s" if business else "done_s"][rows]
    handed = block.rows["handed"][rows]
    return labelled(
        block, rows, seconds,
        ("assistant", True), ("agent", handed), ("not_resolved", np.isnan(seconds)),
    )  # fmt: skip


def time_assistant(data: Data, span: Span, parameters: Parameters, business: bool) -> Sample:
    """The assistant's part of every matter that is over."""
    block, rows = data.matter, span.rows(data.matter)
    return part(block, rows, "assistant_s")


def time_queue(data: Data, span: Span, parameters: Parameters, business: bool) -> Sample:
    """The queue's part of what was handed over."""
    return part_of_handed(data.matter, span, "queue_open_s" if business else "queue_s")


def time_agent(data: Data, span: Span, parameters: Parameters, business: bool) -> Sample:
    """The agent's part of what was handed over."""
    return part_of_handed(data.matter, span, "agent_open_s" if business else "agent_s")


def time_customer(data: Data, span: Span, parameters: Parameters, business: bool) -> Sample:
    """The customer's part of what was handed over."""
    return part_of_handed(data.matter, span, "customer_open_s" if business else "customer_s")


def part_of_handed(block: Block, span: Span, column: str) -> Sample:
    """One column of the matters that people had."""
    rows = span.rows(block)
    return part(block, rows[block.rows["handed"][rows]], column)


def part(block: Block, rows: Indices, column: str) -> Sample:
    """One column; what is not over is left out."""
    seconds = block.rows[column][rows]
    return labelled(block, rows, seconds, ("ended", True), ("undecided", np.isnan(seconds)))
