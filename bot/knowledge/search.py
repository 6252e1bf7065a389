"""Questions to passages: the service's door to the index.

Reads the current version, notices a new one, and joins words and meaning. Called from worker
threads. Depends on the other files of this package.
"""

import threading
from pathlib import Path
from typing import Any, Protocol

import structlog

from bot.errors import BotError
from bot.knowledge.dense import Matrix
from bot.knowledge.documents import Document, Passage
from bot.knowledge.fusion import Weights, fuse, rerank, semantic
from bot.knowledge.late import QuestionTokens, maxsims, token_weights
from bot.knowledge.opened import OpenIndex
from bot.knowledge.results import Hit, SearchResult
from bot.knowledge.vectors import VectorStore
from bot.knowledge.versions import KnowledgeError, read_current, read_version

CANDIDATES = 100
"""Passages taken from each language's words and from the meaning before they are joined."""
REMEMBERED = 200
"""Results that are remembered."""
LONGEST_QUESTION = 1000
"""Characters of a question that are read; the rest costs time and changes little."""

__all__ = ["Hit", "Knowledge", "QueryEmbedder", "SearchResult"]

log = structlog.get_logger(__name__)


class QueryEmbedder(Protocol):
    """What a search needs of an embedder."""

    @property
    def model_id(self) -> str: ...

    def embed_queries(self, texts: list[str], /) -> Matrix: ...

    def query_tokens(self, text: str, /) -> QuestionTokens: ...


