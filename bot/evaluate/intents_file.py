"""Labelled messages in a CSV file from anywhere: other separators, encodings, gaps.

What can be read without doubt is read; gaps are left out and told; what is broken is refused
with its line. Depends on `bot.records`.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path

from bot.records import BadFile

SEPARATORS = (",", ";", "\t", "|")
SHOWN = 5
csv.field_size_limit(10_000_000)


@dataclass(frozen=True)
class Row:
    """A message, its label, and its language where the file has a column of that name."""

    line: int
    text: str
    label: str
    language: str = ""


@dataclass
class Messages:
    """The rows of a file and what had to be said about it."""

    rows: list[Row]
    notes: list[str] = field(default_factory=list)


def read_messages(path: Path, text: str, label: str, language: str = "language") -> Messages:
    """The rows of `path` with their columns `text` and `label`, and `language` where there is one;
    `BadFile` when it is broken."""
    content, notes = _text(path)
    header, separator = _header(path, content, text, label)
    if separator != ",":
        notes.append(f"columns are separated by {separator!r}")
    rows: list[Row] = []
    gaps: list[Row] = []
    for line, cells in _lines(path, content, separator, len(header)):
        named = dict(zip(header, cells, strict=True))
        row = Row(line, named[text].strip(), named[label].strip(), _language(named, language))
        (rows if row.text and row.label else gaps).append(row)
    notes += _about_gaps(gaps)
    if not rows:
        raise BadFile(path, "", f"no line has both a {text} and a {label}.")
    return Messages(rows, notes)


def _text(path: Path) -> tuple[str, list[str]]:
    """The content as text: UTF-8, UTF-16 with its mark, or else Windows-1252."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise BadFile(path, "", f"it cannot be read ({error.strerror}).") from error
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", errors="replace"), ["read as UTF-16"]
    try:
        return raw.decode("utf-8-sig"), []
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        said = f"line {line} is not UTF-8: the file was read as Windows-1252 (Latin-1)"
        return raw.decode("cp1252", errors="replace"), [said]


def _header(path: Path, content: str, text: str, label: str) -> tuple[list[str], str]:
    """The names of the columns, the wanted ones as they were asked for, and the separator."""
    found: list[str] = []
    for separator in SEPARATORS:
        first: list[str] = next(csv.reader(StringIO(content, newline=""), delimiter=separator), [])
        names = [_asked(name.strip(), text, label) for name in first]
        if text in names and label in names:
            return names, separator
        found = max(found, first, key=len)
    missing = " and ".join(sorted({text, label} - {_asked(n.strip(), text, label) for n in found}))
    has = ", ".join(map(repr, found)) or "nothing"
    problem = f"there is no column {missing}; the first line has {has}."
    raise BadFile(path, "line 1", problem)


def _asked(name: str, *asked: str) -> str:
    """`name` as it was asked for, capitals aside."""
    return next((one for one in asked if one.lower() == name.lower()), name)


def _lines(path: Path, content: str, separator: str, width: int) -> Iterator[tuple[int, list[str]]]:
    """Each record after the header: its first line's number, its cells; short ones filled up."""
    reader = csv.reader(StringIO(content, newline=""), delimiter=separator, strict=True)
    line = 1
    try:
        next(reader)
        line = reader.line_num + 1
        for cells in reader:
            if len(cells) > width and any(cell.strip() for cell in cells[width:]):
                problem = f"{len(cells)} cells where {width} are named. Put quotes around the text."
                raise BadFile(path, f"line {line}", problem)
            if any(cell.strip() for cell in cells):
                yield line, [*cells[:width], *[""] * (width - len(cells))]
            line = reader.line_num + 1
    except csv.Error as error:
        raise BadFile(path, f"line {line}", f"it is not valid CSV ({error}).") from error


def _language(named: dict[str, str], column: str) -> str:
    cells = (cell.strip() for name, cell in named.items() if name.lower() == column.lower())
    return next(cells, "")


def _about_gaps(gaps: list[Row]) -> list[str]:
    if not gaps:
        return []
    lines = ", ".join(str(row.line) for row in gaps[:SHOWN])
    more = f" and {len(gaps) - SHOWN} more" if len(gaps) > SHOWN else ""
    return [f"{len(gaps)} rows without text or label are left out (lines {lines}{more})"]
