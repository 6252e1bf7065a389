"""Cuts a document into passages: along headings, without breaking steps, rows or sentences.

Depends on bot.knowledge.documents and units.

Within a section every way to cut is weighed at once: each passage costs, each cut costs by
what it would tear apart, and parts of even size are preferred. The cheapest way is found by
dynamic programming over the pieces.
"""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from bot.knowledge.documents import Block, Document, Passage
from kb_ingest.sentences import sentences
from kb_ingest.units import (
    Piece,
    is_first_label,
    leads_in,
    run_of_items,
    run_of_steps,
    text_of,
    units_of,
)

Count = Callable[[str], int]

# What a cut costs. One passage more costs _PASSAGE: it is dearer to tear what is dearer still.
_PASSAGE = 1_000
_SIZE = 400
_WITHIN_PROCEDURE = 2_500
_WITHIN_LIST = 1_200
_WITHIN_LONG_LIST = 300
_AFTER_LEAD_IN = 3_000
_BEFORE_NOTE = 900
_INSIDE_PARAGRAPH = 500
_BETWEEN_ROWS = 150
_BETWEEN_ITEMS = 300
_BELOW_STEP = 1_500
_BETWEEN_CODE = 100

_LIST = 1.9
"""A list and its lead-in may have so many times the budget, to stay whole: 220 tokens become 418,
and title and mark still fit into the 512 that the embedding model reads."""


@dataclass(frozen=True, slots=True)
class _Section:
    """The pieces under one heading. `path` is the headings from the top to that one."""

    path: tuple[str, ...]
    blocks: tuple[tuple[int, Block], ...]


