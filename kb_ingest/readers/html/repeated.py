"""What stands alike on many pages of a site, by the words of its block elements. Depends on dom.

Headings are never taken: "Troubleshooting" over many pages' sections is no decoration. Nor are
warnings, which manuals repeat on purpose.
"""

from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from kb_ingest.readers import marks
from kb_ingest.readers.html import dom
from kb_ingest.readers.words import clean

_LEAVES = {"p", "li", "div", "td", "dd", "dt", "section", "aside", "address", "form", "main"}


def block_keys(root: LexborNode) -> Iterator[str]:
    """The key of each block element that holds words of its own."""
    for node in root.traverse(include_text=False):
        if key := key_of(node):
            yield key


def key_of(node: LexborNode) -> str:
    """Its words, empty for what is never taken for decoration."""
    if node.tag not in _LEAVES or dom.is_note(node) or dom.has_blocks(node):
        return ""
    text = clean(node.text())
    return "" if marks.is_note(text) or not any(map(str.isalpha, text)) else text


def remove(root: LexborNode, repeated: frozenset[str]) -> None:
    """Takes the elements whose words are in `repeated` out of the page."""
    for node in [node for node in root.traverse(include_text=False) if key_of(node) in repeated]:
        node.decompose()
