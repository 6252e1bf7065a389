"""Figures on a page: photographs and drawings, told from logos, rules, frames and tables.

Depends on shapes. Coordinates are points from the page's top left corner as it is shown.
"""

import ctypes
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import pypdfium2.raw as pdfium

from kb_ingest.readers.pdf.shapes import Box, Picture, Table, Word

_LEAST = (60.0, 45.0)  # points, width and height
_MOST = 0.9  # of the page: what is larger is its background or a scan
_NEAR = 8.0  # points between the parts of one drawing
_BESIDE = 40.0  # points between drawings that stand side by side
_MIN_PARTS = 4  # of a drawing
_MIN_DRAWN = 0.25  # of them: curves and slanting lines; frames and tables have none
_MOST_TEXT = 0.35  # of the box covered by words: more is a box around text
_LABEL_SIZE = 14.0  # points
_SIGN = 4  # characters
_LABEL_WORDS = 6  # in a row: more is a sentence and stays text
_EVERYWHERE = 3  # pages: what stands in one place on so many is a logo
_MOST_PARTS = 3_000


@dataclass(slots=True)
class _Cluster:
    box: Box
    parts: int = 0
    drawn: int = 0
    photo: bool = False


@dataclass(slots=True)
class Drawn:
    """What a page draws, in one pass: `boxes` of its paths, and what figures are made of."""

    boxes: list[Box] = field(default_factory=list)
    parts: list[tuple[Box, bool, bool]] = field(default_factory=list)  # box, drawn, photo


def drawn_on(page: Any) -> Drawn:
    """The page's paths and pictures. Empty for a page that is one large drawing."""
    found = Drawn()
    turned, size = page.get_rotation() // 90, page.get_size()
    for thing in page.get_objects(max_depth=3):
        if thing.type not in (
            pdfium.FPDF_PAGEOBJ_PATH,
            pdfium.FPDF_PAGEOBJ_IMAGE,
            pdfium.FPDF_PAGEOBJ_FORM,
            pdfium.FPDF_PAGEOBJ_SHADING,
        ):
            continue
        box = _as_shown(thing.get_bounds(), turned, size)
        is_path = thing.type == pdfium.FPDF_PAGEOBJ_PATH
        if is_path:
            found.boxes.append(box)
        # Inside a form the bounds are in the form's own space: the form counts as a whole.
        if thing.level == 0:
            photo = not is_path and _is_shown(thing)
            if is_path or photo:
                found.parts.append((box, is_path and _is_drawn(thing), photo))
        if len(found.boxes) > _MOST_PARTS:
            return Drawn([], [part for part in found.parts if part[2]])
    return found


def _as_shown(bounds: Box, turned: int, size: tuple[float, float]) -> Box:
    """A box of the page's own space, bottom up, as seen on the page turned by quarters."""
    left, bottom, right, top = bounds
    width, height = size
    return (
        (left, height - top, right, height - bottom),
        (bottom, left, top, right),
        (width - right, bottom, width - left, top),
        (width - top, height - right, width - bottom, height - left),
    )[turned]


def _is_shown(thing: Any) -> bool:
    """A picture; a form only where it draws something besides words."""
    if thing.type != pdfium.FPDF_PAGEOBJ_FORM:
        return True
    drawn = 0
    for index in range(min(pdfium.FPDFFormObj_CountObjects(thing.raw), 200)):
        inner = pdfium.FPDFFormObj_GetObject(thing.raw, index)
        kind = pdfium.FPDFPageObj_GetType(inner)
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            return True
        drawn += kind == pdfium.FPDF_PAGEOBJ_PATH
    return drawn >= _MIN_PARTS


def _is_drawn(path: Any) -> bool:
    """Whether a path has a curve or a slanting line."""
    count = min(pdfium.FPDFPath_CountSegments(path.raw), 60)
    before: tuple[float, float] | None = None
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(path.raw, index)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_BEZIERTO:
            return True
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        point = (x.value, y.value)
        slants = before and min(abs(point[0] - before[0]), abs(point[1] - before[1])) > 1.0
        if kind == pdfium.FPDF_SEGMENT_LINETO and slants:
            return True
        before = point
    return False


def figures_of(
    pages: Sequence[Drawn],
    sizes: Sequence[tuple[float, float]],
    runs: Sequence[list[list[Word]]],
) -> list[list[Picture]]:
    """Each page's figures, from the top."""
    found = [
        [cluster.box for cluster in _clusters(drawn, size) if _is_figure(cluster, size, words)]
        for drawn, size, words in zip(pages, sizes, runs, strict=True)
    ]
    counts = Counter(_place(box) for page in found for box in page)
    return [
        [Picture(number, box) for box in page if counts[_place(box)] < _EVERYWHERE]
        for number, page in enumerate(found, 1)
    ]


def _place(box: Box) -> tuple[int, ...]:
    return tuple(round(edge / 3) for edge in box)


