"""Text recognition for pages that are pictures: tesseract where it is installed, else rapidocr.

Neither is needed to read anything else, so both are looked for only when a page has no text.
Depends on readers.pdf.shapes for what a word is.
"""

import importlib.util
import io
import os
import re
import shutil
import subprocess
import threading
from collections.abc import Iterator
from functools import cache
from typing import Any, Protocol

from PIL.Image import Image
from selectolax.lexbor import LexborHTMLParser, LexborNode

from kb_ingest.readers.errors import ReadError
from kb_ingest.readers.pdf.shapes import Word

INSTALL = (
    "install tesseract-ocr and tesseract-ocr-spa (or `pip install rapidocr`) to have it "
    "recognised, or run text recognition on it first (for example ocrmypdf)"
)
_LANGUAGES = ("spa", "eng")
# One column of text of varied sizes. The fuller analysis takes the numbers of a procedure for a
# column of their own; columns of text are told apart by our own reading order.
_LAYOUT = "4"
_SECONDS = 180  # for one page
_LEAST_CONFIDENCE = 30  # of 100, a word's; below stand specks, stamps and handwriting
_LEAST_SCORE = 0.8  # of 1, a line's, by rapidocr
_SIZES = re.compile(r"x_size ([\d.]+)")
_BASELINE = re.compile(r"baseline (-?[\d.]+) (-?[\d.]+)")
_BOX = re.compile(r"bbox (\d+) (\d+) (\d+) (\d+)")
_CONFIDENCE = re.compile(r"x_wconf (\d+)")


class Recognizer(Protocol):
    """Reads the words in a picture."""

    @property
    def name(self) -> str:
        """Program and languages: what the outcome depends on."""

    def lines(self, picture: Image) -> list[list[Word]]:
        """The picture's lines of words, in pixels from its top left corner."""


@cache
def recognizer() -> Recognizer | None:
    """What this machine has, None where it has nothing."""
    if program := shutil.which("tesseract"):
        languages = _installed(program)
        if languages:
            return Tesseract(program, languages)
    return RapidOcr() if importlib.util.find_spec("rapidocr") else None


def name() -> str:
    """What recognises text here; empty where nothing does."""
    found = recognizer()
    return found.name if found else ""


def _installed(program: str) -> tuple[str, ...]:
    """Spanish and English as far as they are there, else whatever is."""
    said = subprocess.run(
        [program, "--list-langs"], capture_output=True, text=True, check=False, timeout=30
    )
    there = [line.strip() for line in said.stdout.splitlines()[1:]]
    wanted = tuple(language for language in _LANGUAGES if language in there)
    return wanted or tuple(language for language in there if language != "osd")[:1]


class Tesseract:
    """The program `tesseract`, one process a page."""

    def __init__(self, program: str, languages: tuple[str, ...]) -> None:
        self._program = program
        self._languages = "+".join(languages)

    @property
    def name(self) -> str:
        return f"tesseract {self._languages}"

    def lines(self, picture: Image) -> list[list[Word]]:
        """One thread: pages are read side by side. Raises ReadError where the program fails."""
        data = io.BytesIO()
        picture.save(data, "PNG", compress_level=1)
        command = [
            self._program,
            "stdin",
            "stdout",
            "-l",
            self._languages,
            "--psm",
            _LAYOUT,
            "hocr",
        ]
        try:
            said = subprocess.run(
                command,
                input=data.getvalue(),
                capture_output=True,
                check=True,
                timeout=_SECONDS,
                env={**os.environ, "OMP_THREAD_LIMIT": "1"},
            )
        except (OSError, subprocess.SubprocessError) as error:
            raise ReadError(
                f"could not be read by tesseract ({type(error).__name__}); check its installation"
            ) from error
        return hocr_lines(said.stdout.decode("utf-8", "replace"))


def hocr_lines(hocr: str) -> list[list[Word]]:
    """The lines of tesseract's hOCR: words with boxes, and the line's size and baseline."""
    lines = LexborHTMLParser(hocr).css(".ocr_line, .ocr_header, .ocr_caption, .ocr_textfloat")
    return [words for line in lines if (words := list(_hocr_words(line)))]


def _hocr_words(line: LexborNode) -> Iterator[Word]:
    said = line.attributes.get("title") or ""
    size, box = _SIZES.search(said), _BOX.search(said)
    if not size or not box:
        return
    for node in line.css(".ocrx_word"):
        if word := _hocr_word(node, float(size[1]), _base(said, box)):
            yield word


def _base(said: str, box: re.Match[str]) -> float:
    found = _BASELINE.search(said)
    slope, offset = (float(found[1]), float(found[2])) if found else (0.0, 0.0)
    return float(box[4]) + offset + slope * (float(box[3]) - float(box[1])) / 2


def _hocr_word(node: LexborNode, size: float, base: float) -> Word | None:
    said = node.attributes.get("title") or ""
    box, sure = _BOX.search(said), _CONFIDENCE.search(said)
    text = node.text().strip()
    if not text or not box or (sure and int(sure[1]) < _LEAST_CONFIDENCE):
        return None
    return Word(text, float(box[1]), float(box[3]), base, size, False, False)


class RapidOcr:
    """The Python package `rapidocr`, whose models come in its wheel.

    It keeps Spanish accents but takes two to four times as long as tesseract and loses lines on
    a tinted ground, so tesseract goes first where both are there.
    """

    name = "rapidocr"

    def __init__(self) -> None:
        self._engine: Any = None
        self._lock = threading.Lock()

    def lines(self, picture: Image) -> list[list[Word]]:
        """Words by their share of the line: the models say where lines are, not words."""
        import numpy as np

        with self._lock:  # it uses all processors by itself
            if self._engine is None:
                rapidocr: Any = importlib.import_module("rapidocr")
                self._engine = rapidocr.RapidOCR(params={"Global.log_level": "error"})
            found = self._engine(np.asarray(picture.convert("RGB")))
        if found.boxes is None:
            return []
        rows = zip(found.boxes, found.txts, found.scores, strict=True)
        return [_spread(box, text) for box, text, sure in rows if sure >= _LEAST_SCORE]


def _spread(box: Any, text: str) -> list[Word]:
    left, right = float(min(p[0] for p in box)), float(max(p[0] for p in box))
    top, bottom = float(min(p[1] for p in box)), float(max(p[1] for p in box))
    unit = (right - left) / max(len(text), 1)
    return [
        Word(
            found[0],
            left + found.start() * unit,
            left + found.end() * unit,
            bottom - 0.2 * (bottom - top),
            bottom - top,
            False,
            False,
        )
        for found in re.finditer(r"\S+", text)
    ]
