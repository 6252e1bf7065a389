"""A web site on disk: a sitemap file and, below its folder, the pages that it lists.

Each page is a document of its own, cited under its own title. What stands on most of the
site's pages (menus, banners, notices about cookies) is found by comparing
pages and left out. Depends on sitemap and the HTML reader's parts.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlsplit

from kb_ingest.readers.encoding import decode
from kb_ingest.readers.errors import ReadError
from kb_ingest.readers.html.dom import content_root
from kb_ingest.readers.html.files import Files
from kb_ingest.readers.html.pages import parsed
from kb_ingest.readers.html.repeated import block_keys
from kb_ingest.readers.sitemap import addresses_in, expected_at, file_of, shared_folders
from kb_ingest.readers.source import HTML, MARKDOWN, Source, suffix_type

_USUAL = ("sitemap.xml", "sitemap_index.xml", "sitemap.xml.gz", "sitemap_index.xml.gz")
_SITEMAP = re.compile(r"sitemap[\w.-]*\.xml(?:\.gz)?$", re.IGNORECASE)
_MOST_PAGES = 50_000
_COMPARED = 40  # pages
_MIN_PAGES = 4  # fewer say nothing of what repeats
_REPEATED = 0.5  # of the compared pages


@dataclass(frozen=True)
class Site:
    """The pages of one sitemap. `pages` maps files to their addresses; `missing` are addresses
    with the file that was looked for."""

    sitemap: Path
    pages: dict[Path, str]
    missing: dict[Path, str]

    @property
    def folder(self) -> Path:
        return self.sitemap.parent

    def name(self, page: Path) -> str:
        """The page's name within the site, from which its document's id is made."""
        parts = page.resolve().relative_to(self.folder.resolve()).with_suffix("").parts
        kept = parts[:-1] if parts[-1].lower() == "index" and len(parts) > 1 else parts
        return "-".join(kept) + page.suffix


def is_sitemap(path: Path) -> bool:
    """Whether the name is a sitemap's: `sitemap.xml`, `sitemap-manuals.xml.gz`."""
    return bool(_SITEMAP.match(path.name))


def expanded(files: Sequence[Path]) -> list[Path]:
    """The files with each sitemap replaced by the pages it lists, missing ones included so that
    each is told of, and without the web pages beside a sitemap that it does not list.

    A sitemap that cannot be read stays, for `problem_with` to say why.
    """
    found: dict[Path, None] = dict.fromkeys(files)
    for sitemap in [path for path in files if is_sitemap(path)]:
        try:
            site = site_of(sitemap)
        except (ReadError, OSError):
            continue
        kept = [path for path in found if path != sitemap and not _is_unlisted(path, site)]
        known = {path.resolve() for path in kept}
        kept += [path for path in (*site.pages, *site.missing) if path not in known]
        found = dict.fromkeys(kept)
    return list(found)


def _is_unlisted(path: Path, site: Site) -> bool:
    if suffix_type(path) != HTML or not path.resolve().is_relative_to(site.folder):
        return False
    return path.resolve() not in site.pages


def sitemap_in(folder: Path) -> Path | None:
    """The sitemap that lies in a folder, None where there is none."""
    usual = [folder / name for name in _USUAL]
    found = [*usual, *sorted(filter(is_sitemap, folder.glob("sitemap*.xml*")))]
    return next((path for path in found if path.is_file()), None)


def site_with(page: Path) -> Site | None:
    """The site that lists a page: the sitemap nearest above it."""
    for folder in page.resolve().parents:
        if sitemap := sitemap_in(folder):
            try:
                site = site_of(sitemap)
            except ReadError:
                return None
            known = page.resolve()
            return site if known in site.pages or known in site.missing else None
    return None


def placed(source: Source) -> Source:
    """The source, with its name and what repeats where it is a page of a site."""
    site = site_with(source.path) if source.media_type == HTML else None
    if site is None:
        return source
    return replace(source, name=site.name(source.path), repeated=repeated(site), site=site.folder)


def problem_with(path: Path) -> str:
    """What is wrong with a sitemap, or with a page that one names; empty where nothing is."""
    if is_sitemap(path) and path.is_file():
        return _problem_of(path)
    site = site_with(path) if not path.exists() else None
    if site is None:
        return ""
    address = site.missing.get(path.resolve(), "")
    return (
        f"is not there although {site.sitemap.name} names it ({address}); "
        "add the page or take it out"
    )


def _problem_of(sitemap: Path) -> str:
    try:
        site_of(sitemap)
    except ReadError as error:
        return error.message
    except OSError as error:
        return f"cannot be opened ({error.strerror}); check its permissions"
    return "is a sitemap, not a page; give it to the build, which reads the pages it lists"


def fingerprint(page: Path) -> str:
    """What besides its bytes decides how a page is read: its place, what repeats around it, and
    the pictures beside it."""
    if suffix_type(page) not in (HTML, MARKDOWN):
        return ""
    site = site_with(page) if suffix_type(page) == HTML else None
    stamps = Files(page, site.folder if site else page.parent).stamps(page.read_bytes())
    if site is None:
        return stamps
    keys = "\0".join(sorted(repeated(site)))
    return hashlib.sha256(f"{site.name(page)}\0{keys}\0{stamps}".encode()).hexdigest()


def site_of(sitemap: Path) -> Site:
    """The sitemap, read; kept until the file changes."""
    stat = sitemap.stat()
    return _site_of(sitemap.resolve(), stat.st_mtime_ns, stat.st_size)


@lru_cache(maxsize=16)
def _site_of(sitemap: Path, changed: int, size: int) -> Site:
    addresses = list(dict.fromkeys(addresses_in(sitemap, sitemap.parent, 0)))
    if not addresses:
        raise ReadError("is a sitemap without pages; list them as <url><loc>...</loc></url>")
    if len(addresses) > _MOST_PAGES:
        raise ReadError(f"lists {len(addresses)} pages, more than {_MOST_PAGES}; split it")
    prefix = shared_folders(addresses)
    pages: dict[Path, str] = {}
    missing: dict[Path, str] = {}
    for address in addresses:
        found = file_of(sitemap.parent, address, prefix)
        if found is not None and suffix_type(found) not in (None, HTML):
            continue  # a PDF and the like is a document by itself
        target = missing if found is None else pages
        target.setdefault(found or expected_at(sitemap.parent, address), address)
    if not pages:
        raise ReadError(
            f"lists {len(addresses)} pages, none of which is below its folder; put the pages "
            f"beside it, {urlsplit(addresses[0]).path or '/'} first"
        )
    return Site(sitemap, pages, missing)


def repeated(site: Site) -> frozenset[str]:
    """Keys of the blocks that stand on most pages of the site (see `html.repeated`)."""
    stat = site.sitemap.stat()
    return _repeated(site.sitemap, stat.st_mtime_ns, tuple(site.pages))


@lru_cache(maxsize=16)
def _repeated(sitemap: Path, changed: int, pages: tuple[Path, ...]) -> frozenset[str]:
    """Pages are taken evenly over the site, so that adding one hardly changes the choice."""
    if len(pages) < _MIN_PAGES:
        return frozenset()
    ordered = sorted(pages)
    chosen = ordered[:: max(len(ordered) // _COMPARED, 1)][:_COMPARED]
    counts: Counter[str] = Counter()
    for page in chosen:
        try:
            counts.update(
                set(block_keys(content_root(parsed(decode(page.read_bytes(), declared=True)))))
            )
        except (ReadError, OSError):
            continue
    enough = max(_REPEATED * len(chosen), 3)
    return frozenset(key for key, count in counts.items() if count >= enough)
