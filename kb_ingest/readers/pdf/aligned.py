"""Tables without upright lines: columns told by where words stand. Depends on grid and shapes.

Much else stands in columns: running text, contents, indexes, lists with their marks, addresses.
What is not surely a table stays lines.
"""

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from kb_ingest.readers.marks import BULLETS
from kb_ingest.readers.pdf.grid import Grid, Row, Segment, grids_in, rows_on
from kb_ingest.readers.pdf.rows import header_depth, logical_rows
from kb_ingest.readers.pdf.shapes import Box, Table, Word
from kb_ingest.readers.words import join_lines

_LEAST_ROWS = 3
_MOST_COLUMNS = 12
_FILLED = 0.6  # of the cells in lines of more than one
_STRAIGHT = 0.7  # of a column's cells begin, end or are centred at one place
_SLACK = 0.4  # of the size: how exactly
_SPOKEN = 4  # words in a line of a column of text
_TEXT_WIDTH = 80.0  # points
_LEADERS = re.compile(r"(?:\.\s?){4,}|…{2,}|(?:·\s?){4,}|_{4,}")
_MARK = re.compile(
    r"[^\w\s]{1,2}|o|\(?(?:\d{1,3}|[a-zA-Z]|[ivx]{1,4})[.):]|(?:Paso|Step)\s+\d+[.:]?|\(?\d{1,3}\)|"
    r"[①-⑳]"
)
_SECTION = re.compile(r"\d{1,3}(?:\.\d{1,3})+\.?")
_INDEX_ENTRY = re.compile(r".+,\s\d{1,4}(?:[,–-]\s*\d{1,4})*$")
_PAGE = re.compile(r"\d{1,4}|[ivxlc]{1,6}|\?\?")
_LABEL = re.compile(r".*:$")


def tables_in(
    runs: list[list[Word]], number: int, rules: Sequence[Box], known: set[str]
) -> tuple[list[Table], list[list[Word]]]:
    """(the page's tables, the runs that lie in none of them). `rules` are its level lines."""
    if _side_by_side(runs) < _LEAST_ROWS:
        return [], runs
    tables: list[Table] = []
    taken: set[int] = set()
    rows = _rows(runs)
    at = 0
    while at < len(rows):
        found = _first_table(rows[at:], number, rules, known)
        if found is None:
            break
        length, table, words = found
        at += length
        tables.append(table)
        taken |= {id(word) for word in words}
    if not tables:
        return [], runs
    left = [[word for word in run if id(word) not in taken] for run in runs]
    return tables, [run for run in left if run]


def _side_by_side(runs: list[list[Word]]) -> int:
    """How many runs stand beside the one before; cheap, most pages have hardly any."""
    bases = sorted(run[0].base for run in runs)
    return sum(below - above < 2 for above, below in pairwise(bases))


def _rows(runs: list[list[Word]]) -> list[Row]:
    """A line of program text, which stands in columns by its nature, or with leaders, which is
    of a contents page, counts as one segment and ends a table."""
    rows = rows_on([word for run in runs for word in run])
    return [Row((tuple(row.words),)) if _is_other(row) else row for row in rows]


def _is_other(row: Row) -> bool:
    typed = all(word.mono for word in row.words)
    return typed or bool(_LEADERS.search(" ".join(word.text for word in row.words)))


def _first_table(
    rows: Sequence[Row], number: int, rules: Sequence[Box], known: set[str]
) -> tuple[int, Table, list[Word]] | None:
    for start, grid in grids_in(rows):
        trimmed = _trimmed(grid)
        if _stands_straight(trimmed) and (table := _table(trimmed, number, rules, known)):
            words = [word for line in trimmed.cells for cell in line for word in cell]
            return start + len(trimmed.cells), table, words
    return None


