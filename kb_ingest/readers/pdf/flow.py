"""Lines back to paragraphs, list entries and tables, across lines, columns and pages.

Depends on shapes, lists, listings, headings, words and builder.
"""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise

from bot.knowledge.documents import Block, Figure
from kb_ingest.readers.builder import Blocks
from kb_ingest.readers.pdf.headings import body_style
from kb_ingest.readers.pdf.listings import as_typed, is_typed
from kb_ingest.readers.pdf.lists import Lists
from kb_ingest.readers.pdf.shapes import Element, Line, Picture, Table
from kb_ingest.readers.words import join_lines

_ENDED = re.compile(r"[.:!?;…][»”\")\]]*$")
_HYPHENS = "\x02\u00ad\ufffe"
_CHAPTER = re.compile(
    r"^(?:cap[íi]tulo|chapter|part|parte|appendix|ap[ée]ndice|anexo)\s+\w+\.?$", re.IGNORECASE
)
_CAPTION = re.compile(
    r"^(?:fig(?:ura|ure)?|ilustraci[óo]n|illustration|imagen|image)\.?\s*\d[\d.]*", re.IGNORECASE
)


@dataclass
class _Entry:
    """The paragraph or list entry that is being put together."""

    lines: list[Line]
    kind: str = "paragraph"
    label: str = ""
    level: int = 0
    texts: list[str] = field(default_factory=list)

    @property
    def last(self) -> Line:
        return self.lines[-1]


def pitches(pages: list[list[Element]]) -> dict[float, float]:
    """Usual distance of baselines, in points, for each size of print."""
    gaps: dict[float, Counter[float]] = {}
    for page in pages:
        lines = [element for element in page if isinstance(element, Line)]
        for before, line in pairwise(lines):
            size, gap = line.style.size, round((line.base - before.base) * 2) / 2
            if before.style.size == size and 0.9 * size <= gap <= 2.2 * size:
                gaps.setdefault(size, Counter())[gap] += 1
    return {size: _usual(found) for size, found in gaps.items()}


def _usual(gaps: Counter[float]) -> float:
    most = max(gaps.values())
    return min(gap for gap, count in gaps.items() if count >= 0.3 * most)


