"""The rows of a brief, as they are shown. Depends on the brief, its words and the parts."""

from collections.abc import Iterable

from nicegui import ui

from bot.brief import Brief, Subject, Tried
from bot.brief.gathered import CLAIMED, lines
from bot.brief.words import GUARANTEE, HOW, REASONS, RECEPTIONS, SLOTS, topic, word
from bot.console.parts import link
from bot.console.queue_words import WORDS as QUEUE
from bot.guarantees import Guarantee
from bot.policies.days import in_words
from bot.policies.decisions import Finding

LONGEST = 160
GOOD = frozenset({"covered", "proof_needed"})


def rows(brief: Brief, language: str) -> None:
    """All of it: what is open first, then who, about what, what was asked and tried."""
    open_line(brief, language)
    for part in brief.unread:
        ui.label(word(f"no_{part}", language)).classes("soft").props("role=status")
    if brief.reason:
        row("why_here", [QUEUE.get(brief.reason, {}).get(language, brief.reason)], language)
    row("who", who(brief, language), language)
    if brief.signs:
        row("signs", [", ".join(QUEUE[one][language] for one in brief.signs)], language)
    if brief.subjects:
        with term("about", language):
            for one in brief.subjects:
                subject(one, language)
    row("asked", [asked for asked in asked_lines(brief, language)], language)
    if brief.tried:
        with term("tried", language):
            for done in brief.tried:
                tried(done, language)
    told = lines(brief.gathered, brief.names, language)
    row("gathered", [f"{label}: {value}" for label, value in told], language)
    if brief.asked_last in SLOTS:
        row("asked_last", [SLOTS[brief.asked_last][language]], language)


def open_line(brief: Brief, language: str) -> None:
    """The sentence that nobody answered, as the customer wrote it."""
    if brief.unanswered:
        with ui.element("figure").classes("open-one"):
            with ui.element("figcaption"):
                ui.label(
                    word("tried_in_vain" if brief.unanswered.tried else "unanswered", language)
                )
            with ui.element("blockquote").props(f"lang={brief.language}").mark("unanswered"):
                ui.label(brief.unanswered.sentence)
    else:
        nothing = "nothing_open" if brief.spoke else "nothing_asked"
        ui.label(word(nothing, language)).classes("open-one none").mark("unanswered")


def who(brief: Brief, language: str) -> list[str]:
    """Whose it is, in one or two lines."""
    one = brief.who
    if one.known != "identified":
        claimed = [f"{CLAIMED[slot][language]}: {value}" for slot, value in one.claimed]
        note = f" ({word('unchecked', language)})" if claimed else ""
        return [word(one.known, language), *([", ".join(claimed) + note] if claimed else [])]
    count = word("one_order" if one.orders == 1 else "orders", language, count=one.orders)
    reached = " · ".join(filter(None, (one.email, one.phone)))
    matters = word("open_matters", language, numbers=", ".join(one.open)) if one.open else ""
    return [one.name, reached, " · ".join(filter(None, (count, matters)))]


def subject(one: Subject, language: str) -> None:
    """A product: its numbers, and whether it is covered, with the clauses below."""
    numbers = [
        word("serial", language, serial=one.serial_number) if one.serial_number else "",
        word("order", language, number=one.order_number) if one.order_number else "",
        word("open_matters", language, numbers=", ".join(one.open)) if one.open else "",
    ]
    with ui.element("div").classes("subject"):
        ui.label(one.name).classes("name")
        ui.label(" · ".join(filter(None, numbers))).classes("soft")
        if one.guarantee:
            guarantee(one.guarantee, language)


def guarantee(one: Guarantee, language: str) -> None:
    """The verdict in a line; the clauses it comes from fold out below it."""
    until = in_words(one.until, language) if one.until else ""
    said = GUARANTEE[one.code][language].format(until=until)
    look = "verdict good" if one.code in GOOD else "verdict bad"
    if not one.findings:
        ui.label(said).classes(look)
        return
    with ui.element("details").classes("clauses"):
        with ui.element("summary").classes(look):
            ui.label(said)
        clauses(one.findings, language)


def clauses(findings: Iterable[Finding], language: str) -> None:
    """Each clause that was looked at, whether it holds, and the way to its text."""
    with ui.element("ul").classes("findings"):
        for one in findings:
            with ui.element("li").classes("holds" if one.holds else "fails"):
                ui.label(one.say(language))
                link(f"{one.clause.id} {one.clause.title[language]}", one.url(language))


def asked_lines(brief: Brief, language: str) -> Iterable[str]:
    """What they asked for, each with what it was taken for and how it ended."""
    for one in brief.asked:
        about = topic(one.topic, language)
        ended = HOW.get(one.outcome, {}).get(language, "")
        yield f"{about + ': ' if about else ''}«{shortened(one.text)}»" + (
            f" ({ended.lower()})" if ended else ""
        )


def tried(one: Tried, language: str) -> None:
    """What the assistant did about one question, and how it was received."""
    about = topic(one.topic, language)
    done = HOW[one.how][language] + (f" ({about.lower()})" if about else "")
    sure = round(100 * one.confidence) if one.confidence else 0
    rest = [
        word("confidence", language, percent=sure) if sure else "",
        RECEPTIONS.get(one.reception, {}).get(language, ""),
        REASONS[one.why][language] if one.why in REASONS else "",
    ]
    with ui.element("div").classes(f"tried {one.reception}"):
        ui.label(" · ".join(filter(None, (done, *rest))))
        if one.answer_id:
            shown = one.source or word("as_given", language)
            link(shown, f"/console/answers/{one.answer_id}")


def row(name: str, told: list[str], language: str) -> None:
    """A heading with its lines; nothing where there are none."""
    if told:
        with term(name, language):
            for one in filter(None, told):
                ui.label(one)


def term(name: str, language: str) -> ui.element:
    """A small heading; what is laid out in it comes below."""
    with ui.element("div").classes("told").mark(f"brief-{name}"):
        ui.label(word(name, language)).classes("term").props("role=heading aria-level=3")
        return ui.element("div")


def shortened(text: str) -> str:
    """At most so many characters, cut at a word."""
    flat = " ".join(text.split())
    return flat if len(flat) <= LONGEST else flat[:LONGEST].rsplit(" ", 1)[0] + "…"
