"""How matters came out: resolved, confirmed, contained, unanswered. Pure."""

from bot.standards.data import Data, Parameters, Sample, Span, labelled, yes_no


def fcr_claimed(data: Data, span: Span, parameters: Parameters, business: bool) -> Sample:
    """Nothing was left open."""
    block, rows = data.matter, span.rows(data.matter)
    resolved = block.rows["resolved"][rows]
    undecided = resolved < 0
    return labelled(
        block, rows, yes_no(resolved == 1, undecided),
        ("not_resolved", True), ("resolved", resolved == 1), ("undecided", undecided),
    )  # fmt: skip


def fcr_confirmed(data: Data, span: Span, parameters: Parameters, business: bool) -> Sample:
    """The customer said that it helped."""
    block, rows = data.matter, span.rows(data.matter)
    helped = block.rows["helped"][rows]
    silent = helped < 0
    return labelled(
        block, rows, yes_no(helped == 1, silent),
        ("did_not_help", True), ("helped", helped == 1), ("said_nothing", silent),
    )  # fmt: skip


def containment(data: Data, span: Span, parameters: Parameters, business: bool) -> Sample:
    """No person had it."""
    block, rows = data.matter, span.rows(data.matter)
    handed = block.rows["handed"][rows]
    return labelled(block, rows, yes_no(~handed), ("contained", True), ("handed_over", handed))


def handover_rate(data: Data, span: Span, parameters: Parameters, business: bool) -> Sample:
    """A person had it."""
    block, rows = data.matter, span.rows(data.matter)
    handed = block.rows["handed"][rows]
    return labelled(block, rows, yes_no(handed), ("contained", True), ("handed_over", handed))


def unanswered_rate(data: Data, span: Span, parameters: Parameters, business: bool) -> Sample:
    """The assistant had no answer; those that people answered after all are apart."""
    block, rows = data.matter, span.rows(data.matter)
    label = block.rows["label"][rows]
    people = (label == block.code("asked_people")) | block.rows["wish"][rows]
    none = (label == block.code("unanswered")) & ~people
    later = none & (block.rows["resolved"][rows] == 1)
    return labelled(
        block, rows, yes_no(none, people),
        ("answered", True), ("unanswered", none), ("by_people", later), ("not_asked", people),
    )  # fmt: skip
