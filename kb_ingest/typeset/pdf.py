"""Manual to PDF with ReportLab: A5, outline, ruled tables, numbered steps. Depends on source."""

import io
from collections.abc import Iterator
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.pagesizes import A5
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import (
    BaseDocTemplate,
    Frame,
    ListFlowable,
    ListItem,
    PageTemplate,
    Spacer,
    Table,
    TableStyle,
)
from reportlab.platypus import Paragraph as Text

from kb_ingest.readers.errors import ReadError
from kb_ingest.typeset import figure
from kb_ingest.typeset import pdf_styles as styles
from kb_ingest.typeset.source import (
    Drawing,
    Grid,
    Heading,
    Listing,
    Manual,
    Node,
    Paragraph,
    Span,
    Spans,
    plain,
)

_MARGIN = 16 * mm
_WIDTH = A5[0] - 2 * _MARGIN
_PADDING = 4.0
_PAGE_WORD = {"es": "Versión", "en": "Version"}


def write(manual: Manual) -> bytes:
    """The PDF. The same manual gives the same bytes. Raises ReadError for letters outside
    Windows-1252, which the standard fonts do not have."""
    _check_letters(manual)
    buffer = io.BytesIO()
    top = min((node.level for node in manual.nodes if isinstance(node, Heading)), default=1)
    template = _template(buffer, manual, top)
    template.build([*_title(manual), *_flowables(manual.nodes, top)])
    return buffer.getvalue()


def _template(buffer: io.BytesIO, manual: Manual, top: int) -> BaseDocTemplate:
    metadata = manual.metadata
    template = BaseDocTemplate(
        buffer,
        pagesize=A5,
        title=metadata.title,
        subject=manual.keywords,
        keywords=manual.keywords,
        author="Tramontana Hogar S.L.",
        creator="Mostrador",
        lang=metadata.language,
        invariant=1,
    )
    frame = Frame(_MARGIN, 18 * mm, _WIDTH, A5[1] - 38 * mm, 0, 0, 0, 0)
    template.addPageTemplates(
        PageTemplate(frames=[frame], onPage=lambda canvas, _: _furniture(canvas, manual))
    )
    template.afterFlowable = lambda flowable: _outline(template.canv, flowable, top)
    return template


def _furniture(canvas: Any, manual: Manual) -> None:
    """Running header from page 2 on, footer with the version and the page number."""
    number = canvas.getPageNumber()
    canvas.saveState()
    canvas.setFont("Helvetica", 7.5)
    canvas.setFillColor(styles.GREY)
    if number > 1:
        canvas.drawString(_MARGIN, A5[1] - 12 * mm, manual.metadata.title)
        canvas.setStrokeColor(styles.RULE)
        canvas.line(_MARGIN, A5[1] - 13.5 * mm, A5[0] - _MARGIN, A5[1] - 13.5 * mm)
    canvas.drawString(_MARGIN, 10 * mm, _edition(manual))
    canvas.drawRightString(A5[0] - _MARGIN, 10 * mm, str(number))
    canvas.restoreState()


def _edition(manual: Manual) -> str:
    metadata = manual.metadata
    version = f"{_PAGE_WORD.get(metadata.language, 'Version')} {metadata.version}"
    return " · ".join(part for part in (version if metadata.version else "", metadata.date) if part)


def _outline(canvas: Any, flowable: Any, top: int) -> None:
    level = getattr(flowable, "outline_level", None)
    if level is None:
        return
    text = flowable.getPlainText()
    key = f"{canvas.getPageNumber()}:{text}"
    canvas.bookmarkHorizontal(key, 0, flowable.height)
    canvas.addOutlineEntry(text, key, level=level - top, closed=level == top)


def _title(manual: Manual) -> Iterator[Any]:
    yield Text(escape(manual.metadata.title), styles.TITLE)
    band = Table([[""]], colWidths=[_WIDTH], rowHeights=[2.2 * mm])
    band.setStyle(TableStyle([("BACKGROUND", (0, 0), (-1, -1), styles.ACCENT)]))
    yield band
    yield Spacer(0, 5 * mm)


