"""What knowledge is made of: a document read into blocks, and the passages cut from it.

Pure data, no I/O. `kb_ingest` makes these, `bot.knowledge` stores and finds them, the
manual viewer shows them. Depends on nothing.
"""

from dataclasses import dataclass, field
from typing import Literal

BlockKind = Literal["heading", "paragraph", "item", "step", "row", "note", "code"]
UnitKind = Literal["sentence", "steps", "items", "row", "note"]
DocumentKind = Literal["manual", "policy"]


@dataclass(frozen=True, slots=True)
class Block:
    """One piece of a document in reading order.

    `level` is 1..6 for headings and the nesting depth (0 first) for items and steps.
    `label` is the number a step carries in print ("3."). A table row keeps its `cells`,
    and the `header` cells of its table, empty where the table has none.
    `page` counts from 1 and is None in formats that have no pages. Only the text of code (what a
    screen shows or is typed) has line ends.
    """

    kind: BlockKind
    text: str
    page: int | None = None
    level: int = 0
    label: str = ""
    cells: tuple[str, ...] = ()
    header: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture of a document. `after` is the index of the block it follows, -1 for none.

    `box` is where it stands on a PDF's page: left, top, right, bottom in points from the top
    left corner as shown; empty in other formats, where `digest` (16 hex digits of a SHA-256 over
    the picture's bytes) finds it in the source, or in `file`, which lies beside the source and is
    named by the way to it. `width` and `height` in points or pixels.
    `caption` is what stands below it or its alternative text, empty where there is neither.
    """

    after: int
    width: int
    height: int
    caption: str = ""
    page: int | None = None
    box: tuple[float, ...] = ()
    digest: str = ""
    file: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """One source file as read. `id` is stable across versions of the file ("levante.es")."""

    id: str
    title: str
    language: str
    product: str | None
    kind: DocumentKind
    version: str
    date: str
    source: str
    sha256: str
    media_type: str
    pages: int | None
    blocks: tuple[Block, ...] = field(repr=False)
    figures: tuple[Figure, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Unit:
    """The smallest thing that can answer: a sentence, a whole list of steps, a table row.

    `start` and `end` are character offsets in the passage's text, so that what is shown
    is an exact copy of what is cited.
    """

    start: int
    end: int
    kind: UnitKind


@dataclass(frozen=True, slots=True)
class Passage:
    """What is indexed and cited: a run of blocks under one heading.

    `text` is the blocks' texts joined by newlines, a row's cells by " | ", a step with
    its label in front. `first_block` and `last_block` (inclusive) point into the document.
    `id` is 16 hex digits of a hash over document id, heading path and text.
    """

    id: str
    document_id: str
    title: str
    language: str
    product: str | None
    heading_path: tuple[str, ...]
    page: int | None
    first_block: int
    last_block: int
    text: str
    units: tuple[Unit, ...]

    @property
    def section(self) -> tuple[str, tuple[str, ...]]:
        """The document and heading it stands under: a long section is cut into several."""
        return self.document_id, self.heading_path

    def unit_text(self, unit: Unit) -> str:
        """The exact words of `unit`."""
        return self.text[unit.start : unit.end]
