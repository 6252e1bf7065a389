"""Collects blocks in reading order; every reader ends here. Depends on bot.knowledge.documents."""

from dataclasses import replace

from bot.knowledge.documents import Block, Figure
from kb_ingest.readers import marks, typed
from kb_ingest.readers.words import tighten


class Blocks:
    """A document under construction. Empty pieces are ignored, so readers need not ask."""

    def __init__(self) -> None:
        self._blocks: list[Block] = []
        self._links: set[int] = set()
        self._figures: list[Figure] = []

    def __len__(self) -> int:
        return len(self._blocks)

    @property
    def last(self) -> Block | None:
        return self._blocks[-1] if self._blocks else None

    def heading(self, text: str, level: int, page: int | None = None) -> None:
        self._add(Block("heading", tighten(text), page, level=min(max(level, 1), 6)))

    def paragraph(self, text: str, page: int | None = None, *, link: bool = False) -> None:
        """`link`: the text is nothing but a link. Runs of such are navigation and are dropped.

        A paragraph that is only "Nota" or "Warning" makes a note of the one after it.
        """
        text = tighten(text)
        if not text or marks.is_notice(text):
            return
        last = self.last
        headed = last is not None and last.kind == "paragraph" and marks.is_note_label(last.text)
        if headed:
            self._blocks.pop()
        note = headed or marks.is_note(text)
        self._add(Block("note" if note else "paragraph", text, page), link=link)

    def note(self, text: str, page: int | None = None) -> None:
        self._add(Block("note", tighten(text), page))

    def item(self, text: str, level: int, page: int | None = None, *, link: bool = False) -> None:
        self._add(Block("item", tighten(text), page, level=level), link=link)

    def step(self, text: str, label: str, level: int, page: int | None = None) -> None:
        self._add(Block("step", tighten(text), page, level=level, label=label))

    def row(self, cells: list[str], header: tuple[str, ...] = (), page: int | None = None) -> None:
        tidy = tuple(tighten(cell) for cell in cells)
        if any(tidy):
            self._add(Block("row", " | ".join(tidy), page, cells=tidy, header=header))

    def code(self, text: str, page: int | None = None) -> None:
        """What a screen shows or is typed, line by line; prose that is only set so is text."""
        if typed.is_prose(text):
            for part in typed.paragraphs(text):
                self.paragraph(part, page)
            return
        self._add(Block("code", typed.tidy(text), page))

    def figure(self, figure: Figure) -> None:
        """A picture that stands after what was added last."""
        self._figures.append(replace(figure, after=len(self._blocks) - 1))

    def caption(self, text: str) -> None:
        """What is written below the picture that was added last, unless it says it itself."""
        if self._figures and not self._figures[-1].caption:
            self._figures[-1] = replace(self._figures[-1], caption=tighten(text))

    def replace_last(self, block: Block) -> None:
        self._blocks[-1] = block

    def finish(self, title: str, *, stated: bool = True) -> tuple[Block, ...]:
        """The blocks without navigation and without a heading that only repeats `title`.

        A title not `stated` but concluded from the first heading is only a title where no
        other heading is as high.

        Heading levels are shifted so that the highest in use is 1: the same manual reads
        the same from every format.
        """
        return self._finished(title, stated)[0]

    def figures(self, title: str, *, stated: bool = True) -> tuple[Figure, ...]:
        """The pictures, placed among the blocks that `finish` gives."""
        places = self._finished(title, stated)[1]
        return tuple(
            replace(figure, after=sum(place <= figure.after for place in places) - 1)
            for figure in self._figures
        )

    def _finished(self, title: str, stated: bool) -> tuple[tuple[Block, ...], list[int]]:
        """(the blocks kept, their indices before)."""
        places = self._without_navigation()
        kept = [self._blocks[place] for place in places]
        levels = [block.level for block in kept if block.kind == "heading"]
        above_all = levels and (stated or levels[0] < min(levels[1:], default=7))
        if above_all and kept[0].kind == "heading" and same_words(kept[0].text, title):
            kept, places = kept[1:], places[1:]
        shift = min((block.level for block in kept if block.kind == "heading"), default=1) - 1
        shifted = tuple(
            replace(block, level=block.level - shift) if block.kind == "heading" else block
            for block in kept
        )
        return shifted, places

    def _add(self, block: Block, *, link: bool = False) -> None:
        if block.text and any(character.isalnum() for character in block.text):
            if link:
                self._links.add(len(self._blocks))
            self._blocks.append(block)

    def _without_navigation(self) -> list[int]:
        """The indices of the blocks that are not links among links."""

        def is_navigation(index: int) -> bool:
            alone = index - 1 not in self._links and index + 1 not in self._links
            return index in self._links and not alone

        return [i for i in range(len(self._blocks)) if not is_navigation(i)]


def same_words(one: str, other: str) -> bool:
    """Equal but for case and punctuation."""
    return letters(one) == letters(other)


def letters(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())