def cut(document: Document, count_tokens: Count, budget: int = 220) -> list[Passage]:
    """The document's passages in order.

    A passage with its heading path has at most `budget` tokens, unless it is a single step,
    row or sentence that is longer by itself, or a list that stays whole. Code beyond what fits
    in with the text around it is in no passage.
    """
    found: list[Passage] = []
    seen: dict[str, int] = {}
    for section in _sections(document):
        path = count_tokens(" > ".join(section.path))
        room = max(budget - path, budget // 4)
        most = max(int(_LIST * budget) - path, room)
        pieces = [
            piece
            for index, block in section.blocks
            for piece in _pieces(index, block, count_tokens, room)
        ]
        for part in _parts(pieces, [count_tokens(piece.text) for piece in pieces], room, most):
            if any(piece.kind != "code" for piece in part):
                found.append(_passage(document, section.path, part, seen))
    return found


def _sections(document: Document) -> Iterator[_Section]:
    path: list[tuple[int, str]] = []
    body: list[tuple[int, Block]] = []
    for index, block in enumerate(document.blocks):
        if block.kind != "heading":
            body.append((index, block))
            continue
        if body:
            yield _Section(tuple(text for _, text in path), tuple(body))
        body = []
        path = [entry for entry in path if entry[0] < block.level] + [(block.level, block.text)]
    if body:
        yield _Section(tuple(text for _, text in path), tuple(body))


def _pieces(index: int, block: Block, count: Count, room: int) -> Iterator[Piece]:
    """The block, or its sentences in groups where it has more than `room` tokens; code in
    parts that leave room for what leads into them."""
    text = f"{block.label} {block.text}" if block.kind == "step" else block.text
    if block.kind == "code":
        parts = list(_line_groups(text, count, room // 2))
        whole = len(parts) == 1
        for number, part in enumerate(parts):
            yield Piece(index, "code", 0, part, block.page, first=number == 0, whole=whole)
        return
    if block.kind in ("step", "row") or count(text) <= room:
        yield Piece(index, block.kind, block.level, text, block.page, block.label)
        return
    for number, part in enumerate(_sentence_groups(text, count, room)):
        yield Piece(index, block.kind, block.level, part, block.page, first=number == 0)


def _line_groups(text: str, count: Count, room: int) -> Iterator[str]:
    """The lines of `text` in parts of about `room` tokens, empty ones between parts left out."""
    part: list[str] = []
    size = 0
    for line in text.split("\n"):
        tokens = count(line)
        if part and size + tokens > room:
            yield "\n".join(part)
            part, size = [], 0
        if part or line.strip():
            part.append(line)
            size += tokens
    if part:
        yield "\n".join(part)


def _sentence_groups(text: str, count: Count, room: int) -> Iterator[str]:
    """`text` cut between sentences into parts of at most `room` tokens, as few as can be."""
    start = end = 0
    for first, last in sentences(text):
        if end > start and count(text[start:last]) > room:
            yield text[start:end]
            start = first
        end = last
    yield text[start:end]


def _parts(pieces: list[Piece], sizes: list[int], room: int, most: int) -> Iterator[list[Piece]]:
    """The cheapest cut of `pieces` into runs of at most `room` tokens (a lone piece may be
    longer), those of one list at most `most`."""
    tears = _tears(pieces, sizes, most)
    homes = _homes(pieces)
    costs = [0.0]
    starts = [0]
    for end in range(1, len(pieces) + 1):
        best, chosen, total = float("inf"), end - 1, 0
        for start in range(end - 1, -1, -1):
            total += sizes[start] + (1 if start < end - 1 else 0)
            if total > room and start < end - 1 and (total > most or start < homes[end - 1]):
                break
            fill = min(total, most) / room
            cost = costs[start] + _PASSAGE + _SIZE * fill**2 + tears[start]
            if cost < best:
                best, chosen = cost, start
        costs.append(best)
        starts.append(chosen)
    yield from _runs(pieces, starts)


def _runs(pieces: list[Piece], starts: list[int]) -> list[list[Piece]]:
    runs: list[list[Piece]] = []
    end = len(pieces)
    while end > 0:
        runs.append(pieces[starts[end] : end])
        end = starts[end]
    return runs[::-1]


def _homes(pieces: list[Piece]) -> list[int]:
    """For each piece of a list where the list begins, its lead-in included; for others a place
    behind them."""
    homes = [index + 1 for index in range(len(pieces))]
    for index, length in _lists(pieces):
        before = pieces[index - 1] if index else None
        led = before is not None and before.kind == "paragraph" and leads_in(before.text)
        homes[index : index + length] = [index - led] * length
    return homes


def _lists(pieces: Sequence[Piece]) -> Iterator[tuple[int, int]]:
    """(where it begins, how many pieces it has) of each list."""
    index = 0
    while index < len(pieces):
        run = {"step": run_of_steps, "item": run_of_items}.get(pieces[index].kind)
        length = run(pieces, index) if run else 1
        if run:
            yield index, length
        index += length


def _tears(pieces: list[Piece], sizes: list[int], room: int) -> list[float]:
    """What a cut before each piece would cost; `room` is the most that a list may have."""
    tears = [0.0] + [float(_tear(pieces[i - 1], pieces[i])) for i in range(1, len(pieces))]
    for index, length in _lists(pieces):
        fits = sum(sizes[index : index + length]) + length <= room
        ordered = pieces[index].kind == "step"
        price = (_WITHIN_PROCEDURE if ordered else _WITHIN_LIST) if fits else _WITHIN_LONG_LIST
        for inside in range(index + 1, index + length):
            below = ordered and pieces[inside].level > pieces[index].level
            tears[inside] = max(price, _BELOW_STEP if below else 0)
    return tears


def _tear(before: Piece, piece: Piece) -> int:
    if not piece.first and piece.block == before.block:
        return _BETWEEN_CODE if piece.kind == "code" else _INSIDE_PARAGRAPH
    begins = piece.kind in ("row", "item") or (piece.kind == "step" and is_first_label(piece.label))
    if begins and before.kind == "paragraph":
        return _AFTER_LEAD_IN if before.text.endswith(":") else _BEFORE_NOTE
    if piece.kind == "code":
        return _AFTER_LEAD_IN if before.text.endswith(":") else _BEFORE_NOTE
    if piece.kind == "note":
        return _BEFORE_NOTE
    if piece.kind == before.kind == "row":
        return _BETWEEN_ROWS
    return _BETWEEN_ITEMS if piece.kind == before.kind == "item" else 0


def _passage(
    document: Document, path: tuple[str, ...], pieces: Sequence[Piece], seen: dict[str, int]
) -> Passage:
    text = text_of(pieces)
    key = "\0".join((document.id, *path, text))
    seen[key] = seen.get(key, 0) + 1
    if seen[key] > 1:  # the same words twice under the same headings
        key += f"\0{seen[key]}"
    return Passage(
        id=hashlib.sha256(key.encode()).hexdigest()[:16],
        document_id=document.id,
        title=document.title,
        language=document.language,
        product=document.product,
        heading_path=path,
        page=pieces[0].page,
        first_block=pieces[0].block,
        last_block=pieces[-1].block,
        text=text,
        units=units_of(pieces),
    )
