"""One standard from all sides, and the rows behind its figure.

Depends on the desk and the pieces.
"""

from collections.abc import Mapping

from bot.console.markup import link, tag, text
from bot.console.parts import when
from bot.console.standards_page.address import DIMENSIONS, View
from bot.console.standards_page.desk import Behind
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
    value_of,
)
from bot.console.standards_page.seen import One
from bot.console.standards_page.tables import broken_table, reason_line, version_table
from bot.console.standards_page.words import named, part_words, word
from bot.quantities import days_words, number, worded
from bot.standards import BehindRow, Figure


def one_html(one: One, view: View, names: Mapping[str, str], language: str) -> str:
    """The page of one standard below its heading. `names` are those of products, by their id."""
    figure, name = one.figure, one.figure.definition.id
    links = (
        rows_link(figure, view, language),
        tag("a", text(word("csv", language)), href=view.csv(name)),
    )
    measured = tag(
        "div",
        big(figure, view, language),
        tag("p", text(counted(figure, language)), class_="soft") if figure.n else "",
        target_line(figure, language),
        change_line(figure, language),
        reason_line(one.reason, figure, view, names, language),
        percentiles(figure, language),
        doubts(figure, language),
        tag("p", *filter(None, links), class_="links"),
        class_="measured",
    )
    drawn = tag("div", trend(one.trend, view, language), class_="drawn")
    defined = tag("div", definition_words(figure.definition, language, "h2"), class_="defined")
    card = tag("article", measured, drawn, defined, class_="standard")
    return (
        back(word("back", language), view.link())
        + shown(view, language)
        + card
        + sides(one, view, names, language)
    )


def sides(one: One, view: View, names: Mapping[str, str], language: str) -> str:
    """What the rows counted as, the versions, and the parts by each dimension."""
    found = [parts_table(one.figure, view, language)] if one.figure.parts else []
    found += [
        broken_table(one.parts[by], names, view, by, language) for by in DIMENSIONS if one.parts[by]
    ]
    tables = tag("section", *(tag("div", each, class_="table-around") for each in found),
                 class_="sides")  # fmt: skip
    if len(one.versions) < 2:
        return tables
    heading = tag("h2", text(word("versions", language)))
    return tag("section", heading, version_table(one.versions, view, language, "h3")) + tables


def parts_table(figure: Figure, view: View, language: str) -> str:
    """What each row counted as, each a way to those rows."""
    name, unit = figure.definition.id, figure.definition.unit
    rows = []
    for part in figure.parts:
        href = view.link(standard=name, rows=1, counted_as=part.name)
        timed = unit in ("s", "score")
        value = worded(part.value, unit if timed else "share", language)
        if part.value is None:
            value = word("left", language)
        rows.append(
            tag(
                "tr",
                tag("th", link(part_words(part.name, language), href), scope="row"),
                tag("td", text(value)),
                tag("td", text(number(part.n, language))),
            )
        )
    heads = ("counted_as", "value" if unit in ("s", "score") else "part", "cases")
    head = tag("tr", *(tag("th", text(word(one, language)), scope="col") for one in heads))
    caption = tag("caption", text(word("parts", language)))
    return tag("table", caption, tag("thead", head), tag("tbody", *rows), class_="figures")


def behind_html(behind: Behind, view: View, names: Mapping[str, str], language: str) -> str:
    """The page of rows below its heading. `names` are those of products, by their id."""
    name = behind.figure.definition.id
    top = back(word("back_one", language), view.link(standard=name)) + shown(view, language)
    if behind.version:
        defined = definition_words(behind.figure.definition, language, "h2")
        top += tag("div", tag("p", tag("strong", text(word("rows_earlier", language)))), defined)
    said = tag("p", text(count_words(behind, language)), role="status")
    version = behind.version
    csv = tag("a", text(word("csv", language)), href=view.csv(name, behind.counted_as, version))
    if not behind.rows:
        return top + chosen_part(behind, view, language) + said
    heads = ("when", "asked", "about", "counted_as", "value", "conversation")
    head = tag("tr", *(tag("th", text(word(one, language)), scope="col") for one in heads))
    rows = [line(one, behind, names, language) for one in behind.rows]
    title = word("rows_of", language, name=behind.figure.definition.name[language])
    caption = tag("caption", text(title), class_="unseen")
    table = tag("table", caption, tag("thead", head), tag("tbody", *rows), class_="entries behind")
    around = tag("div", table, class_="wide", tabindex="0", role="region", aria_label=title)
    over = tag("div", said, csv, class_="over")
    return top + chosen_part(behind, view, language) + over + around + pages(behind, view, language)


