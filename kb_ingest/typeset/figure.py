"""Line drawings for manuals: shapes written in YAML, set as vectors in PDF and as PNG elsewhere.

Depends on the readers' errors alone. A file has the size of its drawing in points and a list of
shapes, each with the corners that its kind needs, measured from the bottom left:

    size: [260, 150]
    shapes:
      - {box: [20, 20, 100, 90], round: 6}    # left, bottom, width, height
      - {circle: [70, 60, 12]}                # centre, radius
      - {line: [10, 10, 90, 40]}              # any number of corners
      - {area: [10, 10, 90, 40, 50, 80]}      # the same, closed
      - {arc: [70, 60, 20, 0, 180]}           # centre, radius, degrees from and to
      - {mark: 1, at: [150, 90], to: [70, 60]}  # a number with a line to what it names
"""

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pypdfium2
import yaml
from reportlab.graphics import renderPDF
from reportlab.graphics.shapes import (
    ArcPath,
    Circle,
    Drawing,
    Line,
    Polygon,
    PolyLine,
    Rect,
    String,
)
from reportlab.lib.colors import HexColor

from kb_ingest.readers.errors import ReadError

_INK = HexColor("#1d5c63")
_FILL = HexColor("#f3f7f7")
_WHITE = HexColor("#ffffff")
_PIXELS = 3.0  # a point
_RADIUS = 7.0  # of a mark's circle


def load(path: Path) -> Drawing:
    """The drawing in `path`. Raises ReadError naming the shape that cannot be drawn."""
    try:
        said = yaml.safe_load(path.read_text(encoding="utf-8"))
        width, height = said["size"]
        drawing = Drawing(float(width), float(height))
        shapes = list(said["shapes"])
    except (OSError, yaml.YAMLError, KeyError, TypeError, ValueError) as error:
        raise ReadError(
            f"asks for the figure {path.name}, which is missing or has no `size` and `shapes`"
        ) from error
    for number, shape in enumerate(shapes, 1):
        for part in _parts(path, number, shape):
            drawing.add(part)
    return drawing


def png(drawing: Drawing) -> bytes:
    """The drawing as a picture; the same drawing gives the same bytes."""
    pdf: Any = pypdfium2.PdfDocument(renderPDF.drawToString(drawing))
    found = io.BytesIO()
    pdf[0].render(scale=_PIXELS).to_pil().save(found, "PNG", optimize=True)
    pdf.close()
    return found.getvalue()


def _parts(path: Path, number: int, shape: dict[str, Any]) -> list[Any]:
    try:
        for kind, draw in _SHAPES.items():
            if kind in shape:
                return list(draw(shape))
    except (TypeError, ValueError, KeyError) as error:
        raise ReadError(f"has the figure {path.name}, whose shape {number} is not whole") from error
    raise ReadError(f"has the figure {path.name}, whose shape {number} is of no known kind")


def _box(shape: dict[str, Any]) -> Iterator[Any]:
    left, bottom, width, height = map(float, shape["box"])
    corner = float(shape.get("round", 0))
    yield Rect(left, bottom, width, height, corner, corner, **_style())


def _circle(shape: dict[str, Any]) -> Iterator[Any]:
    yield Circle(*map(float, shape["circle"]), **_style())


def _line(shape: dict[str, Any]) -> Iterator[Any]:
    yield PolyLine([float(each) for each in shape["line"]], strokeColor=_INK, strokeWidth=1.2)


def _area(shape: dict[str, Any]) -> Iterator[Any]:
    yield Polygon([float(each) for each in shape["area"]], **_style())


def _arc(shape: dict[str, Any]) -> Iterator[Any]:
    arc = ArcPath(strokeColor=_INK, strokeWidth=1.2, fillColor=None)
    arc.addArc(*map(float, shape["arc"]))
    yield arc


def _mark(shape: dict[str, Any]) -> Iterator[Any]:
    x, y = map(float, shape["at"])
    yield Line(x, y, *map(float, shape["to"]), strokeColor=_INK, strokeWidth=0.6)
    yield Circle(x, y, _RADIUS, fillColor=_WHITE, strokeColor=_INK, strokeWidth=0.8)
    yield String(
        x, y - 3, str(shape["mark"]), textAnchor="middle", fontName="Helvetica-Bold", fontSize=8.5,
        fillColor=_INK,
    )  # fmt: skip


def _style() -> dict[str, Any]:
    return {"fillColor": _FILL, "strokeColor": _INK, "strokeWidth": 1.2}


_SHAPES: dict[str, Callable[[dict[str, Any]], Iterator[Any]]] = {
    "box": _box,
    "circle": _circle,
    "line": _line,
    "area": _area,
    "arc": _arc,
    "mark": _mark,
}
