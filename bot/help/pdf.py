"""The FAQ as a PDF: title, contents with page numbers, topics, questions and answers.

The same FAQ gives the same bytes. It computes for a second, so call it in a thread. Depends on the
entries, their Markdown and the styles.
"""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import count, repeat
from typing import Any
from urllib.parse import urljoin
from xml.sax.saxutils import escape, quoteattr

from markdown_it.token import Token
from reportlab.lib.units import mm
from reportlab.platypus import (
    BaseDocTemplate,
    HRFlowable,
    PageBreak,
    PageTemplate,
    Paragraph,
    Preformatted,
    Spacer,
)
from reportlab.platypus.tableofcontents import TableOfContents

from bot.help import pdf_styles as styles
from bot.help.entries import Entry
from bot.help.markdown import Markdown
from bot.help.pdf_tags import TaggedCanvas, TaggedFrame
from bot.help.topics import name_of
from bot.pages import Language
from bot.policies.days import in_words

WORDS = {
    "title": {"es": "Preguntas frecuentes", "en": "Frequent questions"},
    "contents": {"es": "Contenido", "en": "Contents"},
    "count": {"es": "{count} preguntas con su respuesta", "en": "{count} questions with answers"},
    "of": {"es": "Edición del {day}", "en": "Edition of {day}"},
    "newest": {"es": "La edición más reciente está en", "en": "The newest edition is at"},
    "page": {"es": "Página {number}", "en": "Page {number}"},
}


@dataclass(frozen=True, slots=True)
class Booklet:
    """What to print: `subject` is the product it is about, empty for all of the FAQ; `day` that
    of the last change, `url` where the newest edition is."""

    company: str
    subject: str
    language: Language
    day: date
    url: str
    topics: Sequence[tuple[str, Sequence[Entry]]]

    def say(self, word: str, **values: object) -> str:
        """One of the words of every booklet."""
        return WORDS[word][self.language].format(**values)

    @property
    def title(self) -> str:
        """Its title."""
        return " · ".join(filter(None, (self.say("title"), self.subject)))

    @property
    def edition(self) -> str:
        """Of which day it is."""
        return self.say("of", day=in_words(self.day, self.language))


def write(booklet: Booklet, markdown: Markdown) -> bytes:
    """The PDF."""
    buffer = io.BytesIO()
    template = _template(buffer, booklet)
    story = [*_front(booklet), *_questions(booklet, markdown)]
    template.multiBuild(story, canvasmaker=TaggedCanvas)
    return buffer.getvalue()


def _template(buffer: io.BytesIO, booklet: Booklet) -> BaseDocTemplate:
    template = BaseDocTemplate(
        buffer,
        pagesize=styles.PAGE,
        title=f"{booklet.title} · {booklet.company}",
        subject=booklet.edition,
        author=booklet.company,
        creator="Mostrador",
        lang=booklet.language,
        invariant=1,
        displayDocTitle=1,
    )
    height = styles.PAGE[1] - 48 * mm
    frame = TaggedFrame(styles.MARGIN, 24 * mm, styles.WIDTH, height, 0, 0, 0, 0)
    template.addPageTemplates(
        PageTemplate(frames=[frame], onPage=lambda canvas, _: _furnished(canvas, booklet))
    )
    template.afterFlowable = lambda flowable: _listed(template, flowable)
    return template


def _furnished(canvas: Any, booklet: Booklet) -> None:
    with canvas.artifact():
        _furniture(canvas, booklet)


def _furniture(canvas: Any, booklet: Booklet) -> None:
    """The title above from page 2 on; edition and page number below."""
    number, right = canvas.getPageNumber(), styles.PAGE[0] - styles.MARGIN
    canvas.saveState()
    canvas.setFont(styles.PLAIN, 8)
    canvas.setFillColor(styles.MUTED)
    if number > 1:
        canvas.drawString(styles.MARGIN, styles.PAGE[1] - 15 * mm,
                          styles.fitting(f"{booklet.company} · {booklet.title}"))  # fmt: skip
    canvas.setStrokeColor(styles.LINE)
    canvas.line(styles.MARGIN, 17 * mm, right, 17 * mm)
    canvas.drawString(styles.MARGIN, 12 * mm, styles.fitting(booklet.edition))
    canvas.drawRightString(right, 12 * mm, booklet.say("page", number=number))
    canvas.restoreState()


