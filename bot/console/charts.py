"""Small charts as SVG, drawn on the server, each with its words. Pure.

Depends on the pieces of HTML. How they look is in `bot/static/console/demand.css`.
"""

from collections.abc import Sequence

from bot.console.markup import tag, text

LINE_W, LINE_H = 96, 28
BAR, GAP, BARS_H, BELOW = 18, 6, 120, 22


def sparkline(values: Sequence[int], said: str) -> str:
    """A line through `values`, oldest first; `said` are its words."""
    if not values:
        return ""
    top = max(*values, 1)
    step = (LINE_W - 6) / max(1, len(values) - 1)
    points = [
        (3 + n * step, LINE_H - 3 - (LINE_H - 6) * value / top) for n, value in enumerate(values)
    ]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    x, y = points[-1]
    drawn = f'<polyline points="{line}"/><circle cx="{x:.1f}" cy="{y:.1f}" r="2.5"/>'
    size = {"width": LINE_W, "height": LINE_H, "viewBox": f"0 0 {LINE_W} {LINE_H}"}
    return tag("svg", drawn, class_="spark", role="img", aria_label=said, **size)


def bars(values: Sequence[int], names: Sequence[str], title: str, said: str) -> str:
    """A bar for each value, oldest first, with the first and the last name below; `title` and
    `said` name the picture and tell what is in it. The table beside it has the numbers."""
    top = max(*values, 1)
    width = len(values) * (BAR + GAP) + GAP
    drawn = [tag("title", text(title)), tag("desc", text(said))]
    for n, (value, name) in enumerate(zip(values, names, strict=True)):
        high = (BARS_H - 18) * value / top
        x, y = GAP + n * (BAR + GAP), BARS_H - high
        bar = tag("title", text(f"{name}: {value}"))
        place = {"x": x, "y": f"{y:.1f}", "width": BAR, "height": f"{max(high, 1):.1f}", "rx": 3}
        drawn.append(tag("rect", bar, **place))
        if value == top:
            drawn.append(_label(value, x + BAR / 2, y - 5, "middle"))
    drawn.append(_label(names[0], GAP, BARS_H + 17, "start"))
    drawn.append(_label(names[-1], width - GAP, BARS_H + 17, "end"))
    size = {"viewBox": f"0 0 {width} {BARS_H + BELOW}", "width": width, "height": BARS_H + BELOW}
    return tag("svg", *drawn, class_="bars", role="img", aria_label=f"{title}. {said}", **size)


def _label(words: object, x: float, y: float, anchor: str) -> str:
    return tag("text", text(words), x=f"{x:.0f}", y=f"{y:.0f}", text_anchor=anchor)
