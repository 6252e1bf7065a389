"""Lays units of a passage out as Markdown, and names the exact copies in it. Pure.

Depends on `bot.evidence` and the data types of `bot.knowledge`.
"""

import re
from collections.abc import Sequence

from bot.evidence import row_block
from bot.knowledge.documents import Block, Passage
from bot.knowledge.results import Hit

FENCE = "```"
"""What stands around typed lines in Markdown."""


def lay_out(hit: Hit, number: int) -> tuple[str, list[str]]:
    """One unit as Markdown, and the exact pieces of the passage in it."""
    unit = hit.passage.units[number]
    text = hit.passage.unit_text(unit)
    if unit.kind == "row":
        return row_lines(text, row_block(hit, number))
    if unit.kind in ("steps", "items"):
        lines = text.split("\n")
        return "\n".join(list_line(line, hit.blocks, unit.kind) for line in lines), lines
    return with_code(text, hit.blocks)


def with_code(text: str, blocks: Sequence[Block]) -> tuple[str, list[str]]:
    """A sentence; what is typed as it stands, at its end, is set apart as such."""
    typed = next((b.text for b in blocks if b.kind == "code" and text.endswith(f"\n{b.text}")), "")
    if not typed or FENCE in typed:
        return text, [text]
    said = text.removesuffix(f"\n{typed}")
    return f"{said}\n\n{FENCE}\n{typed}\n{FENCE}", [said, typed]


def row_lines(text: str, block: Block | None) -> tuple[str, list[str]]:
    """A row as lines "column: cell"; the bare row where its columns have no names."""
    if block is None or len(block.header) != len(block.cells):
        return text, [text]
    pairs = [(h, cell) for h, cell in zip(block.header, block.cells, strict=True) if cell]
    lines = [f"- **{head}**: {cell}" if head else f"- {cell}" for head, cell in pairs]
    return "\n".join(lines), [cell for _, cell in pairs]


def list_line(line: str, blocks: Sequence[Block], kind: str) -> str:
    """One line of a list, indented as deep as it stands in the document."""
    own = (b for b in blocks if b.kind != "code" and line in (b.text, f"{b.label} {b.text}"))
    block = next(own, None)
    if block is None and any(b.kind == "code" and line in b.text.split("\n") for b in blocks):
        return f"   {line}" if "`" in line or not line.strip() else f"   `{line.strip()}`"
    indent = "   " * (block.level if block else 0)
    if re.match(r"\d+[.)] ", line):
        return indent + line
    mark = "- " if kind == "items" or (block and block.kind in ("item", "step")) else ""
    # What stands between two steps is indented: the numbering goes on after it.
    return indent + mark + line if mark else f"   {line}"


def joined(passage: Passage, chosen: Sequence[int], parts: Sequence[str]) -> str:
    """Parts one after another: sentences of a paragraph run on, everything else is a paragraph
    of its own."""
    text = parts[0]
    for part, number, before in zip(parts[1:], chosen[1:], chosen, strict=False):
        text += (" " if adjoins(passage, before, number) else "\n\n") + part
    return text


def adjoins(passage: Passage, first: int, second: int) -> bool:
    """Whether both are sentences of one paragraph, one right after the other."""
    if first < 0 or second >= len(passage.units):
        return False
    left, right = passage.units[first], passage.units[second]
    same_kind = left.kind == right.kind == "sentence"
    return same_kind and "\n" not in passage.text[left.end : right.start]
