"""Tables of data against tables of layout; cells that span. Depends on dom."""

from selectolax.lexbor import LexborNode

from kb_ingest.readers.html import dom
from kb_ingest.readers.words import clean

_MAX_SPAN = 50


def is_layout(table: LexborNode) -> bool:
    """Whether the table only arranges the page: it holds headings, lists, notes or tables,
    or has a single column."""
    if table.attributes.get("role") == "presentation" or _is_dialogue(table):
        return True
    if table.css("h1, h2, h3, h4, h5, h6, table table, .note"):
        return True
    rows = [row for row in _tr(table) if _cells(row)]
    if max((len(_cells(row)) for row in rows), default=0) < 2:
        return True
    return not table.css("th") and bool(table.css("ol, ul, pre")) and len(rows) <= 2


def _is_dialogue(table: LexborNode) -> bool:
    """Questions and answers set as a table by DocBook."""
    around = table.parent
    return any("qanda" in (n.attributes.get("class") or "") for n in (table, around) if n)


def rows(table: LexborNode) -> tuple[tuple[str, ...], list[list[str]]]:
    """(header cells, rows of cell texts). A cell that spans rows is repeated in each of them."""
    lines = _tr(table)
    depth = _header_depth(lines)
    grid = _grid(lines)
    width = max((len(line) for line in grid), default=0)
    grid = [line + [""] * (width - len(line)) for line in grid]
    header = _merged(grid[:depth])
    return header, grid[depth:]


def _tr(table: LexborNode) -> list[LexborNode]:
    found: list[LexborNode] = []
    for part in dom.elements(table, "thead", "tbody", "tfoot", "tr"):
        found += [part] if part.tag == "tr" else dom.elements(part, "tr")
    return found


def _cells(row: LexborNode) -> list[LexborNode]:
    return dom.elements(row, "td", "th")


def _header_depth(lines: list[LexborNode]) -> int:
    """How many of the first rows are headings of columns."""
    depth = 0
    for row in lines[:-1]:
        cells = _cells(row)
        in_head = row.parent is not None and row.parent.tag == "thead"
        if not in_head and not (cells and all(_is_heading(cell) for cell in cells)):
            break
        depth += 1
    return depth


def _is_heading(cell: LexborNode) -> bool:
    if cell.tag == "th":
        return True
    strong = "".join(clean(node.text()) for node in cell.css("b, strong"))
    return bool(strong) and clean(cell.text()).replace(" ", "") == strong.replace(" ", "")


def _grid(lines: list[LexborNode]) -> list[list[str]]:
    grid: list[list[str]] = []
    waiting: dict[int, tuple[int, str]] = {}
    for row in lines:
        line: list[str] = []
        for cell in _cells(row):
            _fill(line, waiting)
            text, down = clean(dom.words(cell)), _span(cell, "rowspan")
            for extra in range(_span(cell, "colspan")):
                waiting[len(line)] = (down - 1, text)
                line.append(text if extra == 0 else "")
        _fill(line, waiting)
        grid.append(line)
    return [line for line in grid if any(line)]


def _fill(line: list[str], waiting: dict[int, tuple[int, str]]) -> None:
    """Adds the cells that reach into this row from above, up to the first free column."""
    while waiting.get(len(line), (0, ""))[0] > 0:
        left, text = waiting[len(line)]
        waiting[len(line)] = (left - 1, text)
        line.append(text)


def _span(cell: LexborNode, name: str) -> int:
    value = cell.attributes.get(name) or "1"
    return min(max(int(value), 1), _MAX_SPAN) if value.strip().isdigit() else 1


def _merged(lines: list[list[str]]) -> tuple[str, ...]:
    """Several header rows as one: the words above, then those below. A title over the whole
    table is none of its columns' names."""
    if not lines:
        return ()
    titles = [line for line in lines if len(list(filter(None, line))) == 1]
    kept = [line for line in lines if line not in titles] or lines
    columns = zip(*kept, strict=True)
    return tuple(" ".join(dict.fromkeys(filter(None, column))) for column in columns)
