"""How the PDF manuals look: colours and paragraph styles. Depends on nothing of ours."""

from reportlab.lib.colors import HexColor
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import TableStyle

ACCENT = HexColor("#1d5c63")
GREY = HexColor("#5b6670")
RULE = HexColor("#b9c3c9")
_INK = HexColor("#1c2429")
_TINT = HexColor("#fbf3df")
_HEAD_TINT = HexColor("#e3edee")

BODY = ParagraphStyle(
    "body", fontName="Helvetica", fontSize=9.5, leading=13, textColor=_INK, spaceAfter=5
)
TITLE = ParagraphStyle(
    "title", BODY, fontName="Helvetica-Bold", fontSize=21, leading=26, textColor=ACCENT,
    spaceAfter=8,
)  # fmt: skip
NOTE = ParagraphStyle(
    "note", BODY, backColor=_TINT, borderPadding=(4, 6, 5, 6), leftIndent=6, rightIndent=6,
    spaceBefore=7, spaceAfter=10,
)  # fmt: skip
CELL = ParagraphStyle("cell", BODY, fontSize=8.5, leading=11, spaceAfter=0)
HEAD = ParagraphStyle("head", CELL, fontName="Helvetica-Bold", textColor=ACCENT)
_HEADINGS = {
    1: ParagraphStyle(
        "h1", BODY, fontName="Helvetica-Bold", fontSize=15, leading=19, textColor=ACCENT,
        spaceBefore=14, spaceAfter=6, keepWithNext=1,
    ),
    2: ParagraphStyle(
        "h2", BODY, fontName="Helvetica-Bold", fontSize=11.5, leading=15, spaceBefore=9,
        spaceAfter=4, keepWithNext=1,
    ),
    3: ParagraphStyle(
        "h3", BODY, fontName="Helvetica-Bold", fontSize=10, leading=13, spaceBefore=7,
        spaceAfter=3, keepWithNext=1,
    ),
}  # fmt: skip
GRID = TableStyle(
    [
        ("GRID", (0, 0), (-1, -1), 0.5, RULE),
        ("BACKGROUND", (0, 0), (-1, 0), _HEAD_TINT),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 4),
        ("RIGHTPADDING", (0, 0), (-1, -1), 4),
        ("TOPPADDING", (0, 0), (-1, -1), 3),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
    ]
)


def heading(level: int) -> ParagraphStyle:
    """The style of a heading; below the third level all look alike."""
    return _HEADINGS[min(level, 3)]
