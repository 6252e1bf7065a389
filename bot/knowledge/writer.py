"""Writes a version of the index, whole or not at all.

A writer that is killed leaves the current version as it was and a folder `.making-*` that
the next writer removes. Depends on the other files of this package.
"""

import hashlib
import json
import os
import shutil
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from bot.knowledge import versions
from bot.knowledge.catalogue import write_catalogue
from bot.knowledge.dense import FaissStore, Matrix, new_units
from bot.knowledge.documents import Document, Passage
from bot.knowledge.embedded_text import passage_text, unit_texts
from bot.knowledge.figures import keep_files
from bot.knowledge.late import TOKENS_FOLDER, TokenFiles, key_of
from bot.knowledge.lexical import write_lexical
from bot.knowledge.rarity import write_words
from bot.knowledge.store import BLOCKS_FILE, DOCUMENTS_FILE, PASSAGES_FILE, write_lines
from bot.knowledge.vectors import VectorStore, VectorStoreError
from bot.knowledge.versions import FORMAT, KEPT_VERSIONS, IndexVersion, sync, sync_tree

CHUNK = 256
"""Texts embedded between two reports of progress: enough to be spread over many workers."""

Source = tuple[Document, Path, list[Passage]]
Progress = Callable[[int, int], None]


class PassageEmbedder(Protocol):
    """What the writer needs of an embedder."""

    @property
    def model_id(self) -> str: ...

    def embed_passages(self, texts: Sequence[str], /) -> Matrix: ...

    def passage_tokens(self, texts: Sequence[str], /) -> list[Matrix]: ...


class Told:
    """Tells `progress` how many texts of how many are embedded, if there is one to tell."""

    def __init__(self, progress: Progress | None) -> None:
        self._progress = progress

    def of(self, done: int, total: int) -> None:
        """`done` of `total` texts of what is under way."""
        if self._progress:
            self._progress(done, total)


class IndexWriter:
    """Writes versions into `index_dir`, and publishes them.

    With `late` the token vectors that the late interaction looks at are kept too, about 75 KB
    a passage.
    """

    def __init__(
        self,
        index_dir: Path,
        embedder: PassageEmbedder,
        *,
        keep: int = KEPT_VERSIONS,
        late: bool = True,
        store: VectorStore | None = None,
    ) -> None:
        self.index_dir = index_dir
        self.embedder = embedder
        self.keep = keep
        self.late = late
        self.store: VectorStore = store or FaissStore()

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
            told = Told(progress)
            if self.late:
                self._keep_tokens(documents, manifest, told)
            manifest |= self._write_vectors(folder, documents, manifest, told)
            write_lines(folder / DOCUMENTS_FILE, (document for document, _, _ in documents))
            write_lines(folder / BLOCKS_FILE, (b for each, _, _ in documents for b in each.blocks))
            write_lines(folder / PASSAGES_FILE, passages)
            write_catalogue(folder, (document for document, _, _ in documents), passages)
            write_words(folder, passages)
            write_lexical(folder / "bm25", passages)
            for document, path, _ in documents:
                self._keep_source(path)
                keep_files(document, path, self.index_dir / "figures")
            (folder / "manifest.json").write_text(json.dumps(manifest, indent=2))
            sync_tree(folder)
            target = self.index_dir / "versions" / manifest["id"]
            folder.rename(target)
            sync(target.parent)
        # What versions that are gone left there costs space only; the next build tries again.
        with suppress(VectorStoreError):
            self.store.tidy(self.index_dir)
        return IndexVersion(manifest["id"], target, manifest)

    def _keep_tokens(
        self, documents: Sequence[Source], manifest: dict[str, Any], told: "Told"
    ) -> None:
        """Write the token vectors of documents that have none yet.

        Short documents are embedded together, so that there is work for many; each is written
        when its group is done, so that a run that was broken off goes on from there.
        """
        files = TokenFiles(self.index_dir / TOKENS_FOLDER)
        pending: dict[str, list[str]] = {}
        for (_, _, cut), entry in zip(documents, manifest["documents"], strict=True):
            texts = [passage_text(passage) for passage in cut]
            entry["tokens"] = key_of(self.embedder.model_id, texts)
            if not files.has(entry["tokens"]):
                pending[entry["tokens"]] = texts
        total, before = sum(map(len, pending.values())), 0
        for group in grouped(pending, CHUNK):
            texts = [text for key in group for text in pending[key]]
            made: list[Matrix] = []
            for part in parts_of(texts, CHUNK):
                made += self.embedder.passage_tokens(part)
                told.of(before + len(made), total)
            before += len(texts)
            of_each = iter(made)
            for key in group:
                files.write(key, [*islice(of_each, len(pending[key]))])

    def _write_vectors(
        self,
        folder: Path,
        documents: Sequence[Source],
        manifest: Mapping[str, Any],
        told: "Told",
    ) -> dict[str, Any]:
        """Write the vectors of passages and units; returns what the manifest says of them."""
        texts = [passage_text(p) for _, _, cut in documents for p in cut]
        units = [t for each, _, cut in documents for p in cut for t in unit_texts(each, p)]
        dimensions = int(self.embedder.embed_passages([]).shape[1])
        passages = np.zeros((len(texts), dimensions), np.float32)
        self._embed([(texts, passages), (units, new_units(folder, len(units), dimensions))], told)
        self.store.write(folder, passages)
        return {
            "dimensions": dimensions,
            "counts": {**manifest["counts"], "units": len(units)},
        }

    def _embed(self, wanted: Sequence[tuple[list[str], Any]], told: "Told") -> None:
        """Fill each matrix with the vectors of its texts, row by row.

        Each distinct text is embedded once, the short ones first: texts of like length take
        workers equally long.
        """
        places: dict[str, list[tuple[Any, int]]] = defaultdict(list)
        for texts, target in wanted:
            for row, text in enumerate(texts):
                places[text].append((target, row))
        done = 0
        for part in parts_of(sorted(places, key=lambda text: (len(text), text)), CHUNK):
            for text, vector in zip(part, self.embedder.embed_passages(part), strict=True):
                for target, row in places[text]:
                    target[row] = vector
            told.of(done := done + len(part), len(places))

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


def parts_of(texts: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    """`texts` in parts of `size`."""
    for start in range(0, len(texts), size):
        yield texts[start : start + size]


def grouped(pending: Mapping[str, Sequence[str]], size: int) -> Iterator[list[str]]:
    """The keys in groups, as few as hold `size` texts or more together."""
    group: list[str] = []
    held = 0
    for key, texts in pending.items():
        group.append(key)
        held += len(texts)
        if held >= size:
            yield group
            group, held = [], 0
    if group:
        yield group


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
