"""Pieces of the page in HTML: the number of a figure, its change and target, its trend.

Depends on the charts, the quantities and the texts.
"""

from collections.abc import Mapping, Sequence

from bot.console.markup import link, tag, text
from bot.console.standards_page.address import View
from bot.console.standards_page.charts import Mark, line, scale_of
from bot.console.standards_page.words import word
from bot.policies.days import in_words
from bot.quantities import NONE, at_axis, change_of, number, target_words, worded
from bot.standards import Definition, Figure, Period, Point

TIMED = ("p50", "p90", "p95")


def value_of(figure: Figure, language: str) -> str:
    """The figure in words."""
    return worded(figure.value, figure.definition.unit, language)


def counted(figure: Figure, language: str) -> str:
    """ "mediana de 1.234 · 12 sin contar"."""
    said = word(figure.definition.of, language, n=number(figure.n, language))
    if figure.left_out:
        said += " · " + word("left_out", language, n=number(figure.left_out, language))
    return said


def big(figure: Figure, view: View, language: str) -> str:
    """The number, as a link to its rows where there are some."""
    name = figure.definition.id
    if not figure.n + figure.left_out:
        return tag("p", text(word("no_value", language)), class_="big none")
    value = value_of(figure, language)
    named = f"{value}. {rows_words(figure, language)}"
    href = view.link(standard=name, rows=1)
    return tag("p", tag("a", text(value), href=href, aria_label=named), class_="big")


def target_line(figure: Figure, language: str) -> str:
    """The target, and whether it is met; empty without one."""
    said = target_words(figure, language)
    if not said:
        return ""
    told = text(word("target", language, target=said))
    if figure.met is not None:
        key = "met" if figure.met else "broken"
        told += tag("strong", text(word(key, language)), class_=key)
    return tag("p", told, class_="target")


def change_line(figure: Figure, language: str) -> str:
    """How it changed, with an arrow; empty without a period before."""
    change = change_of(figure, language)
    if change is None:
        return ""
    arrow = tag("span", change.arrow, aria_hidden="true", class_="arrow")
    return tag("p", arrow, text(change.words), class_=f"change {change.verdict}")


def doubts(figure: Figure, language: str) -> str:
    """The interval, and that there is little to go by."""
    unit, said = figure.definition.unit, ""
    if figure.n and figure.few:
        said += tag("p", text(word("few", language)), class_="few")
    if figure.low is not None and figure.high is not None:
        low, high = worded(figure.low, unit, language), worded(figure.high, unit, language)
        said += tag("p", text(word("interval", language, low=low, high=high)), class_="soft")
    return said


def percentiles(figure: Figure, language: str) -> str:
    """Mean and percentiles of times."""
    if figure.definition.unit != "s" or figure.p50 is None:
        return ""
    told = [("average", figure.mean), *((key, getattr(figure, key)) for key in TIMED)]
    pairs = [
        tag(
            "div",
            tag("dt", text(word(key, language))),
            tag("dd", text(worded(value, "s", language))),
        )
        for key, value in told
    ]
    return tag("dl", *pairs, class_="percentiles")


def definition_words(one: Definition, language: str, level: str = "h4") -> str:
    """What a standard is, its formula, and since when."""
    since = in_words(one.since, language)
    return (
        tag(level, text(word("what_it_is", language)))
        + tag("p", text(one.text[language]))
        + tag("p", text(one.formula[language]), class_="formula")
        + tag("p", text(word("version", language, version=one.version, since=since)), class_="soft")
    )


def marks_of(points: Sequence[Point], language: str) -> list[Mark]:
    """The points of a trend with their words."""
    return [
        Mark(
            in_words(one.period.first_day, language),
            one.figure.value if one.figure.n else None,
            value_of(one.figure, language) if one.figure.n else NONE,
        )
        for one in points
    ]


def trend(points: Sequence[Point], view: View, language: str) -> str:
    """The picture of a trend and its numbers in a table behind it."""
    definition = points[0].figure.definition
    marks = marks_of(points, language)
    title = word("trend_of", language, name=definition.name[language])
    held = definition.target if definition.better != "none" else None
    scale = scale_of([*(one.value for one in marks), held], definition.unit)
    levels = [(value, at_axis(value, definition.unit, language)) for value in scale.levels]
    ends = (short_day(points[0], language), short_day(points[-1], language))
    picture = line(
        marks, title, said_of(marks, held is not None, language), ends, scale, levels, held
    )
    return picture + numbers(points, view, language)


def said_of(marks: Sequence[Mark], held: bool, language: str) -> str:
    """What a trend shows, in words."""
    known = [one for one in marks if one.value is not None]
    if not known:
        return word("trend_none", language)
    low = min(known, key=lambda one: one.value or 0)
    high = max(known, key=lambda one: one.value or 0)
    first, last = known[0], known[-1]
    said = word(
        "trend_said", language, first=first.name, from_=first.words, last=last.name,
        to=last.words, low=low.words, high=high.words,
    )  # fmt: skip
    return f"{said} {word('trend_held', language)}" if held else said


def short_day(point: Point, language: str) -> str:
    """ "17 nov"."""
    words = in_words(point.period.first_day, language).replace(" de ", " ").split()
    return f"{words[0]} {words[1][:3]}"


def numbers(points: Sequence[Point], view: View, language: str) -> str:
    """The table of a trend, newest first, shut until somebody opens it."""
    name = points[0].figure.definition.name[language]
    heads = (word(view.step, language), word("value", language), word("cases", language))
    rows = [
        tag(
            "tr",
            tag("th", text(in_words(one.period.first_day, language)), scope="row"),
            tag("td", opening(one.figure, view, language, days_of(one.period))),
            tag("td", text(number(one.figure.n, language))),
        )
        for one in reversed(points)
    ]
    table = tag(
        "table",
        tag("caption", text(name), class_="unseen"),
        tag("thead", tag("tr", *(tag("th", text(one), scope="col") for one in heads))),
        tag("tbody", *rows),
        class_="figures",
    )
    summary = tag("summary", text(word("numbers", language)))
    return tag("details", summary, tag("div", table, class_="table-around"))


def opening(figure: Figure, view: View, language: str, changes: Mapping[str, object]) -> str:
    """A value that opens its rows, at the view's address with `changes`; plain where there are
    none."""
    value = value_of(figure, language)
    if not figure.n + figure.left_out:
        return text(value)
    href = view.link(**changes, standard=figure.definition.id, rows=1)
    return tag("a", text(value), href=href, aria_label=f"{value}. {rows_words(figure, language)}")


def days_of(period: Period) -> dict[str, object]:
    """What an address says of a period."""
    return {"days": None, "from_": period.first_day, "until": period.last_day}


def rows_link(figure: Figure, view: View, language: str) -> str:
    """The link to the rows."""
    if not figure.n + figure.left_out:
        return ""
    href = view.link(standard=figure.definition.id, rows=1)
    return link(rows_words(figure, language), href)


def rows_words(figure: Figure, language: str) -> str:
    """How many rows there are to see."""
    n = figure.n + figure.left_out
    return word("row" if n == 1 else "rows", language, n=number(n, language))
