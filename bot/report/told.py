"""The tables of a report in words: the same in the PDF and in the mail. Pure.

Depends on the content, the quantities and the texts.
"""

from collections.abc import Sequence

from bot.mail import Memo, Table
from bot.quantities import change_of, days_words, number, target_words, worded
from bot.report.content import Entry, Open, Repeated, WeekReport
from bot.report.words import cause_words, word
from bot.standards import Figure, Part

PATH = "/console/standards"
IN_MAIL = (
    "first_response", "service_level", "fcr_durable", "containment", "unanswered_rate",
    "simple_share", "csat", "nps", "promises_kept",
)  # fmt: skip


def standard_cells(figure: Figure, language: str) -> list[str]:
    """Name, value with cases, change, target."""
    said = worded(figure.value, figure.definition.unit, language)
    cases = word("cases", language, n=number(figure.n, language))
    if figure.n and figure.few:
        cases += f", {word('few', language)}"
    change = change_of(figure, language)
    target = target_words(figure, language)
    if target and figure.met is not None:
        target += f": {word('met' if figure.met else 'broken', language)}"
    name = figure.definition.name[language]
    return [name, f"{said} ({cases})", change.words if change else "–", target or "–"]


def standards_table(figures: Sequence[Figure], language: str) -> Table:
    """Standards with their change and target."""
    heads = [word(one, language) for one in ("standard", "value", "change", "target")]
    rows = [standard_cells(one, language) for one in figures]
    return Table(word("standards", language), heads, rows)


def repeated_table(repeated: Sequence[Repeated], language: str) -> Table:
    """The questions asked most."""
    heads = [word(one, language) for one in ("question", "asked", "before", "alone")]
    rows = [
        [one.labels[language], number(one.asked, language), number(one.before, language),
         worded(one.alone, "share", language)]
        for one in repeated
    ]  # fmt: skip
    return Table(word("repeated", language), heads, rows)


def unanswered_table(found: Sequence[Open], language: str) -> Table:
    """Questions without an answer."""
    heads = [word(one, language) for one in ("question", "asked", "cause")]
    rows = [
        [one.labels[language], number(one.count, language), cause_words(one.cause, language)]
        for one in found
    ]
    return Table(word("unanswered", language), heads, rows)


def entries_table(entries: Sequence[Entry], language: str) -> Table:
    """What became of entries."""
    heads = [word(one, language) for one in ("entry", "reached", "entry_change", "verdict")]
    rows = []
    for one in entries:
        before, after = worded(one.before, "share", language), worded(one.after, "share", language)
        low, high = (number(100 * each, language, 1) for each in (one.low, one.high))
        change = word("points", language, low=low, high=high)
        rows.append(
            [one.labels[language], f"{before} / {after}", change, word(one.verdict, language)]
        )
    return Table(word("entries", language), heads, rows)


def promises_table(parts: Sequence[Part], language: str) -> Table:
    """What became of promises."""
    heads = [word(one, language) for one in ("state", "asked")]
    keys = {"broken": "broken_ones"}
    rows = [
        [word(keys.get(one.name, one.name), language), number(one.n, language)] for one in parts
    ]
    return Table(word("promises", language), heads, rows)


def tables_of(report: WeekReport, language: str) -> list[Table]:
    """Everything after the standards."""
    return [
        repeated_table(report.repeated, language),
        unanswered_table(report.unanswered, language),
        entries_table(report.entries, language),
        promises_table(report.promises, language),
    ]


def memo_of(report: WeekReport, language: str) -> Memo:
    """The mail that the PDF goes with: the main figures and what is repeated."""
    days = days_words(report.period, language)
    lines = [word("compared", language, days=days), word("attached", language)]
    if report.simulated:
        lines.append(word("simulated", language))
    figures = [one for one in report.figures if one.definition.id in IN_MAIL and one.n]
    tables = [standards_table(figures, language)] if figures else []
    tables += [one for one in tables_of(report, language)[:2] if one.rows]
    return Memo(
        "report", language, word("subject", language, days=days), word("title", language),
        lines, tables, (word("open_it", language), PATH),
    )  # fmt: skip
