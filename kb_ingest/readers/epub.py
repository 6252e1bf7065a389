"""EPUB books: the pages of the spine, in order, as one document. Depends on the HTML reader."""

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

from lxml import etree

from bot.knowledge.documents import Document
from kb_ingest.readers.builder import Blocks
from kb_ingest.readers.encoding import decode
from kb_ingest.readers.errors import ReadError
from kb_ingest.readers.html import blocks_of
from kb_ingest.readers.html.pages import parsed
from kb_ingest.readers.html.pictures import Pictures
from kb_ingest.readers.metadata import Metadata, finish, pairs
from kb_ingest.readers.source import Limits, Source
from kb_ingest.readers.words import clean

_CONTAINER = "META-INF/container.xml"
_ENCRYPTION = "META-INF/encryption.xml"
_PAGES = ("application/xhtml+xml", "text/html", "application/x-dtbook+xml")
_NOT_PAGES = {"nav", "cover-image"}
_DAMAGED = "is a damaged EPUB; export it again from its source"
_LOCKED = "is protected against copying (DRM); ask for a file without protection"


def read(source: Source, limits: Limits) -> Document:
    """The book; its navigation page and covers stay out. Raises ReadError for one with DRM."""
    try:
        with zipfile.ZipFile(io.BytesIO(source.data)) as archive:
            return _Book(archive).read(source)
    except RuntimeError as error:  # zipfile: "is encrypted, password required"
        raise ReadError(_LOCKED) from error
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, etree.XMLSyntaxError) as error:
        raise ReadError(_DAMAGED) from error


class _Book:
    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._names = set(archive.namelist())
        containers = [name for name in self._names if name.endswith(_CONTAINER)]
        if not containers:
            raise ReadError(_DAMAGED)
        self._root = min(containers, key=len).removesuffix(_CONTAINER)

    def read(self, source: Source) -> Document:
        where = self._package_path()
        package = _xml(self._archive.read(where))
        pages = list(self._spine(package, posixpath.dirname(where)))
        self._check_open(pages)
        blocks = Blocks()
        for name in pages:
            fetch = _Fetch(self._archive, self._names, posixpath.dirname(name))
            page = parsed(decode(self._archive.read(name), declared=True))
            blocks_of(page, blocks, Pictures(fetch))
        if not pages:
            raise ReadError(_DAMAGED)
        return finish(source, _metadata(package), blocks)

    def _package_path(self) -> str:
        root = _xml(self._archive.read(self._root + _CONTAINER))
        found = root.xpath("//*[local-name()='rootfile']/@full-path")
        name = self._root + str(found[0]) if found else ""
        if name not in self._names:
            raise ReadError(_DAMAGED)
        return name

    def _spine(self, package: Any, folder: str) -> Iterator[str]:
        """The names of the pages in reading order, what is not there left out."""
        items = {item.get("id"): item for item in package.xpath("//*[local-name()='item']")}
        for entry in package.xpath("//*[local-name()='itemref']"):
            item = items.get(entry.get("idref"))
            if item is None or entry.get("linear") == "no" or _is_no_page(item):
                continue
            name = posixpath.normpath(posixpath.join(folder, unquote(item.get("href") or "")))
            if name in self._names:
                yield name

    def _check_open(self, pages: list[str]) -> None:
        """Fonts may be scrambled; where pages are, the book cannot be read."""
        name = self._root + _ENCRYPTION
        if name not in self._names:
            return
        found = _xml(self._archive.read(name)).xpath("//*[local-name()='CipherReference']/@URI")
        locked = {self._root + unquote(address) for address in found}
        if locked & set(pages):
            raise ReadError(_LOCKED)


class _Fetch:
    """The bytes of the archive's pictures, by their address in a page of `folder`."""

    def __init__(self, archive: zipfile.ZipFile, names: set[str], folder: str) -> None:
        self._archive, self._names, self._folder = archive, names, folder

    def __call__(self, address: str) -> bytes | None:
        name = posixpath.normpath(posixpath.join(self._folder, unquote(address)))
        return self._archive.read(name) if name in self._names else None


def _is_no_page(item: Any) -> bool:
    properties = set((item.get("properties") or "").split())
    return bool(properties & _NOT_PAGES) or item.get("media-type") not in _PAGES


def _xml(data: bytes) -> Any:
    """Parsed without entities from outside or grown from inside."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    return etree.fromstring(data, parser)


def _metadata(package: Any) -> Metadata:
    def first(name: str) -> str:
        found = package.xpath(f"//*[local-name()='metadata']/*[local-name()='{name}']")
        return clean("".join(found[0].itertext())) if found else ""

    stated: dict[str, object] = {"title": first("title"), "language": first("language")}
    return Metadata.of(stated | pairs(f"{first('subject')}; {first('description')}"))
