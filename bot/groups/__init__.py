"""Question groups: those who ask the same thing, in either language, counted together.

`collecting` makes questions of contacts and of what is said to people, `joining` puts each into
the nearest group, `editing` is what editors do, `regrouping` begins anew; `linking`, `space` and
`scratch` are the arithmetic behind it. Depends on contacts, conversations and the embedder.
"""

from bot.groups.errors import (
    EditNotFound,
    GroupNotFound,
    NoSuchMark,
    NothingToMerge,
    NothingToMove,
)
from bot.groups.forgetting import forget
from bot.groups.groups import Groups, Near
from bot.groups.regrouping import Regrouped
from bot.groups.tables import ANSWERED_BY, MARKS, GroupEdit, Question, QuestionGroup

__all__ = [
    "ANSWERED_BY",
    "MARKS",
    "EditNotFound",
    "GroupEdit",
    "GroupNotFound",
    "Groups",
    "Near",
    "NoSuchMark",
    "NothingToMerge",
    "NothingToMove",
    "Question",
    "QuestionGroup",
    "Regrouped",
    "forget",
]
