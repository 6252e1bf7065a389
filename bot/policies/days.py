"""Days as policies count them: the company's calendar, months, working days, days in words.

Pure; depends on nothing of ours.
"""

from calendar import monthrange
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

# The calendar on which the company counts days.
ZONE = ZoneInfo("Europe/Madrid")
SATURDAY = 5
MONTHS = {
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre "
    "diciembre",
    "en": "January February March April May June July August September October November December",
}


def local(moment: datetime) -> datetime:
    """`moment` (naive UTC) as the company's clocks and calendar show it."""
    return moment.replace(tzinfo=UTC).astimezone(ZONE)


def local_day(moment: datetime) -> date:
    """The company's calendar day at `moment` (naive UTC)."""
    return local(moment).date()


def months_later(day: date, months: int) -> date:
    """The same day of the month `months` later, or that month's last day where it has none.

    Counting from date to date is the rule of the Spanish Código Civil, article 5.1.
    """
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def working_days_later(day: date, count: int) -> date:
    """The day `count` working days after `day`. Holidays count as working days: a promise of
    the company's is then kept a day later, never broken by a calendar that nobody updated."""
    while count > 0:
        day += timedelta(1)
        count -= day.weekday() < SATURDAY
    return day


def in_words(day: date, language: str) -> str:
    """ "4 de mayo de 2026" or "4 May 2026"."""
    month = MONTHS[language].split()[day.month - 1]
    joint = " de " if language == "es" else " "
    return joint.join((str(day.day), month, str(day.year)))
