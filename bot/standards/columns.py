"""The facts of a span of days as columns of numbers, one array each.

Days that were read are joined into a block once; a block of other days is a part of it, without a
copy. Depends on numpy and the packing.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from bot.standards.packing import REPLY, ROW, TIMES, WORDS, Array, Day

NEVER: dict[str, tuple[str, ...]] = {
    "matter": ("value",),
    "handover": ("value", *(name for name in TIMES if name[:5] not in ("first", "done_"))),
    "promise": TIMES[1:],
    "score": TIMES[1:],
}
"""Columns that facts of a kind never have anything in; `TIMES` begins with the value."""


class Columns:
    """Arrays of one length by their names."""

    __slots__ = ("_length", "_of")

    def __init__(self, of: Mapping[str, Array], length: int) -> None:
        self._of = of
        self._length = length

    @classmethod
    def of(cls, rows: Array, without: Iterable[str] = ()) -> "Columns":
        """The columns of an array with named fields, but some."""
        left_out = set(without)
        names = [name for name in rows.dtype.names or () if name not in left_out]
        return cls({name: np.ascontiguousarray(rows[name]) for name in names}, len(rows))

    def __getitem__(self, name: str) -> Array:
        return self._of[name]

    def __len__(self) -> int:
        return self._length

    @property
    def names(self) -> tuple[str, ...]:
        """What columns there are."""
        return tuple(self._of)

    def part(self, which: slice) -> "Columns":
        """Some of the rows, without a copy."""
        length = len(range(*which.indices(self._length)))
        return Columns({name: one[which] for name, one in self._of.items()}, length)

    def other(self, **columns: Array) -> "Columns":
        """The same rows with other columns in the place of some."""
        return Columns(dict(self._of) | columns, self._length)


class Words:
    """Words and the numbers that stand for them. New words get new numbers, so that blocks made at
    different times agree."""

    def __init__(self) -> None:
        self._words: list[str] = []
        self._codes: dict[str, int] = {}

    def code(self, word: str) -> int:
        """The number of a word; -2, which no row has, for one that is not there."""
        return self._codes.get(word, -2)

    def word(self, code: int) -> str:
        """The word of a number; empty for None."""
        return self._words[code] if code >= 0 else ""

    def learnt(self, words: Iterable[str]) -> Array:
        """The numbers of words in their order; the last entry is for None, which is -1."""
        for one in words:
            if one not in self._codes:
                self._codes[one] = len(self._words)
                self._words.append(one)
        return np.array([*(self._codes[one] for one in words), -1], "i2")


@dataclass(frozen=True)
class Block:
    """Rows in the order of their time, and their replies. Replies name their row by a number that
    is `base` too high."""

    rows: Columns
    replies: Columns
    words: Words
    base: int = 0

    def code(self, word: str) -> int:
        """The number of a word; -2, which no row has, for one that is not there."""
        return self.words.code(word)

    def word(self, code: int) -> str:
        """The word of a number; empty for None."""
        return self.words.word(code)

    def part(self, start: int, stop: int) -> "Block":
        """Rows from `start` on and before `stop`, without a copy."""
        told = np.searchsorted(self.replies["row"], [start + self.base, stop + self.base])
        replies = self.replies.part(slice(int(told[0]), int(told[1])))
        return Block(self.rows.part(slice(start, stop)), replies, self.words, self.base + start)

    def days(self, first: int, last: int) -> "Block":
        """The rows of some days, the last one included."""
        found = np.searchsorted(self.rows["day"], [first, last + 1])
        return self.part(int(found[0]), int(found[1]))


EMPTY = Block(Columns.of(np.zeros(0, ROW)), Columns.of(np.zeros(0, REPLY)), Words())


def block_of(day: Day, words: Words, kind: str = "") -> Block:
    """The block of one day of a kind."""
    learnt = words.learnt(day.words)
    rows = Columns.of(day.rows, NEVER.get(kind, ()))
    codes = {name: learnt[rows[name]] for name in WORDS}
    return Block(rows.other(**codes), Columns.of(day.replies), words)


def joined(blocks: Sequence[Block], words: Words) -> Block:
    """Blocks in the order of their time as one; all are of the same `words` and columns."""
    if not blocks:
        return Block(EMPTY.rows, EMPTY.replies, words)
    # A block without rows may have the columns of another kind.
    blocks = [one for one in blocks if len(one.rows)] or blocks[:1]
    rows = concatenated([one.rows for one in blocks])
    starts = np.cumsum([0, *(len(one.rows) for one in blocks[:-1])])
    places = [
        one.replies["row"] + np.int32(start - one.base)
        for one, start in zip(blocks, starts.tolist(), strict=True)
    ]
    replies = concatenated([one.replies for one in blocks])
    return Block(rows, replies.other(row=np.concatenate(places)), words)


def concatenated(parts: Sequence[Columns]) -> Columns:
    """Columns one after the other."""
    length = sum(map(len, parts))
    names = parts[0].names
    return Columns({name: np.concatenate([one[name] for one in parts]) for name in names}, length)