class Knowledge:
    """The knowledge index in `index_dir`. Opens the current version when first asked, or the
    one of the id `version`, which need not have been published."""

    def __init__(
        self,
        index_dir: Path,
        embedder: QueryEmbedder,
        weights: Weights | None = None,
        store: VectorStore | None = None,
        *,
        version: str | None = None,
    ) -> None:
        self._pinned = version
        self.index_dir = index_dir
        self.store = store
        self.embedder = embedder
        self.weights = weights or Weights()
        self._lock = threading.Lock()
        self._opened: OpenIndex | None = None
        self._seen: tuple[int, int] | None = None
        self._problem = ""
        self._found: dict[tuple[str, str, str | None, str | None, int], SearchResult] = {}

    def search(
        self,
        question: str,
        *,
        language: str | None = None,
        product: str | None = None,
        limit: int = 20,
    ) -> SearchResult:
        """The passages that answer `question` best.

        `language` is the question's: passages in it come first, others are still found.
        `product` leaves out what belongs to another product. What was found last is remembered:
        a question is often asked for twice, ahead of its turn and in it.
        """
        index = self._index()
        question = question[:LONGEST_QUESTION]
        if not any(map(str.isalnum, question)):
            return SearchResult(index.version.id, question, [])
        key = (index.version.id, question, language, product, limit)
        found = self._found.get(key)
        if found is None:
            found = self._search(index, question, language, product, limit)
            with self._lock:
                if len(self._found) >= REMEMBERED:
                    self._found = {}
                self._found[key] = found
        return found

    def _search(
        self,
        index: OpenIndex,
        question: str,
        language: str | None,
        product: str | None,
        limit: int,
    ) -> SearchResult:
        looks_late = index.looks_late and self.weights.late
        # First, for it also gives the question's vector, which is then remembered.
        tokens = self.embedder.query_tokens(question) if looks_late else None
        query = self.embedder.embed_queries([question])[0]
        lexical = index.lexical.search(question, product=product, limit=CANDIDATES)
        near = index.dense.search(query, rows=index.rows_for(product), limit=CANDIDATES)
        dense = near | index.dense.cosines(query, lexical.keys() - near.keys())
        units = dict(zip(dense, index.units.cosines(query, [*dense]), strict=True))
        foreign = frozenset(r for r in dense if language and index.language(r) != language)
        meaning = {
            row: semantic(dense[row], units[row], self.weights, abroad=row in foreign)
            for row in dense
        }
        twins = frozenset(r for r in foreign if index.has_twin(r, language or ""))
        scores = fuse(lexical, meaning, self.weights, alone=foreign - twins, twins=twins)
        deep = self.weights.deep
        best = sorted(scores, key=lambda row: (-scores[row], row))[: max(limit, deep)]
        rarity = index.rarity(question, language, product)
        looks: dict[int, float] = {}
        if tokens:
            weighed = token_weights(question, tokens.spans, rarity)
            passages = [index.tokens_of(row) for row in best[:deep]]
            found = maxsims(tokens.vectors, weighed, passages)
            looks = dict(zip(best, found, strict=False))
            looks |= {row: looks[row] + self.weights.lift for row in looks.keys() & foreign - twins}
        ranked = rerank(best, scores, looks, self.weights)
        hits = [
            Hit(
                index.passages[row],
                score,
                dense[row],
                lexical.get(row, 0.0),
                units[row],
                index.blocks_of(index.passages[row]),
                looks.get(row, 0.0),
            )
            for row, score in [*ranked.items()][:limit]
        ]
        return SearchResult(index.version.id, question, hits, rarity)

    @property
    def version(self) -> str:
        """The id of the version in use."""
        return self._index().version.id

    def documents(self) -> list[Document]:
        """All documents, in the order of the ingest."""
        return [*self._index().documents.values()]

    def document(self, document_id: str) -> Document:
        """The document of that id; KnowledgeError 404 where there is none."""
        found = self._index().documents.get(document_id)
        if found is None:
            raise KnowledgeError(f"There is no document {document_id!r} in the index.", 404)
        return found

    def passage(self, passage_id: str) -> Passage | None:
        """The passage of that id in the version in use."""
        return self._index().passage(passage_id)

    def has(self, passage_id: str) -> bool:
        """Whether the passage is in the version in use; not while there is none."""
        try:
            return self.passage(passage_id) is not None
        except KnowledgeError:
            return False

    def source_path(self, document_id: str) -> Path:
        """The file the document was read from, as kept with the index."""
        return self._index().source_path(self.index_dir, document_id)

    def status(self) -> dict[str, Any]:
        """What is in use, for the health page; never raises."""
        try:
            manifest = self._index().version.manifest
        except KnowledgeError as error:
            return {"ok": False, "problem": error.message}
        kept = {name: manifest[name] for name in ("id", "created", "model", "counts")}
        return {"ok": not self._problem, "problem": self._problem, **kept}

    def _index(self) -> OpenIndex:
        """The current version, opened; looks at one file's date to notice a new one."""
        if self._pinned:
            with self._lock:
                if self._opened is None:
                    self._open((0, 0))
            assert self._opened is not None
            return self._opened
        try:
            stat = (self.index_dir / "current").stat()
        except FileNotFoundError:
            raise KnowledgeError(
                f"There is no knowledge index in {self.index_dir}: build it with "
                "`python -m kb_ingest build`.",
                503,
            ) from None
        seen = (stat.st_mtime_ns, stat.st_ino)
        if seen != self._seen or self._opened is None:
            with self._lock:
                if seen != self._seen or self._opened is None:
                    self._open(seen)
        assert self._opened is not None
        return self._opened

    def _open(self, seen: tuple[int, int]) -> None:
        """Open what `current` names; a broken version leaves the one in use in place."""
        try:
            name = self._pinned
            version = read_version(self.index_dir, name) if name else read_current(self.index_dir)
            if version is None:
                raise KnowledgeError(f"The index in {self.index_dir} was taken away.", 503)
            self._check_model(version.manifest["model"])
            self._opened, self._problem = OpenIndex(version, self.store), ""
        except (BotError, OSError, ValueError, RuntimeError) as error:
            self._problem = str(error)
            if self._opened is None:
                raise KnowledgeError(self._problem, 503) from error
            log.error("index_not_opened", problem=self._problem, kept=self._opened.version.id)
        self._seen = seen

    def _check_model(self, made_with: str) -> None:
        """Vectors of another model do not compare; int8 and float of one model do."""
        ours = self.embedder.model_id.partition("@")[0]
        if made_with.partition("@")[0] != ours:
            raise KnowledgeError(
                f"The index was made with {made_with}, the service runs {ours}: build it again "
                "or set EMBEDDING_MODEL back.",
                503,
            )
