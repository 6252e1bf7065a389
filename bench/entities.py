"""Entities of the sample assistant: F1 by kind on data/sample/utterances.csv, exact values.

The days of the file were written on one Sunday, so the finder is told that it is that day.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from bot.nlu.finder import Finder
from bot.nlu.products import read_products

ROOT = Path(__file__).resolve().parent.parent
WRITTEN = date(2026, 11, 22)
Named = Counter[tuple[str, str]]


def annotated(cell: str) -> Named:
    """What a row says: `{"date": ["2026-11-03", ...]}`."""
    said = json.loads(cell)
    pairs = [(name, one if isinstance(one, list) else [one]) for name, one in said.items()]
    return Counter({(name, value): 1 for name, values in pairs for value in values})


def f1(right: int, found: int, wanted: int) -> float:
    """Of counts."""
    return 2 * right / (found + wanted) if found + wanted else 1.0


def entities(rows: Sequence[dict[str, str]], wrong_shown: int = 0) -> dict[str, float]:
    """F1 by entity and of all; a value counts once a message."""
    finder = Finder(read_products(ROOT / "data" / "sample" / "products.csv"))
    right, found, wanted = Counter[str](), Counter[str](), Counter[str]()
    for row in rows:
        spans = finder.find(row["text"], WRITTEN)
        ours = Counter({(span.entity, span.value): 1 for span in spans})
        true = annotated(row["entities"])
        for counts, named in ((right, ours & true), (found, ours), (wanted, true)):
            counts.update(name for name, _ in named)
        if ours != true and wrong_shown > 0:
            wrong_shown -= 1
            print(row["text"], "\n    missed", list(true - ours), "invented", list(ours - true))
    table = {name: f1(right[name], found[name], wanted[name]) for name in sorted(wanted)}
    table["all"] = f1(right.total(), found.total(), wanted.total())
    print(f"{'entities, exact value':26}{'F1':>8}{'right':>8}{'found':>8}{'wanted':>8}")
    every = [right.total(), found.total(), wanted.total()]
    for name, value in table.items():
        row_of = every if name == "all" else [right[name], found[name], wanted[name]]
        print(f"{name:26}{value:8.3f}" + "".join(f"{count:8}" for count in row_of))
    return table
