"""The files of an index version that hold words: documents, their blocks, and passages, one
JSON a line.

Depends on `documents` and `lines`; `versions` says where the files stand.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from bot.knowledge.documents import Block, Document, Figure, Passage, Unit
from bot.knowledge.lines import write_json_lines

DOCUMENTS_FILE = "documents.jsonl"
PASSAGES_FILE = "passages.jsonl"
BLOCKS_FILE = "blocks.jsonl"
"""All documents' blocks again, one a line: an answer wants five of a document's thousands."""


def write_lines(path: Path, rows: Iterable[Document | Passage | Block]) -> None:
    """Write each as one line of JSON."""
    write_json_lines(path, map(asdict, rows))


def read_documents(path: Path) -> dict[str, Document]:
    """The documents by id, in order."""
    return {said["id"]: document_of(said) for said in read_lines(path)}


def read_passages(path: Path) -> list[Passage]:
    """The passages by row."""
    return [passage_of(said) for said in read_lines(path)]


def read_lines(path: Path) -> Iterator[dict[str, Any]]:
    """What each line says."""
    with path.open(encoding="utf-8") as file:
        yield from map(json.loads, file)


class Documents(Mapping[str, Document]):
    """Documents by id, in order; each is read when it is asked for."""

    def __init__(self, ids: Sequence[str], documents: Sequence[Document]) -> None:
        self._rows = {name: row for row, name in enumerate(ids)}
        self._documents = documents

    def __getitem__(self, document_id: str) -> Document:
        return self._documents[self._rows[document_id]]

    def __contains__(self, document_id: object) -> bool:
        return document_id in self._rows

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)


def block_of(said: dict[str, Any]) -> Block:
    """A block from its JSON."""
    return Block(**{**said, "cells": tuple(said["cells"]), "header": tuple(said["header"])})


def document_of(said: dict[str, Any]) -> Document:
    """A document from its JSON."""
    blocks = tuple(map(block_of, said["blocks"]))
    figures = tuple(
        Figure(**{**figure, "box": tuple(figure["box"])}) for figure in said.get("figures", ())
    )
    return Document(**{**said, "blocks": blocks, "figures": figures})


def passage_of(said: dict[str, Any]) -> Passage:
    """A passage from its JSON."""
    units = tuple(Unit(**unit) for unit in said["units"])
    return Passage(**{**said, "heading_path": tuple(said["heading_path"]), "units": units})
