"""Writes a version of the index, whole or not at all.

A writer that is killed leaves the current version as it was and a folder `.making-*` that
the next writer removes. Depends on the other files of this package.
"""

import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Protocol

from bot.knowledge import versions
from bot.knowledge.dense import Matrix, write_dense
from bot.knowledge.documents import Document, Passage
from bot.knowledge.embedded_text import passage_text, unit_texts
from bot.knowledge.lexical import write_lexical
from bot.knowledge.store import DOCUMENTS_FILE, PASSAGES_FILE, write_lines
from bot.knowledge.versions import FORMAT, KEPT_VERSIONS, IndexVersion, sync, sync_tree

CHUNK = 128
"""Texts embedded between two reports of progress."""

Source = tuple[Document, Path, list[Passage]]
Progress = Callable[[int, int], None]


class PassageEmbedder(Protocol):
    """What the writer needs of an embedder."""

    @property
    def model_id(self) -> str: ...

    def embed_passages(self, texts: Sequence[str], /) -> Matrix: ...


class IndexWriter:
    """Writes versions into `index_dir`, and publishes them."""

    def __init__(
        self, index_dir: Path, embedder: PassageEmbedder, *, keep: int = KEPT_VERSIONS
    ) -> None:
        self.index_dir = index_dir
        self.embedder = embedder
        self.keep = keep

    def write(
        self,
        documents: Sequence[Source],
        settings: Mapping[str, Any],
        progress: Progress | None = None,
    ) -> IndexVersion:
        """Write a whole version; nobody reads it before `publish`.

        A source is a document, its file and its passages. `progress` hears how many texts of
        how many are embedded. Vectors of texts seen before come from the embedder's cache.
        """
        with self._making() as folder:
            manifest = self._manifest(documents, settings)
            passages = [passage for _, _, cut in documents for passage in cut]
            units = [unit_texts(document, p) for document, _, cut in documents for p in cut]
            texts = [passage_text(p) for p in passages] + [text for each in units for text in each]
            vectors = self._embed(texts, progress)
            manifest["dimensions"] = int(vectors.shape[1])
            manifest["counts"]["units"] = len(texts) - len(passages)
            write_dense(folder, vectors[: len(passages)], vectors[len(passages) :])
            write_lines(folder / DOCUMENTS_FILE, (document for document, _, _ in documents))
            write_lines(folder / PASSAGES_FILE, passages)
            write_lexical(folder / "bm25", passages)
            for _, path, _ in documents:
                self._keep_source(path)
            (folder / "manifest.json").write_text(json.dumps(manifest, indent=2))
            sync_tree(folder)
            target = self.index_dir / "versions" / manifest["id"]
            folder.rename(target)
            sync(target.parent)
        return IndexVersion(manifest["id"], target, manifest)

    def _embed(self, texts: list[str], progress: Progress | None) -> Matrix:
        """Vectors of all texts; each distinct one is embedded once, the short ones first."""
        import numpy as np

        distinct = sorted(set(texts), key=lambda text: (len(text), text))
        known: dict[str, Matrix] = {}
        for start in range(0, len(distinct), CHUNK):
            part = distinct[start : start + CHUNK]
            known |= zip(part, self.embedder.embed_passages(part), strict=True)
            if progress:
                progress(len(known), len(distinct))
        if not texts:
            return self.embedder.embed_passages([])
        return np.stack([known[text] for text in texts])

    def _manifest(self, documents: Sequence[Source], settings: Mapping[str, Any]) -> dict[str, Any]:
        now = datetime.now(UTC)
        ids = "".join(passage.id for _, _, cut in documents for passage in cut)
        shape = hashlib.sha256(f"{ids}{self.embedder.model_id}".encode()).hexdigest()
        return {
            "format": FORMAT,
            "id": f"{now:%Y%m%dT%H%M%S%f}-{shape[:8]}",
            "created": now.isoformat(timespec="seconds"),
            "model": self.embedder.model_id,
            "settings": dict(settings),
            "counts": {
                "documents": len(documents),
                "passages": sum(len(cut) for _, _, cut in documents),
            },
            "documents": [entry_of(document, path) for document, path, _ in documents],
        }

    def _keep_source(self, path: Path) -> None:
        """Copy a source file under its hash, unless it is there."""
        target = self.index_dir / "sources" / blob_name(path)
        if target.exists():
            return
        target.parent.mkdir(parents=True, exist_ok=True)
        fresh = target.with_name(f".{target.name}-{os.getpid()}")
        shutil.copyfile(path, fresh)
        sync(fresh)
        os.replace(fresh, target)

    @contextmanager
    def _making(self) -> Iterator[Path]:
        """An empty folder to write into, gone afterwards unless it was renamed."""
        versions = self.index_dir / "versions"
        versions.mkdir(parents=True, exist_ok=True)
        for left in versions.glob(".making-*"):
            if not is_alive(int(left.name.rpartition("-")[2])):
                shutil.rmtree(left, ignore_errors=True)
        folder = versions / f".making-{os.getpid()}"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def publish(self, version: IndexVersion) -> None:
        """`versions.publish`, keeping as many as this writer was told to."""
        versions.publish(self.index_dir, version.id, keep=self.keep)


def entry_of(document: Document, path: Path) -> dict[str, Any]:
    """A document's line in the manifest."""
    fields = ("id", "title", "language", "product", "kind", "version", "date", "source", "sha256")
    return {name: getattr(document, name) for name in fields} | {"blob": blob_name(path)}


def blob_name(path: Path) -> str:
    """The name under which a source file is kept."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest() + path.suffix.lower()


def is_alive(process: int) -> bool:
    """Whether a process of that number runs."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
