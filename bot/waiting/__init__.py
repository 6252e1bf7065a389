"""Waiting for a person: the queue, what to expect of it, what is promised, and what to do instead.

`waiting` has the facts, `telling` tells them, `choices` are the customer's, `promises` are scored,
`past` is what is expected from, `callbacks` are the calls to make. Depends on conversations, hours,
live and words; knows no door.
"""

from bot.waiting.callbacks import Callbacks, Slot, forget
from bot.waiting.choices import Choices
from bot.waiting.errors import (
    BadPhone,
    CallbackGone,
    NobodyWaits,
    NoSuchSlot,
    SlotTaken,
    TooOften,
)
from bot.waiting.past import Expected, Past, Wait
from bot.waiting.promises import Promises, Score
from bot.waiting.tables import Callback, Promise
from bot.waiting.telling import Telling
from bot.waiting.told import WaitTold
from bot.waiting.waiting import Waiting
from bot.waiting.words import title

__all__ = [
    "BadPhone",
    "Callback",
    "CallbackGone",
    "Callbacks",
    "Choices",
    "Expected",
    "NoSuchSlot",
    "NobodyWaits",
    "Past",
    "Promise",
    "Promises",
    "Score",
    "Slot",
    "SlotTaken",
    "Telling",
    "TooOften",
    "Wait",
    "WaitTold",
    "Waiting",
    "forget",
    "title",
]
