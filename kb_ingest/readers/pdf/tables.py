"""Ruled tables: pdfplumber finds the cells, our own words fill them. Depends on shapes.

pdfplumber reads a page a hundred times slower than PDFium, so it is only asked about pages
with enough ruling lines.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from pdfplumber.page import Page
from pdfplumber.table import Table as Found

from kb_ingest.readers import marks
from kb_ingest.readers.pdf.shapes import Box, Table, Word
from kb_ingest.readers.words import join_lines

_THIN = 3.0  # points: what is thinner is a line
_LOW = 6.0  # points: the least height of a row


def has_rules(boxes: Sequence[Box], rules: Sequence[Box]) -> bool:
    """Whether the drawings of a page may hold a ruled table: an upright line inside the ends of
    a rule that it meets, or two frames side by side. `rules` are their `level_rules`.

    Frames around warnings and shades behind program text have neither, and pages are full of
    them: asking pdfplumber about each took longer than all the rest.
    """
    uprights = [box for box in boxes if box[2] - box[0] <= _THIN and box[3] - box[1] > _LOW]
    return any(_meets(upright, rule) for upright in uprights for rule in rules) or _has_pair(boxes)


def level_rules(boxes: Sequence[Box]) -> list[Box]:
    """The horizontal lines, those on one height that touch as one."""
    found: list[Box] = []
    lines = [box for box in boxes if box[2] - box[0] > 15 and box[3] - box[1] <= _THIN]
    for box in sorted(lines, key=lambda box: (round(box[1] / 2), box[0])):
        last = found[-1] if found else None
        if last and abs(last[1] - box[1]) <= _THIN and box[0] - last[2] <= _THIN:
            found[-1] = (last[0], last[1], max(last[2], box[2]), box[3])
        else:
            found.append(box)
    return found


def _meets(upright: Box, rule: Box) -> bool:
    inside = rule[0] + _LOW < upright[0] < rule[2] - _LOW
    return inside and upright[1] - _THIN <= rule[1] <= upright[3] + _THIN


def _has_pair(boxes: Sequence[Box]) -> bool:
    frames = [box for box in boxes if box[2] - box[0] > 15 and box[3] - box[1] > _LOW]
    ordered = sorted(frames, key=lambda box: (round(box[1]), round(box[3]), box[0]))
    return any(
        abs(one[1] - two[1]) <= 1 and abs(one[3] - two[3]) <= 1 and abs(two[0] - one[2]) <= _THIN
        for one, two in pairwise(ordered)
    )


def tables_of(
    page: Page, number: int, runs: list[list[Word]], known: set[str]
) -> tuple[list[Table], list[list[Word]]]:
    """(the page's tables, the runs that lie in none of them)."""
    tables: list[Table] = []
    for found in page.find_tables({"explicit_vertical_lines": _open_sides(page)}):
        table, inside = _table(found, page, number, runs, known)
        if table:
            tables.append(table)
            runs = _without(runs, inside)
    return tables, runs


def _open_sides(page: Page) -> list[dict[str, Any]]:
    """The left and right borders that tables without outer lines lack.

    Two rules of the same width, one above the other, with an upright between them, are the
    top and bottom of a row.
    """
    uprights = [edge for edge in page.edges if edge["orientation"] == "v"]
    sides: list[dict[str, Any]] = []
    for (top, x0, x1), (bottom, left, right) in pairwise(_rules(page)):
        if abs(left - x0) > _THIN or abs(right - x1) > _THIN:
            continue
        if any(_stands_between(edge, x0, x1, top, bottom) for edge in uprights):
            sides += [_upright(x, top, bottom) for x in (x0, x1)]
    return sides


def _rules(page: Page) -> list[tuple[float, float, float]]:
    """(distance from the top, left end, right end) of what is ruled across the page."""
    found: dict[int, tuple[float, float, float]] = {}
    for edge in page.edges:
        if edge["orientation"] == "h" and edge["x1"] - edge["x0"] > 5:
            top, x0, x1 = found.get(round(edge["top"]), (edge["top"], edge["x0"], edge["x1"]))
            found[round(edge["top"])] = (top, min(x0, edge["x0"]), max(x1, edge["x1"]))
    return sorted(found.values())


def _stands_between(edge: Any, x0: float, x1: float, top: float, bottom: float) -> bool:
    inside = x0 + _THIN < edge["x0"] < x1 - _THIN
    return bool(inside and edge["top"] <= top + _THIN and edge["bottom"] >= bottom - _THIN)


def _upright(x: float, top: float, bottom: float) -> dict[str, Any]:
    return {
        "object_type": "line", "x0": x, "x1": x, "top": top, "bottom": bottom, "width": 0.0,
        "height": bottom - top, "doctop": top,
    }  # fmt: skip


def _without(runs: list[list[Word]], inside: set[int]) -> list[list[Word]]:
    left = [[word for word in run if id(word) not in inside] for run in runs]
    return [run for run in left if run]


def _table(
    found: Found, page: Page, number: int, runs: list[list[Word]], known: set[str]
) -> tuple[Table | None, set[int]]:
    grid = [row.cells for row in found.rows]
    filled = [[_words_in(cell, runs) for cell in row] for row in grid]
    texts = [[_cell_text(words, known) for words in row] for row in filled]
    if not _is_data(texts):
        return None, set()
    if _is_caption(texts[0]):
        grid, filled, texts = grid[1:], filled[1:], texts[1:]
    _fill_spans(grid, texts)
    depth = 1 if _first_is_header(grid, filled, page) else 0
    x0, top, x1, bottom = found.bbox
    rows = tuple(tuple(cell or "" for cell in row) for row in texts if any(row))
    inside = {id(word) for row in filled for words in row for word in words}
    return Table(number, x0, top, x1, bottom, rows, depth), inside


def _words_in(cell: Box | None, runs: list[list[Word]]) -> list[Word]:
    if cell is None:
        return []
    x0, top, x1, bottom = cell
    return [
        word
        for run in runs
        for word in run
        if x0 <= (word.x0 + word.x1) / 2 <= x1 and top <= word.base - word.size * 0.3 <= bottom
    ]


def _cell_text(words: list[Word], known: set[str]) -> str:
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda word: word.base):
        if lines and abs(lines[-1][-1].base - word.base) < 0.4 * word.size:
            lines[-1].append(word)
        else:
            lines.append([word])
    ordered = [sorted(line, key=lambda word: word.x0) for line in lines]
    text = join_lines([" ".join(word.text for word in line) for line in ordered], known)
    return marks.bullet(text) or text


