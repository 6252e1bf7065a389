"""The products a text names, by any of their names, small slips included.

Depends on `bot.nlu.spans` and `bot.nlu.text`.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from operator import contains
from pathlib import Path
from typing import Any

from bot.nlu.spans import Span
from bot.nlu.text import fold

_WORD = re.compile(r"[^\W_]+")
# Everyday words that are one slip away from a product's name.
_NO_SLIP = frozenset({"cierro", "cierto", "hover", "washed", "levanto"})
# Letters that people write for one another, because they sound alike.
_SOUNDS = (
    ("qu(?=[ei])", "c"), ("k", "c"), ("ph", "f"), ("v", "b"), ("c(?=[ei])", "s"), ("z", "s"),
    ("y", "i"), (r"(.)\1", r"\1"),
)  # fmt: skip


@dataclass(frozen=True)
class Product:
    """`names` are folded words: [["robot", "aspirador"], ["cz", "20"], ...]."""

    id: str
    serial_prefix: str
    names: list[list[str]]


def read_products(path: Path) -> list[Product]:
    """The list of a CSV file with the columns id, name, model, serial_prefix and synonyms.

    Raises FileNotFoundError, and KeyError for a missing column.
    """
    with path.open(encoding="utf-8", newline="") as file:
        return [_product(row) for row in csv.DictReader(file)]


def _product(row: dict[str, str]) -> Product:
    names = [row["name"], row["model"], *row["synonyms"].split("|")]
    words = {tuple(_WORD.findall(fold(name))) for name in names} - {()}
    return Product(row["id"], row["serial_prefix"], sorted(map(list, words)))


class ProductNames:
    """Finds products, exact names before slips and long names before short ones."""

    def __init__(self, products: list[Product]) -> None:
        self._named: dict[str, list[tuple[list[str], str]]] = defaultdict(list)
        self._alike: dict[tuple[str, str], list[str]] = defaultdict(list)
        self._sounding: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
        for product in products:
            for name in product.names:
                self._named[name[0]].append((name, product.id))
        words = {word for product in products for name in product.names for word in name}
        for word in sorted(words):
            if len(word) >= 5:
                sound = sounds(word)
                self._alike[word[0], word[-1]].append(word)
                self._sounding[sound[0], sound[-1]].append((word, sound))

    def find(self, text: str) -> Iterator[Span]:
        """Each name in `text` (folded)."""
        words = [(match[0], *match.span()) for match in _WORD.finditer(text)]
        exact = [_same(word) for word, _, _ in words]
        loose = [same | self._meant(word) for same, (word, _, _) in zip(exact, words, strict=True)]
        for readings in (exact, loose):
            spans = (
                Span(words[at][1], words[at + length - 1][2], "product", product)
                for at in range(len(words))
                for length, product in self._names_at(readings, at)
            )
            yield from sorted(spans, key=lambda span: span.start - span.end)

    def _names_at(self, readings: list[set[str]], at: int) -> Iterator[tuple[int, str]]:
        """Names that the words from `at` on can be read as: how many words, which product."""
        for first in readings[at]:
            for name, product in self._named.get(first, ()):
                here = readings[at : at + len(name)]
                if len(here) == len(name) and all(map(contains, here, name)):
                    yield len(name), product

    def _meant(self, word: str) -> set[str]:
        """Words of names that `word` may be a typing slip of: five letters or more.

        First and last letters hold: what changes them is mostly another word or another form
        ("dryer" is no "fryer", "levanta" no "levante"). One slip, two from nine letters on; letters
        that sound alike are none.
        """
        if len(word) < 4 or word in _NO_SLIP:
            return set()
        sound = sounds(word)
        alike = self._alike.get((word[0], word[-1]), ())
        near = {name for name in alike if slips(word, name) <= (2 if len(name) >= 9 else 1)}
        heard = self._sounding.get((sound[0], sound[-1]), ())
        return near | {
            name for name, other in heard if slips(sound, other) <= (1 if len(name) >= 8 else 0)
        }


def _same(word: str) -> set[str]:
    """The word and what it may be the plural of."""
    return {word, word.removesuffix("s"), word.removesuffix("es")} - {""}


def sounds(word: str) -> str:
    """`word` (folded) as it sounds, roughly, in Spanish and English: "kafetera" is "cafetera"."""
    for pattern, sound in _SOUNDS:
        word = re.sub(pattern, sound, word)
    return word


def slips(left: str, right: str) -> int:
    """Letters lost, added, changed or swapped with the next one (optimal string alignment)."""
    if abs(len(left) - len(right)) > 2:
        return 3
    before: list[int] = []
    row = list(range(len(right) + 1))
    for i, a in enumerate(left, 1):
        before, last, row = row, before, [i]
        for j, b in enumerate(right, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and (a, b) == (right[j - 2], left[i - 2]):
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
    return row[-1]


def as_json(products: list[Product]) -> list[dict[str, Any]]:
    """What a model keeps of the list."""
    return [vars(product) for product in products]