def _trimmed(grid: Grid) -> Grid:
    """Without what follows in the first column alone, set off: the text below a table."""
    end = len(grid.cells)
    pitch = median([b - a for a, b in pairwise(grid.bases)]) if end > 1 else 0.0
    last = max((i for i, line in enumerate(grid.cells) if sum(map(bool, line)) > 1), default=end)
    for index in range(last + 1, end):
        style = [bool(cell and cell[0].bold) for cell in (grid.cells[index][0],)]
        gap = grid.bases[index] - grid.bases[index - 1]
        alone = bool(grid.cells[index][0]) and not any(grid.cells[index][1:])
        if gap > 1.25 * pitch or (
            alone and (style[0] or _text(grid.cells[index][0])[:1].isupper())
        ):
            return grid.rows_of(0, index)
    return grid


def _stands_straight(grid: Grid) -> bool:
    """Whether enough lines have cells in several columns, exactly below each other."""
    full = [line for line in grid.cells if sum(map(bool, line)) > 1]
    if _has_list(grid) or len(full) < _LEAST_ROWS or not 2 <= len(grid.columns) <= _MOST_COLUMNS:
        return False
    if sum(bool(cell) for line in full for cell in line) < _FILLED * len(full) * len(full[0]):
        return False
    return all(_is_straight(column, _SLACK * grid.size) for column in zip(*full, strict=True))


def _has_list(grid: Grid) -> bool:
    """Whether what stands beside a name is a list: it would run together in a cell."""
    bullets = [cell for line in grid.cells for cell in line[1:] if cell and len(cell) > 1]
    return sum(cell[0].text in BULLETS for cell in bullets) > 1


def _is_straight(column: Sequence[Segment], slack: float) -> bool:
    cells = [cell for cell in column if cell]
    if len(cells) < 2:
        return False
    edges = [(cell[0].x0, cell[-1].x1) for cell in cells]
    ways = ([a for a, _ in edges], [b for _, b in edges], [(a + b) / 2 for a, b in edges])
    most = max(max(sum(abs(x - y) <= slack for y in way) for x in way) for way in ways)
    return most >= _STRAIGHT * len(cells)


def _table(grid: Grid, number: int, rules: Sequence[Box], known: set[str]) -> Table | None:
    words = [word for line in grid.cells for cell in line for word in cell]
    x0, x1 = min(word.x0 for word in words), max(word.x1 for word in words)
    inside = [y for a, y, b, _ in rules if min(b, x1) - max(a, x0) > 0.6 * (x1 - x0)]
    groups = logical_rows(grid, inside)
    texts = [_row_text(grid, group, known) for group in groups]
    if not _is_data(texts) or _is_prose(grid, groups, texts):
        return None
    depth = header_depth(grid, groups, texts, inside)
    if not depth and not _speaks_for_itself(texts, inside):
        return None
    top, bottom = grid.bases[0] - grid.size, grid.bases[-1] + 0.2 * grid.size
    return Table(number, x0, top, x1, bottom, tuple(_spread(texts)), depth)


def _row_text(grid: Grid, group: range, known: set[str]) -> tuple[str, ...]:
    lines = [grid.cells[index] for index in group]
    return tuple(
        join_lines([_text(cell) for cell in column if cell], known)
        for column in zip(*lines, strict=True)
    )


def _text(cell: Segment) -> str:
    return " ".join(word.text for word in cell)


