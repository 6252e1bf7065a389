"""One index version, opened for reading: nothing of it is read before it is asked for.

Depends on the other files of this package.
"""

from collections.abc import Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.knowledge.catalogue import Catalogue
from bot.knowledge.dense import FaissStore, UnitVectors
from bot.knowledge.documents import Block, Document, Passage
from bot.knowledge.late import TOKENS_FOLDER, Packed, TokenFiles
from bot.knowledge.lexical import LexicalIndex
from bot.knowledge.lines import Lines
from bot.knowledge.rarity import WordCounts
from bot.knowledge.store import (
    BLOCKS_FILE,
    DOCUMENTS_FILE,
    PASSAGES_FILE,
    Documents,
    block_of,
    document_of,
    passage_of,
)
from bot.knowledge.vectors import Vectors, VectorStore
from bot.knowledge.versions import IndexVersion, KnowledgeError, source_file

Rows = NDArray[np.int64]
KEPT_PASSAGES = 5_000
KEPT_DOCUMENTS = 200
KEPT_BLOCKS = 20_000


class OpenIndex:
    """Everything that searches a version. Never changes; safe to share between threads."""

    def __init__(self, version: IndexVersion, store: VectorStore | None = None) -> None:
        index_dir = version.folder.parents[1]
        self.version = version
        self.catalogue = Catalogue(version.folder)
        documents = Lines(version.folder / DOCUMENTS_FILE, document_of, KEPT_DOCUMENTS)
        self.documents: Mapping[str, Document] = Documents(self.catalogue.documents, documents)
        self.passages = Lines(version.folder / PASSAGES_FILE, passage_of, KEPT_PASSAGES)
        self._blocks = Lines(version.folder / BLOCKS_FILE, block_of, KEPT_BLOCKS)
        self.lexical = LexicalIndex(version.folder / "bm25")
        self.dense: Vectors = (store or FaissStore()).open(version.folder)
        self.words = WordCounts(version.folder)
        self._tokens = TokenFiles(index_dir / TOKENS_FOLDER)
        self._token_keys = {
            entry["id"]: entry.get("tokens") for entry in version.manifest["documents"]
        }
        self.units = UnitVectors(version.folder, self.catalogue.units)
        if len(self.dense) != len(self.passages):
            raise KnowledgeError(
                f"{version.folder} holds {len(self.passages)} passages but {len(self.dense)} "
                "vectors: build the index again."
            )

    @property
    def looks_late(self) -> bool:
        """Whether token vectors are kept with this version."""
        return all(self._token_keys.values())

    def tokens_of(self, row: int) -> Packed:
        """The token vectors of a passage, packed (see `late`)."""
        key = self._token_keys[self.catalogue.document(row)]
        return self._tokens.read(key, self.catalogue.number_in_document(row))

    def language(self, row: int) -> str:
        """The language of a passage."""
        return self.catalogue.language(row)

    def passage(self, passage_id: str) -> Passage | None:
        """The passage of that id."""
        row = self.catalogue.row_of(passage_id)
        return None if row is None else self.passages[row]

    def has_twin(self, row: int, language: str) -> bool:
        """Whether the passage's document is also there in `language`.

        The same document in two languages is named alike: "levante.es", "levante.en".
        """
        name = self.catalogue.document(row).rpartition(".")[0]
        return bool(name) and f"{name}.{language}" in self.documents

    def rows_for(self, product: str | None) -> Rows | None:
        """Rows of the product and of no product; None means all."""
        return None if product is None else self.catalogue.of_product(product)

    def rarity(self, question: str, language: str | None, product: str | None) -> dict[str, float]:
        """How much each word of `question` tells passages apart (see SearchResult)."""
        return self.words.rarity(question, language, product)

    def blocks_of(self, passage: Passage) -> tuple[Block, ...]:
        """The blocks of its document that a passage was cut from."""
        first = self.catalogue.first_block(passage.document_id)
        return tuple(self._blocks[first + passage.first_block : first + passage.last_block + 1])

    def source_path(self, index_dir: Path, document_id: str) -> Path:
        """The kept source file of a document."""
        for entry in self.version.manifest["documents"]:
            if entry["id"] == document_id:
                return source_file(index_dir, entry)
        raise KnowledgeError(f"There is no document {document_id!r} in the index.", 404)
