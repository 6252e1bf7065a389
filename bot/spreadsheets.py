"""CSV that a spreadsheet reads as text and numbers, never as a formula. Knows nothing of the rest.

A cell that begins with one of the signs gets an apostrophe before it, as OWASP advises against CSV
injection. A file that is read back by a program must not be written so.
"""

import csv
import io
from collections.abc import Iterable, Sequence

FORMULA = ("=", "+", "-", "@", "\t", "\r")

Cell = str | int | float | None


def written(rows: Iterable[Sequence[Cell]]) -> str:
    """Rows as CSV; None is an empty cell."""
    text = io.StringIO()
    csv.writer(text).writerows([_cell(one) for one in row] for row in rows)
    return text.getvalue()


def _cell(value: Cell) -> str:
    if isinstance(value, str):
        return f"'{value}" if value.startswith(FORMULA) else value
    if value is None:
        return ""
    return f"{value:.12g}" if isinstance(value, float) else str(value)
