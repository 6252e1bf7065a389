"""How the commands show parity and maintenance intervals. Depends on bot.knowledge and words."""

from collections.abc import Iterable
from dataclasses import asdict
from itertools import groupby

from rich.console import Console

from bot.knowledge.intervals import Interval
from bot.knowledge.parity import Parity
from kb_ingest.words import UNITS_ES, Language, say


def show_parity(console: Console, parity: Parity, language: Language) -> None:
    """A line for each thing that is missing or old."""
    lines = [say("alone", language, document=name) for name in parity.alone]
    for one in parity.lonely:
        headings = {"heading": " > ".join(one.heading), "nearest": " > ".join(one.nearest)}
        lines.append(say("lonely", language, **(asdict(one) | headings)))
    lines += [say("older", language, **asdict(one)) for one in parity.older]
    counts = {"pairs": parity.pairs, "sections": parity.sections}
    if parity.complete:
        lines.append(say("parity_good", language, **counts))
    else:
        missing = {key: len(getattr(parity, key)) for key in ("alone", "lonely", "older")}
        lines.append(say("parity_bad", language, **counts, **missing))
    console.print("\n".join(lines), markup=False, highlight=False, soft_wrap=True)


def show_intervals(console: Console, found: Iterable[Interval], language: Language) -> None:
    """By product: how often, the words that say so, and where they stand."""
    lines = []
    for product, ones in groupby(found, lambda one: one.product):
        lines.append(f"\n{product or say('no_product', language)}")
        lines += [_line(one, language) for one in ones]
    shown = "\n".join(lines).lstrip() or say("no_intervals", language)
    console.print(shown, markup=False, highlight=False, soft_wrap=True)


def _line(one: Interval, language: Language) -> str:
    number = f"{one.number:g}" + (f"-{one.up_to:g}" if one.up_to else "")
    unit = UNITS_ES.get(one.unit, one.unit) if language == "es" else one.unit
    value = say("every", language, number=number, unit=unit)
    page = f", p. {one.page}" if one.page else ""
    line = " ".join(one.line.split())
    return f"  {value:24}  {line}\n{'':28}{one.document}{page}, {one.passage}"