def _listed(template: Any, flowable: Any) -> None:
    """A heading goes into the contents and the outline, and can be jumped to."""
    level = getattr(flowable, "help_level", None)
    if level is None:
        return
    text = flowable.getPlainText()
    template.canv.bookmarkPage(flowable.help_key)
    template.canv.addOutlineEntry(text, flowable.help_key, level, closed=level == 0)
    entry = (level, escape(text), template.page, flowable.help_key)
    template.notify("TOCEntry", entry)


def _front(booklet: Booklet) -> Iterator[Any]:
    yield Paragraph(_text(booklet.company), styles.LEAD)
    yield Paragraph(_text(booklet.title), styles.TITLE)
    yield Spacer(0, 3 * mm)
    yield HRFlowable(width="100%", thickness=2, color=styles.CLAY, spaceAfter=4 * mm)
    number = sum(len(entries) for _, entries in booklet.topics)
    yield Paragraph(_text(f"{booklet.say('count', count=number)}. {booklet.edition}."), styles.LEAD)
    link = f"<a href={quoteattr(booklet.url)} color='#0d5468'>{escape(booklet.url)}</a>"
    yield Paragraph(f"{booklet.say('newest')} {link}", styles.LEAD)
    yield Spacer(0, 7 * mm)
    yield Paragraph(booklet.say("contents"), styles.CONTENTS_TITLE)
    contents = TableOfContents(levelStyles=styles.CONTENTS, dotsMinLevel=1)
    yield contents
    yield PageBreak()


def _questions(booklet: Booklet, markdown: Markdown) -> Iterator[Any]:
    for topic, entries in booklet.topics:
        yield _heading(name_of(topic, booklet.language), styles.TOPIC, 0, f"topic-{topic}")
        for entry in entries:
            yield _heading(entry.question, styles.QUESTION, 1, f"{topic}-{entry.id}")
            yield from _blocks(absolute(markdown.tokens(entry.answer), booklet.url))


def absolute(tokens: Sequence[Token], base: str) -> list[Token]:
    """Tokens of an answer whose links lead there from outside, too."""
    for child in (child for token in tokens for child in token.children or ()):
        if child.type == "link_open":
            child.attrSet("href", urljoin(base, str(child.attrGet("href") or "")))
    return list(tokens)


def _heading(text: str, style: Any, level: int, key: str) -> Any:
    heading = Paragraph(_text(text), style)
    heading.help_level, heading.help_key = level, key
    return heading


def _blocks(tokens: Sequence[Token]) -> Iterator[Any]:
    """The blocks of an answer. What stands in a list is set in; the first block of each of its
    items has the mark."""
    marks: list[Iterator[str]] = []
    mark = ""
    for token in tokens:
        if token.type in ("bullet_list_open", "ordered_list_open"):
            ordered = token.type.startswith("ordered")
            marks.append(map("{}.".format, count(int(token.attrGet("start") or 1)))
                         if ordered else repeat("•"))  # fmt: skip
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            marks.pop()
        elif token.type == "list_item_open":
            mark = next(marks[-1])
        elif token.type == "inline":
            style = styles.item(len(marks)) if mark else styles.body(len(marks))
            yield Paragraph(_inline(token.children or []), style, mark or None)
            mark = ""
        elif token.type in ("fence", "code_block"):
            yield Preformatted(styles.fitting(token.content.rstrip()), styles.CODE)


def _inline(children: Sequence[Token]) -> str:
    """The words of a block in reportlab's own marks."""
    return "".join(_mark(child) for child in children)


def _mark(token: Token) -> str:
    marks = {
        "strong_open": "<b>", "strong_close": "</b>", "em_open": "<i>", "em_close": "</i>",
        "softbreak": "<br/>", "hardbreak": "<br/>", "link_close": "</a>",
    }  # fmt: skip
    if token.type in marks:
        return marks[token.type]
    if token.type == "link_open":
        address = str(token.attrGet("href") or "")
        return f"<a href={quoteattr(address)} color='#0d5468'>"
    if token.type == "code_inline":
        return f"<font face='Courier'>{_text(token.content)}</font>"
    return _text(token.content)


def _text(text: str) -> str:
    return escape(styles.fitting(text))
