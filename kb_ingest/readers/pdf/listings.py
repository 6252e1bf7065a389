"""Lines of fixed pitch set back as they were typed. Depends on shapes."""

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from kb_ingest.readers.pdf.shapes import Line

_EMPTY = 1.7  # of the usual distance between lines: an empty one stands between
_WIDEST = 60  # spaces: what is farther is not of the same screen


def is_typed(line: Line) -> bool:
    """Whether it is of fixed pitch; signs of another font that say where it was broken aside."""
    first, *rest = line.words
    return first.mono and all(w.mono or not any(map(str.isalnum, w.text)) for w in rest)


def as_typed(lines: Sequence[Line]) -> str:
    """The lines with the spaces that their places tell, and the empty lines between them."""
    unit = median((word.x1 - word.x0) / len(word.text) for line in lines for word in line.words)
    lefts: dict[int, float] = {}
    for line in lines:
        lefts[line.page] = min(line.x0, lefts.get(line.page, line.x0))
    gaps = sorted(two.base - one.base for one, two in pairwise(lines) if two.base > one.base)
    pitch = gaps[len(gaps) // 4] if gaps else 0.0
    found: list[str] = []
    for before, line in zip([None, *lines], lines, strict=False):
        if before and pitch and line.base - before.base > _EMPTY * pitch:
            found.append("")
        found.append(_typed(line, lefts[line.page], max(unit, 0.1)))
    return "\n".join(found)


def _typed(line: Line, left: float, unit: float) -> str:
    text = ""
    for word in line.words:
        column = round((word.x0 - left) / unit)
        text += " " * min(max(column - len(text), 1 if text else 0), _WIDEST) + word.text
    return text
