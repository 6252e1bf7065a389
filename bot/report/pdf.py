"""A weekly report as PDF: figures with a small chart each, tables, and the definitions at the end.

Slow (a second): call it in a thread. Depends on what is told and on reportlab; the look is that of
the FAQ's PDF.
"""

from collections.abc import Sequence
from functools import partial
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

from reportlab.graphics.shapes import Circle, Drawing, Line, PolyLine
from reportlab.lib.colors import HexColor
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import (
    CondPageBreak,
    Flowable,
    LongTable,
    Paragraph,
    SimpleDocTemplate,
    Spacer,
    TableStyle,
)

from bot.help.pdf_styles import BODY, BOLD, INK, LEAD, LINE, MUTED, PAGE, SEA, TITLE, fitting
from bot.mail import Table
from bot.policies.days import in_words
from bot.quantities import days_words
from bot.report.content import WeekReport
from bot.report.told import standard_cells, tables_of
from bot.report.words import word
from bot.standards import Figure

MARGIN = 16 * mm
WIDTH = PAGE[0] - 2 * MARGIN
CHART_W, CHART_H = 26 * mm, 9 * mm
GOOD, BAD = HexColor("#1b6b3a"), HexColor("#a3310d")
HEADING = ParagraphStyle(
    "part", BODY, fontName=BOLD, fontSize=14, leading=18, textColor=SEA, spaceBefore=14,
    spaceAfter=6, keepWithNext=1,
)  # fmt: skip
CELL = ParagraphStyle("cell", BODY, fontSize=8.5, leading=11, spaceAfter=0)
HEAD = ParagraphStyle("head", CELL, fontName=BOLD, textColor=MUTED)
NAME = ParagraphStyle("name", CELL, fontName=BOLD)
SMALL = ParagraphStyle("small", CELL, textColor=MUTED)
LINES = TableStyle(
    [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LINEBELOW", (0, 0), (-1, -1), 0.4, LINE),
        ("LEFTPADDING", (0, 0), (0, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), 3.5),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 3.5),
    ]
)
STANDARD_WIDTHS = (0.25, 0.19, 0.25, 0.15, 0.16)
WIDTHS = {4: (0.46, 0.2, 0.18, 0.16), 3: (0.6, 0.14, 0.26), 2: (0.7, 0.3)}


def pdf_of(report: WeekReport, language: str, company: str) -> bytes:
    """The report in one language."""
    written = BytesIO()
    title = f"{company}: {word('title', language)}"
    document = SimpleDocTemplate(
        written, pagesize=PAGE, title=fitting(title), author=company, lang=language,
        leftMargin=MARGIN, rightMargin=MARGIN, topMargin=MARGIN, bottomMargin=MARGIN + 4 * mm,
        subject=fitting(days_words(report.period, language)),
    )  # fmt: skip
    foot = partial(footer, language=language, company=company, report=report)
    document.build(story(report, language, company), onFirstPage=foot, onLaterPages=foot)
    return written.getvalue()


def footer(canvas: Any, document: Any, *, language: str, company: str, report: WeekReport) -> None:
    """What stands below each page."""
    canvas.saveState()
    canvas.setFont("Helvetica", 8)
    canvas.setFillColor(MUTED)
    said = f"{company} · {days_words(report.period, language)}"
    if report.simulated:
        said += f" · {word('simulated', language).partition(':')[0]}"
    canvas.drawString(MARGIN, MARGIN - 2 * mm, fitting(said))
    page = word("page", language, page=document.page)
    canvas.drawRightString(PAGE[0] - MARGIN, MARGIN - 2 * mm, page)
    canvas.restoreState()


def story(report: WeekReport, language: str, company: str) -> list[Flowable]:
    """Everything in order."""
    days = days_words(report.period, language)
    lead = [words(word("compared", language, days=days), LEAD)]
    if report.simulated:
        lead.append(words(word("simulated", language), LEAD))
    return [
        words(company, SMALL),
        words(word("title", language), TITLE),
        *lead,
        Spacer(1, 6),
        standards(report, language),
        *(one for each in tables_of(report, language) for one in part(each, language)),
        *definitions(report.figures, language),
    ]


