"""Weeks of the company: from Monday to Sunday. Pure; depends on the standards' periods."""

from datetime import date, datetime, timedelta

from bot.errors import Spoken
from bot.policies.days import local
from bot.standards import Period

SENT_FROM_H = 7
"""The hour of Monday from which the report of the week before goes out."""
SENT_FOR = timedelta(days=2)
"""How long after that it still does: the service may have been down."""


class NoWeek(Spoken):
    """A week that cannot be read, or has not begun."""

    def __init__(self, said: str) -> None:
        super().__init__(
            f"{said[:40]!r} is no week with anything in it. Give a day of one as 2026-11-16.",
            f"{said[:40]!r} no es una semana con datos. Escriba un día de ella así: 2026-11-16.",
            422,
        )


def monday_of(day: date) -> date:
    """The Monday of the week that a day is in."""
    return day - timedelta(days=day.weekday())


def period_of(week: date) -> Period:
    """The seven days of the week that begins on a Monday."""
    return Period.days(week, week + timedelta(days=6))


def last_week(at: datetime) -> date:
    """The Monday of the last week that is over at a moment of naive UTC."""
    return monday_of(local(at).date()) - timedelta(days=7)


def is_due(at: datetime) -> bool:
    """Whether the report of the last week goes out by itself at a moment of naive UTC."""
    there = local(at)
    begun = there.replace(hour=SENT_FROM_H, minute=0, second=0, microsecond=0)
    begun -= timedelta(days=there.weekday())
    return begun <= there < begun + SENT_FOR


def week_in(text: str, at: datetime) -> date:
    """The Monday of the week of a day as 2026-11-16, the last week for none; `NoWeek`."""
    if not text.strip():
        return last_week(at)
    try:
        day = datetime.strptime(text.strip(), "%Y-%m-%d").date()
    except ValueError as error:
        raise NoWeek(text) from error
    if day > local(at).date() or day.year < 2000:
        raise NoWeek(text)
    return monday_of(day)
