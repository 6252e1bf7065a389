"""What a page is made of for the reader: words, lines, tables. Depends on nothing.

Coordinates are points from the page's top left corner as it is shown.
"""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""


@dataclass(frozen=True, slots=True)
class Style:
    """How a line is printed. `size` in points, rounded to halves."""

    size: float
    bold: bool
    mono: bool


@dataclass(frozen=True, slots=True)
class Word:
    """Characters without a space between them. `base` is the baseline's distance from the top."""

    text: str
    x0: float
    x1: float
    base: float
    size: float
    bold: bool
    mono: bool


@dataclass(frozen=True)
class Line:
    """Words on one baseline in one column. `left` and `right` are the column's edges."""

    page: int
    words: tuple[Word, ...]
    left: float = 0.0
    right: float = 0.0

    @cached_property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @property
    def x0(self) -> float:
        return self.words[0].x0

    @cached_property
    def x1(self) -> float:
        return max(word.x1 for word in self.words)

    @cached_property
    def base(self) -> float:
        return max(self.words, key=lambda word: len(word.text)).base

    @cached_property
    def style(self) -> Style:
        """Of most of its characters; bold or monospaced only where all words are."""
        counts: Counter[float] = Counter()
        for word in self.words:
            counts[round(word.size * 2) / 2] += len(word.text)
        size = counts.most_common(1)[0][0]
        mono = all(word.mono for word in self.words)
        spoken = [word for word in self.words if any(map(str.isalpha, word.text))]
        return Style(size, bool(spoken) and all(word.bold for word in spoken), mono)


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table on one page. `header` is how many of its first rows are headings."""

    page: int
    x0: float
    top: float
    x1: float
    bottom: float
    rows: tuple[tuple[str, ...], ...]
    header: int


@dataclass(frozen=True, slots=True)
class Picture:
    """A figure on a page."""

    page: int
    box: Box


Element = Line | Table | Picture


@dataclass(frozen=True, slots=True)
class Mark:
    """One entry of the PDF's outline. `level` counts from 1."""

    title: str
    level: int
    page: int
