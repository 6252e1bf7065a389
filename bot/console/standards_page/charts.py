"""Charts as SVG, drawn on the server: a line over time with its target, and bars. Pure.

Each has its title and what is to be seen in words; colours are variables of the style sheet, so
that they follow light and dark. The numbers stand in a table beside it. Depends on the pieces of
HTML.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import floor, log10

from bot.console.markup import tag, text

WIDE, HIGH = 340, 150
LEFT, RIGHT, TOP, BELOW = 52, 12, 12, 24
EACH_BAR = 40
ROUND_S = (60, 120, 240, 300, 600, 1200, 1800, 3600, 7200, 14_400, 21_600, 43_200, 86_400,
           172_800, 345_600, 604_800)  # fmt: skip
"""Seconds that a scale of times may end at."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A point of a chart: its name, its value (None: nothing was counted), and that in words."""

    name: str
    value: float | None
    words: str


@dataclass(frozen=True, slots=True)
class Scale:
    """The values at the bottom and the top of a chart."""

    low: float
    high: float

    def y(self, value: float) -> float:
        """How far down a value is, in pixels."""
        part = (value - self.low) / (self.high - self.low)
        return HIGH - BELOW - part * (HIGH - BELOW - TOP)

    @property
    def levels(self) -> list[float]:
        """Values worth a word at the axis: the ends, the middle, and nought."""
        middle = (self.low + self.high) / 2
        return sorted({self.low, self.high, 0.0 if self.low < 0 else middle})


def scale_of(values: Sequence[float | None], unit: str = "") -> Scale:
    """From nought, or below the lowest where that is less, to a round number above the highest;
    times ("s") are round in minutes and hours, scores go from 1 to 5."""
    if unit == "score":
        return Scale(1.0, 5.0)
    known = [one for one in values if one is not None]
    high, low = max([*known, 0.0]), min([*known, 0.0])
    top = rounded_up(high, unit) if high > 0 else 0.0
    bottom = -rounded_up(-low, unit) if low < 0 else 0.0
    return Scale(bottom, top) if top > bottom else Scale(0.0, 1.0)


def rounded_up(value: float, unit: str = "") -> float:
    """The next 1, 2, 4, 5 or 10 times a power of ten; of times, the next of `ROUND_S`."""
    if unit == "s" and ROUND_S[0] <= value <= ROUND_S[-1]:
        return float(next(one for one in ROUND_S if one >= value))
    power = 10.0 ** floor(log10(value))
    return next(one * power for one in (1, 2, 4, 5, 10) if one * power >= value * 0.9999)


def line(
    marks: Sequence[Mark],
    title: str,
    said: str,
    ends: tuple[str, str],
    scale: Scale,
    levels: Sequence[tuple[float, str]] = (),
    target: float | None = None,
) -> str:
    """A line through the marks from the first to the last, broken where nothing was counted.

    `said` is what is to be seen; `ends` name the first and the last mark below; `levels` are values
    of the axis with their words, `target` a dashed line. The scale has room for all of them.
    """
    drawn = [tag("title", text(title)), tag("desc", text(said))]
    for value, words in levels:
        drawn += [
            _level(scale.y(value), "grid"),
            _words(words, LEFT - 6, scale.y(value) + 4, "end"),
        ]
    if target is not None:
        drawn.append(_level(scale.y(target), "held"))
    places = [LEFT + n * _step(len(marks)) for n in range(len(marks))]
    drawn += _strokes(marks, places, scale)
    drawn += [
        tag("circle", tag("title", text(f"{one.name}: {one.words}")), cx=f"{x:.1f}",
            cy=f"{scale.y(one.value):.1f}", r=2.6)
        for one, x in zip(marks, places, strict=True) if one.value is not None
    ]  # fmt: skip
    drawn += [
        _words(ends[0], LEFT, HIGH - 6, "start"),
        _words(ends[1], WIDE - RIGHT, HIGH - 6, "end"),
    ]
    return _picture(drawn, HIGH, "line", f"{title}. {said}")


def bars(marks: Sequence[Mark], title: str, said: str, most: float | None = None) -> str:
    """A bar to the right for each mark, with its name and its words above it; `most` is the value
    of a whole bar, the greatest one by default."""
    whole = most or max((one.value or 0 for one in marks), default=0) or 1
    drawn = [tag("title", text(title)), tag("desc", text(said))]
    for n, one in enumerate(marks):
        y = n * EACH_BAR
        long = max(1.0, (WIDE - 2) * max(one.value or 0, 0) / whole)
        drawn += [
            _words(one.name, 0, y + 14, "start"),
            _words(one.words, WIDE, y + 14, "end"),
            tag("rect", class_="whole", x=0, y=y + 20, width=WIDE, height=9, rx=4),
            tag("rect", class_="part", x=0, y=y + 20, width=f"{min(long, WIDE):.1f}", height=9,
                rx=4),
        ]  # fmt: skip
    return _picture(drawn, len(marks) * EACH_BAR, "bars", f"{title}. {said}")


def _step(count: int) -> float:
    return (WIDE - LEFT - RIGHT) / max(1, count - 1)


def _strokes(marks: Sequence[Mark], places: Sequence[float], scale: Scale) -> list[str]:
    """A line for each stretch without a gap."""
    found: list[list[str]] = [[]]
    for one, x in zip(marks, places, strict=True):
        if one.value is None:
            found.append([])
        else:
            found[-1].append(f"{x:.1f},{scale.y(one.value):.1f}")
    return [tag("polyline", points=" ".join(one)) for one in found if len(one) > 1]


def _level(y: float, look: str) -> str:
    return tag("line", class_=look, x1=LEFT, x2=WIDE - RIGHT, y1=f"{y:.1f}", y2=f"{y:.1f}")


def _words(words: str, x: float, y: float, anchor: str) -> str:
    return tag("text", text(words), x=f"{x:.0f}", y=f"{y:.0f}", text_anchor=anchor)


def _picture(drawn: Sequence[str], high: float, look: str, said: str) -> str:
    size = {"viewBox": f"0 0 {WIDE} {high:g}", "width": WIDE, "height": f"{high:g}"}
    return tag("svg", *drawn, class_=f"chart {look}", role="img", aria_label=said, **size)
