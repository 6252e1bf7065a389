"""When people answer: the hours of the week, the holidays, and time counted in open hours.

`calendar` counts, `reading` reads and checks the company's file, `easter` finds the movable
feasts. Depends on nothing of ours but the errors and the reading of YAML.
"""

from bot.hours.calendar import Hours, Special
from bot.hours.reading import BadHours, read_hours

__all__ = ["BadHours", "Hours", "Special", "read_hours"]
