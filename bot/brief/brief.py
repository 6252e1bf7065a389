"""The brief itself: what is shown to an agent, without words of any language of its own.

Pure data; what the keys mean in words is in `bot.brief.words`. Depends on the guarantee's shape.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.brief.unanswered import Unanswered
from bot.guarantees import Guarantee


@dataclass(frozen=True, slots=True)
class Who:
    """Whose conversation it is. `known` is identified, nobody, or shop_down (somebody, but the
    shop's system does not answer). `claimed` is what nobody has checked: slot and value."""

    known: str
    name: str = ""
    email: str = ""
    phone: str = ""
    orders: int = 0
    open: tuple[str, ...] = ()
    claimed: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Subject:
    """A product that it is about. `guarantee` is None where nobody can say; `open` are the numbers
    of its open returns and repairs."""

    product_id: str
    name: str
    serial_number: str | None = None
    order_number: str | None = None
    guarantee: Guarantee | None = None
    open: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """Something that was asked for: the words, the intent they were taken for, how it ended (an
    outcome of the contact log, or "open")."""

    text: str
    topic: str
    outcome: str
    product_id: str | None = None


@dataclass(frozen=True, slots=True)
class Tried:
    """What the assistant did about a question, and how that was received.

    `how` is an outcome of the contact log. `source` is where the answer stands, `answer_id` opens
    it as it was given, `confidence` is 0 to 1, None where nothing was looked up. `reception` is a
    key of `bot.brief.words.RECEPTIONS`; `why` a reason of `bot.verdicts`, where one was given.
    """

    question: str
    topic: str
    how: str
    source: str = ""
    answer_id: str = ""
    confidence: float | None = None
    reception: str = ""
    why: str | None = None


@dataclass(frozen=True, slots=True)
class Brief:
    """All of it. `language` is the customer's; `reason` is why people were asked for, `signs` are
    the marks of a bad mood; `gathered` are slots and values; `asked_last` is the slot that an open
    form waits for. `unread` are parts that could not be looked up: "assistant", "shop";
    `spoke` says whether the customer has written anything in this matter."""

    language: str
    who: Who
    reason: str | None = None
    subjects: tuple[Subject, ...] = ()
    asked: tuple[Asked, ...] = ()
    tried: tuple[Tried, ...] = ()
    gathered: Mapping[str, Any] = field(default_factory=dict)
    asked_last: str | None = None
    signs: tuple[str, ...] = ()
    unanswered: Unanswered | None = None
    names: Mapping[str, str] = field(default_factory=dict)
    unread: tuple[str, ...] = ()
    spoke: bool = False
