"""Times at which something can be brought, fetched or repaired at home.

They follow from the calendar alone, so that nobody has to keep a list; a slot's id says all that
it is. Pure; depends on the views and the company's calendar.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

from bot.backoffice.matters import Slot
from bot.backoffice.policy import ZONE, local_day

SHOPS = ("figueres", "girona", "barcelona", "valencia")
SHOP_HOURS = (10, 11, 12, 16, 17, 18)
# At the door: from the hour to four hours later.
DOOR_HOURS = (9, 15)
DOOR_LENGTH = 4
DAYS_AHEAD = 10


def slots(way: str, after: datetime) -> Iterator[Slot]:
    """Every slot of the next working days after the day of `after` (naive UTC), in order."""
    for day in working_days(local_day(after)):
        if way == "drop_off":
            yield from (_slot(way, shop, day, hour, 1) for hour in SHOP_HOURS for shop in SHOPS)
        else:
            yield from (_slot(way, "address", day, hour, DOOR_LENGTH) for hour in DOOR_HOURS)


def working_days(after: date) -> Iterator[date]:
    """The days of the next two weeks from Monday to Friday; local holidays are not known."""
    found = (after + timedelta(days) for days in range(1, 2 * DAYS_AHEAD))
    working = [day for day in found if day.weekday() < 5]
    yield from working[:DAYS_AHEAD]


def slot_of(slot_id: str) -> Slot | None:
    """The slot of an id such as "drop_off/girona/2026-06-16/10"; None for anything else."""
    try:
        way, place, day, hour = slot_id.split("/")
        length = 1 if way == "drop_off" else DOOR_LENGTH
        return _slot(way, place, date.fromisoformat(day), int(hour), length)
    except ValueError:
        return None


def _slot(way: str, place: str, day: date, hour: int, hours: int) -> Slot:
    begins = datetime.combine(day, time(hour), ZONE)
    ends = begins + timedelta(hours=hours)
    return Slot(f"{way}/{place}/{day}/{hour:02d}", way, place, _utc(begins), _utc(ends))


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(tzinfo=None)
