"""Bullets and numbers at the start of printed lines: is it a list entry, and how deep.

Depends on shapes and marks.
"""

from dataclasses import dataclass
from typing import Literal

from kb_ingest.readers import marks
from kb_ingest.readers.pdf.shapes import Line

_NEAR = 4.0  # points: marks of one list stand this exactly below each other


@dataclass(frozen=True, slots=True)
class Entry:
    """The mark of a list entry and what follows it on its first line."""

    kind: Literal["item", "step"]
    label: str
    level: int
    rest: str


class Lists:
    """The lists that are open above the line being read, outermost first."""

    def __init__(self) -> None:
        self._open: list[float] = []
        self._numbers: list[tuple[float, int]] = []

    def reset(self) -> None:
        """A heading ends all lists."""
        self._open, self._numbers = [], []

    def outside(self, line: Line) -> None:
        """A paragraph out at the lists' own margin ends them; their numbering may go on."""
        if self._open and line.x0 - line.left < self._open[0] - _NEAR:
            self._open = []

    def mark(self, line: Line, fresh: bool) -> Entry | None:
        """The list entry that begins here, or None. `fresh`: a paragraph could begin here."""
        place = line.x0 - line.left
        text = line.text
        rest = marks.bullet(text)
        if rest is not None and (fresh or text[0] in marks.BULLETS or self._is_open(place)):
            return Entry("item", "", self._enter(place), rest)
        found = marks.step(text)
        if found and self._counts(place, found[2] or 0, fresh):
            return Entry("step", found[0], self._enter(place), found[1])
        return None

    def _is_open(self, place: float) -> bool:
        return any(abs(place - known) < _NEAR for known in self._open)

    def _counts(self, place: float, number: int, fresh: bool) -> bool:
        """Whether `number` is the next one here: "3." in mid-text is not a third step."""
        before = [count for known, count in self._numbers if abs(place - known) < 2 * _NEAR]
        is_next = bool(before) and number == before[-1] + 1
        if not is_next and not (number == 1 and fresh):
            return False
        self._numbers.append((place, number))
        return True

    def _enter(self, place: float) -> int:
        """Depth of a list whose marks stand at `place`; deeper open ones end."""
        while self._open and self._open[-1] > place + _NEAR:
            self._open.pop()
        if not self._open or self._open[-1] < place - _NEAR:
            self._open.append(place)
        return len(self._open) - 1