def standards(report: WeekReport, language: str) -> Flowable:
    """Every standard with a small chart."""
    heads = ("standard", "value", "change", "target", "weeks")
    rows: list[list[Any]] = [[words(word(one, language), HEAD) for one in heads]]
    for figure in report.figures:
        name, *cells = standard_cells(figure, language)
        picture = chart(report.trends.get(figure.definition.id, ()), figure)
        rows.append([words(name, NAME), *(words(one, CELL) for one in cells), picture])
    return laid(rows, STANDARD_WIDTHS)


def part(table: Table, language: str) -> list[Flowable]:
    """A table below its heading; a line where there is nothing."""
    heading = [CondPageBreak(40 * mm), words(table.title, HEADING)]
    if not table.rows:
        key = "no_entries" if table.title == word("entries", language) else "none"
        return [*heading, words(word(key, language), BODY)]
    rows = [[words(one, HEAD) for one in table.heads]]
    rows += [[words(one, CELL) for one in row] for row in table.rows]
    return [*heading, laid(rows, WIDTHS[len(table.heads)])]


def definitions(figures: Sequence[Figure], language: str) -> list[Flowable]:
    """What each number is."""
    found: list[Flowable] = [CondPageBreak(60 * mm), words(word("definitions", language), HEADING)]
    for one in (figure.definition for figure in figures):
        since = in_words(one.since, language)
        version = word("version", language, version=one.version, since=since)
        found += [
            CondPageBreak(20 * mm),
            words(one.name[language], NAME),
            words(one.text[language], CELL),
            words(f"{one.formula[language]}. {version}", SMALL),
            Spacer(1, 5),
        ]
    return found


def laid(rows: list[list[Any]], widths: Sequence[float]) -> LongTable:
    """A table over the whole width whose head is repeated on each page."""
    columns = [WIDTH * one for one in widths]
    return LongTable(rows, colWidths=columns, repeatRows=1, style=LINES, hAlign="LEFT")


def words(text: str, style: ParagraphStyle) -> Paragraph:
    """A paragraph of plain words."""
    return Paragraph(escape(fitting(text)), style)


def chart(values: Sequence[float | None], figure: Figure) -> Drawing:
    """A line through the values with its target, the last one marked."""
    drawing = Drawing(CHART_W, CHART_H)
    known = [one for one in values if one is not None]
    target = figure.definition.target if figure.definition.better != "none" else None
    if not known:
        return drawing
    every = [*known, 0.0, *([target] if target is not None else [])]
    low, high = min(every), max(every)
    room = CHART_H - 5

    def up(value: float) -> float:
        return float(2.5 + room * (value - low) / ((high - low) or 1))

    step = (CHART_W - 5) / max(1, len(values) - 1)
    if target is not None:
        y = up(target)
        drawing.add(
            Line(0, y, CHART_W, y, strokeColor=MUTED, strokeWidth=0.5, strokeDashArray=[2, 2])
        )
    for stretch in stretches(values):
        points = [each for n in stretch for each in (2.5 + n * step, up(values[n] or 0.0))]
        if len(stretch) > 1:
            drawing.add(PolyLine(points, strokeColor=SEA, strokeWidth=1.2))
    last = max(n for n, one in enumerate(values) if one is not None)
    colour = INK if figure.met is None else GOOD if figure.met else BAD
    x, y = 2.5 + last * step, up(values[last] or 0.0)
    drawing.add(Circle(x, y, 1.8, fillColor=colour, strokeColor=colour))
    return drawing


def stretches(values: Sequence[float | None]) -> list[list[int]]:
    """The places of values without a gap between them."""
    found: list[list[int]] = [[]]
    for n, one in enumerate(values):
        if one is None:
            found.append([])
        else:
            found[-1].append(n)
    return [one for one in found if one]
