"""The files of an index version that hold words: documents and passages, one JSON a line.

Depends on `documents` alone; `versions` says where the files stand.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from bot.knowledge.documents import Block, Document, Passage, Unit

DOCUMENTS_FILE = "documents.jsonl"
PASSAGES_FILE = "passages.jsonl"


def write_lines(path: Path, rows: Iterable[Document | Passage]) -> None:
    """Write each as one line of JSON."""
    with path.open("w", encoding="utf-8") as file:
        for row in rows:
            file.write(json.dumps(asdict(row), ensure_ascii=False) + "\n")


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


def document_of(said: dict[str, Any]) -> Document:
    """A document from its JSON."""
    blocks = tuple(
        Block(**{**block, "cells": tuple(block["cells"]), "header": tuple(block["header"])})
        for block in said["blocks"]
    )
    return Document(**{**said, "blocks": blocks})


def passage_of(said: dict[str, Any]) -> Passage:
    """A passage from its JSON."""
    units = tuple(Unit(**unit) for unit in said["units"])
    return Passage(**{**said, "heading_path": tuple(said["heading_path"]), "units": units})
