"""Words in columns: lines that leave the same strips of a page empty. Depends on shapes.

What is found here may be a table, but also a contents page or columns of text: `aligned` judges.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import inf

from kb_ingest.readers.pdf.shapes import Word

_ONE_LINE = 0.35  # of the size: words on one baseline waver less
_APART = 1.2  # of the size: a gap in a line that no space between words has
_STRIP = 0.6  # of the size: the least width that all lines leave empty
_FAR = 3.2  # of the size, between baselines: what is farther below is not of the same table
_LARGER = 1.08
_SET_OFF = 1.7  # of the size, between baselines
_LEAST_LINES = 3

Strip = tuple[float, float]
Segment = tuple[Word, ...]


@dataclass(frozen=True)
class Row:
    """The words on one baseline, parted where a gap is wide."""

    segments: tuple[Segment, ...]

    @cached_property
    def base(self) -> float:
        return self.segments[0][0].base

    @cached_property
    def size(self) -> float:
        return max(word.size for segment in self.segments for word in segment)

    @property
    def words(self) -> list[Word]:
        return [word for segment in self.segments for word in segment]


@dataclass(frozen=True)
class Grid:
    """Lines set in columns; `cells[line][column]` is a segment, empty where there is none."""

    cells: tuple[tuple[Segment, ...], ...]

    @property
    def columns(self) -> list[tuple[Segment, ...]]:
        return list(zip(*self.cells, strict=True))

    @cached_property
    def size(self) -> float:
        """Of most of the print, in points."""
        sizes = sorted(word.size for line in self.cells for cell in line for word in cell)
        return sizes[len(sizes) // 2]

    @cached_property
    def bases(self) -> list[float]:
        return [next(cell for cell in line if cell)[0].base for line in self.cells]

    def rows_of(self, start: int, end: int) -> "Grid":
        """Some of the lines."""
        return Grid(self.cells[start:end])


def rows_on(words: Sequence[Word]) -> list[Row]:
    """The words in lines, from the top."""
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda word: word.base):
        if lines and word.base - lines[-1][0].base < _ONE_LINE * max(word.size, 4.0):
            lines[-1].append(word)
        else:
            lines.append([word])
    return [Row(tuple(_segments(line))) for line in lines]


def _segments(line: list[Word]) -> Iterator[Segment]:
    ordered = sorted(line, key=lambda word: word.x0)
    part = [ordered[0]]
    for word in ordered[1:]:
        if word.x0 - part[-1].x1 > _APART * max(word.size, part[-1].size):
            yield tuple(part)
            part = []
        part.append(word)
    yield tuple(part)


def grids_in(rows: Sequence[Row]) -> Iterator[tuple[int, Grid]]:
    """(where it begins, the grid) for each run of lines that a grid may begin with; the caller
    takes the first that is a table and asks again below it."""
    for start in range(len(rows) - _LEAST_LINES + 1):
        if len(rows[start].segments) > 1 and any(
            len(row.segments) > 1 for row in rows[start + 1 : start + 4]
        ):
            end, strips = _grown(rows, start)
            if end - start >= _LEAST_LINES and len(strips) > 2:
                yield start, _grid(rows[start:end], strips)


def _grown(rows: Sequence[Row], start: int) -> tuple[int, list[Strip]]:
    """(the end of the lines that leave all strips of the first one open, those strips)."""
    strips: list[Strip] = [(-inf, inf)]
    strips = _left_open(strips, rows[start])
    end = start + 1
    while end < len(rows):
        row, before = rows[end], rows[end - 1]
        if row.base - before.base > _FAR * max(row.size, before.size) or _is_title(row, before):
            break
        left = _left_open(strips, row)
        inner = strips[1:-1]
        if not all(any(a <= x0 and x1 <= b for x0, x1 in left) for a, b in inner):
            break
        strips = left
        end += 1
    return end, strips


def _is_title(row: Row, before: Row) -> bool:
    """Whether the row stands alone, larger than the one above or bold and set off from it."""
    if len(row.segments) > 1:
        return False
    bolder = all(w.bold for w in row.words) and not all(w.bold for w in before.words)
    return row.size > _LARGER * before.size or (
        bolder and row.base - before.base > _SET_OFF * row.size
    )


def _left_open(strips: Sequence[Strip], row: Row) -> list[Strip]:
    """What of the strips no word of the row stands in."""
    found = list(strips)
    least = _STRIP * row.size
    for segment in row.segments:
        x0, x1 = segment[0].x0, max(word.x1 for word in segment)
        parts = [part for a, b in found for part in ((a, min(b, x0)), (max(a, x1), b))]
        found = sorted({(a, b) for a, b in parts if b - a >= least})
    return found


def _grid(rows: Sequence[Row], strips: Sequence[Strip]) -> Grid:
    edges = [b for _, b in strips[:-1]]  # where each column may begin at the earliest

    def cells(row: Row) -> tuple[Segment, ...]:
        line: list[list[Word]] = [[] for _ in edges]
        for segment in row.segments:
            column = sum(segment[0].x0 >= edge - 0.01 for edge in edges) - 1
            line[max(column, 0)] += segment
        return tuple(tuple(cell) for cell in line)

    return Grid(tuple(cells(row) for row in rows))
