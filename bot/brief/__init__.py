"""What an agent must know before the first word: made from what is on record, without a model.

`gathered` says what forms know, `sentences` tells what in a text asks or tells something,
`unanswered` finds what nobody answered, `tried` what the assistant did and how it was taken,
`subjects` the products with their guarantee, `composing` puts the brief together; all of these
are pure. `gathering` reads what they need, and `passages` finds what to answer with.
Depends on conversations, contacts, answers, the backoffice, the policies and the look-up.
"""

from bot.brief.brief import Asked, Brief, Subject, Tried, Who
from bot.brief.composing import compose
from bot.brief.evidence import Evidence
from bot.brief.gathering import Briefs
from bot.brief.passages import Passages, Piece
from bot.brief.unanswered import Unanswered, unanswered

__all__ = [
    "Asked",
    "Brief",
    "Briefs",
    "Evidence",
    "Passages",
    "Piece",
    "Subject",
    "Tried",
    "Unanswered",
    "Who",
    "compose",
    "unanswered",
]
