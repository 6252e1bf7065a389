"""What of a document is turned into vectors: passages and units with the words around them.

A sentence alone rarely says what it is about; its heading does. Pure; depends on
`documents` and `words`.
"""

from bot.knowledge.documents import Document, Passage
from bot.knowledge.words import plain_heading


def passage_text(passage: Passage) -> str:
    """The passage under its title and headings."""
    return " > ".join((passage.title, *passage.heading_path)) + f"\n{passage.text}"


def unit_texts(document: Document, passage: Passage) -> list[str]:
    """Each unit under the nearest heading; a table row with its column heads."""
    rows = iter(row_texts(document, passage))
    head = plain_heading(passage.heading_path[-1]) if passage.heading_path else passage.title
    return [
        f"{head}: {next(rows) if unit.kind == 'row' else passage.unit_text(unit)}"
        for unit in passage.units
    ]


def row_texts(document: Document, passage: Passage) -> list[str]:
    """The table rows of the passage in order, "column: cell; ..." where columns have names."""
    blocks = document.blocks[passage.first_block : passage.last_block + 1]
    rows = [block for block in blocks if block.kind == "row"]
    units = [unit for unit in passage.units if unit.kind == "row"]
    if len(rows) != len(units):
        return [passage.unit_text(unit) for unit in units]
    return [named_cells(block.header, block.cells) or block.text for block in rows]


def named_cells(header: tuple[str, ...], cells: tuple[str, ...]) -> str:
    """The cells with their columns' names; empty where the table has none."""
    if len(header) != len(cells):
        return ""
    pairs = (f"{name}: {cell}" if name else cell for name, cell in zip(header, cells, strict=True))
    return "; ".join(pairs)
