"""Reads a source file into a Document, whatever its format. Raises ReadError, never less clearly.

One module a format; all end in `builder.Blocks` and `metadata.finish`.
"""

from pathlib import Path

from bot.knowledge.documents import Document
from kb_ingest.readers import docx, epub, html, markdown, pdf, site, text
from kb_ingest.readers import source as sources
from kb_ingest.readers.errors import ReadError
from kb_ingest.readers.source import Limits

__all__ = ["Limits", "ReadError", "read"]

_READERS = {
    sources.PDF: pdf.read,
    sources.DOCX: docx.read,
    sources.EPUB: epub.read,
    sources.HTML: html.read,
    sources.MARKDOWN: markdown.read,
    sources.TEXT: text.read,
}


def read(path: Path, limits: Limits | None = None) -> Document:
    """The document in `path`. The message of a ReadError does not repeat the path."""
    limits = limits or Limits()
    if problem := site.problem_with(path):
        raise ReadError(problem)
    source = site.placed(sources.load(path, limits))
    document = _READERS[source.media_type](source, limits)
    # A site's page of nothing but links leads to its other pages: nothing is lost with it.
    if not source.name and all(block.kind == "heading" for block in document.blocks):
        raise ReadError("has no text besides headings; check that it was exported whole")
    return document
