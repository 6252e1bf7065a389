"""What a customer who waits is told: the facts, as JSON for the widget and as a sentence. Pure.

Depends on the words and the hours.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.database import iso
from bot.hours import Hours
from bot.waiting import words
from bot.waiting.callbacks import hidden_number, spoken_number
from bot.waiting.past import Expected
from bot.waiting.tables import Callback, Promise


@dataclass(frozen=True, slots=True)
class WaitTold:
    """What is true of one conversation at the moment `at` (naive UTC).

    `position` is None unless the customer waits in the widget. `expected` is None outside hours
    and where nobody is there. `promise` and `callback` are what stands.
    """

    at: datetime
    state: str
    language: str
    position: int | None
    people: int
    expected: Expected | None
    open: bool
    opens_at: datetime | None
    closes_at: datetime | None
    offline: bool = False
    danger: bool = False
    email: str | None = None
    callbacks: bool = True
    promise: Promise | None = None
    callback: Callback | None = None

    @property
    def median_s(self) -> float | None:
        """The median of the wait to expect, in seconds."""
        return self.expected.median_s if self.expected else None

    @property
    def p90_s(self) -> float | None:
        """Its 90th percentile."""
        return self.expected.p90_s if self.expected else None

    @property
    def there(self) -> bool:
        """Whether somebody can come now."""
        return self.open and self.people > 0

    @property
    def options(self) -> list[str]:
        """What the customer may choose now."""
        if self.state not in ("waiting", "agent"):
            return []
        found = ["wait"] if self.there and not self.offline else []
        return [*found, "email", *(["callback"] if self.callbacks else [])]

    def shown(self, hours: Hours) -> dict[str, Any]:
        """As the door shows it, without the sentence."""
        return {
            "state": self.state,
            "position": self.position,
            "people": self.people,
            "median_s": self.median_s,
            "p90_s": self.p90_s,
            "basis": self.expected.basis if self.expected else None,
            "open": self.open,
            "opens_at": iso(self.opens_at),
            "closes_at": iso(self.closes_at),
            "offline": self.offline,
            "email": self.email,
            "options": self.options,
            "promise": shown_promise(self.promise),
            "callback": shown_callback(self.callback, hours, self.language),
        }


def shown_promise(promise: Promise | None) -> dict[str, Any] | None:
    """A promise as the door shows it."""
    if promise is None:
        return None
    said, due = iso(promise.said_at), iso(promise.due_at)
    return {"kind": promise.kind, "said_at": said, "due_at": due, "kept": promise.kept}


def shown_callback(callback: Callback | None, hours: Hours, language: str) -> dict[str, Any] | None:
    """A booked call as the door shows it."""
    if callback is None:
        return None
    return {
        "slot": iso(callback.slot_at),
        "ends_at": iso(callback.ends_at),
        "phone": hidden_number(callback.phone),
        "title": words.title(callback.slot_at, callback.ends_at, hours, language),
    }


def in_words(told: WaitTold, hours: Hours) -> str:
    """The same in the customer's language: what stands now, and what can be chosen."""
    if told.state == "agent":
        return words.say("with_agent", told.language)
    if told.state != "waiting":
        return words.say("not_waiting", told.language)
    return " ".join(_sentences(told, hours))


def _sentences(told: WaitTold, hours: Hours) -> Iterator[str]:
    standing = [*_standing(told, hours)]
    if told.offline and standing:
        yield from standing
        return
    if not told.there:
        yield from _away(told, hours)
        yield words.say("kept" if told.callbacks else "kept_without_call", told.language)
        return
    yield from _queued(told, hours)
    yield words.say("choose" if told.callbacks else "choose_without_call", told.language)


def _standing(told: WaitTold, hours: Hours) -> Iterator[str]:
    """What was chosen already, and holds."""
    if told.callback:
        yield said_callback("has_callback", told.callback, hours, told.language)
    elif told.email and told.promise and told.promise.kind == "email":
        yield said_email("has_email", told, told.promise, hours)


def _away(told: WaitTold, hours: Hours) -> Iterator[str]:
    yield from _late(told, hours)
    if told.danger:
        yield words.say("danger", told.language)
    if told.open:
        yield words.say("nobody", told.language)
        return
    special = hours.special(hours.local(told.at).date())
    if special:
        yield words.say("holiday", told.language, name=special.name[told.language])
    if told.opens_at:
        opens = words.when(told.opens_at, told.at, hours, told.language)
        yield words.say("closed", told.language, opens=opens)


def _queued(told: WaitTold, hours: Hours) -> Iterator[str]:
    language, expected = told.language, told.expected
    if told.position == 1:
        yield words.say("next", language)
    elif told.position:
        yield words.say("position", language, position=told.position)
    yield from _late(told, hours)
    if expected:
        key = "assumed" if expected.basis == "assumed" else "usual"
        median, p90 = (words.lasting(one, language) for one in (expected.median_s, expected.p90_s))
        yield words.say(key, language, median=median, p90=p90)
    promise = told.promise
    if promise and promise.kind == "wait" and told.closes_at and promise.due_at > told.closes_at:
        due = words.when(promise.due_at, told.at, hours, language)
        closes = words.clock(told.closes_at, hours)
        yield words.say("today_or_not", language, closes=closes, due_day=due)


def _late(told: WaitTold, hours: Hours) -> Iterator[str]:
    """That a promise to be here was broken."""
    promise = told.promise
    if promise and promise.kind == "wait" and not promise.kept_at and promise.due_at < told.at:
        due = words.when(promise.due_at, told.at, hours, told.language)
        yield words.say("late", told.language, due=due)


def said_email(key: str, told: WaitTold, promise: Promise, hours: Hours) -> str:
    """That, and until when, an answer goes to the customer's address."""
    due = words.by(promise.due_at, told.at, hours, told.language)
    return words.say(key, told.language, email=told.email, due=due)


def said_callback(key: str, callback: Callback, hours: Hours, language: str) -> str:
    """That, and when, the customer is called."""
    when = words.between(callback.slot_at, callback.ends_at, hours, language)
    return words.say(key, language, phone=spoken_number(callback.phone), when=when)
