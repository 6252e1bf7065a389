"""What a customer makes of what they are told, and how they find the service. Pure.

Depends on the door's shapes, the forms and the books.
"""

import random
import re

from simulator import forms, waiting
from simulator.books import Asking
from simulator.door import Heard, time_of

NUMBER = re.compile(
    r"\b(?:TR-\d{6}|RMA-\d|REF-\d|REP-\d|CLM-\d)|\b[Nn]o consta ning|\bThere is no \w+ on record"
)
"""What is spoken of when something was looked up or done, be it that nothing was found."""


LIKED = {
    "tangibles": 0.3,
    "reliability": 0.0,
    "responsiveness": 0.1,
    "assurance": 0.0,
    "empathy": -0.3,
}
"""By how much a dimension of quality is scored above what the visit was like."""


def note_answer(asking: Asking, heard: Heard) -> None:
    """What the assistant made of what was asked."""
    if heard.replies:
        asking.answered_at = time_of(heard.replies[0])
    if heard.is_answer:
        asking.bot, asking.done_at = "answered", asking.answered_at
    elif forms.is_at_a_loss(heard):
        asking.bot = "unanswered"
    elif forms.is_asking(heard) and not (is_done(heard) and "?" not in heard.text):
        asking.bot = "form"
    elif is_done(heard):
        asking.bot, asking.done_at = "done", asking.answered_at
    elif not waiting.is_handed(heard):
        asking.bot = "misread"


def is_done(heard: Heard) -> bool:
    """Whether something was done or looked up: how it was is asked, or an order is spoken of."""
    return bool(heard.survey or NUMBER.search(heard.text))


def csat(solved: bool, by_person: bool, dice: random.Random) -> int:
    """From 1 to 5: better where it was solved, a little better with a person."""
    weights = (2, 4, 12, 38, 44) if solved else (34, 28, 20, 13, 5)
    score = dice.choices(range(1, 6), weights)[0]
    return min(5, score + (by_person and dice.random() < 0.15))


def quality(dimension: str, solved: bool, dice: random.Random) -> int:
    """From 1 to 5 for one dimension of quality; some are liked better than others."""
    return min(5, max(1, round(dice.gauss((4.3 if solved else 2.9) + LIKED[dimension], 0.9))))


def nps(solved: bool, dice: random.Random) -> int:
    """From 0 to 10."""
    return min(10, max(0, round(dice.gauss(8.4 if solved else 4.5, 1.7))))
