"""How the FAQ looks as a PDF: colours, fonts and paragraph styles, as on the website.

The standard fonts have every letter of Spanish and English; `fitting` puts others into those
letters. Depends on reportlab.
"""

import unicodedata

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm

SEA, CLAY = HexColor("#0d4f63"), HexColor("#a8481b")
INK, MUTED, LINE = HexColor("#1c2c32"), HexColor("#55646a"), HexColor("#ddd0b9")
PAGE = A4
MARGIN = 24 * mm
WIDTH = PAGE[0] - 2 * MARGIN
PLAIN, BOLD, DISPLAY = "Helvetica", "Helvetica-Bold", "Times-Bold"
LIKE = {"→": "->", "←": "<-", "⇒": "=>", "≥": ">=", "≤": "<=", "−": "-", "✓": "*", "•": "•",
        "\u2011": "-", "\u202f": "\u00a0", "\u2009": " "}  # fmt: skip

BODY = ParagraphStyle(
    "body", fontName=PLAIN, fontSize=10, leading=14.4, textColor=INK, spaceAfter=5
)
TITLE = ParagraphStyle("title", BODY, fontName=DISPLAY, fontSize=30, leading=34, textColor=SEA)
LEAD = ParagraphStyle("lead", BODY, fontSize=11, leading=16, textColor=MUTED, spaceAfter=3)
TOPIC = ParagraphStyle(
    "topic", BODY, fontName=DISPLAY, fontSize=20, leading=24, textColor=SEA, spaceBefore=18,
    spaceAfter=8, keepWithNext=1,
)  # fmt: skip
QUESTION = ParagraphStyle(
    "question", BODY, fontName=BOLD, fontSize=11, leading=15, spaceBefore=9, spaceAfter=3,
    keepWithNext=1,
)  # fmt: skip
CODE = ParagraphStyle("code", BODY, fontName="Courier", fontSize=9, leading=12, leftIndent=10)
CONTENTS = [
    ParagraphStyle("toc1", BODY, fontName=BOLD, fontSize=10.5, leading=14, spaceBefore=5),
    ParagraphStyle("toc2", BODY, fontSize=9.5, leading=12.6, leftIndent=12, rightIndent=24),
]
CONTENTS_TITLE = ParagraphStyle("contents", TOPIC, spaceBefore=0, keepWithNext=0)

INSET = 16


def body(depth: int) -> ParagraphStyle:
    """A paragraph inside lists of that depth."""
    return ParagraphStyle("body", BODY, leftIndent=INSET * depth) if depth else BODY


def item(depth: int) -> ParagraphStyle:
    """The first paragraph of an item of a list, `depth` lists deep."""
    return ParagraphStyle(
        "item", BODY, leftIndent=INSET * depth, bulletIndent=INSET * (depth - 1) + 3,
        bulletFontName=PLAIN, bulletFontSize=10, bulletColor=CLAY, spaceAfter=3,
    )  # fmt: skip


def fitting(text: str) -> str:
    """`text` in the letters that the fonts have (Windows-1252): others become their like, or
    their plain form; what has neither is left out."""
    return "".join(_letter(letter) for letter in text)


def _letter(letter: str) -> str:
    if _fits(letter):
        return letter
    if letter in LIKE:
        return LIKE[letter]
    return "".join(one for one in unicodedata.normalize("NFKD", letter) if _fits(one))


def _fits(letter: str) -> bool:
    try:
        letter.encode("cp1252")
    except UnicodeEncodeError:
        return False
    return True