class Flow:
    """Feeds the builder with the pages' elements in order."""

    def __init__(
        self,
        blocks: Blocks,
        levels: Mapping[int, int],
        usual: Mapping[float, float],
        known: set[str],
    ) -> None:
        self._blocks = blocks
        self._levels = levels
        self._usual = usual
        self._known = known
        self._lists = Lists()
        self._entry: _Entry | None = None
        self._heading: Line | None = None
        self._table: Table | None = None
        self._figures: list[Figure] = []
        self._has_code = False

    def add(self, pages: list[list[Element]]) -> None:
        """All pages' content."""
        self._has_code = not body_style(pages).mono
        for page in pages:
            edges = _edges(page, self._usual)
            for element in page:
                if isinstance(element, Table):
                    self._add_table(element)
                elif isinstance(element, Picture):
                    self._add_picture(element)
                elif id(element) in self._levels:
                    self._add_heading(element, self._levels[id(element)])
                else:
                    self._add_line(element, edges[id(element)])
        self._flush()

    def _add_heading(self, line: Line, level: int) -> None:
        self._flush()
        self._table = None
        self._lists.reset()
        before, last = self._heading, self._blocks.last
        text = join_lines([line.text], self._known)
        if last and last.kind == "heading" and before and self._is_same_heading(before, line):
            text = join_lines([last.text, line.text], self._known)
            self._blocks.replace_last(_with_text(last, text))
        elif last and last.kind == "heading" and _CHAPTER.match(last.text):
            self._blocks.replace_last(_with_text(last, f"{last.text} {text}"))
        else:
            self._blocks.heading(text, level, line.page)
        self._heading = line

    def _is_same_heading(self, before: Line, line: Line) -> bool:
        if before.page != line.page or before.style != line.style:
            return False
        if self._levels[id(before)] != self._levels[id(line)]:
            return False
        return 0 < line.base - before.base < 1.7 * line.style.size

    def _add_line(self, line: Line, edge: float) -> None:
        fresh = self._begins(line, edge)
        self._heading, self._table = None, None
        if self._add_code(line, fresh):
            return
        after = self._entry
        mark = self._lists.mark(line, fresh)
        if mark:
            self._flush()
            self._entry = _Entry([line], mark.kind, mark.label, mark.level, [mark.rest])
        elif fresh or after is None:
            self._flush()
            self._lists.outside(line)
            self._entry = _Entry([line], texts=[line.text])
        else:
            after.lines.append(line)
            after.texts.append(line.text)

    def _add_code(self, line: Line, fresh: bool) -> bool:
        """Whether the line is of a listing; one that turns out to be none becomes a paragraph."""
        entry = self._entry
        within = entry is not None and entry.kind == "code"
        if self._has_code and is_typed(line) and (fresh or within):
            if entry and within:
                entry.lines.append(line)
            else:
                self._flush()
                self._entry = _Entry([line], "code")
            return True
        if entry and within:
            if len(entry.lines) == 1 and (not fresh or self._is_term(entry.last, line)):
                entry.kind, entry.texts = "paragraph", [entry.last.text]
            else:
                self._flush()
        return False

    def _is_term(self, before: Line, line: Line) -> bool:
        """Whether `line` explains the one before, set deeper right below it."""
        deeper = line.x0 - before.x0 > 0.8 * line.style.size
        return deeper and 0 < line.base - before.base <= 1.3 * self._pitch(line)

    def _begins(self, line: Line, edge: float) -> bool:
        """Whether a new paragraph begins at `line`; `edge` is how far lines around it reach."""
        entry = self._entry
        if entry is None:
            return True
        before = entry.last
        if abs(before.style.size - line.style.size) > 0.12 * line.style.size:
            return True
        if before.page != line.page or line.base <= before.base:
            return not self._goes_on(before, line)
        if line.base - before.base > 1.3 * self._pitch(line):
            return True
        if before.text[-1] in _HYPHENS or (before.style.mono and before.text[-1] == "\\"):
            return False  # a command goes on after its backslash
        if before.style.mono != line.style.mono and _is_last(before, edge):
            return True
        return self._is_indented(entry, line) or _left_room(before, line, edge)

    def _pitch(self, line: Line) -> float:
        return self._usual.get(line.style.size, 1.25 * line.style.size)

    def _goes_on(self, before: Line, line: Line) -> bool:
        """Whether a paragraph goes on over the end of a page or a column."""
        text = line.text.lstrip('«“"(¿¡')
        if _ENDED.search(before.text) or before.style != line.style:
            return False
        return text[:1].islower() or before.x1 > before.right - 4 * line.style.size

    def _is_indented(self, entry: _Entry, line: Line) -> bool:
        """Whether the line starts elsewhere than the lines of this entry do."""
        step = line.x0 - entry.last.x0
        slack = 0.8 * line.style.size
        if len(entry.lines) == 1 and entry.kind != "paragraph":
            return step < -slack or step > 6 * line.style.size
        if len(entry.lines) == 1:
            return step > slack or (step < -slack and bool(_ENDED.search(entry.last.text)))
        return abs(step) > slack

    def _add_picture(self, picture: Picture) -> None:
        """Placed after the paragraph that is open: it may go on below."""
        left, top, right, bottom = picture.box
        size = round(right - left), round(bottom - top)
        self._figures.append(Figure(-1, *size, page=picture.page, box=picture.box))
        if self._entry is None:
            self._place_figures()

    def _place_figures(self) -> None:
        for figure in self._figures:
            self._blocks.figure(figure)
        self._figures = []

    def _add_table(self, table: Table) -> None:
        self._flush()
        self._heading = None
        rows = list(table.rows)
        header = rows[0] if table.header else ()
        if (before := self._table) and len(before.rows[0]) == len(rows[0]):
            kept = before.rows[0] if before.header else ()
            if not table.header or header == kept:
                header = kept
        body = rows[1:] if header and rows[0] == header else rows
        for cells in body:
            self._blocks.row(list(cells), tuple(header), table.page)
        self._table = table if not header else _headed(table, tuple(header))

    def _flush(self) -> None:
        """Hands the finished entry to the builder; its page is where it begins."""
        entry, self._entry = self._entry, None
        if entry is not None and entry.kind == "code":
            self._blocks.code(as_typed(entry.lines), entry.lines[0].page)
        elif entry is not None:
            self._hand_over(entry)
        self._place_figures()

    def _hand_over(self, entry: _Entry) -> None:
        text, page = join_lines(entry.texts, self._known), entry.lines[0].page
        if entry.kind == "step":
            self._blocks.step(text, entry.label, entry.level, page)
        elif entry.kind == "item":
            self._blocks.item(text, entry.level, page)
        else:
            self._blocks.paragraph(text, page)
            if _CAPTION.match(text):
                self._blocks.caption(text)


def _with_text(block: Block, text: str) -> Block:
    return replace(block, text=text)


def _headed(table: Table, header: tuple[str, ...]) -> Table:
    """The table as the page before the next one left it: its header known."""
    rows = table.rows if table.rows[0] == header else (header, *table.rows)
    return replace(table, rows=rows, header=1)


def _is_last(line: Line, edge: float) -> bool:
    """Whether a paragraph may end with this line: it ends a sentence or falls short."""
    return bool(_ENDED.search(line.text)) or edge - line.x1 > 3 * line.style.size


def _left_room(before: Line, line: Line, edge: float) -> bool:
    """Whether the line before stopped although the next word had room: a paragraph's end."""
    room = edge - before.x1
    first = line.words[0]
    if room > first.x1 - first.x0 + 0.6 * line.style.size and _ENDED.search(before.text):
        return True
    return room > 0.35 * max(edge - before.x0, 1) and room > 8 * line.style.size


def _edges(page: list[Element], usual: Mapping[float, float]) -> dict[int, float]:
    """For each line (by identity) the right edge of the lines set closely together with it."""
    edges: dict[int, float] = {}
    group: list[Line] = []
    for element in [*page, None]:
        if isinstance(element, Line) and group and _is_close(group[-1], element, usual):
            group.append(element)
            continue
        edge = max((line.x1 for line in group), default=0.0)
        edges.update({id(line): edge for line in group})
        group = [element] if isinstance(element, Line) else []
    return edges


def _is_close(before: Line, line: Line, usual: Mapping[float, float]) -> bool:
    pitch = usual.get(line.style.size, 1.25 * line.style.size)
    return 0 < line.base - before.base <= 1.3 * pitch and before.left == line.left
