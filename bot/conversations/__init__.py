"""Conversations: their messages in order, and the state machine that says who may speak.

`tables` holds the rows, `transcript` what was said, `states` the assistant's and the customer's
side of who is in charge, `hands` the agents' side, `moves` what both do, `endings` and `merging`
two ways to end, `refusals` what those are told who come too late. Depends on `bot.database`.
"""

from bot.conversations.endings import Ending
from bot.conversations.hands import UNDO_WITHIN, Hands
from bot.conversations.moves import OUTCOMES, REASONS, Matter
from bot.conversations.refusals import (
    AlreadyClaimed,
    AtCapacity,
    NotToMerge,
    NotYours,
    RoutedToOther,
    TooLateToUndo,
    Unread,
)
from bot.conversations.states import States
from bot.conversations.tables import Conversation, Escalation, HandChange, Message
from bot.conversations.transcript import (
    ConversationClosed,
    ConversationNotFound,
    MessageDraft,
    MessageRejected,
    Transcript,
)

__all__ = [
    "OUTCOMES",
    "REASONS",
    "UNDO_WITHIN",
    "AlreadyClaimed",
    "AtCapacity",
    "Conversation",
    "ConversationClosed",
    "ConversationNotFound",
    "Ending",
    "Escalation",
    "HandChange",
    "Hands",
    "Matter",
    "Message",
    "MessageDraft",
    "MessageRejected",
    "NotToMerge",
    "NotYours",
    "RoutedToOther",
    "States",
    "TooLateToUndo",
    "Transcript",
    "Unread",
]
