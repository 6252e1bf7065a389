"""The pictures in a page that are part of its document: large enough, and their bytes at hand.

Depends on bot.knowledge.documents, dom and files.
"""

import base64
import binascii
import hashlib
import io
from collections.abc import Callable, Iterator
from urllib.parse import unquote_to_bytes

from PIL import Image
from selectolax.lexbor import LexborNode

from bot.knowledge.documents import Figure
from kb_ingest.readers.html.dom import FILE_NAME
from kb_ingest.readers.html.files import Files
from kb_ingest.readers.words import clean

_SMALLEST = 80  # pixels, both ways: what is smaller is an icon
_FORMATS = {"PNG", "JPEG", "GIF", "WEBP"}

Fetch = Callable[[str], bytes | None]


def of_data_uri(address: str) -> bytes | None:
    """The bytes in a `data:` address, None for any other address."""
    head, comma, body = address.partition(",")
    if not comma or not head.startswith("data:image/"):
        return None
    try:
        return base64.b64decode(body) if head.endswith(";base64") else unquote_to_bytes(body)
    except (binascii.Error, ValueError):
        return None


class Pictures:
    """Finds pictures. `fetch` gives the bytes at an address, None for what lies elsewhere;
    `files` are those beside the page."""

    def __init__(self, fetch: Fetch = of_data_uri, files: Files | None = None) -> None:
        self._fetch = fetch
        self._files = files

    def within(self, node: LexborNode) -> Iterator[Figure]:
        """The pictures in an element, itself included; no place among blocks yet."""
        if node.tag == "-text":
            return
        for image in [node] if node.tag == "img" else node.css("img"):
            if figure := self._figure(image):
                yield figure

    def _figure(self, image: LexborNode) -> Figure | None:
        address = image.attributes.get("src") or image.attributes.get("data-src") or ""
        data, file = self._fetch(address), ""
        if data is None and self._files and (found := self._files.find(address)):
            data, file = found.read_bytes(), self._files.way_to(found)
        size = _size(data) if data else None
        if not data or size is None or min(size) < _SMALLEST:
            return None
        digest = hashlib.sha256(data).hexdigest()[:16]
        return Figure(-1, *size, caption=_caption(image), digest=digest, file=file)


def _size(data: bytes) -> tuple[int, int] | None:
    """Width and height in pixels; None for what no browser shows."""
    try:
        with Image.open(io.BytesIO(data)) as picture:
            return picture.size if picture.format in _FORMATS else None
    except (OSError, ValueError, Image.DecompressionBombError):
        return None


def _caption(image: LexborNode) -> str:
    parent = image.parent
    while parent is not None and parent.tag != "figure":
        parent = parent.parent
    stated = parent.css_first("figcaption") if parent is not None else None
    alternative = clean(image.attributes.get("alt") or "")
    if stated is not None:
        return clean(stated.text())
    return "" if FILE_NAME.search(alternative) else alternative
