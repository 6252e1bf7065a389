"""Every standard of a view: what is shown of it, the filters, the sections, the table by parts.

Depends on the desk and the pieces.
"""

from collections.abc import Iterator, Mapping

from bot.console.markup import link, tag, text
from bot.console.standards_page.address import DIMENSIONS, PATH, PRESETS, View
from bot.console.standards_page.charts import Mark, bars
from bot.console.standards_page.glance import Glance
from bot.console.standards_page.pieces import (
    big,
    change_line,
    counted,
    definition_words,
    doubts,
    percentiles,
    rows_link,
    target_line,
    trend,
)
from bot.console.standards_page.seen import MATTERS, TABLE, Overview
from bot.console.standards_page.tables import value_cell, version_table
from bot.console.standards_page.words import named, part_words, word
from bot.quantities import days_words, number, worded
from bot.standards import Figure

SECTIONS: dict[str, tuple[str, ...]] = {
    "speed": (
        "first_response", "first_response_agent", "mean_response", "resolution", "service_level",
    ),
    "settled": (
        "fcr_claimed", "fcr_confirmed", "fcr_durable", "containment", "handover_rate",
        "unanswered_rate",
    ),
    "repeated": ("simple_share", "simple_cost", "simple_time", "returning_customers"),
    "opinions": ("csat", "nps"),
    "quality": (
        "quality", "quality_tangibles", "quality_reliability", "quality_responsiveness",
        "quality_assurance", "quality_empathy",
    ),
    "people": ("handover_reasons", "promises_kept"),
    "who_had": ("time_assistant", "time_queue", "time_agent", "time_customer"),
}  # fmt: skip
"""Which standard stands where; what is in none of them comes last."""
SHOWN_PARTS = 8