def _is_data(texts: list[list[str]]) -> bool:
    """Two columns and two rows with words in them: not a frame around something else."""
    rows = [row for row in texts if sum(map(bool, row)) >= 1]
    columns = [column for column in zip(*texts, strict=True) if any(column)]
    cells = sum(bool(cell) for row in rows for cell in row)
    return len(rows) >= 1 and len(columns) >= 2 and cells >= 0.4 * len(rows) * len(columns)


def _is_caption(first: list[str]) -> bool:
    """A first row of one cell over several columns: it stands above the table as text."""
    return len(first) >= 2 and sum(map(bool, first)) == 1


def _fill_spans(grid: Sequence[Sequence[Box | None]], texts: list[list[str]]) -> None:
    """A cell that spans rows is repeated in each of them."""
    for r in range(1, len(texts)):
        for c in range(len(texts[r])):
            if grid[r][c] is None and _covers(grid, r, c):
                texts[r][c] = texts[r - 1][c]


def _covers(grid: Sequence[Sequence[Box | None]], r: int, c: int) -> bool:
    """Whether a cell of this column further up reaches down into row `r`."""
    bottoms = [cell[3] for cell in grid[r] if cell]
    above = next((grid[row][c] for row in range(r - 1, -1, -1) if grid[row][c]), None)
    return bool(bottoms and above and above[3] >= max(bottoms) - 1)


def _first_is_header(
    grid: Sequence[Sequence[Box | None]], filled: list[list[list[Word]]], page: Page
) -> bool:
    """Bold, or on a shade that the second row lacks. A lone row is a header that was repeated."""
    if len(filled) < 2:
        return False
    first = [word for words in filled[0] for word in words]
    rest = [word for row in filled[1:] for words in row for word in words]
    if first and all(word.bold for word in first) and not all(word.bold for word in rest):
        return True
    shades = [_shade(row, page) for row in (grid[0], grid[1])]
    return shades[0] is not None and shades[0] != shades[1] and _differ(shades, grid, page)


def _differ(shades: list[object], grid: Sequence[Sequence[Box | None]], page: Page) -> bool:
    """False for zebra stripes: the third row would have the first row's shade again."""
    return len(grid) < 3 or _shade(grid[2], page) != shades[0]


def _shade(row: Sequence[Box | None], page: Page) -> object:
    cell = next((cell for cell in row if cell), None)
    if cell is None:
        return None
    x, y = (cell[0] + cell[2]) / 2, (cell[1] + cell[3]) / 2
    colours = [
        rect.get("non_stroking_color")
        for rect in page.rects
        if rect.get("fill") and rect["x0"] <= x <= rect["x1"] and rect["top"] <= y <= rect["bottom"]
    ]
    return tuple(colours[-1]) if colours and colours[-1] not in (None, (1,), (1, 1, 1)) else None
