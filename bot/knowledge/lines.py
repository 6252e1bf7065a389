"""Files of one JSON value a line, read line by line where each is wanted.

Beside the file stands where each line ends; both are mapped, so that opening a file of a
million lines costs neither time nor memory. Depends on nothing of ours.
"""

import json
import mmap
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Generic, TypeVar, overload

import numpy as np

from bot.knowledge import arrays

T = TypeVar("T")


def write_json_lines(path: Path, values: Iterable[Any]) -> int:
    """Write each value as a line, and where the lines end; returns their number."""
    ends = [0]
    with path.open("wb") as file:
        for value in values:
            line = json.dumps(value, ensure_ascii=False).encode() + b"\n"
            file.write(line)
            ends.append(ends[-1] + len(line))
    np.save(ends_of(path), np.asarray(ends, np.int64))
    return len(ends) - 1


def ends_of(path: Path) -> Path:
    """Where the ends of the lines of `path` stand."""
    return path.with_name(f"{path.name}.ends.npy")


class Lines(Sequence[T], Generic[T]):
    """The values of a file of lines, as `parse` makes them of JSON; the last `kept` are kept.

    Safe to share between threads.
    """

    def __init__(self, path: Path, parse: Callable[[Any], T], kept: int) -> None:
        self._ends = arrays.load(ends_of(path))
        with path.open("rb") as file:
            empty = len(self) == 0
            self._text = b"" if empty else mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        self._parse = parse
        self._at = lru_cache(kept)(self._read)

    def __len__(self) -> int:
        return len(self._ends) - 1

    @overload
    def __getitem__(self, row: int) -> T: ...

    @overload
    def __getitem__(self, row: slice) -> list[T]: ...

    def __getitem__(self, row: int | slice) -> T | list[T]:
        if isinstance(row, slice):
            return [self._at(one) for one in range(*row.indices(len(self)))]
        if not -len(self) <= row < len(self):
            raise IndexError(f"There is no line {row} among {len(self)}.")
        return self._at(row % len(self))

    def __iter__(self) -> Iterator[T]:
        # Past what is kept: who reads all of it reads each line once.
        return map(self._read, range(len(self)))

    def _read(self, row: int) -> T:
        return self._parse(json.loads(self._text[self._ends[row] : self._ends[row + 1]]))
