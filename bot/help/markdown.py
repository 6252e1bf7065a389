"""Answers of the FAQ as HTML and as plain words: the Markdown that the widget shows, no HTML.

Headings are bold lines, pictures are left out, addresses are links. Depends on markdown-it-py.
"""

import re
from collections.abc import Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markupsafe import Markup
from selectolax.lexbor import LexborHTMLParser

ADDRESS = re.compile(r"https?://[^\s<>\"')\]]*[^\s<>\"')\].,;:!?]")
UNIT = re.compile(r"(\d) (?=[€%])")
MARKS = {"strong_open", "em_open", "link_open"}


class Markdown:
    """Renders answers; safe for whatever is in them."""

    def __init__(self) -> None:
        self._parser = MarkdownIt("js-default", {"html": False, "linkify": False, "breaks": True})
        self._parser.disable(["image", "table"])
        self._parser.core.ruler.push("plain_headings", _plain_headings)
        self._parser.core.ruler.push("addresses", _addresses)
        self._parser.add_render_rule("link_open", _link_open)

    def html(self, text: str) -> Markup:
        """`text` as HTML."""
        return Markup(self._parser.render(UNIT.sub("\\1\u00a0", text)))

    def tokens(self, text: str) -> Sequence[Token]:
        """`text` taken apart, for other forms than HTML."""
        return self._parser.parse(UNIT.sub("\\1\u00a0", text))

    def plain(self, text: str) -> str:
        """`text` in one line without any marks."""
        html = str(self.html(text)).replace("</li>\n<li>", " · ")
        words = LexborHTMLParser(html).body
        return " ".join((words.text() if words else "").split())


def _plain_headings(state: StateCore) -> None:
    """A heading in an answer is a bold paragraph: the page has headings of its own."""
    for place, token in enumerate(state.tokens):
        if token.type not in ("heading_open", "heading_close"):
            continue
        token.type, token.tag = token.type.replace("heading", "paragraph"), "p"
        if token.nesting > 0:
            inside = state.tokens[place + 1].children
            if inside is not None:
                inside.insert(0, Token("strong_open", "strong", 1))
                inside.append(Token("strong_close", "strong", -1))


def _addresses(state: StateCore) -> None:
    """Addresses that stand bare in the text become links."""
    for token in state.tokens:
        if token.type == "inline" and token.children and "://" in token.content:
            token.children = _linked(token.children)


def _linked(children: Sequence[Token]) -> list[Token]:
    linked: list[Token] = []
    inside_link = 0
    for child in children:
        inside_link += child.type == "link_open"
        inside_link -= child.type == "link_close"
        if child.type != "text" or inside_link:
            linked.append(child)
            continue
        at = 0
        for found in ADDRESS.finditer(child.content):
            linked += [_text(child.content[at : found.start()]), *_link(found[0])]
            at = found.end()
        linked.append(_text(child.content[at:]))
    return linked


def _text(content: str) -> Token:
    return Token("text", "", 0, content=content)


def _link(address: str) -> list[Token]:
    opens = Token("link_open", "a", 1, attrs={"href": address})
    return [opens, _text(address), Token("link_close", "a", -1)]


def _link_open(
    renderer: RendererHTML, tokens: Sequence[Token], index: int, options: Any, env: Any
) -> str:
    tokens[index].attrSet("rel", "noopener noreferrer")
    return renderer.renderToken(tokens, index, options, env)
