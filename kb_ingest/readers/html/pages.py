"""A page's text to a parsed page. Depends on selectolax."""

import re

from selectolax.lexbor import LexborHTMLParser

_XHTML = re.compile(r"^\s*<\?xml|<!doctype html public[^>]*xhtml|<html[^>]+xmlns=", re.IGNORECASE)
_VOID = "area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr"
_CLOSED = re.compile(rf"<(?!(?:{_VOID})\b)([a-zA-Z][\w:-]*)((?:\s[^<>]*?)?)\s*/>", re.IGNORECASE)


def parsed(text: str) -> LexborHTMLParser:
    """The page. In XHTML `<a id="x"/>` is closed; an HTML parser would leave it open."""
    if _XHTML.search(text[:1000]):
        text = _CLOSED.sub(r"<\1\2></\1>", text)
    return LexborHTMLParser(text)
