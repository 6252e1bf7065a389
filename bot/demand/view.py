"""What an editor looks at: a period, and which questions of it. Pure.

Depends on the columns of the tallies alone.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TypeVar

from sqlalchemy import ColumnElement, false

from bot.demand.tables import QuestionDay

PERIODS = (7, 28, 91)
"""Days that can be looked at: whole weeks, so that weekdays weigh alike in both periods."""
USUAL = 28
FIRST = date(2000, 1, 1)
"""Before it nobody asked: addresses may name any day that a calendar has."""
SORTS = ("asked", "change", "unanswered", "thumbs", "agents")
LANGUAGES = ("es", "en")
Kind = TypeVar("Kind", int, str)
MARKS = ("open", "person_only", "no_question")
PAGE = 25


@dataclass(frozen=True, slots=True)
class Simple:
    """What a simple question is: its group was asked `times` times in `days` days. The definition
    in force is `simple_share` of `bot.standards`."""

    times: int = 5
    days: int = 90


@dataclass(frozen=True, slots=True)
class View:
    """`days` days until `until`, the last one included. What is empty asks for nothing.

    `mark` is one of `MARKS`; without it, all that are questions. `simple`: only groups that were
    asked often enough. `simulated`: with what a simulator asked. `page` counts from 1.
    """

    until: date
    days: int = USUAL
    product: str = ""
    language: str = ""
    channel: str = ""
    topic: str = ""
    mark: str = ""
    search: str = ""
    simple: bool = False
    sort: str = "asked"
    page: int = 1
    simulated: bool = False

    @property
    def since(self) -> date:
        """The first day."""
        return self.until - timedelta(self.days - 1)

    @property
    def earlier(self) -> "View":
        """The period before, as long."""
        return replace(self, until=self.since - timedelta(1))

    def whole(self, days: int) -> "View":
        """All questions of the groups in the `days` days that end with the period, or in the
        period where that is longer."""
        longest = max(self.days, days)
        return replace(self, product="", language="", channel="", days=longest)

    def where(self) -> Iterator[ColumnElement[bool]]:
        """The tallies of the view in SQL; what is asked of groups is not in it."""
        first, last = self.since.toordinal(), self.until.toordinal()
        yield QuestionDay.day.between(first, last)
        if self.product:
            yield QuestionDay.product == self.product.removeprefix("-")
        if self.language:
            yield QuestionDay.language == self.language
        if self.channel:
            yield QuestionDay.channel == self.channel
        if not self.simulated:
            yield QuestionDay.simulated == false()


def view_of(asked: Mapping[str, str], today: date, simulated: bool = False) -> View:
    """The view that an address asks for; what cannot be read is as if it was not there.

    The product "-" means those that named none.
    """
    return View(
        until=min(max(_day(asked.get("until", "")) or today, FIRST), today),
        days=_one_of(_number(asked.get("days", "")), PERIODS, USUAL),
        product=asked.get("product", "").strip()[:40],
        language=_one_of(asked.get("language", ""), LANGUAGES, ""),
        channel=asked.get("channel", "").strip()[:16],
        topic=asked.get("topic", "").strip()[:40],
        mark=_one_of(asked.get("mark", ""), MARKS, ""),
        search=" ".join(asked.get("search", "").split())[:200],
        simple=asked.get("simple", "") == "1",
        sort=_one_of(asked.get("sort", ""), SORTS, "asked"),
        page=max(1, _number(asked.get("page", ""))),
        simulated=simulated,
    )


def address(view: View, today: date, **changed: str) -> dict[str, str]:
    """The shortest query that asks for `view`, with some of it `changed`."""
    values = {
        "until": "" if view.until == today else view.until.isoformat(),
        "days": "" if view.days == USUAL else str(view.days),
        "product": view.product,
        "language": view.language,
        "channel": view.channel,
        "topic": view.topic,
        "mark": view.mark,
        "search": view.search,
        "simple": "1" if view.simple else "",
        "sort": "" if view.sort == "asked" else view.sort,
        "page": "" if view.page == 1 else str(view.page),
    }
    return {key: value for key, value in (values | changed).items() if value}


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None


def _number(text: str) -> int:
    plain = text.strip()
    return int(plain) if plain.isascii() and plain.isdecimal() and len(plain) < 7 else 0


def _one_of(value: Kind, known: tuple[Kind, ...], otherwise: Kind) -> Kind:
    return value if value in known else otherwise