def _flowables(nodes: tuple[Node, ...], top: int) -> Iterator[Any]:
    for node in nodes:
        if isinstance(node, Heading):
            heading = Text(_markup(node.spans), styles.heading(node.level - top + 1))
            heading.outline_level = node.level
            yield heading
        elif isinstance(node, Paragraph):
            yield Text(_markup(node.spans), styles.NOTE if node.note else styles.BODY)
        elif isinstance(node, Listing):
            yield _listing(node)
            yield Spacer(0, 1.5 * mm)
        elif isinstance(node, Drawing):
            yield _figure(node)
            yield Spacer(0, 3 * mm)
        else:
            yield _table(node)
            yield Spacer(0, 3 * mm)


def _figure(node: Drawing) -> Any:
    drawing = figure.load(node.path)
    drawing.hAlign = "CENTER"
    return drawing


def _listing(node: Listing, depth: int = 0) -> Any:
    entries = [
        ListItem(
            [
                _listing(inner, depth + 1)
                if isinstance(inner, Listing)
                else next(_flowables((inner,), 1))
                for inner in entry
            ],
            bulletColor=styles.ACCENT,
        )
        for entry in node.entries
    ]
    kind = {"bulletType": "1", "bulletFormat": "%s.", "start": node.start} if node.ordered else {
        "bulletType": "bullet", "start": "•" if depth == 0 else "–"
    }  # fmt: skip
    return ListFlowable(entries, leftIndent=16, bulletFontSize=9.5, bulletDedent=14, **kind)


def _table(node: Grid) -> Any:
    cells = [[Text(_markup(cell), styles.HEAD) for cell in node.header]]
    cells += [[Text(_markup(cell), styles.CELL) for cell in row] for row in node.rows]
    table = Table(cells, colWidths=_widths(node), repeatRows=1, hAlign="LEFT")
    table.setStyle(styles.GRID)
    return table


def _widths(node: Grid) -> list[float]:
    """Column widths by need: the longest word always fits, the rest by the amount of text."""
    columns = list(zip(node.header, *node.rows, strict=True))
    least = [max(_longest_word(cell) for cell in column) + 2 * _PADDING + 2 for column in columns]
    wished = [max(_width(plain(cell)) for cell in column) + 2 * _PADDING + 2 for column in columns]
    if sum(wished) <= _WIDTH:
        return wished
    spare = max(_WIDTH - sum(least), 0.0)
    extra = [wish - need for wish, need in zip(wished, least, strict=True)]
    return [
        need + spare * more / (sum(extra) or 1) for need, more in zip(least, extra, strict=True)
    ]


def _longest_word(spans: Spans) -> float:
    return max((_width(word) for word in plain(spans).split()), default=0.0)


def _width(text: str) -> float:
    return float(stringWidth(text, "Helvetica-Bold", styles.CELL.fontSize))


def _markup(spans: Spans) -> str:
    return "".join(_marked(span) for span in spans)


def _marked(span: Span) -> str:
    text = escape(span.text)
    text = f"<i>{text}</i>" if span.italic else text
    return f"<b>{text}</b>" if span.bold else text


def _check_letters(manual: Manual) -> None:
    for text in _texts(manual.nodes):
        try:
            text.encode("cp1252")
        except UnicodeEncodeError as error:
            letter = text[error.start]
            raise ReadError(
                f"has the character {letter!r} (U+{ord(letter):04X}) in {text[:40]!r}, which the "
                "PDF's fonts lack; write it otherwise or choose the format html or docx"
            ) from error


def _texts(nodes: tuple[Node, ...]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, Heading | Paragraph):
            yield plain(node.spans)
        elif isinstance(node, Listing):
            for entry in node.entries:
                yield from _texts(entry)
        elif isinstance(node, Grid):
            yield from (plain(cell) for row in (node.header, *node.rows) for cell in row)
