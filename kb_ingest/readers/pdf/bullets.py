"""Bullets that are drawn and not written: small shapes to the left of a line.

Depends on shapes.
"""

from collections.abc import Sequence

from kb_ingest.readers.pdf.shapes import Box, Word

_SMALLEST, _LARGEST = 1.5, 12.0  # points
_FARTHEST = 30.0  # points from the text
_MANY = 150  # small shapes on a page: a drawing or a chart


def with_bullets(runs: list[list[Word]], boxes: Sequence[Box]) -> list[list[Word]]:
    """The runs, with "•" in front of those that have a small shape beside their first word."""
    dots = [box for box in boxes if _is_dot(box)]
    if not dots or len(dots) > _MANY:
        return runs
    return [_with_bullet(run, dots, runs) for run in runs]


def _is_dot(box: Box) -> bool:
    width, height = box[2] - box[0], box[3] - box[1]
    if not (_SMALLEST <= width <= _LARGEST and _SMALLEST <= height <= _LARGEST):
        return False
    return 0.4 <= width / height <= 2.5


def _with_bullet(run: list[Word], dots: list[Box], runs: list[list[Word]]) -> list[Word]:
    first = run[0]
    for left, top, right, bottom in dots:
        beside = 0 < first.x0 - right + 1 < _FARTHEST
        if beside and first.base - first.size < (top + bottom) / 2 < first.base + 0.1 * first.size:
            if any(_lies_between(other[-1], left, first) for other in runs if other is not run):
                continue
            return [Word("•", left, right, first.base, first.size, False, False), *run]
    return run


def _lies_between(word: Word, left: float, first: Word) -> bool:
    """Whether other words stand where the bullet does or next to it."""
    return abs(word.base - first.base) < 2 and left - 3 < word.x1 < first.x0
