"""CSV, JSON and YAML files read as checked records; what is wrong is said with its place.

A file is read whole or not at all. Depends on pydantic and `bot.errors`.
"""

import csv
from collections.abc import Iterable, Iterator
from io import StringIO
from pathlib import Path
from typing import Annotated, Any, TypeVar

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError

from bot.errors import BotError


class BadFile(BotError):
    """A file cannot be taken; the message names the file, the place, and what to change."""

    def __init__(self, path: Path, place: str, problem: str) -> None:
        where = f"{path}, {place}" if place else str(path)
        super().__init__(f"{where}: {problem}", 422)


class Record(BaseModel):
    """One record of a file: every field is checked, an unknown one is refused."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


RecordT = TypeVar("RecordT", bound=Record)


def _split(value: Any) -> Any:
    return [one.strip() for one in value.split("|") if one.strip()] if value else []


# A list in one cell of a CSV file: "one|two|three".
PipeList = Annotated[list[str], BeforeValidator(_split)]


def csv_records(path: Path, record: type[RecordT], key: str = "id") -> list[RecordT]:
    """The lines of a CSV file with a header, no two with the same `key`; or `BadFile`.

    Columns that `record` does not have are left out.
    """
    found: dict[object, tuple[int, RecordT]] = {}
    for line, cells in _csv_lines(path, set(record.model_fields)):
        try:
            one = record.model_validate(cells)
        except ValidationError as error:
            raise BadFile(path, f"line {line}", _said(error)) from error
        value = getattr(one, key)
        if value in found:
            problem = f"{key} {value!r} is already on line {found[value][0]}. Keep one."
            raise BadFile(path, f"line {line}", problem)
        found[value] = (line, one)
    return [one for _, one in found.values()]


def json_record(path: Path, record: type[RecordT]) -> RecordT:
    """The JSON object in a file; or `BadFile`."""
    try:
        return record.model_validate_json(_text(path))
    except ValidationError as error:
        raise BadFile(path, "", _said(error)) from error


def yaml_record(path: Path, record: type[RecordT]) -> RecordT:
    """The mapping in a YAML file; or `BadFile`."""
    try:
        return record.model_validate(yaml.safe_load(_text(path)) or {})
    except ValidationError as error:
        raise BadFile(path, "", _said(error)) from error
    except yaml.YAMLError as error:
        raise BadFile(path, "", f"it is no YAML ({' '.join(str(error).split())}).") from error


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise BadFile(path, "", f"it cannot be read ({error.strerror}).") from error
    except UnicodeDecodeError as error:
        problem = f"byte {error.start} is not UTF-8. Save the file as UTF-8."
        raise BadFile(path, "", problem) from error


def _csv_lines(path: Path, columns: set[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """Each record's first line number and its cells by column."""
    reader = csv.DictReader(StringIO(_text(path), newline=""), strict=True)
    line = 1
    try:
        _check_header(path, columns, reader.fieldnames or [])
        line = reader.line_num + 1
        for cells in reader:
            if None in cells or None in cells.values():
                problem = f"{len(reader.fieldnames or [])} cells are needed. Check the quotes."
                raise BadFile(path, f"line {line}", problem)
            yield line, {name: cells[name] for name in columns}
            line = reader.line_num + 1
    except csv.Error as error:
        raise BadFile(path, f"line {line}", f"it is not valid CSV ({error}).") from error


def _check_header(path: Path, columns: set[str], header: Iterable[str]) -> None:
    missing = sorted(columns - set(header))
    if missing:
        problem = f"columns {', '.join(missing)} are missing. Separate columns with commas."
        raise BadFile(path, "line 1", problem)


def _said(error: ValidationError) -> str:
    """The first problem that pydantic found, with its place and the value; and how many more."""
    first, *more = error.errors(include_url=False)
    place = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in first["loc"])
    value = first["input"]
    got = f" (got {value!r})" if isinstance(value, str | int | float) and place else ""
    also = f"; and {len(more)} more problems" if more else ""
    return f"{place.lstrip('.')}: {first['msg']}{got}{also}.".removeprefix(": ")
