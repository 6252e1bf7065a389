"""Sitemap files: the addresses they list, and the files below their folder that these mean.

Depends on the readers' errors.
"""

import gzip
import io
import zlib
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

from lxml import etree

from kb_ingest.readers.errors import ReadError

_MOST_BYTES = 50 * 1024 * 1024  # of one sitemap, unpacked: the protocol's own limit
_MOST_DEPTH = 3  # of sitemaps within sitemaps
_INDEXES = ("index.html", "index.htm", "index.xhtml")


def addresses_in(sitemap: Path, folder: Path, depth: int) -> Iterator[str]:
    """The pages' addresses, those of sitemaps within it included."""
    root = _xml(sitemap)
    inner = etree.QName(root).localname == "sitemapindex"
    places = [str(text).strip() for text in root.xpath("//*[local-name()='loc']/text()")]
    if not inner:
        yield from filter(None, places)
        return
    for address in places:
        found = file_of(folder, address, ()) or file_of(folder, address.rsplit("/", 1)[-1], ())
        if found is None or depth >= _MOST_DEPTH:
            raise ReadError(f"names the sitemap {address}, which is not below its folder")
        yield from addresses_in(found, folder, depth + 1)


def _xml(sitemap: Path) -> etree._Element:
    data = sitemap.read_bytes()
    if data.startswith(b"\x1f\x8b"):
        data = _unpacked(data)
    try:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
        root = etree.fromstring(data.lstrip(), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ReadError(f"is not a sitemap that can be read ({error}); export it again") from error
    if etree.QName(root).localname not in ("urlset", "sitemapindex"):
        raise ReadError("is XML but not a sitemap: its outermost element is not urlset")
    return root


def _unpacked(data: bytes) -> bytes:
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as file:
            found = file.read(_MOST_BYTES + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise ReadError("is damaged: it cannot be unpacked; export it again") from error
    if len(found) > _MOST_BYTES:
        raise ReadError(f"unpacks to more than {_MOST_BYTES // 1_000_000} MB; split it")
    return found


def _parts(address: str) -> list[str]:
    return [part for part in unquote(urlsplit(address).path).split("/") if part not in ("", ".")]


def shared_folders(addresses: list[str]) -> tuple[str, ...]:
    """The folders that all addresses begin with: a copy of part of a site may lack them."""
    first, *others = [_parts(address)[:-1] for address in addresses]
    length = len(first)
    for other in others:
        same = [one == two for one, two in zip(first, other, strict=False)]
        length = min(length, next((i for i, alike in enumerate(same) if not alike), len(same)))
    return tuple(first[:length])


def file_of(folder: Path, address: str, prefix: tuple[str, ...]) -> Path | None:
    """The file of an address below `folder`; of `prefix` as few folders are left out as can be."""
    parts = _parts(address)
    if ".." in parts or any("\0" in part for part in parts):
        return None
    query = urlsplit(address).query
    for left_out in range(len(prefix) + 1):
        path = folder.joinpath(*parts[left_out:])
        for each in _ways(path, query):
            if each.is_file() and each.resolve().is_relative_to(folder.resolve()):
                return each.resolve()
    return None


def _ways(path: Path, query: str) -> Iterator[Path]:
    """How programs name the file of an address."""
    if query:
        yield path.with_name(f"{path.name}?{query}")
        yield path.with_name(f"{path.name}?{query}.html")
        return
    yield path
    yield path.with_name(path.name + ".html")
    yield path.with_name(path.name + ".htm")
    yield from (path / name for name in _INDEXES)


def expected_at(folder: Path, address: str) -> Path:
    """Where the file of an address was looked for first."""
    parts = [part for part in _parts(address) if part != ".."]
    named = bool(parts) and "." in parts[-1]
    return folder.resolve().joinpath(*parts, *([] if named else [_INDEXES[0]]))
