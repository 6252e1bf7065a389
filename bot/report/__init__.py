"""The weekly report of the service standards, as PDF and by mail, in both languages.

`week` says which weeks there are, `content` gathers what one says, `told` words it, `pdf` lays it
out, `weekly` sends it once to each manager who wants it; `tables` holds what was sent. Depends on
the standards, what customers ask, alerts' readers and mails.
"""

from bot.report.content import Gathering, WeekReport
from bot.report.tables import WeeklyReport
from bot.report.week import NoWeek, last_week, period_of, week_in
from bot.report.weekly import Weekly

__all__ = [
    "Gathering",
    "NoWeek",
    "WeekReport",
    "Weekly",
    "WeeklyReport",
    "last_week",
    "period_of",
    "week_in",
]
