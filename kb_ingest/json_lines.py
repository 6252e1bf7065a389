"""Files with a JSON object on each line, read as models; what is wrong is said by its line.

UTF-8 (with or without a mark in front) and UTF-16, any line ends, gzip. Depends on notices.
"""

import gzip
import io
import json
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar, TypeVar

from pydantic import BaseModel, ValidationError

from bot.knowledge.notices import Notice

Line = TypeVar("Line", bound=BaseModel)
GZIP = b"\x1f\x8b"
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
MOST_SAID = 5
"""Wrong lines that are named; of the rest their number is said."""
SHOWN = 60

PROBLEMS: dict[str, dict[str, str]] = {
    "not_json": {"es": "no es JSON ({why})", "en": "is not JSON ({why})"},
    "not_text": {
        "es": "no es texto en UTF-8 ({why}); guarde así el archivo",
        "en": "is not text in UTF-8 ({why}); save the file so",
    },
    "not_object": {
        "es": "no es un objeto JSON; escriba uno por línea, sin lista alrededor",
        "en": "is not a JSON object; write one a line, with no list around them",
    },
    "missing": {"es": "falta «{name}»", "en": "lacks `{name}`"},
    "id": {
        "es": "«{name}» debe ser un número entero o un texto, no {value}",
        "en": "`{name}` must be a whole number or a text, not {value}",
    },
    "text": {
        "es": "«{name}» debe ser un texto, no {value}",
        "en": "`{name}` must be a text, not {value}",
    },
    "language": {
        "es": "«{name}» debe ser es o en, no {value}; si no lo sabe, no lo ponga",
        "en": "`{name}` must be es or en, not {value}; leave it out where you do not know",
    },
    "sections": {
        "es": "«{name}» debe ser una lista de números enteros o textos, no {value}",
        "en": "`{name}` must be a list of whole numbers or texts, not {value}",
    },
    "repeated": {
        "es": "el id {id} ya está en la línea {first}; dé a cada sección el suyo",
        "en": "the id {id} stands on line {first} already; give each section its own",
    },
    "no_section": {
        "es": "no hay ninguna sección {id}; corrija el id, o deje «sections» vacío si nada "
        "responde la pregunta",
        "en": "there is no section {id}; correct the id, or leave `sections` empty if nothing "
        "answers the question",
    },
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a line; `values` fill in the sentence `key`."""

    line: int
    key: str
    values: dict[str, object]

    def said(self, language: str) -> str:
        """The line and what is wrong with it."""
        word = "línea" if language == "es" else "line"
        return f"{word} {self.line}: {PROBLEMS[self.key][language].format(**self.values)}"


class WrongFile(Notice):
    """A file that is no file of lines at all."""

    sentences: ClassVar = {
        "unreadable": {
            "es": "{path} no se puede leer: {why}.",
            "en": "{path} cannot be read: {why}.",
        },
        "no_lines": {
            "es": "{path} no tiene ninguna línea.",
            "en": "{path} has no lines.",
        },
        "no_text": {
            "es": "Ninguna sección de {path} tiene texto.",
            "en": "No section of {path} has any text.",
        },
    }


class WrongLines(Notice):
    """Lines that are wrong: the first few, each with what to do, and how many there are."""

    sentences: ClassVar = {
        "wrong_lines": {"es": "{path}: {said}.", "en": "{path}: {said}."},
        "more": {"es": "y {count} líneas más", "en": "and {count} lines more"},
    }

    def __init__(self, path: Path, problems: Sequence[Problem]) -> None:
        self._path = path
        self._problems = list(problems)
        super().__init__("wrong_lines", 422)

    def in_language(self, language: str) -> str:
        """All that is said, in `language` ("es" or "en")."""
        said = [one.said(language) for one in self._problems[:MOST_SAID]]
        if more := len(self._problems) - len(said):
            said.append(self.sentences["more"][language].format(count=more))
        joined = "; ".join(said)
        return self.sentences["wrong_lines"][language].format(path=self._path, said=joined)


def read_lines(path: Path, kind: type[Line]) -> list[tuple[int, Line]]:
    """Each line of a file as a `kind`, with its number; empty lines are passed over.

    `WrongFile` or `WrongLines` (422) say what is wrong.
    """
    found: list[tuple[int, Line]] = []
    problems: list[Problem] = []
    for number, text in lines_of(path):
        try:
            found.append((number, kind.model_validate_json(text)))
        except ValidationError as error:
            problems.append(problem_of(number, text, error))
    if problems:
        raise WrongLines(path, problems)
    if not found:
        raise WrongFile("no_lines", 422, path=path)
    return found


def lines_of(path: Path) -> Iterator[tuple[int, str]]:
    """The lines that are not empty, and their numbers from 1."""
    try:
        with opened(path) as file:
            first = file.peek(2)[:2]
            lines = recoded(file) if first in UTF_16 else file
            for number, line in enumerate(lines, 1):
                # Split as bytes: JSON may hold signs that Unicode counts as line ends.
                text = line.decode("utf-8-sig" if number == 1 else "utf-8")
                if text.strip():
                    yield number, text
    except UnicodeDecodeError as error:
        if first in UTF_16:
            raise WrongFile("unreadable", 422, path=path, why=error) from error
        raise WrongLines(path, [Problem(number, "not_text", {"why": error.reason})]) from error
    except (OSError, EOFError, zlib.error) as error:
        raise WrongFile("unreadable", 422, path=path, why=why(error)) from error


@contextmanager
def opened(path: Path) -> Iterator[Any]:
    """The bytes of a file, unpacked where it is packed."""
    with path.open("rb") as file:
        if file.peek(2)[:2] != GZIP:
            yield file
            return
        with gzip.open(file) as packed, io.BufferedReader(packed) as buffered:
            yield buffered


def recoded(file: Any) -> Iterator[bytes]:
    """The lines of a file in UTF-16 as UTF-8."""
    with io.TextIOWrapper(file, "utf-16", newline="\n") as lines:
        for line in lines:
            yield line.encode()


def why(error: Exception) -> str:
    """The system's own words, without the path that is said already."""
    return (getattr(error, "strerror", None) or str(error)).lower()


def problem_of(number: int, text: str, error: ValidationError) -> Problem:
    """The first thing that is wrong with a line."""
    first = error.errors(include_url=False)[0]
    name = str(first["loc"][0]) if first["loc"] else ""
    if first["type"] == "json_invalid" and not text.lstrip().startswith("["):
        return Problem(number, "not_json", {"why": first["ctx"]["error"]})
    if not name or first["type"] == "json_invalid":
        return Problem(number, "not_object", {})
    if first["type"] == "missing":
        return Problem(number, "missing", {"name": name})
    value = shown(json.loads(text).get(name))
    key = name if name in PROBLEMS else "text"
    return Problem(number, key, {"name": name, "value": value})


def shown(value: Any) -> str:
    """A value as JSON, shortened."""
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"
