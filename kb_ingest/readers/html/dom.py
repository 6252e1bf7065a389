"""Questions asked of an HTML element: is it shown, is it content, what are its words.

Depends on selectolax and marks.
"""

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from kb_ingest.readers import marks

HEADINGS = {f"h{level}": level for level in range(1, 7)}
BLOCKS = set(HEADINGS) | set(
    """address article aside blockquote body caption center dd details dialog div dl dt fieldset
    figcaption figure footer form header hr html legend li main nav ol p pre section summary
    table tbody td tfoot th thead tr ul""".split()  # noqa: SIM905
)
_DROPPED = set(
    """button canvas colgroup datalist embed footer head iframe input link map menu meta nav
    noscript object option script select style svg template textarea audio video
    -comment""".split()  # noqa: SIM905
)
_CONTAINERS = {"aside", "div", "ol", "section", "table", "ul"}
_NAVIGATION_ROLES = {"navigation", "banner", "contentinfo", "search", "menu", "menubar", "dialog"}
_NAVIGATION_CLASS = re.compile(
    r"^(?:nav|navbar|nav-?(?:header|footer|links|bar|menu|tree)|prev-?next|related|headerlink|lang(?:uage)?-?(?:switch\w*|menu|list)|list-of-\w+|indexterms?|navigation|breadcrumbs?|toc|table-of-contents|skip-link|pagination|cookie-?\w*"
    r"|site-(?:header|footer|nav)|(?:page-)?footer|sidebar|social\w*|share)$"
)
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden")
FILE_NAME = re.compile(r"\.(?:png|jpe?g|gif|svg|webp)$|^(?:image|icon|imagen|icono)$|[_/\\]", re.I)
_BRACKETED = re.compile(r"^\[.*\]$")  # "[Note]": the sign of a box that says so itself
_TYPED_CLASS = {"cmdsynopsis", "funcsynopsis", "programlisting", "screen", "synopsis"}
_FIGURE_CLASS = {"figure", "informalfigure", "mediaobject", "screenshot"}
_CAPTION_WORDS = 10  # a longer caption says something


def content_root(page: LexborHTMLParser) -> LexborNode:
    """<main> or the only <article> where a page has one, else the body."""
    body = page.body or page.root
    assert body is not None
    for selector in ("main", "[role=main]", "article"):
        found = page.css(selector)
        if len(found) == 1 and len(found[0].text()) > 0.5 * len(body.text()):
            return found[0]
    return body


def children(node: LexborNode) -> Iterator[LexborNode]:
    child = node.first_child
    while child is not None:
        yield child
        child = child.next


def elements(node: LexborNode, *tags: str) -> list[LexborNode]:
    """The child elements with one of these tags, hidden ones left out."""
    return [child for child in children(node) if child.tag in tags and is_content(child)]


def is_text(node: LexborNode) -> bool:
    return node.tag == "-text"


def is_content(node: LexborNode) -> bool:
    """False for what a reader of the page does not see or does not come for."""
    if is_text(node):
        return True
    if node.tag in _DROPPED:
        return False
    attributes = node.attributes
    if "hidden" in attributes or _HIDDEN_STYLE.search(attributes.get("style") or ""):
        return False
    if attributes.get("role") in _NAVIGATION_ROLES or _is_caption(node):
        return False
    if "linenos" in classes(node):
        return False  # the numbers beside a listing
    if node.tag in _CONTAINERS and any(_NAVIGATION_CLASS.match(name) for name in classes(node)):
        return False
    return node.tag != "header" or _inside(node, {"article", "section", "main"})


def is_figure(node: LexborNode) -> bool:
    """Whether the element holds a picture with its caption."""
    return node.tag == "figure" or not _FIGURE_CLASS.isdisjoint(classes(node))


def _is_caption(node: LexborNode) -> bool:
    """A few words that name a picture: they go with it and answer nothing by themselves."""
    named = node.tag == "figcaption" or "caption" in classes(node)
    if not named and "title" in classes(node) and node.parent is not None:
        named = is_figure(node.parent)
    return named and node.tag != "table" and len(node.text().split()) <= _CAPTION_WORDS


def classes(node: LexborNode) -> list[str]:
    return (node.attributes.get("class") or "").lower().split()


def is_typed(node: LexborNode) -> bool:
    """Whether the element shows commands, a screen or a listing as they were typed."""
    named = node.tag in ("div", "p") and not _TYPED_CLASS.isdisjoint(classes(node))
    return node.tag == "pre" or (named and not node.css("pre, table, ul, ol, dl"))


def has_typed(node: LexborNode) -> bool:
    """Whether such an element lies inside, tables left out: their cells are one line each."""
    return any(not _inside(each, {"td", "th"}) for each in node.css("pre"))


def typed(node: LexborNode) -> str:
    """The text of such an element with its line ends."""
    if is_text(node):
        return node.text_content or ""
    if node.tag in ("br", "hr"):
        return "\n"
    inner = "".join(typed(child) for child in children(node) if is_content(child))
    return f"{inner}\n" if node.tag in ("p", "div") else inner


def is_note(node: LexborNode) -> bool:
    """Whether the element's class or role says that it is a warning or a note."""
    if node.tag in ("html", "body", "section", "article", "main", "li", "dt"):
        return False
    return node.attributes.get("role") in ("note", "alert") or any(
        marks.NOTE_CLASS.match(name) for name in classes(node)
    )


def _inside(node: LexborNode, tags: set[str]) -> bool:
    parent = node.parent
    while parent is not None:
        if parent.tag in tags:
            return True
        parent = parent.parent
    return False


def has_blocks(node: LexborNode) -> bool:
    """Whether any block element that would be shown lies inside."""
    return any(
        child.tag in BLOCKS or has_blocks(child)
        for child in children(node)
        if not is_text(child) and is_content(child)
    )


def words(node: LexborNode) -> str:
    """The text of an inline element as shown, with the alt text of icons."""
    if is_text(node):
        return node.text_content or ""
    if node.tag == "br":
        return " "
    if node.tag == "img":
        return icon(node)
    if not is_content(node):
        return ""
    parts: list[str] = []
    for child in children(node):
        part = "" if not is_text(child) and is_figure(child) else words(child)
        parts.append(f" {part} " if child.tag in BLOCKS else part)
    return "".join(parts)


def icon(node: LexborNode) -> str:
    """The alt text of an image in running text, unless the words beside it repeat it."""
    alt = (node.attributes.get("alt") or "").strip()
    if not alt or len(alt) > 40 or FILE_NAME.search(alt) or _BRACKETED.match(alt):
        return ""
    following = node.next
    while following is not None and not following.text().strip():
        following = following.next
    if following is not None and following.text().strip().casefold().startswith(alt.casefold()):
        return ""
    return f" {alt} "


def is_link(node: LexborNode) -> bool:
    """Whether all the words of `node` are links to elsewhere in the manual."""
    if is_text(node):
        return not (node.text_content or "").strip()
    if node.tag == "a":
        return not (node.attributes.get("href") or "").startswith(("http:", "mailto:", "tel:"))
    return all(is_link(child) for child in children(node) if is_content(child))
