"""A span of time, and what the figures are narrowed to. Days are the company's. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal

from bot.errors import Spoken
from bot.policies.days import ZONE, local

Step = Literal["day", "week", "month"]
EPOCH = datetime(1970, 1, 1)
MICROSECOND = timedelta(microseconds=1)


class BadPeriod(Spoken):
    """A period that ends before it begins, or cannot be read."""

    def __init__(self, said: str) -> None:
        super().__init__(
            f"{said!r} is no period. Give days as 2026-11-23, the first not after the last.",
            f"{said!r} no es un periodo. Escriba los días así: 2026-11-23, el primero no después "
            "del último.",
            422,
        )


def midnight(day: date) -> datetime:
    """When a day of the company's begins, in naive UTC."""
    return datetime.combine(day, time(), ZONE).astimezone(UTC).replace(tzinfo=None)


def micros(moment: datetime) -> int:
    """Microseconds since 1970."""
    return (moment - EPOCH) // MICROSECOND


@dataclass(frozen=True, slots=True)
class Period:
    """From `start` on and before `end`, in naive UTC."""

    start: datetime
    end: datetime

    def __post_init__(self) -> None:
        if self.end <= self.start:
            raise BadPeriod(f"{self.start} – {self.end}")

    @classmethod
    def days(cls, first: date, last: date) -> "Period":
        """From the first day to the last one, both whole."""
        return cls(midnight(first), midnight(last + timedelta(days=1)))

    @classmethod
    def last(cls, days: int, now: datetime) -> "Period":
        """The last `days` days, today (the company's, at `now`) being one of them."""
        today = local(now).date()
        return cls.days(today - timedelta(days=days - 1), today)

    @property
    def first_day(self) -> date:
        """The company's day on which it begins."""
        return local(self.start).date()

    @property
    def last_day(self) -> date:
        """The company's day on which it ends."""
        return local(self.end - MICROSECOND).date()

    @property
    def whole(self) -> bool:
        """Whether it is made of whole days."""
        return Period.days(self.first_day, self.last_day) == self

    @property
    def before(self) -> "Period":
        """As long a period that ends as this one begins."""
        if not self.whole:
            return Period(self.start - (self.end - self.start), self.start)
        yesterday = self.first_day - timedelta(days=1)
        return Period.days(yesterday - (self.last_day - self.first_day), yesterday)

    def steps(self, step: Step) -> Iterator["Period"]:
        """The days, weeks (from Monday) or months in it, in order; the ends are cut."""
        day = self.first_day
        while day <= self.last_day:
            following = next_step(day, step)
            start, end = max(midnight(day), self.start), min(midnight(following), self.end)
            yield Period(start, end)
            day = following


def next_step(day: date, step: Step) -> date:
    """The first day after the day, week or month that `day` is in."""
    if step == "day":
        return day + timedelta(days=1)
    if step == "week":
        return day + timedelta(days=7 - day.weekday())
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)


@dataclass(frozen=True, slots=True)
class Where:
    """What figures are narrowed to; None is all. `topic` is an intent."""

    language: str | None = None
    product: str | None = None
    topic: str | None = None
    channel: str | None = None

    @property
    def asked(self) -> dict[str, str]:
        """What is asked for, by dimension."""
        every = {name: getattr(self, name) for name in ("language", "product", "topic", "channel")}
        return {name: value for name, value in every.items() if value}
