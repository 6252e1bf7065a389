"""Figures of the standards in words, for pages, mails and reports. Pure.

Depends on the shapes of figures and periods, and on the company's calendar.
"""

from dataclasses import dataclass

from bot.policies.days import MONTHS, in_words
from bot.standards import Figure, Period

NONE = "–"
NARROW = "\u00a0"
MINUTE, HOUR, DAY = 60, 3600, 86_400
SAME = {"s": 0.05, "share": 0.0005, "points": 0.5, "score": 0.005, "count": 0.5}
"""By how much at most a figure is the same as before, in its unit."""
ARROWS = {"more": "↑", "less": "↓", "same": "="}
WORDS: dict[str, dict[str, str]] = {
    "more": {
        "es": "{by} más que en el periodo anterior ({was})",
        "en": "{by} more than in the period before ({was})",
    },
    "less": {
        "es": "{by} menos que en el periodo anterior ({was})",
        "en": "{by} less than in the period before ({was})",
    },
    "same": {
        "es": "Igual que en el periodo anterior ({was})",
        "en": "The same as in the period before ({was})",
    },
    "better": {"es": "mejor", "en": "better"},
    "worse": {"es": "peor", "en": "worse"},
    "unclear": {"es": "la diferencia puede ser casual", "en": "may be by chance"},
    "neutral": {"es": "", "en": ""},
    "point": {"es": "{by} puntos", "en": "{by} points"},
    "of_five": {"es": "{value} de 5", "en": "{value} of 5"},
    "higher": {"es": "{target} o más", "en": "{target} or more"},
    "lower": {"es": "{target} o menos", "en": "{target} or less"},
}


def number(value: float, language: str, places: int = 0) -> str:
    """1234.5 as "1.234,5" or "1,234.5"."""
    written = f"{value:,.{places}f}"
    return written if language == "en" else written.translate(str.maketrans(",.", ".,"))


def worded(value: float | None, unit: str, language: str, *, tidy: bool = False) -> str:
    """A value in a unit of the definitions: "3 min 20 s", "72,4 %", "+32", "4,30 de 5". `tidy`:
    without decimals that are nought, for what somebody set."""
    if value is None:
        return NONE
    if unit == "s":
        return duration(value, language, tidy=tidy)
    if unit == "share":
        gap = NARROW if language == "es" else ""
        return f"{number(100 * value, language, places(100 * value, 1, tidy))}{gap}%"
    if unit == "points":
        return f"{value:+.0f}".replace("-", "−")
    if unit == "score":
        said = number(value, language, places(value, 2, tidy))
        return WORDS["of_five"][language].format(value=said)
    return number(value, language)


def at_axis(value: float, unit: str, language: str) -> str:
    """A value in as few letters as say it."""
    if unit == "score":
        return number(value, language, places(value, 1, True))
    return worded(value, unit, language, tidy=True)


def places(value: float, most: int, tidy: bool) -> int:
    """How many decimals to show."""
    return 0 if tidy and abs(value - round(value)) < 1e-9 else most


def duration(seconds: float, language: str, *, tidy: bool = False) -> str:
    """Seconds in the two largest units that say something."""
    if seconds < 9.95:
        return f"{number(seconds, language, places(seconds, 1, tidy))}{NARROW}s"
    whole = round(seconds)
    for size, name, below, small in ((DAY, "d", HOUR, "h"), (HOUR, "h", MINUTE, "min"),
                                     (MINUTE, "min", 1, "s")):  # fmt: skip
        if whole >= size:
            # Rounded to the smaller unit first: 59 min 59 s of two hours are no 60 min.
            large, rest = divmod(round(whole / below), size // below)
            first = f"{number(large, language)}{NARROW}{name}"
            return f"{first} {rest}{NARROW}{small}" if rest else first
    return f"{whole}{NARROW}s"


def target_words(figure: Figure, language: str, target: float | None = None) -> str:
    """ "10 s o menos"; empty where the standard has no target."""
    definition = figure.definition
    held_to = definition.target if target is None else target
    if held_to is None or definition.better == "none":
        return ""
    said = worded(held_to, definition.unit, language, tidy=True)
    return WORDS[definition.better][language].format(target=said)


@dataclass(frozen=True, slots=True)
class Change:
    """A figure beside that of the period before. `way` is more, less or same; `verdict` better,
    worse, neutral (neither is better), or unclear (the earlier figure is within the interval)."""

    way: str
    verdict: str
    words: str

    @property
    def arrow(self) -> str:
        """A sign for the way."""
        return ARROWS[self.way]


def change_of(figure: Figure, language: str) -> Change | None:
    """How a figure changed; None where one of the two is missing."""
    by, old = figure.change, figure.previous
    if by is None or old is None:
        return None
    unit, way = figure.definition.unit, way_of(figure, by)
    was = worded(old.value, unit, language)
    said = WORDS[way][language].format(by=difference(abs(by), unit, language), was=was)
    verdict = verdict_of(figure, way)
    told = WORDS[verdict][language] if way != "same" else ""
    return Change(way, verdict, f"{said}: {told}" if told else said)


def way_of(figure: Figure, by: float) -> str:
    """Whether a figure is more or less than before, or the same."""
    return "same" if abs(by) < SAME[figure.definition.unit] else "more" if by > 0 else "less"


def verdict_in(figure: Figure) -> str:
    """Whether a figure changed for the better; neutral without a period before."""
    by = figure.change
    return "neutral" if by is None else verdict_of(figure, way_of(figure, by))


def difference(by: float, unit: str, language: str) -> str:
    """A difference in a unit; that of shares is in points of a hundred."""
    if unit == "share":
        return WORDS["point"][language].format(by=number(100 * by, language, 1))
    if unit == "points":
        return WORDS["point"][language].format(by=number(by, language))
    if unit == "score":
        return number(by, language, 2)
    return worded(by, unit, language)


def verdict_of(figure: Figure, way: str) -> str:
    """Whether a change is one for the better."""
    better, old = figure.definition.better, figure.previous
    if better == "none" or way == "same":
        return "neutral"
    within = figure.low is not None and figure.high is not None
    if within and old and old.value is not None and figure.low <= old.value <= figure.high:  # type: ignore[operator]
        return "unclear"
    return "better" if (way == "more") == (better == "higher") else "worse"


def days_words(period: Period, language: str) -> str:
    """ "17–23 de noviembre de 2026" or "17–23 November 2026"; one day as it is."""
    first, last = period.first_day, period.last_day
    if first == last:
        return in_words(first, language)
    joint = " de " if language == "es" else " "
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{in_words(last, language)}"
    month = MONTHS[language].split()[first.month - 1]
    begun = f"{first.day}{joint}{month}"
    if first.year != last.year:
        begun = in_words(first, language)
    return f"{begun} – {in_words(last, language)}"
