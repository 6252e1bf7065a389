"""Procedures of the manuals as tutorials: numbered steps, copied exactly from one section. Pure.

A section of a manual may hold several; each keeps the warnings of its section, for whoever
follows the steps must have read them. Depends on the documents and the anchors of the manuals'
pages.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.knowledge.documents import Block, Document
from bot.knowledge.words import plain_heading
from bot.manuals import Heading, headings_of, slug

LEAST_STEPS = 2
LIST_KINDS = ("step", "item")
BESIDE_KINDS = ("note", "paragraph", "code")


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its own words, then what stands below it before the next one."""

    block: Block
    below: tuple[Block, ...] = ()

    @property
    def text(self) -> str:
        """The step with what is below it, for machines."""
        return " ".join(one.text for one in (self.block, *self.below))


@dataclass(frozen=True, slots=True)
class Tutorial:
    """A procedure. `chapter` is the heading above its own, empty for none; `before` and `after`
    are the paragraphs and notes around the steps. `page` counts from 1, None without pages;
    `url` opens the manual at the heading, `file_url` the PDF at the page."""

    slug: str
    title: str
    heading: str
    chapter: str
    document_id: str
    document_title: str
    language: str
    product: str
    page: int | None
    url: str
    file_url: str | None
    before: tuple[Block, ...]
    steps: tuple[Step, ...]
    after: tuple[Block, ...]

    @property
    def address(self) -> str:
        """Its address below /help."""
        return f"{self.product}/steps/{self.slug}"


@dataclass(frozen=True, slots=True)
class Section:
    """The blocks under one heading, and the headings above it, the outermost first."""

    path: tuple[Heading, ...]
    blocks: tuple[Block, ...]


def tutorials_of(document: Document) -> tuple[Tutorial, ...]:
    """The procedures of a manual in its order; none for a document of no product."""
    if document.product is None:
        return ()
    found: list[Tutorial] = []
    taken: set[str] = set()
    for section in sections_of(document):
        for run in runs_of(section.blocks):
            found.append(_tutorial(document, section, run, taken))
    return tuple(found)


def sections_of(document: Document) -> Iterator[Section]:
    """The sections that have a heading, in order."""
    headings = headings_of(document)
    path: list[Heading] = []
    blocks: list[Block] = []
    for index, block in enumerate(document.blocks):
        heading = headings.get(index)
        if heading is None:
            blocks.append(block)
            continue
        if path:
            yield Section(tuple(path), tuple(blocks))
        path = [*(one for one in path if one.depth < heading.depth), heading]
        blocks = []
    if path:
        yield Section(tuple(path), tuple(blocks))


def runs_of(blocks: Sequence[Block]) -> list[tuple[int, int]]:
    """Where each procedure begins and ends (exclusive): from a first step to the last one before
    the numbers start again, a table comes, or the section ends."""
    runs: list[tuple[int, int]] = []
    first: int | None = None
    last = 0
    for index, block in enumerate([*blocks, Block("heading", "")]):
        if block.kind == "step" and not block.level and is_first(block):
            runs += [(first, last)] if first is not None else []
            first = index
        elif first is not None and block.kind not in (*LIST_KINDS, *BESIDE_KINDS):
            runs.append((first, last))
            first = None
        # Points that follow a paragraph are no part of the step before it.
        if block.kind == "step" or (block.kind == "item" and last == index):
            last = index + 1
    return [run for run in runs if _steps_in(blocks, run) >= LEAST_STEPS]


def is_first(block: Block) -> bool:
    """Whether a step's number begins a list."""
    return block.label.strip(" .)") in ("", "1", "a", "A", "i", "I")


def counterpart(
    tutorial: Tutorial, own: Sequence[Tutorial], others: Sequence[Tutorial]
) -> Tutorial | None:
    """The same procedure in the other language: the one at the same place, where both manuals
    have as many, with as many steps; None where that is not so."""
    if len(own) != len(others):
        return None
    other = others[own.index(tutorial)]
    return other if len(other.steps) == len(tutorial.steps) else None


def _steps_in(blocks: Sequence[Block], run: tuple[int, int]) -> int:
    return sum(block.kind == "step" and not block.level for block in blocks[run[0] : run[1]])


def _tutorial(
    document: Document, section: Section, run: tuple[int, int], taken: set[str]
) -> Tutorial:
    own = section.path[-1]
    chapter = section.path[-2].text if len(section.path) > 1 else ""
    first = section.blocks[run[0]]
    paged = document.media_type == "application/pdf" and first.page is not None
    title = plain_heading(own.text)
    before, after = around(section.blocks, run)
    return Tutorial(
        _free_slug(title, taken),
        title,
        own.text,
        plain_heading(chapter),
        document.id,
        document.title,
        document.language,
        document.product or "",
        first.page,
        f"/manuals/{document.id}#{own.anchor}",
        f"/manuals/{document.id}/file#page={first.page}" if paged else None,
        before,
        steps_of(section.blocks[run[0] : run[1]]),
        after,
    )


def around(
    blocks: Sequence[Block], run: tuple[int, int]
) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    """What leads into the steps, and what follows them: of other procedures and tables of the
    section the notes alone."""

    def kept(near: Sequence[Block], broken: bool) -> list[Block]:
        told: list[Block] = []
        for block in near:
            broken = broken or block.kind not in BESIDE_KINDS
            if block.kind == "note" or (block.kind in BESIDE_KINDS and not broken):
                told.append(block)
        return told

    before = kept(blocks[: run[0]][::-1], False)[::-1]
    return tuple(before), tuple(kept(blocks[run[1] :], False))


def steps_of(blocks: Sequence[Block]) -> tuple[Step, ...]:
    """The steps of a run, each with what stands below it."""
    starts = [at for at, block in enumerate(blocks) if block.kind == "step" and not block.level]
    ends = [*starts[1:], len(blocks)]
    return tuple(
        Step(blocks[start], tuple(blocks[start + 1 : end]))
        for start, end in zip(starts, ends, strict=True)
    )


def _free_slug(title: str, taken: set[str]) -> str:
    name, number = slug(title), 1
    free = name
    while free in taken:
        number += 1
        free = f"{name}-{number}"
    taken.add(free)
    return free
