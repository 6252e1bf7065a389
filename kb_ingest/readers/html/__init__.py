"""Web pages, and what DOCX and Markdown become on the way. Depends on the shared reader parts."""

from selectolax.lexbor import LexborHTMLParser

from bot.knowledge.documents import Document
from kb_ingest.readers.builder import Blocks
from kb_ingest.readers.encoding import decode
from kb_ingest.readers.html import repeated
from kb_ingest.readers.html.dom import content_root
from kb_ingest.readers.html.files import Files
from kb_ingest.readers.html.pages import parsed
from kb_ingest.readers.html.pictures import Pictures
from kb_ingest.readers.html.walk import Walker
from kb_ingest.readers.metadata import Metadata, finish
from kb_ingest.readers.source import Limits, Source
from kb_ingest.readers.words import clean


def read(source: Source, limits: Limits) -> Document:
    """The page. Metadata: <html lang>, <title>, <meta name="mostrador:product"> and so on."""
    page = parsed(decode(source.data, declared=True))
    if source.repeated:
        repeated.remove(content_root(page), source.repeated)
    return finish(source, metadata_of(page), blocks_of(page, pictures=beside(source)))


def beside(source: Source) -> Pictures:
    """The pictures that a page holds itself or that lie beside it."""
    return Pictures(files=Files(source.path, source.folder))


def blocks_of(
    page: LexborHTMLParser, blocks: Blocks | None = None, pictures: Pictures | None = None
) -> Blocks:
    """The content of a parsed page, navigation and decoration left out, added to `blocks`."""
    blocks = Blocks() if blocks is None else blocks
    Walker(blocks, pictures).walk(content_root(page))
    return blocks


def metadata_of(page: LexborHTMLParser) -> Metadata:
    """What the page's head says."""
    stated: dict[str, object] = {}
    for node in page.css("meta[name]"):
        name = (node.attributes.get("name") or "").lower()
        if name.startswith("mostrador:"):
            stated[name.removeprefix("mostrador:")] = node.attributes.get("content")
    root, title = page.css_first("html"), page.css_first("title")
    if root is not None:
        stated.setdefault("language", root.attributes.get("lang"))
    if title is not None:
        stated.setdefault("title", clean(title.text()))
    return Metadata.of(stated)
