"""What was read and cut before, kept per file, so that unchanged files are not read again.

A kept entry counts only for the same bytes under the same name, read by the same code with
the same settings. Depends on bot.knowledge and readers.
"""

import hashlib
import json
import os
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path
from typing import Any

from bot.knowledge.documents import Document, Passage
from bot.knowledge.store import document_of, passage_of
from kb_ingest.readers import ocr, site

_LIBRARIES = ("pypdfium2", "pdfplumber", "selectolax", "mammoth", "markdown-it-py")


class ReadCache:
    """A folder of JSON files. `settings` is what besides the code decides the outcome."""

    def __init__(self, folder: Path, settings: dict[str, Any]) -> None:
        self._folder = folder
        self._settings = json.dumps(settings, sort_keys=True) + _code_version()
        self._used: set[str] = set()

    def get(self, path: Path) -> tuple[Document, list[Passage]] | None:
        """The file's document and passages, or None where they must be made."""
        key = self._key(path)
        try:
            kept = json.loads((self._folder / key).read_text())
            return document_of(kept["document"]), [passage_of(entry) for entry in kept["passages"]]
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def put(self, path: Path, document: Document, passages: list[Passage]) -> None:
        """Keep what was made of the file."""
        self._folder.mkdir(parents=True, exist_ok=True)
        target = self._folder / self._key(path)
        kept = {"document": asdict(document), "passages": [asdict(each) for each in passages]}
        part = target.with_name(f"{target.name}.{os.getpid()}.part")
        part.write_text(json.dumps(kept, ensure_ascii=False))
        os.replace(part, target)

    def drop_unused(self) -> None:
        """Remove what this run did not ask for."""
        for path in self._folder.glob("*.json"):
            if path.name not in self._used:
                path.unlink(missing_ok=True)

    def _key(self, path: Path) -> str:
        name = f"{path.parent.name}/{path.name}".encode()  # the folder's name tells policies
        name += site.fingerprint(path).encode()
        digest = hashlib.sha256(path.read_bytes() + name + self._settings.encode()).hexdigest()
        self._used.add(f"{digest}.json")
        return f"{digest}.json"


def _code_version() -> str:
    """Digest of the reading and cutting code and of the libraries it stands on."""
    here = Path(__file__).parent
    cutting = [here / f"{name}.py" for name in ("passages", "sentences", "units")]
    files = sorted([*cutting, *here.glob("readers/**/*.py")])
    code = hashlib.sha256(b"".join(path.read_bytes() for path in files))
    code.update(" ".join(version(name) for name in _LIBRARIES).encode())
    code.update(ocr.name().encode())
    return code.hexdigest()