def _spread(texts: Sequence[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """A first cell that stands for several rows, in each of them."""
    rows = [texts[0]]
    for row in texts[1:]:
        rows.append((row[0] or rows[-1][0], *row[1:]) if sum(map(bool, row)) > 1 else row)
    return rows


def _is_data(texts: Sequence[tuple[str, ...]]) -> bool:
    """Rows of words and numbers; no contents, index, list or leaders."""
    cells = [cell for row in texts for cell in row if cell]
    if len(texts) < _LEAST_ROWS or any(map(_LEADERS.search, cells)):
        return False
    first = [row[0] for row in texts if row[0]]
    marked = [_MARK.fullmatch(cell.split()[0]) or _SECTION.fullmatch(cell) for cell in first]
    if sum(map(bool, marked)) >= 0.5 * len(first):
        return False
    if sum(bool(_INDEX_ENTRY.match(cell)) for cell in cells) >= 0.4 * len(cells):
        return False
    if (
        _is_contents(texts)
        or _is_numbered_text(texts)
        or not all(map(_says, zip(*texts, strict=True)))
    ):
        return False
    letters = sum(character.isalnum() for cell in cells for character in cell)
    named = any(median(map(_letters, column)) >= 3 for column in zip(*texts, strict=True))
    named = named or sum(_letters(cell) >= 3 for cell in texts[0]) > 1
    return named and letters >= 0.6 * sum(len(cell.replace(" ", "")) for cell in cells)


def _says(column: Sequence[str]) -> bool:
    """Whether a column's cells are words or numbers, and not always the same."""
    cells = [cell for cell in column if cell]
    spoken = sum(any(map(str.isalnum, cell)) for cell in cells)
    return spoken >= 0.5 * len(cells) and (len(set(cells)) > 1 or len(cells) < _LEAST_ROWS)


def _letters(text: str) -> int:
    return sum(map(str.isalpha, text))


def _is_contents(texts: Sequence[tuple[str, ...]]) -> bool:
    """Titles and page numbers that do not fall, section numbers in front or not."""
    pages = [row[-1] for row in texts if row[-1]]
    counted = [int(page) for page in pages if page.isdigit()]
    rises = all(one <= two for one, two in pairwise(counted))
    narrow = len(texts[0]) == 2 or (
        len(texts[0]) == 3 and all(re.fullmatch(r"[\dA-Z.]*", row[0]) for row in texts)
    )
    return narrow and rises and len(pages) >= 3 and all(map(_PAGE.fullmatch, pages))


def _is_numbered_text(texts: Sequence[tuple[str, ...]]) -> bool:
    """Numbers in front of sentences: steps whose numbers have no point."""
    numbered = [row for row in texts if row[0].isdigit()]
    long = [row for row in numbered if len(row[1].split()) > 6]
    return len(texts[0]) == 2 and len(long) >= 0.5 * len(texts)


def _is_prose(grid: Grid, groups: Sequence[range], texts: Sequence[tuple[str, ...]]) -> bool:
    """Whether two columns or more are running text that does not begin row by row."""
    if sum(map(_is_text, grid.columns)) < 2:
        return False
    starts = [cell for row in texts for cell in row if cell]
    fresh = sum(not cell[:1].islower() for cell in starts)
    full = sum(all(row) for row in texts)
    parted = len(groups) < 0.8 * len(grid.cells) and full >= 0.7 * len(texts)
    return not parted or fresh < 0.8 * len(starts)


def _is_text(column: Sequence[Segment]) -> bool:
    cells = [cell for cell in column if cell]
    widths = [cell[-1].x1 - cell[0].x0 for cell in cells]
    spoken = median(len(cell) for cell in cells) >= _SPOKEN
    return spoken and max(widths) > _TEXT_WIDTH and median(widths) >= 0.6 * max(widths)


def _speaks_for_itself(texts: Sequence[tuple[str, ...]], rules: Sequence[float]) -> bool:
    """Whether rows without a header are data: ruled, three columns, or names with values.

    Addresses and signatures side by side have neither.
    """
    if len(texts) < 4 and len(rules) < 2:
        return False
    if len(rules) >= 2 or len(texts[0]) >= 3:
        return sum(sum(map(bool, row)) > 2 for row in texts) >= 3 or len(rules) >= 2
    labelled = sum(bool(_LABEL.match(row[0])) for row in texts)
    valued = sum(any(map(str.isdigit, row[1])) for row in texts)
    return max(labelled, valued) >= 0.6 * len(texts) or len(texts) >= 6
