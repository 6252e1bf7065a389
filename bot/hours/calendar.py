"""The company's hours as a calendar, and time counted in seconds of it. Pure.

Moments are naive UTC, as everywhere; days and hours are those of the company's clocks, so that
nine o'clock stays nine o'clock when they are put forward.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.hours.easter import easter

Span = tuple[int, int]
"""From and to, in minutes of the day: 0 to 1440."""
WHOLE_DAY: Span = (0, 1440)
FARTHEST = timedelta(days=400)
"""How far ahead an opening is looked for."""
NEVER_AFTER = timedelta(days=14)
"""What is open for this long without a break does not close."""


@dataclass(frozen=True, slots=True)
class Special:
    """A holiday, or a day of other hours than its weekday's; `name` by language."""

    name: Mapping[str, str]
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True)
class Hours:
    """`weekly` has the spans of Monday to Sunday; `dated` goes before `easters` (days counted from
    Easter Sunday), these before `yearly` (month and day)."""

    zone: ZoneInfo
    weekly: Sequence[Sequence[Span]]
    dated: Mapping[date, Special] = field(default_factory=dict)
    easters: Mapping[int, Special] = field(default_factory=dict)
    yearly: Mapping[tuple[int, int], Special] = field(default_factory=dict)
    _known: dict[date, list[tuple[datetime, datetime]]] = field(
        default_factory=dict, repr=False, compare=False
    )

    @classmethod
    def always(cls, zone: str = "Europe/Madrid") -> "Hours":
        """Open at every moment."""
        return cls(ZoneInfo(zone), [[WHOLE_DAY]] * 7)

    def local(self, moment: datetime) -> datetime:
        """`moment` as the company's clocks show it."""
        return moment.replace(tzinfo=UTC).astimezone(self.zone)

    def special(self, day: date) -> Special | None:
        """The holiday or short day that `day` is."""
        moved = (day - easter(day.year)).days
        for found in (
            self.dated.get(day),
            self.easters.get(moved),
            self.yearly.get((day.month, day.day)),
        ):
            if found:
                return found
        return None

    def open_at(self, moment: datetime) -> bool:
        """Whether people answer at `moment`."""
        return any(begin <= moment < end for begin, end in self.spans(self._day(moment)))

    def next_opening(self, moment: datetime) -> datetime | None:
        """The first open moment from `moment` on: itself, while it is open; None where none comes
        within `FARTHEST`."""
        for begin, end in self._from(moment):
            if end > moment:
                return max(begin, moment)
        return None

    def closes_at(self, moment: datetime) -> datetime | None:
        """When the span closes in which `moment` lies; None while closed, and where it goes on for
        `NEVER_AFTER`."""
        closes: datetime | None = None
        for begin, end in self._from(moment):
            if closes is None:
                if begin > moment:
                    return None
                closes = end if moment < end else None
            elif begin == closes:
                closes = end
            else:
                return closes
            if closes and closes - moment > NEVER_AFTER:
                return None
        return closes

    def open_seconds(self, since: datetime, until: datetime) -> float:
        """The open seconds between two moments; 0 where `until` is not later."""
        seconds, first = 0.0, self._day(since)
        for ahead in range((self._day(until) - first).days + 1):
            for begin, end in self.spans(first + timedelta(ahead)):
                seconds += max(0.0, (min(end, until) - max(begin, since)).total_seconds())
        return seconds

    def later(self, moment: datetime, seconds: float) -> datetime:
        """The moment at which `seconds` of open time have passed since `moment`.

        Where no such moment comes within `FARTHEST`, that is the answer.
        """
        for begin, end in self._from(moment):
            begin = max(begin, moment)
            here = (end - begin).total_seconds()
            if here > 0 and seconds <= here:
                return begin + timedelta(seconds=seconds)
            seconds -= max(0.0, here)
        return moment + FARTHEST

    def spans(self, day: date) -> list[tuple[datetime, datetime]]:
        """The open spans that begin on the company's `day`, in order."""
        if day not in self._known:
            if len(self._known) > 2000:
                self._known.clear()
            special = self.special(day)
            found = special.spans if special else self.weekly[day.weekday()]
            self._known[day] = [(self._utc(day, one), self._utc(day, two)) for one, two in found]
        return self._known[day]

    def _day(self, moment: datetime) -> date:
        return self.local(moment).date()

    def _from(self, moment: datetime) -> Iterator[tuple[datetime, datetime]]:
        first = self._day(moment)
        for ahead in range(FARTHEST.days):
            yield from self.spans(first + timedelta(ahead))

    def _utc(self, day: date, minute: int) -> datetime:
        """The moment at which the clocks show `minute` of `day`; one that is left out in spring is
        the same distance after the change."""
        day, minute = day + timedelta(minute // 1440), minute % 1440
        shown = datetime(day.year, day.month, day.day, minute // 60, minute % 60, tzinfo=self.zone)
        return shown.astimezone(UTC).replace(tzinfo=None)
