"""Free times: how they are told, and which of them fit what somebody wishes. Pure.

Depends on the slots of the backoffice, the company's calendar and `bot.wishes`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import zip_longest

from bot.backoffice.matters import Slot
from bot.policies.days import in_words, local
from bot.wishes import WEEKDAYS, Known, Wish

NOON = 14
"""The hour, on the company's clock, at which a morning ends: shops close for lunch then."""


def fitting(free: Iterable[Slot], wish: Wish) -> list[Slot]:
    """Those that `wish` leaves, in order; of a weekday its next one alone."""
    left = [one for one in free if _fits(one, wish)]
    if wish.weekdays:
        nearest = {day.weekday(): day for day in reversed(days_of(left))}
        left = [one for one in left if day_of(one) in nearest.values()]
    return left


def nearest(free: Sequence[Slot], wish: Wish) -> list[Slot]:
    """Those that fit best where none fits: another hour, then another part, then another day."""
    for looser in (
        replace(wish, hour=None),
        replace(wish, hour=None, part=None),
        replace(wish, weekdays=frozenset(), days=frozenset(), hour=None),
        Wish(place=wish.place),
    ):
        found = fitting(free, looser)
        if found:
            return found
    return list(free)


def spread(free: Sequence[Slot], count: int) -> list[Slot]:
    """`count` of them to choose from: at first the earliest of each half of a day, in order."""
    halves: dict[tuple[date, bool], list[Slot]] = {}
    for one in free:
        halves.setdefault((day_of(one), begins(one) < NOON), []).append(one)
    rounds = [one for row in zip_longest(*halves.values()) for one in row if one]
    return sorted(rounds[:count], key=lambda one: (one.starts_at, one.place))


def days_of(free: Iterable[Slot]) -> list[date]:
    """The days that have any, in order."""
    return sorted({day_of(one) for one in free})


def places_of(free: Iterable[Slot]) -> list[str]:
    """The places that have any, in their own order."""
    return list(dict.fromkeys(one.place for one in free))


def day_of(slot: Slot) -> date:
    """Its day on the company's calendar."""
    return local(slot.starts_at).date()


def begins(slot: Slot) -> int:
    """The hour at which it begins, on the company's clock."""
    return local(slot.starts_at).hour


def title(slot: Slot, language: str) -> str:
    """A time in short, for a button: "martes 24, 9:00-13:00", "Tuesday 24, 10:00"."""
    day = day_of(slot)
    return f"{WEEKDAYS[language][day.weekday()]} {day.day}, {hours(slot)}"


def in_full(slot: Slot, language: str) -> str:
    """A time in a sentence: "el martes 24 de noviembre de 2026, 9:00-13:00"."""
    day = day_of(slot)
    name, written = WEEKDAYS[language][day.weekday()], in_words(day, language)
    lead = "el " if language == "es" else ""
    return f"{lead}{name} {written}, {hours(slot)}"


def hours(slot: Slot) -> str:
    """ "9:00-13:00"; of an hour alone, when it begins."""
    starts, ends = local(slot.starts_at), local(slot.ends_at)
    begun = f"{starts.hour}:{starts.minute:02d}"
    long = slot.ends_at - slot.starts_at > timedelta(hours=1)
    return f"{begun}-{ends.hour}:{ends.minute:02d}" if long else begun


def _fits(slot: Slot, wish: Wish) -> bool:
    day, hour = day_of(slot), begins(slot)
    ends = local(slot.ends_at).hour
    return all(
        (
            not wish.weekdays or day.weekday() in wish.weekdays,
            day.weekday() not in wish.never,
            not wish.days or day in wish.days,
            wish.since is None or day >= wish.since,
            wish.part is None or (hour < NOON) == (wish.part == "morning"),
            wish.hour is None or hour <= wish.hour < max(ends, hour + 1),
            wish.place is None or slot.place == wish.place,
        )
    )


def known(free: Sequence[Slot]) -> Known:
    """What of `free` a wish may name."""
    starts = sorted({begins(one) for one in free})
    return Known(tuple(days_of(free)), tuple(starts), tuple(places_of(free)))
