"""What a search must know of every passage without reading it: whose it is, its language, its
product, how many units it has. Mapped from a file. Depends on `documents`.
"""

import json
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.knowledge import arrays
from bot.knowledge.documents import Document, Passage

ROWS_FILE = "rows.npy"
NAMES_FILE = "names.json"
Rows = NDArray[np.int64]
ROW = [
    ("id", "S16"),
    ("document", np.int32),
    ("language", np.int16),
    ("product", np.int32),
    ("units", np.int32),
]


class Names:
    """Numbers for names, in the order in which they are first met."""

    def __init__(self) -> None:
        self.numbers: dict[str | None, int] = {}

    def of(self, name: str | None) -> int:
        """The number of `name`."""
        return self.numbers.setdefault(name, len(self.numbers))


def write_catalogue(
    folder: Path, documents: Iterable[Document], passages: Iterable[Passage]
) -> None:
    """Write the facts of `passages` by row, and the names they stand for."""
    blocks = [0]
    owners, languages, products = Names(), Names(), Names()
    for document in documents:
        owners.of(document.id)
        blocks.append(blocks[-1] + len(document.blocks))
    rows = [
        (
            passage.id.encode(),
            owners.numbers[passage.document_id],
            languages.of(passage.language),
            products.of(passage.product),
            len(passage.units),
        )
        for passage in passages
    ]
    np.save(folder / ROWS_FILE, np.array(rows, ROW))
    said = {
        "documents": [*owners.numbers],
        "languages": [*languages.numbers],
        "products": [*products.numbers],
        "first_blocks": blocks[:-1],
    }
    (folder / NAMES_FILE).write_text(json.dumps(said, ensure_ascii=False))


class Catalogue:
    """The facts of the passages in `folder`, by row. Safe to share between threads."""

    def __init__(self, folder: Path) -> None:
        self._rows: Any = arrays.load(folder / ROWS_FILE)
        said = json.loads((folder / NAMES_FILE).read_text())
        self.documents: list[str] = said["documents"]
        self._first_blocks: dict[str, int] = dict(
            zip(self.documents, said["first_blocks"], strict=True)
        )
        self._languages: list[str] = said["languages"]
        self._products: list[str | None] = said["products"]

    def __len__(self) -> int:
        return len(self._rows)

    @property
    def units(self) -> NDArray[np.int32]:
        """The number of units of each passage."""
        return np.asarray(self._rows["units"])

    def language(self, row: int) -> str:
        """The language of a passage."""
        return self._languages[int(self._rows["language"][row])]

    def document(self, row: int) -> str:
        """The id of a passage's document."""
        return self.documents[int(self._rows["document"][row])]

    def first_block(self, document_id: str) -> int:
        """The place of a document's first block among those of all documents."""
        return self._first_blocks[document_id]

    def number_in_document(self, row: int) -> int:
        """Which of its document's passages a passage is, from 0."""
        return row - self._first_rows[int(self._rows["document"][row])]

    def row_of(self, passage_id: str) -> int | None:
        """The row of the passage of that id."""
        ids, order = self._by_id
        wanted = passage_id.encode()
        place = int(np.searchsorted(ids, wanted))
        return int(order[place]) if place < len(ids) and ids[place] == wanted else None

    def of_product(self, product: str) -> Rows:
        """Rows of the product and of no product, in order."""
        numbers, order = self._by_product
        wanted = [self._products.index(n) for n in (product, None) if n in self._products]
        spans = [np.searchsorted(numbers, (one, one + 1)) for one in wanted]
        parts = [order[start:end] for start, end in spans]
        return np.sort(np.concatenate(parts)) if parts else np.zeros(0, np.int64)

    @cached_property
    def _by_product(self) -> tuple[NDArray[np.int32], Rows]:
        order = np.argsort(self._rows["product"], kind="stable").astype(np.int64)
        return self._rows["product"][order], order

    @cached_property
    def _first_rows(self) -> dict[int, int]:
        documents, firsts = np.unique(self._rows["document"], return_index=True)
        return {int(number): int(row) for number, row in zip(documents, firsts, strict=True)}

    @cached_property
    def _by_id(self) -> tuple[NDArray[np.bytes_], NDArray[np.int64]]:
        order = np.argsort(self._rows["id"], kind="stable")
        return self._rows["id"][order], order
