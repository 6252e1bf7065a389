"""What makes one month unlike another: matters that come up at a time of their own.

A question that nobody has written keeps coming; another one is written in the middle of the month;
a product is launched; a carrier breaks down over a weekend. Depends on nothing of ours.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

PUBLISHED_AFTER = 0.5
"""The part of the month after which the entry for students is published."""
LAUNCH_AT = 0.67
SATURDAY = 5
A_WEEK = 7


@dataclass(frozen=True)
class Story:
    """A matter, and how often it is asked on a day (the number, counted from 0)."""

    matter: str
    times: Callable[[int], float]


def stories_of(first: date, days: int) -> list[Story]:
    """Those of a month that begins on a day; a few days have the first two."""
    usual = [
        Story("levante-voice", lambda day: 1.2 + 1.6 * day / max(1, days)),
        Story("student-discount", lambda day: 2.8),
    ]
    if days < A_WEEK:
        return usual
    breakdown = first_saturday(first, days)
    launch = int(LAUNCH_AT * days)
    return [
        *usual,
        Story("launch-mistral", lambda day: 7.0 * 0.75 ** (day - launch) if day >= launch else 0),
        Story("carrier-strike", lambda day: {0: 8.0, 1: 6.0, 2: 7.0}.get(day - breakdown, 0)),
    ]


def first_saturday(first: date, days: int) -> int:
    """The number of the first Saturday of the second week; none in a shorter time."""
    for day in range(A_WEEK, days):
        if (first + timedelta(day)).weekday() == SATURDAY:
            return day
    return -10


def publishing_day(days: int) -> int:
    """The number of the day on which the entry on students is published; none in a few days."""
    return int(PUBLISHED_AFTER * days) if days >= A_WEEK else -1


@dataclass(frozen=True)
class Entry:
    """An entry of the FAQ that is written in the course of the month, and for which matter;
    `variants` are other ways to ask it."""

    matter: str
    question_es: str
    answer_es: str
    question_en: str
    answer_en: str
    variants_es: tuple[str, ...] = ()
    variants_en: tuple[str, ...] = ()


ENTRY = Entry(
    "student-discount",
    "¿Hay descuento para estudiantes?",
    "Sí, un **10 %** en la web para quien tenga carné de estudiante en vigor. Mándenos una foto "
    "del carné y le enviamos un código, que vale para un pedido.",
    "Is there a student discount?",
    "Yes, **10%** on the website for anyone with a valid student card. Send us a photo of the "
    "card and we will send you a code, good for one order.",
    ("precio especial con carné de estudiante", "rebaja para universitarios"),
    ("reduced price for university students", "money off with a student card"),
)
VOICE = Entry(
    "levante-voice",
    "¿Funciona la Levante con Alexa o Google?",
    "No: la Levante se maneja desde su pantalla y desde la aplicación; no escucha a asistentes de "
    "voz.",
    "Does the Levante work with Alexa or Google?",
    "No: the Levante is worked from its screen and from the app; it does not listen to voice "
    "assistants.",
)
"""Written towards the end of the month: it waits to be approved."""
FOR_PEOPLE = "goodwill"
"""The matter whose group is left to people."""
BEGUN = (
    Entry("price-match", "¿Igualan el precio de otra tienda?", "", "Do you match prices?", ""),
    Entry(
        "siroco-paper",
        "¿Qué moldes y papeles aguanta la Siroco?",
        "",
        "Which dishes and papers can the Siroco take?",
        "",
    ),
)
"""What is only begun: its answers are what agents say."""
