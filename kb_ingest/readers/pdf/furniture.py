"""Running headers, footers, page numbers, tables of contents and indexes: not content.

Depends on shapes and builder (to compare words).
"""

import re
from collections import Counter

from kb_ingest.readers.builder import letters
from kb_ingest.readers.pdf.shapes import Element, Line, Mark

_ZONE = 0.14  # of the page's height, at the top and at the bottom
_PAGE_NUMBER = re.compile(
    r"^(?:(?:p[áa]g(?:ina|\.)?|page)\s*)?[-–—|]?\s*(?:\d{1,4}|[ivxlc]{1,7})"
    r"(?:\s*(?:/|de|of)\s*\d{1,4})?\s*[-–—|]?$",
    re.IGNORECASE,
)
_CONTINUED = re.compile(
    r"^\((?:continues on next page|continued from previous page|contin[úu]a en la (?:siguiente "
    r"p[áa]gina|p[áa]gina siguiente)|(?:viene|proviene) de la p[áa]gina anterior)\)$",
    re.IGNORECASE,
)
_LEADERS = re.compile(r"(?:\.\s?){5,}|(?:…\s?){2,}|(?:·\s?){5,}")
_ENDS_IN_PAGE = re.compile(r"\s(?:\d{1,4}|[ivxlc]{1,7})$")
_INDEX_ENTRY = re.compile(r"[^\d,]+,\s*\d{1,4}(?:[,–-]\s*\d{1,4})*$|^[A-ZÁÉÍÓÚÑ]$")
_PAGES = r",\s*\d{1,4}(?:[,–-]\s*\d{1,4})*"
_INDEX_ENTRIES = re.compile(  # side by side: "feed, 45 program, 46", "coil, 44 N"
    rf"(?:[A-ZÁÉÍÓÚÑ] )?[^\d,]+{_PAGES}(?: (?:[A-ZÁÉÍÓÚÑ](?= |$)|[^\d,]+{_PAGES}))+$"
)
_CONTENTS = {
    letters(name)
    for name in ("Contents", "Table of contents", "Índice", "Índice general", "Contenido",
                 "Contenidos", "Tabla de contenidos", "Sumario", "Tabla de contenido",
                 "Índice de cuadros", "Índice de tablas", "Índice de figuras", "List of tables",
                 "List of figures", "Índice alfabético", "Index", "Lista de tablas",
                 "Lista de figuras")
}  # fmt: skip

Pages = list[list[Element]]


def content_only(pages: Pages, heights: list[float], outline: list[Mark]) -> Pages:
    """The pages without what repeats on them and without lists of page numbers."""
    pages = _without_bands(pages, heights)
    titles = {letters(mark.title) for mark in outline}
    return [_without_contents(page, titles) for page in pages]


def _without_bands(pages: Pages, heights: list[float]) -> Pages:
    repeated = _repeated(pages, heights)
    bands = [_band(pages, heights, at_top) for at_top in (True, False)]

    def is_furniture(element: Element, height: float) -> bool:
        if not isinstance(element, Line):
            return False
        if _CONTINUED.match(element.text.strip()):
            return True
        if not _in_zone(element, height):
            return False
        if _key(element) in repeated or _PAGE_NUMBER.match(element.text.strip()):
            return True
        return any(base and abs(element.base - base) < 2 for base in bands)

    return [
        [element for element in page if not is_furniture(element, height)]
        for page, height in zip(pages, heights, strict=True)
    ]


def _in_zone(line: Line, height: float) -> bool:
    return line.base < _ZONE * height or line.base > (1 - _ZONE) * height


def _key(line: Line) -> tuple[str, int]:
    """What a running line keeps from page to page: its words and roughly its place."""
    return re.sub(r"\d+", "#", letters(line.text)), round(line.base / 6)


def _repeated(pages: Pages, heights: list[float]) -> set[tuple[str, int]]:
    counts: Counter[tuple[str, int]] = Counter()
    for page, height in zip(pages, heights, strict=True):
        lines = [line for line in page if isinstance(line, Line) and _in_zone(line, height)]
        counts.update({_key(line) for line in lines})
    enough = max(3, 0.04 * len(pages)) if len(pages) > 3 else 2
    return {key for key, count in counts.items() if count >= enough and len(pages) > 1}


def _band(pages: Pages, heights: list[float], at_top: bool) -> float | None:
    """The baseline that running lines share although their words change, or None.

    Told from body text by its distance: body text's first line has the next one close by.
    """
    outer: list[tuple[float, float]] = []
    for page, height in zip(pages, heights, strict=True):
        bases = sorted({round(e.base) for e in page if isinstance(e, Line)}, reverse=not at_top)
        if len(bases) >= 3 and (bases[0] < _ZONE * height or bases[0] > (1 - _ZONE) * height):
            outer.append((bases[0], abs(bases[1] - bases[0])))
    if len(outer) < 6:
        return None
    base, count = Counter(base for base, _ in outer).most_common(1)[0]
    gaps = sorted(gap for found, gap in outer if found == base)
    return base if count >= 0.4 * len(pages) and gaps[len(gaps) // 2] > 20 else None


def _without_contents(page: list[Element], titles: set[str]) -> list[Element]:
    """The page without its table of contents or index, and without its heading."""
    lines = [element for element in page if isinstance(element, Line)]
    entries = [line for line in lines if _is_entry(line, titles)]
    sure = [line for line in entries if _is_sure(line)]
    listed = bool(sure) and any(map(_is_contents_heading, lines[:3]))
    if len(entries) < 3 and not listed:
        return [element for element in page if element not in sure]
    if len(entries) >= (0.3 if listed else 0.5) * len(lines):
        return []
    first, last = page.index(entries[0]), page.index(entries[-1])
    while first > 0 and _is_contents_heading(page[first - 1]):
        first -= 1
    between = len(lines) and len(entries) >= 0.6 * (last - first + 1)
    if between:
        return page[:first] + page[last + 1 :]
    return [element for element in page if element not in entries]


def _is_entry(line: Line, titles: set[str]) -> bool:
    text = line.text.strip()
    if _LEADERS.search(text):
        return True
    if _ENDS_IN_PAGE.search(text) and letters(_ENDS_IN_PAGE.sub("", text)) in titles:
        return True
    return bool(_INDEX_ENTRY.match(text) or _INDEX_ENTRIES.match(text))


def _is_sure(line: Line) -> bool:
    """Words, leaders and a page number: nothing else looks like that."""
    text = line.text.strip()
    return bool(_LEADERS.search(text) and _ENDS_IN_PAGE.search(text))


def _is_contents_heading(element: Element) -> bool:
    return isinstance(element, Line) and letters(element.text) in _CONTENTS
