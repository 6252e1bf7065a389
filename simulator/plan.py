"""Who comes when, and what for: the visits of some days, the same for the same seed.

Weekdays and hours have their pattern, the month a trend, stories their days. Whoever comes back
because nothing was solved is not in it: that follows from what happens. Depends on the library,
people and stories.
"""

import math
import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from simulator.handwriting import typed
from simulator.library import Library, Matter
from simulator.people import Person, somebody
from simulator.stories import stories_of

ZONE = ZoneInfo("Europe/Madrid")
A_DAY = 62.0
"""Contacts of a middling day, without the stories and those who come back."""
WEEKDAYS = (1.28, 1.18, 1.12, 1.1, 1.0, 0.72, 0.6)
HOURS = (
    *(0.3, 0.1, 0.1, 0.1, 0.1, 0.2, 0.5, 1.2, 3.0, 6.0, 8.0, 8.2),
    *(7.0, 5.0, 4.2, 4.4, 6.0, 6.2, 5.4, 5.0, 4.8, 4.6, 3.0, 1.2),
)
GROWTH = 0.006
"""By how much a day is busier than the one before."""
ODD = 0.10
"""The share of visits with a matter that nobody else has."""
REGULARS = 0.22
"""The share of visits of somebody who was there before, about something else."""


@dataclass(frozen=True)
class Visit:
    """One planned visit. `words` is the wording they begin with, `dice` decides what they do;
    `again` is the number of the visit in which this was not solved."""

    number: int
    at: datetime
    person: Person
    matter: Matter
    words: str
    dice: int
    again: int | None = None


def visits(library: Library, first: date, days: int, seed: int) -> list[Visit]:
    """All of them in the order of their coming; times in naive UTC."""
    planner = Planner(library, random.Random(f"{seed} {first} {days}"))
    found = [one for day in range(days) for one in planner.day(first, day, days)]
    return sorted(found, key=lambda one: (one.at, one.number))


class Planner:
    """Plans day after day."""

    def __init__(self, library: Library, dice: random.Random) -> None:
        self._library = library
        self._dice = dice
        self._people: list[Person] = []
        self._number = 0
        self._odd = {one: self._shuffled(one) for one in ("es", "en")}
        self._usual = library.usual
        self._weights = [one.weight for one in self._usual]

    def day(self, first: date, day: int, days: int) -> Iterator[Visit]:
        """The visits of one day, in no order."""
        on = first + timedelta(day)
        usual = A_DAY * WEEKDAYS[on.weekday()] * (1 + GROWTH * (day - days / 2))
        for _ in range(many(usual, self._dice)):
            person = self._somebody()
            yield self._visit(on, person, self._what(person))
        for story in stories_of(first, days):
            for _ in range(many(story.times(day), self._dice)):
                yield self._visit(on, self._somebody(), self._library.by_key[story.matter])

    def _visit(self, on: date, person: Person, matter: Matter) -> Visit:
        dice = random.Random(self._dice.getrandbits(60))
        self._number += 1
        wording = dice.choice(matter.wordings[person.language])
        words = typed(wording, person.language, person.mood, dice)
        return Visit(self._number, moment(on, dice), person, matter, words, dice.getrandbits(60))

    def _somebody(self) -> Person:
        if self._people and self._dice.random() < REGULARS:
            return self._dice.choice(self._people)
        language = "es" if self._dice.random() < 0.5 else "en"
        self._people.append(somebody(len(self._people) + 1, language, self._dice))
        return self._people[-1]

    def _what(self, person: Person) -> Matter:
        """One of the usual matters, of the own product where it is a product's; or an odd one."""
        odd = self._odd[person.language]
        if odd and self._dice.random() < ODD:
            return odd.pop()
        return self._dice.choices(self._usual, self._weights)[0]

    def _shuffled(self, language: str) -> list[Matter]:
        """Every odd question twice at most."""
        found = 2 * self._library.odd(language)
        self._dice.shuffle(found)
        return found


def returning(visit: Visit, at: datetime, number: int, dice: random.Random) -> Visit:
    """The same customer with the same matter at a later moment, in other words."""
    wording = dice.choice(visit.matter.wordings[visit.person.language])
    words = typed(wording, visit.person.language, visit.person.mood, dice)
    again = visit.again or visit.number
    return replace(visit, number=number, at=at, words=words, dice=dice.getrandbits(60), again=again)


def moment(on: date, dice: random.Random) -> datetime:
    """Some moment of a day by the company's clock, in naive UTC."""
    hour = dice.choices(range(24), HOURS)[0]
    return moment_on(on, hour) + timedelta(seconds=dice.uniform(0, 3600))


def moment_on(day: date, hour: int) -> datetime:
    """An hour of a day by the company's clock, in naive UTC."""
    return datetime.combine(day, time(hour), ZONE).astimezone(UTC).replace(tzinfo=None)


def many(mean: float, dice: random.Random) -> int:
    """How often something happens that happens `mean` times on average (Poisson, by Knuth)."""
    limit, product, found = math.exp(-mean), 1.0, -1
    while product > limit:
        product *= dice.random()
        found += 1
    return max(0, found)
