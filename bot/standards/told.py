"""Figures and rows as JSON. Pure; depends on their shapes."""

from typing import Any

from bot.database import iso
from bot.standards.definitions import Definition
from bot.standards.figure import Figure
from bot.standards.period import Period
from bot.standards.rows import BehindRow

PLACES = 4


def told_definition(one: Definition) -> dict[str, Any]:
    """A definition, with its words in both languages."""
    return {
        "id": one.id,
        "version": one.version,
        "since": one.since.isoformat(),
        "name": dict(one.name),
        "text": dict(one.text),
        "formula": dict(one.formula),
        "unit": one.unit,
        "better": one.better,
        "target": one.target,
        "least": one.least,
        "parameters": dict(one.parameters),
    }


def told_figure(one: Figure, *, defined: bool = True) -> dict[str, Any]:
    """A figure; with its definition where it is `defined`."""
    found: dict[str, Any] = {
        "id": one.definition.id,
        "version": one.definition.version,
        "value": short(one.value),
        "unit": one.definition.unit,
        "n": one.n,
        "left_out": one.left_out,
        "few": one.few,
        "met": one.met,
        "low": short(one.low),
        "high": short(one.high),
        "mean": short(one.mean),
        "p50": short(one.p50),
        "p90": short(one.p90),
        "p95": short(one.p95),
        "parts": [{"name": p.name, "value": short(p.value), "n": p.n} for p in one.parts],
    }
    if one.previous is not None:
        found["previous"] = {"value": short(one.previous.value), "n": one.previous.n}
    if defined:
        found["definition"] = told_definition(one.definition)
    return found


def told_period(one: Period) -> dict[str, str]:
    """The days of a period and its moments."""
    return {
        "first": one.first_day.isoformat(),
        "last": one.last_day.isoformat(),
        "start": iso(one.start) or "",
        "end": iso(one.end) or "",
    }


def told_row(one: BehindRow) -> dict[str, Any]:
    """A row behind a figure."""
    return {
        "conversation_id": one.conversation_id,
        "at": iso(one.at),
        "text": one.text,
        "counted_as": one.counted_as,
        "value": short(one.value),
        "language": one.language,
        "product": one.product,
        "topic": one.topic,
        "channel": one.channel,
        "reason": one.reason,
        "simulated": one.simulated,
    }


def short(value: float | None) -> float | None:
    """With four decimals, which is more than any figure is sure of."""
    return None if value is None else round(value, PLACES)
