"""The worked example of a page of documentation, read from its tables.

Times are those of the company's clocks. A row is a conversation, a day and time, who, and what:
one of the phrases of `PHRASES`.
"""

import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.standards.events import Log, Promised, Scored
from bot.surveys import customer_key
from tests.standards.talk import Talk

YEAR, MONTH, HOUR = 2026, 11, timedelta(hours=1)
"""November, when the clocks of Madrid are an hour ahead of UTC."""
ROW = re.compile(r"^\| (\d+)([^|]*)\| (\d+) (\d\d):(\d\d):(\d\d) \| ([^|]+) \| ([^|]+) \|$", re.M)
RESULT = re.compile(r"\*\*([-+\d.,]+)\s?(%|s)?\s\(n\s=\s(\d+)\)\*\*")
LANGUAGES = {"es": "es", "en": "en", "inglés": "en", "español": "es", "Spanish": "es",
             "English": "en"}  # fmt: skip
PHRASES = {
    "ask": r"asks: (\w+)|pregunta: (\w+)",
    "wish": r"asks for a person|pide una persona",
    "write": r"writes|escribe",
    "answer": r"answers|responde",
    "unknown": r"has no answer|no tiene respuesta",
    "queue": r"joins the queue|pasa a la cola",
    "take": r"takes it|la toma",
    "solved": r"ends it as solved|la cierra como resuelta",
    "unsolved": r"ends it as unsolved|la cierra sin resolver",
    "leave": r"leaves|se va",
    "thumb_up": r"says that it helped|dice que le ayudó",
    "thumb_down": r"says that it did not help|dice que no le ayudó",
    "csat": r"satisfaction (\d)|satisfacción (\d)",
    "nps": r"recommends: (\d+)|recomienda: (\d+)",
    "promise": r"promises a person within (\d+) minutes|promete una persona en (\d+) minutos",
    "tangibles": r"tangibles (\d)|tangibles (\d)",
    "reliability": r"reliability (\d)|fiabilidad (\d)",
    "responsiveness": r"responsiveness (\d)|capacidad de respuesta (\d)",
    "assurance": r"assurance (\d)|seguridad (\d)",
    "empathy": r"empathy (\d)|empatía (\d)",
}
PEOPLE = {"agent", "persona"}
SAME = {"filtro": "filter", "reembolso": "refund", "factura": "invoice", "entrega": "delivery"}


@dataclass
class Example:
    """The conversations of a page by their numbers."""

    talks: dict[str, Talk]
    groups: dict[str, int]

    @property
    def logs(self) -> list[Log]:
        """Their events."""
        return [one.log for one in self.talks.values()]


def example_in(page: str) -> Example:
    """Read every row of events."""
    found = Example({}, {})
    for number, about, day, hour, minute, second, who, what in ROW.findall(page):
        at = datetime(YEAR, MONTH, int(day), int(hour), int(minute), int(second)) - HOUR
        if number not in found.talks:
            found.talks[number] = talk_of(number, about)
        step(found, found.talks[number], at, who.strip(), what.strip())
    return found


def talk_of(number: str, about: str) -> Talk:
    """A conversation: its customer's name and language stand after its number."""
    language, *name = (word.strip(" ()") for word in reversed(about.strip(" ()").split(",")))
    customer = customer_key(name[0]) if name else None
    return Talk(f"example {number}", customer, LANGUAGES[language])


def step(found: Example, talk: Talk, at: datetime, who: str, what: str) -> None:
    """What one row says; an unknown phrase is an error."""
    name, given = read(what)
    if name == "ask":
        group = found.groups.setdefault(SAME.get(given, given), len(found.groups) + 1)
        talk.ask(at, group)
    elif name == "wish":
        talk.ask(at, None, "escalated", "ask_for_person")
    elif name == "write":
        talk.say(at) if who in PEOPLE else talk.write(at)
        keep_promise(talk, at, who)
    elif name in ("answer", "unknown"):
        talk.reply(at)
        outcome = "answered_faq" if name == "answer" else "unanswered"
        talk.asked[-1] = replace(talk.asked[-1], outcome=outcome)
    elif name == "queue":
        talk.hand(at)
    elif name == "take":
        talk.claim(at)
    elif name in ("solved", "unsolved"):
        talk.end(at, name)
    elif name == "leave":
        talk.end(at, "withdrawn", "closed")
        talk.promised = [let_go(one, at) for one in talk.promised]
    elif name.startswith("thumb"):
        talk.asked[-1] = replace(talk.asked[-1], feedback=1 if name == "thumb_up" else -1)
        talk.write(at)
    elif name == "promise":
        due = at + timedelta(minutes=int(given))
        talk.promised.append(Promised(talk.number, "wait", at, due))
    else:
        talk.scored.append(Scored(str(talk.number), name, at, float(given)))


def read(what: str) -> tuple[str, str]:
    """Which of the phrases it is, and what it names."""
    for name, pattern in PHRASES.items():
        if match := re.fullmatch(pattern, what):
            return name, next(filter(None, match.groups()), "")
    raise AssertionError(f"no phrase of the example: {what!r}")


def keep_promise(talk: Talk, at: datetime, who: str) -> None:
    """A person's first words keep what was promised, or break it."""
    if who in PEOPLE:
        talk.promised = [
            one if one.kept_at else replace(one, kept=at <= one.due_at, kept_at=at, settled_at=at)
            for one in talk.promised
        ]


def let_go(one: Promised, at: datetime) -> Promised:
    """Nobody needs it any more."""
    return one if one.settled_at else replace(one, settled_at=at)


def number_of(text: str, language: str) -> float:
    """A number as a page has it; a comma before the decimals in Spanish."""
    plain = text.replace(".", "").replace(",", ".") if language == "es" else text.replace(",", "")
    return float(plain)
