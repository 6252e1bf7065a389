"""The definitions as they stand in the pages of documentation, one part for each standard.

A page has `<!-- name -->` and `<!-- /name -->` around each part; what is between them is made here,
and a test sees to it that it is so. Pure but for the writing; depends on the definitions.
"""

import re
import textwrap
from pathlib import Path

from bot.standards.definitions import Definition, Definitions

PART = re.compile(r"<!-- (\w+) -->\n.*?<!-- /\1 -->", re.DOTALL)
WORDS = {
    "version": {"es": "versión", "en": "version"},
    "since": {"es": "desde el", "en": "since"},
    "target": {"es": "objetivo", "en": "target"},
    "earlier": {"es": "Antes", "en": "Before"},
    "s": {"es": "segundos", "en": "seconds"},
    "share": {"es": "porcentaje", "en": "per cent"},
    "points": {"es": "puntos, de -100 a 100", "en": "points, -100 to 100"},
    "score": {"es": "nota, de 1 a 5", "en": "score, 1 to 5"},
    "count": {"es": "cuántos", "en": "how many"},
    "higher": {"es": "mejor si es alto", "en": "higher is better"},
    "lower": {"es": "mejor si es bajo", "en": "lower is better"},
    "none": {"es": "ni mejor ni peor", "en": "neither better nor worse"},
}


def section(known: Definitions, name: str, language: str) -> str:
    """The part of one standard, in Markdown."""
    *earlier, one = known.all[name]
    lines = [f"<!-- {name} -->", f"### {one.name[language]}", "", facts(one, language), ""]
    lines += [wrapped(one.text[language]), "", f"> {one.formula[language]}", ""]
    for old in reversed(earlier):
        said = f"{WORDS['earlier'][language]}, {told(old, language)}: {old.text[language]}"
        lines += [wrapped(said), ""]
    return "\n".join([*lines, f"<!-- /{name} -->"])


def wrapped(text: str) -> str:
    """A paragraph in lines of the pages' width."""
    return textwrap.fill(text, 100, break_long_words=False, break_on_hyphens=False)


def told(one: Definition, language: str) -> str:
    """Which version it is."""
    version, since = WORDS["version"][language], WORDS["since"][language]
    return f"{version} {one.version} {since} {one.since.isoformat()}"


def facts(one: Definition, language: str) -> str:
    """Name, version, unit, which way is better, target and numbers."""
    found = [f"`{one.id}`", told(one, language), WORDS[one.unit][language]]
    found.append(WORDS[one.better][language])
    if one.target is not None:
        target = f"{100 * one.target:g} %" if one.unit == "share" else f"{one.target:g}"
        found.append(f"{WORDS['target'][language]} {target}")
    found += [f"`{name}` {value:g}" for name, value in one.parameters.items()]
    return " · ".join(found)


def renewed(page: str, known: Definitions, language: str) -> str:
    """A page with every part as the definitions say."""
    return PART.sub(lambda found: section(known, found[1], language), page)


def renew(path: Path, known: Definitions, language: str) -> bool:
    """Write a page anew; whether it changed."""
    old = path.read_text(encoding="utf-8")
    new = renewed(old, known, language)
    if new != old:
        path.write_text(new, encoding="utf-8")
    return new != old
