"""PDF files: words from PDFium, order, furniture, headings, tables, paragraphs.

Each step is a module here; this one opens the file and runs them. Depends on the shared
reader parts.
"""

import io
from typing import Any

import pdfplumber
import pypdfium2

from bot.knowledge.documents import Document
from kb_ingest.readers.builder import Blocks
from kb_ingest.readers.errors import ReadError
from kb_ingest.readers.metadata import Metadata, finish, pairs
from kb_ingest.readers.pdf import flow, furniture, headings, tables
from kb_ingest.readers.pdf.bullets import with_bullets
from kb_ingest.readers.pdf.letters import PageText, drawings
from kb_ingest.readers.pdf.order import in_order
from kb_ingest.readers.pdf.shapes import Element, Mark, Word
from kb_ingest.readers.source import Limits, Source
from kb_ingest.readers.words import vocabulary

_PASSWORD, _SECURITY = 4, 5  # FPDF_ERR_PASSWORD, FPDF_ERR_SECURITY
_MIN_LETTERS = 25  # on a page; scanned pages have at most a stamp
_MIN_FILLED = 0.2  # of the pages


def read(source: Source, limits: Limits) -> Document:
    """The document, each block with its page. Raises ReadError for what holds no text."""
    pdf = _open(source.data)
    try:
        if (count := len(pdf)) > limits.pages:
            raise ReadError(f"has {count} pages, more than the limit of {limits.pages}; split it")
        return finish(source, _metadata(pdf), _blocks(pdf, source.data), len(pdf))
    finally:
        pdf.close()


def _open(data: bytes) -> Any:
    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) in (_PASSWORD, _SECURITY) or b"/Encrypt" in data:
            raise ReadError("is protected by a password; save it without one") from error
        raise ReadError("is a damaged PDF; export it again from its source") from error
    if len(pdf) == 0:
        raise ReadError("is a PDF without pages; export it again from its source")
    return pdf


def _metadata(pdf: Any) -> Metadata:
    stated = pdf.get_metadata_dict()
    keywords = f"{stated.get('Keywords', '')}; {stated.get('Subject', '')}"
    return Metadata.of({"title": stated.get("Title"), **pairs(keywords)})


def _blocks(pdf: Any, data: bytes) -> Blocks:
    pages = [_page(pdf, number) for number in range(len(pdf))]
    runs = [found for found, _, _ in pages]
    _check_text(runs)
    known = vocabulary([" ".join(word.text for word in run) for page in runs for run in page])
    elements = _ordered(data, runs, [ruled for _, _, ruled in pages], known)
    outline = _outline(pdf)
    content = furniture.content_only(elements, [height for _, height, _ in pages], outline)
    usual = flow.pitches(content)
    blocks = Blocks()
    flow.Flow(blocks, headings.levels(content, outline, usual), usual, known).add(content)
    return blocks


def _page(pdf: Any, number: int) -> tuple[list[list[Word]], float, bool]:
    """(runs of words, height in points, whether it has ruling lines)."""
    try:
        page = pdf[number]
        boxes = drawings(page)
        runs = with_bullets(PageText(page).runs(), boxes)
        found = runs, float(page.get_height()), tables.has_rules(boxes)
        page.close()
    except pypdfium2.PdfiumError as error:
        raise ReadError(
            f"is a damaged PDF: page {number + 1} cannot be read; export it again from its source"
        ) from error
    return found


def _check_text(runs: list[list[list[Word]]]) -> None:
    letters = [sum(len(word.text) for run in page for word in run) for page in runs]
    filled = sum(count >= _MIN_LETTERS for count in letters)
    if filled < _MIN_FILLED * len(runs) or not filled:
        raise ReadError(
            f"has hardly any text (on {filled} of {len(runs)} pages): it is a scan or its letters "
            "are drawings; run text recognition on it first (for example ocrmypdf)"
        )


def _ordered(
    data: bytes, runs: list[list[list[Word]]], ruled: list[bool], known: set[str]
) -> list[list[Element]]:
    """Each page's lines and tables in reading order."""
    if not any(ruled):
        return [in_order(number, page, []) for number, page in enumerate(runs, 1)]
    pages: list[list[Element]] = []
    with pdfplumber.open(io.BytesIO(data)) as plumber:
        for number, page in enumerate(runs, 1):
            if not ruled[number - 1]:
                pages.append(in_order(number, page, []))
                continue
            found, rest = tables.tables_of(plumber.pages[number - 1], number, page, known)
            plumber.pages[number - 1].close()
            pages.append(in_order(number, rest, found))
    return pages


def _outline(pdf: Any) -> list[Mark]:
    marks: list[Mark] = []
    for entry in pdf.get_toc(max_depth=6):
        target = entry.get_dest()
        index = target.get_index() if target else None
        if index is not None:
            marks.append(Mark(entry.get_title(), entry.level + 1, index + 1))
    return marks
