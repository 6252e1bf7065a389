"""Lines of a grid to rows of a table, and which of them is its header. Depends on grid."""

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from kb_ingest.readers.pdf.grid import Grid, Segment

_WIDER = 1.3  # a gap between lines that parts rows, against the usual one
_SHORT = 0.4  # how long names of columns are against what stands in them
_NAME_WORDS = 4

Texts = Sequence[tuple[str, ...]]


def logical_rows(grid: Grid, rules: Sequence[float]) -> list[range]:
    """The lines of each row: parted by rules, by wider gaps, or else where a first cell begins."""
    for starts in (_by_rules(grid, rules), _by_gaps(grid)):
        if starts:
            return _ranges(starts, len(grid.cells))
    starts = [0] + [i for i in range(1, len(grid.cells)) if _begins(grid, i)]
    return _ranges(starts, len(grid.cells))


def _ranges(starts: Sequence[int], end: int) -> list[range]:
    return [range(a, b) for a, b in pairwise([*starts, end])]


def _by_rules(grid: Grid, rules: Sequence[float]) -> list[int]:
    """Where a rule stands between most rows; empty where rules only set off the header."""
    starts = [0]
    for index, (above, below) in enumerate(pairwise(grid.bases), 1):
        if any(above - 0.2 * grid.size < y < below - 0.3 * grid.size for y in rules):
            starts.append(index)
    heads = sum(bool(line[0]) for line in grid.cells)
    return starts if len(starts) >= max(3, 0.6 * heads) else []


def _by_gaps(grid: Grid) -> list[int]:
    """Where lines of a row stand closer than rows do; empty where all stand alike."""
    gaps = [below - above for above, below in pairwise(grid.bases)]
    close = min(gaps)
    starts = [0] + [i for i, gap in enumerate(gaps, 1) if gap > _WIDER * close]
    inner = [grid.cells[i] for i in range(1, len(grid.cells)) if i not in starts]
    partial = [line for line in inner if not all(line)]
    return starts if len(starts) >= 3 and inner and len(partial) >= 0.6 * len(inner) else []


def _begins(grid: Grid, index: int) -> bool:
    """Whether a row begins with a line, told by its words."""
    line = grid.cells[index]
    filled = [cell for cell in line if cell]
    if not line[0]:
        return len(filled) > 1 and not any(_is_lower(cell) for cell in filled)
    return all(line) or not all(_is_lower(cell) for cell in filled)


def _is_lower(cell: Segment) -> bool:
    return cell[0].text[:1].islower()


def header_depth(grid: Grid, groups: Sequence[range], texts: Texts, rules: Sequence[float]) -> int:
    """1 where the first row names the columns, else 0."""
    first = texts[0]
    if len(texts) < 3 or sum(map(bool, first)) < max(2, len(first) - 1):
        return 0
    if _is_bolder(grid, groups) or _is_set_off(grid, groups, rules):
        return 1
    return int(_names_columns(texts))


def _is_bolder(grid: Grid, groups: Sequence[range]) -> bool:
    head = [w for i in groups[0] for cell in grid.cells[i] for w in cell]
    rest = [w for group in groups[1:] for i in group for cell in grid.cells[i] for w in cell]
    return all(word.bold for word in head) and not all(word.bold for word in rest)


def _is_set_off(grid: Grid, groups: Sequence[range], rules: Sequence[float]) -> bool:
    """By a rule below it and none between the others, or by a wider gap."""
    ends = [(grid.bases[a[-1]], grid.bases[b[0]]) for a, b in pairwise(groups)]
    ruled = [any(above - 1 < y < below for y in rules) for above, below in ends]
    if ruled[0] and sum(ruled) <= max(1, 0.3 * len(ruled)):
        return True
    gaps = [below - above for above, below in ends]
    return gaps[0] > _WIDER * median(gaps[1:]) and _is_named(grid, groups[0])


def _is_named(grid: Grid, group: range) -> bool:
    return all(not _is_lower(cell) for i in group for cell in grid.cells[i] if cell)


def _names_columns(texts: Texts) -> bool:
    """Short names over what is longer, has numbers, or begins with small letters.

    In two columns numbers say nothing: "Color, white" may stand over "Weight, 8 kg".
    """
    first, columns = texts[0], list(zip(*texts[1:], strict=True))
    if not all(map(_is_name, filter(None, first))) or not first[0][:1].isupper():
        return False
    wide = len(first) > 2
    return any(
        name and below and (_is_lowered(name, below) or (wide and _is_valued(name, below)))
        for name, below in zip(first, ([c for c in column if c] for column in columns), strict=True)
    )


def _is_name(text: str) -> bool:
    return len(text.split()) <= _NAME_WORDS and not text[0].isdigit() and text[-1] not in ".:;,"


def _is_lowered(name: str, below: Sequence[str]) -> bool:
    return name[0].isupper() and sum(cell[0].islower() for cell in below) >= 0.6 * len(below)


def _is_valued(name: str, below: Sequence[str]) -> bool:
    """Whether a name stands over numbers or over what is much longer."""
    numbers = sum(any(map(str.isdigit, cell)) for cell in below)
    if numbers >= 0.8 * len(below):
        return not any(map(str.isdigit, name)) or name[0].isalpha()
    return len(name) < _SHORT * median(map(len, below))
