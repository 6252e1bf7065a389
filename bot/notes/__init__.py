"""What agents keep beside a conversation, and no customer sees.

`tables` holds the rows, `private` the notes and whom they call, `labels` a conversation's labels,
`canned` the replies that are written once and `file` a file of them, `drafts` what is half
written, `looking` who has a conversation open. None of it is a message, so that no door can show
it to a customer. Depends on `bot.database`, `bot.live`, `bot.records` and `bot.errors`.
"""

from dataclasses import dataclass

from bot.database import Database
from bot.notes.canned import (
    VARIABLES,
    Blanks,
    Canned,
    CannedRejected,
    Replies,
    fill,
    gaps,
)
from bot.notes.drafts import Drafted, Drafts
from bot.notes.file import read_replies
from bot.notes.labels import LabelRejected, Labels
from bot.notes.looking import Looking
from bot.notes.private import NoteRejected, Notes, called, forget
from bot.notes.tables import CannedReply, ConversationLabel, Draft, Mention, Note

__all__ = [
    "VARIABLES",
    "Blanks",
    "Canned",
    "CannedRejected",
    "CannedReply",
    "ConversationLabel",
    "Draft",
    "Drafted",
    "Drafts",
    "LabelRejected",
    "Labels",
    "Looking",
    "Mention",
    "Note",
    "NoteRejected",
    "Notebook",
    "Notes",
    "Replies",
    "called",
    "fill",
    "forget",
    "gaps",
    "read_replies",
]


@dataclass(frozen=True, slots=True)
class Notebook:
    """All of it over one database."""

    notes: Notes
    labels: Labels
    replies: Replies
    drafts: Drafts

    @classmethod
    def over(cls, database: Database) -> "Notebook":
        """The four of them."""
        return cls(Notes(database), Labels(database), Replies(database), Drafts(database))
