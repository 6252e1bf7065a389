"""Which lines are headings, and of what level: by the outline first, by their print else.

Depends on shapes, builder and marks.
"""

import re
from collections import Counter
from collections.abc import Mapping

from kb_ingest.readers.builder import letters
from kb_ingest.readers.marks import bullet, is_note_label
from kb_ingest.readers.pdf.shapes import Element, Line, Mark, Style

_NUMBERING = re.compile(
    r"^(?:(?:cap[íi]tulo|chapter|parte?|ap[ée]ndice|appendix|anexo|annex|secci[óo]n|section)\s+)?"
    r"(?:[A-Z]|\d{1,3}|[IVXLC]+)?(?:\.\d{1,3})*\.?[\s:–-]*",
    re.IGNORECASE,
)
_LARGER = 1.08
_MAX_LINES = 3
_MAX_SHARE = 0.15  # of the letters: a style used more than this is body text
_MAX_LENGTH = 120

Levels = dict[int, int]


def body_style(pages: list[list[Element]]) -> Style:
    """The style of most of the letters."""
    counts = _letters_by_style(pages)
    return max(counts, key=lambda style: counts[style], default=Style(10.0, False, False))


def levels(
    pages: list[list[Element]], outline: list[Mark], pitches: Mapping[float, float]
) -> Levels:
    """Heading level of each line that is one, keyed by the line's identity (`id(line)`)."""
    body = body_style(pages)
    lines = [line for page in pages for line in page if isinstance(line, Line)]
    found = _by_outline(lines, outline)
    styles = _style_levels(lines, found, body, _letters_by_style(pages))
    for run in _runs_of_style(lines):
        before = lines[run[0] - 1] if run[0] else None
        for index in run if _is_short([lines[index] for index in run]) else []:
            line = lines[index]
            if line.style in styles and _may_be(line, before, body, pitches):
                found.setdefault(id(line), styles[line.style])
            before = line
    return found


def _is_short(lines: list[Line]) -> bool:
    """Whether lines of one style are few and brief enough for a heading, not a text."""
    return len(lines) <= _MAX_LINES and sum(len(line.text) for line in lines) <= _MAX_LENGTH


def _runs_of_style(lines: list[Line]) -> list[list[int]]:
    """Indices of lines set closely together in one style: more than a few are a text."""
    runs: list[list[int]] = []
    for index, line in enumerate(lines):
        before = lines[index - 1] if index else None
        gap = line.base - before.base if before else 0.0
        if before and before.style == line.style and 0 < gap < 1.7 * line.style.size:
            runs[-1].append(index)
        else:
            runs.append([index])
    return runs


def _letters_by_style(pages: list[list[Element]]) -> Counter[Style]:
    counts: Counter[Style] = Counter()
    for page in pages:
        for line in page:
            if isinstance(line, Line):
                counts[line.style] += len(line.text)
    return counts


def _by_outline(lines: list[Line], outline: list[Mark]) -> Levels:
    """Lines whose words, with those that follow, are an entry's; looked for on its page."""
    by_page: dict[int, list[int]] = {}
    for index, line in enumerate(lines):
        by_page.setdefault(line.page, []).append(index)
    found: Levels = {}
    for mark in outline:
        near = by_page.get(mark.page, []) + by_page.get(mark.page + 1, [])
        for line in _matching(lines, [i for i in near if id(lines[i]) not in found], mark.title):
            found[id(line)] = mark.level
    return found


def _matching(lines: list[Line], candidates: list[int], title: str) -> list[Line]:
    wanted = {letters(title), letters(_NUMBERING.sub("", title))} - {""}
    for count in range(1, _MAX_LINES + 1):
        for start in candidates:
            group = lines[start : start + count]
            text = " ".join(line.text for line in group)
            alike = len({line.style for line in group}) == 1
            if alike and {letters(text), letters(_NUMBERING.sub("", text))} & wanted:
                return group
    return []


def _style_levels(
    lines: list[Line], found: Levels, body: Style, counts: Counter[Style]
) -> dict[Style, int]:
    """Level of each heading style: as the outline uses it, else by rank of size and weight."""
    known: dict[Style, Counter[int]] = {}
    for line in lines:
        if id(line) in found:
            known.setdefault(line.style, Counter())[found[id(line)]] += 1
    total = sum(counts.values()) or 1
    ranked = sorted(
        (s for s in counts if _stands_out(s, body) and counts[s] <= _MAX_SHARE * total),
        key=lambda s: (-s.size, not s.bold),
    )
    levels: dict[Style, int] = {}
    above = 0
    for style in ranked:
        usual = known[style].most_common(1)[0][0] if style in known else 0
        levels[style] = usual or min(above + 1, 6)
        above = max(above, levels[style])
    return levels


def _stands_out(style: Style, body: Style) -> bool:
    if style.mono:
        return False
    bolder = style.bold and not body.bold and style.size >= body.size * 0.98
    return bolder or style.size >= body.size * _LARGER


def _may_be(line: Line, before: Line | None, body: Style, pitches: Mapping[float, float]) -> bool:
    """Whether a line in a heading's style is placed and worded like a heading."""
    text = line.text.strip()
    if (
        sum(map(str.isalpha, text)) < 3
        or len(text) > _MAX_LENGTH
        or bullet(text) is not None
        or is_note_label(text)
    ):
        return False
    if line.style.size >= body.size * _LARGER:
        return True
    if text.endswith((".", ",", ";", ":")) or not (
        text[0].isupper() or text[0] in '¿¡«"' or text[0].isdigit()
    ):
        return False
    if before is None or before.page != line.page or before.style == line.style:
        return True
    gap = line.base - before.base
    return gap < 0 or gap > 1.25 * pitches.get(body.size, body.size * 1.2)
