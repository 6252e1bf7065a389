"""Walks a page's elements in order and hands what they say to the builder.

Depends on dom and tables beside it and on builder.
"""

from collections.abc import Iterable

from selectolax.lexbor import LexborNode

from kb_ingest.readers import marks
from kb_ingest.readers.builder import Blocks
from kb_ingest.readers.html import dom, tables
from kb_ingest.readers.html.pictures import Pictures
from kb_ingest.readers.words import clean

_ROMAN = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii")


class Walker:
    """Turns elements into blocks. Inline text is gathered until a block element ends it."""

    def __init__(self, blocks: Blocks, pictures: Pictures | None = None) -> None:
        self._blocks = blocks
        self._pictures = pictures or Pictures()

    def walk(self, node: LexborNode, *, note: bool = False, depth: int = 0) -> None:
        """All of `node`'s content. `note`: it lies in a note box. `depth`: lists around it."""
        inline: list[LexborNode] = []
        for child in dom.children(node):
            if not dom.is_content(child):
                continue
            if child.tag in dom.BLOCKS or (child.first_child and dom.has_blocks(child)):
                self._text(inline, note)
                inline = []
                self._block(child, note, depth)
            else:
                inline.append(child)
        self._text(inline, note)

    def _text(self, inline: list[LexborNode], note: bool) -> None:
        # A picture alone is no text: its alternative text repeats the caption beside it.
        written = any((node.text_content or node.text() or "").strip() for node in inline)
        text = "".join(dom.words(node) for node in inline) if written else ""
        if note:
            self._blocks.note(text)
        else:
            self._blocks.paragraph(text, link=all(dom.is_link(node) for node in inline))
        self._show(inline)

    def _show(self, nodes: Iterable[LexborNode]) -> None:
        """The pictures in `nodes`, after the text that was added last."""
        for node in nodes:
            for figure in self._pictures.within(node):
                self._blocks.figure(figure)

    def _block(self, node: LexborNode, note: bool, depth: int) -> None:
        note = note or dom.is_note(node)
        if node.tag in dom.HEADINGS and not note:
            self._blocks.heading(dom.words(node), dom.HEADINGS[node.tag])
        elif dom.is_typed(node):
            self._blocks.code(dom.typed(node))
        elif node.tag in ("ul", "ol"):
            self._list(node, depth)
        elif node.tag == "dl":
            self._definitions(node, depth)
        elif node.tag == "table" and not note and not tables.is_layout(node):
            self._table(node)
        elif note and not dom.elements(node, "ul", "ol") and not _has_parts(node):
            self._blocks.note(marks.with_colon(clean(dom.words(node))))
            self._show([node])
        else:
            self.walk(node, note=note, depth=depth)

    def _table(self, node: LexborNode) -> None:
        for caption in dom.elements(node, "caption"):
            self._blocks.paragraph(dom.words(caption))
        header, rows = tables.rows(node)
        for cells in rows:
            self._blocks.row(cells, header)
        self._show([node])

    def _list(self, node: LexborNode, depth: int) -> None:
        number = _integer(node.attributes.get("start"), 1)
        for child in dom.children(node):
            if child.tag in ("ul", "ol"):
                self._list(child, depth + 1)
            if child.tag != "li" or not dom.is_content(child):
                continue
            number = _integer(child.attributes.get("value"), number)
            label = _label(number, node.attributes.get("type")) if node.tag == "ol" else ""
            self._entry(child, label, depth)
            number += 1

    def _entry(self, node: LexborNode, label: str, depth: int) -> None:
        """One <li>: its words up to the first inner block that must stand alone, then the rest."""
        words: list[str] = []
        rest: list[LexborNode] = []
        for child in dom.children(node):
            if rest or _stands_alone(child):
                rest.append(child)
            else:
                inner = dom.words(child)
                words.append(f" {inner} " if child.tag in dom.BLOCKS else inner)
        text = clean("".join(words))
        if label:
            self._blocks.step(text, label, depth)
        else:
            self._blocks.item(text, depth, link=not rest and dom.is_link(node))
        self._show(child for child in dom.children(node) if child not in rest)
        for child in rest:
            self._rest(child, depth)

    def _rest(self, node: LexborNode, depth: int) -> None:
        if not dom.is_content(node):
            return
        if node.tag in dom.BLOCKS or dom.has_blocks(node):
            self._block(node, False, depth + 1)
        else:
            self._text([node], False)

    def _definitions(self, node: LexborNode, depth: int) -> None:
        """A definition list: each term with what is said of it, as one item."""
        term = ""
        for child in dom.children(node):
            if child.tag == "div":
                self._definitions(child, depth)
            elif child.tag == "dt":
                term = clean(f"{term} {dom.words(child)}")
            elif child.tag == "dd":
                self._definition(child, term, depth)
                term = ""
        self._blocks.item(term, depth)

    def _definition(self, node: LexborNode, term: str, depth: int) -> None:
        colon = "" if not term or term.endswith((":", ".", "?", "!")) else ":"
        if _has_parts(node):
            self._blocks.item(f"{term}{colon}", depth)
            self.walk(node, depth=depth + 1)
        else:
            self._blocks.item(f"{term}{colon} {dom.words(node)}", depth)
            self._show([node])


def _stands_alone(node: LexborNode) -> bool:
    if dom.is_text(node) or not dom.is_content(node):
        return False
    if node.tag in ("ul", "ol", "dl", "table", "pre") or node.tag in dom.HEADINGS:
        return True
    return dom.is_note(node) or any(_stands_alone(child) for child in dom.children(node))


def _has_parts(node: LexborNode) -> bool:
    """Whether what lies inside is more than running text."""
    return bool(node.css("ul, ol, dl")) or dom.has_typed(node)


def _integer(value: str | None, otherwise: int) -> int:
    return int(value) if value and value.strip().lstrip("-").isdigit() else otherwise


def _label(number: int, kind: str | None) -> str:
    if kind in ("a", "A") and 1 <= number <= 26:
        return f"{chr(ord(kind) + number - 1)}."
    if kind in ("i", "I") and 1 <= number < len(_ROMAN):
        return f"{_ROMAN[number] if kind == 'i' else _ROMAN[number].upper()}."
    return f"{number}."
