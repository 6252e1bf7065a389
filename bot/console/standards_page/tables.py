"""Versions of a standard side by side, one standard by a dimension, and why one changed, in HTML.

Depends on the pieces.
"""

from collections.abc import Mapping, Sequence

from bot.console.markup import link, tag, text
from bot.console.standards_page.address import View
from bot.console.standards_page.pieces import counted, definition_words, opening, value_of
from bot.console.standards_page.seen import Broken
from bot.console.standards_page.words import named, word
from bot.quantities import NONE, number, worded
from bot.standards import Figure
from bot.standards.why import Reason


def version_table(versions: Sequence[Figure], view: View, language: str, level: str = "h5") -> str:
    """Versions of a standard over the same rows, side by side, the present one last."""
    cells = []
    for one in versions:
        last = one is versions[-1]
        version = None if last else one.definition.version
        state = word("in_force" if last else "earlier", language)
        state = state[:1].upper() + state[1:]
        cells.append(
            tag(
                "div",
                tag("p", tag("strong", text(state))),
                tag("p", opening(one, view, language, {"version": version}), class_="big"),
                tag("p", text(counted(one, language)), class_="soft"),
                definition_words(one.definition, language, level),
            )
        )
    return tag("div", *cells, class_="versions")


def reason_line(
    reason: Reason | None, figure: Figure, view: View, names: Mapping[str, str], language: str
) -> str:
    """Why a figure changed, with a way to it; empty where it is of everything."""
    if reason is None:
        return ""
    by, unit = reason.dimension, figure.definition.unit
    shown = names.get(reason.name) or named(by, reason.name, language)
    href = view.link(**{by: reason.name}, standard=figure.definition.id)
    now, before = (worded(one.value, unit, language) for one in (reason.now, reason.before))
    n, was = (number(one.n, language) for one in (reason.now, reason.before))
    said = word("mostly_said", language, before=before, now=now, n=n, was=was)
    return tag("p", text(word(f"mostly_{by}", language)), " ", link(shown, href), text(said),
               class_="soft")  # fmt: skip


def value_cell(figure: Figure | None, view: View, by: str, name: str, language: str) -> str:
    """A figure of a part, which opens its rows; those of what is not known have no address."""
    if figure is None or not figure.n + figure.left_out:
        return tag("td", text(NONE))
    if not name:
        return tag("td", text(value_of(figure, language)))
    return tag("td", opening(figure, view, language, {by: name}))


def broken_table(
    parts: Broken, names: Mapping[str, str], view: View, by: str, language: str
) -> str:
    """One standard by one dimension."""
    rows = []
    for name, figure in parts:
        shown = names.get(name) or named(by, name, language)
        head = (
            link(shown, view.link(**{by: name}, standard=figure.definition.id))
            if name
            else text(shown)
        )
        value = value_cell(figure, view, by, name, language)
        count = tag("td", text(number(figure.n, language)))
        rows.append(tag("tr", tag("th", head, scope="row"), value, count))
    heads = (word(by, language), word("value", language), word("cases", language))
    head = tag("tr", *(tag("th", text(one), scope="col") for one in heads))
    caption = tag("caption", text(word(f"by_{by}", language)))
    return tag("table", caption, tag("thead", head), tag("tbody", *rows), class_="figures")
