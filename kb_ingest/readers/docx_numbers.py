"""The numbers that Word prints before numbered paragraphs, which mammoth does not pass on.

A list goes on counting after a note between two steps, and a numbering may start anywhere.
Depends on python-docx and selectolax.
"""

from collections.abc import Iterator
from typing import Any

from docx.oxml.ns import qn
from selectolax.lexbor import LexborHTMLParser


def set_numbers(page: LexborHTMLParser, document: Any) -> None:
    """Writes each number into the `value` of its <li>; leaves all as they are where the two
    do not have the same entries."""
    entries = page.css("ol > li")
    numbers = list(_numbers(document))
    if len(entries) == len(numbers):
        for entry, number in zip(entries, numbers, strict=True):
            entry.attrs["value"] = str(number)


def _numbers(document: Any) -> Iterator[int]:
    """The numbers of all numbered paragraphs, bullets left out, in the document's order."""
    counter = _Counter(document)
    for paragraph in document.element.body.iter(qn("w:p")):
        number = counter.next(paragraph) if _has_text(paragraph) else None
        if number is not None:
            yield number


def _has_text(paragraph: Any) -> bool:
    return any(True for _ in paragraph.iter(qn("w:t")))


class _Counter:
    """Counts as Word does: by the list's definition and level, deeper levels starting anew."""

    def __init__(self, document: Any) -> None:
        self._styles = {style.style_id: style.element for style in document.styles}
        related = any("numbering" in part.reltype for part in document.part.rels.values())
        self._numbering = document.part.numbering_part.element if related else None
        self._counts: dict[tuple[str, int], int] = {}
        self._seen: set[tuple[str, int]] = set()

    def next(self, paragraph: Any) -> int | None:
        """The number of this paragraph, None where it has none."""
        place = self._place(paragraph)
        instance = self._instance(place[0]) if place else None
        if place is None or instance is None:
            return None
        abstract, level = instance.find(qn("w:abstractNumId")).get(qn("w:val")), place[1]
        definition = self._definition(abstract, level)
        if definition is None or _value(definition, "w:numFmt") in ("bullet", "none"):
            return None
        return self._count(place, abstract, self._start(instance, definition, place))

    def _count(self, place: tuple[str, int], abstract: str, start: tuple[int, bool]) -> int:
        key = (abstract, place[1])
        fresh = start[1] and place not in self._seen
        self._seen.add(place)
        number = start[0] if fresh or key not in self._counts else self._counts[key] + 1
        self._counts = {k: n for k, n in self._counts.items() if k[0] != abstract or k[1] < key[1]}
        self._counts[key] = number
        return number

    def _place(self, paragraph: Any) -> tuple[str, int] | None:
        """(numbering instance, level), stated in the paragraph or in its style."""
        element = paragraph
        for _ in range(10):
            numbered = element.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
            if numbered is not None and _value(numbered, "w:numId"):
                return _value(numbered, "w:numId"), int(_value(numbered, "w:ilvl") or 0)
            style = element.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
            based = element.find(qn("w:basedOn"))
            name = style if style is not None else based
            element = self._styles.get(name.get(qn("w:val"))) if name is not None else None
            if element is None:
                return None
        return None

    def _instance(self, number: str) -> Any:
        if self._numbering is None:
            return None
        found = (num for num in self._numbering.findall(qn("w:num")))
        return next((num for num in found if num.get(qn("w:numId")) == number), None)

    def _definition(self, abstract: str, level: int) -> Any:
        assert self._numbering is not None
        for found in self._numbering.findall(qn("w:abstractNum")):
            if found.get(qn("w:abstractNumId")) == abstract:
                levels = found.findall(qn("w:lvl"))
                return next((x for x in levels if x.get(qn("w:ilvl")) == str(level)), None)
        return None

    def _start(self, instance: Any, definition: Any, place: tuple[str, int]) -> tuple[int, bool]:
        """(first number, whether this instance starts the count anew)."""
        for override in instance.findall(qn("w:lvlOverride")):
            if override.get(qn("w:ilvl")) == str(place[1]) and _value(override, "w:startOverride"):
                return int(_value(override, "w:startOverride")), True
        return int(_value(definition, "w:start") or 1), False


def _value(element: Any, name: str) -> str:
    found = element.find(qn(name))
    return str(found.get(qn("w:val")) or "") if found is not None else ""
