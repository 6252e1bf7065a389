"""Pictures of what was measured, for docs/images: drawn with matplotlib, the same for the same
numbers. Depends on nothing of ours.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "docs" / "images"
SIZES = {"10k": 10_000, "100k": 100_000, "1m": 1_000_000}
INK = "#1f2933"
COLOURS = ("#0b6e8a", "#c2410c", "#4d7c0f", "#6d28d9")


def draw_scale(fresh: Mapping[str, Any], results: Path) -> None:
    """Search at each size: `fresh` figures, and for other sizes those of the file `results`."""
    kept = json.loads(results.read_text()).get("scale", {}) if results.exists() else {}
    figures = {name: {**kept, **fresh}[name] for name in SIZES if name in {**kept, **fresh}}
    if len(figures) < 2:
        return
    across = [SIZES[name] for name in figures]
    plot = started()
    figure, (left, right) = plot.subplots(1, 2, figsize=(10, 3.8), layout="constrained")
    lines = {
        "whole search": [one["p50_ms"] for one in figures.values()],
        "meaning": [one["dense"]["p50_ms"] for one in figures.values()],
        "words": [one["lexical"]["p50_ms"] for one in figures.values()],
        "every vector compared": [one["exact_ms"] for one in figures.values()],
    }
    drawn(left, across, lines, "milliseconds, in the middle")
    left.set_title("Time of a search")
    lines = {
        "index on disk": [one["index_mb"] for one in figures.values()],
        "mapped after 300 questions": [one["memory_mb"] for one in figures.values()],
        "a process's own memory": [one["private_mb"] for one in figures.values()],
    }
    drawn(right, across, lines, "megabytes")
    right.set_title("Size")
    saved(figure, "scale-search.svg")


def draw_ingest(figures: Mapping[str, Any]) -> None:
    """Passages a second of each way to make an index of the same files."""
    plot = started()
    figure, axes = plot.subplots(figsize=(7, 2.4), layout="constrained")
    names = [*figures]
    speeds = [figures[name]["passages_per_s"] for name in names]
    bars = axes.barh([name.replace("_", " ") for name in names], speeds, color=COLOURS[0])
    axes.bar_label(bars, fmt="%.1f", padding=4)
    axes.invert_yaxis()
    axes.set_xlabel("passages a second, from files to an index")
    saved(figure, "scale-ingest.svg")


def started() -> Any:
    """matplotlib's pyplot, set so that a picture depends on its numbers alone."""
    import matplotlib

    matplotlib.use("svg")
    matplotlib.rcParams |= {
        "svg.hashsalt": "mostrador",
        "axes.spines.top": False,
        "axes.spines.right": False,
        "text.color": INK,
        "axes.labelcolor": INK,
        "figure.facecolor": "white",
    }
    from matplotlib import pyplot

    return pyplot


def drawn(axes: Any, across: list[int], lines: Mapping[str, list[float]], unit: str) -> None:
    """Lines over the number of passages, both on logarithmic scales."""
    for (name, values), colour in zip(lines.items(), COLOURS, strict=False):
        axes.plot(across, values, marker="o", label=name, color=colour)
    axes.set(xscale="log", yscale="log", xlabel="passages", ylabel=unit)
    axes.grid(alpha=0.25)
    axes.legend(frameon=False, fontsize=8)


def saved(figure: Any, name: str) -> None:
    """Write the picture."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    figure.savefig(IMAGES / name, metadata={"Date": None})
    print(f"Drawn: docs/images/{name}")
