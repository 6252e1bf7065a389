"""What a customer answers to the assistant's questions in a form. Pure.

They read what they are asked for, and choose what suits them where buttons are offered.
"""

import re
from dataclasses import dataclass, field

from simulator.door import Heard, Json
from simulator.people import Person

MOST_STEPS = 10
ASKED = (
    (r"n[uú]mero de serie|serial number", "serial"),
    (r"n[uú]mero (?:de (?:su )?)?pedido|order number|TR-|REP-", "order"),
    (r"correo|e-mail|c[oó]digo postal|postcode", "email"),
    (r"qu[eé] le pasa exactamente|what exactly is wrong", "fault"),
)
WANTED = ("no me convence", "sin abrir", "el dinero", "tienda", "not for me", "unopened", "money")
"""What is chosen of what is offered in a form, by a part of its title."""
ANSWERS = ("/inform", "/affirm")
"""What buttons of a form send; others begin something else."""
UNKNOWN = re.compile(
    r"no lo s[eé]:|i do not know|no encuentro|cannot find|haberle entendido|not sure i understood"
    r"|no le he entendido|did not understand|de eso no s[eé]|know nothing about|no doy opiniones"
    r"|give no opinions|con eso no le puedo|cannot help with that|no le estoy ayudando"
    r"|not helping you|no haber acertado|missed the mark|depende del aparato|depends on the app"
    r"|no consigo encontrarlo",
    re.IGNORECASE,
)
"""How the assistant says that it has no answer, or none yet."""


@dataclass(frozen=True)
class Step:
    """What the customer answers: words, or a button."""

    text: str
    payload: str | None = None


def is_asking(heard: Heard) -> bool:
    """Whether the assistant asks for something rather than answers, or gives up."""
    if not heard.replies or heard.is_answer or is_at_a_loss(heard):
        return False
    text = heard.replies[-1]["text"]
    asks = any(re.search(pattern, text, re.IGNORECASE) for pattern, _ in ASKED)
    return asks or bool(_choices(heard))


def is_at_a_loss(heard: Heard) -> bool:
    """Whether the assistant says that it has no answer."""
    return bool(UNKNOWN.search(heard.text))


@dataclass
class Form:
    """One form in the hands of one person."""

    person: Person
    taken: int = 0
    given: set[str] = field(default_factory=set)

    def step(self, heard: Heard) -> Step | None:
        """The answer to the newest question; None where there is none, or they have had enough."""
        self.taken += 1
        if self.taken > MOST_STEPS or not heard.replies or heard.survey or heard.is_answer:
            return None
        text = heard.replies[-1]["text"]
        for pattern, what in ASKED:
            if what not in self.given and re.search(pattern, text, re.IGNORECASE):
                self.given.add(what)
                return Step(getattr(self.person, what))
        return self._choice(heard)

    def _choice(self, heard: Heard) -> Step | None:
        offered = _choices(heard)
        if not offered or is_at_a_loss(heard):
            return None
        own = [one for one in offered if self.person.product in str(one["payload"])]
        liked = [one for one in offered if any(w in str(one["title"]).lower() for w in WANTED)]
        chosen = (own or liked or offered)[0]
        return Step(chosen["title"], chosen["payload"])


def _choices(heard: Heard) -> list[Json]:
    """The newest message's buttons that answer it."""
    offered = heard.replies[-1]["data"].get("buttons", ()) if heard.replies else ()
    return [one for one in offered if one["payload"] and str(one["payload"]).startswith(ANSWERS)]
