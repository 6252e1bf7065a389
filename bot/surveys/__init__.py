"""What customers think of the service: CSAT after a closed matter, NPS now and then.

`tables` holds the row, `store` what is asked, answered and counted, `asking` the words and what
a message says to a question that is open, `report` the figures for managers. An answer is a
button or words; none is fine, and the next message is never taken for one that it is not.
`quality` is the short survey in five `dimensions`, put after the end in the widget.
Depends on `bot.database`, `bot.masking`, `bot.scores` and `bot.words`.
"""

from bot.surveys.asking import Asking, Settled
from bot.surveys.quality import QualitySurveys
from bot.surveys.report import report
from bot.surveys.store import Surveys, customer_key
from bot.surveys.tables import QualitySurvey, Survey

__all__ = [
    "Asking",
    "QualitySurvey",
    "QualitySurveys",
    "Settled",
    "Survey",
    "Surveys",
    "customer_key",
    "report",
]
