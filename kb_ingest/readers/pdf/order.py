"""Puts the runs of words on a page into reading order, column by column. Depends on shapes.

Columns are found by the empty strip between them; what lies across the strip (a heading, a
wide table) parts the page into an upper and a lower region.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from kb_ingest.readers.pdf.shapes import Box, Element, Line, Picture, Table, Word

_MIN_GUTTER = 8.0  # points
_MIN_LINES = 5
_MAX_CROSSING = 0.2  # of the lines
_MIN_FILL = 0.6  # of a column's width, in its median line


@dataclass(frozen=True, slots=True)
class _Piece:
    """A run of words, a table or a picture, with its edges."""

    x0: float
    x1: float
    top: float
    bottom: float
    words: tuple[Word, ...] = ()
    whole: Table | Picture | None = None


def in_order(
    page: int,
    runs: list[list[Word]],
    tables: Sequence[Table],
    pictures: Sequence[Picture] = (),
) -> list[Element]:
    """The page's lines, tables and pictures as they are read."""
    pieces = [_of_run(run) for run in runs]
    pieces += [_Piece(t.x0, t.x1, t.top, t.bottom, whole=t) for t in tables]
    pieces += [_Piece(*_corners(picture.box), whole=picture) for picture in pictures]
    return _ordered(page, pieces) if pieces else []


def _corners(box: Box) -> tuple[float, float, float, float]:
    """A box in the order of a piece's edges."""
    left, top, right, bottom = box
    return left, right, top, bottom


def _of_run(run: list[Word]) -> _Piece:
    size = max(word.size for word in run)
    base = max(run, key=lambda word: len(word.text)).base
    x0, x1 = min(word.x0 for word in run), max(word.x1 for word in run)
    return _Piece(x0, x1, base - size, base, tuple(run))


def _ordered(page: int, pieces: list[_Piece]) -> list[Element]:
    gutter = _gutter(pieces)
    if gutter is None:
        return _lines(page, pieces)
    found: list[Element] = []
    region: list[_Piece] = []
    for piece in sorted(pieces, key=lambda piece: piece.bottom):
        if piece.x0 < gutter < piece.x1:
            found += _side_by_side(page, region, gutter) + _lines(page, [piece])
            region = []
        else:
            region.append(piece)
    return found + _side_by_side(page, region, gutter)


def _side_by_side(page: int, pieces: list[_Piece], gutter: float) -> list[Element]:
    left = [piece for piece in pieces if piece.x1 <= gutter]
    right = [piece for piece in pieces if piece.x0 >= gutter]
    return (_ordered(page, left) if left else []) + (_ordered(page, right) if right else [])


def _gutter(pieces: list[_Piece]) -> float | None:
    """The x of an empty strip between two columns of running text, or None."""
    if len(pieces) < 2 * _MIN_LINES:
        return None
    start, end = min(p.x0 for p in pieces), max(p.x1 for p in pieces)
    best: tuple[int, float] | None = None
    for step in range(25, 76):
        x = start + (end - start) * step / 100
        crossing = [p for p in pieces if p.x0 < x + _MIN_GUTTER / 2 and p.x1 > x - _MIN_GUTTER / 2]
        if (best is None or len(crossing) < best[0]) and _are_columns(pieces, crossing, x):
            best = (len(crossing), x)
    return best[1] if best else None


def _are_columns(pieces: list[_Piece], crossing: list[_Piece], x: float) -> bool:
    if len(crossing) > _MAX_CROSSING * len(pieces):
        return False
    left = [p for p in pieces if p.x1 <= x]
    right = [p for p in pieces if p.x0 >= x]
    return _is_column(left) and _is_column(right)


def _is_column(pieces: list[_Piece]) -> bool:
    if len(pieces) < _MIN_LINES:
        return False
    width = max(p.x1 for p in pieces) - min(p.x0 for p in pieces)
    widths = sorted(p.x1 - p.x0 for p in pieces)
    return width > 80 and widths[len(widths) // 2] >= _MIN_FILL * width


def _lines(page: int, pieces: list[_Piece]) -> list[Element]:
    """Pieces of one column from top to bottom, those on one baseline joined."""
    left, right = min(p.x0 for p in pieces), max(p.x1 for p in pieces)
    rows: list[list[_Piece]] = []
    for piece in sorted(pieces, key=lambda piece: piece.bottom if piece.words else piece.top):
        if rows and _on_one_line(rows[-1][-1], piece):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [_element(page, row, left, right) for row in rows]


def _on_one_line(one: _Piece, other: _Piece) -> bool:
    if not one.words or not other.words:
        return False
    height = max(one.bottom - one.top, other.bottom - other.top)
    return abs(one.bottom - other.bottom) < 0.4 * height


def _element(page: int, row: list[_Piece], left: float, right: float) -> Element:
    if row[0].whole:
        return row[0].whole
    row.sort(key=lambda piece: piece.x0)
    words = tuple(word for piece in row for word in piece.words)
    return Line(page, words, left, right)
