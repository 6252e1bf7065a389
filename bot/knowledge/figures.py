"""Which figures stand by a cited text, and their pictures. Depends on `documents` alone.

Where figures stand is known since the ingest, so asking whether there is one costs nothing. The
picture itself is drawn from the kept source when somebody first looks at it, and kept.
"""

import base64
import binascii
import hashlib
import io
import os
import re
import threading
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.errors import BotError
from bot.knowledge.documents import Document, Figure, Passage

_SCALE = 2.0  # pixels a point
_MARGIN = 3.0  # points around a figure
_MOST_PIXELS = 6_000_000
_MOST_BYTES = 20 * 1024 * 1024  # of an embedded picture
_MOST_FIGURES = 3  # by one passage
_MOST_BETWEEN = 12  # blocks: a table of parts is several passages long
_DATA = re.compile(rb"data:image/(?:png|jpeg|gif|webp);base64,([A-Za-z0-9+/=\s]+)")
_TYPES = {b"\x89PNG": "image/png", b"\xff\xd8\xff": "image/jpeg", b"GIF8": "image/gif"}
_DRAWING = threading.Lock()  # PDFium knows no threads


class FigureError(BotError):
    """A figure that cannot be shown."""


@dataclass(frozen=True, slots=True)
class FigureRef:
    """A figure to be linked to. `alt` is its caption, else the heading above it; `width` and
    `height` are those of the picture in its document, for the proportions."""

    url: str
    alt: str
    width: int
    height: int
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Image:
    """A picture's bytes and media type."""

    data: bytes
    media_type: str


def figures_of(document: Document, passage: Passage) -> list[FigureRef]:
    """The figures within the passage and beside it in its section, those first that stand
    inside; with few blocks between, and none from beyond a heading."""
    near = [
        (number, figure)
        for number, figure in enumerate(document.figures)
        if _is_near(document, passage, figure)
    ]
    near.sort(key=lambda pair: not passage.first_block <= pair[1].after <= passage.last_block)
    return [_ref(document, number, figure) for number, figure in near[:_MOST_FIGURES]]


def figures_after(document: Document) -> dict[int, list[FigureRef]]:
    """All figures, by the index of the block that each stands after."""
    found: dict[int, list[FigureRef]] = {}
    for number, figure in enumerate(document.figures):
        found.setdefault(figure.after, []).append(_ref(document, number, figure))
    return found


def _is_near(document: Document, passage: Passage, figure: Figure) -> bool:
    """Whether both stand in one section: no heading between them, and few blocks."""
    first, last = passage.first_block, passage.last_block
    between = [
        *document.blocks[figure.after + 1 : first],
        *document.blocks[last + 1 : figure.after + 1],
    ]
    far = len(between) > _MOST_BETWEEN
    return not far and all(block.kind != "heading" for block in between)


def _ref(document: Document, number: int, figure: Figure) -> FigureRef:
    """The address changes with the document, so that the picture may be kept by a browser."""
    url = f"/manuals/{document.id}/figures/{number}?of={document.sha256[:12]}"
    return FigureRef(url, _words(document, figure), figure.width, figure.height, figure.page)


def _words(document: Document, figure: Figure) -> str:
    """The caption, else the heading that the figure stands under."""
    above = document.blocks[: figure.after + 1]
    headings = (block.text for block in reversed(above) if block.kind == "heading")
    return figure.caption or next(headings, "")


def keep_files(document: Document, source: Path, folder: Path) -> None:
    """Copies the pictures that lie beside a source into `folder`, where `Pictures` finds them;
    what is gone or has changed since it was read is left out."""
    for figure in document.figures:
        kept = folder / figure.digest
        if figure.file and not kept.exists():
            with suppress(OSError):
                data = (source.parent / figure.file).read_bytes()
                if _digest(data) == figure.digest:
                    _write(kept, data)


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:16]


def _write(path: Path, data: bytes) -> None:
    """All or nothing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{os.getpid()}.{threading.get_ident()}")
    part.write_bytes(data)
    os.replace(part, path)


class Pictures:
    """The pictures of figures. Drawn ones are kept as PNG files in `folder`, and those that lay
    beside their source under their digest."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def picture(self, document: Document, number: int, source: Path) -> Image:
        """The picture of figure `number`. FigureError 404 where there is none any more."""
        if not 0 <= number < len(document.figures):
            raise FigureError(f"{document.id!r} has no figure {number}.", 404)
        figure = document.figures[number]
        if figure.file:
            return self._beside(figure)
        if figure.digest:
            return _embedded(source, figure)
        kept = self._folder / f"{document.sha256[:32]}-{number}-{_place(figure)}.png"
        if not kept.is_file():
            _write(kept, _drawn(source, figure))
        return Image(kept.read_bytes(), "image/png")

    def _beside(self, figure: Figure) -> Image:
        try:
            data = (self._folder / figure.digest).read_bytes()
        except OSError as error:
            raise FigureError(f"The picture {figure.file} was not kept.", 404) from error
        return Image(data, _media_type(data))


def _place(figure: Figure) -> str:
    """Where it stands: a better reader may find other figures in the same file."""
    said = f"{figure.page} {[round(edge, 1) for edge in figure.box]}"
    return hashlib.sha256(said.encode()).hexdigest()[:8]


def _drawn(source: Path, figure: Figure) -> bytes:
    """The part of the page where the figure stands, as PNG."""
    import pypdfium2

    with _DRAWING:
        try:
            pdf: Any = pypdfium2.PdfDocument(source)
            try:
                return _part(pdf[(figure.page or 1) - 1], figure)
            finally:
                pdf.close()
        except (pypdfium2.PdfiumError, OSError, IndexError) as error:
            raise FigureError(f"The figure cannot be drawn from {source.name}.", 404) from error


def _part(page: Any, figure: Figure) -> bytes:
    width, height = page.get_size()
    left, top, right, bottom = figure.box
    crop = (
        max(left - _MARGIN, 0),
        max(height - bottom - _MARGIN, 0),
        max(width - right - _MARGIN, 0),
        max(top - _MARGIN, 0),
    )
    area = max((right - left) * (bottom - top), 1.0)
    scale = min(_SCALE, (_MOST_PIXELS / area) ** 0.5)
    found = io.BytesIO()
    page.render(scale=scale, crop=crop).to_pil().save(found, "PNG", optimize=True)
    page.close()
    return found.getvalue()


def _embedded(source: Path, figure: Figure) -> Image:
    """The picture in the source whose bytes have the figure's digest."""
    try:
        for data in _pictures_in(source):
            if _digest(data) == figure.digest:
                return Image(data, _media_type(data))
    except (OSError, zipfile.BadZipFile, RuntimeError) as error:
        raise FigureError(f"The figure cannot be read from {source.name}.", 404) from error
    raise FigureError(f"The figure is no longer in {source.name}.", 404)


def _pictures_in(source: Path) -> Iterator[bytes]:
    if zipfile.is_zipfile(source):
        with zipfile.ZipFile(source) as archive:
            for entry in archive.infolist():
                named = entry.filename.lower().endswith((".png", ".jpg", ".jpeg", ".gif", ".webp"))
                if named and entry.file_size <= _MOST_BYTES:
                    yield archive.read(entry)
        return
    for found in _DATA.finditer(source.read_bytes()):
        try:
            yield base64.b64decode(found[1])
        except binascii.Error:
            continue


def _media_type(data: bytes) -> str:
    """Told from the bytes; nothing that a browser would run is among them."""
    for magic, name in _TYPES.items():
        if data.startswith(magic):
            return name
    return "image/webp"
