"""The FAQ's CSV file as editors bring it: every line is read, every bad one named. Pure.

The columns are those of `bot.faq_file`; variants are separated by "|". Unlike there, a draft may
lack a language, and all that is wrong is said at once, with line and column.
"""

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from io import StringIO

from bot.editorial.check_words import FIELDS
from bot.editorial.wording import CONTROL, Wording
from bot.faq_file import FAQ_ID, FaqRecord

COLUMNS = tuple(FaqRecord.model_fields)
MOST_LINES, MOST_TOPIC, MOST_CELL = 5000, 40, 20_000
# ruff: noqa: E501
WORDS: dict[str, dict[str, str]] = {
    "at": {"es": "Línea {line}, columna «{column}»: {said}", "en": "Line {line}, column “{column}”: {said}"},
    "at_line": {"es": "Línea {line}: {said}", "en": "Line {line}: {said}"},
    "encoding": {"es": "el archivo no está en UTF-8. Guárdelo como «CSV UTF-8».", "en": "the file is not UTF-8. Save it as “CSV UTF-8”."},
    "columns": {"es": "faltan las columnas {names}.", "en": "the columns {names} are missing."},
    "cells": {"es": "hay {count} celdas y hacen falta {needed}. Revise las comillas.", "en": "there are {count} cells and {needed} are needed. Check the quotes."},
    "quotes": {"es": "no es CSV válido. Revise las comillas.", "en": "it is not valid CSV. Check the quotes."},
    "long_cell": {"es": "una celda es demasiado larga. Revise las comillas.", "en": "a cell is too long. Check the quotes."},
    "bad_id": {"es": "«{value}» no sirve de identificador: minúsculas, cifras y guiones.", "en": "“{value}” is no id: small letters, digits and hyphens."},
    "twice": {"es": "«{value}» está ya en la línea {first}.", "en": "“{value}” is on line {first} already."},
    "no_question": {"es": "no hay pregunta en ningún idioma.", "en": "there is no question in either language."},
    "no_answer": {"es": "hay pregunta pero no respuesta.", "en": "there is a question but no answer."},
    "no_topic": {"es": "falta el tema.", "en": "the topic is missing."},
    "long_topic": {"es": "el tema pasa de {most} caracteres.", "en": "the topic is over {most} characters."},
    "nothing": {"es": "el archivo está vacío.", "en": "the file is empty."},
    "many": {"es": "hay más de {most} líneas.", "en": "there are more than {most} lines."},
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong at one place. `column` is empty where it is the whole line."""

    line: int
    column: str
    key: str
    values: dict[str, object] = field(default_factory=dict)

    def said(self, language: str) -> str:
        """In "es" or "en"."""
        told = WORDS[self.key][language].format(**self.values)
        column = self.column
        if column in FIELDS:
            column = f"{column}: {FIELDS[column][language]}"
        place = WORDS["at" if column else "at_line"][language]
        return place.format(line=self.line, column=column, said=told)


@dataclass(frozen=True, slots=True)
class Line:
    """One good line of the file: `number` is where it begins, counted from 1."""

    number: int
    faq_id: str
    wording: Wording


@dataclass(frozen=True, slots=True)
class Sheet:
    """What was read: the good lines, and what is wrong with the others."""

    lines: tuple[Line, ...] = ()
    faults: tuple[Fault, ...] = ()


def read(data: bytes) -> Sheet:
    """Every line of a file; separated by commas, or by semicolons as some offices do."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        return Sheet(faults=(Fault(line, "", "encoding"),))
    if not text.strip():
        return Sheet(faults=(Fault(1, "", "nothing"),))
    return _read(text)


def written(entries: Iterable[tuple[str, Wording]]) -> str:
    """The file of entries, as `read` and `bot.faq_file` take it."""
    made = StringIO(newline="")
    writer = csv.writer(made, lineterminator="\n")
    writer.writerow(COLUMNS)
    for faq_id, wording in entries:
        cells = {"id": faq_id, **wording.values()}
        writer.writerow([_cell(cells[name]) for name in COLUMNS])
    return made.getvalue()


def _cell(value: object) -> object:
    return "|".join(value) if isinstance(value, list) else value


def _read(text: str) -> Sheet:
    head = text.split("\n", 1)[0]
    separator = ";" if head.count(";") > head.count(",") else ","
    reader = csv.reader(StringIO(text, newline=""), strict=True, delimiter=separator)
    lines: dict[str, Line] = {}
    faults: list[Fault] = []
    begins = 1
    try:
        header = [one.strip() for one in next(reader)]
        if missing := [one for one in COLUMNS if one not in header]:
            return Sheet(faults=(Fault(1, "", "columns", {"names": ", ".join(missing)}),))
        begins = reader.line_num + 1
        for cells in reader:
            if any(cells):
                wrong = list(_take(begins, header, cells, lines))
                faults += wrong
            begins = reader.line_num + 1
            if len(lines) > MOST_LINES:
                faults.append(Fault(begins, "", "many", {"most": MOST_LINES}))
                break
    except csv.Error as error:
        long = "field larger" in str(error)
        faults.append(Fault(begins, "", "long_cell" if long else "quotes"))
    return Sheet(tuple(lines.values()), tuple(faults))


def _take(
    number: int, header: list[str], cells: list[str], lines: dict[str, Line]
) -> Iterator[Fault]:
    """Add a good line to `lines`; else what is wrong with it."""
    if len(cells) != len(header):
        values: dict[str, object] = {"count": len(cells), "needed": len(header)}
        yield Fault(number, "", "cells", values)
        return
    row = {name: CONTROL.sub("", cell).strip() for name, cell in zip(header, cells, strict=True)}
    faults = list(_faults(number, row, lines))
    yield from faults
    if not faults:
        lines[row["id"]] = Line(number, row["id"], _wording(row))


def _faults(number: int, row: Mapping[str, str], lines: Mapping[str, Line]) -> Iterator[Fault]:
    if not FAQ_ID.fullmatch(row["id"]):
        yield Fault(number, "id", "bad_id", {"value": row["id"][:80]})
    elif before := lines.get(row["id"]):
        yield Fault(number, "id", "twice", {"value": row["id"], "first": before.number})
    if not row["topic"]:
        yield Fault(number, "topic", "no_topic")
    elif len(row["topic"]) > MOST_TOPIC:
        yield Fault(number, "topic", "long_topic", {"most": MOST_TOPIC})
    if not row["question_es"] and not row["question_en"]:
        yield Fault(number, "question_es", "no_question")
    for name in COLUMNS:
        if len(row[name]) > MOST_CELL:
            yield Fault(number, name, "long_cell")
    for one in ("es", "en"):
        if row[f"question_{one}"] and not row[f"answer_{one}"]:
            yield Fault(number, f"answer_{one}", "no_answer")


def _wording(row: Mapping[str, str]) -> Wording:
    cells: dict[str, object] = {name: row[name] for name in COLUMNS if name != "id"}
    for one in ("es", "en"):
        cells[f"variants_{one}"] = [text for text in row[f"variants_{one}"].split("|") if text]
    return Wording.of(cells).tidy()
