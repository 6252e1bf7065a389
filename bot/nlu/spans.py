"""A piece of a text that names something, and how overlapping ones are settled.

Depends on nothing of ours.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Span(NamedTuple):
    """`text[start:end]` names `value` (canonical) of kind `entity`."""

    start: int
    end: int
    entity: str
    value: str


def without_overlaps(spans: Iterable[Span]) -> list[Span]:
    """Those that stay, in the order of the text: of two that overlap, the earlier given."""
    kept: list[Span] = []
    for span in spans:
        if all(span.end <= other.start or other.end <= span.start for other in kept):
            kept.append(span)
    return sorted(kept)