def _clusters(drawn: Drawn, size: tuple[float, float]) -> list[_Cluster]:
    """Parts that touch or nearly touch, together."""
    clusters: list[_Cluster] = []
    for box, is_drawn, photo in drawn.parts:
        if _area(box) > _MOST * size[0] * size[1] or _is_rule(box):
            continue
        fresh = _Cluster(box, 1, int(is_drawn), photo)
        near = [one for one in clusters if _touch(one.box, box)]
        for one in near:
            fresh.box = _union(fresh.box, one.box)
            fresh.parts += one.parts
            fresh.drawn += one.drawn
            fresh.photo = fresh.photo or one.photo
        clusters = [one for one in clusters if one not in near] + [fresh]
    return sorted(_side_by_side(list(_joined(clusters))), key=lambda one: one.box[1])


def _side_by_side(clusters: list[_Cluster]) -> list[_Cluster]:
    """Drawings next to each other are one figure: a robot and its base."""
    found: list[_Cluster] = []
    for one in sorted(clusters, key=lambda one: one.box[0]):
        last = next((other for other in found if _is_beside(other, one)), None)
        if last is None:
            found.append(one)
            continue
        last.box, last.parts = _union(last.box, one.box), last.parts + one.parts
        last.drawn += one.drawn
    return found


def _is_beside(one: _Cluster, other: _Cluster) -> bool:
    if one.photo or other.photo or min(one.drawn, other.drawn) == 0:
        return False
    high = [each.box[3] - each.box[1] for each in (one, other)]
    shared = min(one.box[3], other.box[3]) - max(one.box[1], other.box[1])
    return 0 <= other.box[0] - one.box[2] < _BESIDE and shared > 0.6 * max(high)


def _joined(clusters: list[_Cluster]) -> Iterator[_Cluster]:
    """Those that lie inside another go with it."""
    for one in clusters:
        if not any(other is not one and _holds(other.box, one.box) for other in clusters):
            yield one


def _is_rule(box: Box) -> bool:
    """A long thin line: it belongs to a table or parts the page."""
    width, height = box[2] - box[0], box[3] - box[1]
    return min(width, height) < 1.5 and max(width, height) > 150


def _is_figure(cluster: _Cluster, size: tuple[float, float], runs: list[list[Word]]) -> bool:
    box = cluster.box
    if box[2] - box[0] < _LEAST[0] or box[3] - box[1] < _LEAST[1]:
        return False
    if _area(box) > _MOST * size[0] * size[1]:
        return False
    drawn = cluster.parts >= _MIN_PARTS and cluster.drawn >= _MIN_DRAWN * cluster.parts
    if not cluster.photo and not drawn:
        return False
    covered = sum((w.x1 - w.x0) * w.size for run in runs for w in run if _inside(w, box))
    return covered <= _MOST_TEXT * _area(box)


def without_labels(runs: list[list[Word]], pictures: Sequence[Picture]) -> list[list[Word]]:
    """The runs that are not short labels within a figure: "3", "Water tank". Words as large as
    a title's stay, for covers have them upon a picture; not signs such as "A1"."""
    boxes = [picture.box for picture in pictures]
    return [
        run
        for run in runs
        if len(run) > _LABEL_WORDS
        or (run[0].size > _LABEL_SIZE and sum(len(word.text) for word in run) > _SIGN)
        or not any(all(_inside(word, box) for word in run) for box in boxes)
    ]


def clear_of(pictures: Sequence[Picture], tables: Sequence[Table]) -> list[Picture]:
    """The figures that do not lie on a table."""
    boxes = [(table.x0, table.top, table.x1, table.bottom) for table in tables]
    return [
        picture
        for picture in pictures
        if not any(_shared(picture.box, box) > 0.5 * _area(picture.box) for box in boxes)
    ]


def _inside(word: Word, box: Box) -> bool:
    middle = (word.x0 + word.x1) / 2
    return box[0] <= middle <= box[2] and box[1] <= word.base - 0.3 * word.size <= box[3]


def _area(box: Box) -> float:
    return max(box[2] - box[0], 0.0) * max(box[3] - box[1], 0.0)


def _touch(one: Box, other: Box) -> bool:
    across = one[0] - _NEAR < other[2] and other[0] - _NEAR < one[2]
    return across and one[1] - _NEAR < other[3] and other[1] - _NEAR < one[3]


def _union(one: Box, other: Box) -> Box:
    return (
        min(one[0], other[0]), min(one[1], other[1]),
        max(one[2], other[2]), max(one[3], other[3]),
    )  # fmt: skip


def _holds(one: Box, other: Box) -> bool:
    return (
        one[0] <= other[0] and one[1] <= other[1] and one[2] >= other[2] and one[3] >= other[3]
        and one != other
    )  # fmt: skip


def _shared(one: Box, other: Box) -> float:
    return _area(
        (
            max(one[0], other[0]),
            max(one[1], other[1]),
            min(one[2], other[2]),
            min(one[3], other[3]),
        )
    )
