"""One index version, opened for reading. Depends on the other files of this package."""

import math
from collections import Counter, defaultdict
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.knowledge.dense import DenseIndex, UnitVectors
from bot.knowledge.documents import Block, Document, Passage
from bot.knowledge.lexical import LexicalIndex
from bot.knowledge.store import DOCUMENTS_FILE, PASSAGES_FILE, read_documents, read_passages
from bot.knowledge.versions import IndexVersion, KnowledgeError, source_file
from bot.knowledge.words import stems

Rows = NDArray[np.int64]
LEAST_RARITY = 0.05
ALL = ""
"""How passages are counted in the words' counter: no word is empty."""


class OpenIndex:
    """Everything that searches a version. Never changes; safe to share between threads."""

    def __init__(self, version: IndexVersion) -> None:
        self.version = version
        self.documents: dict[str, Document] = read_documents(version.folder / DOCUMENTS_FILE)
        self.passages: list[Passage] = read_passages(version.folder / PASSAGES_FILE)
        self.lexical = LexicalIndex(version.folder / "bm25")
        self.dense = DenseIndex(version.folder)
        self.units = UnitVectors(version.folder, [len(p.units) for p in self.passages])
        if len(self.dense) != len(self.passages):
            raise KnowledgeError(
                f"{version.folder} holds {len(self.passages)} passages but {len(self.dense)} "
                "vectors: build the index again."
            )

    @cached_property
    def by_id(self) -> dict[str, Passage]:
        """Passages by id."""
        return {passage.id: passage for passage in self.passages}

    @cached_property
    def _rows(self) -> dict[str | None, list[int]]:
        rows: dict[str | None, list[int]] = defaultdict(list)
        for row, passage in enumerate(self.passages):
            rows[passage.product].append(row)
        return rows

    def has_twin(self, row: int, language: str) -> bool:
        """Whether the passage's document is also there in `language`.

        The same document in two languages is named alike: "levante.es", "levante.en".
        """
        name = self.passages[row].document_id.rpartition(".")[0]
        return bool(name) and f"{name}.{language}" in self.documents

    def rows_for(self, product: str | None) -> Rows | None:
        """Rows of the product and of no product; None means all."""
        if product is None:
            return None
        rows = self._rows.get(product, []) + self._rows.get(None, [])
        return np.asarray(rows, np.int64)

    @cached_property
    def _counts(self) -> dict[tuple[str, str | None], Counter[str]]:
        """In how many passages of a language and product each word is; `ALL` counts them."""
        counts: dict[tuple[str, str | None], Counter[str]] = defaultdict(Counter)
        for passage in self.passages:
            text = " ".join((passage.title, *passage.heading_path, passage.text))
            counts[passage.language, passage.product].update({*stems(text), ALL})
        return counts

    def rarity(self, question: str, language: str | None, product: str | None) -> dict[str, float]:
        """How much each word of `question` tells passages apart (see SearchResult).

        The inverse document frequency among the passages in `language`, of the product where
        one is given; a word that is nowhere counts as if one passage had it.
        """
        counts = [
            count
            for (spoken, of), count in self._counts.items()
            if language in (None, spoken) and product in (None, of)
        ]
        total = sum(count[ALL] for count in counts)
        held = {stem: sum(count[stem] for count in counts) for stem in stems(question)}
        rare = {stem: math.log((total + 1) / (max(n, 1) + 0.5)) for stem, n in held.items()}
        return {stem: max(value, LEAST_RARITY) for stem, value in rare.items()}

    def blocks_of(self, passage: Passage) -> tuple[Block, ...]:
        """The blocks of its document that a passage was cut from."""
        blocks = self.documents[passage.document_id].blocks
        return blocks[passage.first_block : passage.last_block + 1]

    def source_path(self, index_dir: Path, document_id: str) -> Path:
        """The kept source file of a document."""
        for entry in self.version.manifest["documents"]:
            if entry["id"] == document_id:
                return source_file(index_dir, entry)
        raise KnowledgeError(f"There is no document {document_id!r} in the index.", 404)
