"""The units of a passage: what of it can answer by itself. Depends on documents and sentences."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.knowledge.documents import BlockKind, Unit, UnitKind
from kb_ingest.sentences import sentences

_ANNOUNCES = re.compile(
    r"\b(?:(?:the|these|as) follow(?:ing|s)|below|(?:los|las|lo) siguientes?|a continuaci[óo]n)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A block, or a run of sentences or lines of a block too long for one passage.

    `block` is its index in the document, `text` as printed (a step with its label),
    `first` whether it begins its block, `whole` whether code is all of its block's.
    """

    block: int
    kind: BlockKind
    level: int
    text: str
    page: int | None
    label: str = ""
    first: bool = True
    whole: bool = True


_Span = tuple[Piece, int, int]

_LONGEST_CODE = 500
"""Characters of code that goes with the sentence, item or step before it."""


def text_of(pieces: Sequence[Piece]) -> str:
    """The passage's text: one line a piece."""
    return "\n".join(piece.text for piece in pieces)


def units_of(pieces: Sequence[Piece]) -> tuple[Unit, ...]:
    """Units in order; together they hold every character of `text_of` except line ends, the
    spaces between sentences and code that nothing leads into: lines of a screen answer nothing."""
    spans = _spans(pieces)
    found: list[Unit] = []
    index = 0
    while index < len(spans):
        count, kind = _group(spans, index)
        found += _units(spans[index : index + count], kind) if kind else ()
        index += count
    text = text_of(pieces)
    return tuple(_with_code(list(_with_lead_ins(found, text)), spans, text))


def _with_lead_ins(units: list[Unit], text: str) -> Iterator[Unit]:
    """Joins a bullet list with the sentence before it that announces it."""
    waiting: Unit | None = None
    for unit in units:
        leads = (
            waiting and waiting.kind == "sentence" and leads_in(text[waiting.start : waiting.end])
        )
        if waiting and leads and unit.kind == "items":
            waiting = Unit(waiting.start, unit.end, "items")
            continue
        if waiting:
            yield waiting
        waiting = unit
    if waiting:
        yield waiting


def _with_code(units: list[Unit], spans: list[_Span], text: str) -> Iterator[Unit]:
    """Joins short code with the sentence right before it that announces it."""
    ends = {s - 1: end for piece, s, end in spans if piece.kind == "code" and _is_short(piece)}
    for unit in units:
        end = ends.get(unit.end)
        led = end and unit.kind == "sentence" and leads_in(text[unit.start : unit.end])
        yield Unit(unit.start, end, unit.kind) if end and led else unit


def _is_short(piece: Piece) -> bool:
    return piece.whole and len(piece.text) <= _LONGEST_CODE


def leads_in(sentence: str) -> bool:
    """ "Comes with these parts:", "The following modes are available." """
    return sentence.endswith(":") or bool(_ANNOUNCES.search(sentence))


def _spans(pieces: Sequence[Piece]) -> list[_Span]:
    spans: list[_Span] = []
    start = 0
    for piece in pieces:
        spans.append((piece, start, start + len(piece.text)))
        start += len(piece.text) + 1
    return spans


def _group(spans: list[_Span], index: int) -> tuple[int, UnitKind | None]:
    """How many pieces from `index` on make one unit, and of what kind; None for no unit."""
    kind = spans[index][0].kind
    if kind == "step":
        return run_of_steps([piece for piece, _, _ in spans], index), "steps"
    if kind == "item":
        return run_of_items([piece for piece, _, _ in spans], index), "items"
    if kind == "row":
        return 1, "row"
    return 1, None if kind == "code" else "note" if kind == "note" else "sentence"


def run_of_steps(pieces: Sequence[Piece], index: int) -> int:
    """Number of pieces in the procedure that begins with the step at `index`.

    What stands deeper than a step belongs to it, and so does short code below it; a remark
    between two steps belongs to the procedure when the numbering goes on after it.
    """
    end = index + 1
    for position in range(index + 1, len(pieces)):
        piece = pieces[position]
        next_step = piece.kind == "step" and _goes_on(pieces, index, position)
        below = piece.kind == "item" and end == position and piece.level > pieces[index].level
        if next_step or below or (end == position and _is_code_of_entry(piece)):
            end = position + 1
        elif piece.kind not in ("note", "paragraph", "item", "code") or position - end >= 3:
            break
    return end - index


def _is_code_of_entry(piece: Piece) -> bool:
    return piece.kind == "code" and _is_short(piece)


def _goes_on(pieces: Sequence[Piece], index: int, position: int) -> bool:
    """Whether the step at `position` is of the procedure begun at `index`, not a new one."""
    piece = pieces[position]
    if piece.level > pieces[index].level or not piece.first:
        return True
    return not is_first_label(piece.label)


def is_first_label(label: str) -> bool:
    return label.strip("().: ").lower() in ("1", "a", "i", "①", "paso 1", "step 1")


def run_of_items(pieces: Sequence[Piece], index: int) -> int:
    """Number of pieces in the list that begins with the item at `index`."""
    end = index + 1
    while end < len(pieces) and (pieces[end].kind == "item" or _is_code_of_entry(pieces[end])):
        end += 1
    return end - index


def _units(spans: list[_Span], kind: UnitKind) -> Iterator[Unit]:
    start, end = spans[0][1], spans[-1][2]
    if kind == "sentence":
        for first, last in sentences(spans[0][0].text):
            yield Unit(start + first, start + last, kind)
    else:
        yield Unit(start, end, kind)
