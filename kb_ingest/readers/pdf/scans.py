"""Pages of a PDF that are pictures of text: which they are, and their words by recognition.

Depends on shapes and readers.ocr.
"""

import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pypdfium2.raw as pdfium
from PIL.Image import Image

from kb_ingest.readers import ocr
from kb_ingest.readers.pdf.letters import is_apart
from kb_ingest.readers.pdf.shapes import Word

_DPI = 300
_MOST_PIXELS = 30_000_000
_MIN_PICTURE = 0.3  # of the page: what is smaller is a logo or a figure
_MANY_PATHS = 200  # letters that were made drawings
_MIN_WORDS = 5
_SAME_SIZE = 0.12  # sizes measured on a picture waver that much around the true one
# What a bullet is taken for, told from a word by the gap after it.
_BULLETS = frozenset(
    ["+", "e", "*", "«", "©", "¢", "°", "o", ".", "-", "—", "–", "=", "»", "<", ">"]
)
_NUMBERED = re.compile(r"\d{1,2}(?:\.\d{1,2})+\.? [A-ZÁÉÍÓÚÑ¿¡][^.;:]{2,60}")

Runs = list[list[Word]]


def is_picture(page: Any) -> bool:
    """Whether a page, known to have hardly any text, shows a large picture or many drawings."""
    area = page.get_width() * page.get_height()
    kinds = [pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_PATH]
    paths = 0
    covered = 0.0
    for found in page.get_objects(filter=kinds, max_depth=4):
        if found.type == pdfium.FPDF_PAGEOBJ_PATH:
            paths += 1
        else:
            left, bottom, right, top = found.get_bounds()
            covered += max(right - left, 0) * max(top - bottom, 0)
        if covered >= _MIN_PICTURE * area or paths >= _MANY_PATHS:
            return True
    return False


def recognise(pdf: Any, numbers: Sequence[int], reader: ocr.Recognizer) -> dict[int, Runs]:
    """The runs of words of the pages with these indices, in points. Pages are drawn one by
    one, PDFium knows no threads, and recognised side by side."""
    found: dict[int, Runs] = {}
    workers = max(os.cpu_count() or 1, 1)
    with ThreadPoolExecutor(workers) as pool:
        for part in _batches(numbers, workers):
            drawn = [_picture(pdf, number) for number in part]
            lines = pool.map(reader.lines, [picture for picture, _ in drawn])
            for number, (_, scale), read in zip(part, drawn, lines, strict=True):
                found[number] = _runs(read, 1 / scale)
    return _steady(found)


def _batches(numbers: Sequence[int], size: int) -> Iterator[Sequence[int]]:
    for start in range(0, len(numbers), size):
        yield numbers[start : start + size]


def _picture(pdf: Any, number: int) -> tuple[Image, float]:
    """(the page drawn in grey, pixels a point)."""
    page = pdf[number]
    area = max(page.get_width() * page.get_height(), 1.0)
    scale = min(_DPI / 72, (_MOST_PIXELS / area) ** 0.5)
    picture: Image = page.render(scale=scale, grayscale=True).to_pil()
    page.close()
    return picture, scale


def _runs(lines: list[list[Word]], unit: float) -> Runs:
    """The lines in points, cut where a wide gap parts columns."""
    runs: Runs = []
    for line in lines:
        words = [
            replace(w, x0=w.x0 * unit, x1=w.x1 * unit, base=w.base * unit, size=w.size * unit)
            for w in line
        ]
        cuts = [i for i, (one, two) in enumerate(pairwise(words), 1) if is_apart(one, two)]
        runs += [_marked(words[a:b]) for a, b in pairwise([0, *cuts, len(words)])]
    count = sum(len(run) for run in runs)
    return runs if count >= _MIN_WORDS else []


def _marked(run: list[Word]) -> list[Word]:
    """The run with its bullet put right, and in bold where it is a numbered heading: weight
    is not recognised, and "2.1 Cleaning" alone on a line is hardly anything else."""
    first = run[0]
    wide = len(run) > 1 and run[1].x0 - first.x1 > 0.5 * first.size
    if wide and first.text in _BULLETS:
        return [replace(first, text="•"), *run[1:]]
    if _NUMBERED.fullmatch(" ".join(word.text for word in run)):
        return [replace(word, bold=True) for word in run]
    return run


def _steady(pages: dict[int, Runs]) -> dict[int, Runs]:
    """One size for sizes that hardly differ: the most used one nearby."""
    counts: Counter[float] = Counter()
    for runs in pages.values():
        for run in runs:
            counts[round(run[0].size * 2) / 2] += sum(len(word.text) for word in run)
    usual: list[float] = []
    for size, _ in counts.most_common():
        if not any(abs(size - known) <= _SAME_SIZE * known for known in usual):
            usual.append(size)

    numbered = _numbered_sizes(run for runs in pages.values() for run in runs)

    def steady(run: list[Word]) -> list[Word]:
        measured = numbered.get(_depth(run), run[0].size)
        size = min(usual, key=lambda known: abs(known - measured))
        return [replace(word, size=size) for word in run]

    return {number: [steady(run) for run in runs] for number, runs in pages.items()}


def _numbered_sizes(runs: Iterable[list[Word]]) -> dict[int, float]:
    """The median size of the numbered headings of each depth."""
    sizes: dict[int, list[float]] = {}
    for run in runs:
        if depth := _depth(run):
            sizes.setdefault(depth, []).append(run[0].size)
    return {depth: sorted(found)[len(found) // 2] for depth, found in sizes.items()}


def _depth(run: list[Word]) -> int:
    """How many numbers a heading carries: 2 for "2.1"; 0 for other lines."""
    return len(re.findall(r"\d+", run[0].text)) if run[0].bold else 0
