"""A Markdown manual as the typesetters see it: metadata and a list of plain nodes.

Depends on the Markdown reader's parser, so that what is typeset is what would be read.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from markdown_it.token import Token

from kb_ingest.readers import marks
from kb_ingest.readers.encoding import decode
from kb_ingest.readers.errors import ReadError
from kb_ingest.readers.markdown import parser, split
from kb_ingest.readers.metadata import Metadata

Format = Literal["pdf", "html", "docx"]
FORMATS: tuple[Format, ...] = ("pdf", "html", "docx")


@dataclass(frozen=True, slots=True)
class Span:
    """A run of characters in one weight."""

    text: str
    bold: bool = False
    italic: bool = False


Spans = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    level: int
    spans: Spans


@dataclass(frozen=True, slots=True)
class Paragraph:
    spans: Spans
    note: bool = False


@dataclass(frozen=True, slots=True)
class Listing:
    """A list; each entry is its own nodes (paragraphs, inner lists)."""

    ordered: bool
    start: int
    entries: tuple[tuple["Node", ...], ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with a header row."""

    header: tuple[Spans, ...]
    rows: tuple[tuple[Spans, ...], ...]


@dataclass(frozen=True, slots=True)
class Drawing:
    """A figure: `path` is a file as `figure` describes, `alt` what it shows, in words."""

    path: Path
    alt: str


Node = Heading | Paragraph | Listing | Grid | Drawing


@dataclass(frozen=True, slots=True)
class Manual:
    """One source, parsed."""

    name: str
    metadata: Metadata
    format: Format
    nodes: tuple[Node, ...] = field(repr=False)

    @property
    def keywords(self) -> str:
        """The metadata as PDF and DOCX carry it."""
        names = ("product", "language", "kind", "version", "date")
        values = ((name, getattr(self.metadata, name)) for name in names)
        return "; ".join(f"{name}={value}" for name, value in values if value)


def load(path: Path) -> Manual:
    """The manual in `path`. Raises ReadError for front matter that lacks what is needed."""
    front, body = split(decode(path.read_bytes()))
    kind = str(front.get("format") or "pdf").lower()
    if kind not in FORMATS:
        raise ReadError(f"asks for the format {kind!r}; write one of {', '.join(FORMATS)}")
    metadata = Metadata.of({"kind": "manual", **front})
    if not metadata.title or not metadata.language:
        raise ReadError("lacks `title` or `language` in its front matter; add them")
    chosen = next(known for known in FORMATS if known == kind)
    return Manual(
        path.stem, metadata, chosen, tuple(_placed(_nodes(parser().parse(body)), path.parent))
    )


def plain(spans: Spans) -> str:
    return "".join(span.text for span in spans)


def _nodes(tokens: list[Token]) -> Iterator[Node]:
    """Top-level nodes of a token list; what has no node of its own is skipped."""
    index = 0
    while index < len(tokens):
        token = tokens[index]
        end = _end(tokens, index)
        inner = tokens[index + 1 : end]
        if token.type == "heading_open":
            yield Heading(int(token.tag[1]), _spans(inner[0]))
        elif token.type == "paragraph_open" and (image := _image(inner[0])):
            yield image
        elif token.type == "paragraph_open":
            spans = _spans(inner[0])
            yield Paragraph(spans, marks.is_note(plain(spans)))
        elif token.type in ("bullet_list_open", "ordered_list_open"):
            start = int(token.attrs.get("start") or 1)
            entries = tuple(tuple(_nodes(entry)) for entry in _entries(inner))
            yield Listing(token.type == "ordered_list_open", start, entries)
        elif token.type == "table_open":
            yield _grid(inner)
        elif token.type == "blockquote_open":
            yield from _nodes(inner)
        index = end + 1


def _image(inline: Token) -> Drawing | None:
    """The figure that a paragraph consists of, None for one with words."""
    children = inline.children or []
    if len(children) != 1 or children[0].type != "image":
        return None
    return Drawing(Path(str(children[0].attrs.get("src"))), children[0].content)


def _placed(nodes: Iterator[Node], folder: Path) -> Iterator[Node]:
    """Figures are named from where their manual lies."""
    for node in nodes:
        yield replace(node, path=folder / node.path) if isinstance(node, Drawing) else node


def _end(tokens: list[Token], index: int) -> int:
    """Index of the token that closes the one at `index`."""
    depth = 0
    for position in range(index, len(tokens)):
        depth += tokens[position].nesting
        if depth == 0:
            return position
    return len(tokens) - 1


def _entries(tokens: list[Token]) -> Iterator[list[Token]]:
    index = 0
    while index < len(tokens):
        end = _end(tokens, index)
        yield tokens[index + 1 : end]
        index = end + 1


def _grid(tokens: list[Token]) -> Grid:
    rows: list[tuple[Spans, ...]] = []
    for index, token in enumerate(tokens):
        if token.type == "tr_open":
            inner = tokens[index : _end(tokens, index)]
            rows.append(tuple(_spans(cell) for cell in inner if cell.type == "inline"))
    return Grid(rows[0], tuple(rows[1:]))


def _spans(inline: Token) -> Spans:
    spans: list[Span] = []
    bold = italic = 0
    for token in inline.children or []:
        bold += (token.type == "strong_open") - (token.type == "strong_close")
        italic += (token.type == "em_open") - (token.type == "em_close")
        text = " " if token.type in ("softbreak", "hardbreak") else token.content
        if text:
            spans.append(Span(text, bold > 0, italic > 0))
    return tuple(spans)
