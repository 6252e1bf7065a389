"""PDF files: words from PDFium, order, furniture, headings, tables, paragraphs.

Each step is a module here; this one opens the file and runs them. Depends on the shared
reader parts.
"""

import io
import logging
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

import pdfplumber
import pypdfium2

from bot.knowledge.documents import Document
from kb_ingest.readers import ocr
from kb_ingest.readers.builder import Blocks
from kb_ingest.readers.errors import ReadError
from kb_ingest.readers.metadata import Metadata, finish, pairs
from kb_ingest.readers.pdf import aligned, flow, furniture, headings, pictures, scans, tables
from kb_ingest.readers.pdf.bullets import with_bullets
from kb_ingest.readers.pdf.letters import PageText
from kb_ingest.readers.pdf.order import in_order
from kb_ingest.readers.pdf.shapes import Box, Element, Mark, Picture, Table, Word
from kb_ingest.readers.source import Limits, Source
from kb_ingest.readers.words import vocabulary

_PASSWORD, _SECURITY = 4, 5  # FPDF_ERR_PASSWORD, FPDF_ERR_SECURITY
_MIN_LETTERS = 25  # on a page; scanned pages have at most a stamp
_MIN_FILLED = 0.2  # of the pages

Runs = list[list[Word]]


@dataclass(frozen=True, slots=True)
class _Page:
    """What PDFium says of a page. `size` in points; `ruled`: it may hold a table with upright
    lines; `rules`: its level lines."""

    runs: Runs
    size: tuple[float, float]
    ruled: bool
    rules: list[Box]
    drawn: pictures.Drawn


_log = logging.getLogger(__name__)


def read(source: Source, limits: Limits) -> Document:
    """The document, each block with its page. Raises ReadError for what holds no text."""
    pdf = _open(source.data)
    try:
        if (count := len(pdf)) > limits.pages:
            raise ReadError(f"has {count} pages, more than the limit of {limits.pages}; split it")
        return finish(source, _metadata(pdf), _blocks(pdf, source), len(pdf))
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


def _blocks(pdf: Any, source: Source) -> Blocks:
    pages = [_page(pdf, number) for number in range(len(pdf))]
    runs = _with_scans(pdf, [page.runs for page in pages], source.path.name)
    sizes = [page.size for page in pages]
    shown = pictures.figures_of([page.drawn for page in pages], sizes, runs)
    known = vocabulary([" ".join(word.text for word in run) for page in runs for run in page])
    elements = _ordered(source.data, runs, pages, shown, known)
    outline = _outline(pdf)
    content = furniture.content_only(elements, [height for _, height in sizes], outline)
    usual = flow.pitches(content)
    blocks = Blocks()
    flow.Flow(blocks, headings.levels(content, outline, usual), usual, known).add(content)
    return blocks


def _page(pdf: Any, number: int) -> _Page:
    try:
        page = pdf[number]
        drawn = pictures.drawn_on(page)
        runs = with_bullets(PageText(page).runs(), drawn.boxes)
        size = float(page.get_width()), float(page.get_height())
        rules = tables.level_rules(drawn.boxes)
        found = _Page(runs, size, tables.has_rules(drawn.boxes, rules), rules, drawn)
        page.close()
    except pypdfium2.PdfiumError as error:
        raise ReadError(
            f"is a damaged PDF: page {number + 1} cannot be read; export it again from its source"
        ) from error
    return found


def _with_scans(pdf: Any, runs: list[Runs], name: str) -> list[Runs]:
    """The pages' runs, those of pages that are pictures by text recognition.

    Raises ReadError where hardly a page has text and there is nothing to recognise it with.
    """
    empty = [number for number, page in enumerate(runs) if not _has_text(page)]
    pictures = [number for number in empty if _is_picture(pdf, number)]
    reader = ocr.recognizer() if pictures else None
    if reader:
        read = scans.recognise(pdf, pictures, reader)
        runs = [read.get(number) or page for number, page in enumerate(runs)]
    _check_text(runs, bool(pictures), reader is not None)
    if pictures and not reader:
        pages = ", ".join(str(number + 1) for number in pictures[:20])
        _log.warning("%s: left out as pictures: page %s; %s", name, pages, ocr.INSTALL)
    return runs


def _is_picture(pdf: Any, number: int) -> bool:
    page = pdf[number]
    try:
        return scans.is_picture(page)
    finally:
        page.close()


def _has_text(page: Runs) -> bool:
    return sum(len(word.text) for run in page for word in run) >= _MIN_LETTERS


def _check_text(runs: list[Runs], pictures: bool, recognised: bool) -> None:
    filled = sum(map(_has_text, runs))
    if filled and filled >= _MIN_FILLED * len(runs):
        return
    found = f"has hardly any text (on {filled} of {len(runs)} pages)"
    if not pictures:
        raise ReadError(f"{found}; check that it was exported whole")
    if recognised:
        raise ReadError(
            f"{found}: it is a scan in which no words could be recognised; scan it again, "
            "upright and with 300 dots per inch"
        )
    raise ReadError(f"{found}: it is a scan or its letters are drawings; {ocr.INSTALL}")


def _ordered(
    data: bytes, runs: list[Runs], said: list[_Page], shown: list[list[Picture]], known: set[str]
) -> list[list[Element]]:
    """Each page's lines, tables and figures in reading order."""
    pages: list[list[Element]] = []
    ruled = [page.ruled for page in said]
    with ExitStack() as stack:
        plumber = stack.enter_context(pdfplumber.open(io.BytesIO(data))) if any(ruled) else None
        for number, (page, figures) in enumerate(zip(runs, shown, strict=True), 1):
            found: list[Table] = []
            if plumber and ruled[number - 1]:
                found, page = tables.tables_of(plumber.pages[number - 1], number, page, known)
                plumber.pages[number - 1].close()
            clear = pictures.clear_of(figures, found)
            rest = pictures.without_labels(page, clear)
            more, rest = aligned.tables_in(rest, number, said[number - 1].rules, known)
            pages.append(in_order(number, rest, [*found, *more], clear))
    return pages


def _outline(pdf: Any) -> list[Mark]:
    marks: list[Mark] = []
    for entry in pdf.get_toc(max_depth=6):
        target = entry.get_dest()
        index = target.get_index() if target else None
        if index is not None:
            marks.append(Mark(entry.get_title(), entry.level + 1, index + 1))
    return marks