def chosen_part(behind: Behind, view: View, language: str) -> str:
    """Links to the rows that count as one thing."""
    name = behind.figure.definition.id
    names = ["", *(one.name for one in behind.figure.parts)]
    made = [
        tag("a", text(part_words(one, language) if one else word("all_rows", language)),
            href=view.link(standard=name, rows=1, counted_as=one, version=behind.version),
            aria_current="true" if one == behind.counted_as else None)
        for one in names
    ]  # fmt: skip
    return tag("nav", *made, class_="presets", aria_label=word("only_part", language))


def count_words(behind: Behind, language: str) -> str:
    """How many rows there are."""
    n = number(behind.count, language)
    if behind.counted_as:
        part = part_words(behind.counted_as, language)
        return word("as_one", language, n=n, part=part)
    counting = number(behind.figure.n, language)
    return word("rows_count", language, n=n, counted=counting,
                left_out=number(behind.figure.left_out, language))  # fmt: skip


def line(row: BehindRow, behind: Behind, names: Mapping[str, str], language: str) -> str:
    """One row; its conversation is a link."""
    about = [
        names.get(row.product) or named("product", row.product, language) if row.product else None,
        named("topic", row.topic, language) if row.topic else None,
        named("language", row.language, language),
        named("channel", row.channel, language),
        word("simulated", language) if row.simulated else None,
    ]
    unit = "share" if behind.figure.definition.of == "share" else behind.figure.definition.unit
    value = word("left", language) if row.value is None else one_value(row.value, unit, language)
    counted_as = part_words(row.counted_as, language)
    if row.reason and row.reason != row.counted_as:
        counted_as += f" ({part_words(row.reason, language)})"
    at = when(row.at)
    open_it = tag("a", text(word("open", language)),
                  href=f"/console/conversation/{row.conversation_id}",
                  aria_label=word("open_of", language, when=at))  # fmt: skip
    return tag(
        "tr",
        tag("th", text(at), scope="row"),
        tag("td", text(row.text or "–"), lang=row.language),
        tag("td", text(" · ".join(filter(None, about)))),
        tag("td", text(counted_as)),
        tag("td", text(value)),
        tag("td", open_it),
    )


def one_value(value: float, unit: str, language: str) -> str:
    """What one row adds: 1 and 0 of shares, the score itself, the time."""
    if unit in ("share", "count", "points"):
        return number(value, language)
    return worded(value, unit, language)


def pages(behind: Behind, view: View, language: str) -> str:
    """The way to newer and older rows."""
    if behind.pages == 1:
        return ""
    name, part = behind.figure.definition.id, behind.counted_as

    def to(page: int, key: str) -> str:
        href = view.link(standard=name, rows=1, counted_as=part, version=behind.version, page=page)
        return tag("a", text(word(key, language)), href=href)

    found = [to(behind.page - 1, "before")] if behind.page > 1 else []
    now = word("page_of", language, page=number(behind.page, language),
               pages=number(behind.pages, language))  # fmt: skip
    found.append(tag("span", text(now)))
    found += [to(behind.page + 1, "next")] if behind.page < behind.pages else []
    return tag("nav", *found, class_="pager", aria_label=word("rows_of", language, name=value_of(
        behind.figure, language)))  # fmt: skip


def back(words: str, href: str) -> str:
    """The way back."""
    return tag("p", link(words, href), class_="back")


def shown(view: View, language: str) -> str:
    """The period and the filters in words."""
    told = [days_words(view.period, language)]
    told += [named(key, value, language) for key, value in view.where.asked.items()]
    if view.business:
        told.append(word("business", language))
    return tag("p", text(" · ".join(told)), class_="shown")
