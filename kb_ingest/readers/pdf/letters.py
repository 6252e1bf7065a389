"""Reads a page's characters through PDFium and joins them to words. Depends on shapes.

PDFium decides where a space or a line end is; the character boxes say where things are.
"""

import ctypes
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from typing import Any

import pypdfium2.raw as pdfium

from kb_ingest.readers.pdf.shapes import Word

_BOLD = re.compile(r"bold|black|heavy|demi|CMBX|CMSSBX|SFBX|SFSX|-Bd|BX\d", re.IGNORECASE)
_MONO = re.compile(
    r"courier|mono|CMTT|SFTT|x[bi]?tt|lmtt|typewriter|consol|menlo|nimbusmon|source ?code",
    re.IGNORECASE,
)
_HYPHENS = (2, 0xFFFE)  # PDFium's sign for a hyphen at a line's end; no line end follows it
_FIXED_PITCH = 1
_FORCE_BOLD = 1 << 18
_NAME_SIZE = 128
_NARROW = 0.3  # of the size; a space of fixed pitch is 0.6
_STRAIGHT = 0.2  # radians
_QUARTER = 1.5707963


class PageText:
    """The words of one page as PDFium orders them, cut into runs where a line ends."""

    def __init__(self, page: Any) -> None:
        self._text = page.get_textpage()
        self._turned = page.get_rotation() // 90
        self._width, self._height = page.get_size()
        self._box = pdfium.FS_RECTF()
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._name = ctypes.create_string_buffer(_NAME_SIZE)
        self._flags = ctypes.c_int()

    def runs(self) -> list[list[Word]]:
        """Words side by side on a line; a wide gap or a step back begins a new run."""
        runs: list[list[Word]] = [[]]
        for indices, ends_line in self._words():
            word = self._word(indices)
            if word and runs[-1] and is_apart(runs[-1][-1], word):
                runs.append([])
            if word and runs[-1] and _is_one_word(runs[-1][-1], word):
                runs[-1][-1] = _joined(runs[-1][-1], word)
            elif word:
                runs[-1].append(word)
            if ends_line:
                runs.append([])
        return [run for run in runs if run]

    def _words(self) -> Iterator[tuple[list[tuple[int, int]], bool]]:
        """((character index, code point) of one word, whether the line ends after it)."""
        indices: list[tuple[int, int]] = []
        for index in range(self._text.count_chars()):
            code = pdfium.FPDFText_GetUnicode(self._text, index)
            if code in (10, 13):
                yield indices, True
                indices = []
            elif code in (32, 9, 160):
                yield indices, False
                indices = []
            elif code in _HYPHENS:
                yield [*indices, (index, code)], True
                indices = []
            elif code:
                indices.append((index, code))
        yield indices, True

    def _word(self, indices: list[tuple[int, int]]) -> Word | None:
        if not indices or not self._is_upright(indices[0][0]):
            return None
        first, last = self._edges(indices[0][0]), self._edges(indices[-1][0])
        bold, mono = self._font(indices[0][0])
        return Word(
            "".join(chr(code) for _, code in indices),
            min(first[0], last[0]),
            max(first[1], last[1]),
            self._baseline(indices[0][0]),
            self._size(indices[0][0]),
            bold,
            mono,
        )

    def _is_upright(self, index: int) -> bool:
        angle = pdfium.FPDFText_GetCharAngle(self._text, index)
        turn = (angle + self._turned * _QUARTER) % (4 * _QUARTER)
        return bool(angle < 0 or turn < _STRAIGHT or turn > 4 * _QUARTER - _STRAIGHT)

    def _edges(self, index: int) -> tuple[float, float]:
        box = self._box
        pdfium.FPDFText_GetLooseCharBox(self._text, index, box)
        corners = (self._shown(box.left, box.bottom)[0], self._shown(box.right, box.top)[0])
        return min(corners), max(corners)

    def _size(self, index: int) -> float:
        """Height of the line box as shown: the nominal size knows nothing of the text matrix."""
        size = pdfium.FPDFText_GetFontSize(self._text, index)
        matrix = pdfium.FS_MATRIX()
        if pdfium.FPDFText_GetMatrix(self._text, index, matrix):
            size *= (matrix.c**2 + matrix.d**2) ** 0.5 or 1.0
        return float(size)

    def _baseline(self, index: int) -> float:
        pdfium.FPDFText_GetCharOrigin(self._text, index, self._x, self._y)
        return self._shown(self._x.value, self._y.value)[1]

    def _shown(self, x: float, y: float) -> tuple[float, float]:
        """A point of the page's own space as seen on the page, from its top left corner."""
        width, height = self._width, self._height
        return ((x, height - y), (y, x), (width - x, y), (width - y, height - x))[self._turned]

    def _font(self, index: int) -> tuple[bool, bool]:
        pdfium.FPDFText_GetFontInfo(self._text, index, self._name, _NAME_SIZE, self._flags)
        return _kind_of(self._name.value, self._flags.value)


@lru_cache(maxsize=4096)
def _kind_of(name: bytes, flags: int) -> tuple[bool, bool]:
    """(bold, of fixed pitch) by the font's name and its flags."""
    text = name.decode("utf-8", "replace")
    bold = bool(flags & _FORCE_BOLD) or bool(_BOLD.search(text))
    return bold, bool(flags & _FIXED_PITCH) or bool(_MONO.search(text))


def _is_one_word(before: Word, word: Word) -> bool:
    """Whether a gap in program text is too narrow for a space: fixed pitch leaves such gaps."""
    gap = word.x0 - before.x1
    return before.mono and word.mono and gap < _NARROW * word.size


def _joined(before: Word, word: Word) -> Word:
    return replace(before, text=before.text + word.text, x1=word.x1)


def is_apart(before: Word, word: Word) -> bool:
    """Whether two words that follow each other stand too far apart for one line of text."""
    size = max(before.size, word.size, 4.0)
    gap = word.x0 - before.x1
    return gap > 1.6 * size or gap < -0.8 * size or abs(word.base - before.base) > 0.7 * size
