"""The FAQ's editorial office: entries are drafted, read, approved, published and retired here.

`wording` is what an entry says, `sources` where a draft comes from, `writing` its versions,
`releasing` approval, publishing and taking it back, `reading` the lists and the history, `checks`
what is looked at before approval and `rehearsal` what the index would do with it, `exchange` the
CSV file, `usage` how often entries answer; `editorial` puts them together. Depends on `bot.faqs`,
`bot.audit`, `bot.roles`, `bot.masking`, `bot.language`, the FAQ index, groups and the contact log.
"""

from bot.editorial.checking import Checking
from bot.editorial.editorial import Editorial
from bot.editorial.reading import DraftFilter, Entry, Publication, Released, Step
from bot.editorial.rehearsal import Rehearsal
from bot.editorial.sources import DraftSource, Quote, forget
from bot.editorial.tables import STATES, FaqDraft, FaqEvent, FaqSource, FaqVersion
from bot.editorial.usage import Use
from bot.editorial.wording import Wording

__all__ = [
    "STATES",
    "Checking",
    "DraftFilter",
    "DraftSource",
    "Editorial",
    "Entry",
    "FaqDraft",
    "FaqEvent",
    "FaqSource",
    "FaqVersion",
    "Publication",
    "Quote",
    "Rehearsal",
    "Released",
    "Step",
    "Use",
    "Wording",
    "forget",
]