class OverviewPage:
    """The page in one language. `names` are those of products, by their id."""

    def __init__(
        self, overview: Overview, view: View, names: Mapping[str, str], language: str
    ) -> None:
        self._all = overview
        self._names = names
        self._view = view
        self._language = language
        self._glance = Glance(overview, view, names, language)
        self._by_name = {one.definition.id: one for one in overview.figures}

    def html(self) -> str:
        """All of it below the heading."""
        top = (self.chosen(), self.said(), self._glance.html())
        return "".join((*top, *self.sections(), self.table()))

    def chosen(self) -> str:
        """The period and the filters, as links and a form of the address."""
        view, language = self._view, self._language
        presets = [
            tag(
                "a", text(word(f"days_{days}", language)),
                href=view.link(days=days, from_=None, until=None),
                aria_current="true" if view.days == days else None,
            )
            for days in PRESETS
        ]  # fmt: skip
        nav = tag("nav", *presets, class_="presets", aria_label=word("period", language))
        fields = [
            self._field("from", view.period.first_day.isoformat()),
            self._field("until", view.period.last_day.isoformat()),
            *(self._choice(one) for one in DIMENSIONS),
            self._select("business", "clock", {"": word("wall", language),
                         "1": word("business", language)}, "1" if view.business else ""),
        ]  # fmt: skip
        kept = tag("input", type="hidden", name="by", value=view.by)
        show = tag("button", text(word("show", language)), type="submit", class_="plain-button")
        clear = link(word("clear", language), PATH) if view.kept else ""
        form = tag("form", *fields, kept, show, clear, method="get", action=PATH, class_="filters")
        return nav + form

    def _field(self, name: str, value: str) -> str:
        given = tag("input", type="date", name=name, value=value)
        label = tag("span", text(word(name, self._language)))
        return tag("label", label, given, class_="filter")

    def _choice(self, dimension: str) -> str:
        names = self._names
        options = {"": word("any", self._language)} | {
            one: names.get(one) or named(dimension, one, self._language)
            for one in self._all.choices[dimension]
        }
        return self._select(dimension, dimension, options, getattr(self._view.where, dimension))

    def _select(self, name: str, title: str, options: Mapping[str, str], chosen: str | None) -> str:
        made = [
            tag("option", text(shown), value=value, selected=value == (chosen or ""))
            for value, shown in options.items()
        ]
        label = tag("span", text(word(title, self._language)))
        return tag("label", label, tag("select", *made, name=name), class_="filter")

    def said(self) -> str:
        """The period in words, and what it is compared with."""
        view, language = self._view, self._language
        before = days_words(view.period.before, language)
        said = word("shown", language, days=days_words(view.period, language), before=before)
        if what := self._narrowed():
            said += " " + word("narrowed", language, what=what)
        if view.business:
            said += " " + word("in_hours", language)
        return tag("p", text(said), class_="shown", role="status")

    def _narrowed(self) -> str:
        found = self._view.where.asked
        told = [self._names.get(one) or named(key, one, self._language)
                for key, one in found.items()]  # fmt: skip
        return ", ".join(told)

    def sections(self) -> Iterator[str]:
        """The cards in their sections."""
        placed = {one for names in SECTIONS.values() for one in names}
        others = tuple(one for one in self._by_name if one not in placed)
        for key, names in (SECTIONS | {"others": others}).items():
            cards = [self._card(self._by_name[one]) for one in names if one in self._by_name]
            if cards:
                heading = tag("h2", text(word(key, self._language)))
                yield tag("section", heading, *cards, class_="cards")

    def _card(self, figure: Figure) -> str:
        name, language = figure.definition.id, self._language
        links = [
            rows_link(figure, self._view, language),
            link(word("more", language), self._view.link(standard=name)),
        ]
        measured = tag(
            "div",
            tag("h3", text(figure.definition.name[language])),
            big(figure, self._view, language),
            tag("p", text(counted(figure, language)), class_="soft") if figure.n else "",
            target_line(figure, language),
            change_line(figure, language),
            percentiles(figure, language),
            doubts(figure, language),
            class_="measured",
        )
        drawn = tag("div", self._drawn(figure), class_="drawn")
        defined = tag(
            "div",
            definition_words(figure.definition, language),
            tag("p", *filter(None, links), class_="links"),
            class_="defined",
        )
        every = (measured, drawn, defined, self._versions(name))
        return tag("article", *every, class_="standard", id=f"standard-{name}")

    def _drawn(self, figure: Figure) -> str:
        """Reasons as bars, everything else as its trend."""
        definition, language = figure.definition, self._language
        if definition.of != "count" or not figure.parts:
            return trend(self._all.trends[definition.id], self._view, language)
        marks = [
            Mark(part_words(one.name, language), one.n, worded(one.value, "share", language))
            for one in figure.parts[:SHOWN_PARTS]
        ]
        said = "; ".join(f"{one.name}: {one.words}" for one in marks)
        return bars(marks, definition.name[language], said)

    def _versions(self, name: str) -> str:
        """The earlier and the present definition where it changed in the period."""
        if name not in self._all.versions:
            return ""
        heading = tag("h4", text(word("changed", self._language)))
        table = version_table(self._all.versions[name], self._view, self._language)
        return tag("div", heading, table, class_="changed")

    def table(self) -> str:
        """The main standards by product, language, topic or channel."""
        language, view = self._language, self._view
        tabs = [
            tag("a", text(word(one, language)), href=f"{view.link(by=one)}#parts",
                aria_current="true" if one == view.by else None)
            for one in DIMENSIONS
        ]  # fmt: skip
        nav = tag("nav", *tabs, class_="presets", aria_label=word("broken_down", language))
        title = word(f"by_{view.by}", language)
        heading = tag("h2", text(word("broken_down", language)), id="parts")
        return tag("section", heading, nav, self._parts(title))

    def _parts(self, title: str) -> str:
        language, by = self._language, self._view.by
        heads = [word(by, language), word("questions", language)]
        heads += [self._by_name[one].definition.name[language] for one in TABLE]
        cells = {one: dict(self._all.table[one]) for one in TABLE}
        rows = [self._line(name, figure, cells) for name, figure in self._all.table[MATTERS]]
        if not rows:
            return tag("p", text(word("nothing", language)), class_="empty")
        head = tag("tr", *(tag("th", text(one), scope="col") for one in heads))
        caption = tag("caption", text(title), class_="unseen")
        table = tag("table", caption, tag("thead", head), tag("tbody", *rows), class_="figures")
        return tag("div", table, class_="table-around", tabindex="0", role="region",
                   aria_label=title)  # fmt: skip

    def _line(self, name: str, every: Figure, cells: Mapping[str, Mapping[str, Figure]]) -> str:
        language, by = self._language, self._view.by
        shown = self._names.get(name) or named(by, name, language)
        head = link(shown, self._view.link(**{by: name})) if name else text(shown)
        given = [value_cell(cells[one].get(name), self._view, by, name, language) for one in TABLE]
        count = tag("td", text(number(every.n, language)))
        return tag("tr", tag("th", head, scope="row"), count, *given)
