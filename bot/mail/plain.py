"""The text of a mail's HTML. Nothing of the HTML itself is kept or shown anywhere.

Programs mark what they quote; that goes, unless nothing would be left. Depends on lxml.
"""

import re

import lxml.html
from lxml import etree

_HIDDEN = frozenset({"script", "style", "head", "title", "template", "noscript", "object", "svg"})
_BLOCKS = frozenset(
    (
        *("address", "article", "blockquote", "body", "center", "dd", "div", "dl", "dt", "footer"),
        *("form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "ol", "p"),
        *("pre", "section", "table", "td", "th", "tr", "ul"),
    )
)
_QUOTED = (
    "//*[contains(concat(' ', normalize-space(@class), ' '), ' gmail_quote ')]"
    " | //blockquote[@type='cite']"
    " | //*[contains(concat(' ', normalize-space(@class), ' '), ' yahoo_quoted ')]"
    " | //*[contains(concat(' ', normalize-space(@class), ' '), ' moz-cite-prefix ')]"
    " | //*[@id='divRplyFwdMsg' or @id='appendonsend']"
    " | //*[@id='divRplyFwdMsg' or @id='appendonsend']/following-sibling::*"
)
_SPACES = re.compile(r"[ \t\r\n\f]+")


def text_of(html: str) -> str:
    """The words of `html`, a line for each block; "" for what is no HTML."""
    root = _parsed(html)
    if root is None:
        return ""
    whole = _words(root)
    for quoted in root.xpath(_QUOTED):
        if quoted.getparent() is not None:
            quoted.drop_tree()
    return _words(root) or whole


def _parsed(html: str) -> "lxml.html.HtmlElement | None":
    # Our own parser reads text, whatever charset the HTML says it has.
    parser = lxml.html.HTMLParser(encoding="utf-8", remove_comments=True, no_network=True)
    try:
        return lxml.html.document_fromstring(html.encode(errors="replace"), parser=parser)
    except (etree.ParserError, ValueError):
        return None


def _words(root: "lxml.html.HtmlElement") -> str:
    pieces: list[str] = []
    hidden = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        starts, tag = event == "start", str(element.tag)
        if tag in _HIDDEN:
            hidden += 1 if starts else -1
        if tag in _BLOCKS or (tag == "br" and starts):
            pieces.append("\n")
        if starts and tag == "li":
            pieces.append("- ")
        text = element.text if starts else element.tail
        if text and not hidden:
            pieces.append(_SPACES.sub(" ", text.replace("\xa0", " ")))
    return _tidy("".join(pieces))


def _tidy(text: str) -> str:
    """Lines without spaces around them, and at most one empty line in a row."""
    lines = [line.strip() for line in text.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
