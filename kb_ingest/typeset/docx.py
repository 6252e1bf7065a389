"""Manual to a Word document with real styles and numbering. Depends on source."""

import io
import zipfile
from datetime import datetime
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

from kb_ingest.typeset import figure
from kb_ingest.typeset.source import (
    Drawing,
    Grid,
    Heading,
    Listing,
    Manual,
    Node,
    Paragraph,
    Spans,
)

_LANGUAGES = {"es": "es-ES", "en": "en-GB"}
_THEN = datetime(2026, 1, 1)
_ZIP_THEN = (2026, 1, 1, 0, 0, 0)


def write(manual: Manual) -> bytes:
    """The document. The same manual gives the same bytes."""
    document = docx.Document()
    _properties(document, manual)
    document.add_heading(manual.metadata.title, 0)
    top = min((node.level for node in manual.nodes if isinstance(node, Heading)), default=1)
    for node in manual.nodes:
        _add(document, node, top)
    buffer = io.BytesIO()
    document.save(buffer)
    return _without_times(buffer.getvalue())


def _properties(document: Any, manual: Manual) -> None:
    metadata, properties = manual.metadata, document.core_properties
    properties.title = metadata.title
    properties.language = _LANGUAGES.get(metadata.language, metadata.language)
    properties.keywords = manual.keywords
    properties.author = "Tramontana Hogar S.L."
    properties.comments = ""
    properties.created = properties.modified = _THEN
    footer = document.sections[0].footer.paragraphs[0]
    footer.text = f"{metadata.title} · {metadata.version} · {metadata.date}"
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _add(document: Any, node: Node, top: int) -> None:
    if isinstance(node, Heading):
        _write(document.add_heading("", min(node.level - top + 1, 3)), node.spans)
    elif isinstance(node, Paragraph):
        style = "Intense Quote" if node.note else None
        _write(document.add_paragraph(style=style), node.spans)
    elif isinstance(node, Listing):
        _add_list(document, node, 0)
    elif isinstance(node, Drawing):
        _add_figure(document, node)
    else:
        _add_table(document, node)


def _add_list(document: Any, node: Listing, depth: int) -> None:
    name = "List Number" if node.ordered else "List Bullet"
    style = name if depth == 0 else f"{name} {min(depth + 1, 3)}"
    numbering = _new_numbering(document, style, node.start) if node.ordered else None
    for entry in node.entries:
        for position, inner in enumerate(entry):
            if isinstance(inner, Listing):
                _add_list(document, inner, depth + 1)
            elif isinstance(inner, Paragraph):
                paragraph = document.add_paragraph(
                    style=style if position == 0 else "List Continue"
                )
                if position == 0 and numbering is not None:
                    _number(paragraph, numbering)
                _write(paragraph, inner.spans)


def _new_numbering(document: Any, style: str, start: int) -> int:
    """A numbering instance of its own, so that this list begins at `start`."""
    properties = document.styles[style].element.pPr.numPr
    numbering = document.part.numbering_part.numbering_definitions._numbering
    abstract = numbering.num_having_numId(properties.numId.val).abstractNumId.val
    instance = numbering.add_num(abstract)
    instance.add_lvlOverride(ilvl=0).add_startOverride(start)
    return int(instance.numId)


def _number(paragraph: Any, numbering: int) -> None:
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = 0
    properties.get_or_add_numId().val = numbering


def _add_table(document: Any, node: Grid) -> None:
    table = document.add_table(rows=0, cols=len(node.header), style="Table Grid")
    for position, row in enumerate((node.header, *node.rows)):
        line = table.add_row()
        for cell, spans in zip(line.cells, row, strict=True):
            _write(cell.paragraphs[0], spans, bold=position == 0)
    properties = table.rows[0]._tr.get_or_add_trPr()
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    properties.append(mark)
    document.add_paragraph()


def _add_figure(document: Any, node: Drawing) -> None:
    drawing = figure.load(node.path)
    picture = io.BytesIO(figure.png(drawing))
    shape = document.add_picture(picture, width=Pt(drawing.width))
    shape._inline.docPr.set("descr", node.alt)


def _write(paragraph: Any, spans: Spans, *, bold: bool = False) -> None:
    for span in spans:
        run = paragraph.add_run(span.text)
        run.bold = True if span.bold or bold else None
        run.italic = True if span.italic else None


def _without_times(data: bytes) -> bytes:
    """The archive with fixed times in it."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w") as new:
        for entry in old.infolist():
            copy = zipfile.ZipInfo(entry.filename, _ZIP_THEN)
            copy.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(copy, old.read(entry.filename))
    return buffer.getvalue()
