"""The facts of one day as rows of numbers, and how they are kept.

A packed day is a line of JSON (the words that its codes stand for, and how many rows there are),
the rows of `ROW`, and those of `REPLY`. Depends on numpy and the shape of a fact.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
WORDS = ("language", "product", "topic", "channel", "label", "reason", "first_by")
"""Columns of words: a number each, -1 for None."""
TIMES = (
    "value", "first_s", "first_open_s", "done_s", "done_open_s", "assistant_s", "queue_s",
    "queue_open_s", "agent_s", "agent_open_s", "customer_s", "customer_open_s",
)  # fmt: skip
"""Columns of float32, NaN for None."""
ROW = np.dtype(
    [("id", "i8"), ("at", "i8"), ("customer", "i8"), ("group_id", "i4"), ("day", "i4")]
    + [(name, "i2") for name in WORDS]
    + [(name, "?") for name in ("simulated", "known", "wish", "handed")]
    + [("resolved", "i1"), ("helped", "i1")]
    + [(name, "f4") for name in TIMES]
)
"""One fact. `at` is in microseconds since 1970; group_id, resolved and helped are -1 for None."""
REPLY = np.dtype([("row", "i4"), ("seconds", "f4"), ("open_seconds", "f4"), ("agent", "?")])
"""One reply of the matter in `row`."""
FORMAT = 1


@dataclass(frozen=True)
class Day:
    """Facts of a day in the order of their time, their replies, and the words of their codes."""

    rows: Array
    replies: Array
    words: tuple[str, ...]


def day_of(facts: Iterable[Any]) -> Day:
    """A day of facts (rows of the table, or any object with their fields)."""
    ordered = sorted(facts, key=lambda one: (one.at, one.id))
    words = sorted({getattr(one, name) or "" for one in ordered for name in WORDS})
    codes: dict[str | None, int] = {word: number for number, word in enumerate(words)}
    codes[None] = -1
    rows = np.zeros(len(ordered), ROW)
    fill = column_filler(ordered, rows)
    fill("id", lambda one: one.id)
    rows["at"] = np.array([one.at for one in ordered], "M8[us]").astype("i8")
    fill("customer", lambda one: number_of(one.customer))
    fill("day", lambda one: one.day)
    for name in ("group_id", "resolved", "helped"):
        fill(name, lambda one, name=name: or_else(getattr(one, name), -1))
    for name in ("simulated", "known", "wish", "handed"):
        fill(name, lambda one, name=name: getattr(one, name))
    for name in WORDS:
        fill(name, lambda one, name=name: codes[getattr(one, name)])
    for name in TIMES:
        fill(name, lambda one, name=name: or_else(getattr(one, name), np.nan))
    told = [(n, *reply) for n, one in enumerate(ordered) for reply in one.replies or ()]
    return Day(rows, np.array(told, REPLY), tuple(words))


def column_filler(facts: Sequence[Any], rows: Array) -> Callable[[str, Callable[..., Any]], None]:
    """Gives what fills one column of `rows` with a value of each fact."""

    def fill(name: str, value: Callable[..., Any]) -> None:
        rows[name] = [value(one) for one in facts]

    return fill


def or_else(value: Any, other: Any) -> Any:
    """`other` in the place of None."""
    return other if value is None else value


def number_of(key: str) -> int:
    """A key of hex digits as 60 bits."""
    return int(key[:15], 16)


def packed(day: Day) -> bytes:
    """A day as it is kept."""
    head = {
        "format": FORMAT,
        "words": day.words,
        "rows": len(day.rows),
        "replies": len(day.replies),
    }
    return json.dumps(head).encode() + b"\n" + day.rows.tobytes() + day.replies.tobytes()


def unpacked(data: bytes) -> Day | None:
    """The day that was packed; None for one of an older format."""
    line, _, rest = data.partition(b"\n")
    head = json.loads(line)
    if head["format"] != FORMAT:
        return None
    rows = np.frombuffer(rest, ROW, head["rows"])
    replies = np.frombuffer(rest, REPLY, head["replies"], offset=rows.nbytes)
    return Day(rows, replies, tuple(head["words"]))


def without(day: Day, *, simulated: bool, groups: Sequence[int]) -> Day:
    """A day without what is not to be counted: simulated rows unless they are, and matters of
    some groups."""
    kept = np.ones(len(day.rows), bool)
    if not simulated:
        kept &= ~day.rows["simulated"]
    if groups:
        kept &= ~np.isin(day.rows["group_id"], list(groups))
    return day if kept.all() else only(day, kept)


def only(day: Day, kept: Array) -> Day:
    """The rows that a mask names, with their replies."""
    place = np.cumsum(kept) - 1
    told = day.replies[kept[day.replies["row"]]]
    told["row"] = place[told["row"]]
    return Day(day.rows[kept], told, day.words)
