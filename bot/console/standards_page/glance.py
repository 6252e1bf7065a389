"""The top of the page: how today goes, the main standards as tiles, what changed and why.

Depends on what is seen and the pieces.
"""

from collections.abc import Mapping

from bot.console.markup import link, tag, text
from bot.console.standards_page.address import View
from bot.console.standards_page.pieces import value_of
from bot.console.standards_page.seen import GLANCE, MATTERS, Changed, Overview
from bot.console.standards_page.tables import reason_line
from bot.console.standards_page.words import word
from bot.quantities import change_of, number
from bot.standards import Figure


class Glance:
    """The top in one language. `names` are those of products, by their id."""

    def __init__(
        self, overview: Overview, view: View, names: Mapping[str, str], language: str
    ) -> None:
        self._all = overview
        self._view = view
        self._names = names
        self._language = language
        self._by_name = {one.definition.id: one for one in overview.figures}

    def html(self) -> str:
        """All of it."""
        return self.tiles() + self.changes()

    def tiles(self) -> str:
        """How today goes, and the most asked for, small, with links to all there is of them."""
        tiles = [self._tile(self._by_name[one]) for one in GLANCE if one in self._by_name]
        heading = tag("h2", text(word("at_a_glance", self._language)))
        return tag("section", heading, self._today(), tag("ul", *tiles, class_="tiles"))

    def _today(self) -> str:
        """Whether today is good or bad so far: which of the standards with a target are met."""
        language, today = self._language, self._all.today
        if MATTERS not in today:
            return ""
        n, held = today[MATTERS].n, [today[one] for one in GLANCE if today[one].met is not None]
        if not n:
            return tag("p", text(word("today_none", language)), class_="today")
        broken = [one for one in held if not one.met]
        told = [f"{one.definition.name[language]} ({value_of(one, language)})" for one in broken]
        said = word("today_one" if n == 1 else "today", language, n=number(n, language))
        key = "today_all" if not broken else "today_some"
        said += " " + word(
            key, language, met=len(held) - len(broken), held=len(held), broken=", ".join(told)
        )
        if any(one.few for one in (today[MATTERS], *broken)):
            said += " " + word("today_few", language)
        look = "unsure" if all(one.few for one in held) else "bad" if broken else "good"
        link_to = link(word("today_see", language), self._view.link(days=1, from_=None, until=None))
        return tag("p", text(said) + " " + link_to, class_=f"today {look}")

    def _tile(self, figure: Figure) -> str:
        language, change = self._language, change_of(figure, self._language)
        arrow = ""
        if change:
            told = tag("span", text(change.words), class_="unseen")
            sign = tag("span", change.arrow, aria_hidden="true")
            arrow = tag("span", sign, told, class_=f"arrow {change.verdict}")
        mark = ""
        if figure.met is not None:
            key = "met" if figure.met else "broken"
            mark = tag("span", text(word(key, language)), class_=f"state-of {key}")
        name = figure.definition.name[language]
        value = tag("span", text(value_of(figure, language)), arrow, class_="number-of")
        now = self._all.today.get(figure.definition.id)
        so_far = word("today_is", language, value=value_of(now, language)) if now and now.n else ""
        foot = tag("span", mark, text(so_far), class_="foot") if mark or so_far else ""
        href = f"#standard-{figure.definition.id}"
        return tag(
            "li", tag("a", tag("span", text(name), class_="name-of"), value, foot, href=href)
        )

    def changes(self) -> str:
        """What became better or worse by more than chance, and what most of it is of."""
        language = self._language
        heading = tag("h2", text(word("what_changed", language)))
        if not self._all.changes:
            known = any(one.previous and one.previous.n for one in self._all.figures)
            said = word("nothing_changed" if known else "nothing_before", language)
            return tag("section", heading, tag("p", text(said), class_="soft"))
        told = [self._change(one) for one in self._all.changes]
        return tag("section", heading, tag("ul", *told, class_="changes"))

    def _change(self, one: Changed) -> str:
        language, figure = self._language, one.figure
        name, change = figure.definition.id, change_of(figure, language)
        if change is None:
            return ""
        arrow = tag("span", change.arrow, aria_hidden="true", class_="arrow")
        head = link(figure.definition.name[language], self._view.link(standard=name))
        said = f": {value_of(figure, language)}. {change.words}."
        why = reason_line(one.reason, figure, self._view, self._names, language)
        return tag("li", tag("p", arrow, head, text(said)), why, class_=one.verdict)
