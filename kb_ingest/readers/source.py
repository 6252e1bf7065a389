"""A file's bytes and what they really are, whatever the name says. Depends on errors."""

import hashlib
import io
import re
import zipfile
from dataclasses import dataclass
from pathlib import Path

from kb_ingest.readers.errors import ReadError

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EPUB = "application/epub+zip"
HTML = "text/html"
MARKDOWN = "text/markdown"
TEXT = "text/plain"

BY_EXTENSION = {
    ".pdf": PDF,
    ".docx": DOCX,
    ".epub": EPUB,
    ".html": HTML,
    ".htm": HTML,
    ".xhtml": HTML,
    ".md": MARKDOWN,
    ".markdown": MARKDOWN,
    ".txt": TEXT,
}
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_IMAGES = {b"\x89PNG": "a PNG picture", b"\xff\xd8\xff": "a JPEG picture", b"GIF8": "a GIF picture"}
_NAMES = {
    PDF: "a PDF",
    DOCX: "a Word document (DOCX)",
    EPUB: "an EPUB",
    HTML: "a web page (HTML)",
}
_BINARY = (PDF, DOCX, EPUB)
# Some EPUBs were packed with the folder around them.
_PARTS = (
    (re.compile(r"word/document\.xml"), DOCX),
    (re.compile(r"(?:[^/]+/)?META-INF/container\.xml"), EPUB),
)


@dataclass(frozen=True, slots=True)
class Limits:
    """How large a source may be. `unpacked_bytes` is what a DOCX or EPUB may grow to."""

    bytes: int = 200 * 1024 * 1024
    pages: int = 5_000
    unpacked_bytes: int = 500 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Source:
    """A file read into memory, its type checked against its name.

    A page of a web site has a `name` that tells it from the site's other `index.html`s, and in
    `repeated` what stands on most of them (see `site`); its pictures may lie anywhere in `site`.
    """

    path: Path
    data: bytes
    media_type: str
    name: str = ""
    repeated: frozenset[str] = frozenset()
    site: Path | None = None

    @property
    def folder(self) -> Path:
        """The folder that what belongs to the source lies in."""
        return self.site or self.path.parent

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()


def suffix_type(path: Path) -> str | None:
    """The type that a file's name promises, None where it promises none that is read."""
    return BY_EXTENSION.get(path.suffix.lower())


def load(path: Path, limits: Limits) -> Source:
    """The file at `path`. Raises ReadError for what no reader could take."""
    media_type = _promised_type(path)
    data = _bytes_of(path, limits)
    found = _true_type(data, limits)
    expected = media_type if media_type in _BINARY else None
    if found and found != expected:
        raise ReadError(
            f"is {_NAMES[found]} although its name ends in {path.suffix}; "
            f"rename it to {path.stem}{_extension(found)}"
        )
    if expected and found != expected:
        raise ReadError(_not_what_it_says(expected, data))
    if media_type == TEXT and _looks_like_html(data):
        raise ReadError(
            f"is a web page although its name ends in {path.suffix}; rename it to {path.stem}.html"
        )
    return Source(path, data, media_type)


def _promised_type(path: Path) -> str:
    if not path.exists():
        raise ReadError("does not exist; check the path")
    if path.is_dir():
        raise ReadError("is a folder, not a file; give the files in it")
    if not path.is_file():
        raise ReadError("is not an ordinary file; copy its content into one")
    media_type = suffix_type(path)
    if media_type is None:
        raise ReadError(
            f"has the unsupported type {path.suffix or '(no extension)'}; "
            "save it as PDF, HTML, DOCX, EPUB, Markdown or text"
        )
    return media_type


def _bytes_of(path: Path, limits: Limits) -> bytes:
    size = path.stat().st_size
    if size > limits.bytes:
        raise ReadError(
            f"has {size / 1e6:.0f} MB, more than the limit of {limits.bytes / 1e6:.0f} MB; "
            "split it or make its pictures smaller"
        )
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ReadError(f"cannot be opened ({error.strerror}); check its permissions") from error
    if not data.strip(b"\x00\t\n\r \xef\xbb\xbf"):
        raise ReadError("is empty; export it again")
    return data


def _true_type(data: bytes, limits: Limits) -> str | None:
    """PDF, DOCX or EPUB, or None for what may be text. Raises ReadError for known other types."""
    if b"%PDF-" in data[:1024]:
        return PDF
    if data.startswith(_OLE):
        raise ReadError(
            "is an old Word file (.doc) or is protected by a password; "
            "save it as DOCX without a password"
        )
    if data.startswith(b"PK\x03\x04"):
        return _type_of_archive(data, limits)
    for magic, name in _IMAGES.items():
        if data.startswith(magic):
            raise ReadError(f"is {name}; text in pictures is not read, give the text as a file")
    return None


def _type_of_archive(data: bytes, limits: Limits) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise ReadError("is damaged: its archive cannot be opened; export it again") from error
    if sum(entry.file_size for entry in entries) > limits.unpacked_bytes or len(entries) > 20_000:
        raise ReadError(
            f"unpacks to more than {limits.unpacked_bytes / 1e6:.0f} MB; "
            "it is not a sound document, export it again"
        )
    for part, media_type in _PARTS:
        if any(part.fullmatch(entry.filename) for entry in entries):
            return media_type
    raise ReadError("is an archive but not a Word document or EPUB; save it as DOCX or PDF")


def _not_what_it_says(expected: str, data: bytes) -> str:
    if _looks_like_html(data):
        return "is a web page under another name; rename it to .html or export it again"
    return f"is not {_NAMES[expected]} or is damaged from its first bytes; export it again"


def _looks_like_html(data: bytes) -> bool:
    start = data[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return start.startswith((b"<!doctype html", b"<html", b"<head", b"<body"))


def _extension(media_type: str) -> str:
    return next(ext for ext, known in BY_EXTENSION.items() if known == media_type)
