"""Lines of CSV that a spreadsheet reads as text. Depends on the sign list of the audit log."""

import csv
import io
from collections.abc import Iterable, Sequence

from bot.console.audit_desk import FORMULA


def written(rows: Iterable[Sequence[object]]) -> str:
    """Rows as CSV; what a spreadsheet would take for a formula gets an apostrophe before it."""
    text = io.StringIO()
    csv.writer(text).writerows([harmless(cell) for cell in row] for row in rows)
    return text.getvalue()


def harmless(cell: object) -> str:
    """A cell's words."""
    words = "" if cell is None else str(cell)
    return f"'{words}" if words.startswith(FORMULA) else words
